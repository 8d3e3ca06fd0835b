"""The structure of a delimited text: where each record starts and how many cells it has.

The structure is found on the bytes of the whole text at once, so that line numbers stay true (quoted
newlines and blank lines counted) and a ragged record is found however large the file is. The cells
themselves are then taken out by pandas, as text.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nbde.errors import Problem, TableError
from nbde.tables.source import Source

_NEWLINE, _QUOTE, _COMMA, _TAB = 10, 34, 44, 9
_SPACES = (32, _TAB)


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a text: the header's cells, the body as text, and where each stands.

    `line` gives the line on which each record of `body` starts, `header_line` that of the header;
    `ragged` are the records that have too few or too many cells, which `body` leaves out.
    """

    header: list[str]
    header_line: int
    body: pd.DataFrame
    line: NDArray[np.int64]
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
    structure = _Structure.of(text, inside, delimiter)
    if not len(structure.start):
        raise TableError([Problem(source.name, 1, "", "", "problem.empty_file")])
    if inside is not None and inside[-1]:
        line = int(structure.line[-1])
        raise TableError([Problem(source.name, line, "", "", "problem.open_quote")])
    cells = structure.cells
    ragged = np.flatnonzero(cells != cells[0])
    problems = [
        _ragged(source.name, int(structure.line[i]), int(cells[i]), int(cells[0])) for i in ragged
    ]
    head = source.data[structure.start[0] : structure.end[0]].decode("utf-8")
    return Records(
        header=next(csv.reader(io.StringIO(head, newline=""), delimiter=chr(delimiter))),
        header_line=int(structure.line[0]),
        body=_cells(_body(text, structure, ragged), chr(delimiter), int(cells[0])),
        line=np.delete(structure.line, ragged)[1:],
        ragged=problems,
    )


@dataclass(frozen=True, slots=True)
class _Structure:
    """Start, end, line number and number of cells of every record that is not blank."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    line: NDArray[np.int64]
    cells: NDArray[np.int64]

    @classmethod
    def of(
        cls, text: NDArray[np.uint8], inside: NDArray[np.bool_] | None, delimiter: int
    ) -> _Structure:
        newlines = np.flatnonzero(text == _NEWLINE)
        ends, delimiters = newlines, np.flatnonzero(text == delimiter)
        if inside is not None:
            ends, delimiters = ends[~inside[ends]], delimiters[~inside[delimiters]]
        if len(text) and (not len(ends) or ends[-1] != len(text) - 1):
            ends = np.append(ends, len(text))
        starts = np.concatenate(([0], ends[:-1] + 1)) if len(ends) else ends
        cells = np.diff(np.searchsorted(delimiters, ends), prepend=0) + 1
        line = np.searchsorted(newlines, starts) + 1
        blank = _blank(text, starts, ends, cells)
        return cls(starts[~blank], ends[~blank], line[~blank], cells[~blank])


def _blank(
    text: NDArray[np.uint8],
    starts: NDArray[np.int64],
    ends: NDArray[np.int64],
    cells: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Records of one cell that holds spaces or nothing."""
    blank = starts == ends
    for i in np.flatnonzero((cells == 1) & ~blank):
        blank[i] = bool(np.isin(text[starts[i] : ends[i]], _SPACES).all())
    return blank


def _delimiter(data: bytes) -> int:
    """A comma; a tab where the first line that is not blank has tabs and no comma."""
    first = data.lstrip(b"\n \t").partition(b"\n")[0]
    return _TAB if b"\t" in first and b"," not in first else _COMMA


def _inside_quotes(text: NDArray[np.uint8]) -> NDArray[np.bool_] | None:
    """Whether each byte stands inside quotes (an opening quote does, a closing one does not)."""
    quotes = text == _QUOTE
    if not quotes.any():
        return None
    return np.bitwise_xor.accumulate(quotes.view(np.uint8)).view(np.bool_)


def _quotes_are_regular(text: NDArray[np.uint8], inside: NDArray[np.bool_], delimiter: int) -> bool:
    """Whether every quote opens at the start of a cell, closes at its end, or stands doubled."""
    at = np.flatnonzero(text == _QUOTE)
    opening = inside[at]
    edges = (delimiter, _NEWLINE, _QUOTE)
    before = np.where(at > 0, text[at - 1], _NEWLINE)
    after = np.where(at + 1 < len(text), text[np.minimum(at + 1, len(text) - 1)], _NEWLINE)
    return bool(np.isin(np.where(opening, before, after), edges).all())


def _body(
    text: NDArray[np.uint8], structure: _Structure, ragged: NDArray[np.int64]
) -> NDArray[np.uint8]:
    """The bytes below the header, less the ragged records."""
    body = text[structure.end[0] + 1 :]
    if not len(ragged):
        return body
    keep = np.ones(len(text), dtype=bool)
    for start, end in zip(structure.start[ragged], structure.end[ragged], strict=True):
        keep[start : end + 1] = False
    return body[keep[structure.end[0] + 1 :]]


def _cells(body: NDArray[np.uint8], delimiter: str, width: int) -> pd.DataFrame:
    names = list(range(width))
    if not np.any((body != _NEWLINE) & (body != _SPACES[0]) & (body != _TAB)):
        return pd.DataFrame(columns=names, dtype=object)
    return pd.read_csv(
        io.BytesIO(body.tobytes()),
        sep=delimiter,
        header=None,
        names=names,
        dtype=object,
        keep_default_na=False,
        na_filter=False,
        encoding="utf-8",
        index_col=False,
        low_memory=False,
    )


def _read_one_by_one(source: Source, delimiter: str) -> Records:
    """The records as Python's csv module reads them, for texts with quotes in unusual places."""
    csv.field_size_limit(max(len(source.data), 131072))
    lines = io.StringIO(source.data.decode("utf-8"), newline="")
    reader = csv.reader(lines, delimiter=delimiter)
    rows: list[list[str]] = []
    starts: list[int] = []
    before = 0
    for row in reader:
        if len(row) > 1 or (row and row[0].strip()):
            rows.append(row)
            starts.append(before + 1)
        before = reader.line_num
    if not rows:
        raise TableError([Problem(source.name, 1, "", "", "problem.empty_file")])
    header, width = rows[0], len(rows[0])
    fits = [len(row) == width for row in rows]
    return Records(
        header=header,
        header_line=starts[0],
        body=pd.DataFrame(
            [row for row, fit in zip(rows[1:], fits[1:], strict=True) if fit],
            columns=list(range(width)),
            dtype=object,
        ),
        line=np.array([n for n, fit in zip(starts[1:], fits[1:], strict=True) if fit], np.int64),
        ragged=[
            _ragged(source.name, line, len(row), width)
            for row, line, fit in zip(rows, starts, fits, strict=True)
            if not fit
        ],
    )


def _ragged(name: str, line: int, got: int, expected: int) -> Problem:
    return Problem(name, line, "", "", "problem.cells", {"cells": got, "expected": expected})
