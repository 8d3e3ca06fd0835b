"""Where the cells and the records of a delimited text end, found on the bytes of the whole text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nbde.tables.spans import Bools, Bytes, Rows

_NEWLINE, _QUOTE = b'\n"'
_FITS = 1 << 30  # bytes whose places, and those a little further, are 32-bit numbers
_BLOCK = 1 << 18  # bytes looked at at once: what they need stays in the processor's cache


@dataclass(frozen=True, slots=True)
class Bounds:
    """The delimiters and line ends that stand outside quotes.

    Attributes
    ----------
    place
        -1, and the byte at which each stands; the end of the text where its last line has no line
        end.
    ends
        Whether it ends a record.
    line
        The line on which each record starts, counted from 1.
    """

    place: Rows
    ends: Bools
    line: Rows


def bounds_of(data: bytes, delimiter: int) -> Bounds | None:
    """The bounds of a text in UTF-8.

    None where a quote is not closed, or neither opens at the start of a cell, nor closes at its
    end, nor stands doubled.
    """
    text = np.frombuffer(data, dtype=np.uint8)
    quoted = b'"' in data
    inside = False
    number = np.int32 if len(data) < _FITS else np.int64
    marks, ends = [np.array([-1], number)], [np.zeros(0, bool)]
    quotes, newlines = [], []
    for first in range(0, len(text), _BLOCK):
        block = text[first : first + _BLOCK]
        line_end = block == _NEWLINE
        mark = line_end | (block == delimiter)
        if quoted:
            is_quote = block == _QUOTE
            parity = np.bitwise_xor.accumulate(is_quote.view(np.uint8)) ^ np.uint8(inside)
            inside = bool(parity[-1])
            mark &= parity == 0
            quotes.append(np.flatnonzero(is_quote) + first)
            newlines.append(np.flatnonzero(line_end) + first)
        found = np.flatnonzero(mark)
        marks.append(np.add(found, first, dtype=number, casting="same_kind"))
        ends.append(line_end[found])
    if inside:
        return None
    if len(text) and text[-1] != _NEWLINE:
        marks.append(np.array([len(text)], number))
        ends.append(np.array([True]))
    bounds, is_end = np.concatenate(marks), np.concatenate(ends)
    if not quoted:
        return Bounds(bounds, is_end, np.arange(1, np.count_nonzero(is_end) + 1))
    if not _regular(text, np.concatenate(quotes), delimiter):
        return None
    starts = np.append(0, bounds[1:][is_end] + 1)[:-1]
    return Bounds(bounds, is_end, np.searchsorted(np.concatenate(newlines), starts) + 1)


def _regular(text: Bytes, quote: Rows, delimiter: int) -> bool:
    """Whether quotes, each second of which closes, stand only where a cell starts or ends."""
    edges = (delimiter, _NEWLINE, _QUOTE)
    before = np.where(quote > 0, text[quote - 1], _NEWLINE)
    after = np.where(quote + 1 < len(text), text[np.minimum(quote + 1, len(text) - 1)], _NEWLINE)
    opens = np.arange(len(quote)) % 2 == 0
    return bool(np.isin(np.where(opens, before, after), edges).all())
