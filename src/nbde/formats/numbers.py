"""Figures as text: the one place that rounds, for readers and for machines.

Rounding is half away from zero (四舍五入) on the shortest decimal that reads back as the figure, so
that 2.675 with two decimals is 2.68, as a reader with a pencil expects.
"""

from __future__ import annotations

import math
import sys
from decimal import ROUND_HALF_UP, Context, Decimal

import numpy as np
import numpy.typing as npt
import orjson

Bytes = npt.NDArray[np.uint8]

FILLER = 0xFF  # a byte that UTF-8 never has
LONGEST = len(repr(-sys.float_info.min))  # of the shortest forms of all doubles
_STAND_IN = -1.2345678901234567e-300  # as long, for a figure that orjson writes otherwise
_COMMA = ord(",")
_EXACT = Context(prec=800, rounding=ROUND_HALF_UP)
_WHOLE_DOUBLES = 2.0**52
_EXPONENT_FROM, _EXPONENT_BELOW = 1e16, 1e-4  # where Python writes one; orjson writes it otherwise
_POWERS_EXACT_IN_A_DOUBLE = 22
_SCIENTIFIC_FROM = 1e15
_SCIENTIFIC_BELOW = 1e-15


def rounded(values: npt.NDArray[np.float64], decimals: int) -> npt.NDArray[np.float64]:
    """Each figure rounded to so many decimals, half away from zero.

    Parameters
    ----------
    values
        Figures of any unit, one axis. NaN and infinities stay as they are.
    decimals
        How many, 0 or more.

    Examples
    --------
    >>> rounded(np.array([2.675, -0.125, 0.1487]), 2)
    array([ 2.68, -0.13,  0.15])
    """
    result = values.copy()
    if decimals > _POWERS_EXACT_IN_A_DOUBLE:
        certain = np.zeros(values.shape, dtype=np.bool_)
    else:
        power = 10.0**decimals
        with np.errstate(over="ignore", invalid="ignore"):
            scaled = np.abs(values) * power
            near_half = np.abs(scaled - np.floor(scaled) - 0.5) <= 1e-15 * scaled + 1e-300
        certain = (scaled < _WHOLE_DOUBLES) & ~near_half
        nearest = np.floor(scaled[certain] + 0.5) / power
        result[certain] = np.copysign(nearest, values[certain])
    uncertain = np.isfinite(values) & ~certain
    result[uncertain] = [float(_to_places(x, decimals)) for x in values[uncertain].tolist()]
    return result


def shortest(values: npt.NDArray[np.float64], decimals: int | None = None) -> list[str]:
    """Each figure in the shortest form that reads back as the same double.

    Whole figures have no ``.0``, minus zero is ``0``; what is not finite is an empty text.

    Parameters
    ----------
    values
        Figures of any unit, one axis.
    decimals
        Round to so many first; None rounds nothing.

    Examples
    --------
    >>> shortest(np.array([10000.0, 0.1487, np.nan, 1e22]))
    ['10000', '0.1487', '', '1e+22']
    """
    if not len(values):
        return []
    text, _ = cells(values, decimals)
    return text.tobytes().translate(None, bytes([FILLER])).decode().split(",")[:-1]


def cells(
    values: npt.NDArray[np.float64], decimals: int | None = None, missing: bytes = b""
) -> tuple[Bytes, npt.NDArray[np.intp]]:
    """The texts that `shortest` gives, one after the other with a comma after each.

    Parameters
    ----------
    values
        Figures of any unit, one axis, at least one.
    decimals
        Round to so many first; None rounds nothing.
    missing
        The text for a figure that is not finite, of at most four bytes.

    Returns
    -------
    tuple
        The bytes, of which those that are `FILLER` do not count, and where the commas stand.

    Examples
    --------
    >>> text, commas = cells(np.array([10000.0, 0.1487, np.nan, 1e22]))
    >>> bytes(text[text != FILLER])
    b'10000,0.1487,,1e+22,'
    """
    if decimals is not None:
        values = rounded(values, decimals)
    size = np.abs(values)
    finite = size < np.inf
    odd = finite & ((size >= _EXPONENT_FROM) | ((size < _EXPONENT_BELOW) & (size > 0)))
    plain = np.where(odd, _STAND_IN, np.where(finite, values + 0.0, np.nan))  # minus zero: zero
    written = bytearray(orjson.dumps(plain, option=orjson.OPT_SERIALIZE_NUMPY))
    text = np.frombuffer(written, np.uint8)[1:]
    text[-1] = _COMMA
    comma = np.flatnonzero(text == _COMMA)
    _overwrite(text, comma[plain == np.rint(plain)], b"", len(".0"))
    _overwrite(text, comma[~finite], missing, len("null"))
    for end, value in zip(comma[odd].tolist(), values[odd].tolist(), strict=True):
        _overwrite(text, end, repr(value).encode(), LONGEST)
    return text, comma


