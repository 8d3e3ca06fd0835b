"""The workbook read back by two other programs: values by calamine, looks by openpyxl."""

from __future__ import annotations

import io
import math
import zipfile
from datetime import datetime
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from nbde.errors import DataError
from nbde.formats import Style, render_bytes, xlsx
from nbde.formats.characters import printable
from nbde.schema import COLUMNS, OUTPUTS, Kind

from .frames import gap_of_ningbo, of_command, typed
from .frames_nasty import NAMES, nasty

EN, ZH = Style(), Style("zh")


def workbook(
    frame: pd.DataFrame, style: Style = EN, command: str = "gap", chosen: bool = False
) -> bytes:
    return b"".join(render_bytes("xlsx", frame, style, command=command, chosen=chosen))


def values(data: bytes, sheet: int = 0) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(sheet).to_python()


def looks(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def formats_of(name: str, cells: list[object], precision: int | None = None) -> list[str]:
    """The number format of each cell of one column."""
    sheet = looks(workbook(typed({name: cells}), Style(precision=precision), chosen=True)).active
    return [str(row[0].number_format) for row in sheet.iter_rows(min_row=2)]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=5))
def test_a_figure_reads_back_as_the_same_double(figures: list[float]) -> None:
    data = workbook(typed({"value": list(figures), "progress": list(figures)}), chosen=True)
    assert [row[:2] for row in values(data)[1:]] == [[x, x] for x in figures]
    again = [[c.value for c in row] for row in looks(data).active.iter_rows(min_row=2)]
    assert again == [[x, x] for x in figures]


def test_years_and_counts_are_whole_numbers() -> None:
    data = workbook(typed({"year": [2024, None], "years_left": [-3, 12]}), chosen=True)
    cells = [[c.value for c in row] for row in looks(data).active.iter_rows(min_row=2)]
    assert cells == [[2024, -3], [None, 12]]
    assert {type(cell) for row in cells for cell in row} == {int, type(None)}
    assert formats_of("year", [2024]) == ["0"]
    assert formats_of("years_left", [2024]) == ["#,##0"]


def test_what_is_missing_or_infinite_is_an_empty_cell() -> None:
    cells: list[object] = [1.5, float("nan"), math.inf, -math.inf, None]
    data = workbook(typed({"value": cells, "note": ["a", "", None, "b", "c"]}), chosen=True)
    assert values(data)[1:] == [[1.5, "a"], ["", ""], ["", ""], ["", "b"], ["", "c"]]
    assert "<f>" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize(
    "text",
    [*filter(None, NAMES), "=1+1", "{=A1}", "@x", "+1", "-1", "https://x.cn", "1e5", "_x0041_"],
)
def test_a_text_is_a_text(text: str) -> None:
    """Neither a formula nor a link, a number or an escape: it reads back as elsewhere."""
    data = workbook(pd.DataFrame({text: [text]}), chosen=True)
    heading, cell = (row[0] for row in looks(data).active.iter_rows())
    assert (heading.data_type, cell.data_type) == ("s", "s")
    assert cell.hyperlink is None
    assert values(data)[1] == [printable(text)]


def test_fractions_are_per_cent_and_quantities_keep_what_displays_show() -> None:
    """14.9 %, and what is not zero never looks like zero; 12408.7 as it is, 7.12738 as 7.13."""
    assert formats_of("share", [0.1487, 0.00012, 0.0]) == ["0.0%", "0.000%", "0.0%"]
    assert formats_of("value", [10000.0, 12408.7, 111900 / 15700, 2.5, 1e22]) == [
        "#,##0", "#,##0.0", "#,##0.00", "#,##0.0", "0.00E+00",
    ]  # fmt: skip
    assert {column.name for column in COLUMNS.values() if column.kind is Kind.FRACTION} >= {
        "share", "progress", "required_growth", "achieved_growth", "probability", "growth", "rate",
    }  # fmt: skip


def test_precision_is_how_it_shows_and_never_what_it_is() -> None:
    assert formats_of("share", [0.1487], precision=3) == ["0.000%"]
    assert formats_of("value", [2 / 3], precision=1) == ["#,##0.0"]
    frame = typed({"share": [0.1487], "value": [2 / 3]})
    assert values(workbook(frame, Style(precision=0), chosen=True))[1] == [0.1487, 2 / 3]


