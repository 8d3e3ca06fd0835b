"""A result's money in one unit, exactly; yuan and dollars by the year's average rate.

The expected rates are the Federal Reserve's published annual averages (release G.5A).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbde.errors import DataError
from nbde.tables.conversion import _rates, convert_currency, in_unit, rate
from nbde.tables.units import DimensionError, unit


@pytest.mark.parametrize(("year", "yuan"), [(2015, "6.2827"), (2020, "6.9042"), (2024, "7.1957")])
def test_published_averages(year: int, yuan: str) -> None:
    assert rate(year) == Decimal(yuan)


def test_years_are_in_order_without_gaps() -> None:
    known = sorted(_rates())
    assert known == list(range(known[0], known[-1] + 1))
    assert known[0] <= 2015
    assert known[-1] >= 2025


@pytest.mark.parametrize("year", [1949, 2200])
def test_a_year_without_a_rate_is_refused(year: int) -> None:
    with pytest.raises(DataError) as refusal:
        rate(year)
    for text in (refusal.value.text("en"), refusal.value.text("zh")):
        assert str(year) in text
        assert str(sorted(_rates())[0]) in text
        assert str(sorted(_rates())[-1]) in text
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


def result(**columns: Sequence[object]) -> pd.DataFrame:
    return pd.DataFrame(columns)


def test_money_changes_its_unit_and_all_else_stays() -> None:
    frame = result(
        unit=["亿元", "%", "万亿元", "亿元/人", ""],
        value=[1.1, 15.0, 1.1, 3.0, 4.0],
        gap=[0.7, 1.0, np.nan, 3.0, 4.0],
        progress=[0.5, 0.5, 0.5, 0.5, 0.5],
        years_left=[2, 2, 2, 2, 2],
    )
    shown = in_unit(frame, "万元")
    # 1.1 亿元 is 11000 万元 and 1.1 万亿元 110000000 万元, exactly.
    assert shown["value"].tolist() == [11000.0, 15.0, 110000000.0, 3.0, 4.0]
    assert shown["gap"].tolist()[:2] == [7000.0, 1.0]
    assert np.isnan(shown["gap"][2])
    assert shown["unit"].tolist() == ["万元", "%", "万元", "亿元/人", ""]
    assert shown["progress"].tolist() == [0.5] * 5
    assert shown["years_left"].tolist() == [2] * 5
    assert frame["value"].tolist()[0] == 1.1


def test_the_denominator_has_a_unit_of_its_own() -> None:
    frame = result(unit=["%"], value=[15.0], denominator_value=[1.57], denominator_unit=["万亿元"])
    shown = in_unit(frame, "亿元")
    assert shown["denominator_value"].tolist() == [15700.0]
    assert shown["denominator_unit"].tolist() == ["亿元"]
    assert shown["value"].tolist() == [15.0]


def test_categories_of_units_are_read_as_texts() -> None:
    frame = result(unit=["亿元", "个"], value=[2.0, 3.0]).astype({"unit": "category"})
    assert in_unit(frame, "元")["value"].tolist() == [2e8, 3.0]


def test_one_unit_is_given_back_bit_for_bit() -> None:
    values = [0.1, 1 / 3, 1e-300, -0.0]
    shown = in_unit(result(unit=["亿元"] * 4, value=values), "亿元")
    assert shown["value"].to_numpy().tobytes() == np.array(values).tobytes()


def test_another_currency_needs_a_rate_and_is_refused() -> None:
    with pytest.raises(DataError, match="--unit 亿元: some rows are in 亿美元"):
        in_unit(result(unit=["亿元", "亿美元"], value=[1.0, 1.0]), "亿元")


def test_no_rows() -> None:
    assert len(in_unit(result(unit=[], value=[]), "亿元")) == 0
