"""Workbooks: every cell as a person sees it in the sheet, and problems by their cell."""

from __future__ import annotations

import csv
import datetime
import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbde.errors import DataError, TableError
from nbde.tables.observations import read_observations
from nbde.tables.source import read_raw
from nbde.tables.targets import read_targets

from .workbooks import Formula, Shown, book, percent

Write = Callable[..., Path]
HEADER: list[Any] = ["指标", "年份", "值", "单位"]


def rows(path: Path, **options: Any) -> list[tuple[object, ...]]:
    frame = read_observations(path, **options)
    columns = frame[["indicator", "year", "value", "unit"]]
    return [*columns.itertuples(index=False, name=None)]


def problems(path: Path, read: Callable[..., object] = read_observations) -> list[tuple[str, str]]:
    with pytest.raises(TableError) as refused:
        read(path)
    return [(p.cell, p.column) for p in refused.value.problems]


def test_numbers_years_and_percentages(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"Sheet1": [
        HEADER,
        ["a", 2021, 14594.9, "亿元"],
        ["b", 2021.0, percent(0.153), "%"],          # shown as 15.3 %
        ["b", "2022年", Shown(15.3, '0.0"%"'), "%"],  # a sign after the number, no percent format
        ["c", 2021, percent(0.07), None],             # the unit stands in the cell alone
        ["d", 2021, "1,234.5", "万元"],
        ["e", Shown(datetime.date(2021, 12, 31), 'yyyy"年"'), 7, "个"],  # a date shown as a year
        ["f", 2021, Formula("=C2*2", 29189.8), "亿元"],
    ]})  # fmt: skip
    assert rows(path) == [
        ("a", 2021, 14594.9, "亿元"), ("b", 2021, 15.3, "%"), ("b", 2022, 15.3, "%"),
        ("c", 2021, 7.0, "%"), ("d", 2021, 1234.5, "万元"), ("e", 2021, 7.0, "个"),
        ("f", 2021, 29189.8, "亿元"),
    ]  # fmt: skip


def test_a_statistical_yearbook(tmp_path: Path) -> None:
    """A title over all columns, the unit at the right, merged places, notes below."""
    path = book(
        tmp_path / "yearbook.xlsx",
        {"1-2": [
            [],
            [None, None, None, None, "单位：亿元"],
            ["地区", "指标", 2021, 2022, 2023],
            [None, "地区生产总值", 100.5, 110, 121],
            [None, "　第三产业比重(%)", percent(0.5), "—", percent(0.52)],
            ["宁海县", "地区生产总值", 10, None, 12],
            ["注：2023年为初步核算数。"],
            ["资料来源：市统计局"],
        ]},
        merged=[("1-2", "A1:E1", "1-2 主要指标"), ("1-2", "A4:A5", "宁波市")],
    )  # fmt: skip
    frame = read_observations(path)
    columns = frame[["entity", "indicator", "year", "value", "unit"]]
    assert [*columns.itertuples(index=False, name=None)] == [
        ("宁波市", "地区生产总值", 2021, 100.5, "亿元"),
        ("宁波市", "地区生产总值", 2022, 110.0, "亿元"),
        ("宁波市", "地区生产总值", 2023, 121.0, "亿元"),
        ("宁波市", "第三产业比重", 2021, 50.0, "%"),
        ("宁波市", "第三产业比重", 2023, 52.0, "%"),
        ("宁海县", "地区生产总值", 2021, 10.0, "亿元"),
        ("宁海县", "地区生产总值", 2023, 12.0, "亿元"),
    ]
    assert set(frame["source"]) == {"市统计局"}


@pytest.mark.parametrize(
    ("value", "got"),
    [
        (Formula("=1/0", "#DIV/0!"), "#DIV/0!"),
        (Formula("=NA()", "#N/A"), "#N/A"),
        ("10-15%", "10-15%"),
        (True, "TRUE"),
        (datetime.date(2021, 5, 1), "2021-05-01"),
    ],
)
def test_a_cell_that_is_no_figure_is_named(tmp_path: Path, value: Any, got: str) -> None:
    if isinstance(value, datetime.date):
        value = Shown(value, "yyyy-mm-dd")
    path = book(tmp_path / "book.xlsx", {"Sheet1": [
        ["indicator", "target_year", "target_value", "unit"], ["a", 2026, 1, "个"], [],
        ["b", 2026, None, "个"], ["c", 2026, value, "个"],
    ]})  # fmt: skip
    with pytest.raises(TableError) as refused:
        read_targets(path)
    empty, last = refused.value.problems
    assert (empty.cell, last.cell, last.column) == ("Sheet1!C4", "Sheet1!C5", "target_value")
    assert last.got == got
    assert last.text().startswith(f"{path}: Sheet1!C5: target_value: got '{got}', expected ")


