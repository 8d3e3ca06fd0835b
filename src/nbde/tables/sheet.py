"""A table whose headers are known but whose cells are not yet read."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import SupportsIndex

import numpy as np
import pandas as pd

from nbde.errors import Problem
from nbde.schema import COLUMNS, Table
from nbde.tables.distinct import Bools, Distinct, Rows
from nbde.tables.records import Records


@dataclass
class Sheet:
    """A table's columns by name, the line of each row, and the problems found so far."""

    name: str
    table: Table
    line: Rows
    cells: dict[str, Distinct]
    extra: list[str]
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, name: str, table: Table, records: Records) -> Sheet:
        """The sheet of `records`, headers matched to the columns of `table`."""
        sheet = cls(name, table, records.line, {}, [], list(records.ragged))
        sheet._name_columns(records)
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
            return Distinct(np.zeros(len(self), np.int64), [""])
        return self.cells[column]

    def text(self, column: str) -> pd.Categorical:
        """The column as text."""
        return self.distinct(column).map(str)

    def empty(self, column: str) -> Bools:
        """The rows whose cell is empty; none if the file lacks the column."""
        if not self.has(column):
            return np.zeros(len(self), dtype=bool)
        return self.distinct(column).has(operator.not_)

    def blame(self, row: SupportsIndex, column: str, got: str, key: str, **values: object) -> None:
        """Note a problem in `column` of the row `row`."""
        self.problems.append(Problem(self.name, int(self.line[row]), column, got, key, values))

    def blame_cells(self, rows: Bools, column: str, key: str, **values: object) -> None:
        """Note the same problem for the cells of `column` in all `rows`."""
        cells = self.distinct(column)
        for row in np.flatnonzero(rows):
            self.blame(row, column, cells.texts[cells.code[row]], key, **values)

    def blame_texts(self, column: str, keys: Mapping[int, str], **values: object) -> None:
        """Note a problem wherever `column` holds one of its distinct texts that has a key."""
        code = self.distinct(column).code
        for row in np.flatnonzero(np.isin(code, list(keys))):
            got = self.distinct(column).texts[code[row]]
            self.blame(row, column, got, keys[int(code[row])], **values)

    def _name_columns(self, records: Records) -> None:
        known = {alias: c for c in self.table.columns for alias in (c, *COLUMNS[c].aliases)}
        for place, (cell, cells) in enumerate(zip(records.header, records.columns, strict=True)):
            header = cell.strip()
            column = known.get(header.casefold(), header) or f"column_{place + 1}"
            if column in self.cells:
                self._blame_header(records, column, header, "problem.header_twice", {})
                continue
            self.cells[column] = cells
            if column not in self.table.columns:
                self.extra.append(column)

    def _blame_header(
        self, records: Records, column: str, got: str, key: str, values: dict[str, object]
    ) -> None:
        self.problems.append(Problem(self.name, records.header_line, column, got, key, values))

    def _drop_empty_rows(self) -> None:
        """Rows of nothing but empty cells, as spreadsheets leave them behind."""
        filled = np.zeros(len(self), dtype=bool)
        for cells in self.cells.values():
            filled |= cells.has(bool)
            if filled.all():
                return
        self.line = self.line[filled]
        self.cells = {column: cells.keep(filled) for column, cells in self.cells.items()}
