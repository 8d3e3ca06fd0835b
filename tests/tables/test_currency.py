"""A result's money shown in one unit: exact, and nothing but money."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from nbde.errors import DataError
from nbde.tables.conversion import in_unit


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
