"""docs/forecast.md says what the program does: its arithmetic line by line, and its findings.

The examples it shows are run with those of all documents; here is what it says in words.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

import nbde
from nbde.formulas.forecast import interval, median, random_walk, standard_error, years_to
from nbde.tables.bundled import path

DOCUMENT = (Path(__file__).parents[2] / "docs" / "forecast.md").read_text(encoding="utf-8")
ARITHMETIC = re.findall(r"^- `(.+?)` = (-?[\d.]+)$", DOCUMENT, flags=re.MULTILINE)
BUNDLED = nbde.read_targets(path("targets.csv")), nbde.read_observations(path("observations.csv"))


def forecast(year: int, plan: str, indicator: str, target_year: int) -> pd.Series:
    found = nbde.forecast(*BUNDLED, year=year)
    asked = (found["plan"] == plan) & (found["indicator"] == indicator)
    (row,) = (row for _, row in found[asked & (found["target_year"] == target_year)].iterrows())
    return row


def said(text: str) -> bool:
    """Whether the document has the words, wherever its lines break."""
    return text in " ".join(DOCUMENT.split())


def spaced(value: float) -> str:
    """A whole figure as the document writes it."""
    return f"{value:,.0f}".replace(",", " ")


@pytest.mark.parametrize(("line", "result"), ARITHMETIC)
def test_arithmetic(line: str, result: str) -> None:
    assert re.fullmatch(r"(?:[\d\s.+*/()^-]|ln|exp|sqrt)+", line)
    names = {"ln": math.log, "exp": math.exp, "sqrt": math.sqrt}
    computed = eval(line.replace("^", "**"), {"__builtins__": {}}, names)
    assert round(computed, len(result.partition(".")[2])) == float(result)


def test_the_arithmetic_is_the_program_s() -> None:
    results = [float(result) for _, result in ARITHMETIC]
    drift, growth, *_, deviation, middle, error, low, high, short, chance, years = results
    walk = random_walk([0] * 4, [2018, 2020, 2021, 2023], [23300, 30218, 35700, 43300], True)
    assert walk.drift[0] == pytest.approx(drift, abs=5e-6)
    assert walk.deviation[0] == pytest.approx(deviation, abs=5e-7)
    assert median(walk, 4)[0] == pytest.approx(middle, abs=0.5)
    assert standard_error(walk, 4)[0] == pytest.approx(error, abs=1e-6)
    assert [end[0] for end in interval(walk, 4, 0.8)] == pytest.approx([low, high], abs=1)
    assert (math.log(70000) - math.log(median(walk, 4)[0])) / error == pytest.approx(
        short, abs=1e-4
    )
    assert years_to(walk, 70000)[0] == pytest.approx(years, abs=5e-3)

    row = forecast(2026, "zhejiang-2027", "de_value_added", 2027)
    assert row["growth"] == pytest.approx(growth, abs=5e-5)
    assert row["probability"] == pytest.approx(chance, abs=5e-5)
    assert (row["observations"], row["as_of"], row["year_met"]) == (4, 2023, 2027)
    assert row["projected"] == median(walk, 4)[0]


def test_what_the_bundled_plans_give() -> None:
    found = nbde.forecast(*BUNDLED, year=2026)
    reasons = Counter(
        "forecast" if known else re.split(r"[:;]| up to", note)[0]
        for known, note in zip(found["projected"].notna(), found["note"], strict=True)
    )
    assert said(f"{reasons['forecast']} of the {len(found)} bundled targets have a forecast")
    assert said(
        f"For {reasons['no forecast']} there are fewer than three values, for "
        f"{reasons['no observation']} there is none, {reasons['no forecast needed']} have values"
    )
    assert said("and one is a target for every year")
    assert reasons["a target for every year is not forecast"] == 1
    assert reasons.total() == len(found)

    ningbo = found[found["plan"] == "ningbo-2026"]
    assert ningbo["projected"].isna().all()
    assert said(f"{(ningbo['observations'] == 0).sum()} of {len(ningbo)} have no published value")


def test_zhejiang_s_value_added() -> None:
    now = forecast(2026, "zhejiang-2027", "de_value_added", 2027)
    assert said(
        f"the trend of {100 * now['growth']:.1f} % a year leads to {spaced(now['projected'])}"
    )
    assert said(f"an interval from {spaced(now['lower'])} to {spaced(now['upper'])}")
    assert said(f"({100 * now['probability']:.1f} %)")
    then = forecast(2021, "zhejiang-2027", "de_value_added", 2027)
    assert said(
        f"a trend of {100 * then['growth']:.1f} % a year led to {spaced(then['projected'])}, "
        f"and the chance was {100 * then['probability']:.1f} %"
    )
    assert said(f"from 2021 to 2023 growth was {100 * (math.sqrt(43300 / 35700) - 1):.1f} % a year")


def test_zhejiang_s_share() -> None:
    row = forecast(2026, "zhejiang-14fyp", "de_value_added_share", 2025)
    assert row["observations"] == 3
    assert said(
        f"leads to {row['projected']:.1f} %, and meets 60 % in {row['year_met']}. The interval is "
        f"narrow and the chance small ({100 * row['probability']:.1f} %)"
    )
    assert said(f"the trend of {(52.5 - 46.8) / 3:.1f} percentage points a year")


def test_looking_back() -> None:
    row = forecast(2020, "zhejiang-2022", "de_value_added", 2022)
    assert said(
        f"the trend led to {spaced(row['projected'])} in 2022 ({spaced(row['lower'])} to "
        f"{spaced(row['upper'])}), a chance of {100 * row['probability']:.1f} %, and met the "
        f"target in {row['year_met']}"
    )
    row = forecast(2024, "ningbo-14fyp", "gdp", 2025)
    assert said(
        f"the trend led to {spaced(row['projected'])} 亿元 ({spaced(row['lower'])} to "
        f"{spaced(row['upper'])})"
    )
    assert said(f"The target of 17 000 has been met since {row['year_met']}. Only the three values")
    assert row["observations"] == 3
    targets, observations = BUNDLED
    seen = observations[(observations["entity"] == "Ningbo") & (observations["indicator"] == "gdp")]
    (outcome,) = (each for _, each in seen[seen["year"] == 2025].iterrows())
    assert (outcome["value"], outcome["rounded"]) == (18700, "yes")
    zhejiang = nbde.gap(targets, observations, year=2022)
    asked = (zhejiang["plan"] == "zhejiang-2022") & (zhejiang["indicator"] == "de_value_added")
    assert set(zhejiang[asked]["as_of"]) == {2020}  # no value of 2022
