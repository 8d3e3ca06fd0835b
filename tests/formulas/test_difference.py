"""Differences of decimal figures."""

from decimal import Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nbde.formulas.scale import difference

FIGURES = st.decimals(-(10**9), 10**9, places=4)


@given(FIGURES, FIGURES)
def test_figures_of_few_digits_differ_as_decimals_do(one: Decimal, other: Decimal) -> None:
    # at most 13 significant digits each: a double holds such a figure and such a difference
    assert float(difference(float(one), float(other))) == float(one - other)


@given(st.floats(-1e300, 1e300), st.floats(-1e300, 1e300))
def test_only_noise_is_taken_away(one: float, other: float) -> None:
    noise = 1e-14 * max(abs(one), abs(other))
    assert abs(float(difference(one, other)) - (one - other)) <= noise


def test_undefined_stays_undefined() -> None:
    assert np.isnan(difference([np.nan, np.inf, 1.0], [1.0, 1.0, -np.inf])).all()
