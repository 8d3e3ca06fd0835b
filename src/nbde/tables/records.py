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

import numpy as np
import pandas as pd

from nbde.errors import Problem, TableError
from nbde.tables.bounds import Bounds, bounds_of
from nbde.tables.distinct import Distinct
from nbde.tables.source import Source
from nbde.tables.spans import Rows, Spans, Text

_COMMA, _TAB = b",\t"
_FIRST_RECORD = re.compile(rb'(?:[ \t]*(?:\n|\Z))*((?:"[^"]*"|[^"\n]+)*)')
_QUOTED = re.compile(rb'"[^"]*"')
_THE_END = ["\0", "\0"]
_HEADER, _BODY = slice(0, 1), slice(1, None)


@dataclass(frozen=True, slots=True)
class CsvRows:
    """The records of a text: the header's cells, the columns below it, and where each stands.

    `line` gives the line on which each record below the header starts, `header_line` that of the
    header; `ragged` are the records that have too few or too many cells, which `columns` leave out.
    """

    header: list[str]
    header_line: int
    columns: list[Distinct]
    line: Rows
    ragged: list[Problem]


def read_rows(source: Source) -> CsvRows:
    """The header and the records of a CSV text, or of a tab-separated one.

    Raises
    ------
    TableError
        If there is no header, or a quote is never closed.
    """
    delimiter = _delimiter(source.data)
    bounds = bounds_of(source.data, delimiter)
    if bounds is None:
        return _read_one_by_one(source, chr(delimiter))
    structure = _Structure.of(bounds, Text(source.data))
    if structure is None:
        raise _empty(source.name)
    cells = structure.columns()
    return CsvRows(
        header=[cell for column in cells for cell in column.take(_HEADER).texts()],
        header_line=int(structure.line[0]),
        columns=[Distinct.of_cells(column.take(_BODY)) for column in cells],
        line=structure.line[_BODY],
        ragged=[_ragged(source.name, line, count, len(cells)) for line, count in structure.ragged],
    )


def rows_of_frame(frame: pd.DataFrame) -> CsvRows:
    """The records of a frame, at the lines they would have in a plain CSV file."""
    return CsvRows(
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
    """The records that have as many cells as the first, and of all others line and cells.

    `before` and `end` have one row a record and one column a cell, `line` one entry a record.
    """

    text: Text
    before: Rows
    end: Rows
    line: Rows
    ragged: list[tuple[int, int]]

    @classmethod
    def of(cls, bounds: Bounds, text: Text) -> _Structure | None:
        """The structure of a text; None where it has no record."""
        last = np.flatnonzero(bounds.ends)
        if not len(last):
            return None
        count = np.diff(last, prepend=-1)
        before, end = bounds.place[:-1], bounds.place[1:]
        if (count == count[0]).all() and count[0] > 1:
            shape = len(last), int(count[0])
            return cls(text, before.reshape(shape), end.reshape(shape), bounds.line, [])

        first = last - count + 1
        full = before[first] + 1 < end[last]
        lone = np.flatnonzero(full & (count == 1))
        alone = Spans(text, before[first[lone]], end[last[lone]])
        full[lone] = [bool(cell) for cell in alone.texts()]
        if not full.any():
            return None
        width = count[full][0]
        sound, apart = full & (count == width), full & (count != width)
        cells = first[sound][:, None] + np.arange(width)
        return cls(
            text=text,
            before=before[cells],
            end=end[cells],
            line=bounds.line[sound],
            ragged=list(zip(bounds.line[apart].tolist(), count[apart].tolist(), strict=True)),
        )

    def columns(self) -> list[Spans]:
        """The cells of each column."""
        ends = zip(self.before.T, self.end.T, strict=True)
        return [Spans(self.text, before, end) for before, end in ends]


def _delimiter(data: bytes) -> int:
    """A comma; a tab where the first record has tabs and no comma outside quotes."""
    first = _FIRST_RECORD.match(data)
    bare = _QUOTED.sub(b"", first[1]) if first else b""
    return _TAB if b"\t" in bare and b"," not in bare else _COMMA


def _read_one_by_one(source: Source, delimiter: str) -> CsvRows:
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
    return CsvRows(
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
