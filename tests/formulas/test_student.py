"""Student's t against its finite sums in exact decimal arithmetic, and against a printed table."""

from __future__ import annotations

import math
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbde.formulas.student import half_width, upper_tail

DIGITS = 160
FREEDOMS = (*range(1, 13), 29, 30, 59, 120, 213, 266, 299, 300)

# Critical values of the t distribution for confidence levels of 80 to 99.8 %, as printed in
# https://bookdown.org/pingapang9/linear_models_bookdown/appt.html, table B.1 (read November 2026)
LEVELS = (0.80, 0.90, 0.95, 0.98, 0.99, 0.998)
TABLE = {
    1: (3.078, 6.314, 12.706, 31.821, 63.657, 318.309),
    2: (1.886, 2.920, 4.303, 6.965, 9.925, 22.327),
    3: (1.638, 2.353, 3.182, 4.541, 5.841, 10.215),
    4: (1.533, 2.132, 2.776, 3.747, 4.604, 7.173),
    5: (1.476, 2.015, 2.571, 3.365, 4.032, 5.893),
    8: (1.397, 1.860, 2.306, 2.896, 3.355, 4.501),
    10: (1.372, 1.812, 2.228, 2.764, 3.169, 4.144),
}


def arctangent(x: Decimal) -> Decimal:
    """Halved until the series is short."""
    halvings = 0
    while abs(x) > Decimal("0.01"):
        x = x / (1 + (1 + x * x).sqrt())
        halvings += 1
    terms = (x**n / (n if n % 4 == 1 else -n) for n in range(1, DIGITS, 2))
    return Decimal(2) ** halvings * sum(terms, Decimal(0))


def exact_tail(t: float, freedom: int) -> Decimal:
    """Abramowitz and Stegun 26.7.3 and 26.7.4: finite sums of sines and cosines."""
    with localcontext() as context:
        context.prec = DIGITS
        tangent = Decimal(t) / Decimal(freedom).sqrt()
        cosine = 1 / (1 + tangent * tangent).sqrt()
        sine = tangent * cosine
        odd = freedom % 2
        term, total = (cosine if odd else Decimal(1)), Decimal(0)
        for k in range(2 + odd, freedom + 1, 2):
            total += term
            term *= cosine * cosine * (k - 1) / k
        within = sine * total
        if odd:
            within = (arctangent(tangent) + within) / (2 * arctangent(Decimal(1)))
        return (1 - within) / 2


@pytest.mark.parametrize("freedom", FREEDOMS)
def test_tails_to_twelve_digits(freedom: int) -> None:
    places = [0.0, 1e-9, 0.01, 0.5, 1.0, 1.5, 1.7, 1.74, 2.0, 3.0, 6.0, 12.0, 30.0]
    for t, found in zip(places, upper_tail(places, freedom), strict=True):
        exact = exact_tail(t, freedom)
        assert abs(Decimal(float(found)) - exact) <= Decimal("1e-12") * exact, t


@pytest.mark.parametrize("freedom", FREEDOMS)
@pytest.mark.parametrize("level", [0.01, 0.5, 0.8, 0.95, 0.999, 1 - 2**-40])
def test_half_widths_to_twelve_digits(freedom: int, level: float) -> None:
    t = float(half_width(level, freedom))
    tail = (1 - Decimal(level)) / 2
    below, above = (exact_tail(t * (1 + side), freedom) for side in (-1e-12, 1e-12))
    assert above < tail < below


@pytest.mark.parametrize("freedom", TABLE)
def test_half_widths_as_printed(freedom: int) -> None:
    for level, printed in zip(LEVELS, TABLE[freedom], strict=True):
        assert float(half_width(level, freedom)) == pytest.approx(printed, abs=0.0005)


@pytest.mark.parametrize("freedom", [301, 500, 1000])
def test_many_degrees_of_freedom_to_ten_digits(freedom: int) -> None:
    for t in (0.5, 1.7, 6.0):
        exact = exact_tail(t, freedom)
        assert abs(Decimal(float(upper_tail(t, freedom))) - exact) <= Decimal("1e-10") * exact, t


def test_far_tail_of_one_degree_of_freedom() -> None:
    # the tail of the Cauchy distribution is arctan(1/t)/π, which is 1/(π t) far out
    assert float(upper_tail(1e100, 1)) == pytest.approx(1e-100 / math.pi, rel=1e-12)


@given(st.floats(allow_nan=False), st.integers(1, 300))
def test_the_two_sides_make_one(t: float, freedom: int) -> None:
    assert float(upper_tail(t, freedom) + upper_tail(-t, freedom)) == pytest.approx(1, abs=1e-15)


def test_undefined() -> None:
    np.testing.assert_array_equal(
        upper_tail([np.nan, 1, 1, np.inf, -np.inf], [3, 0, np.nan, 3, 3]),
        [np.nan, np.nan, np.nan, 0, 1],
    )
    for level in (0.0, 1.0, -0.5, np.nan):
        np.testing.assert_array_equal(half_width(level, [1, 5]), [np.nan, np.nan])
    np.testing.assert_array_equal(np.isnan(half_width(0.8, [[0, 1], [-1, 2]])), [[1, 0], [1, 0]])
    assert half_width(0.8, []).shape == (0,)
