"""docs/audit.md says what the program finds: every figure of its findings, and every rule's words.

The examples it shows are run with those of all documents; here is what it says in words.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import nbde
from nbde.analysis.audit.figures import figure_text
from nbde.analysis.audit.statistics import _REAL_CODE, _REAL_NAMES
from nbde.messages import label
from nbde.schema import CHECKS, VERDICTS
from nbde.tables.bundled import path

DOCUMENT = (Path(__file__).parents[2] / "docs" / "audit.md").read_text(encoding="utf-8")
BUNDLED = nbde.read_targets(path("targets.csv")), nbde.read_observations(path("observations.csv"))
FOUND = nbde.audit(*BUNDLED, year=2026)


def said(text: str) -> bool:
    """Whether the document has the words, wherever its lines break."""
    return text in " ".join(DOCUMENT.split())


def of(check: str, **cells: object) -> pd.DataFrame:
    found = FOUND[FOUND["check"] == check]
    for name, cell in cells.items():
        found = found[found[name] == cell]
    return found


def row(check: str, **cells: object) -> dict[str, Any]:
    (only,) = of(check, **cells).to_dict("records")
    return {str(name): cell for name, cell in only.items()}


def table(heading: str) -> list[list[str]]:
    lines = DOCUMENT.split(f"## {heading}\n", 1)[1].split("\n## ")[0].splitlines()
    return [line.strip("| ").split(" | ") for line in lines if line.startswith("| `")]


@pytest.mark.parametrize(("heading", "words"), [("Verdicts", VERDICTS), ("Checks", CHECKS)])
def test_every_word_is_listed_in_order_with_its_label(heading: str, words: tuple[str, ...]) -> None:
    listed = [(line[0].strip("`"), line[1]) for line in table(heading)]
    assert listed == [(word, label(word, "zh")) for word in words]


@pytest.mark.parametrize("check", CHECKS)
def test_every_check_has_its_rule(check: str) -> None:
    assert f"- **`{check}`.** " in DOCUMENT


def test_the_words_for_constant_prices() -> None:
    rule = DOCUMENT.split("- **`growth`.** ")[1].split("\n- ")[0]
    assert [word for word in (*_REAL_CODE, *_REAL_NAMES) if word not in rule] == []


def test_counts() -> None:
    counts = FOUND["verdict"].value_counts()
    told = ", ".join(f"{counts[verdict]} `{verdict}`" for verdict in VERDICTS if verdict in counts)
    told = " and ".join(told.rsplit(", ", 1))
    assert said(f"there are {len(FOUND)} rows: {told}. None is `weaker`")
    differs = FOUND.loc[FOUND["verdict"] == "differs", "check"].value_counts()
    assert said(f"{differs['plans_agree']} are the core share in three documents")
    assert said(f"{differs['multiple']} is a doubling")
    unchecked = FOUND.loc[FOUND["verdict"] == "cannot be checked", "check"].value_counts()
    assert said(f"checked {unchecked['implied_level']} are share targets without a level target")
    assert differs.sum() == differs["plans_agree"] + differs["multiple"]


def test_ningbo() -> None:
    parts = row("parts", plan="ningbo-2026")
    assert said(f"add up to {parts['computed']:.0f}, {parts['difference']:.0f} more than the floor")
    again = of("ambition", plan="ningbo-2026")
    raised = again[again["difference"] != 0]
    assert raised["indicator"].tolist() == ["base_stations_5g"]
    assert said(f"from {raised['stated'].iloc[0]:.0f} to {raised['computed'].iloc[0]:.0f}")
    assert len(again) == 4
    assert said("Of the four targets that an earlier document also has, only")
    implied = row("implied_level", plan="ningbo-2026", indicator="core_value_added_share")
    assert said(f"at the nominal {100 * (18700 / 18147.7 - 1):.2f} % of the year before")
    assert said(f"is {18700**2 / 18147.7:.1f} in 2026, and 15 % of it {implied['computed']:.1f}.")
    asked = nbde.audit(*BUNDLED, year=2026, gdp_growth=0.05)
    asked = asked[(asked["plan"] == "ningbo-2026") & (asked["check"] == "implied_level")]
    assert said(f"At a nominal 5 % it would be {asked['computed'].max():.2f}")
    spending = row("implied_level", indicator="core_manufacturing_rd_intensity")
    assert said(f"it is {figure_text(spending['computed'])} 亿元 of R&D spending")
    three = of("plans_agree", entity="Ningbo")[["stated", "computed"]].to_numpy().tolist()
    assert three == [[11, 9], [11, 15], [9, 15]]


def test_the_statistics_of_ningbo() -> None:
    for year, words in (
        (2023, "raised GDP of 2023 from {stated} to {computed} 亿元, by {part:.1f} %"),
        (2020, "revised {computed:.0f} of 2020 is {part:.1f} % above the {stated} first"),
    ):
        found = row("edition", year=year)
        part = 100 * (found["computed"] / found["stated"] - 1)
        assert said(words.format(part=part, **found))
    share = row("share", entity="Ningbo", year=2019)
    assert said(f"is {share['computed']:.2f} %, published as {share['stated']} %")
    growth = of("growth")
    assert len(growth) == 8
    assert set(growth["verdict"]) == {"cannot be checked"}
    assert said("All eight are at constant prices")
    for year, before, now in ((2025, 18147.7, 18700), (2021, 12408.7, 14594.9)):
        found = row("growth", year=year)
        nominal = f"{100 * (now / before - 1):.2f}"
        assert f"grew by {nominal} %" in str(found["note"])
        assert re.search(f"{found['stated']} (%, nominal growth|and) {nominal}", DOCUMENT)


def test_zhejiang() -> None:
    doubled = row("multiple", indicator="de_value_added")
    assert said(
        f"35700 of 2021 is {doubled['computed']:.2f} times, {-doubled['difference']:.2f} less"
    )
    assert row("multiple", indicator="core_value_added")["verdict"] == "cannot be checked"
    interim = of("interim")
    assert set(interim["verdict"]) == {"ok"}
    below, above = interim[interim["difference"] > 0], interim[interim["difference"] < 0]
    assert said(f"has {len(interim)} of them for 2020. All lie between the baseline and the target")
    assert said(f"{len(below)} below the compound path")
    assert said(f"to 2022 and {len(above)} above")
    share = row("interim", indicator="de_value_added_share")
    assert said(f"{share['stated']:.0f} % against {share['computed']:.2f} on the path")
    trade = row("interim", indicator="technology_trade")
    assert said(f"{trade['stated']:.0f} 亿元 against {trade['computed']:.2f}")
    assert trade["difference"] / trade["computed"] == min(above["difference"] / above["computed"])
    shares = of("share", entity="Zhejiang", indicator="de_value_added_share")
    assert shares.set_index("year")["verdict"].to_dict() == {
        2017: "cannot be checked",
        2020: "cannot be checked",
        2021: "cannot be checked",
        2023: "rounding",
    }
    assert said(f"is {shares['computed'].max():.2f} %, published for 2023 as 52.5 %")


def test_the_national_plans() -> None:
    agree = of("plans_agree", entity="China")
    assert said(f"agree** in all {len(agree)} targets")
    assert set(agree["verdict"]) == {"ok"}
    others = FOUND[(FOUND["entity"] == "China") & (FOUND["check"] != "plans_agree")]
    assert set(others["verdict"]) == {"cannot be checked"}
    assert said("of 7.8 % in 2020 and of 9.9 % in 2023")