@pytest.mark.parametrize(("style", "sheets", "headings", "status"), [
    (EN, ["gap", "notes"], ["plan", "entity", "code", "indicator", "unit"], "no data"),
    (ZH, ["差距", "说明"], ["规划", "地区", "代码", "指标", "单位"], "无数据"),
])  # fmt: skip
def test_headings_words_and_sheets_are_in_the_language(
    style: Style, sheets: list[str], headings: list[str], status: str
) -> None:
    data = workbook(gap_of_ningbo(style.lang), style)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == sheets
    first, *rows = values(data)
    assert first[:5] == headings
    column = first.index(COLUMNS["status"].zh if style.lang == "zh" else COLUMNS["status"].en)
    assert rows[0][column] == status
    assert len(first) == len(OUTPUTS["gap"]) - 1


def test_every_command_has_a_chinese_sheet_of_its_own() -> None:
    frame = pd.DataFrame({"unit": ["%"]})
    books = [workbook(frame, ZH, command) for command in OUTPUTS]
    names = [CalamineWorkbook.from_filelike(io.BytesIO(book)).sheet_names[0] for book in books]
    assert len(set(names)) == len(OUTPUTS)
    assert not any(name.isascii() for name in names)


def test_every_note_stands_on_the_second_sheet_beside_whose_it_is() -> None:
    frame = gap_of_ningbo("en")
    first, *rows = values(workbook(frame), sheet=1)
    assert first == ["plan", "entity", "code", "indicator", "year", "target year", "note"]
    expected = frame[["plan", "entity", "indicator", "name", "year", "target_year", "note"]]
    assert rows == expected.to_numpy().tolist()
    assert "note" not in values(workbook(frame))[0]


def test_without_notes_there_is_one_sheet_and_chosen_notes_stay_where_they_are() -> None:
    frame = gap_of_ningbo("en").assign(note="")
    assert len(looks(workbook(frame)).sheetnames) == 1
    chosen = workbook(gap_of_ningbo("en")[["note", "name"]], chosen=True)
    assert values(chosen)[0] == ["note", "indicator"]
    assert len(looks(chosen).sheetnames) == 1


def test_the_header_stays_filters_and_every_column_shows_its_cells() -> None:
    """A Chinese character is as wide as two digits; a column is at least as wide as its cells."""
    frame = typed({"name": ["数字经济核心产业增加值", "x"], "value": [12345678.9, 1.0],
                   "source": ["s" * 400, ""]})  # fmt: skip
    sheet = looks(workbook(frame, chosen=True)).active
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C3"
    assert sheet.print_title_rows == "$1:$1"
    width = {letter: sheet.column_dimensions[letter].width for letter in "ABC"}
    assert width["A"] >= 2 * len("数字经济核心产业增加值")
    assert width["B"] >= len("12,345,678.9")
    assert width["C"] < 100
    assert sheet["C2"].alignment.wrap_text
    assert not sheet["A2"].alignment.wrap_text


def test_the_same_frame_gives_the_same_bytes_and_no_trace_of_whose_machine() -> None:
    data = workbook(nasty())
    assert data == workbook(nasty())
    properties = looks(data).properties
    assert (properties.creator, properties.lastModifiedBy) == (None, None)
    assert properties.title == "nbde gap"
    assert properties.created == properties.modified == datetime(1980, 1, 1)
    assert not [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if "vba" in name]


def test_a_large_frame_is_written_as_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Row by row through a file instead of in memory; the cells are the same."""
    small = workbook(nasty())
    monkeypatch.setattr(xlsx, "_CELLS_IN_MEMORY", 10)
    large = workbook(nasty())
    assert [values(large, sheet) for sheet in (0, 1)] == [values(small, sheet) for sheet in (0, 1)]
    assert large == workbook(nasty())


def test_more_rows_than_a_sheet_holds_are_refused() -> None:
    """1 048 576 rows, of which one is the header."""
    frame = pd.DataFrame({"year": pd.array([2024], dtype="Int64")}).loc[[0] * 1_048_576]
    with pytest.raises(DataError, match="1048575 rows"):
        workbook(frame)


@pytest.mark.parametrize("command", OUTPUTS)
@pytest.mark.parametrize("chosen", [False, True])
def test_every_answer_without_rows_is_a_header(command: str, chosen: bool) -> None:
    [header] = values(workbook(of_command(command, []), command=command, chosen=chosen))
    whole = chosen or command == "targets"
    assert len(header) == len(set(OUTPUTS[command]) - (set() if whole else {"note"}))