def test_a_formula_that_was_never_computed_is_a_problem(tmp_path: Path) -> None:
    """Programs that write workbooks may leave the value out until Excel opens them."""
    path = book(tmp_path / "a.xlsx", {"Sheet1": [HEADER, ["a", 2021, Formula("=1+1", 2), "个"]]})
    parts = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert b"</f><v>2</v>" in parts[sheet]
    parts[sheet] = parts[sheet].replace(b"</f><v>2</v>", b"</f>")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(TableError) as refused:
        read_observations(path)
    assert [(p.cell, p.got) for p in refused.value.problems] == [("Sheet1!C2", "=1+1")]


def test_a_figure_in_merged_cells_belongs_to_no_cell(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        {"2023 年": [["指标", "单位", 2021, 2022], ["a", "个"]]},
        merged=[("2023 年", "C2:D2", 7)],
    )
    assert problems(path) == [("'2023 年'!C2", "2021")]


def test_a_missing_column_stands_at_the_header(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", {"S": [["标题"], ["指标", "年份", "值"], ["a", 2021, 1]]})
    assert problems(path) == [("S!2:2", "unit")]


def test_sheets_by_name_and_number(tmp_path: Path) -> None:
    one, other = ([HEADER, [name, 2021, 1, "个"]] for name in "ab")
    path = book(tmp_path / "a.xlsx", {"2022": one, "1": other, "old": one}, hidden=["old"])
    assert rows(path, sheet="2022") == [("a", 2021, 1, "个")]
    assert rows(path, sheet="1") == [("b", 2021, 1, "个")]  # a name comes before a number
    assert rows(path, sheet=2) == [("b", 2021, 1, "个")]
    for sheet in ("old", "3", "0", "x"):
        with pytest.raises(DataError, match=f"no sheet '{sheet}', expected one of 2022, 1"):
            read_observations(path, sheet=sheet)
    with pytest.raises(DataError, match="several sheets can be read: 2022, 1"):
        read_observations(path)


def test_the_one_sheet_that_is_a_table_is_found(tmp_path: Path) -> None:
    target: list[Any] = [["指标", "目标年", "目标值", "单位"], ["a", 2026, 1, "个"]]
    wide: list[Any] = [["指标", "单位", 2021], ["a", "个", 1]]
    path = book(tmp_path / "a.xlsx", {"目录": [["主要指标"]], "targets": target, "data": wide})
    assert rows(path) == [("a", 2021, 1, "个")]
    assert read_targets(path)["target_value"].tolist() == [1]  # the wide one could be read as well


def test_a_book_without_a_table(tmp_path: Path) -> None:
    assert problems(book(tmp_path / "a.xlsx", {"a": [], "b": []})) == [("", "")]
    assert problems(book(tmp_path / "b.xlsx", {"a": [["x"]]})) == [("a!A1", "")]


@pytest.mark.parametrize(
    "raw", [b"PK\x03\x04", b"PK\x03\x04" + b"x" * 99, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_no_workbook(raw: bytes, write: Write) -> None:
    """Another archive, or an old or protected workbook, which are OLE files."""
    with pytest.raises(TableError) as refused:
        read_observations(write(raw, "a.xlsx"))
    assert [p.key for p in refused.value.problems] == ["problem.not_workbook"]


def test_an_archive_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "indicator,year,value,unit\n")
    with pytest.raises(TableError, match=r"no \.xlsx workbook"):
        read_observations(path)


def test_without_the_package_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = book(tmp_path / "a.xlsx", {"a": [HEADER]})
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(DataError) as refused:
        read_observations(path)
    assert refused.value.message().endswith("pip install 'nbde[excel]'")
    assert "\n" not in refused.value.message()
    assert refused.value.exit_code == 3


def test_a_workbook_on_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path / "a.xlsx", {"a": [HEADER, ["a", 2021, 1, "个"]]})
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(read_raw(path))))
    assert rows(Path("-")) == [("a", 2021, 1, "个")]


CELLS = st.one_of(
    st.floats(-1e9, 1e9, allow_subnormal=False).filter(lambda x: x == 0 or abs(x) > 1e-300),
    st.integers(-(10**12), 10**12),
)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.text("abc甲", min_size=1), st.integers(1900, 2200), CELLS), max_size=8)
)
def test_a_workbook_and_a_text_of_the_same_cells_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, int, float]]
) -> None:
    folder = tmp_path_factory.mktemp("same")
    table: list[Any] = [HEADER, *({(a, b): [a, b, c, "亿元"] for a, b, c in cells}).values()]
    with (folder / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)
    as_text = rows(folder / "a.csv")
    as_book = rows(book(folder / "a.xlsx", {"a": table}))
    assert [row[:2] for row in as_book] == [row[:2] for row in as_text]
    # xlsxwriter keeps 16 significant digits.
    assert [row[2] for row in as_book] == pytest.approx([row[2] for row in as_text], rel=1e-15)


@settings(max_examples=40)
@given(st.integers(-(10**6), 10**6))
def test_a_percentage_has_no_digits_it_was_not_given(
    tmp_path_factory: pytest.TempPathFactory, basis_points: int
) -> None:
    path = tmp_path_factory.mktemp("percent") / "a.xlsx"
    book(path, {"a": [HEADER, ["a", 2021, percent(basis_points / 10_000), "%"]]})
    assert rows(path) == [("a", 2021, basis_points / 100, "%")]
