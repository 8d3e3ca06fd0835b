"""The forms in which tables come: each recognised by its header and read as nbde's own long one.

Recognition looks at the first lines only. The header is the first record that is one of a form that
nbde knows; titles stand above it, which may state the unit of the whole table. Each form is a file
with its `FORM`; a further one is listed in `FORMS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from nbde.errors import DataError, Problem, TableError
from nbde.schema import TARGETS, Table
from nbde.tables.csv import CsvRows
from nbde.tables.forms import delimited, long
from nbde.tables.forms.headings import known_columns, statements
from nbde.tables.forms.raw_table import Form, RawTable
from nbde.tables.sheet import Location, cell_of
from nbde.tables.source import Reading, decoded, read_raw, shown_name

if TYPE_CHECKING:
    from nbde.tables.forms.excel import Worksheet

FORMS = ("long", "sdmx", "world_bank", "open_sdg", "wide")
"""The files of the forms, in the order in which a header is compared with them."""

LONG = long.FORM.name
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")  # a zip archive; an OLE file
_OF_EVERY_COLLECTION = frozenset({"country name", "time_period"})


@dataclass(slots=True)
class DetectedFormat:
    """The form that a file was recognised as, and how much it holds.

    `years` is the number of year columns, `ignored` that of the rows of indicators that were not
    requested, `further` the headers of columns that nbde does not know; `sheet` and `encoding` are
    empty where there is none.
    """

    table: str
    file: str
    form: str
    rows: int
    sheet: str = ""
    encoding: str = ""
    years: int = 0
    ignored: int = 0
    further: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table in nbde's own columns, where each of them stands in the file, and its form."""

    records: CsvRows
    origins: Sequence[Location]
    detected: DetectedFormat


class _Header(NamedTuple):
    """The place of the first record that may be a header, and its form.

    `is_header` without a form: some of nbde's headers stand there, but required ones are missing.
    """

    place: int
    form: Form | None
    is_header: bool


def read_table(path: str | Path, table: Table, reading: Reading) -> ReadTable:
    """The table of a file or of standard input, of whatever form.

    Raises
    ------
    TableError
        If a text has no header, or a quote is never closed.
    DataError
        If the file cannot be read, or does not say which sheet is meant.
    """
    data, name = read_raw(path), shown_name(path)
    if data.startswith(_WORKBOOKS):
        from nbde.tables.forms.excel import worksheets

        sheet, found = _sheet(name, worksheets(name, data, reading.sheet), table)
        return _read(sheet.raw_table(name, found.place, table), found.form, table, reading)
    source, ignored = decoded(path, data, reading.encoding), 0
    place, form, is_header = _header(delimited.first_records(source.data), table)
    if form and form.is_collection and reading.asked is not None:
        words = [*reading.asked(), *_in_headers_only(source.data[place:])]
        source, ignored = delimited.keep_lines(source, place, words)
    raw = delimited.raw_table(source, place, strict=form is None or form.is_own)
    if not is_header:
        raise TableError([_no_header(name, source.data, table)])
    read = _read(raw, form, table, reading, source.encoding)
    read.detected.ignored += ignored
    return read


def form_of(header: Sequence[str], stated: Iterable[str], table: Table) -> Form | None:
    """The form that has this header, under titles that state some columns; None if none has."""
    return next((form for form in map(_form, FORMS) if form.fits(header, stated, table)), None)


def _form(name: str) -> Form:
    form: Form = import_module(f"{__name__}.{name}").FORM
    return form


def _header(records: Iterable[tuple[int, list[str]]], table: Table) -> _Header:
    """The first header of a known form, else the first record.

    A record with several of nbde's headers is the header, of no form, even if others are missing;
    so is a first record of several cells with one of them.
    """
    first, stated = None, set[str]()
    for place, cells in records:
        if form := form_of(cells, stated, table):
            return _Header(place, form, True)
        own = sum(map(bool, known_columns(cells, table)))
        if own > 1:
            return _Header(place, None, True)
        first = first or _Header(place, None, own > 0 and len(cells) > 1)
        stated |= {column for cell in cells for column, _, _ in statements(cell)}
    return first or _Header(0, None, False)


def _no_header(name: str, data: bytes, table: Table) -> Problem:
    """That nothing is a header; perhaps because semicolons stand between the cells."""
    for cells in delimited.separated_by_semicolons(data):
        if form_of(cells, (), table) or sum(map(bool, known_columns(cells, table))) > 1:
            return Problem(name, 1, "", ";", "problem.semicolons")
    return _unrecognised(name, table)


def _unrecognised(name: str, table: Table, cell: str = "") -> Problem:
    values: dict[str, object] = {"columns": ", ".join(table.required)}
    return Problem(name, 1, "", "", "problem.no_header", values, cell=cell)


def _in_headers_only(data: bytes) -> list[str]:
    """Cells of a collection's header that no row has, so that a second header is found by them."""
    _, header = next(delimited.first_records(data), (0, []))
    return [cell for cell in header if cell.partition(":")[0].lower() in _OF_EVERY_COLLECTION]


def _sheet(name: str, sheets: Sequence[Worksheet], table: Table) -> tuple[Worksheet, _Header]:
    """The one sheet of several that is a table, and its header.

    Of targets it is the one with the columns of targets: a wide one is rather of observations.
    """
    found = [(sheet, _header(sheet.first_records(), table)) for sheet in sheets if sheet.rows]
    if not found:
        raise TableError([delimited.empty(name)])
    own = [each for each in found if each[1].form is long.FORM and table is TARGETS]
    readable = own or [each for each in found if each[1].form]
    if len(readable) > 1:
        names = ", ".join(sheet.name for sheet, _ in readable)
        raise DataError("error.several_sheets", path=name, known=names)
    for sheet, header in readable or found:
        if header.is_header:
            return sheet, header
    cell = cell_of(found[0][0].name, "A", 1)
    raise TableError([_unrecognised(name, table, cell)])


def _read(
    raw: RawTable, form: Form | None, table: Table, reading: Reading, encoding: str = ""
) -> ReadTable:
    """The table read by its form; one of no form as a long one, which says what is missing."""
    form = form or long.FORM
    read = form.read(raw, table, reading)
    rows = len(read.line) if form is long.FORM else len(np.unique(read.line))
    detected = DetectedFormat(
        table.name, raw.name, form.name, rows, raw.sheet, encoding, read.years, read.ignored,
        read.further,
    )  # fmt: skip
    return ReadTable(read.records(raw), read.origins, detected)
