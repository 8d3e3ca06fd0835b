"""Achieved growth as it is asked to be measured: never a geometric rate for a continuous one."""

from __future__ import annotations

import math

import pandas as pd
import pytest

import nbde


def row(trend: str) -> pd.Series[float]:
    targets = nbde.read_targets(
        pd.DataFrame(
            {"indicator": ["x"], "target_year": [2026], "target_value": [400], "unit": ["个"]}
        )
    )
    observations = nbde.read_observations(
        pd.DataFrame(
            {"indicator": "x", "year": [2020, 2021, 2022], "value": [100, 100, 200], "unit": "个"}
        )
    )
    return nbde.growth(targets, observations, year=2022, trend=trend).iloc[0]


def test_end_points() -> None:
    # doubled in two years; doubling again in four years is required
    found = row("endpoint")
    assert found["achieved_growth"] == pytest.approx(math.sqrt(2) - 1, rel=1e-12)
    assert found["required_growth"] == pytest.approx(2**0.25 - 1, rel=1e-12)


def test_least_squares_uses_the_values_in_between() -> None:
    # logarithms 0, 0, ln 2 at -1, 0, 1 around the mean year: slope (0 * -1 + ln 2 * 1) / 2;
    # the middle value pulls the line down, not its slope, so it is that of the ends
    assert row("least-squares")["achieved_growth"] == pytest.approx(math.sqrt(2) - 1, rel=1e-12)


def test_least_squares_is_not_the_rate_between_the_ends_of_four_values() -> None:
    targets = nbde.read_targets(
        pd.DataFrame(
            {"indicator": ["x"], "target_year": [2026], "target_value": [400], "unit": ["个"]}
        )
    )
    observations = nbde.read_observations(
        pd.DataFrame(
            {
                "indicator": "x",
                "year": [2020, 2021, 2022, 2023],
                "value": [100, 200, 200, 200],
                "unit": "个",
            }
        )
    )
    found = nbde.growth(targets, observations, year=2023, trend="least-squares").iloc[0]
    # weights -1.5, -0.5, 0.5, 1.5 over 5: slope = ln 2 * (-0.5 + 0.5 + 1.5) / 5 = 0.3 ln 2
    assert found["achieved_growth"] == pytest.approx(2**0.3 - 1, rel=1e-12)


def test_the_continuous_rate_is_compared_with_a_continuous_one() -> None:
    found = row("exponential")
    assert found["achieved_growth"] == pytest.approx(math.log(2) / 2, rel=1e-12)
    # required: ln 2 over four years; half as fast as achieved
    assert found["acceleration"] == pytest.approx(0.5, rel=1e-12)
    assert found["required_growth"] == pytest.approx(2**0.25 - 1, rel=1e-12)
