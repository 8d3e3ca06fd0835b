"""Delimited text: comma-separated values after RFC 4180 and tab-separated ones.

UTF-8 text, LF, one header line of column names. Empty is missing. A text that holds the delimiter,
a quote or a line end is quoted; figures never are. In TSV a row is a line: tabs and line ends in a
text become spaces. A text that a spreadsheet would run as a formula has an apostrophe in front. A
lone ``=`` is no formula but a comparison, and stays, so that tables read back as written.

Lines are made from whole columns of cells. A block of rows is a matrix of bytes, each cell filled
up to the width of its column with a byte that UTF-8 never has; without that byte it is the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nbde.formats import Style, numbers
from nbde.formats.columns import distinct, doubles, holds_figures, kind_of
from nbde.formats.numbers import FILLER, Bytes
from nbde.messages import label
from nbde.schema import Kind
from nbde.threads import MANY, in_order

_DELIMITERS = {"csv": ",", "tsv": "\t"}
_WHOLE = frozenset({Kind.YEAR, Kind.COUNT})
_FORMULA = re.compile(r"[\t\r]|[\s\ufeff]*[=+\-@＝＋－＠]")
_BREAKS = re.compile(r"\r\n|[\t\r\n]")
_QUOTE = '"'
_ROWS = 1 << 14
_BLOCK = 1 << 24  # bytes that a block of rows, or a table of distinct texts, may take


def render(name: str, frame: pd.DataFrame, style: Style) -> str:
    """The frame as ``csv`` or ``tsv`` (`name`)."""
    return b"".join(pieces(name, frame, style)).decode()


def pieces(name: str, frame: pd.DataFrame, style: Style) -> Iterator[bytes]:
    """The same in UTF-8, some lines at a time."""
    delimiter = _DELIMITERS[name]
    special = re.compile(f'[{delimiter}"\r\n]')
    missing = '""' if len(frame.columns) == 1 else ""  # a blank line would read as no row at all

    def cell(text: str) -> str:
        text = guarded(text) if name == "csv" else _BREAKS.sub(" ", guarded(text))
        return f'"{text.replace(_QUOTE, _QUOTE * 2)}"' if special.search(text) else text

    def column(cells: pd.Series, end: str) -> _Texts | _Figures:
        if holds_figures(cells):
            return _Figures(doubles(cells), style.precision, missing, end)
        code, texts = distinct(cells)
        if kind_of(cells) is Kind.WORD and style.lang != "en":
            texts = [label(text, style.lang) if text else "" for text in texts]
        write = str if kind_of(cells) in _WHOLE else cell
        return _Texts(code, [*(write(text) if text else missing for text in texts), missing], end)

    header = delimiter.join(cell(str(heading)) for heading in frame.columns)
    ends = delimiter * (len(frame.columns) - 1) + "\n"
    columns = [column(frame[key], end) for key, end in zip(frame.columns, ends, strict=True)]
    return chain([f"{header}\n".encode()], _lines(columns, len(frame)))


def guarded(text: str) -> str:
    """The text, with an apostrophe in front if a spreadsheet would run it as a formula.

    Examples
    --------
    >>> [guarded(text) for text in ("=1+1", " @sum", "＝1", "=", ">=", "a=b")]
    ["'=1+1", "' @sum", "'＝1", '=', '>=', 'a=b']
    """
    return f"'{text}" if text != "=" and _FORMULA.match(text) else text


class _Texts:
    """A column of texts: the number of each row's text, -1 for the last; `end` after each cell."""

    def __init__(self, code: NDArray[np.intp], texts: Sequence[str], end: str) -> None:
        self._code = code
        self._texts = [(text + end).encode(errors="replace") for text in texts]
        self.width = max(map(len, self._texts))
        small = self.width * len(texts) <= _BLOCK
        self._table = _filled(self._texts) if small else None

    def cells(self, rows: slice) -> Bytes:
        """The bytes of some rows' cells."""
        if self._table is not None:
            return self._table[self._code[rows]]
        return _filled([self._texts[code] for code in self._code[rows].tolist()])


class _Figures:
    """A column of doubles in their shortest form, `end` after each cell."""

    width = numbers.LONGEST + 1

    def __init__(
        self, values: NDArray[np.float64], decimals: int | None, missing: str, end: str
    ) -> None:
        self._values = values
        self._decimals = decimals
        self._missing = missing.encode()
        self._end = ord(end)

    def cells(self, rows: slice) -> Bytes:
        """The bytes of some rows' cells."""
        text, commas = numbers.cells(self._values[rows], self._decimals, self._missing)
        text[commas] = self._end
        return _matrix(text, np.diff(commas, prepend=-1))


def _lines(columns: Sequence[_Texts | _Figures], count: int) -> Iterator[bytes]:
    """The lines of `count` rows, as many at a time as fit a block."""
    step = max(1, min(_ROWS, _BLOCK // sum(column.width for column in columns)))

    def block(first: int) -> bytes:
        rows = slice(first, min(first + step, count))
        cells = np.concatenate([column.cells(rows) for column in columns], axis=1)
        return cells.tobytes().translate(None, bytes([FILLER]))

    return in_order(block, range(0, count, step), pays=count >= MANY)


def _filled(texts: Sequence[bytes]) -> Bytes:
    length = np.array([len(each) for each in texts])
    return _matrix(np.frombuffer(b"".join(texts), np.uint8), length)


def _matrix(characters: Bytes, length: NDArray[np.intp]) -> Bytes:
    """The texts of the given lengths, which follow one another, one a row."""
    widest = length.max()
    number = np.min_scalar_type(widest)
    matrix = np.full((len(length), widest), FILLER, np.uint8)
    matrix[np.arange(widest, dtype=number) < length.astype(number)[:, None]] = characters
    return matrix
