"""Wide tables: year columns, the unit in a column, in the name or in the title."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbde.errors import DataError, TableError
from nbde.tables.observations import read_observations
from nbde.tables.targets import read_targets

Write = Callable[..., Path]
Rows = list[tuple[str, int, float, str]]


def rows(path: Path) -> Rows:
    frame = read_observations(path)
    columns = frame[["indicator", "year", "value", "unit"]]
    return [*columns.itertuples(index=False, name=None)]


BOTH_YEARS = [("a", 2021, 1.5, "亿元"), ("a", 2022, 2.0, "亿元")]


@pytest.mark.parametrize(
    "text",
    [
        "指标,单位,2021,2022\na,亿元,1.5,2\n",
        "指标,单位,2021年,2022年\na,亿元,1.5,2\n",
        "指标,2021年度,2022年度\na（亿元）,1.5,2\n",
        "指标,2021,2022\na(亿元),1.5,2\n",
        "单位：亿元\n指标,2021,2022\na,1.5,2\n",
        "表1 主要指标（单位:亿元）,,\n\n指标,2021,2022\na,1.5,2\n",
        "(unit: 亿元)\n\nindicator,2021,2022\na,1.5,2\n",
        "项目\t2021\t2022\na(亿元)\t1.5\t2\n",
        "指标：a(亿元)\n,2021,2022\n宁波,1.5,2\n".replace(",2021", "地区,2021", 1),
        # Years stand in any order, and columns between and behind them are kept and passed over.
        "指标,2022,备注,2021,增长(%)\na(亿元),2,x,1.5,33\n",
        "单位：亿元\n指标,2021,2022\na,1.5,2\n注：初步数。\n",
    ],
)
def test_the_unit_stands_in_a_column_in_the_name_or_in_the_title(text: str, write: Write) -> None:
    assert sorted(rows(write(text))) == BOTH_YEARS


def test_each_row_has_the_unit_that_is_nearest_to_it(write: Write) -> None:
    """A column before the name, the name before the title."""
    text = "单位：亿元\n指标,单位,2021\na,,1\nb(%),,2\nc(个),个,3\n"
    assert rows(write(text)) == [
        ("a", 2021, 1, "亿元"), ("b", 2021, 2, "%"), ("c(个)", 2021, 3, "个"),
    ]  # fmt: skip


def test_parentheses_that_are_no_unit_belong_to_the_name(write: Write) -> None:
    text = "单位：亿元\n指标,2021\n投资(不含农户),1\n"
    assert rows(write(text)) == [("投资(不含农户)", 2021, 1, "亿元")]


@pytest.mark.parametrize("gone", ["", " ", "..", "-", "—", "——", "NaN"])
def test_a_missing_figure_is_no_observation(gone: str, write: Write) -> None:
    assert rows(write(f"指标,2021,2022\na(亿元),{gone},2\n")) == BOTH_YEARS[1:]


@pytest.mark.parametrize("got", ["n/a", "…", "10-15", "x"])
def test_any_other_cell_is_a_problem_at_its_line_and_year(got: str, write: Write) -> None:
    with pytest.raises(TableError) as refused:
        read_observations(write(f"单位：亿元\n\n指标,2021年,2022年\na,1,2\nb,3,{got}\n"))
    (problem,) = refused.value.problems
    assert (problem.line, problem.column, problem.got) == (5, "2022年", got)


def test_an_unknown_unit_in_the_title_is_named_once_at_the_title(write: Write) -> None:
    with pytest.raises(TableError) as refused:
        read_observations(write("单位：亿圆圆\n指标,2021,2022\na,1,2\nb,3,4\n"))
    (problem,) = refused.value.problems
    assert (problem.line, problem.column, problem.got) == (1, "单位", "亿圆圆")


def test_a_row_without_any_unit_is_named_once(write: Write) -> None:
    with pytest.raises(TableError) as refused:
        read_observations(write("指标,2021,2022\na(亿元),1,2\nb,3,4\n"))
    assert [(p.line, p.column, p.key) for p in refused.value.problems] == [
        (3, "unit", "problem.no_unit")
    ]


def test_a_year_twice_and_a_quarter_are_refused_at_the_header(write: Write) -> None:
    with pytest.raises(TableError) as refused:
        read_observations(write("指标,2021,2021年,2022Q1\na(亿元),1,2,3\n"))
    assert [(p.line, p.column, p.key) for p in refused.value.problems] == [
        (1, "2021年", "problem.header_twice"),
        (1, "2022Q1", "problem.year_part"),
    ]


def test_targets_in_the_columns_of_their_years(write: Write) -> None:
    frame = read_targets(write("规划,指标,单位,2025年,2030年\np,a,%,不低于10,15\np,b,个,,7\n"))
    columns = frame[["plan", "indicator", "target_year", "comparison", "target_value"]]
    assert [*columns.itertuples(index=False, name=None)] == [
        ("p", "a", 2025, ">=", 10), ("p", "a", 2030, "", 15), ("p", "b", 2030, "", 7),
    ]  # fmt: skip


def test_a_long_table_with_years_among_its_further_columns_stays_long(write: Write) -> None:
    assert rows(write("指标,年份,值,单位,2021,2022\na,2020,7,个,1,2\n")) == [("a", 2020, 7, "个")]


@pytest.mark.parametrize(
    "text",
    [
        "a,2021,2022,个\nb,2021,3,个\n",  # rows without a header
        "x,2020,2000\ny,2021,2001\n",
        "2021,2022,2023\n1,2,3\n",
    ],
)
def test_rows_without_a_header_are_not_taken_for_one(text: str, write: Write) -> None:
    with pytest.raises(TableError) as refused:
        read_observations(write(text))
    assert {p.key for p in refused.value.problems} <= {"problem.no_header", "problem.no_column"}


def test_titles_above_a_long_table_state_its_unit(write: Write) -> None:
    assert rows(write("表1\n单位：亿元\n指标,年份,值\na,2021,1.5\na,2022,2\n")) == BOTH_YEARS


TEXTS = st.text("abc指标甲乙", min_size=1, max_size=4)
FIGURES = st.decimals(-(10**9), 10**9, places=3).map(str)
TABLES = st.dictionaries(
    TEXTS, st.dictionaries(st.integers(1900, 2200), FIGURES, min_size=1), min_size=1, max_size=6
)


@given(TABLES)
def test_a_long_table_written_wide_reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, table: dict[str, dict[int, str]]
) -> None:
    folder = tmp_path_factory.mktemp("wide")
    years = sorted({year for series in table.values() for year in series})
    long = ["指标,年份,值,单位"]
    wide = [f"指标,单位,{','.join(map(str, years))}"]
    for name, series in table.items():
        long += [f"{name},{year},{series[year]},亿元" for year in sorted(series)]
        wide.append(f"{name},亿元,{','.join(series.get(year, '') for year in years)}")
    one, other = folder / "long.csv", folder / "wide.csv"
    one.write_text("\n".join(long), encoding="utf-8")
    other.write_text("\n".join(wide), encoding="utf-8")
    assert rows(one) == rows(other)


@given(st.text(',\n"2021年Q指标单位亿元:：()%a\t', max_size=60))
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "table.csv"
    path.write_text(text, encoding="utf-8")
    for read in (read_observations, read_targets):
        with contextlib.suppress(DataError):
            assert len(read(path)) < len(text)
