"""What an audit says of ambition is true whichever way a target is to go."""

from __future__ import annotations

import pandas as pd
import pytest

import nbde


def said(plans: tuple[str, str], values: tuple[int, int], direction: str) -> str:
    """The note on the later of two targets, those of 2025 and 2030."""
    targets = nbde.read_targets(pd.DataFrame({
        "plan": plans, "indicator": "x", "target_year": [2025, 2030], "target_value": values,
        "unit": "个", "direction": direction,
    }))  # fmt: skip
    nothing = nbde.read_observations(pd.DataFrame(columns=["indicator", "year", "value", "unit"]))
    found = nbde.audit(targets, nothing, year=2030, lang="zh")
    (note,) = found.loc[found["check"] == "ambition", "note"]
    return str(note)


@pytest.mark.parametrize("plans", [("p", "p"), ("p", "q")], ids=["one plan", "two plans"])
@pytest.mark.parametrize(
    ("values", "direction", "word"),
    [
        ((36, 30), "decrease", "严于"),  # 30 is lower than 36 and asks for more
        ((36, 40), "decrease", "松于"),
        ((36, 40), "increase", "严于"),
        ((36, 30), "increase", "松于"),
    ],
)
def test_stricter_and_looser_say_nothing_of_higher_and_lower(
    plans: tuple[str, str], values: tuple[int, int], direction: str, word: str
) -> None:
    note = said(plans, values, direction)
    assert word in note
    assert "高于" not in note
    assert "低于" not in note
