"""Under a table a sentence names its rows so that each can be found."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from nbde.formats import Style
from nbde.formats.display import display


def said(**columns: Sequence[object]) -> list[str]:
    rows = len(columns["plan"])
    frame = pd.DataFrame({"indicator": ["i"] * rows, "name": ["GDP"] * rows} | columns)
    return display(frame, Style(), "gap", chosen=False).notes


def test_rows_of_one_name_in_several_plans_are_named_by_their_plan() -> None:
    names = ["GDP", "GDP", "trade"]
    assert said(plan=["a", "b", "a"], name=names, note=["late", "", ""]) == ["late: GDP (a)"]


def test_a_name_that_the_title_says_is_not_said_again() -> None:
    assert said(plan=["a", "b"], note=["late", ""]) == ["late: a"]


def test_several_target_years_of_one_plan_are_told_apart_by_the_year() -> None:
    found = said(
        plan=["a"] * 3,
        name=["GDP", "GDP", "trade"],
        target_year=[2025, 2030, 2030],
        note=["", "late", ""],
    )
    assert found == ["late: GDP (2030)"]


def test_plan_and_target_year_together() -> None:
    found = said(
        plan=["a", "a", "b", "b"],
        name=["GDP", "GDP", "GDP", "trade"],
        target_year=[2025, 2030, 2030, 2030],
        note=["x", "", "y", ""],
    )
    assert found == ["x: GDP (a, 2025)", "y: GDP (b)"]


def test_names_that_differ_need_no_more() -> None:
    frame = {"name": ["GDP", "trade"], "plan": ["a", "b"], "note": ["late", ""]}
    assert said(**frame) == ["late: GDP"]
