"""Names that are not there: exit code 3, and the nearest ones that are."""

from __future__ import annotations

from pathlib import Path

import pytest

from .running import ASKING, own_tables, refused, rows, written


@pytest.mark.parametrize("command", [*ASKING, "targets"])
@pytest.mark.parametrize(
    ("option", "name", "near"),
    [
        ("--plan", "nigbo-2026", "ningbo-2026"),
        ("--plan", "NINGBO-2026", "ningbo-2026"),
        ("--entity", "ningbo", "Ningbo"),
        ("--indicator", "core_firm", "core_firms"),
    ],
)
def test_the_nearest_name_comes_first(command: str, option: str, name: str, near: str) -> None:
    message = refused(command, option, name, code=3)
    assert f"'{name}'; nearest: {near}" in message


def test_a_name_like_no_other_still_shows_what_there_is() -> None:
    assert "nearest: " in refused("gap", "--plan", "x", code=3)


def test_an_indicator_of_another_plan_points_to_all_plans() -> None:
    assert "--plan all" in refused("gap", "-i", "online_retail", code=3)
    assert "--plan all" not in refused("gap", "--plan", "ningbo-2026", "-i", "nothing", code=3)


def test_a_pattern_that_matches_nothing() -> None:
    assert "'nothing*'" in refused("gap", "-i", "nothing*", code=3)


def test_a_pattern_takes_all_that_match_and_its_other_signs_are_plain() -> None:
    assert {each["indicator"] for each in rows("targets", "-i", "firms_*")} == {
        "firms_10bn",
        "firms_1bn",
    }
    refused("targets", "-i", "firms_.*", code=3)


def test_names_are_repeatable() -> None:
    asked = rows("targets", "--plan", "ningbo-2026", "--plan", "shanghai-2025")
    assert {each["plan"] for each in asked} == {"ningbo-2026", "shanghai-2025"}
    chosen = rows("targets", "-i", "core_firms", "-i", "firms_1bn")
    assert [each["indicator"] for each in chosen] == ["core_firms", "firms_1bn"]


def test_an_entity_asked_of_tables_without_entities(tmp_path: Path) -> None:
    assert "'X'" in refused("gap", *own_tables(tmp_path), "--entity", "X", code=3)


def test_entities_of_the_observations_serve_targets_without(tmp_path: Path) -> None:
    targets = written(tmp_path, "t.csv", "indicator,target_year,target_value,unit\na,2026,10,个\n")
    seen = "entity,indicator,year,value,unit\nA,a,2024,1,个\nB,a,2024,2,个\n"
    observations = written(tmp_path, "o.csv", seen)
    asked = ("gap", "--targets", targets, "--observations", observations, "-y", "2024")
    assert [each["value"] for each in rows(*asked, "--entity", "B")] == [2]
    assert "--entity" in refused(*asked, code=3)
    assert "nearest: A" in refused(*asked, "--entity", "a", code=3)


def test_an_unknown_scenario() -> None:
    message = refused("gap", "--scenario", "doublin", code=3)
    assert "'doublin'; nearest: doubling" in message


def test_an_unknown_denominator() -> None:
    assert "nearest: gdp" in refused("share", "--denominator", "gpd", code=3)
    assert rows("share", "--denominator", "core_revenue", "-y", "2024")


def test_names_are_told_in_chinese() -> None:
    message = refused("gap", "--plan", "nigbo-2026", "--lang", "zh", code=3)
    assert message.startswith("没有规划“nigbo-2026”；相近的有：ningbo-2026")
