"""A column as its distinct texts: each is read once, however many rows hold it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Rows = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Words = NDArray[np.uint64]

_NUL, _QUOTE = b"\0", ord('"')
_WORD = 8
_LONGEST = 5 * _WORD
_LOW_BYTES = np.array([(1 << 8 * count) - 1 for count in range(_WORD + 1)], dtype="<u8")


@dataclass(frozen=True, slots=True)
class Distinct:
    """The texts that occur in a column, stripped, and for each row which of them it holds.

    Two of the texts may be equal, where the cells differed in quotes or in spaces around them.
    """

    code: Rows
    texts: list[str]

    @classmethod
    def of_texts(cls, texts: Sequence[str] | NDArray[np.object_]) -> Distinct:
        """The column of these texts, one a row."""
        code, distinct = pd.factorize(np.array(texts, dtype=object))
        return cls(code.astype(np.int64), [str(text).strip() for text in distinct])

    @classmethod
    def of_cells(cls, cells: Cells, start: Rows, end: Rows) -> Distinct:
        """The column whose cells begin at the bytes `start` and end before `end`."""
        if not len(start):
            return cls(start, [])
        code = cells.told_apart(start, end)
        row = _first_rows(code)
        return cls(code, cells.texts(start[row], end[row]))

    def has(self, wanted: Callable[[str], bool]) -> Bools:
        """Which rows hold a text that is `wanted`."""
        return np.array([wanted(text) for text in self.texts], dtype=bool)[self.code]

    def map(self, read: Callable[[str], str]) -> pd.Categorical:
        """The column with each distinct text read once by `read`."""
        code, words = pd.factorize(np.array([read(text) for text in self.texts], dtype=object))
        return pd.Categorical.from_codes(code[self.code], categories=pd.Index(words, dtype=object))

    def keep(self, rows: Bools) -> Distinct:
        """The column of some of the rows."""
        return Distinct(self.code[rows], self.texts)


class Cells:
    """The cells of a text without NUL, taken out of its UTF-8 bytes by where they begin and end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        padded = np.zeros(len(data) + _WORD, np.uint8)
        padded[: len(data)] = np.frombuffer(data, np.uint8)
        self._windows = np.lib.stride_tricks.sliding_window_view(padded, _WORD)

    def texts(self, start: Rows, end: Rows) -> list[str]:
        """The texts of some cells, stripped, and without the quotes around them."""
        ends = zip(start.tolist(), end.tolist(), strict=True)
        together = _NUL.join([self._data[first:last] for first, last in ends])
        texts = list(map(str.strip, together.decode("utf-8").split("\0")))
        for place in np.flatnonzero(self._windows[start, 0] == _QUOTE).tolist():
            texts[place] = texts[place][1:-1].replace('""', '"').strip()
        return texts

    def told_apart(self, start: Rows, end: Rows) -> Rows:
        """A number for each cell, from 0 in order of appearance; equal bytes, equal numbers."""
        length = end - start
        code = np.zeros(len(start), np.int64)
        for offset in range(0, min(int(length.max()), _LONGEST), _WORD):
            code, known = _refined(code, self._words(start, length, offset))
            if known == len(code):
                return code
        if length.max() > _LONGEST:
            code, _ = _refined(code, self._long(start, end, length))
        return code

    def _words(self, start: Rows, length: Rows, offset: int) -> Words:
        """Eight bytes of each cell from `offset` on as one integer, zero beyond the cell's end."""
        place = np.minimum(start + offset, len(self._data))
        words: Words = self._windows[place].view("<u8")[:, 0]
        words &= _LOW_BYTES[np.clip(length - offset, 0, _WORD)]
        return words

    def _long(self, start: Rows, end: Rows, length: Rows) -> Rows:
        """A number for each long cell, and 0 for all others."""
        number = np.zeros(len(start), np.int64)
        seen: dict[bytes, int] = {}
        for row in np.flatnonzero(length > _LONGEST).tolist():
            cell = self._data[start[row] : end[row]]
            number[row] = seen.setdefault(cell, len(seen) + 1)
        return number


def _refined(code: Rows, words: Words | Rows) -> tuple[Rows, int]:
    """The numbering by both, and how many numbers it has."""
    further, found = pd.factorize(words)
    if code.any():
        further, found = pd.factorize(code * len(found) + further)
    return further.astype(np.int64, copy=False), len(found)


def _first_rows(code: Rows) -> Rows:
    """For each number the first row that has it."""
    row = np.empty(int(code.max()) + 1, np.int64)
    row[code[::-1]] = np.arange(len(code) - 1, -1, -1)
    return row
