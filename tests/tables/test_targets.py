"""The targets table as the contract describes it: what is read, and what is a problem, where."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbde.errors import TableError
from nbde.schema import TARGETS
from nbde.tables.targets import read_targets

Write = Callable[..., Path]
Found = list[tuple[int, str, str, str]]

HEADER = "indicator,target_year,target_value,unit\n"
KINDS = "indicator,target_year,target_value,unit,target_kind,baseline_year,baseline_value\n"


@pytest.fixture
def refused(write: Write) -> Callable[[str], Found]:
    """A function that gives the problems of a table: line, column, cell, key."""

    def refused(text: str) -> Found:
        with pytest.raises(TableError) as caught:
            read_targets(write(text))
        return [(p.line, p.column, p.got, p.key) for p in caught.value.problems]

    return refused


def test_a_table_with_every_column(write: Write) -> None:
    header = ",".join(TARGETS.columns)
    row = (
        "p,Ningbo,de,数字经济,digital,主题,2022,2026,超过,1万亿元,亿元,up,2021,5000,every year,,"
        'linear,n,d,w,2,12000,published,"a, note",plan,,约'
    )
    frame = read_targets(write(f"{header}\n{row}\n"))
    assert frame[list(TARGETS.columns)].iloc[0].tolist() == [
        "p", "Ningbo", "de", "数字经济", "digital", "主题", 2022, 2026, ">", 10000.0, "亿元",
        "increase", 2021, 5000.0, "every-year", "", "linear", "n", "d", "w", 2.0, 12000.0,
        "published", "a, note", "plan", "", "~",
    ]  # fmt: skip


def test_only_the_required_columns(write: Write) -> None:
    frame = read_targets(write(f"{HEADER}de,2026,>15%,\n"))
    row = frame.iloc[0]
    assert row[["indicator", "target_year", "comparison", "target_value", "unit"]].tolist() == [
        "de", 2026, ">", 15.0, "%",
    ]  # fmt: skip
    assert pd.isna(row["baseline_year"])
    assert np.isnan(row["baseline_value"])
    assert (
        row[["plan", "direction", "schedule", "target_kind", "path", "note"]].tolist() == [""] * 6
    )
    assert "entity" not in frame


def test_chinese_headers(write: Write) -> None:
    path = write(
        "规划,地区,指标,单位,目标年,目标值,基期年,基期值,方向,来源,备注,负责人\n"
        "甲,宁波,de,亿元,2026年,不低于1万亿元,2021,5000,增加,公报,注,某\n"
    )
    row = read_targets(path).iloc[0]
    assert row[["plan", "entity", "target_year", "comparison", "target_value"]].tolist() == [
        "甲", "宁波", 2026, ">=", 10000.0,
    ]  # fmt: skip
    assert row[["direction", "baseline_year", "baseline_value"]].tolist() == [
        "increase",
        2021,
        5000,
    ]
    assert row[["source", "note", "负责人"]].tolist() == ["公报", "注", "某"]


def test_a_header_and_no_rows_is_sound(write: Write) -> None:
    assert len(read_targets(write(HEADER))) == 0


def test_missing_columns(refused: Callable[[str], Found]) -> None:
    assert refused("indicator,year\na,2026\n") == [
        (1, column, "", "problem.no_column") for column in ("target_year", "target_value", "unit")
    ]


def test_a_missing_column_is_named_in_both_languages(write: Write) -> None:
    with pytest.raises(TableError) as caught:
        read_targets(write("indicator,target_year,target_value\na,2026,5\n"))
    (problem,) = caught.value.problems
    for lang in ("en", "zh"):
        assert "unit" in problem.sentence(lang)
        assert "单位" in problem.sentence(lang)


def test_every_problem_in_one_report_at_its_line(refused: Callable[[str], Found]) -> None:
    text = (
        'indicator,target_year,target_value,unit,baseline_year,baseline_value,direction,note\n'
        'a,2201,5,亿元,,,,\n'
        'b,2026,10-15%,%,,,,"two\nlines"\n'
        '\n'
        'c,2026,5,¥亿元,,,,\n'                         # line 6
        'd,2026,5,亿元,2026,3,,\n'
        'e,2026,5,亿元,2021,3个,,\n'
        'f,2026,5,亿元,,3,,\n'
        'g,2026,,亿元,,,,\n'                           # 10
        'h,2026,,亿元,,,increase,\n'                   # sound: judged by its trend
        'i,2026,5,,,,,\n'
        ',2026,5,亿元,,,,\n'
        'j,2026,5,亿元,,,sideways,\n'
        'k,2024.5,5,亿元,2020.5,1,,\n'                  # 15
        'l,2026,5,亿元,,,\n'
    )  # fmt: skip
    assert refused(text) == [
        (2, "target_year", "2201", "problem.year"),
        (3, "target_value", "10-15%", "problem.number_range"),
        (6, "unit", "¥亿元", "problem.unit"),
        (7, "baseline_year", "2026", "problem.baseline_year"),
        (8, "baseline_value", "3个", "problem.dimension"),
        (9, "baseline_year", "", "problem.no_baseline_year"),
        (10, "target_value", "", "problem.no_target"),
        (12, "unit", "", "problem.no_unit"),
        (13, "indicator", "", "problem.no_indicator"),
        (14, "direction", "sideways", "problem.word"),
        (15, "target_year", "2024.5", "problem.year"),
        (15, "baseline_year", "2020.5", "problem.year"),
        (16, "", "", "problem.cells"),
    ]


def test_a_baseline_after_its_target_says_the_target_year(write: Write) -> None:
    text = (
        "indicator,target_year,target_value,unit,baseline_year,baseline_value\na,2026,5,个,2027,3\n"
    )
    with pytest.raises(TableError, match="got '2027', expected a year before the target year 2026"):
        read_targets(write(text))


TWICE = "plan,entity,indicator,target_year,target_value,unit\np,N,a,2026,5,个\n"


def test_the_same_target_twice(refused: Callable[[str], Found]) -> None:
    assert refused(f"{TWICE}p,N,b,2026,5,个\np,N,a,2026年,5,个\np,N,a,2026,6,个\n") == [
        (4, "target_year", "2026年", "problem.target_twice"),
        (5, "target_year", "2026", "problem.target_twice"),
    ]


@pytest.mark.parametrize(
    "row", ["q,N,a,2026,6,个", "p,Z,a,2026,6,个", "p,N,b,2026,6,个", "p,N,a,2025,4,个"]
)
def test_targets_that_differ_in_plan_entity_indicator_or_year(write: Write, row: str) -> None:
    assert len(read_targets(write(f"{TWICE}{row}\n"))) == 2


def test_rows_that_are_refused_are_not_compared(refused: Callable[[str], Found]) -> None:
    assert refused(f"{TWICE}p,N,a,bad,5,个\np,N,a,bad,5,个\n") == [
        (3, "target_year", "bad", "problem.year"),
        (4, "target_year", "bad", "problem.year"),
    ]


@pytest.mark.parametrize(
    ("row", "amount", "unit", "level_unit"),
    [
        ("a,2026,6.5,%,growth,,", 6.5, "%", ""),
        ("a,2026,6.5%,亿元,growth,,", 6.5, "%", "亿元"),
        ("a,2026,6.5%,,growth,,", 6.5, "%", ""),
        ("a,2026,-13.5,%,change,,", -13.5, "%", ""),
        ("a,2026,13.5%,吨标准煤/万元,change,,", 13.5, "%", "吨标准煤/万元"),
        ("a,2026,2,亿元,multiple,,", 2, "倍", "亿元"),
        ("a,2026,2倍,亿元,multiple,,", 2, "倍", "亿元"),
        ("a,2026,2,,multiple,,", 2, "倍", ""),
        ("a,2026,2,倍,multiple,,", 2, "倍", ""),
        ("a,2026,5,%,points,,", 5, "%", "%"),
        ("a,2026,5个百分点,%,points,,", 5, "个百分点", "%"),
        ("a,2026,5个百分点,,points,,", 5, "个百分点", "%"),
        # The baseline's text has the unit of the level, where the unit cell has that of the rate.
        ("a,2026,6.5,%,growth,2020,500亿元", 6.5, "%", "亿元"),
        ("a,2026,2,,multiple,2020,5亿元", 2, "倍", "亿元"),
    ],
)
def test_targets_that_are_no_levels(
    write: Write, row: str, amount: float, unit: str, level_unit: str
) -> None:
    frame = read_targets(write(f"{KINDS}{row}\n"))
    found = frame.iloc[0]
    assert found[["target_value", "unit", "_unit"]].tolist() == [amount, unit, level_unit]


def test_kinds_beside_each_other_keep_their_own_units(write: Write) -> None:
    frame = read_targets(
        write(
            f"{KINDS}a,2026,6.5%,亿元,growth,2020,1万亿元\nb,2026,2倍,个,multiple,2020,5万\n"
            "c,2026,5个百分点,%,points,2020,10\nd,2026,>1万亿元,亿元,level,2020,5000\n"
        )
    )
    assert frame["target_value"].tolist() == [6.5, 2, 5, 10000]
    assert frame["baseline_value"].tolist() == [10000, 50000, 10, 5000]
    assert frame["_unit"].tolist() == ["亿元", "个", "%", "亿元"]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("a,2026,6.5,亿元,growth,,", ("target_value", "亿元", "problem.rate_unit")),
        ("a,2026,6.5亿元,亿元,growth,,", ("target_value", "亿元", "problem.rate_unit")),
        ("a,2026,6.5,,growth,,", ("unit", "", "problem.no_unit")),
        ("a,2026,5个,%,points,,", ("target_value", "个", "problem.rate_unit")),
        ("a,2026,200%,亿元,multiple,,", ("target_value", "%", "problem.multiple")),
        ("a,2026,6.5%,亿元,growth,2020,3个", ("baseline_value", "3个", "problem.dimension")),
        ("a,2026,5,%,points,2020,3亿元", ("baseline_value", "3亿元", "problem.dimension")),
        ("a,2026,6.5%,亿元,speed,,", ("target_kind", "speed", "problem.word")),
    ],
)
def test_kinds_with_units_that_do_not_fit(
    refused: Callable[[str], Found], row: str, found: tuple[str, str, str]
) -> None:
    assert (2, *found) in refused(f"{KINDS}{row}\n")
    if found[2] != "problem.word":
        assert len(refused(f"{KINDS}{row}\n")) == 1


def test_a_natural_limit_and_a_claimed_multiple_have_units_too(
    write: Write, refused: Callable[[str], Found]
) -> None:
    header = "indicator,target_year,target_value,unit,natural_limit,claimed_multiple\n"
    frame = read_targets(write(f"{header}a,2026,5,亿元,1万亿元,2倍\n"))
    assert frame[["natural_limit", "claimed_multiple"]].iloc[0].tolist() == [10000, 2]
    assert refused(f"{header}a,2026,5,亿元,100%,2元\n") == [
        (2, "natural_limit", "100%", "problem.dimension"),
        (2, "claimed_multiple", "2元", "problem.dimension"),
    ]


def test_a_frame_that_was_read_reads_as_itself(write: Write) -> None:
    path = write(
        "plan,entity,indicator,target_year,target_value,unit,baseline_year,baseline_value,x\n"
        "p,N,a,2026,>1.1万亿元,亿元,2021,5000,1\np,N,b,2030,0.1,%,,,\n"
    )
    once = read_targets(path)
    again = read_targets(once)
    pd.testing.assert_frame_equal(
        once.drop(columns="_line").astype(object), again.drop(columns="_line").astype(object)
    )


LINES = ["a,2026,6.5%,亿元,growth,2020,1万亿元", "b,2026,2倍,个,multiple,2020,5万",
         "c,2026,5个百分点,%,points,2020,10", "d,2026,>1万亿元,亿元,,2020,5000",
         "e,2026,8234.5,家,,,", "f,2026,>15%,,,,", "g,2026,2‰,%,level,2020,1"]  # fmt: skip
READ = [("a", 6.5, 1e4), ("b", 2, 5e4), ("c", 5, 10), ("d", 1e4, 5000), ("e", 8234.5, None),
        ("f", 15, None), ("g", 0.2, 1)]  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("targets") / "table.csv"


@given(st.permutations(range(len(LINES))))
def test_the_order_of_the_rows_changes_nothing_but_the_order(path: Path, order: list[int]) -> None:
    path.write_text(KINDS + "\n".join(LINES[place] for place in order), encoding="utf-8")
    frame = read_targets(path)[["indicator", "target_value", "baseline_value"]]
    found = frame.astype(object).where(frame.notna(), None)
    assert list(found.itertuples(index=False, name=None)) == [READ[place] for place in order]


@pytest.mark.parametrize(
    ("cells", "unit", "level_unit"),
    [
        ("6.5%,growth,亿元,100,", "%", "亿元"),
        ("6.5%,growth,%,100亿元,", "%", "亿元"),
        ("6.5,growth,%,100,亿元", "%", "亿元"),
        ("6.5,growth,%,7‰,", "%", "‰"),
        ("6.5,growth,%,100,", "%", ""),
        ("2,multiple,亿元,100,", "倍", "亿元"),
        ("2倍,multiple,,100,万亿元", "倍", "万亿元"),
        ("5,points,%,10,", "%", ""),
        ("5000,level,亿元,100,", "亿元", ""),
    ],
)
def test_the_unit_of_the_level_that_a_change_leads_to(
    write: Write, cells: str, unit: str, level_unit: str
) -> None:
    header = "indicator,target_year,baseline_year,target_value,target_kind,unit,baseline_value"
    text = f"{header},level_unit\nx,2025,2020,{cells}\n"
    frame = read_targets(write(text))
    assert frame[["unit", "level_unit"]].iloc[0].tolist() == [unit, level_unit]
    again = read_targets(frame)
    pd.testing.assert_frame_equal(
        again.drop(columns="_line"), frame.drop(columns="_line"), check_categorical=False
    )
