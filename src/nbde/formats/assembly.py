"""Lines of a delimited text put together from whole columns of cells.

A block of rows is a matrix of bytes, each cell filled up to the width of its column with a byte
that UTF-8 never has; with that byte taken out again the matrix is the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from nbde.formats.figures import joined

Matrix = NDArray[np.uint8]

_ROWS = 1 << 13
_BLOCK = 1 << 24  # bytes that a block of rows, or a table of distinct texts, may take
_LONGEST_FIGURE = 25
_FILLER = 0xFF
_COMMA = ord(",")


class Texts:
    """A column of texts: which of the distinct ones each row holds, the last one for -1."""

    def __init__(self, code: NDArray[np.intp], texts: Sequence[str]) -> None:
        self._code = code
        self._texts = [text.encode(errors="replace") for text in texts]
        self.width = max(map(len, self._texts))
        small = self.width * len(texts) <= _BLOCK
        self._table = _filled(self._texts) if small else None

    def cells(self, rows: slice) -> Matrix:
        """The bytes of some rows' cells."""
        if self._table is not None:
            return self._table[self._code[rows]]
        return _filled([self._texts[code] for code in self._code[rows].tolist()])


class Figures:
    """A column of doubles in their shortest form, with a text for missing ones."""

    width = _LONGEST_FIGURE

    def __init__(self, values: NDArray[np.float64], decimals: int | None, missing: str) -> None:
        self._values = values
        self._decimals = decimals
        self._missing = missing.encode()

    def cells(self, rows: slice) -> Matrix:
        """The bytes of some rows' cells."""
        text = joined(self._values[rows], self._decimals) + b","
        if self._missing:
            return _filled([cell or self._missing for cell in text[:-1].split(b",")])
        characters = np.frombuffer(text, np.uint8)
        length = np.diff(np.flatnonzero(characters == _COMMA), prepend=-1) - 1
        return _matrix(characters[characters != _COMMA], length)


def lines(columns: Sequence[Texts | Figures], count: int, delimiter: str) -> Iterator[bytes]:
    """The lines of `count` rows, as many at a time as fit a block, each line with its end."""
    width = sum(column.width + 1 for column in columns)
    step = max(1, min(_ROWS, _BLOCK // width))
    ends = [np.full((step, 1), ord(end), np.uint8) for end in delimiter * (len(columns) - 1) + "\n"]
    for first in range(0, count, step):
        rows = slice(first, min(first + step, count))
        parts = []
        for column, end in zip(columns, ends, strict=True):
            cells = column.cells(rows)
            parts += [cells, end[: len(cells)]]
        yield np.concatenate(parts, axis=1).tobytes().translate(None, bytes([_FILLER]))


def _filled(texts: Sequence[bytes]) -> Matrix:
    return _matrix(
        np.frombuffer(b"".join(texts), np.uint8), np.array([len(each) for each in texts])
    )


def _matrix(characters: Matrix, length: NDArray[np.intp]) -> Matrix:
    """The texts of the given lengths, which follow one another, one a row."""
    matrix = np.full((len(length), length.max()), _FILLER, np.uint8)
    matrix[np.arange(matrix.shape[1]) < length[:, None]] = characters
    return matrix
