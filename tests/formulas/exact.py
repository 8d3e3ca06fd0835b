"""The same formulas in decimal arithmetic of 80 digits, from the doubles as they are."""

from __future__ import annotations

from decimal import Decimal, localcontext

import numpy as np
from hypothesis import strategies as st

DIGITS = 80

levels = st.floats(1e-9, 1e15, allow_nan=False)
rates = st.floats(-0.9, 3.0, allow_nan=False)
spans = st.integers(1, 60)
anything = st.floats(allow_nan=True, allow_infinity=True)


def growth_rate(start: float, end: float, years: float) -> Decimal:
    with localcontext() as context:
        context.prec = DIGITS
        return (Decimal(end) / Decimal(start)) ** (1 / Decimal(years)) - 1


def level_after(start: float, rate: float, years: float) -> Decimal:
    with localcontext() as context:
        context.prec = DIGITS
        return Decimal(start) * (1 + Decimal(rate)) ** Decimal(years)


def log_ratio(start: float, end: float) -> Decimal:
    with localcontext() as context:
        context.prec = DIGITS
        return (Decimal(end) / Decimal(start)).ln()


def error(computed: object, exact: Decimal) -> float:
    """The relative error; the absolute one where the exact figure is zero."""
    with localcontext() as context:
        context.prec = DIGITS
        difference = abs(Decimal(float(np.asarray(computed))) - exact)
        return float(difference / abs(exact)) if exact else float(difference)
