"""A change of scale that keeps decimal figures decimal: 1.1 times 10000 is 11000."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nbde.formulas.domain import Floats, floats, within

_LOWEST, _HIGHEST = -323, 308
_POWERS_OF_TEN = np.array([float(f"1e{exponent}") for exponent in range(_LOWEST, _HIGHEST + 1)])
_DIGITS = 15
_FEW_LAST_PLACES = 4 * np.finfo(np.float64).eps


@np.errstate(all="ignore")
def rescale(values: ArrayLike, ratio: ArrayLike) -> Floats:
    """The values times the ratio, with the decimal point moved exactly for powers of ten.

    Parameters
    ----------
    values
        Figures in the old unit [any].
    ratio
        Old unit over new unit [1]; broadcasts with `values`.

    Returns
    -------
    Floats
        For a ratio that is a power of ten (to the last places of a double: 0.0001 has no exact
        binary form), the double nearest to the value's shortest decimal form with its point moved.
        For the ratio 1 the value itself, for any other ratio the product. NaN where value or ratio
        is not finite, or the result is beyond a double.

    Examples
    --------
    >>> rescale([1.1, 11000.0, 3.0], [10000, 0.0001, 7]).tolist()
    [11000.0, 1.1, 21.0]
    """
    values, ratio = np.broadcast_arrays(floats(values), floats(ratio))
    scaled = np.asarray(values * ratio)
    exponent = _power_of_ten(ratio)
    shifts = (exponent != 0) & np.isfinite(values) & (values != 0)
    if shifts.any():
        scaled[shifts] = _shifted(values[shifts], exponent[shifts])
    return within(np.isfinite(values), scaled)


@np.errstate(all="ignore")
def difference(value: ArrayLike, other: ArrayLike) -> Floats:
    """The value minus the other, as the decimal figures differ: 18000 less 12408.7 is 5591.3.

    Parameters
    ----------
    value, other
        Figures in one unit [any].

    Returns
    -------
    Floats
        The difference of the doubles, rounded to the fifteenth significant digit of the larger
        figure, which is as far as a double holds decimal figures; NaN where either is not finite.

    Examples
    --------
    >>> float(difference(18000, 12408.7)), float(difference(0.3, 0.1))
    (5591.3, 0.2)
    """
    value, other = np.broadcast_arrays(floats(value), floats(other))
    apart = value - other
    larger = np.maximum(np.abs(value), np.abs(other))
    decimals = _DIGITS - 1 - np.floor(np.log10(np.where(larger > 0, larger, 1.0)))
    decimals = np.nan_to_num(decimals)
    power = _POWERS_OF_TEN[np.clip(decimals, 0, _HIGHEST).astype(np.int64) - _LOWEST]
    rounded = np.rint(apart * power) / power
    holds = (decimals <= _HIGHEST) & np.isfinite(rounded)
    return within(np.isfinite(apart), np.where(holds, rounded, apart))


@np.errstate(all="ignore")
def without_noise(values: ArrayLike) -> Floats:
    """The values, those within a few last places of a decimal figure of 15 digits made that figure.

    Parameters
    ----------
    values
        Results of arithmetic on decimal figures [any].

    Returns
    -------
    Floats
        19.6 + 1.3 is 20.9 and not 20.900000000000002; a value that is no such figure stays as it
        is, bit for bit. NaN where not finite.

    Examples
    --------
    >>> without_noise([19.6 + 1.3, 0.1 + 0.2, 1 / 3]).tolist() == [20.9, 0.3, 1 / 3]
    True
    """
    values = floats(values)
    size = np.abs(values)
    decimals = _DIGITS - 1 - np.floor(np.log10(np.where(size > 0, size, 1.0)))
    fits = np.isfinite(decimals) & (np.abs(decimals) <= _HIGHEST)
    decimals = np.where(fits, decimals, 0).astype(np.int64)
    up = _POWERS_OF_TEN[np.maximum(decimals, 0) - _LOWEST]
    down = _POWERS_OF_TEN[np.maximum(-decimals, 0) - _LOWEST]
    figure = np.rint(values * up / down) / up * down
    near = fits & (np.abs(figure - values) <= _FEW_LAST_PLACES * size)
    return within(np.isfinite(values), np.where(near, figure, values))


def _power_of_ten(ratio: Floats) -> NDArray[np.int64]:
    """The exponent of each ratio that is a power of ten, 0 for all others."""
    exponent = np.round(np.log10(np.where(ratio > 0, ratio, 1.0)))
    exponent = np.clip(np.nan_to_num(exponent), _LOWEST, _HIGHEST).astype(np.int64)
    power = _POWERS_OF_TEN[exponent - _LOWEST]
    return np.where(np.abs(ratio - power) <= _FEW_LAST_PLACES * power, exponent, 0)


def _shifted(values: Floats, exponent: NDArray[np.int64]) -> Floats:
    """The values' shortest decimal forms with the point moved, read back."""
    parts = np.char.partition(values.astype("S32"), b"e")
    digits, written = parts[:, 0], parts[:, 2]
    total = np.where(written == b"", b"0", written).astype(np.int64) + exponent
    return np.char.add(np.char.add(digits, b"e"), total.astype("S5")).astype(np.float64)
