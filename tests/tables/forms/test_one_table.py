"""What is not one plain table is refused where it stands: never a wrong figure without a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbde.errors import DataError, TableError
from nbde.schema import OBSERVATIONS
from nbde.tables.forms import read_table
from nbde.tables.observations import read_observations
from nbde.tables.source import Reading
from nbde.tables.targets import read_targets

from .workbooks import book

Write = Callable[..., Path]
Rows = list[tuple[object, ...]]


def rows(path: Path) -> Rows:
    columns = read_observations(path)[["indicator", "year", "value", "unit"]]
    return [*columns.itertuples(index=False, name=None)]


def problems(
    path: Path, read: Callable[..., object] = read_observations
) -> list[tuple[int, str, str]]:
    with pytest.raises(TableError) as refused:
        read(path)
    return [(p.line, p.got, p.key.removeprefix("problem.")) for p in refused.value.problems]


@pytest.mark.parametrize(
    ("text", "line", "got"),
    [
        # 910 would be 亿元 of 2022, where it is 万元 of 2024.
        ("单位：亿元\n指标,2021,2022\ng,1,2\n,,\n单位：万元,,\n指标,2023,2024\nf,9,8\n", 5,
         "单位：万元"),
        ("单位：亿元\n指标,2021,2022\ng,1,2\n单位：万元,,\nf,9,8\n", 4, "单位：万元"),
        ("单位：亿元\n指标,2021,2022\ng,1,2\n单位：万元\nf,9,8\n", 4, "单位：万元"),
        ("单位：亿元\n指标,2021,2022\ng,1,2\n,,单位：万元\nf,9,8\n", 4, "单位：万元"),
        ("单位：亿元\n指标,2021,2022\ng,1,2\n指标,2023,2024\nf,9,8\n", 4, "指标"),
        ("单位：亿元\n指标,2021,2022\ng,1,2\n项 目,2023年,2024年\nf,9,8\n", 4, "项 目"),
        ("单位：亿元\n指标,2021,2022\ng,1,2\n,2023,2024\nf,9,8\n", 4, "2023"),
        # No word that is a header, but three years in the header's own steps.
        ("单位：亿元\n项目,2015,2020,2025\ng,1,2,3\n收支,2016,2021,2026\nf,9,8,7\n", 4, "收支"),
        ("指标,年份,值,单位\ng,2021,1,亿元\n指标,年份,值,单位\nf,2022,2,亿元\n", 3, "指标"),
        ("单位：亿元\n指标,年份,值\ng,2021,1\n单位：万人,,\np,2021,5\n", 4, "单位：万人"),
    ],
)  # fmt: skip
def test_a_second_table_below(text: str, line: int, got: str, write: Write) -> None:
    assert problems(write(text)) == [(line, got, "second_table")]


def test_a_second_table_below_in_a_workbook(tmp_path: Path) -> None:
    sheet: list[list[Any]] = [
        ["单位：亿元"], ["指标", 2021, 2022], ["g", 1, 2], [], ["单位：万元"], ["指标", 2023, 2024],
        ["f", 900, 910],
    ]  # fmt: skip
    assert problems(book(tmp_path / "a.xlsx", {"S": sheet})) == [(5, "单位：万元", "second_table")]


def test_an_office_is_no_unit(write: Write) -> None:
    """编制单位 is who made the table; what a unit follows states one, whatever it is called."""
    text = "单位：亿元\n指标,2021,2022\ng,1,2\n{},,\n"
    assert len(rows(write(text.format("编制单位：统计局")))) == 2
    assert problems(write(text.format("统计单位：万元"))) == [(4, "统计单位：万元", "second_table")]
    both = "编制单位：统计局 单位：万元"
    assert problems(write(text.format(both))) == [(4, both, "second_table")]


def test_figures_that_happen_to_be_years_are_figures(write: Write) -> None:
    """2021 and 2023 hospitals: neither a header's word beside them nor its steps."""
    text = "单位：个\n指标,2021,2022\n医院,2021,2023\n项目,1999,12\n"
    assert [row[2] for row in rows(write(text))] == [2021, 2023, 1999, 12]


@settings(max_examples=60)
@given(st.lists(st.integers(1900, 2200), min_size=3, max_size=3), st.sampled_from(["甲", "ab"]))
def test_any_row_of_years_is_read_as_its_figures_or_refused(
    tmp_path_factory: pytest.TempPathFactory, figures: list[int], name: str
) -> None:
    path = tmp_path_factory.mktemp("years") / "a.csv"
    path.write_text(
        f"单位：个\n指标,2021,2022,2023\n{name},{','.join(map(str, figures))}\n", "utf-8"
    )
    if figures == [figures[0] + step for step in range(3)]:
        assert [key for _, _, key in problems(path)] == ["second_table"]
    else:
        assert [row[2] for row in rows(path)] == figures


