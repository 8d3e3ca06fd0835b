"""Part and whole."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nbde.formulas.domain import Floats, floats, within


@np.errstate(all="ignore")
def share(part: ArrayLike, whole: ArrayLike) -> Floats:
    """The part over the whole, a fraction.

    Parameters
    ----------
    part, whole
        Amounts in one unit [any]; the whole positive.

    Returns
    -------
    Floats
        ``part / whole`` [1]; NaN where the whole is zero, negative or not finite.

    Examples
    --------
    >>> share(1500, [10000, 0])
    array([0.15,  nan])
    """
    part, whole = floats(part), floats(whole)
    return within((whole > 0) & np.isfinite(whole), part / whole)


@np.errstate(all="ignore")
def level(share: ArrayLike, whole: ArrayLike) -> Floats:
    """The part that a share of the whole implies.

    Parameters
    ----------
    share
        A fraction [1].
    whole
        Amount [any], positive.

    Returns
    -------
    Floats
        ``share * whole`` in the unit of the whole; NaN where the whole is not positive and finite.

    Examples
    --------
    >>> float(level(0.15, 20000))
    3000.0
    """
    share, whole = floats(share), floats(whole)
    return within((whole > 0) & np.isfinite(whole), share * whole)
