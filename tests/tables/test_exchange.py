"""Yuan and dollars by the year's average rate.

The expected rates are the Federal Reserve's published annual averages (release G.5A).
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbde.errors import DataError
from nbde.tables.conversion import convert_currency, rate, years
from nbde.tables.units import DimensionError, unit


@pytest.mark.parametrize(("year", "yuan"), [(2015, "6.2827"), (2020, "6.9042"), (2024, "7.1957")])
def test_published_averages(year: int, yuan: str) -> None:
    assert rate(year) == Decimal(yuan)


def test_years_are_in_order_without_gaps() -> None:
    known = years()
    assert known == list(range(known[0], known[-1] + 1))
    assert known[0] <= 2015
    assert known[-1] >= 2025


@pytest.mark.parametrize("year", [1949, 2200])
def test_a_year_without_a_rate_is_refused(year: int) -> None:
    with pytest.raises(DataError) as refusal:
        rate(year)
    for text in (refusal.value.text("en"), refusal.value.text("zh")):
        assert str(year) in text
        assert str(years()[0]) in text
        assert str(years()[-1]) in text
    assert refusal.value.exit_code == 3


def test_dollars_to_yuan_and_back() -> None:
    """100 亿美元 at 7.1957 are 719.57 亿元; 719.57 billion yuan are 100 billion dollars."""
    assert convert_currency(Decimal(100), unit("亿美元"), unit("亿元"), 2024) == Fraction("719.57")
    assert convert_currency(Decimal("719.57"), unit("billion yuan"), unit("bn USD"), 2024) == 100


def test_one_currency_needs_no_rate() -> None:
    assert convert_currency(Decimal("1.1"), unit("万亿元"), unit("亿元"), 1949) == 11000
    assert convert_currency(Decimal(1), unit("亿欧元"), unit("万欧元"), 1949) == 10000


@pytest.mark.parametrize(
    ("source", "goal"),
    [("欧元", "元"), ("美元", "日元"), ("元/人", "美元/人"), ("元", "个"), ("个", "美元")],
)
def test_only_yuan_and_dollars_are_joined(source: str, goal: str) -> None:
    with pytest.raises(DimensionError):
        convert_currency(Decimal(1), unit(source), unit(goal), 2024)


@given(st.fractions(), st.sampled_from(range(2015, 2025)))
def test_there_and_back_is_the_identity(amount: Fraction, year: int) -> None:
    there = convert_currency(amount, unit("亿美元"), unit("万元"), year)
    assert convert_currency(there, unit("万元"), unit("亿美元"), year) == amount