@pytest.mark.parametrize(
    "header",
    [
        "2023①", "2023年1", "2023*", "2023(p)", "2023r", "2023E", "2023F", "2023年预计",
        "2023年快报", "2023年末", "2023年底", "Y2023", "23年", "二〇二三年", "2023-2024",
        "2035年远景", "20231)", "截至2023年",
    ],
)  # fmt: skip
def test_a_marked_year_is_no_column_to_pass_over(header: str, write: Write) -> None:
    text = f"单位：亿元\n指标,2021,2022,{header}\ng,1,2,3\n"
    assert problems(write(text)) == [(2, header, "year_header")]


def test_columns_that_compare_years_are_passed_over_and_named(write: Write) -> None:
    text = "单位：亿元\n指标,2021,2022,2022年比2021年增长(%),备忘\ng,1,2,100,x\n"
    path = write(text)
    assert [row[2] for row in rows(path)] == [1, 2]
    assert read_table(path, OBSERVATIONS, Reading()).detected.further == [
        "2022年比2021年增长(%)",
        "备忘",
    ]


@pytest.mark.parametrize(
    ("text", "got"),
    [
        ("单位：亿元\n指标,2021\n人均GDP（元，现价）,1\n", "人均GDP（元，现价）"),
        ("单位：亿元\n指标,2021\n居民消费价格指数(上年=100),1\n", "居民消费价格指数(上年=100)"),
        ("单位：万元\n指标,2021\ngdp（亿元，可比价）,1\n", "gdp（亿元，可比价）"),
        ("单位：亿元\n指标,2021\n比上年增长%,1\n", "比上年增长%"),
        ("单位：亿元\n指标,2021\ng[万元],1\n", "g[万元]"),
        ("单位：亿元\n指标,2021\n人口 万人,1\n", "人口 万人"),
        ("单位：亿元\n指标,指标名称,2021\ng,收入（元，现价）,1\n", "收入（元，现价）"),
        ("单位：亿元\n指标,年份,值\ngdp（万元）,2021,1\n", "gdp（万元）"),
    ],
)  # fmt: skip
def test_a_name_that_contradicts_the_title(text: str, got: str, write: Write) -> None:
    assert problems(write(text)) == [(3, got, "unit_in_name")]


def test_a_name_that_contradicts_its_column(write: Write) -> None:
    text = (
        "指标,单位,2021\ngdp(亿元),万元,1\n比重(%),个百分点,2\n"  # per cent and points are one unit
    )
    assert problems(write(text)) == [(2, "gdp(亿元)", "unit_in_name")]


def test_the_unit_of_a_part_of_the_name_is_not_the_rows(write: Write) -> None:
    text = "指标,单位,2021\nR&D经费(亿元)占GDP比重,%,2\n"
    assert rows(write(text)) == [("R&D经费(亿元)占GDP比重", 2021, 2, "%")]


def test_a_unit_that_a_name_speaks_of_serves_without_another(write: Write) -> None:
    text = "指标,2021\n人均GDP（元，现价）,1\n居民消费价格指数(上年=100),2\n收入（单位：万元）,3\n"
    assert [row[3] for row in rows(write(text))] == ["元", "指数", "万元"]


@pytest.mark.parametrize(
    "titles",
    [
        "表1 单位：亿元\n单位：万元", "单位：亿元,,单位：万元", "单位：亿元\n金额单位：万元",
        "本表单位：亿元\n第二章 单位：万元", "计量单位：亿元   货币单位：万元",
    ],
)  # fmt: skip
@pytest.mark.parametrize("table", ["指标,2021,2022\ng,1,2\n", "指标,年份,值\ng,2021,1\n"])
def test_two_units_above_the_table(titles: str, table: str, write: Write) -> None:
    ((_, got, key),) = problems(write(f"{titles}\n{table}"))
    assert (got, key) == ("万元", "said_twice")


@pytest.mark.parametrize(
    "title",
    [
        "单位：亿元(当年价)", "单位：亿元  (100 million yuan)", "单 位：亿元", "单位（亿元）",
        "金额单位：亿元",
        "单位：亿元 计量单位：亿 元",  # the same said twice
    ],
)  # fmt: skip
def test_ways_to_state_a_unit(title: str, write: Write) -> None:
    (row,) = rows(write(f"{title}\n指标,2021\ng,1\n"))
    assert row == ("g", 2021, 1, "亿元")


