"""The forms in which tables come: each recognised by its contents and read as nbde's own long one.

Recognition looks at the first lines only. The header is the first record that is one of a form that
nbde knows; what stands above it are titles, which may state the unit of the whole table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from nbde.errors import DataError, Problem, TableError
from nbde.schema import TARGETS, Table
from nbde.tables.csv import CsvRows
from nbde.tables.forms import long, text
from nbde.tables.forms.grid import LongTable, RawTable
from nbde.tables.forms.headers import known
from nbde.tables.forms.titles import statements
from nbde.tables.sheet import Location, cell_of
from nbde.tables.source import Reading, decoded, read_raw, shown_name

if TYPE_CHECKING:
    from nbde.tables.forms.excel import Worksheet

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # a zip archive; an OLE file
LONG, _WIDE, _WORLD_BANK = "long_table", "wide_table", "world_bank_csv"
_SDMX, _OPEN_SDG = "sdmx_csv", "open_sdg_csv"
_COLLECTIONS = (_WORLD_BANK, _SDMX)
_OF_EVERY_COLLECTION = frozenset({"country name", "time_period"})


@dataclass(slots=True)
class DetectedFormat:
    """What a file was recognised as, and how much it holds.

    `years` is the number of year columns, `passed_over` that of the rows of indicators that were
    not asked for, `further` the headers of columns that nbde does not know; `sheet` and `encoding`
    are empty where there is none.
    """

    table: str
    file: str
    form: str
    rows: int
    sheet: str = ""
    encoding: str = ""
    years: int = 0
    passed_over: int = 0
    further: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table in nbde's own columns, where each of them stands in the file, and what it was."""

    records: CsvRows
    origins: Sequence[Location]
    seen: DetectedFormat


def read_table(path: str | Path, table: Table, reading: Reading) -> ReadTable:
    """The table of a file or of standard input, of whatever form.

    Raises
    ------
    TableError
        If a text has no header, or a quote is never closed.
    DataError
        If the file cannot be read, or does not say which sheet is meant.
    """
    raw, name = read_raw(path), shown_name(path)
    if raw.startswith(_WORKBOOKS):
        from nbde.tables.forms.excel import worksheets

        sheet, header, of_sheet = _sheet(name, worksheets(name, raw, reading.sheet), table)
        grid = sheet.grid(name, header, table)
        return _opened(grid, of_sheet or LONG, table, reading)
    source = decoded(path, raw, reading.encoding)
    start, form = _header(text.first_records(source.data), table)
    passed_over = 0
    if form in _COLLECTIONS and reading.asked is not None:
        words = [*reading.asked(), *_in_headers_only(source.data[start:])]
        source, passed_over = text.holding(source, start, words)
    grid = text.grid(source, start, strict=form in (None, "", LONG, _WIDE))
    if form is None:
        raise TableError([_no_header(name, source.data, table)])
    found = _opened(grid, form or LONG, table, reading, source.encoding)
    found.seen.passed_over += passed_over
    return found


def form_of(header: Sequence[str], stated: Iterable[str], table: Table) -> str:
    """The form that has this header, under titles that state some columns; empty if none has."""
    if long.fits(header, stated, table):
        return LONG
    return _foreign_form(header, table)


def _foreign_form(header: Sequence[str], table: Table) -> str:
    from nbde.tables.forms import open_sdg, sdmx, wide, world_bank

    if sdmx.fits(header, table):
        return _SDMX
    if world_bank.fits(header, table):
        return _WORLD_BANK
    if open_sdg.fits(header, table):
        return _OPEN_SDG
    return _WIDE if wide.fits(header, table) else ""


def _header(records: Iterable[tuple[int, list[str]]], table: Table) -> tuple[int, str | None]:
    """Where the first header of a known form stands, and which; None where there is none.

    A record with several of nbde's headers is the header, of no form, even if others are missing;
    so is a first record of several cells with one of them.
    """
    first, stated = None, set[str]()
    for place, cells in records:
        if form := form_of(cells, stated, table):
            return place, form
        own = sum(map(bool, known(cells, table)))
        if own > 1:
            return place, ""
        if first is None:
            first = place, "" if own and len(cells) > 1 else None
        stated |= {column for cell in cells for column, _, _ in statements(cell)}
    return first or (0, None)


def _no_header(name: str, data: bytes, table: Table) -> Problem:
    """That nothing is a header; perhaps because semicolons stand between the cells."""
    for cells in text.separated_by_semicolons(data):
        if form_of(cells, (), table) or sum(map(bool, known(cells, table))) > 1:
            return Problem(name, 1, "", ";", "problem.semicolons")
    return _unrecognised(name, table)


def _unrecognised(name: str, table: Table, cell: str = "") -> Problem:
    values: dict[str, object] = {"columns": ", ".join(table.required)}
    return Problem(name, 1, "", "", "problem.no_header", values, cell=cell)


def _in_headers_only(data: bytes) -> list[str]:
    """Cells of a collection's header that no row has, so that a second header is found by them."""
    _, header = next(text.first_records(data), (0, []))
    return [cell for cell in header if cell.partition(":")[0].lower() in _OF_EVERY_COLLECTION]


def _sheet(name: str, sheets: Sequence[Worksheet], table: Table) -> tuple[Worksheet, int, str]:
    """The one sheet of several that is a table, its header and its form.

    Of targets it is the one with the columns of targets: a wide one is rather of observations.
    """
    found = [(sheet, *_header(sheet.first_records(), table)) for sheet in sheets if sheet.rows]
    if not found:
        raise TableError([text.empty(name)])
    own = [each for each in found if each[2] == LONG and table is TARGETS]
    readable = own or [each for each in found if each[2]]
    if len(readable) > 1:
        names = ", ".join(sheet.name for sheet, _, _ in readable)
        raise DataError("error.several_sheets", path=name, known=names)
    for sheet, header, form in readable or found:
        if form is not None:
            return sheet, header, form
    cell = cell_of(found[0][0].name, "A", 1)
    raise TableError([_unrecognised(name, table, cell)])


def _opened(
    grid: RawTable, form: str, table: Table, reading: Reading, encoding: str = ""
) -> ReadTable:
    made = _read(grid, form, table, reading)
    rows = len(made.line) if form == LONG else len(np.unique(made.line))
    seen = DetectedFormat(
        table.name, grid.name, form, rows, grid.sheet, encoding, made.years, made.passed_over,
        made.further,
    )  # fmt: skip
    return ReadTable(made.records(grid), made.origins, seen)


def _read(grid: RawTable, form: str, table: Table, reading: Reading) -> LongTable:
    if form == LONG:
        return long.read(grid, table)
    from nbde.tables.forms import open_sdg, sdmx, wide, world_bank

    if form == _SDMX:
        return sdmx.read(grid, reading)
    if form == _WORLD_BANK:
        return world_bank.read(grid, reading)
    if form == _OPEN_SDG:
        return open_sdg.read(grid, reading)
    return wide.read(grid, table)
