"""A table whose headers are known but whose cells are not yet read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, SupportsIndex

import numpy as np
import pandas as pd

from nbde.errors import Problem
from nbde.schema import COLUMNS, Table
from nbde.tables.distinct import Distinct
from nbde.tables.locations import Location
from nbde.tables.records import CsvRows
from nbde.tables.spans import Bools, Rows

if TYPE_CHECKING:
    from nbde.tables.forms import DetectedFormat


@dataclass
class Sheet:
    """A table's columns by name, the line of each row, and the problems found so far.

    `origins` says where the columns stand in a file of another form, `seen` what form it was.
    """

    name: str
    table: Table
    line: Rows
    cells: dict[str, Distinct]
    extra: list[str]
    problems: list[Problem] = field(default_factory=list)
    origins: dict[str, Location] = field(default_factory=dict)
    nowhere: Location = field(default_factory=Location)
    seen: DetectedFormat | None = None
    _noted: set[tuple[int, str, str, str, str]] = field(default_factory=set)

    @classmethod
    def of(
        cls, name: str, table: Table, records: CsvRows, origins: Sequence[Location] = ()
    ) -> Sheet:
        """The sheet of `records`, headers matched to the columns of `table`."""
        sheet = cls(name, table, records.line, {}, [], list(records.ragged))
        sheet.nowhere = Location(sheet=origins[0].sheet) if origins else Location()
        sheet._name_columns(records, origins or [Location()] * len(records.header))
        for column in table.required:
            if column not in sheet.cells:
                aliases = "、".join(COLUMNS[column].aliases)
                sheet._blame_header(
                    records, column, "", "problem.no_column", {"column": column, "aliases": aliases}
                )
        sheet._drop_empty_rows()
        return sheet

    def __len__(self) -> int:
        return len(self.line)

    def has(self, column: str) -> bool:
        """Whether the file has the column."""
        return column in self.cells

    def distinct(self, column: str) -> Distinct:
        """The column's cells; empty ones throughout if the file lacks the column."""
        if column not in self.cells:
            return Distinct(np.broadcast_to(np.int64(0), len(self)), [""])
        return self.cells[column]

    def text(self, column: str) -> pd.Categorical:
        """The column as text."""
        return self.distinct(column).map(str)

    def empty(self, column: str) -> Bools:
        """The rows whose cell is empty; none if the file lacks the column."""
        if not self.has(column):
            return np.zeros(len(self), dtype=bool)
        return self.distinct(column).empty()

    def add_problem(
        self, row: SupportsIndex, column: str, got: str, key: str, **values: object
    ) -> None:
        """Note a problem in `column` of the row `row`; one cell's problem is noted once."""
        origin = self.origins.get(column, self.nowhere)
        line, shown, cell = origin.place(row, int(self.line[row]), column)
        noted = (line, shown, cell, got, key)
        if noted not in self._noted:
            self._noted.add(noted)
            self.problems.append(Problem(self.name, line, shown, got, key, values, cell=cell))

    def add_cell_problems(self, rows: Bools, column: str, key: str, **values: object) -> None:
        """Note the same problem for the cells of `column` in all `rows`."""
        for row in np.flatnonzero(rows):
            self.add_problem(row, column, self.distinct(column).at(row), key, **values)

    def add_text_problems(self, column: str, keys: Mapping[int, str], **values: object) -> None:
        """Note a problem wherever `column` holds one of its distinct texts that has a key."""
        cells = self.distinct(column)
        for row in np.flatnonzero(np.isin(cells.code, list(keys))) if keys else ():
            self.add_problem(row, column, cells.at(row), keys[int(cells.code[row])], **values)

    def _name_columns(self, records: CsvRows, origins: Sequence[Location]) -> None:
        known = self.table.known
        columns = zip(records.header, records.columns, origins, strict=True)
        for place, (cell, cells, origin) in enumerate(columns):
            header = cell.strip()
            column = known.get(header.casefold(), header) or f"column_{place + 1}"
            if column in self.cells:
                self._blame_header(records, column, header, "problem.header_twice", {})
                continue
            self.cells[column], self.origins[column] = cells, origin
            if column not in self.table.columns:
                self.extra.append(column)

    def _blame_header(
        self, records: CsvRows, column: str, got: str, key: str, values: dict[str, object]
    ) -> None:
        line, _, cell = self.nowhere.place(0, records.header_line, column)
        self.problems.append(Problem(self.name, line, column, got, key, values, cell=cell))

    def _drop_empty_rows(self) -> None:
        """Rows of nothing but empty cells, as spreadsheets leave them behind."""
        filled = np.zeros(len(self), dtype=bool)
        for cells in self.cells.values():
            filled |= ~cells.empty()
            if filled.all():
                return
        self.line = self.line[filled]
        self.cells = {column: cells.keep(filled) for column, cells in self.cells.items()}
        self.origins = {column: origin.take(filled) for column, origin in self.origins.items()}
