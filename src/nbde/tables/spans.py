"""Cells still in the bytes of their text: told apart, counted and read without taking them out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nbde.tables.decimals import WIDEST, decimals

Bools = NDArray[np.bool_]
Rows = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]
Words = NDArray[np.uint64]

_NUL, _QUOTE = b"\0", ord('"')
_WORD = 8
_LONG = 5 * _WORD
_ROUNDS = 100  # of so many bytes each, until long cells are told apart one by one
_LOW_BYTES = np.array([(1 << 8 * count) - 1 for count in range(_WORD + 1)], dtype="<u8")
_BLOCK = 1 << 15  # cells worked on at once: what they need stays in the processor's cache
_MOSTLY = 0.5


class Text:
    """A text in UTF-8 without NUL, of which any eight bytes can be had as one integer."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._last = max(len(data) - _WORD, 0)
        self._words = _at_every_byte(data.ljust(_WORD, _NUL))
        self._ends = _at_every_byte(data[self._last :].ljust(2 * _WORD, _NUL))

    def words(self, start: Rows, length: Rows, offset: int) -> Words:
        """Eight bytes of each cell from `offset` on, zero beyond the cell's end."""
        place = start + offset if offset else start
        if place.max(initial=0) <= self._last:
            word = self._words[place]
        else:
            word = self._words[np.minimum(place, self._last)]
            late = place > self._last
            word[late] = self._ends[np.minimum(place[late] - self._last, _WORD)]
        word &= _LOW_BYTES[np.clip(length - offset, 0, _WORD)]
        return word


def _at_every_byte(data: bytes) -> Words:
    """The eight bytes that begin at each byte but the last seven."""
    return np.ndarray(len(data) - _WORD + 1, "<u8", data, strides=(1,))


@dataclass(frozen=True, slots=True)
class Spans:
    """Cells of a text: each begins after the byte `before` and ends before the byte `end`."""

    text: Text
    before: Rows
    end: Rows

    def __len__(self) -> int:
        return len(self.end)

    def take(self, which: Rows | slice) -> Spans:
        """Some of the cells."""
        return Spans(self.text, self.before[which], self.end[which])

    def texts(self) -> list[str]:
        """What the cells say, stripped, and without the quotes around them."""
        data = self.text.data
        if not len(self):
            return []
        ends = zip((self.before + 1).tolist(), self.end.tolist(), strict=True)
        together = _NUL.join([data[first:last] for first, last in ends])
        texts = list(map(str.strip, together.decode("utf-8").split("\0")))
        first_byte = self._words(0) & np.uint64(0xFF)
        for place in np.flatnonzero(first_byte == _QUOTE).tolist():
            texts[place] = texts[place][1:-1].replace('""', '"').strip()
        return texts

    def decimals(self) -> Floats:
        """The cells that are plain decimal numbers, exactly; NaN for all others."""
        numbers = np.empty(len(self))
        for some in self._blocks():
            cells = self.take(some)
            length = cells.end - cells.before - 1
            width = min(max(int(length.max()), 1), WIDEST)
            words = [cells._words(offset) for offset in range(0, width, _WORD)]
            read = decimals(np.column_stack(words).view(np.uint8)[:, :width])
            numbers[some] = np.where(length <= WIDEST, read, np.nan)
        return numbers

    def told_apart(self) -> Rows | None:
        """A number for each cell; of cells with the same number all bytes are the same.

        None where most cells are unlike each other.
        """
        if len(np.unique(self.take(slice(_BLOCK))._words(0))) > _MOSTLY * min(len(self), _BLOCK):
            return None
        return self._numbered(_ROUNDS)[0]

    def _numbered(self, rounds: int) -> tuple[Rows, int]:
        """A number for each cell, from 0 as they come, and how many numbers there are."""
        longest = int((self.end - self.before).max()) - 1
        code, known = self._factorized(0)
        for offset in range(_WORD, min(longest, _LONG), _WORD):
            code, known = _refined(code, known, *self._factorized(offset))
        if longest > _LONG:
            code, known = _refined(code, known, *self._further(rounds))
        return code, known

    def _factorized(self, offset: int) -> tuple[Rows, int]:
        """The cells told apart by their eight bytes from `offset` on, and how many there are."""
        words = np.empty(len(self), dtype="<u8")
        for some in self._blocks():
            words[some] = self.take(some)._words(offset)
        if (words == words[0]).all():
            return np.broadcast_to(np.int64(0), len(words)), 1
        code, found = pd.factorize(words)
        return code, len(found)

    def _words(self, offset: int) -> Words:
        return self.text.words(self.before + 1, self.end - self.before - 1, offset)

    def _further(self, rounds: int) -> tuple[Rows, int]:
        """A number for what each long cell goes on with, and one for all others."""
        rows = np.flatnonzero(self.end - self.before - 1 > _LONG)
        rest = Spans(self.text, self.before[rows] + _LONG, self.end[rows])
        number = np.zeros(len(self), np.int64)
        number[rows] = 1 + (rest._numbered(rounds - 1)[0] if rounds else rest._one_by_one())
        code, found = pd.factorize(number)
        return code, len(found)

    def _one_by_one(self) -> Rows:
        """A number for each cell; for cells of thousands of bytes, of which no table has many."""
        seen: dict[bytes, int] = {}
        ends = zip((self.before + 1).tolist(), self.end.tolist(), strict=True)
        cells = (self.text.data[first:last] for first, last in ends)
        return np.array([seen.setdefault(cell, len(seen)) for cell in cells], np.int64)

    def _blocks(self) -> Iterator[slice]:
        return (slice(first, first + _BLOCK) for first in range(0, len(self), _BLOCK))


def _refined(code: Rows, known: int, further: Rows, found: int) -> tuple[Rows, int]:
    """The numbering by both, and how many numbers it has."""
    if found == 1:
        return code, known
    if known == 1:
        return further, found
    both, pairs = pd.factorize(code * found + further)
    return both, len(pairs)
