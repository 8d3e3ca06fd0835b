"""The structure of a delimited text: where each record starts and how many cells it has.

It is found on the bytes of the whole text at once, so that line numbers stay true (quoted newlines
and blank lines counted) and a ragged record is found however large the file is.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd

from nbde.errors import Problem, TableError
from nbde.tables.distinct import Bools, Bytes, Cells, Distinct, Rows
from nbde.tables.source import Source

_NEWLINE, _QUOTE, _COMMA, _TAB = b'\n",\t'
_FIRST_RECORD = re.compile(rb'(?:[ \t]*(?:\n|\Z))*((?:"[^"]*"|[^"\n]+)*)')
_QUOTED = re.compile(rb'"[^"]*"')
_THE_END = ["\0", "\0"]


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a text: the header's cells, the columns below it, and where each stands.

    `line` gives the line on which each record below the header starts, `header_line` that of the
    header; `ragged` are the records that have too few or too many cells, which `columns` leave out.
    """

    header: list[str]
    header_line: int
    columns: list[Distinct]
    line: Rows
    ragged: list[Problem]


def read_records(source: Source) -> Records:
    """The header and the records of a CSV text, or of a tab-separated one.

    Raises
    ------
    TableError
        If there is no header, or a quote is never closed.
    """
    text = np.frombuffer(source.data, dtype=np.uint8)
    delimiter = _delimiter(source.data)
    inside = _inside_quotes(text)
    if inside is not None and not _quotes_are_regular(text, inside, delimiter):
        return _read_one_by_one(source, chr(delimiter))
    cells = Cells(source.data)
    structure = _Structure.of(text, inside, delimiter, cells)
    if not len(structure.start):
        raise _empty(source.name)
    width = int(structure.count[0])
    sound = structure.count == width
    ragged = zip(structure.line[~sound].tolist(), structure.count[~sound].tolist(), strict=True)
    head, body = np.split(np.flatnonzero(sound), [1])
    return Records(
        header=[text for start, end in structure.columns(head) for text in cells.texts(start, end)],
        header_line=int(structure.line[0]),
        columns=[Distinct.of_cells(cells, start, end) for start, end in structure.columns(body)],
        line=structure.line[body],
        ragged=[_ragged(source.name, line, count, width) for line, count in ragged],
    )


def records_of_frame(frame: pd.DataFrame) -> Records:
    """The records of a frame, at the lines they would have in a plain CSV file."""
    return Records(
        header=[str(column) for column in frame.columns],
        header_line=1,
        columns=[_column(frame.iloc[:, place]) for place in range(frame.shape[1])],
        line=np.arange(len(frame), dtype=np.int64) + 2,
        ragged=[],
    )


def _column(values: pd.Series) -> Distinct:
    missing = values.isna().tolist()
    cells = zip(values.tolist(), missing, strict=True)
    return Distinct.of_texts(["" if gone else str(value) for value, gone in cells])


@dataclass(frozen=True, slots=True)
class _Structure:
    """The records that are not blank: each one's bytes, line, number of cells, first delimiter."""

    start: Rows
    end: Rows
    line: Rows
    count: Rows
    first: Rows
    delimiters: Rows

    @classmethod
    def of(cls, text: Bytes, inside: Bools | None, delimiter: int, cells: Cells) -> _Structure:
        newlines = np.flatnonzero(text == _NEWLINE)
        ends, delimiters = newlines, np.flatnonzero(text == delimiter)
        if inside is not None:
            ends, delimiters = ends[~inside[ends]], delimiters[~inside[delimiters]]
        if len(text) and (not len(ends) or ends[-1] != len(text) - 1):
            ends = np.append(ends, len(text))
        starts = np.append(0, ends + 1)[:-1]
        before = np.searchsorted(delimiters, np.append(0, ends))
        count = np.diff(before) + 1
        full = starts < ends
        lone = np.flatnonzero(full & (count == 1))
        if len(lone):
            full[lone] = [bool(text) for text in cells.texts(starts[lone], ends[lone])]
        line = np.searchsorted(newlines, starts) + 1
        return cls(starts[full], ends[full], line[full], count[full], before[:-1][full], delimiters)

    def columns(self, records: Rows) -> list[tuple[Rows, Rows]]:
        """Where each column's cells start and end, in records of as many cells as the first."""
        first = self.first[records]
        inner = [self.delimiters[first + place] for place in range(int(self.count[0]) - 1)]
        starts = [self.start[records], *(place + 1 for place in inner)]
        return list(zip(starts, [*inner, self.end[records]], strict=True))


def _delimiter(data: bytes) -> int:
    """A comma; a tab where the first record has tabs and no comma outside quotes."""
    first = _FIRST_RECORD.match(data)
    bare = _QUOTED.sub(b"", first[1]) if first else b""
    return _TAB if b"\t" in bare and b"," not in bare else _COMMA


def _inside_quotes(text: Bytes) -> Bools | None:
    """Whether each byte stands inside quotes (an opening quote does, a closing one does not)."""
    quotes = text == _QUOTE
    if not quotes.any():
        return None
    return cast("Bools", np.bitwise_xor.accumulate(quotes.view(np.uint8)).view(np.bool_))


def _quotes_are_regular(text: Bytes, inside: Bools, delimiter: int) -> bool:
    """Whether every quote opens at the start of a cell, closes at its end, or stands doubled."""
    if inside[-1]:
        return False
    at = np.flatnonzero(text == _QUOTE)
    opening = inside[at]
    edges = (delimiter, _NEWLINE, _QUOTE)
    before = np.where(at > 0, text[at - 1], _NEWLINE)
    after = np.where(at + 1 < len(text), text[np.minimum(at + 1, len(text) - 1)], _NEWLINE)
    return bool(np.isin(np.where(opening, before, after), edges).all())


def _read_one_by_one(source: Source, delimiter: str) -> Records:
    """The records as Python's csv module reads them, for texts with quotes in unusual places."""
    csv.field_size_limit(max(len(source.data), csv.field_size_limit()))
    lines = io.StringIO(source.data.decode("utf-8"), newline="\n")
    reader = csv.reader(itertools.chain(lines, [delimiter.join(_THE_END)]), delimiter=delimiter)
    rows: list[list[str]] = []
    starts: list[int] = []
    before = 0
    for row in reader:
        if len(row) > 1 or (row and row[0].strip()):
            rows.append(row)
            starts.append(before + 1)
        before = reader.line_num
    if rows.pop() != _THE_END:
        raise TableError([Problem(source.name, starts[-1], "", "", "problem.open_quote")])
    if not rows:
        raise _empty(source.name)
    width = len(rows[0])
    placed = list(zip(starts, rows, strict=False))
    sound = [(line, row) for line, row in placed[1:] if len(row) == width]
    return Records(
        header=rows[0],
        header_line=starts[0],
        columns=[Distinct.of_texts([row[place] for _, row in sound]) for place in range(width)],
        line=np.array([line for line, _ in sound], dtype=np.int64),
        ragged=[
            _ragged(source.name, line, len(row), width) for line, row in placed if len(row) != width
        ],
    )


def _empty(name: str) -> TableError:
    return TableError([Problem(name, 1, "", "", "problem.empty_file")])


def _ragged(name: str, line: int, got: int, expected: int) -> Problem:
    return Problem(name, line, "", "", "problem.cells", {"cells": got, "expected": expected})
