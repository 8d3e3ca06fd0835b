"""Examples that others worked and printed, each by the formula it is an example of."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from nbde.formulas import growth, paths, targets, trends
from nbde.formulas.domain import Floats

TABLE = Path(__file__).parent / "worked_examples.csv"
EXAMPLES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))


def remaining_rate(annual_changes: list[float], target_change: float, years: int) -> Floats:
    gone = len(annual_changes)
    so_far = growth.annual_rate(growth.chained_change(annual_changes), gone)
    return growth.remaining_rate(growth.annual_rate(target_change, years), years, so_far, gone)


FORMULAS: dict[str, Callable[..., Any]] = {
    "required_rate": growth.growth_rate,
    "cagr": growth.growth_rate,
    "chained_change": growth.chained_change,
    "average_rate": lambda annual_changes: growth.annual_rate(
        growth.chained_change(annual_changes), len(annual_changes)
    ),
    "remaining_change": lambda annual_changes, target_change: growth.change(
        1 + growth.chained_change(annual_changes), 1 + target_change
    ),
    "remaining_rate": remaining_rate,
    "log_progress": lambda change, target_change: targets.log_progress(
        1, 1 + change, 1 + target_change
    ),
    "time_progress": paths.time_progress,
    # what was done beyond the target, as a share of the target
    "over_achievement": lambda target_change, change: (
        targets.progress(1, 1 + change, 1 + target_change) - 1
    ),
    # a required reduction is positive when the level falls
    "required_reduction_rate": lambda start, end, years: -growth.growth_rate(start, end, years),
    "required_reduction_rate_continuous": lambda start, end, years: (
        -growth.continuous_growth(start, end, years)
    ),
    "trend_rate": lambda years, values: trends.least_squares_growth(
        [0] * len(years), years, values
    )[0],
    "linear_required": growth.annual_change,
    "doubling_years": lambda rate: growth.years_between(1, 2, rate),
    "previous_value": lambda end, rate, years: growth.level_after(end, rate, -years),
    # the balance is what exports have above imports
    "balance": lambda exports, imports: targets.gap(imports, exports),
}


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=lambda example: f"{example['kind']}: {example['case']}"
)
def test_worked_example(example: dict[str, str]) -> None:
    computed = FORMULAS[example["kind"]](**json.loads(example["inputs"]))
    assert float(computed) == pytest.approx(
        float(example["expected"]), rel=0, abs=float(example["tolerance"])
    )


def test_every_kind_of_example_is_worked() -> None:
    assert {example["kind"] for example in EXAMPLES} == set(FORMULAS)


def test_rest_of_a_plan_on_the_command_line() -> None:
    # ((1.026^20) / (1.018^10))^(1/10) - 1 = 1.026^2 / 1.018 - 1 = 1.052676 / 1.018 - 1
    assert float(growth.remaining_rate(0.026, 20, 0.018, 10)) == pytest.approx(
        1.052676 / 1.018 - 1, rel=1e-13
    )


def test_geometric_and_continuous_rates_are_not_confused() -> None:
    # to 0.7 over 13 years: 1 - 0.7^(1/13) = 0.02706, -ln(0.7)/13 = 0.02744
    assert round(float(growth.growth_rate(1.0, 0.7, 13)), 4) == -0.0271
    assert round(float(growth.continuous_growth(1.0, 0.7, 13)), 4) == -0.0274
