"""Cells of a workbook whose format or raised characters show something else than they hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from nbde.errors import TableError
from nbde.tables.observations import read_observations

from .workbooks import Shown, book


def values(path: Path) -> list[float]:
    return read_observations(path)["value"].tolist()


def problems(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(TableError) as refused:
        read_observations(path)
    return [(p.cell, p.key.removeprefix("problem.")) for p in refused.value.problems]


def formatted(folder: Path, unit: str, *cells: Shown) -> Path:
    years = [2021 + place for place in range(len(cells))]
    return book(folder / "a.xlsx", {"S": [["指标", "单位", *years], ["g", unit, *cells]]})


@pytest.mark.parametrize(
    "code",
    [
        "#,##0,",  # in thousands
        "0!.0,",  # in 万: a point written into the figure
        "0!.0000",
        '0.0,,"M"',
        "0.0,%",
        "[>1]0.0;0.0%",  # which of the two depends on the figure
        "-0.0",
        "(0.0)",
        ";;;",  # nothing at all
        '"约"',
    ],
)
def test_a_figure_shown_as_another_is_refused_at_its_cell(tmp_path: Path, code: str) -> None:
    path = formatted(tmp_path, "千元", Shown(123456789, code), Shown(7, "0"))
    assert problems(path) == [("S!C2", "number_format")]


@pytest.mark.parametrize(
    ("unit", "code", "value", "read"),
    [
        ("元", '0.00"万"', 12.5, 125_000),  # 12.50万 to the reader
        ("元", '0.00"亿元"', 2, 200_000_000),
        ("亿元", '0.0"亿元"', 2.5, 2.5),
        ("%", '0.0"‰"', 12.5, 1.25),
        ("%", "0.0%", 0.153, 15.3),
        ("亿元", "#,##0.0", 1234.5, 1234.5),
        ("亿元", "0.00E+00", 1234.5, 1234.5),
        ("亿元", '"¥"#,##0.00', 12.5, 12.5),
        ("亿元", "[Red][<0]0.0;0.0", -5.5, -5.5),
        ("亿元", "0.0;(0.0)", -5.5, -5.5),
        ("亿元", '_(* #,##0.0_);_(* (#,##0.0);_(* "-"??_);_(@_)', -5.2, -5.2),
    ],
)  # fmt: skip
def test_a_figure_with_its_literals_is_what_a_person_reads(
    tmp_path: Path, unit: str, code: str, value: float, read: float
) -> None:
    assert values(formatted(tmp_path, unit, Shown(value, code))) == [pytest.approx(read)]


def test_a_literal_that_is_no_unit_is_refused(tmp_path: Path) -> None:
    assert problems(formatted(tmp_path, "元", Shown(2, '0.0"M"'))) == [("S!C2", "unit")]


def rich(path: Path, rows: list[list[Any]], *, shared: bool) -> Path:
    """A workbook in which a pair is a text with raised characters at its end."""
    options = {"constant_memory": not shared}  # which writes texts into the cells themselves
    workbook = xlsxwriter.Workbook(str(path), options)
    sheet = workbook.add_worksheet("S")
    raised, plain = workbook.add_format({"font_script": 1}), workbook.add_format()
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, tuple):
                sheet.write_rich_string(line, column, plain, cell[0], raised, cell[1])
            else:
                sheet.write(line, column, cell)
    workbook.close()
    return path


@pytest.mark.parametrize("shared", [True, False])
@pytest.mark.parametrize("mark", ["1", "1)", "①", "*"])
def test_a_raised_mark_is_no_digit(tmp_path: Path, shared: bool, mark: str) -> None:
    header = ["指标", "单位", "2021"]
    of_figure = rich(tmp_path / "a.xlsx", [header, ["g", "亿元", ("12.3", mark)]], shared=shared)
    assert problems(of_figure) == [("S!C2", "number")]
    of_year = rich(
        tmp_path / "b.xlsx", [[*header, ("2022", mark)], ["g", "亿元", 1, 2]], shared=shared
    )
    assert problems(of_year) == [("S!D1", "year_header")]
    of_name = rich(tmp_path / "c.xlsx", [header, [("g", mark), "亿元", 1]], shared=shared)
    assert read_observations(of_name)["indicator"].tolist() == ["g"]


@pytest.mark.parametrize("shared", [True, False])
def test_a_raised_power_stays(tmp_path: Path, shared: bool) -> None:
    """Square kilometres, not kilometres."""
    rows = [["指标", "单位", 2021], ["g", ("km", "2"), 1]]
    frame = read_observations(rich(tmp_path / "a.xlsx", rows, shared=shared))
    assert frame["unit"].tolist() == ["km²"]
