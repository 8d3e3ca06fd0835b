"""Lines of a delimited text put together from whole columns of cells.

A block of rows is a matrix of bytes, each cell filled up to the width of its column with a byte
that UTF-8 never has; with that byte taken out again the matrix is the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from nbde.formats import figures
from nbde.formats.figures import FILLER, Bytes
from nbde.threads import MANY, in_order

_ROWS = 1 << 14
_BLOCK = 1 << 24  # bytes that a block of rows, or a table of distinct texts, may take


class Texts:
    """A column of texts: which of the distinct ones each row holds, the last one for -1.

    `end` stands after each cell.
    """

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


class Figures:
    """A column of doubles in their shortest form, with a text for missing ones.

    `end` stands after each cell.
    """

    width = figures.LONGEST + 1

    def __init__(
        self, values: NDArray[np.float64], decimals: int | None, missing: str, end: str
    ) -> None:
        self._values = values
        self._decimals = decimals
        self._missing = missing.encode()
        self._end = ord(end)

    def cells(self, rows: slice) -> Bytes:
        """The bytes of some rows' cells."""
        text, commas = figures.cells(self._values[rows], self._decimals, self._missing)
        text[commas] = self._end
        return _matrix(text, np.diff(commas, prepend=-1))


def lines(columns: Sequence[Texts | Figures], count: int) -> Iterator[bytes]:
    """The lines of `count` rows, as many at a time as fit a block."""
    step = max(1, min(_ROWS, _BLOCK // sum(column.width for column in columns)))

    def block(first: int) -> bytes:
        rows = slice(first, min(first + step, count))
        cells = np.concatenate([column.cells(rows) for column in columns], axis=1)
        return cells.tobytes().translate(None, bytes([FILLER]))

    return in_order(block, range(0, count, step), pays=count >= MANY)


def _filled(texts: Sequence[bytes]) -> Bytes:
    return _matrix(
        np.frombuffer(b"".join(texts), np.uint8), np.array([len(each) for each in texts])
    )


def _matrix(characters: Bytes, length: NDArray[np.intp]) -> Bytes:
    """The texts of the given lengths, which follow one another, one a row."""
    widest = length.max()
    number = np.min_scalar_type(widest)
    matrix = np.full((len(length), widest), FILLER, np.uint8)
    matrix[np.arange(widest, dtype=number) < length.astype(number)[:, None]] = characters
    return matrix
