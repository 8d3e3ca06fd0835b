"""Plain decimal numbers read from their bytes, many at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

WIDEST = 16
_DIGITS = 15
_POWERS = 10.0 ** np.arange(WIDEST + 1)


def decimals(cells: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The doubles nearest to the decimal numbers that the cells are.

    A number of up to 15 digits and a power of ten up to 16 are exact in a double, so that their
    quotient is the nearest double to the decimal figure.

    Parameters
    ----------
    cells
        The characters of each cell, shape (cells, width), zero beyond the cell's end; the width is
        at most `WIDEST`.

    Returns
    -------
    NDArray
        NaN for a cell that is not a sign, digits, a point and digits; for one of more than 15
        digits; and for zero.

    Examples
    --------
    >>> decimals(np.array([b"-12.5", b".5", b"5.", b"1e3"], "S8")[:, None].view(np.uint8)).tolist()
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
