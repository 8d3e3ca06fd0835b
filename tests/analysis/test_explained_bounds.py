"""A figure known only as a bound: what it leaves open, and which way what follows is bound."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import nbde
from nbde.analysis.quantities import BOUND, Caveat, with_bounds_turned

from .small import frames, rows_of

UP = {
    "indicator": "x", "baseline_year": 2020, "baseline_value": 100, "target_year": 2025,
    "target_value": 200, "unit": "家", "comparison": ">=",
}  # fmt: skip
DOWN = UP | {"target_value": 50, "comparison": "<="}
TREND = UP | {"target_value": "", "comparison": "", "direction": "increase"}


def explained(
    target: dict[str, Any], value: str, year: int = 2023, **options: Any
) -> dict[str, dict[str, Any]]:
    seen = rows_of("x", [(year, value)], "家")
    found = nbde.explain(*frames([target], seen), year=year, **options)
    return {str(step["figure"]): dict(step) for _, step in found.iterrows()}


@pytest.mark.parametrize(
    ("target", "value", "year", "said"),
    [
        # 1.9^(1/3) over 2^(1/5) is 1.60, above 0.95
        (UP, ">190", 2023, ("at least on track (1.60", "met from 200 on")),
        (UP, "<190", 2023, ("at best on track (1.60",)),
        (UP, "<210", 2023, ("met from 200 on; the value is known only to be < 210",)),
        (UP, ">190", 2025, ("met from 200 on; the value is known only to be > 190",)),
        # a tenth less in three years, half in five: (1 - 0.9^(1/3)) / (1 - 0.5^(1/5)) is 0.27
        (DOWN, "<90", 2023, ("at least limited (0.26", "met from 50 down")),
        (DOWN, ">90", 2023, ("at best limited (0.26",)),
        (TREND, ">103", 2023, ("at least too slow (0.0099",)),  # 1.03^(1/3) is 1.0099, below 0.015
    ],
)
def test_no_decision_says_what_is_open(
    target: dict[str, Any], value: str, year: int, said: tuple[str, ...]
) -> None:
    step = explained(target, value, year)["status"]
    assert (step["status"], step["inserted"]) == ("undecided", "")
    assert [each for each in said if each not in step["formula"]] == []
    assert "not decide" in step["formula"]


def test_a_bound_below_the_baseline_s() -> None:
    seen = rows_of("x", [(2020, ">100家"), (2023, "150家")], "家")
    target = {name: cell for name, cell in UP.items() if not name.startswith("baseline")}
    found = nbde.explain(*frames([target], seen), year=2023)
    step = found[found["figure"] == "status"].iloc[0]
    assert step["status"] == "undecided"
    assert step["formula"].startswith("the baseline is > 100")


def test_what_follows_from_the_value_is_bound_as_it_is_or_the_other_way() -> None:
    """More than 190 is less than 10 short of 200, and more than 10 ahead of 180."""
    ahead = UP | {"path": "linear", "target_value": 200, "baseline_value": 150}
    steps = explained(ahead, ">190")
    signs = {name: steps[name]["comparison"] for name in ("value", "gap", "milestone_gap")}
    assert signs == {"value": ">", "gap": "<", "milestone_gap": ">"}
    assert (steps["gap"]["result"], steps["milestone_gap"]["result"]) == (10, 10)
    assert steps["target_value"]["comparison"] == steps["milestone"]["comparison"] == ""


def test_bounds_turned_twice_are_as_they_were() -> None:
    every = np.arange(0, 1 << len(Caveat), len(Caveat) * 1000 + 1)
    turned = with_bounds_turned(every)
    assert (with_bounds_turned(turned) == every).all()
    assert (turned & ~int(BOUND) == every & ~int(BOUND)).all()
    assert with_bounds_turned(np.array([1, 2, 3])).tolist() == [2, 1, 3]


def test_a_firm_value_has_no_sign() -> None:
    assert {step["comparison"] for step in explained(UP, "190").values()} == {""}
