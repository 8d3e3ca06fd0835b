"""Every empty figure has its reason in the same row, and both languages say the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis import drawn
from tests.analysis.small import ask
from tests.analysis.test_against_oracle import drawn_often, tables

import nbde
from nbde.messages import LANGUAGES, every_message
from nbde.tables import bundled

Question = Callable[..., pd.DataFrame]

NO_VALUE = {
    "note.no_value", "note.no_value_in", "note.total_missing", "note.total_without_start",
    "note.not_begun", "note.over",
}  # fmt: skip
NO_TARGET = {"note.no_target", "note.by_trend", "note.no_level", "note.no_level_from"}
NO_BASELINE = {
    "note.baseline_later", "note.baseline_no_value", "note.no_baseline", "note.total_without_start",
    "note.not_begun", *NO_VALUE,
}  # fmt: skip
NO_PATH = {
    "note.no_compound_path", "note.no_path", "note.before_baseline", "note.target_kept",
}  # fmt: skip
NO_SHARE = {
    "note.no_value_or_path", "note.no_denominator", "note.denominator_not_projected",
    "note.other_currency", "note.target_kept",
}  # fmt: skip

EXPLAINED_BY: dict[str, set[str]] = {
    "value": NO_VALUE | NO_SHARE,
    "milestone": NO_TARGET | NO_BASELINE | NO_PATH,
    "milestone_gap": NO_VALUE | NO_TARGET | NO_BASELINE | NO_PATH | {"note.carried"},
    "gap": NO_VALUE | NO_TARGET,
    "progress": NO_VALUE | NO_TARGET | NO_BASELINE
    | {"note.one_year", "note.target_kept", "note.every_year"},
    "required_growth": NO_VALUE | NO_TARGET
    | {"note.no_time_left", "note.no_compound_rate", "note.every_year", "note.limit",
       "note.target_kept"},
    "required_change": NO_VALUE | NO_TARGET
    | {"note.no_time_left", "note.every_year", "note.limit"},
    "achieved_growth": NO_VALUE | NO_BASELINE
    | {"note.one_year", "note.no_achieved_rate", "note.every_year"},
    "acceleration": NO_VALUE | NO_TARGET | NO_BASELINE
    | {"note.one_year", "note.no_time_left", "note.no_compound_rate", "note.no_achieved_rate",
       "note.every_year", "note.no_acceleration", "note.limit", "note.target_kept"},
    "observed": {"note.not_observed", *NO_VALUE},
    "share": NO_SHARE,
    "denominator_value": {"note.no_denominator", "note.denominator_not_projected"},
}  # fmt: skip


def pattern(sentence: str) -> re.Pattern[str]:
    parts = re.split(r"\{\w+\}", sentence)
    return re.compile(".+?".join(re.escape(part) for part in parts))


PATTERNS = {
    lang: {
        key: pattern(both[place])
        for key, both in every_message().items()
        if key.startswith(("note.", "reason.")) and both[place]
    }
    for place, lang in enumerate(LANGUAGES)
}


def keys_of(note: str, lang: str) -> set[str]:
    """The keys of the sentences a note is made of; of those that fit, the ones with most words."""
    found = set()
    for sentence in re.split("; |；", note):
        fitting = [key for key, form in PATTERNS[lang].items() if form.fullmatch(sentence)]
        assert fitting or not note, (sentence, note)
        if fitting:
            fullest = max(fitting, key=lambda key: len(PATTERNS[lang][key].pattern))
            found.add(fullest.removesuffix(".one"))  # the form for one, which Chinese does without
    return found


def unexplained(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """The empty cells of a frame that no sentence of the row's note explains."""
    lost = []
    for row in frame.to_dict("records"):
        said = keys_of(str(row["note"]), "en")
        lost += [
            (column, row["plan"], row["indicator"], row["year"], row["note"])
            for column in EXPLAINED_BY.keys() & row.keys()
            if pd.isna(row[column]) and not said & EXPLAINED_BY[column]
        ]
    return lost


QUESTIONS = pytest.mark.parametrize(
    ("question", "options"),
    [
        (nbde.gap, {}),
        (nbde.gap, {"path": "linear"}),
        (nbde.gap, {"growth": 0.1}),
        (nbde.gap, {"project": True}),
        (nbde.growth, {}),
        (nbde.growth, {"project": True}),
        (nbde.share, {}),
        (nbde.share, {"projection": False}),
        (nbde.path, {}),
    ],
    ids=lambda given_: given_.__name__ if callable(given_) else "-".join(map(str, given_)),
)


@QUESTIONS
def test_every_empty_figure_of_the_bundled_plans_is_explained(
    question: Question, options: dict[str, Any]
) -> None:
    both = (
        nbde.read_targets(bundled.path("targets.csv")),
        nbde.read_observations(bundled.path("observations.csv")),
    )
    assert unexplained(question(*both, year=range(2017, 2031), **options)) == []


@QUESTIONS
@drawn_often
@given(targets=drawn.targets(signed=True), observations=drawn.observations(signed=True))
def test_every_empty_figure_is_explained(
    targets: drawn.Rows, observations: drawn.Rows, question: Question, options: dict[str, Any]
) -> None:
    both = tables(targets, observations)
    assert unexplained(question(*both, year=range(2016, 2029, 2), **options)) == []


def test_a_total_that_is_over_says_so() -> None:
    """In 2024 nothing is ahead or behind any more: the five years ended in 2022."""
    target = {"indicator": "n", "start_year": 2021, "target_year": 2022, "target_value": 10,
              "schedule": "total"}  # fmt: skip
    row = ask(nbde.gap, target, [(2021, 4), (2022, 5), (2024, 6)], year=2024)
    assert pd.isna(row["milestone_gap"])
    assert keys_of(row["note"], "en") & EXPLAINED_BY["milestone_gap"]


def test_an_achieved_growth_has_a_reason_of_its_own() -> None:
    """From -3 to 4 no rate was achieved, and the target -5 is not to add_problem for it."""
    target = {"indicator": "n", "target_year": 2025, "target_value": -5, "direction": "decrease"}
    row = ask(nbde.growth, target, [(2020, -3), (2022, 4)], year=2022)
    assert pd.isna(row["achieved_growth"])
    assert "note.no_achieved_rate" in keys_of(row["note"], "en")


@QUESTIONS
@drawn_often
@given(targets=drawn.targets(signed=True), observations=drawn.observations(), data=st.data())
def test_both_languages_say_the_same(
    targets: drawn.Rows,
    observations: drawn.Rows,
    data: st.DataObject,
    question: Question,
    options: dict[str, Any],
) -> None:
    both = tables(targets, observations)
    years = data.draw(st.sets(st.integers(2016, 2028), min_size=1, max_size=5))
    english, chinese = (question(*both, year=years, lang=lang, **options) for lang in ("en", "zh"))
    for one, other in zip(english["note"], chinese["note"], strict=True):
        assert keys_of(str(one), "en") == keys_of(str(other), "zh")


@pytest.mark.parametrize(("place", "mark"), [(0, ";"), (1, "；")])
def test_no_sentence_of_a_note_holds_the_mark_between_sentences(place: int, mark: str) -> None:
    """Notes are joined with it, and taken apart at it under a table."""
    said = {k: both for k, both in every_message().items() if k.startswith(("note.", "reason."))}
    assert [key for key, both in said.items() if mark in both[place]] == []
