"""A ceiling on a total over years: what may be used up, kept or not only when the years are over.

500 may be used up from 2021 to 2025, so that after three of the five years 0.6 of the time is gone.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import nbde
from nbde.methods import NAMES

from .small import ask, frames, rows_of

CEILING = {
    "indicator": "x", "start_year": 2021, "target_year": 2025, "target_value": 500,
    "comparison": "<=", "schedule": "total", "unit": "万吨",
}  # fmt: skip
FLOOR = CEILING | {"comparison": ">="}
Used = list[tuple[int, object]]
THREE_YEARS: Used = [(2021, 110), (2022, 105), (2023, 145)]  # 360, a share of 0.72
METHODS_OF_STEPS = ("sdsn", "china-schedule")


def explained(target: dict[str, Any], used: Used, **options: Any) -> dict[str, dict[str, Any]]:
    seen = rows_of("x", used, str(target["unit"]))
    found = nbde.explain(*frames([target], seen), year=2023, **options)
    return {str(step["figure"]): dict(step) for _, step in found.iterrows()}


@pytest.mark.parametrize(
    ("third", "status", "ratio"),
    [
        (100, "on_track", 0.6 / 0.63),  # 0.952, above the cut of 0.95
        (145, "needs_acceleration", 0.6 / 0.72),  # 0.833
        (335, "limited", 0.6 / 1.1),  # 550 of 500: 0.545
    ],
)
def test_the_time_gone_is_set_over_the_share_used_up(third: int, status: str, ratio: float) -> None:
    used: Used = [*THREE_YEARS[:2], (2023, third)]
    steps = explained(CEILING, used)
    assert ask(nbde.gap, CEILING, used, year=2023)["status"] == status
    assert steps["status"]["status"] == status
    assert steps["ratio"]["result"] == pytest.approx(ratio, rel=1e-15)
    assert steps["ratio"]["inserted"].startswith("(3 ÷ 5) ÷ ")
    assert steps["status"]["inserted"].split()[0] == repr(float(steps["ratio"]["result"]))


@pytest.mark.parametrize("used", [[(2021, 0)], [(2021, -20)]])
def test_nothing_used_up_is_on_track(used: Used) -> None:
    assert ask(nbde.gap, CEILING, used, year=2021)["status"] == "on_track"


def test_nothing_used_up_is_explained_and_at_best_so_where_it_is_a_bound() -> None:
    firm = explained(CEILING | {"start_year": 2023}, [(2023, 0)])["status"]
    assert (firm["status"], firm["inserted"]) == ("on_track", "0 ≤ 0")
    loose = explained(CEILING | {"start_year": 2023}, [(2023, ">=0万吨")])["status"]
    assert loose["status"] == "undecided"
    assert "at best on track (0 ≤ 0)" in loose["formula"]


def test_a_sum_to_be_brought_down_below_zero_is_reached_and_not_kept() -> None:
    """At least 100 taken out over five years, written as -100: 60 after three is on the line."""
    sink = CEILING | {"target_value": -100}
    used: Used = [(year, -20) for year in (2021, 2022, 2023)]
    found = ask(nbde.gap, sink, used, year=2023)
    assert (found["status"], found["progress"]) == ("on_track", 0.6)
    used = [(year, -50) for year in (2021, 2022)]
    assert ask(nbde.gap, sink, used, year=2022)["status"] == "met"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_a_year_is_required_before_the_years_are_over(lang: str) -> None:
    said = {"en": "kept within a limit requires nothing", "zh": "没有每年的要求"}[lang]
    for question in (nbde.gap, nbde.growth):
        found = ask(question, CEILING, THREE_YEARS, year=2023, lang=lang)
        assert np.isnan(found["required_growth"])
        assert said in found["note"]
    steps = explained(CEILING, THREE_YEARS, lang=lang)
    for figure in ("required_growth", "required_change", "acceleration"):
        assert np.isnan(steps[figure]["result"])
        assert said in steps[figure]["note"]


def test_nothing_is_required_of_a_ceiling_that_was_kept() -> None:
    used: Used = [(year, 90) for year in range(2021, 2026)]
    found = ask(nbde.gap, CEILING, used, year=2025)
    assert (found["value"], found["status"], found["required_growth"]) == (450, "met", 0)


def test_what_is_left_of_a_floor_is_required_as_before() -> None:
    # 140 left in two years
    assert ask(nbde.growth, FLOOR, THREE_YEARS, year=2023)["required_change"] == 70


@pytest.mark.parametrize(("sign", "status"), [("<", "on_track"), (">", "undecided")])
def test_less_used_up_than_the_bound_is_all_the_better(sign: str, status: str) -> None:
    used: Used = [(2021, 100), (2022, 100), (2023, f"{sign}50万吨")]
    assert ask(nbde.gap, CEILING, used, year=2023)["status"] == status


@pytest.mark.parametrize("method", NAMES)
@pytest.mark.parametrize("year", [2023, 2025])
def test_no_published_method_judges_it(method: str, year: int) -> None:
    used: Used = [(each, 90) for each in range(2021, 2026)]
    found = ask(nbde.status, CEILING, used, year=year, method=method)
    assert found["status"] == "not_assessed"
    assert "already past the target" not in found["note"]
    if method in METHODS_OF_STEPS:
        assert "how a total is kept within a limit" in found["note"]
    steps = explained(CEILING, used, method=method)
    assert (steps["status"]["formula"], steps["status"]["note"]) == ("", found["note"])


def test_each_method_has_its_own_reason_to_pass_over_a_total() -> None:
    of_growth = "has no growth rate (open-sdg, eurostat-2021, unsd-2023)"
    of_years = "looks at the values of single years, not at their total (destatis, acceleration)"
    found = ask(nbde.status, FLOOR, THREE_YEARS, year=2023, method="all")
    assert of_growth in found["note"]
    assert of_years in found["note"]
    for method in ("destatis", "acceleration"):
        alone = ask(nbde.status, FLOOR, THREE_YEARS, year=2023, method=method)
        reason = of_years.removesuffix(" (destatis, acceleration)")
        assert alone["note"].startswith(f"this method {reason}; ")


def test_a_bound_in_any_year_of_a_total_leaves_it_open() -> None:
    used: Used = [(2021, "<110万吨"), (2022, 105), (2023, 145)]
    found = ask(nbde.status, FLOOR, used, year=2023, method="china-schedule")
    assert found["status"] == "not_assessed"
    assert "known only as a bound" in found["note"]
