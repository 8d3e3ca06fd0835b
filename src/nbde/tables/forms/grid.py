"""A table as it stands in a file: what is above its header, the header, the columns below."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from nbde.errors import Problem
from nbde.tables.csv import CsvRows, FactorizedColumn
from nbde.tables.forms.named_units import agree
from nbde.tables.forms.titles import statements
from nbde.tables.sheet import Location, cell_of, joined, letters_of

if TYPE_CHECKING:
    from nbde.tables.csv import Bools, Rows

_SOURCE, _UNIT = "source", "unit"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell above the header or below the last row."""

    text: str
    line: int
    letters: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a cell beside the table says of all of it: ``单位：亿元``."""

    text: str
    origin: Location


@dataclass(frozen=True, slots=True)
class Column:
    """A column under its header: its cells, and where they stand in the file."""

    header: str
    cells: FactorizedColumn
    origin: Location


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table of any form; `sheet` is empty unless it comes from a workbook."""

    name: str
    records: CsvRows
    above: Sequence[Cell] = ()
    below: Sequence[Cell] = ()
    sheet: str = ""

    def __len__(self) -> int:
        return len(self.records.line)

    def column(self, place: int, shown: str | None = None) -> Column:
        """A column by its place; `shown` is what messages call it, else its header."""
        header = self.records.header[place].strip()
        shown = header if shown is None else shown
        origin = Location((shown,), (letters_of(place),), sheet=self.sheet)
        return Column(header, self.records.columns[place], origin)

    def stated(self) -> dict[str, Stated]:
        """What the cells around the table say of all of it, by column; below it only the source."""
        found: dict[str, Stated] = {}
        for column, said in self._statements():
            found.setdefault(column, said)
        return found

    def said_twice(self) -> list[Problem]:
        """Where titles say of all of the table what others above it said differently."""
        first, problems = self.stated(), []
        for column, said in self._statements():
            one, other = first[column].text, said.text
            if column == _SOURCE or (agree(one, other) if column == _UNIT else one == other):
                continue
            line, header, cell = said.origin.place(0, self.records.header_line, column)
            values: dict[str, object] = {"other": one}
            problems.append(
                Problem(self.name, line, header, other, "problem.said_twice", values, cell=cell)
            )
        return problems

    def _statements(self) -> Iterator[tuple[str, Stated]]:
        """What the cells around the table say, by column; below it only the source."""
        for cells, below in ((self.above, False), (self.below, True)):
            for cell in cells:
                for column, key, text in statements(cell.text):
                    if not below or column == _SOURCE:
                        origin = Location((key,), (cell.letters,), (cell.line,), self.sheet)
                        yield column, Stated(text, origin)

    def header_problem(self, place: int, key: str, **values: object) -> Problem:
        """A problem with the header at that place."""
        header, line = self.records.header[place].strip(), self.records.header_line
        cell = cell_of(self.sheet, letters_of(place), line) if self.sheet else ""
        return Problem(self.name, line, header, header, key, values, cell=cell)


def constant(text: str, rows: int) -> FactorizedColumn:
    """A column that says the same in every row."""
    return FactorizedColumn(np.zeros(rows, np.int64), [text])


def mapped(cells: FactorizedColumn, read: Callable[[str], str]) -> FactorizedColumn:
    """The column with each distinct text read once by `read`."""
    return FactorizedColumn(cells.code, [read(text) for text in cells.texts])


def paired(
    one: FactorizedColumn, other: FactorizedColumn, read: Callable[[str, str], str]
) -> FactorizedColumn:
    """A column made of two, each pair of texts read once."""
    pairs, code = np.unique(one.code * max(len(other.texts), 1) + other.code, return_inverse=True)
    ones, others = np.divmod(pairs, max(len(other.texts), 1))
    texts = [read(one.texts[i], other.texts[j]) for i, j in zip(ones, others, strict=True)]
    return FactorizedColumn(code.astype(np.int64), texts)


def kept_rows(grid: RawTable, rows: Bools) -> RawTable:
    """The grid with some of its rows, and with the texts that these hold."""
    columns = [_used(column.filter(rows)) for column in grid.records.columns]
    return replace(
        grid, records=replace(grid.records, columns=columns, line=grid.records.line[rows])
    )


def without_rows(grid: RawTable) -> RawTable:
    """The grid without its rows: what is wrong with all of it is said once."""
    return kept_rows(grid, np.zeros(len(grid), dtype=bool))


def _used(cells: FactorizedColumn) -> FactorizedColumn:
    used, code = np.unique(cells.code, return_inverse=True)
    return FactorizedColumn(code.astype(np.int64), [cells.texts[place] for place in used.tolist()])


def chosen(rows: Bools, one: Column, other: Column) -> Column:
    """The cells of `one` in these rows and those of `other` in the rest, said to be `other`'s."""
    code = np.where(rows, one.cells.code, other.cells.code + len(one.cells.texts))
    return replace(other, cells=FactorizedColumn(code, [*one.cells.texts, *other.cells.texts]))


def first_filled(columns: Sequence[Column]) -> tuple[Column, Rows]:
    """In each row the first cell of several columns that is not empty, and whose it is."""
    first, *others = columns
    code, texts = first.cells.code, list(first.cells.texts)
    empty = first.cells.matches(operator.not_)
    which = np.zeros(len(code), np.int64)
    for place, column in enumerate(others, 1):
        taken = empty & column.cells.matches(bool)
        code = np.where(taken, column.cells.code + len(texts), code)
        texts += column.cells.texts
        which[taken] = place
        empty &= ~taken
    origin = joined([column.origin for column in columns], which)
    return Column(first.header, FactorizedColumn(code, texts), origin), which


@dataclass
class LongTable:
    """A table of any form as nbde's own long one: its columns, and where each stands in the file.

    `years` is the number of year columns it had, `passed_over` the number of rows of indicators
    that were not asked for, `further` the headers of columns that nbde does not know.
    """

    line: Rows
    header: list[str] = field(default_factory=list)
    columns: list[FactorizedColumn] = field(default_factory=list)
    origins: list[Location] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    years: int = 0
    passed_over: int = 0
    further: list[str] = field(default_factory=list)

    def add(self, name: str, cells: FactorizedColumn, origin: Location) -> None:
        """Add a column."""
        self.header.append(name)
        self.columns.append(cells)
        self.origins.append(origin)

    def records(self, grid: RawTable) -> CsvRows:
        """The same as records, the grid's own problems before those of the form."""
        problems = [*grid.records.ragged, *self.problems]
        return CsvRows(self.header, grid.records.header_line, self.columns, self.line, problems)
