"""Values that are sound but doubtful, each at its line, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nbde.messages import LANGUAGES
from nbde.tables.load import load_tables
from nbde.tables.warnings import warnings_of

Write = Callable[..., Path]
Found = Callable[[str, str], list[tuple[str, int, str, str, str]]]

T = (
    "plan,entity,indicator,start_year,target_year,comparison,target_value,unit,direction,"
    "baseline_year,baseline_value,target_kind,denominator\n"
)
O = "entity,indicator,year,value,unit\n"  # noqa: E741


@pytest.fixture
def found(write: Write) -> Found:
    """A function that gives the warnings about two tables: file, line, column, cell, key."""

    def found(targets: str, observations: str) -> list[tuple[str, int, str, str, str]]:
        both = load_tables(write(T + targets, "t.csv"), write(O + observations, "o.csv"))
        assert both.problems == []
        listed = warnings_of(both)
        assert all(warning.severity == "doubtful" for warning in listed)
        assert all(warning.text(lang) for warning in listed for lang in LANGUAGES)
        return [(Path(d.file).name, d.line, d.column, d.got, d.key) for d in listed]

    return found


def test_sound_tables_leave_no_doubt(found: Found) -> None:
    targets = "p,N,a,2022,2026,>,10000,亿元,,2021,5000,,\np,N,b,2022,2026,>,15,%,increase,,,,gdp\n"
    assert found(targets, "N,a,2021,5020,亿元\nN,a,2022,0.6,万亿元\nN,b,2022,14,%\n") == [
        ("o.csv", 3, "unit", "万亿元", "doubt.unit")
    ]
    assert found(targets, "N,a,2021,0.5,万亿元\nZ,b,2021,1,%\n") == []


def test_a_baseline_that_no_observation_bears_out(found: Found) -> None:
    # Half a per cent of 5000 is 25: 5024 agrees, 5100 does not; one agreeing value is enough.
    targets = "p,N,a,2022,2026,>,10000,亿元,,2021,5000,,\n"
    assert found(targets, "N,a,2021,5024,亿元\n") == []
    assert found(targets, "N,a,2021,5100,亿元\n") == [
        ("t.csv", 2, "baseline_value", "5000 亿元", "doubt.baseline")
    ]


def test_of_two_values_for_the_baseline_year_one_is_enough(write: Write) -> None:
    targets = write(T + "p,N,a,2022,2026,>,10000,亿元,,2021,5000,,\n", "t.csv")
    observations = write(
        f"{O.strip()},vintage\nN,a,2021,5100,亿元,preliminary\nN,a,2021,5001,亿元,revised\n",
        "o.csv",
    )
    assert warnings_of(load_tables(targets, observations)) == []


def test_two_baselines_of_one_plan(found: Found) -> None:
    row = "p,N,a,2022,{year},>,10000,亿元,,2021,{baseline},,\n"
    same = row.format(year=2025, baseline=5000) + row.format(year=2026, baseline="0.5万亿元")
    other = row.format(year=2025, baseline=5000) + row.format(year=2026, baseline=5001)
    assert found(same, "") == []
    growths = "p,N,a,2022,2025,,5,%,,2021,7,growth,\np,N,a,2022,2026,,6,%,,2021,7,growth,\n"
    assert {doubt[-1] for doubt in found(growths, "")} == {"doubt.baseline_unit"}
    assert found(other, "") == [("t.csv", 3, "baseline_value", "5001 亿元", "doubt.two_baselines")]


def test_shares_above_the_whole(found: Found) -> None:
    targets = "p,N,b,2022,2026,>,150,%,,2021,110,,gdp\n"
    assert found(targets, "N,b,2020,101,%\nN,b,2021,110,%\n") == [
        ("t.csv", 2, "target_value", "150 %", "doubt.share"),
        ("t.csv", 2, "baseline_value", "110 %", "doubt.share"),
        ("o.csv", 2, "value", "101 %", "doubt.share"),
        ("o.csv", 3, "value", "110 %", "doubt.share"),
    ]
    assert found("p,N,b,2022,2026,>,150,%,,,,,\n", "N,b,2020,101,%\n") == []


def test_a_jump_of_a_hundred_times_either_way(found: Found) -> None:
    # 1001 is more than a hundred times 10, and 10 less than a hundredth of it; 1000 is neither.
    assert found("", "N,a,2020,10,个\nN,a,2021,1001,个\nN,a,2022,10,个\nZ,a,2023,9999,个\n") == [
        ("o.csv", 3, "value", "1001 个", "doubt.jump"),
        ("o.csv", 4, "value", "10 个", "doubt.jump"),
    ]
    assert found("", "N,a,2020,10,个\nN,a,2021,1000,个\nN,a,2022,0,个\nN,a,2023,5,个\n") == []


def test_a_first_year_after_the_target_year(found: Found) -> None:
    assert found("p,N,a,2027,2026,>,5,个,,,,,\np,N,b,2026,2026,>,5,个,,,,,\n", "") == [
        ("t.csv", 2, "start_year", "2027", "doubt.start")
    ]


def test_a_direction_against_the_comparison(found: Found) -> None:
    targets = (
        "p,N,a,2022,2026,>,5,个,decrease,,,,\np,N,b,2022,2026,<=,5,个,increase,,,,\n"
        "p,N,c,2022,2026,~,5,个,increase,,,,\np,N,d,2022,2026,>,13.5,%,decrease,,,change,\n"
    )
    assert found(targets, "") == [
        ("t.csv", 2, "direction", "decrease", "doubt.direction"),
        ("t.csv", 3, "direction", "increase", "doubt.direction"),
    ]


def test_a_baseline_whose_unit_nobody_says(found: Found) -> None:
    # the unit of a growth is %, so 5000 is in whatever unit the observations happen to have
    bare = "p,N,a,2022,2026,,6.5%,%,,2021,5000,growth,\n"
    expected = [("t.csv", 2, "baseline_value", "5000", "doubt.baseline_unit")]
    assert found(bare, "N,a,2022,1,万亿元\n") == expected
    assert found("p,N,a,2022,2026,,2,,,2021,5000,multiple,\n", "N,a,2022,1,万亿元\n") == expected
    said = [bare.replace("5000", "5000亿元"), bare.replace(",%,", ",亿元,")]
    for row in (*said, "p,N,a,2022,2026,,5%,%,,2021,50,points,\n"):
        assert found(row, "N,b,2022,1,万亿元\n") == []


def alone(tmp_path: Path, header: str, cells: str) -> list[tuple[int, str, str]]:
    path = tmp_path / "t.csv"
    path.write_text(f"{header}\n{cells}\n", encoding="utf-8")
    return [(d.line, d.got, d.key) for d in warnings_of(load_tables(path, None))]


def test_a_header_that_nbde_does_not_know_may_be_mistyped(tmp_path: Path) -> None:
    """考核方式 is no header of nbde's; 进度方式 is that of `schedule`."""
    known, cells = "指标,目标年,目标值,单位,起始年,进度方式", "树,2025,500,万亩,2021,五年累计"
    assert alone(tmp_path, known, cells) == []
    mistyped = known.replace("进度方式", "考核方式")
    assert alone(tmp_path, mistyped, cells) == [(1, "考核方式", "doubt.column")]
