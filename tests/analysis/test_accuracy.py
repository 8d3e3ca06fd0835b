"""Rates to the last places of a double, and amounts of money to the last digit."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.small import ask, rows_of

import nbde


@pytest.mark.parametrize("apart", ["1e-9", "-1e-9", "3e-7", "1e-3", "0.5", "40"])
@pytest.mark.parametrize("years", [1, 3, 7, 30])
@pytest.mark.parametrize("base", ["0.7", "123.4", "98765.4321"])
def test_required_growth_keeps_its_digits(base: str, apart: str, years: int) -> None:
    """The exact rate between the two doubles, with sixty digits."""
    start = float(base)
    end = start * (1 + float(apart))
    target = {"indicator": "n", "target_year": 2000 + years, "target_value": repr(end),
              "direction": "increase" if end > start else "decrease"}  # fmt: skip
    row = ask(nbde.growth, target, [(2000, repr(start))], year=2000)
    with localcontext(prec=60):
        rate = (Decimal(end) / Decimal(start)) ** (1 / Decimal(years)) - 1
        error = abs(Decimal(row["required_growth"]) - rate) / abs(rate)
    assert error < Decimal("2e-14")


@settings(max_examples=60)
@given(
    value=st.decimals("0.01", 99999, places=2),
    target=st.decimals("0.01", 99999, places=2),
    unit=st.sampled_from(["亿元", "万亿元", "万元", "元"]),
)
def test_money_in_another_unit_is_the_same_money(
    value: Decimal, target: Decimal, unit: str
) -> None:
    """Moving the decimal point is exact, and so is what the two figures differ by."""
    size = {"亿元": 0, "万亿元": -4, "万元": 4, "元": 8}[unit]
    goal = {"indicator": "x", "target_year": 2025, "target_value": f"{target}", "unit": "亿元",
            "comparison": ">="}  # fmt: skip
    written = f"{value.scaleb(size):f}{unit}"
    row = ask(nbde.gap, goal, rows_of("x", [(2025, written)]), year=2025)
    assert row["value"] == float(value)
    assert row["gap"] == float(target - value)
    assert row["status"] == ("met" if value >= target else "missed")


def test_trillions_and_hundred_millions() -> None:
    """1.1 万亿元 is 11000 亿元, not 11000.000000000002."""
    goal = {"indicator": "x", "target_year": 2025, "target_value": "1.1", "unit": "万亿元"}
    row = ask(nbde.gap, goal, rows_of("x", [(2025, "11000亿元")]), year=2025)
    assert (row["value"], row["gap"], row["status"]) == (1.1, 0, "met")
    goal = {"indicator": "x", "target_year": 2025, "target_value": "11000", "unit": "亿元"}
    row = ask(nbde.gap, goal, rows_of("x", [(2025, "1.1万亿元")]), year=2025)
    assert (row["value"], row["gap"], row["status"]) == (11000, 0, "met")
