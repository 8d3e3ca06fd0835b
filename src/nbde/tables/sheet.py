"""A table whose headers are known but whose cells are not yet read: distinct texts and their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nbde.errors import Problem
from nbde.schema import COLUMNS, Table
from nbde.tables.records import Records

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Distinct:
    """A column as its distinct texts and, for each row, which of them it holds."""

    code: Rows
    texts: list[str]

    def where(self, wanted: Iterable[int]) -> Rows:
        """The rows that hold one of the texts `wanted`."""
        return np.flatnonzero(np.isin(self.code, np.fromiter(wanted, np.int64)))

    def map(self, read: Callable[[str], str]) -> pd.Categorical:
        """The column with each distinct text read once by `read`."""
        code, words = pd.factorize(np.array([read(text) for text in self.texts], dtype=object))
        return pd.Categorical.from_codes(code[self.code], categories=pd.Index(words, dtype=object))


@dataclass(slots=True)
class Sheet:
    """The columns of a table under their ASCII names, its line numbers, and the problems found so far."""

    name: str
    table: Table
    line: Rows
    cells: dict[str, pd.Series]
    extra: list[str]
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def of(cls, name: str, table: Table, records: Records) -> Sheet:
        """The sheet of `records`, headers matched to the columns of `table`."""
        known = {alias: c for c in table.columns for alias in (c, *COLUMNS[c].aliases)}
        sheet = cls(name, table, records.line, {}, [], list(records.ragged))
        for place, cell in enumerate(records.header):
            header = cell.strip()
            column = known.get(header.casefold(), header) or f"column_{place + 1}"
            if column in sheet.cells:
                sheet.problems.append(
                    Problem(name, records.header_line, column, header, "problem.header_twice")
                )
                continue
            sheet.cells[column] = records.body[place]
            if column not in table.columns:
                sheet.extra.append(column)
        for column in table.required:
            if column not in sheet.cells:
                aliases = "、".join(COLUMNS[column].aliases)
                sheet.problems.append(
                    Problem(
                        name,
                        records.header_line,
                        column,
                        "",
                        "problem.no_column",
                        {"column": column, "aliases": aliases},
                    )
                )
        sheet._drop_empty_rows()
        return sheet

    def __len__(self) -> int:
        return len(self.line)

    def has(self, column: str) -> bool:
        """Whether the file has the column."""
        return column in self.cells

    def distinct(self, column: str) -> Distinct:
        """The column's distinct texts, stripped; empty throughout if the file lacks the column."""
        if column not in self.cells:
            return Distinct(np.zeros(len(self), np.int64), [""])
        code, texts = pd.factorize(self.cells[column].to_numpy())
        return Distinct(code.astype(np.int64), [str(text).strip() for text in texts])

    def text(self, column: str) -> pd.Categorical:
        """The column as text."""
        return self.distinct(column).map(str)

    def blame(self, row: int, column: str, got: str, key: str, **values: object) -> None:
        """Note a problem in `column` of the row `row`."""
        self.problems.append(Problem(self.name, int(self.line[row]), column, got, key, values))

    def _drop_empty_rows(self) -> None:
        """Rows of nothing but empty cells, as spreadsheets leave them behind."""
        if not self.cells:
            return
        filled = np.zeros(len(self), dtype=bool)
        for cells in self.cells.values():
            code, texts = pd.factorize(cells.to_numpy())
            some = np.array([bool(str(text).strip()) for text in texts], dtype=bool)
            filled |= some[code]
            if filled.all():
                return
        self.line = self.line[filled]
        self.cells = {name: cells[filled] for name, cells in self.cells.items()}
