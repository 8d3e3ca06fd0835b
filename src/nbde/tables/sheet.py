"""A table whose headers are known but whose cells are not yet read, and where each cell stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, SupportsIndex

import numpy as np
import pandas as pd

from nbde.errors import Problem
from nbde.schema import COLUMNS, Table
from nbde.tables.csv import Bools, CsvRows, FactorizedColumn, Rows

if TYPE_CHECKING:
    from nbde.tables.forms import DetectedFormat

_PLAIN_NAME = re.compile(r"[^\W\d]\w*")
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Location:
    """The columns of a file, or the cells above its table, that a column is read from.

    Parameters
    ----------
    headers
        Their names in messages; empty where nbde's own name serves.
    letters
        Their letters in a workbook, none in a text.
    lines
        The line of each that is one cell for all rows; 0 where each row has its own.
    sheet
        The sheet of a workbook, empty for a text.
    which
        For each row which of them it is read from; None where there is one.
    """

    headers: Sequence[str] = ("",)
    letters: Sequence[str] = ("",)
    lines: Sequence[int] = (0,)
    sheet: str = ""
    which: Rows | None = None

    def place(self, row: SupportsIndex, line: int, column: str) -> tuple[int, str, str]:
        """The line, the column's name and the workbook's cell of a row that stands on `line`."""
        which = 0 if self.which is None else int(self.which[row])
        on = self.lines[which] or line
        cell = cell_of(self.sheet, self.letters[which], on) if self.sheet else ""
        return on, self.headers[which] or column, cell

    def take(self, rows: Bools | Rows) -> Location:
        """The same for some of the rows."""
        return self if self.which is None else replace(self, which=self.which[rows])


def joined(locations: Sequence[Location], which: Rows) -> Location:
    """The location of a column each row of which is read from one of several."""
    return Location(
        headers=[header for location in locations for header in location.headers],
        letters=[letters for location in locations for letters in location.letters],
        lines=[line for location in locations for line in location.lines],
        sheet=locations[0].sheet if locations else "",
        which=which,
    )


def letters_of(place: int) -> str:
    """The letters of a workbook's column, counted from 0.

    Examples
    --------
    >>> letters_of(0), letters_of(27)
    ('A', 'AB')
    """
    before, last = divmod(place, _LETTERS)
    return (letters_of(before - 1) if before else "") + chr(ord("A") + last)


def cell_of(sheet: str, letters: str, line: int) -> str:
    """A cell as a workbook's formulas name it; without letters the whole row.

    Examples
    --------
    >>> cell_of("Sheet1", "C", 5), cell_of("2023 年", "", 3)
    ('Sheet1!C5', "'2023 年'!3:3")
    """
    name = sheet if _PLAIN_NAME.fullmatch(sheet) else "'" + sheet.replace("'", "''") + "'"
    return f"{name}!{letters}{line}" if letters else f"{name}!{line}:{line}"


@dataclass
class Sheet:
    """A table's columns by name, the line of each row, and the problems found so far.

    `locations` gives where the columns stand in a file of another form, `nowhere` that of a column
    the file does not have, `extra` the columns that the table does not know, `seen` the form.
    """

    name: str
    table: Table
    line: Rows
    columns: dict[str, FactorizedColumn] = field(default_factory=dict)
    extra: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    locations: dict[str, Location] = field(default_factory=dict)
    nowhere: Location = field(default_factory=lambda: Location())
    seen: DetectedFormat | None = None
    _noted: set[tuple[int, str, str, str, str]] = field(default_factory=set)

    @classmethod
    def of(
        cls, name: str, table: Table, rows: CsvRows, locations: Sequence[Location] = ()
    ) -> Sheet:
        """The sheet of `rows`, headers matched to the columns of `table`; no row is all empty."""
        sheet = cls(name, table, rows.line, problems=list(rows.ragged))
        sheet.nowhere = Location(sheet=locations[0].sheet) if locations else Location()
        sheet._name_columns(rows, locations or [Location()] * len(rows.header))
        for column in table.required:
            if not sheet.has(column):
                aliases = "、".join(COLUMNS[column].aliases)
                sheet._add_header_problem(
                    rows, column, "", "problem.no_column", column=column, aliases=aliases
                )
        sheet._drop_empty_rows()
        return sheet

    def __len__(self) -> int:
        return len(self.line)

    def has(self, column: str) -> bool:
        """Whether the file has the column."""
        return column in self.columns

    def column(self, column: str) -> FactorizedColumn:
        """The column's cells; empty ones throughout if the file lacks the column."""
        return self.columns.get(column) or FactorizedColumn.constant("", len(self))

    def text(self, column: str) -> pd.Categorical:
        """The column as text."""
        return self.column(column).map(str)

    def empty(self, column: str) -> Bools:
        """The rows whose cell is empty; none if the file lacks the column."""
        return self.column(column).empty() & self.has(column)

    def add_problem(
        self, row: SupportsIndex, column: str, got: str, key: str, **values: object
    ) -> None:
        """Note a problem in `column` of the row `row`; one cell's problem is noted once."""
        location = self.locations.get(column, self.nowhere)
        line, shown, cell = location.place(row, int(self.line[row]), column)
        noted = (line, shown, cell, got, key)
        if noted not in self._noted:
            self._noted.add(noted)
            self.problems.append(Problem(self.name, line, shown, got, key, values, cell=cell))

    def add_cell_problems(self, rows: Bools, column: str, key: str, **values: object) -> None:
        """Note the same problem for the cells of `column` in all `rows`."""
        for row in np.flatnonzero(rows):
            self.add_problem(row, column, self.column(column).get(row), key, **values)

    def add_text_problems(self, column: str, keys: Mapping[int, str], **values: object) -> None:
        """Note a problem wherever `column` holds one of its distinct texts that has a key."""
        cells = self.column(column)
        for row in np.flatnonzero(np.isin(cells.code, list(keys))) if keys else ():
            self.add_problem(row, column, cells.get(row), keys[int(cells.code[row])], **values)

    def _name_columns(self, rows: CsvRows, locations: Sequence[Location]) -> None:
        known = self.table.known
        columns = zip(rows.header, rows.columns, locations, strict=True)
        for place, (cell, cells, location) in enumerate(columns):
            header = cell.strip()
            column = known.get(header.casefold(), header) or f"column_{place + 1}"
            if self.has(column):
                self._add_header_problem(rows, column, header, "problem.header_twice")
                continue
            self.columns[column], self.locations[column] = cells, location
            if column not in self.table.columns:
                self.extra.append(column)

    def _add_header_problem(
        self, rows: CsvRows, name: str, got: str, key: str, **values: object
    ) -> None:
        line, _, cell = self.nowhere.place(0, rows.header_line, name)
        self.problems.append(Problem(self.name, line, name, got, key, values, cell=cell))

    def _drop_empty_rows(self) -> None:
        """Drop the rows of nothing but empty cells that spreadsheets leave behind."""
        filled = np.zeros(len(self), dtype=bool)
        for cells in self.columns.values():
            filled |= ~cells.empty()
            if filled.all():
                return
        self.line = self.line[filled]
        self.columns = {column: cells.filter(filled) for column, cells in self.columns.items()}
        self.locations = {name: location.take(filled) for name, location in self.locations.items()}
