"""What must hold whatever the tables say."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from tests.analysis import drawn
from tests.analysis.test_against_oracle import tables

import nbde
from nbde.methods import NAMES as METHODS

YEARS = (2017, 2019, 2020, 2021, 2022, 2024, 2026, 2028)
WITHOUT_UNIT = ["required_growth", "achieved_growth", "acceleration", "share", "progress"]
WORDS = (
    "status",
    "as_of",
    "value_basis",
    "baseline_basis",
    "denominator_basis",
    "caveats",
    *METHODS,
)
drawn_often = settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.generate],  # shrinking whole tables takes minutes
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)


def status_by_all(*both: pd.DataFrame, **options: Any) -> pd.DataFrame:
    return nbde.status(*both, method="all", **options)


QUESTIONS = (nbde.gap, nbde.growth, nbde.share, nbde.path, nbde.forecast, status_by_all)
every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: str(q.__name__))
Question = Callable[..., pd.DataFrame]


def ordered(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows in an order of their own, columns as plain objects."""
    plain = frame.astype(object).fillna("")
    by = [c for c in ("plan", "entity", "indicator", "target_year", "year") if c in plain]
    return plain.sort_values([*by, *(str(c) for c in plain if c not in by)], key=texts).reset_index(
        drop=True
    )


def texts(column: pd.Series) -> pd.Series:
    return column.map(str)


@every_question
@drawn_often
@given(data=st.data(), targets=drawn.targets(), observations=drawn.observations())
def test_the_order_of_the_rows_changes_nothing(
    data: st.DataObject, targets: drawn.Rows, observations: drawn.Rows, question: Question
) -> None:
    shuffled = tables(data.draw(st.permutations(targets)), data.draw(st.permutations(observations)))
    pd.testing.assert_frame_equal(
        ordered(question(*tables(targets, observations), year=YEARS)),
        ordered(question(*shuffled, year=YEARS)),
    )


@every_question
@drawn_often
@given(targets=drawn.targets(), observations=drawn.observations())
def test_several_years_at_once_are_the_years_one_by_one(
    targets: drawn.Rows, observations: drawn.Rows, question: Question
) -> None:
    both = tables(targets, observations)
    one_by_one = pd.concat([question(*both, year=year).astype(object) for year in YEARS])
    pd.testing.assert_frame_equal(ordered(question(*both, year=YEARS)), ordered(one_by_one))


@every_question
@pytest.mark.parametrize("year", [2018, 2021, 2024])
@drawn_often
@given(targets=drawn.targets(), observations=drawn.observations())
def test_nothing_later_than_the_year_changes_an_answer(
    targets: drawn.Rows, observations: drawn.Rows, year: int, question: Question
) -> None:
    until = [row for row in observations if int(row["year"]) <= year]
    for row in targets:
        if row["target_kind"] in ("growth", "change") and row["unit"] in drawn.RATIOS:
            row["target_kind"] = ""  # the unit of such a row is that of its latest observation
    pd.testing.assert_frame_equal(
        ordered(question(*tables(targets, observations), year=year)),
        ordered(question(*tables(targets, until), year=year)),
    )


@every_question
@drawn_often
@given(targets=drawn.targets(), others=drawn.targets(), observations=drawn.observations())
def test_other_plans_and_places_change_nothing(
    targets: drawn.Rows, others: drawn.Rows, observations: drawn.Rows, question: Question
) -> None:
    others = [row | {"plan": "other " + row["plan"]} for row in others]
    elsewhere = [row | {"entity": "C"} for row in observations if row["entity"] == "A"]
    among = question(*tables([*others, *targets], [*elsewhere, *observations]), year=YEARS)
    alone = question(*tables(targets, observations), year=YEARS)
    pd.testing.assert_frame_equal(ordered(alone), ordered(among[among["plan"].isin(drawn.PLANS)]))


@every_question
@drawn_often
@given(data=st.data(), targets=drawn.targets(), observations=drawn.observations())
def test_a_change_of_unit_changes_no_rate_share_or_status(
    data: st.DataObject, targets: drawn.Rows, observations: drawn.Rows, question: Question
) -> None:
    one = question(*tables(targets, observations), year=YEARS)
    other = question(
        *tables(
            [in_other_unit(row, "target_value", data) for row in targets],
            [in_other_unit(row, "value", data) for row in observations],
        ),
        year=YEARS,
    )
    figures = one.select_dtypes("number").columns.intersection(WITHOUT_UNIT)
    for column in figures:
        np.testing.assert_allclose(
            one[column].to_numpy(float), other[column].to_numpy(float), rtol=1e-12, atol=1e-14
        )
    for column in WORDS:
        if column in one and column not in figures:
            assert list(one[column].astype(str)) == list(other[column].astype(str))


def in_other_unit(row: dict[str, str], column: str, data: st.DataObject) -> dict[str, str]:
    """The same figure in a unit drawn anew; what is not a level stays as it is."""
    if not row[column] or row.get("target_kind") not in (None, "", "level"):
        return row
    sizes = drawn.UNITS[row["indicator"]]
    unit = data.draw(st.sampled_from(sorted(sizes)))
    value = Decimal(row[column]) * sizes[unit] / sizes[row["unit"]]
    return row | {column: drawn.text(value), "unit": unit}


@pytest.mark.parametrize("line", ["compound", "linear"])
@drawn_often
@given(first=st.integers(1, 10**6), last=st.integers(1, 10**6), span=st.integers(1, 40))
def test_milestones_hit_both_ends_and_stay_between(
    first: int, last: int, span: int, line: str
) -> None:
    assume(first != last)  # else the baseline already keeps the target: there is no path
    target = [{"indicator": "n", "baseline_year": "2000", "baseline_value": str(first),
               "target_year": str(2000 + span), "target_value": str(last),
               "unit": "个"}]  # fmt: skip
    found = nbde.path(*tables(target, []), path=line)
    milestones = found["milestone"].to_numpy(float)
    assert list(found["year"]) == list(range(2000, 2001 + span))
    assert (milestones[0], milestones[-1]) == (first, last)
    assert (np.diff(milestones) * (last - first) >= 0).all()
