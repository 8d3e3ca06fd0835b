"""Where a formula has a value, and where it has none."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def floats(values: ArrayLike) -> Floats:
    """The values as double-precision numbers.

    Examples
    --------
    >>> floats([1, 2])
    array([1., 2.])
    """
    return np.asarray(values, dtype=np.float64)


def within(domain: Bools, values: Floats) -> Floats:
    """The values inside the domain; NaN outside it and where a value is not a finite number.

    Parameters
    ----------
    domain
        Where the formula has a value; broadcasts with `values`.
    values
        What the formula gave.

    Returns
    -------
    Floats
        A new array of the broadcast shape.

    Examples
    --------
    >>> within(np.array([True, False, True]), np.array([1.0, 2.0, np.inf]))
    array([ 1., nan, nan])
    """
    return np.where(domain & np.isfinite(values), values, np.nan)
