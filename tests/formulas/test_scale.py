"""A change of scale by a power of ten moves the decimal point and touches no digit."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nbde.formulas.scale import rescale

from . import exact


@given(st.floats(-1e200, 1e200), st.integers(-60, 60))
def test_the_shortest_decimal_form_is_shifted(value: float, k: int) -> None:
    expected = float(Decimal(repr(value)).scaleb(k))
    assert rescale(value, float(f"1e{k}")) == expected


@given(st.integers(-(10**12), 10**12), st.integers(0, 4), st.sampled_from([1, 2, 4, 8, 12]))
def test_there_and_back_again(digits: int, places: int, k: int) -> None:
    value = float(Decimal(digits).scaleb(-places))
    assert rescale(rescale(value, 10.0**k), float(f"1e-{k}")) == value


@pytest.mark.parametrize(
    ("value", "ratio", "expected"),
    [
        (1.1, 1e4, 11000.0),  # plainly 11000.000000000002
        (11000.0, 1e-4, 1.1),
        (0.07, 100.0, 7.0),  # plainly 7.000000000000001
        (1.57e22, 1e-8, 1.57e14),  # its shortest form carries an exponent
        (2.5e-7, 1e4, 0.0025),
        (-8234.5, 1e-4, -0.82345),
    ],
)
def test_by_hand(value: float, ratio: float, expected: float) -> None:
    assert rescale(value, ratio) == expected


def test_a_ratio_one_last_place_off_is_still_a_power_of_ten() -> None:
    assert rescale(11000.0, np.nextafter(1e-4, 1)) == 1.1


@given(exact.anything)
def test_ratio_one_leaves_finite_values_untouched(value: float) -> None:
    assume(np.isfinite(value))
    assert rescale(value, 1.0) == value


def test_other_ratios_multiply() -> None:
    assert rescale([3.0, 0.1], 7.1).tolist() == [3.0 * 7.1, 0.1 * 7.1]
    assert rescale(3.0, -10.0) == -30.0


def test_ratios_row_by_row() -> None:
    assert rescale([1.1, 1.1, 1.1], [1e4, 1.0, 2.0]).tolist() == [11000.0, 1.1, 2.2]
    assert rescale([[1.1], [0.07]], [100.0, 1.0]).tolist() == [[110.0, 1.1], [7.0, 0.07]]


@pytest.mark.parametrize(
    ("value", "ratio"), [(np.nan, 10), (np.inf, 10), (1, np.nan), (1, np.inf), (1e308, 1e4)]
)
def test_undefined_is_nan(value: float, ratio: float) -> None:
    assert np.isnan(rescale(value, ratio))


@given(exact.anything, exact.anything)
def test_scaling_is_total(value: float, ratio: float) -> None:
    assert not np.isinf(rescale(value, ratio))


def test_no_values_at_all() -> None:
    assert rescale([], 1e4).shape == (0,)
