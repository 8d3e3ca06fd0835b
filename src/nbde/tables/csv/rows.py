"""The rows of a delimited text: where each starts and how many cells it has.

It is found on the bytes of the whole text at once, so that line numbers stay true (quoted newlines
and blank lines counted) and a ragged row is found however large the file is.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from nbde.errors import Problem, TableError
from nbde.tables.csv.column import FactorizedColumn
from nbde.tables.csv.slices import Bools, Bytes, ByteSlices, Rows, Text
from nbde.tables.source import Source

_COMMA, _TAB, _NEWLINE, _QUOTE = b',\t\n"'
_FIRST_RECORD = re.compile(rb'(?:[ \t]*(?:\n|\Z))*((?:"[^"]*"|[^"\n]+)*)')
_QUOTED = re.compile(rb'"[^"]*"')
_THE_END = ["\0", "\0"]
_HEADER, _BODY = slice(0, 1), slice(1, None)
_FITS = 1 << 30  # bytes whose places, and those a little further, are 32-bit numbers
_BLOCK = 1 << 18  # bytes looked at at once: what they need stays in the processor's cache


@dataclass(frozen=True, slots=True)
class CsvRows:
    """The rows of a text: the header's cells, the columns below it, and where each stands.

    `line` gives the line on which each row below the header starts, `header_line` that of the
    header; `ragged` are the rows that have too few or too many cells, which `columns` leave out.
    """

    header: list[str]
    header_line: int
    columns: list[FactorizedColumn]
    line: Rows
    ragged: list[Problem]


def read_rows(source: Source) -> CsvRows:
    """The header and the rows of a CSV text, or of a tab-separated one.

    Raises
    ------
    TableError
        If there is no header, or a quote is never closed.
    """
    delimiter = _delimiter(source.data)
    ends = _cell_ends(source.data, delimiter)
    if ends is None:
        return _read_by_csv_module(source, chr(delimiter))
    columns, line, ragged = _columns(ends, Text(source.data))
    if not columns:
        raise _empty(source.name)
    return CsvRows(
        header=[cell for column in columns for cell in column.take(_HEADER).texts()],
        header_line=int(line[0]),
        columns=[FactorizedColumn.of_slices(column.take(_BODY)) for column in columns],
        line=line[_BODY],
        ragged=[_ragged(source.name, *each, len(columns)) for each in ragged],
    )


def rows_of_frame(frame: pd.DataFrame) -> CsvRows:
    """The rows of a frame, at the lines they would have in a plain CSV file."""
    return CsvRows(
        header=[str(column) for column in frame.columns],
        header_line=1,
        columns=[_column(frame.iloc[:, place]) for place in range(frame.shape[1])],
        line=np.arange(len(frame), dtype=np.int64) + 2,
        ragged=[],
    )


def _column(values: pd.Series) -> FactorizedColumn:
    cells = zip(values.tolist(), values.isna().tolist(), strict=True)
    return FactorizedColumn.of_texts(["" if missing else str(value) for value, missing in cells])


def _delimiter(data: bytes) -> int:
    """A comma; a tab where the first record has tabs and no comma outside quotes."""
    first = _FIRST_RECORD.match(data)
    bare = _QUOTED.sub(b"", first[1]) if first else b""
    return _TAB if b"\t" in bare and b"," not in bare else _COMMA


@dataclass(frozen=True, slots=True)
class _CellEnds:
    """The delimiters and line ends that stand outside quotes.

    `place` is -1, and the byte at which each stands (the end of the text where its last line has
    no line end), `ends_row` whether it ends a row, `line` that on which each row starts, from 1.
    """

    place: Rows
    ends_row: Bools
    line: Rows


def _cell_ends(data: bytes, delimiter: int) -> _CellEnds | None:
    """The ends of the cells of a text in UTF-8.

    None where a quote is not closed, or neither opens at the start of a cell, nor closes at its
    end, nor stands doubled.
    """
    text = np.frombuffer(data, dtype=np.uint8)
    quoted = b'"' in data
    inside = False
    number = np.int32 if len(data) < _FITS else np.int64
    places, ends_row = [np.array([-1], number)], [np.zeros(0, bool)]
    quotes, newlines = [], []
    for first in range(0, len(text), _BLOCK):
        block = text[first : first + _BLOCK]
        line_end = block == _NEWLINE
        cell_end = line_end | (block == delimiter)
        if quoted:
            is_quote = block == _QUOTE
            parity = np.bitwise_xor.accumulate(is_quote.view(np.uint8)) ^ np.uint8(inside)
            inside = bool(parity[-1])
            cell_end &= parity == 0
            quotes.append(np.flatnonzero(is_quote) + first)
            newlines.append(np.flatnonzero(line_end) + first)
        found = np.flatnonzero(cell_end)
        places.append(np.add(found, first, dtype=number, casting="same_kind"))
        ends_row.append(line_end[found])
    if inside:
        return None
    if len(text) and text[-1] != _NEWLINE:
        places.append(np.array([len(text)], number))
        ends_row.append(np.array([True]))
    place, is_last = np.concatenate(places), np.concatenate(ends_row)
    if not quoted:
        return _CellEnds(place, is_last, np.arange(1, np.count_nonzero(is_last) + 1))
    if not _regular(text, np.concatenate(quotes), delimiter):
        return None
    starts = np.append(0, place[1:][is_last] + 1)[:-1]
    return _CellEnds(place, is_last, np.searchsorted(np.concatenate(newlines), starts) + 1)


def _regular(text: Bytes, quote: Rows, delimiter: int) -> bool:
    """Whether quotes, each second of which closes, stand only where a cell starts or ends."""
    edges = (delimiter, _NEWLINE, _QUOTE)
    before = np.where(quote > 0, text[quote - 1], _NEWLINE)
    after = np.where(quote + 1 < len(text), text[np.minimum(quote + 1, len(text) - 1)], _NEWLINE)
    opens = np.arange(len(quote)) % 2 == 0
    return bool(np.isin(np.where(opens, before, after), edges).all())


def _columns(ends: _CellEnds, text: Text) -> tuple[list[ByteSlices], Rows, list[tuple[int, int]]]:
    """The cells of each column, the line of each row, and line and cells of each ragged row.

    All rows that have as many cells as the first one that is not blank; no columns without one.
    """
    last = np.flatnonzero(ends.ends_row)
    count = np.diff(last, prepend=-1)
    before, end, line = ends.place[:-1], ends.place[1:], ends.line
    ragged: list[tuple[int, int]] = []
    if (count == count[:1]).all() and count[:1].any() and count[0] > 1:
        before, end = before.reshape(len(last), -1), end.reshape(len(last), -1)
    else:
        first = last - count + 1
        filled = before[first] + 1 < end[last]
        lone = np.flatnonzero(filled & (count == 1))
        filled[lone] = [
            bool(cell) for cell in ByteSlices(text, before[last], end[last]).take(lone).texts()
        ]
        if not filled.any():
            return [], line, []
        width = count[filled][0]
        other = filled & (count != width)
        ragged = list(zip(line[other].tolist(), count[other].tolist(), strict=True))
        sound = filled & (count == width)
        cells = first[sound][:, None] + np.arange(width)
        before, end, line = before[cells], end[cells], line[sound]
    return [ByteSlices(text, *each) for each in zip(before.T, end.T, strict=True)], line, ragged


def _read_by_csv_module(source: Source, delimiter: str) -> CsvRows:
    """The rows as Python's csv module reads them, for texts with quotes in unusual places."""
    csv.field_size_limit(max(len(source.data), csv.field_size_limit()))
    lines = io.StringIO(source.data.decode("utf-8"), newline="\n")
    reader = csv.reader(itertools.chain(lines, [delimiter.join(_THE_END)]), delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    before = 0
    for row in reader:
        if len(row) > 1 or (row and row[0].strip()):
            rows.append((before + 1, row))
        before = reader.line_num
    line, end = rows.pop()
    if end != _THE_END:
        raise TableError([Problem(source.name, line, "", "", "problem.open_quote")])
    if not rows:
        raise _empty(source.name)
    header_line, header = rows[0]
    width = len(header)
    sound = [(line, row) for line, row in rows[1:] if len(row) == width]
    return CsvRows(
        header=header,
        header_line=header_line,
        columns=[FactorizedColumn.of_texts([row[i] for _, row in sound]) for i in range(width)],
        line=np.array([line for line, _ in sound], dtype=np.int64),
        ragged=[_ragged(source.name, at, len(row), width) for at, row in rows if len(row) != width],
    )


def _empty(name: str) -> TableError:
    return TableError([Problem(name, 1, "", "", "problem.empty_file")])


def _ragged(name: str, line: int, got: int, expected: int) -> Problem:
    return Problem(name, line, "", "", "problem.cells", {"cells": got, "expected": expected})
