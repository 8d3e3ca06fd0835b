"""Cells as byte ranges of the source, factorised and parsed without creating strings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Rows = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]
Words = NDArray[np.uint64]

_NUL, _QUOTE = b"\0", ord('"')
_WORD = 8  # bytes compared at once
_LONG = 4096  # bytes of a cell compared eight at a time; of longer ones no table has many
_LOW_BYTES = np.array([(1 << 8 * count) - 1 for count in range(_WORD + 1)], dtype="<u8")
_BLOCK = 1 << 15  # cells worked on at once: what they need stays in the processor's cache
_MOSTLY = 0.5
_WIDEST = 16  # bytes of a number that is read from its bytes
_DIGITS = 15
_POWERS = 10.0 ** np.arange(_WIDEST + 1)


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
class ByteSlices:
    """Cells of a text: each begins after the byte `before` and ends before the byte `end`."""

    text: Text
    before: Rows
    end: Rows

    def __len__(self) -> int:
        return len(self.end)

    def take(self, cells: Rows | slice) -> ByteSlices:
        """Some of the cells."""
        return ByteSlices(self.text, self.before[cells], self.end[cells])

    def texts(self) -> list[str]:
        """The cells as text, stripped, and without the quotes around them."""
        if not len(self):
            return []
        texts = list(map(str.strip, _NUL.join(self._bytes()).decode("utf-8").split("\0")))
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
            width = min(max(int(length.max()), 1), _WIDEST)
            words = [cells._words(offset) for offset in range(0, width, _WORD)]
            read = _decimals(np.column_stack(words).view(np.uint8)[:, :width])
            numbers[some] = np.where(length <= _WIDEST, read, np.nan)
        return numbers

    def factorize(self) -> Rows | None:
        """A code for each cell, from 0 as they come; the same code means the same bytes.

        None where most cells are unlike each other.
        """
        first = self.take(slice(_BLOCK))
        if len(np.unique(first._words(0))) > _MOSTLY * len(first):
            return None
        code, count = self._factorize_words(0)
        length, offset = self.end - self.before - 1, _WORD
        while offset < min(length.min(), _LONG):
            code, count = _pairs(code, count, *self._factorize_words(offset))
            offset += _WORD
        if offset >= length.max():
            return code
        rows = np.flatnonzero(length > offset)
        code = code.copy()
        while len(rows) and offset < _LONG:
            further, found = self.take(rows)._factorize_words(offset)
            pair, pairs = pd.factorize(code[rows] * found + further)
            code[rows], count = count + pair, count + len(pairs)
            offset += _WORD
            rows = rows[length[rows] > offset]
        if len(rows):
            whole = np.array(self.take(rows)._bytes(), dtype=object)
            code[rows] = count + pd.factorize(whole)[0]
        return pd.factorize(code)[0]

    def _factorize_words(self, offset: int) -> tuple[Rows, int]:
        """A code for the eight bytes of each cell from `offset` on, and how many codes there are.

        One code for all takes the memory of one.
        """
        words = np.empty(len(self), dtype="<u8")
        for some in self._blocks():
            words[some] = self.take(some)._words(offset)
        if (words == words[0]).all():
            return np.broadcast_to(np.int64(0), len(words)), 1
        code, found = pd.factorize(words)
        return code, len(found)

    def _words(self, offset: int) -> Words:
        return self.text.words(self.before + 1, self.end - self.before - 1, offset)

    def _bytes(self) -> list[bytes]:
        ends = zip((self.before + 1).tolist(), self.end.tolist(), strict=True)
        return [self.text.data[first:last] for first, last in ends]

    def _blocks(self) -> Iterator[slice]:
        return (slice(first, first + _BLOCK) for first in range(0, len(self), _BLOCK))


def _pairs(code: Rows, count: int, further: Rows, found: int) -> tuple[Rows, int]:
    """A code for each pair of codes, and how many there are."""
    if found == 1:
        return code, count
    if count == 1:
        return further, found
    pair, pairs = pd.factorize(code * found + further)
    return pair, len(pairs)


def _decimals(cells: Bytes) -> Floats:
    """The doubles nearest to the decimal numbers that the cells are.

    A number of up to 15 digits and a power of ten up to 16 are exact in a double, so that their
    quotient is the nearest double to the decimal figure.

    Parameters
    ----------
    cells
        The characters of each cell, shape (cells, width), zero beyond the cell's end; the width is
        at most 16.

    Returns
    -------
    NDArray
        NaN for a cell that is not a sign, digits, a point and digits; for one of more than 15
        digits; and for zero.

    Examples
    --------
    >>> _decimals(np.array([b"-12.5", b".5", b"5.", b"1e3"], "S8")[:, None].view(np.uint8)).tolist()
    [-12.5, 0.5, nan, nan]
    """
    count = len(cells)
    mantissa = np.zeros(count, np.int64)
    digits, places = np.zeros((2, count), np.int64)
    pointed, certain = np.zeros(count, bool), np.ones(count, bool)
    for position, byte in enumerate(np.ascontiguousarray(cells.T)):
        digit = byte - np.uint8(ord("0"))
        is_digit, is_point = digit < 10, byte == ord(".")
        fits = is_digit | (byte == 0) | (is_point & ~pointed)
        if position == 0:
            fits |= (byte == ord("-")) | (byte == ord("+"))
        certain &= fits
        np.copyto(mantissa, mantissa * 10 + digit, where=is_digit)
        digits += is_digit
        places += is_digit & pointed
        pointed |= is_point
    certain &= (digits > 0) & (digits <= _DIGITS) & (mantissa > 0) & (pointed == (places > 0))
    size = mantissa / _POWERS[places]
    return np.where(certain, np.where(cells[:, 0] == ord("-"), -size, size), np.nan)
