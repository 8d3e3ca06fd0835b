"""A table whose header is half broken is read, or refused with the place of each problem.

Every header is a sound one of some form to which two or three accidents happened: it stands twice,
a cell is missing, doubled, misspelt or shifted, units stand below it, no figure can be read.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nbde.errors import TableError
from nbde.tables.load import LoadedTables, load_tables
from nbde.tables.observations import read_observations
from nbde.tables.targets import read_targets
from nbde.tables.warnings import warnings_of

Rows = list[list[str]]

HEADERS = (
    "indicator,unit,baseline_year,baseline_value,target_year,target_value",
    "指标,地区,目标年,目标值,单位,基期年,基期值",
    "indicator,target_kind,target_year,target_value,unit,level_unit,natural_limit,claimed_multiple",
    "indicator,year,value,unit,comparison,edition",
    "地区,指标,年份,值,单位",
    "指标,单位,2020,2025",
    "指标,单位,基期年,基期值,2025",
    "项目,2019年,2020年,2021年",
    ",2019,2020,2021",
    "Country Name,Country Code,Indicator Name,Indicator Code,2019,2020",
    "DATAFLOW,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT",
    "Year,Units,Region,Value",
)
FIGURES = ("5", ">30", "-5", "1.2万亿元", "1.8万亿元", "2倍", "")
YEARS = ("2020", "2025", "2020年")
WORDS = ("a", "b", "%", "亿元", "growth", "multiple", "points", "census-2018", "PT", "6", "")
REFUSED = ("?", "1,23", "5-6", "n.d.", "1e400", "12.3¹", "三", "nan", "2024Q3", "1万")
UNITS = ("亿元", "%", "个", "（亿元）", "单位：亿元", "年", "unit")
TITLES = ("单位：亿元", "2-1 地区生产总值", "来源：统计局", "指标：a", "unit: %")


def _at_a_cell(change: Callable[[list[str], int], object]) -> Callable[[st.DrawFn, Rows], None]:
    """The accident that happens to one cell of the header."""

    def happens(draw: st.DrawFn, rows: Rows) -> None:
        if rows[0]:
            change(rows[0], draw(st.integers(0, len(rows[0]) - 1)))

    return happens


def _header_again(draw: st.DrawFn, rows: Rows) -> None:
    rows.insert(draw(st.integers(1, len(rows))), rows[0].copy())


def _other_header_below(draw: st.DrawFn, rows: Rows) -> None:
    rows.insert(draw(st.integers(1, len(rows))), draw(st.sampled_from(HEADERS)).split(","))


def _misspelt(draw: st.DrawFn, rows: Rows) -> None:
    place = draw(st.integers(0, len(rows[0]) - 1)) if rows[0] else 0
    text = draw(st.sampled_from(["2024Q3", "2024", "x", " ", "（亿元）", "增长", "2023①", "1-3月"]))
    for cell in rows[0][place : place + 1]:
        at = draw(st.integers(0, len(cell)))
        rows[0][place] = cell[:at] + text + cell[at:]


def _units_below(draw: st.DrawFn, rows: Rows) -> None:
    units = st.lists(st.sampled_from(("", *UNITS)), min_size=len(rows[0]), max_size=len(rows[0]))
    rows.insert(1, draw(units))


def _shifted(draw: st.DrawFn, rows: Rows) -> None:
    """Header and rows no longer stand over each other, with or without an empty cell for it."""
    for row in rows[1:] if draw(st.booleans()) else rows[:1]:
        row[:] = row[-1:] + row[:-1] if draw(st.booleans()) else ["", *row]


def _titles(draw: st.DrawFn, rows: Rows) -> None:
    titles = draw(st.lists(st.sampled_from(TITLES), min_size=1, max_size=2))
    rows[:] = [[title] for title in titles] + rows


def _all_refused(draw: st.DrawFn, rows: Rows) -> None:
    for row in rows[1:]:
        for place, cell in enumerate(row):
            if cell[:1] in (*"12345>-",):
                row[place] = draw(st.sampled_from(REFUSED))


ACCIDENTS = (
    _at_a_cell(lambda header, place: header.pop(place)),
    _at_a_cell(lambda header, place: header.insert(place, header[place])),
    _at_a_cell(lambda header, place: header.__setitem__(place, "")),
    _header_again, _other_header_below, _misspelt, _units_below, _shifted, _titles, _all_refused,
)  # fmt: skip


def cells_under(header: str) -> st.SearchStrategy[str]:
    """Cells that make sense under a header."""
    if header[:2] in ("19", "20") or header.lower().endswith(("value", "值", "multiple", "limit")):
        return st.sampled_from(FIGURES)
    return st.sampled_from(YEARS if header.lower().endswith(("year", "年", "年份")) else WORDS)


@st.composite
def half_broken(draw: st.DrawFn) -> bytes:
    """A table of some form to which a few accidents happened."""
    header = draw(st.sampled_from(HEADERS)).split(",")
    rows = [header, *draw(st.lists(st.tuples(*map(cells_under, header)).map(list), max_size=3))]
    for happens in draw(st.lists(st.sampled_from(ACCIDENTS), max_size=3)):
        happens(draw, rows)
    return "\n".join(map(",".join, rows)).encode()


def read_or_refused(read: Callable[[Path], pd.DataFrame], path: Path, data: bytes) -> None:
    """Read the table, or see that each of its problems has a place in the file."""
    path.write_bytes(data)
    try:
        frame = read(path)
    except TableError as error:
        check_places(error, path, lines=data.count(b"\n") + 1)
    else:
        assert (frame["indicator"] != "").all()


def check_places(error: TableError, path: Path, lines: int) -> None:
    assert error.problems
    for problem in error.problems:
        assert problem.file == str(path)
        assert 1 <= problem.line <= lines
        assert problem.text("en").startswith(f"{path}:{problem.line}")
        assert problem.text("zh").isprintable()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("headers") / "table.csv"


NO_YEARS_LEFT = """
indicator,unit,baseline_year,baseline_value,targe_year,target_va2024Q3lue
indicator,unit,baseline_year,baseline_value,targe_year,target_value
a,%,2020,20,2025,>30
b,亿元,2020,1.2万亿元,2025,1.8万亿元
""".encode()


@pytest.mark.parametrize("read", [read_targets, read_observations])
@settings(max_examples=200)
@given(data=half_broken())
@example(data=NO_YEARS_LEFT)
def test_a_half_broken_table_is_read_or_refused_at_its_place(
    path: Path, read: Callable[[Path], pd.DataFrame], data: bytes
) -> None:
    read_or_refused(read, path, data)


@settings(max_examples=100)
@given(targets=half_broken(), observations=half_broken())
def test_two_half_broken_tables_are_checked_together(
    path: Path, targets: bytes, observations: bytes
) -> None:
    other = path.with_name("other.csv")
    path.write_bytes(targets)
    other.write_bytes(observations)
    both: LoadedTables = load_tables(path, other)
    assert {p.file for p in both.problems or warnings_of(both)} <= {str(path), str(other)}


def test_a_header_in_which_no_year_is_left_is_a_problem_of_that_header(path: Path) -> None:
    path.write_bytes(NO_YEARS_LEFT)
    with pytest.raises(TableError) as caught:
        read_targets(path)
    places = {(p.line, p.column, p.key) for p in caught.value.problems}
    assert (2, "target_va2024Q3lue", "problem.year_header") in places
