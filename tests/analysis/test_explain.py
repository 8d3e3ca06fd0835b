"""`explain` shows the figures of the other questions, and a calculator gives the same results."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import nbde
from nbde.methods import NAMES, open_sdg
from nbde.schema import FIGURES, OUTPUTS
from nbde.tables import bundled
from nbde.tables.load import no_observations

from . import drawn
from .calculator import worth

OF_GAP = (
    "value", "baseline_value", "target_value", "milestone", "milestone_gap", "gap", "progress",
    "required_growth",
)  # fmt: skip
OF_GROWTH = ("required_change", "achieved_growth", "acceleration")
OF_SHARE = {"share": "share", "denominator_value": "denominator_value", "level": "value"}
COMPARED: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "≥": lambda one, other: one >= other - abs(other) / 10**12,
    ">": operator.gt,
    "=": lambda one, other: abs(one - other) <= Decimal("1e-9"),
    "<": operator.lt,
    "≤": lambda one, other: one <= other + abs(other) / 10**12,
}
KEY = ["plan", "entity", "indicator", "target_year", "year"]
TARGETS = nbde.read_targets(bundled.path("targets.csv"))
OBSERVATIONS = nbde.read_observations(bundled.path("observations.csv"))
Tables = tuple[pd.DataFrame, pd.DataFrame]


def of(targets: pd.DataFrame, indicator: str, plan: str) -> pd.DataFrame:
    chosen = (targets["indicator"] == indicator) & (targets["plan"] == plan)
    return targets[chosen].reset_index(drop=True)


def steps_of(frame: pd.DataFrame) -> Iterator[dict[str, dict[str, Any]]]:
    """The steps of each target and year by figure, in order."""
    for _, group in frame.groupby(KEY, sort=False, dropna=False):
        steps = group.set_index("figure", drop=False).drop_duplicates("figure", keep="last")
        yield {str(name): dict(step) for name, step in steps.iterrows()}


def same(one: float, other: float) -> bool:
    return one == other or (one != one and other != other)


def compared_rightly(inserted: str) -> None:
    """What a label rests on, one comparison or two, is true."""
    for comparison in filter(None, inserted.split(", ")):
        one, sign, other = re.split(r" ([≥>=<≤]) ", comparison)
        assert COMPARED[sign](worth(one)[0], worth(other)[0]), inserted


def agrees_with_a_calculator(frame: pd.DataFrame) -> None:
    """Every result has its calculation, which gives the result; all else says what is missing."""
    for step in frame.to_dict(orient="records"):
        if step["figure"] == "status":
            compared_rightly(str(step["inserted"]))
            assert step["formula"] or step["note"], f"{step}"
            continue
        known = bool(np.isfinite(step["result"]))
        assert known or step["note"], f"{step}"
        assert known == bool(step["inserted"]) == bool(step["formula"]), f"{step}"
        assert "NaN" not in str(step["inserted"]), f"{step['figure']}: {step['inserted']}"
        if known:
            found, largest = worth(str(step["inserted"]))
            off = abs(found - Decimal(repr(float(step["result"]))))
            assert off <= Decimal("1e-12") * max(largest, abs(found)), f"{step}"


def agrees_with_the_questions(tables: Tables, year: int | list[int], **asked: Any) -> None:
    """The results are the cells of the other questions, to the last digit."""
    targets, observations = tables
    options = {name: asked[name] for name in ("path", "growth", "project") if name in asked}
    found = nbde.explain(*tables, year=year, **asked)
    agrees_with_a_calculator(found)
    project = asked.get("project", False)
    gaps = nbde.gap(*tables, year=year, **options)
    growths = nbde.growth(*tables, year=year, project=project)
    explained = list(steps_of(found))
    assert len(explained) == len(gaps)
    for place, steps in enumerate(explained):
        for figures, table in ((OF_GAP, gaps), (OF_GROWTH, growths)):
            for figure in figures:
                assert same(steps[figure]["result"], table[figure].iloc[place]), figure
        assert steps["status"]["status"] == gaps["status"].iloc[place]
    options.pop("project", None)
    shares = nbde.share(
        targets, observations, year=year, gdp_growth=asked.get("gdp_growth"), **options
    )
    with_share = [steps for steps in explained if "share" in steps]
    assert len(with_share) == len(shares)
    for place, steps in enumerate(with_share):
        for figure, column in OF_SHARE.items():
            assert same(steps[figure]["result"], shares[column].iloc[place]), figure
        assert steps["level"]["unit"] == shares["unit"].iloc[place] or not np.isfinite(
            steps["level"]["result"]
        )


def agrees_with_status(tables: Tables, year: int, method: str) -> None:
    found = nbde.explain(*tables, year=year, method=method)
    agrees_with_a_calculator(found)
    judged = nbde.status(*tables, year=year, method=method)
    explained = list(steps_of(found))
    assert len(explained) == len(judged)
    for place, steps in enumerate(explained):
        assert same(steps["score"]["result"], judged["score"].iloc[place])
        assert steps["status"]["status"] == judged["status"].iloc[place]
        assert steps["status"]["note"].startswith(str(judged["note"].iloc[place]))


def tables_of(targets: drawn.Rows, observations: drawn.Rows) -> Tables:
    wanted = nbde.read_targets(pd.DataFrame(targets))
    if not observations:
        return wanted, no_observations(like=wanted)
    return wanted, nbde.read_observations(pd.DataFrame(observations))


@pytest.mark.parametrize("year", [2019, 2022, 2024, 2026, 2028])
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"path": "linear", "gdp_growth": 0.05},
        {"growth": 0.12, "project": True},
    ],
    ids=str,
)
def test_every_bundled_figure(year: int, asked: dict[str, Any]) -> None:
    agrees_with_the_questions((TARGETS, OBSERVATIONS), year, **asked)


def test_several_years_follow_each_other() -> None:
    agrees_with_the_questions((TARGETS, OBSERVATIONS), [2022, 2024])


@pytest.mark.parametrize("method", NAMES)
@pytest.mark.parametrize("year", [2021, 2024, 2026])
def test_every_bundled_label(method: str, year: int) -> None:
    agrees_with_status((TARGETS, OBSERVATIONS), year, method)


@settings(max_examples=25, phases=[Phase.generate])
@given(
    drawn.targets(signed=True), drawn.observations(signed=True), st.integers(2016, 2028),
    st.sampled_from([None, "compound", "linear"]), st.sampled_from([None, 0.1]), st.booleans(),
)  # fmt: skip
def test_any_table(
    targets: drawn.Rows,
    observations: drawn.Rows,
    year: int,
    path: str | None,
    growth: float | None,
    project: bool,
) -> None:
    tables = tables_of(targets, observations)
    agrees_with_the_questions(tables, year, path=path, growth=growth, project=project)


@settings(max_examples=25, phases=[Phase.generate])
@given(
    drawn.targets(signed=True), drawn.observations(signed=True), st.integers(2016, 2028),
    st.sampled_from(NAMES),
)  # fmt: skip
def test_any_label(targets: drawn.Rows, observations: drawn.Rows, year: int, method: str) -> None:
    agrees_with_status(tables_of(targets, observations), year, method)


@pytest.mark.parametrize(("values", "sign"), [((37, 19), "<"), ((19, 37), ">")])
def test_a_slope_away_from_a_target_of_the_past_is_shown(
    values: tuple[int, int], sign: str
) -> None:
    """Two values two years apart: a slope of 9 a year, away from the target by its own sign."""
    own = pd.DataFrame({
        "indicator": ["x"], "target_year": [2020], "unit": ["个"],
        "target_value": [50 if sign == "<" else 10], "comparison": [">=" if sign == "<" else "<="],
    })  # fmt: skip
    seen = pd.DataFrame({
        "indicator": ["x", "x"], "year": [2021, 2023], "value": values, "unit": ["个", "个"],
    })  # fmt: skip
    tables = nbde.read_targets(own), nbde.read_observations(seen)
    (steps,) = steps_of(nbde.explain(*tables, year=2023, method="acceleration"))
    label = steps["status"]
    slope, found, against = str(label["inserted"]).rpartition(f" {sign} ")
    assert (label["status"], found, against) == ("wrong_direction", f" {sign} ", "0")
    assert worth(slope)[0] == (-9 if sign == "<" else 9)
    assert "slope" in label["formula"]
    agrees_with_status(tables, 2023, "acceleration")


def test_the_columns_are_declared_and_the_result_is_not_yet_shown() -> None:
    frame = nbde.explain(TARGETS, OBSERVATIONS, year=2024)
    assert list(frame.columns) == [name for name in OUTPUTS["explain"] if name != "shown"]
    assert set(frame["figure"]) <= set(FIGURES)


def test_ningbo_s_share_is_explained_by_hand() -> None:
    """1119 over 15700 亿元 in 2022, 15 % wanted by 2026, as the sources print them."""
    targets = of(TARGETS, "core_value_added_share", "ningbo-2026")
    (steps,) = steps_of(nbde.explain(targets, OBSERVATIONS, year=2024))
    assert steps["numerator"]["result"] == 1119
    assert steps["denominator"]["result"] == 15700
    assert steps["value"]["inserted"] == "(1119 ÷ 15700) × 100"
    assert steps["value"]["edition"] == "census-2018"
    assert steps["value"]["basis"] == "derived"
    value = repr(float(steps["value"]["result"]))
    assert steps["gap"]["inserted"] == f"15 − {value}"
    assert steps["gap"]["unit"] == "percentage points"
    assert steps["required_growth"]["inserted"] == f"(15 ÷ {value})^(1 ÷ 4) − 1"
    assert "Ningbo Daily" in steps["target_value"]["source"]
    assert steps["denominator_value"]["edition"] == "census-2023"


@pytest.mark.parametrize(
    ("figure", "fills"),
    [
        ("value", ["--assume de_value_added@2024=VALUE"]),
        ("baseline_value", ["year and value of a baseline"]),
        ("gap", ["--assume de_value_added@2024=VALUE"]),
        ("milestone", ["year and value of a baseline"]),
        ("progress", ["--assume de_value_added@2024=VALUE", "year and value of a baseline"]),
        ("share", ["a value of de_value_added of 2024"]),
    ],
)
def test_what_would_fill_a_missing_figure(figure: str, fills: list[str]) -> None:
    targets = of(TARGETS, "de_value_added", "ningbo-2026")
    (steps,) = steps_of(nbde.explain(targets, OBSERVATIONS, year=2024))
    assert np.isnan(steps[figure]["result"])
    assert [each for each in fills if each not in steps[figure]["note"]] == []
    assert steps[figure]["note"].count("to fill") == len(fills)


DIRECTIONS = pd.DataFrame(
    {
        "indicator": ["near", "far", "beyond", "reached", "falls"],
        "target_year": [2030] * 5,
        "target_value": [""] * 5,
        "unit": ["%"] * 5,
        "direction": ["increase", "increase", "decrease", "increase", "increase"],
        "baseline_year": [2020] * 5,
        "baseline_value": [90, 50, 150, 100, 90],
        "natural_limit": [100, "", 100, 100, 100],
    }
)
SINCE = pd.DataFrame(
    {"indicator": ["near", "far", "beyond", "reached", "falls"], "year": [2023] * 5,
     "value": [91.5, 50.9, 148, 100, 89], "unit": ["%"] * 5}
)  # fmt: skip


@pytest.mark.parametrize("method", NAMES)
@pytest.mark.parametrize("year", [2024, 2031])
def test_a_direction_without_a_target_is_explained(method: str, year: int) -> None:
    tables = nbde.read_targets(DIRECTIONS), nbde.read_observations(SINCE)
    agrees_with_status(tables, year, method)
    agrees_with_the_questions(tables, year)


def test_a_natural_limit_is_explained_by_hand() -> None:
    """90 of at most 100: C = 1 − 0.9^4.44 = 0.37362; 91.5 after three years is 0.5525 % a year,
    at least 0.005 C but below 0.015 C = 0.0056, so moderate, and 250 × 0.0055250 ÷ 0.37362 − 1.25.
    """
    tables = nbde.read_targets(DIRECTIONS), nbde.read_observations(SINCE)
    near, far, beyond, reached, falls = steps_of(
        nbde.explain(*tables, year=2024, method="open-sdg")
    )
    assert near["distance"]["inserted"] == "1 − (90 ÷ 100)^4.44"
    assert near["distance"]["result"] == pytest.approx(0.3736216, abs=1e-7)
    assert near["score"]["inserted"].startswith("250 × 0.0055")
    assert near["score"]["result"] == pytest.approx(2.44690, abs=1e-5)
    assert near["status"]["inserted"].endswith(f"≥ 0.005 × {near['distance']['result']!r}")
    assert "distance" not in far
    assert beyond["distance"]["inserted"] == "1 − ((2 × 100 − 150) ÷ 100)^4.44"
    assert (reached["distance"]["result"], reached["score"]["inserted"]) == (0, "5")
    assert falls["score"]["inserted"].startswith("125 × (−0.0037")


def test_gap_and_open_sdg_judge_a_trend_alike() -> None:
    """A natural limit counts in both: 0.70 % a year is little, but not so near the limit."""
    targets = nbde.read_targets(DIRECTIONS)
    common = dict(zip(open_sdg.LABELS, open_sdg.STATUSES, strict=True))
    for values in ([91.5, 50.9, 148, 100, 89], [91.9, 51.05, 148, 100, 89]):
        seen = nbde.read_observations(SINCE.assign(value=values))
        labels = nbde.status(targets, seen, year=2024)["status"].astype(str)
        found = nbde.gap(targets, seen, year=2024)["status"].tolist()
        assert found == [common[label] for label in labels]
    # 91.9 after 90: 0.70 % a year, more than 0.015 × 0.37362 and less than 0.015
    assert found[:2] == ["on_track", "needs_acceleration"]


ARGUED = {
    # values of 2018 to 2022, target, its year, schedule: the symbol the published rules give
    "reached, not worsening": ([50, 52, 54, 56, 60], "60", 2030, "", "sun"),
    "reached, worsening": ([70, 68, 66, 64, 61], "60", 2030, "", "slightly_cloudy"),
    "year over, the right way": ([50, 52, 54, 56, 58], "60", 2022, "", "cloud"),
    "year over, the wrong way": ([58, 56, 54, 52, 50], "60", 2022, "", "thunderstorm"),
    "every year, missed": ([50, 52, 54, 56, 58], "60", 2030, "every-year", "cloud"),
    "both the wanted way": ([50, 52, 54, 56, 58], "", 2030, "", "sun"),
    "only the mean change": ([50, 52, 54, 56, 55], "", 2030, "", "slightly_cloudy"),
    "only the last change": ([58, 56, 54, 52, 53], "", 2030, "", "cloud"),
    "neither": ([58, 56, 54, 52, 50], "", 2030, "", "thunderstorm"),
}


@pytest.mark.parametrize(
    ("values", "target", "target_year", "schedule", "symbol"), ARGUED.values(), ids=ARGUED
)
def test_a_symbol_without_a_number_is_explained(
    values: list[int], target: str, target_year: int, schedule: str, symbol: str
) -> None:
    targets = nbde.read_targets(
        pd.DataFrame({"indicator": ["x"], "target_year": [target_year], "target_value": [target],
                      "unit": ["家"], "direction": ["increase"], "start_year": [2018],
                      "schedule": [schedule]})
    )  # fmt: skip
    observations = nbde.read_observations(
        pd.DataFrame({"indicator": ["x"] * 5, "year": range(2018, 2023), "value": values,
                      "unit": ["家"] * 5})
    )  # fmt: skip
    (steps,) = steps_of(nbde.explain(targets, observations, year=2023, method="destatis"))
    assert steps["status"]["status"] == symbol
    assert steps["status"]["inserted"].startswith(f"({values[-1]} − {values[0]}) ÷ 4 ")
    assert symbol.replace("_", " ") in steps["status"]["formula"]


@pytest.mark.parametrize("method", ["acceleration", "china-schedule"])
def test_the_wrong_way_is_asked_first(method: str) -> None:
    """A factor below 0 is below 1 too, and a value that fell back is behind its schedule too."""
    targets = nbde.read_targets(
        pd.DataFrame({"indicator": ["x"], "target_year": [2030], "target_value": [200],
                      "unit": ["家"]})
    )  # fmt: skip
    falling = nbde.read_observations(
        pd.DataFrame({"indicator": ["x"] * 2, "year": [2020, 2022], "value": [120, 110],
                      "unit": ["家"] * 2})
    )  # fmt: skip
    (steps,) = steps_of(nbde.explain(targets, falling, year=2023, method=method))
    assert steps["status"]["status"] == "wrong_direction"
    assert steps["status"]["inserted"].endswith("< 0")


def test_what_was_said_to_fill_a_figure_fills_it() -> None:
    """Value and baseline given as the notes say, nothing of `gap` is missing any more."""
    observations = nbde.read_observations(
        pd.DataFrame(
            {"indicator": ["x", "x"], "year": [2020, 2024], "value": [50, 80], "unit": ["家"] * 2}
        )
    )
    targets = nbde.read_targets(
        pd.DataFrame(
            {"indicator": ["x"], "target_year": [2026], "target_value": [100], "unit": ["家"]}
        )
    )
    (steps,) = steps_of(nbde.explain(targets, observations, year=2024))
    assert [name for name in (*OF_GAP, *OF_GROWTH) if np.isnan(steps[name]["result"])] == []
    assert steps["gap"]["result"] == 20  # 100 − 80
    assert steps["progress"]["inserted"] == "(80 − 50) ÷ (100 − 50)"


def test_a_figure_in_another_unit_shows_its_conversion() -> None:
    observations = nbde.read_observations(
        pd.DataFrame({"indicator": ["x", "gdp"], "year": [2024] * 2, "value": [1.1, 2],
                      "unit": ["万亿元"] * 2})
    )  # fmt: skip
    targets = nbde.read_targets(
        pd.DataFrame({"indicator": ["x"], "target_year": [2026], "target_value": [12000],
                      "unit": ["亿元"]})
    )  # fmt: skip
    (steps,) = steps_of(nbde.explain(targets, observations, year=2024))
    assert steps["value"]["inserted"] == "1.1 × 10000"
    assert steps["value"]["result"] == 11000
    assert steps["share"]["inserted"] == "11000 ÷ (2 × 10000)"
    assert steps["share"]["result"] == 0.55


def test_interim_targets_follow_one_after_another() -> None:
    rows = {"indicator": ["x"] * 2, "target_year": [2025, 2030], "target_value": [10, 20],
            "unit": ["个"] * 2}  # fmt: skip
    targets = nbde.read_targets(pd.DataFrame(rows))
    frame = nbde.explain(targets, no_observations(like=targets), year=2024)
    order = frame["target_year"].tolist()
    assert order == sorted(order)
    assert set(order) == {2025, 2030}


def test_chinese_formulas_have_the_same_figures() -> None:
    asked = (TARGETS, OBSERVATIONS)
    english, chinese = (nbde.explain(*asked, year=2024, lang=lang) for lang in ("en", "zh"))
    pd.testing.assert_series_equal(english["inserted"], chinese["inserted"])
    pd.testing.assert_series_equal(english["result"], chinese["result"])
    said = chinese.loc[chinese["figure"] == "gap", "formula"]
    assert set(said) == {"目标值 − 当前值", ""}


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"start_year": 2022}, "so the last value before its first year, 2022, is taken"),
        ({"start_year": 2019}, "so the first value known is taken"),
        ({}, "so the first value known is taken"),
        ({"baseline_year": 2021}, ""),
        ({"baseline_year": 2021, "baseline_value": 60}, ""),
    ],
    ids=str,
)
def test_a_baseline_says_why_it_is_the_one(columns: dict[str, object], said: str) -> None:
    row = {"indicator": "x", "target_year": 2026, "target_value": 100, "unit": "家", **columns}
    seen = pd.DataFrame({"indicator": ["x"] * 3, "year": [2020, 2021, 2024],
                         "value": [50, 60, 80], "unit": ["家"] * 3})  # fmt: skip
    tables = nbde.read_targets(pd.DataFrame([row])), nbde.read_observations(seen)
    (steps,) = steps_of(nbde.explain(*tables, year=2024))
    assert steps["baseline_value"]["note"].endswith(said)
    assert bool(steps["baseline_value"]["note"]) == bool(said)


def test_the_share_of_a_target_that_its_baseline_keeps_is_explained() -> None:
    """No milestone leads from 8 to 7 or more; in its year the target is the level."""
    both = tables_of(
        [{"indicator": "x", "target_year": "2025", "target_value": "7", "unit": "亿元",
          "comparison": ">=", "baseline_year": "2020", "baseline_value": "8"}],
        [{"indicator": "gdp", "year": "2025", "value": "70", "unit": "亿元"}],
    )  # fmt: skip
    (steps,) = steps_of(nbde.explain(*both, year=2025))
    assert (steps["level"]["result"], steps["share"]["result"]) == (7, 0.1)
    agrees_with_the_questions(both, 2025)
