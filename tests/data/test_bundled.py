"""The bundled tables against lists typed out from the plans, and against their own description.

``plan_figures.csv`` and ``observation_figures.csv`` beside this file were typed out one by one
from the list of facts, not produced from the tables, so a slip on either side shows. The tables are
read with the csv module alone: the tests do not lean on the program's own reading.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from frictionless import Package

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"
TABLES = (
    "targets.csv",
    "observations.csv",
    "exchange_rates.csv",
    "editions.csv",
    "scenarios/doubling.csv",
)

Row = dict[str, str]


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


TARGETS = rows(DATA / "targets.csv")
OBSERVATIONS = rows(DATA / "observations.csv")
DOUBLING = rows(DATA / "scenarios" / "doubling.csv")
README = (DATA / "README.md").read_text(encoding="utf-8")
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))


def figures(table: list[Row], columns: list[str]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(row[column] for column in columns) for row in table)


@pytest.mark.parametrize(
    ("bundled", "typed"),
    [(TARGETS, "plan_figures.csv"), (OBSERVATIONS, "observation_figures.csv")],
    ids=["targets", "observations"],
)
def test_bundled_figures_are_those_typed_from_the_plans(bundled: list[Row], typed: str) -> None:
    expected = rows(HERE / typed)
    columns = list(expected[0])
    found, wanted = figures(bundled, columns), figures(expected, columns)
    assert found - wanted == Counter(), "bundled, but in no plan's list"
    assert wanted - found == Counter(), "in the list, but not bundled"


def test_exchange_rates_are_the_published_yearly_averages() -> None:
    # Annual averages of the Federal Reserve, typed from the published list.
    typed = {
        "2015": "6.2827",
        "2016": "6.6400",
        "2017": "6.7569",
        "2018": "6.6090",
        "2019": "6.9081",
        "2020": "6.9042",
        "2021": "6.4508",
        "2022": "6.7290",
        "2023": "7.0809",
        "2024": "7.1957",
        "2025": "7.1875",
    }
    bundled = rows(DATA / "exchange_rates.csv")
    assert [(row["year"], row["cny_per_usd"]) for row in bundled] == list(typed.items())


@pytest.mark.parametrize("name", ["targets.csv", "observations.csv", "scenarios/doubling.csv"])
def test_every_row_has_a_source_and_a_confidence(name: str) -> None:
    allowed = {"assumed"} if name.startswith("scenarios") else {"published", "secondary"}
    for row in rows(DATA / name):
        assert row["source"].strip(), row
        assert row["confidence"] in allowed, row


def test_every_exchange_rate_has_a_source() -> None:
    assert all(row["source"].strip() for row in rows(DATA / "exchange_rates.csv"))


def test_figures_read_at_second_hand_are_marked_so_and_no_others() -> None:
    # Typed from the list of facts: these were read on a mirror or a collector's page.
    plans = {"ningbo-2022", "ningbo-villages-2025", "zhejiang-2027", "china-14fyp-informatisation"}
    values = {
        ("Ningbo", "gdp", "2023", "16452.8"),
        ("Ningbo", "core_value_added", "2022", "1119"),
        ("Zhejiang", "de_value_added_share", "2021", "48.6"),
        ("China", "software_revenue", "2021", "9.4994"),
        ("China", "base_stations_5g", "2022", "2312000"),
        ("China", "ipv6_users", "2022", "7"),
    }
    for row in TARGETS:
        assert (row["confidence"] == "secondary") == (row["plan"] in plans), row
    for row in OBSERVATIONS:
        key = (row["entity"], row["indicator"], row["year"], row["value"])
        assert (row["confidence"] == "secondary") == (key in values), row


def test_structure_of_the_ningbo_plan() -> None:
    plan = {row["indicator"]: row for row in TARGETS if row["plan"] == "ningbo-2026"}
    assert len(plan) == 14
    assert {row["start_year"] for row in plan.values()} == {"2022"}
    assert {code for code, row in plan.items() if row["part_of"] == "core_revenue"} == {
        "core_manufacturing_revenue",
        "core_services_revenue",
    }
    assert {code: row["schedule"] for code, row in plan.items() if row["schedule"]} == {
        "leading_team_projects": "every-year"
    }
    # A headline (the three indicators of 三倍增), four breakthroughs and the enterprises.
    assert len({row["theme"] for row in plan.values()}) == 6
    assert {code for code, row in plan.items() if row["theme"] == "总体目标"} == {
        "de_value_added",
        "core_revenue",
        "core_value_added_share",
    }
    assert all(row["theme"] for row in plan.values())


def test_the_contract_gives_each_plan_its_first_year() -> None:
    # The 14th five-year plans and Ningbo's aims for 2025 begin in 2021; a five-year plan to 2022
    # begins in 2018; three plans have no stated beginning.
    first = {
        "ningbo-2026": "2022",
        "ningbo-14fyp": "2021",
        "ningbo-2025-guideline": "2021",
        "ningbo-2025-congress": "2021",
        "ningbo-software-2020": "",
        "ningbo-2027": "2023",
        "ningbo-2022": "2018",
        "ningbo-villages-2025": "",
        "zhejiang-2027": "2022",
        "zhejiang-14fyp": "2021",
        "zhejiang-2022": "2018",
        "hangzhou-2022": "2018",
        "china-14fyp-digital": "2021",
        "china-14fyp-informatisation": "2021",
        "shanghai-2025": "",
    }
    assert {(row["plan"], row["start_year"]) for row in TARGETS} == set(first.items())


def test_shares_name_their_parts() -> None:
    parts = {
        "core_value_added_share": ("core_value_added", "gdp"),
        "de_value_added_share": ("de_value_added", "gdp"),
        "core_manufacturing_rd_intensity": (
            "core_manufacturing_rd_spending",
            "core_manufacturing_revenue",
        ),
        "core_rd_intensity": ("core_st_spending", "core_main_business_revenue"),
        "it_investment_share": ("it_project_investment", "fixed_asset_investment"),
    }
    for row in TARGETS:
        assert (row["numerator"], row["denominator"]) == parts.get(row["indicator"], ("", "")), row


def test_a_multiple_is_claimed_for_the_two_doublings_of_zhejiang_alone() -> None:
    claimed = {
        (row["plan"], row["indicator"], row["claimed_multiple"])
        for row in TARGETS
        if row["claimed_multiple"]
    }
    assert claimed == {
        ("zhejiang-2027", "de_value_added", "2"),
        ("zhejiang-2027", "core_value_added", "2"),
    }


def test_interim_targets_are_the_rows_of_2020_in_the_zhejiang_plan() -> None:
    plan = [row for row in TARGETS if row["plan"] == "zhejiang-2022"]
    interim = [row for row in TARGETS if row["note"].startswith("interim target")]
    assert interim == [row for row in plan if row["target_year"] == "2020"]
    assert len(interim) == 15
    assert len(plan) == 30


def test_growth_of_marks_the_published_growth_rates() -> None:
    for row in OBSERVATIONS:
        assert row["growth_of"] == ("gdp" if row["indicator"] == "gdp_real_growth" else ""), row


def test_every_code_named_in_a_structure_column_has_figures_or_is_documented() -> None:
    known = {row["indicator"] for row in TARGETS + OBSERVATIONS}
    documented = set(re.findall(r"`([a-z0-9_]+)`", README))
    named = {
        row[column] for row in TARGETS for column in ("numerator", "denominator", "part_of")
    } | {row["growth_of"] for row in OBSERVATIONS}
    assert named - {""} <= known | documented


def test_a_row_is_told_apart_by_its_key() -> None:
    def repeated(table: list[Row], *key: str) -> list[tuple[str, ...]]:
        return [found for found, count in figures(table, list(key)).items() if count > 1]

    assert repeated(TARGETS, "plan", "entity", "indicator", "target_year") == []
    # A rounded value may stand beside the unrounded one of the same vintage (Ningbo's GDP of 2019).
    key = ("entity", "indicator", "year", "edition", "vintage", "rounded")
    assert repeated(OBSERVATIONS, *key) == []


def test_an_indicator_of_one_place_keeps_the_kind_of_its_unit() -> None:
    # Without their multiples 万亿元 and 亿元 are one unit; 家 and 个 stay two.
    def kind(unit: str) -> str:
        return re.sub("^[万亿]+", "", unit)

    kinds: dict[tuple[str, str], set[str]] = {}
    for row in TARGETS + OBSERVATIONS + DOUBLING:
        kinds.setdefault((row["entity"], row["indicator"]), set()).add(kind(row["unit"]))
    assert {series: units for series, units in kinds.items() if len(units) > 1} == {}


def test_doubling_is_half_of_the_headline_targets_in_2021() -> None:
    headline = {
        row["indicator"]: row
        for row in TARGETS
        if row["plan"] == "ningbo-2026" and row["theme"] == "总体目标"
    }
    assert {row["indicator"] for row in DOUBLING} == set(headline)
    for row in DOUBLING:
        target = headline[row["indicator"]]
        assert Decimal(row["value"]) * 2 == Decimal(target["target_value"])
        assert (row["entity"], row["year"], row["unit"]) == ("Ningbo", "2021", target["unit"])
        assert row["source"].startswith("Assumption")


def test_editions_rank_by_their_census_and_none_is_missing() -> None:
    ranked = sorted(rows(DATA / "editions.csv"), key=lambda row: int(row["rank"]))
    assert [row["edition"] for row in ranked] == ["census-2013", "census-2018", "census-2023"]
    used = {row["edition"] for row in OBSERVATIONS} - {""}
    assert used <= {row["edition"] for row in ranked}


def test_readme_lists_the_plans_as_they_are_bundled() -> None:
    listed = {
        (code, place, int(count), confidence)
        for code, place, count, confidence in re.findall(
            r"^\| `([^`]+)` \| (\w+) \| [^|]+ \| (\d+) \| [^|]+ \| (\w+) \|$", README, re.MULTILINE
        )
    }
    bundled = {
        (
            row["plan"],
            row["entity"],
            len({other["indicator"] for other in TARGETS if other["plan"] == row["plan"]}),
            row["confidence"],
        )
        for row in TARGETS
    }
    assert listed == bundled
    assert f"{len(TARGETS)} rows of {len(bundled)} plans" in README
    assert f"{len(OBSERVATIONS)} values" in README


@pytest.mark.parametrize("name", TABLES)
def test_files_are_plain_utf8_with_line_feeds_and_no_needless_quotes(name: str) -> None:
    raw = (DATA / name).read_bytes()
    text = raw.decode("utf-8")
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    again = io.StringIO()
    csv.writer(again, lineterminator="\n").writerows(csv.reader(io.StringIO(text), strict=True))
    assert again.getvalue() == text


def test_the_package_describes_every_table_and_column() -> None:
    assert PACKAGE["name"] == "nbde"
    assert tuple(resource["path"] for resource in PACKAGE["resources"]) == TABLES
    for resource in PACKAGE["resources"]:
        fields = resource["schema"]["fields"]
        with (DATA / resource["path"]).open(encoding="utf-8", newline="") as stream:
            header = next(csv.reader(stream))
        assert [field["name"] for field in fields] == header
        assert all(field["type"] and field["title"] and field["description"] for field in fields)


def test_the_package_is_valid_by_the_frictionless_tool() -> None:
    report = Package(str(DATA / "datapackage.json")).validate()
    assert report.flatten(["place", "rowNumber", "fieldName", "note"]) == []
    assert report.warnings == []
    assert report.valid
    checked = {task.place: task.stats["rows"] for task in report.tasks}
    assert checked == {name: len(rows(DATA / name)) for name in TABLES}
