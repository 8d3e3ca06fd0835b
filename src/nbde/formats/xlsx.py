"""A workbook for Excel: the figures on the first sheet, the notes on the second.

A cell holds the figure itself with all its digits and shows it rounded as displays do; a text is
never run as a formula. The same frame gives the same bytes. The table of targets keeps its words
and has headers that are read again, so that it can be filled in and handed back.
"""

from __future__ import annotations

import io
import math
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pandas as pd
from rich.cells import cell_len
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from nbde.errors import DataError
from nbde.formats import Style
from nbde.formats.cells import texts
from nbde.formats.characters import printable
from nbde.formats.columns import doubles, heading_above, holds_figures, kind_of, written
from nbde.messages import label, say
from nbde.schema import COLUMNS, Kind

_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_CELLS_IN_MEMORY = 1_000_000
_WIDEST, _ROOM, _FILTER_ARROW = 50, 2, 3
_A4 = 9
_NO_DATE = datetime(1980, 1, 1)
_READ_AGAIN = frozenset({"targets"})
_WHOSE_NOTE = (
    "plan", "entity", "indicator", "name", "name_zh", "name_en", "year", "target_year", "check",
    "figure", "method",
)  # fmt: skip


class _Exact(float):
    """A figure whose text reads back as the same double: xlsxwriter writes 16 digits of 17."""

    def __format__(self, _: str) -> str:
        return float.__repr__(self)


class _CellFormat(NamedTuple):
    """How Excel shows a cell."""

    num_format: str
    text_wrap: bool = False


_YEAR, _COUNT = _CellFormat("0"), _CellFormat("#,##0")
_TEXT, _LONG_TEXT = _CellFormat("General"), _CellFormat("General", text_wrap=True)


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of a sheet; an empty cell is None."""

    heading: str
    cells: list[str | int | float | None]
    looks: list[_CellFormat]
    width: int


def render(frame: pd.DataFrame, style: Style, *, command: str, chosen: bool) -> bytes:
    """The frame as a workbook.

    Raises
    ------
    DataError
        If the frame has more rows or columns than a sheet can hold.
    """
    if len(frame) >= _MOST_ROWS or len(frame.columns) > _MOST_COLUMNS:
        most = {"rows": _MOST_ROWS - 1, "columns": _MOST_COLUMNS}
        raise DataError("error.sheet_size", format="xlsx", **most)
    read_again = command in _READ_AGAIN
    apart = "note" in frame and not chosen and not read_again
    sheets = {label(command, style.lang): frame.drop(columns="note") if apart else frame}
    if apart and len(notes := _notes(frame)):
        sheets[say("table.notes", style.lang)] = notes
    stream = io.BytesIO()
    large = frame.size > _CELLS_IN_MEMORY
    with TemporaryDirectory() if large else nullcontext() as folder:
        by_row = {"constant_memory": True, "tmpdir": folder}
        book = Workbook(stream, by_row if large else {"in_memory": True})
        book.set_properties({"title": f"nbde {command}", "created": _NO_DATE})
        for title, rows in sheets.items():
            columns = [_column(rows[name], style, read_again) for name in rows.columns]
            _add_sheet(book, title, columns)
        book.close()
    return stream.getvalue()


def _notes(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that have a note: whose it is, and the note."""
    notes = pd.Series(written(frame["note"], str, ""), index=frame.index)
    whose = [name for name in _WHOSE_NOTE if name in frame]
    return frame[[*whose, "note"]][notes != ""]


def _add_sheet(book: Workbook, title: str, columns: list[_Column]) -> None:
    """One sheet: its header stays in sight, filters, and is printed on every page."""
    height = len(columns[0].cells)
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, height, len(columns) - 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    bold = book.add_format({"bold": True, "bottom": 1})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.heading, bold)
    distinct = dict.fromkeys(look for column in columns for look in column.looks)
    formats = {look: book.add_format({**look._asdict(), "valign": "top"}) for look in distinct}
    rows = zip(*(zip(each.cells, each.looks, strict=True) for each in columns), strict=True)
    for row, cells in enumerate(rows, start=1):
        for place, (cell, look) in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row, place, cell, formats[look])
            elif cell is not None:
                sheet.write_number(row, place, cell, formats[look])


def _column(column: pd.Series, style: Style, read_again: bool) -> _Column:
    name = str(column.name)
    heading = _header(name, style.lang) if read_again else heading_above(column, style.lang)
    kind = kind_of(column)
    cells: list[str | int | float | None]
    if holds_figures(column):
        shown = [text.removesuffix("×") for text in texts(column, style, "")]
        look_of = {text: _look_of(text) for text in set(shown)}
        looks = [look_of[text] for text in shown]
        cells = [_Exact(x) if math.isfinite(x) else None for x in (doubles(column) + 0.0).tolist()]
        widest = max((len(text) + len(text.partition(".")[0]) // 3 for text in look_of), default=0)
    elif kind in (Kind.YEAR, Kind.COUNT):
        cells = column.astype(object).where(column.notna(), None).tolist()
        looks = [_YEAR if kind is Kind.YEAR else _COUNT] * len(cells)
        widest = max((len(f"{cell:,}") for cell in cells if cell is not None), default=0)
    else:
        shown = written(column, printable, "") if read_again else texts(column, style, "")
        widest = max(map(cell_len, set(shown)), default=0)
        cells = [text or None for text in shown]
        looks = [_LONG_TEXT if widest > _WIDEST else _TEXT] * len(cells)
    width = max(min(widest, _WIDEST), cell_len(heading) + _FILTER_ARROW) + _ROOM
    return _Column(heading, cells, looks, width)


def _header(name: str, lang: str) -> str:
    """The heading of a column that is read again: its name, or its first Chinese alias.

    Examples
    --------
    >>> _header("indicator", "en"), _header("indicator", "zh"), _header("remark", "zh")
    ('indicator', '指标', 'remark')
    """
    declared = COLUMNS.get(name)
    return (
        declared.aliases[0] if declared and declared.aliases and lang == "zh" else printable(name)
    )


def _look_of(shown: str) -> _CellFormat:
    """The number format with the decimals of a figure as displays show it, thousands set apart.

    Examples
    --------
    >>> [_look_of(text).num_format for text in ("12408.7", "14.9 %", "1e+22")]
    ['#,##0.0', '0.0%', '0.00E+00']
    """
    if "e" in shown:
        return _CellFormat("0.00E+00")
    figure = shown.removesuffix(" %")
    decimals = len(figure.partition(".")[2])
    behind = "." + "0" * decimals if decimals else ""
    return _CellFormat(f"#,##0{behind}" if figure == shown else f"0{behind}%")
