"""A direction that only an observation suggests is answered with, and asked about."""

from __future__ import annotations

import pandas as pd
import pytest

import nbde
from nbde.analysis.warnings import doubtful_directions
from nbde.errors import Problem
from nbde.messages import LANGUAGES

SEEN = pd.DataFrame({"indicator": ["x"], "year": [2020], "value": [80], "unit": ["个"]})
ROW: dict[str, object] = {
    "indicator": "x", "target_year": 2025, "target_value": 60, "unit": "个",
}  # fmt: skip


def warnings_of(
    columns: dict[str, object] | None = None, seen: pd.DataFrame = SEEN
) -> list[Problem]:
    targets = nbde.read_targets(pd.DataFrame([ROW | (columns or {})]))
    return doubtful_directions(targets, nbde.read_observations(seen), "t.csv")


def test_what_was_read_and_what_would_settle_it() -> None:
    [doubt] = warnings_of()
    assert (doubt.file, doubt.line, doubt.column) == ("t.csv", 2, "target_value")
    assert doubt.severity == "doubtful"
    text = doubt.text("en")
    assert "60 个" in text
    assert "80 个 of 2020" in text
    assert "read as a decrease: give a direction or a comparison" in text
    assert all(doubt.text(lang) for lang in LANGUAGES)


def test_it_is_read_so() -> None:
    """The contract: without a direction or a comparison the sign of target minus baseline."""
    tables = nbde.read_targets(pd.DataFrame([ROW])), nbde.read_observations(SEEN)
    found = nbde.gap(*tables, year=2020).iloc[0]
    assert (found["comparison"], found["status"]) == ("<=", "no_data")


@pytest.mark.parametrize(
    "columns",
    [
        {"direction": "decrease"},
        {"comparison": "<="},
        {"comparison": ">"},
        {"baseline_year": 2020, "baseline_value": 80},  # the plan's own: it says so itself
        {"target_value": 100},
        {"target_value": -5, "unit": "%", "target_kind": "change"},  # the figure says so itself
        {"schedule": "total", "start_year": 2021},
        {"target_value": "", "direction": "increase"},
    ],
    ids=str,
)
def test_what_leaves_no_doubt(columns: dict[str, object]) -> None:
    assert warnings_of(columns) == []


def test_a_share_that_was_passed_by_its_parts() -> None:
    parts = pd.DataFrame(
        {"indicator": ["a", "b"], "year": [2020] * 2, "value": [80, 100], "unit": ["亿元"] * 2}
    )
    [doubt] = warnings_of({"unit": "%", "numerator": "a", "denominator": "b"}, parts)
    assert "below the 80 % of 2020" in doubt.text()


def test_no_doubt_where_an_entity_has_to_be_named_first() -> None:
    several = pd.concat([SEEN.assign(entity=entity) for entity in ("N", "Z")])
    assert warnings_of(seen=several) == []