def test_a_gloss_that_is_another_unit_is_refused(write: Write) -> None:
    text = "单位：亿元 (10 million yuan)\n指标,2021\ng,1\n"
    assert problems(write(text)) == [(1, "亿元 (10 million yuan)", "unit")]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("指标,单位,2021,2022,,项目,计量,2023,2024", "g,亿元,1,2,,p,万人,3,4"),  # two side by side
        ("指标,单位,2021,2022,项目,2023", "g,亿元,1,2,p,3"),
        ("指标,单位,2021,,2022,", "g,亿元,1,5,2,6"),  # a header over two columns
    ],
)
def test_tables_side_by_side(header: str, row: str, write: Write) -> None:
    assert {key for _, _, key in problems(write(f"{header}\n{row}\n"))} == {"beside"}


def test_empty_columns_and_remarks_at_the_right_are_no_second_table(write: Write) -> None:
    text = "指标,单位,2021,,2022,\ng,亿元,1,,2,见注\n"
    assert [row[2] for row in rows(write(text))] == [1, 2]


def test_a_plan_table_with_its_baseline_in_a_year_column(write: Write) -> None:
    """The value of 2020 is where the plan starts, and would be read as a target for 2020."""
    text = "指标,单位,2020年,2025年,年均增长（%）\ng,亿元,100,200,6\n"
    assert problems(write(text), read_targets) == [(1, "年均增长（%）", "years_of_targets")]
    alone = write("指标,单位,2025年,年均增长（%）\ng,亿元,200,6\n")
    assert read_targets(alone)["target_year"].tolist() == [2025]


@pytest.mark.parametrize("first", ["指  标", "指　标", "项 目", ""])
def test_headers_as_they_are_printed(first: str, write: Write) -> None:
    text = f"单位：亿元\n{first},2015,2020,2021\ng,1,2,3\n"
    assert [row[:3] for row in rows(write(text))] == [
        ("g", 2015, 1),
        ("g", 2020, 2),
        ("g", 2021, 3),
    ]


@pytest.mark.parametrize("place", ["城市", "地 区", "省份"])
def test_places_of_one_indicator(place: str, write: Write) -> None:
    frame = read_observations(write(f"指标：gdp 单位：亿元\n{place},2021,2022\n甲,1,2\n"))
    assert [*zip(frame["entity"], frame["indicator"], frame["value"], strict=True)] == [
        ("甲", "gdp", 1), ("甲", "gdp", 2),
    ]  # fmt: skip


def test_a_spaced_header_of_a_long_table(write: Write) -> None:
    assert rows(write("指 标,年 份,数　值,单 位\ng,2021,1,个\n")) == [("g", 2021, 1, "个")]


@pytest.mark.parametrize("last", ["注：2021年为初步数", "*初步数", "资料来源：统计局"])
@pytest.mark.parametrize("title", ["", "表1\n"])
def test_a_remark_below_a_long_table(last: str, title: str, write: Write) -> None:
    assert len(rows(write(f"{title}指标,年份,值,单位\ng,2021,1,个\n{last}\n"))) == 1


@pytest.mark.parametrize("header", ["指标,年份,值,单位", "指标,单位,2021,2022"])
def test_a_row_that_breaks_off_is_no_remark(header: str, write: Write) -> None:
    assert problems(write(f"{header}\ng,{'2021,1,个' if '值' in header else '个,1,2'}\npop\n")) == [
        (3, "", "cells")
    ]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("指标;年份;值;单位\ng;2021;1,5;亿元\n", "semicolons"),
        ("sep=;\nindicator;year;value;unit\ng;2021;1,5;CNY\n", "semicolons"),
        ("指标;2021;2022\ng;1,5;2,5\n", "semicolons"),
        ("a,b,c\n1,2,3\n4,5,6\n", "no_header"),
    ],
)
def test_without_a_header_there_is_one_message(text: str, key: str, write: Write) -> None:
    assert [found for _, _, found in problems(write(text))] == [key]


def test_of_a_long_and_a_wide_sheet_none_is_chosen(tmp_path: Path) -> None:
    wide: list[list[Any]] = [["指标", "单位", 2021, 2022], ["g", "亿元", 1, 2]]
    long: list[list[Any]] = [["指标", "年份", "值", "单位"], ["g", 2021, 9, "亿元"]]
    with pytest.raises(DataError, match="several sheets can be read: a, b"):
        read_observations(book(tmp_path / "a.xlsx", {"a": wide, "b": long}))
