"""A figure names what it rests on: in every command, every caveat of every entry that it uses.

An entry is used by a row if another value of it would change a figure of the row. That is found by
trying, and not by asking the program what it looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.analysis import drawn
from tests.analysis.test_against_oracle import tables
from tests.analysis.test_notes import keys_of

import nbde
from nbde.analysis.caveats import caveat_of
from nbde.analysis.quantities import WORDS, Caveat
from nbde.methods import NAMES
from nbde.schema import COLUMNS, Kind

YEARS = (2018, 2021, 2023, 2026)
FIGURES = (Kind.QUANTITY, Kind.FRACTION, Kind.NUMBER)
COMMANDS: dict[str, Callable[..., pd.DataFrame]] = {
    "gap": nbde.gap,
    "gap --project": lambda *both, **asked: nbde.gap(*both, project=True, **asked),
    "growth": nbde.growth,
    "growth --trend least-squares": (
        lambda *both, **asked: nbde.growth(*both, trend="least-squares", **asked)
    ),
    "share": nbde.share,
    "path": nbde.path,
    "forecast": nbde.forecast,
    **{
        f"status --method {name}": (
            lambda *both, name=name, **asked: nbde.status(*both, method=name, **asked)
        )
        for name in NAMES
    },
}
OBSERVED_AS: list[dict[str, dict[str, str]]] = [  # each with those that one entry can have at once
    {
        "bound": {"comparison": ">"},
    },
    {
        "assumed": {"confidence": "assumed"},
        "preliminary": {"vintage": "preliminary"},
    },
    {
        "approximate": {"comparison": "~"},
        "second_hand": {"confidence": "secondary"},
    },
]
STATED_AS = {"assumed": {"confidence": "assumed"}, "second_hand": {"confidence": "secondary"}}
drawn_often = settings(
    max_examples=8,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)


def one_a_year(observations: drawn.Rows) -> drawn.Rows:
    """One value a year, so that a mark does not change which of several counts."""
    plain = {"comparison": "", "confidence": "published", "vintage": "revised"}
    kept = {(o["entity"], o["indicator"], o["year"]): o | plain for o in observations}
    return list(kept.values())


def as_read(observations: drawn.Rows) -> pd.DataFrame:
    return nbde.read_observations(pd.DataFrame(observations))


def moved(rows: drawn.Rows, place: int, column: str) -> drawn.Rows:
    """The rows with another figure at one place."""
    text = rows[place][column]
    number = "".join(sign for sign in text if sign in "0123456789.-")
    other = text.replace(number, f"{float(number) * 1.0078125:f}")
    return [row | {column: other} if at == place else row for at, row in enumerate(rows)]


def changed(one: pd.DataFrame, other: pd.DataFrame) -> np.ndarray:
    """The rows of which a figure is not the same in both."""
    names = [name for name in one.columns if name in COLUMNS and COLUMNS[name].kind in FIGURES]
    first, second = (frame[names].to_numpy(np.float64, na_value=np.nan) for frame in (one, other))
    differs: np.ndarray = ((first != second) & ~(np.isnan(first) & np.isnan(second))).any(axis=1)
    return differs


def lacking(frame: pd.DataFrame, rows: np.ndarray, word: str) -> list[tuple[Any, ...]]:
    return [
        (row["indicator"], row["year"], row["caveats"], row["note"])
        for row in frame[rows].to_dict("records")
        if word not in str(row["caveats"]).split()
    ]


@pytest.mark.parametrize("command", COMMANDS)
@drawn_often
@given(targets=drawn.targets(), observations=drawn.observations(), data=st.data())
def test_every_command_names_the_caveats_of_the_entries_it_uses(
    targets: drawn.Rows, observations: drawn.Rows, data: st.DataObject, command: str
) -> None:
    seen = one_a_year(observations)
    if not seen:
        return
    ask = COMMANDS[command]
    wanted, observed = tables(targets, seen)
    before = ask(wanted, observed, year=YEARS)
    for place in data.draw(st.sets(st.integers(0, len(seen) - 1), max_size=6)):
        uses = changed(before, ask(wanted, as_read(moved(seen, place, "value")), year=YEARS))
        for marks in OBSERVED_AS:
            mark = {column: text for cells in marks.values() for column, text in cells.items()}
            marked = [o | mark if at == place else o for at, o in enumerate(seen)]
            after = ask(wanted, as_read(marked), year=YEARS)
            for word in marks:
                assert lacking(after, uses, word) == [], (word, seen[place])


@pytest.mark.parametrize("command", COMMANDS)
@drawn_often
@given(targets=drawn.targets(), observations=drawn.observations())
def test_every_command_names_how_sure_the_plan_s_own_figures_are(
    targets: drawn.Rows, observations: drawn.Rows, command: str
) -> None:
    ask, seen = COMMANDS[command], one_a_year(observations)
    targets = [row | {"confidence": "published"} for row in targets]
    wanted, observed = tables(targets, seen)
    before = ask(wanted, observed, year=YEARS)
    for place, row in enumerate(targets):
        for column in ("target_value", "baseline_value"):
            if not row[column]:
                continue
            other = nbde.read_targets(pd.DataFrame(moved(targets, place, column)))
            uses = changed(before, ask(other, observed, year=YEARS))
            for word, mark in STATED_AS.items():
                marked = [t | mark if at == place else t for at, t in enumerate(targets)]
                after = ask(nbde.read_targets(pd.DataFrame(marked)), observed, year=YEARS)
                assert lacking(after, uses, word) == [], (word, column, row)


def words_of(keys: set[str]) -> set[str]:
    named = Caveat(0)
    for key in keys:
        named |= caveat_of(key)
    return {word for word, caveat in WORDS.items() if named & caveat}


@pytest.mark.parametrize("command", COMMANDS)
@drawn_often
@given(targets=drawn.targets(signed=True), observations=drawn.observations(signed=True))
def test_every_word_has_its_sentence_in_both_languages_and_no_other_has(
    targets: drawn.Rows, observations: drawn.Rows, command: str
) -> None:
    both = tables(targets, observations)
    for lang in ("en", "zh"):
        frame = COMMANDS[command](*both, year=YEARS, lang=lang)
        for note, words in zip(frame["note"], frame["caveats"], strict=True):
            assert set(str(words).split()) == words_of(keys_of(str(note), lang)), (note, words)


def test_the_words_stand_last_and_in_one_order() -> None:
    order = list(WORDS)
    for name, ask in COMMANDS.items():
        frame = ask(*tables(*EVERYTHING), year=YEARS)
        assert frame.columns[-1] == "caveats", name
        for words in frame["caveats"].astype(str).str.split():
            assert words == sorted(words, key=order.index)


EVERYTHING = (
    [
        {"indicator": "x", "target_year": "2026", "target_value": "200", "unit": "亿元",
         "entity": "A", "confidence": "secondary"},
    ],
    [
        {"indicator": "x", "year": "2020", "value": "100", "unit": "亿元", "entity": "A",
         "comparison": "~", "edition": "census-2018"},
        {"indicator": "x", "year": "2022", "value": "120", "unit": "亿元", "entity": "A",
         "comparison": ">", "vintage": "preliminary", "edition": "census-2023"},
    ],
)  # fmt: skip


def test_the_columns_chosen_do_not_change_the_words() -> None:
    """Approximate baseline, later bound, preliminary, of another edition, second-hand target."""
    row = nbde.gap(*tables(*EVERYTHING), year=2023).iloc[0]
    assert row["caveats"] == "bound approximate carried edition_break second_hand preliminary"
