"""Figures as text. Expected roundings are those of `decimal`, or done by hand beside the case."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbde.formats.numbers import per_cent, quantity, rounded, shortest

FINITE = st.floats(allow_nan=False, allow_infinity=False)
EXACT = Context(prec=1200, rounding=ROUND_HALF_UP)


def by_decimal(value: float, decimals: int) -> float:
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), context=EXACT))


@given(FINITE, st.integers(0, 30))
def test_rounding_is_half_away_from_zero_on_the_printed_decimal(value: float, n: int) -> None:
    assert rounded(np.array([value]), n).tolist() == [by_decimal(value, n)]


@given(st.integers(-(10**6), 10**6), st.integers(0, 6))
def test_halves_go_away_from_zero(whole: int, n: int) -> None:
    # whole.5 units of the last place kept go to the neighbour further from zero
    half = float(Decimal(f"{whole}.5").scaleb(-n))
    away = float(Decimal(whole + (1 if whole >= 0 else -1)).scaleb(-n))
    assert rounded(np.array([half]), n)[0] == away


@given(st.lists(FINITE))
def test_shortest_reads_back_bit_for_bit(values: list[float]) -> None:
    texts = shortest(np.array(values, dtype=np.float64))
    assert list(map(float, texts)) == values
    assert not any(text.endswith(".0") for text in texts)
    assert "-0" not in texts


def test_shortest_has_no_text_for_what_is_no_figure() -> None:
    assert shortest(np.array([np.nan, np.inf, -np.inf])) == ["", "", ""]


def test_precision_counts_decimals_of_the_plain_fraction() -> None:
    # 0.1487 to two decimals is 0.15; a whole figure stays whole
    assert shortest(np.array([0.1487, 10000.0, 2.675]), 2) == ["0.15", "10000", "2.68"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (10000.0, "10000"),  # figures as published keep their digits
        (12408.7, "12408.7"),
        (5.6, "5.6"),
        (4.62, "4.62"),
        (675.99, "675.99"),
        (1349083.5, "1349083.5"),
        (15 - 5.6, "9.4"),  # 9.4 but for binary noise
        (10000 - 675.99, "9324.01"),
        (111900 / 15700, "7.13"),  # 7.12738...: two decimals from 1 up
        (1e6 / 7, "142857.1"),  # one decimal from 1000 up
        (1 / 7, "0.143"),  # three significant digits below 1
        (1 / 7000, "0.000143"),
        (-1 / 7000, "-0.000143"),
        (999.9999 + 1e-11, "1000"),
        (-0.0, "0"),
        (123456789012345.0, "123456789012345"),
        (1e22, "1e+22"),
    ],
)
def test_quantities_for_a_reader(value: float, expected: str) -> None:
    assert quantity(value) == expected


@given(st.floats(-1e15, 1e15, exclude_min=True, exclude_max=True))
def test_no_exponent_within_reach_of_statistics(value: float) -> None:
    if abs(value) >= 1e-15 or value == 0:
        assert "e" not in quantity(value)


@given(FINITE)
def test_a_readable_figure_is_near_the_exact_one(value: float) -> None:
    # coarsest rule: two decimals at 1, that is half a cent in one
    assert float(quantity(value)) == pytest.approx(value, rel=0.0051)


def test_precision_overrides_and_trims() -> None:
    assert [quantity(x, 1) for x in (675.99, 10000.0, 7.127)] == ["676", "10000", "7.1"]


@pytest.mark.parametrize(
    ("fraction", "expected"),
    [
        (0.1487, "14.9 %"),
        (-0.032, "-3.2 %"),
        (0.0, "0.0 %"),
        (-0.0, "0.0 %"),
        (1.0, "100.0 %"),
        (0.1455, "14.6 %"),  # 14.55 is a half: up, though the nearest double is a little below
        (0.00012, "0.012 %"),
        (-0.00049999, "-0.050 %"),
        (0.0005, "0.1 %"),
        (12.5, "1250.0 %"),
    ],
)
def test_fractions_for_a_reader(fraction: float, expected: str) -> None:
    assert per_cent(fraction) == expected


@given(FINITE.filter(bool))
def test_what_is_not_zero_never_looks_like_zero(value: float) -> None:
    assert float(per_cent(value).removesuffix(" %")) != 0 or abs(value) < 1e-300
    assert float(quantity(value)) != 0


def test_precision_of_per_cents_is_fixed() -> None:
    assert [per_cent(x, 2) for x in (0.1487, 0.15, 0.0)] == ["14.87 %", "15.00 %", "0.00 %"]