def _overwrite(text: Bytes, end: npt.NDArray[np.intp] | int, by: bytes, length: int) -> None:
    """Put other bytes, filled up to `length`, into the place of those before each `end`."""
    for place, byte in enumerate(by.ljust(length, bytes([FILLER]))):
        text[end - length + place] = byte


def quantity(value: float, decimals: int | None = None) -> str:
    """A finite figure as a reader wants it.

    A figure of at most eight significant digits keeps them; a longer one was computed, and is
    rounded to one decimal from 1000 up, to two from 1 up, to three significant digits below.
    Trailing zeros go. Only from 10¹⁵ up and below 10⁻¹⁵ is it written with an exponent.

    Parameters
    ----------
    value
        The figure [any unit].
    decimals
        At most so many, instead.

    Examples
    --------
    >>> [quantity(x) for x in (10000.0, 12408.7, 675.99, 50 / 7, 10000 / 3, 0.0021 / 9)]
    ['10000', '12408.7', '675.99', '7.14', '3333.3', '0.000233']
    """
    size = abs(value)
    if size >= _SCIENTIFIC_FROM:
        return repr(value).removesuffix(".0")
    if 0 < size < _SCIENTIFIC_BELOW and decimals is None:
        return f"{value:.2e}"
    if decimals is not None:
        return _trimmed(_to_places(value, decimals))
    short = Decimal(f"{value:.7e}")
    if abs(float(short) - value) <= 4 * math.ulp(value):
        return _trimmed(short)
    if size >= 1:
        return _trimmed(_to_places(value, 1 if size >= 1000 else 2))
    return _trimmed(_to_places(value, 2 - short.adjusted()))


def per_cent(fraction: float, decimals: int | None = None) -> str:
    """A finite plain fraction as per cent, with one decimal.

    A figure that is not zero never looks like zero: a tiny one keeps two significant digits.

    Parameters
    ----------
    fraction
        The figure [1].
    decimals
        So many, instead, even if that leaves only zeros.

    Examples
    --------
    >>> [per_cent(x) for x in (0.1487, -0.032, 0.0, 0.00012)]
    ['14.9 %', '-3.2 %', '0.0 %', '0.012 %']
    """
    hundredfold = Decimal(repr(fraction)).scaleb(2, _EXACT)
    if abs(fraction) >= _SCIENTIFIC_FROM:
        return f"{hundredfold:.2e} %"
    places = 1 if decimals is None else decimals
    text = _positional(_quantized(hundredfold, places))
    if decimals is None and fraction and float(text) == 0:
        if abs(fraction) < _SCIENTIFIC_BELOW:
            return f"{hundredfold:.1e} %"
        text = _positional(_quantized(hundredfold, 1 - hundredfold.adjusted()))
    return f"{text} %"


def _to_places(value: float, places: int) -> Decimal:
    return _quantized(Decimal(repr(value)), places)


def _quantized(figure: Decimal, places: int) -> Decimal:
    return figure.quantize(Decimal(1).scaleb(-places), context=_EXACT)


def _positional(figure: Decimal) -> str:
    text = f"{figure:f}"
    return text.removeprefix("-") if figure.is_zero() else text


def _trimmed(figure: Decimal) -> str:
    text = _positional(figure)
    return text.rstrip("0").rstrip(".") if "." in text else text
