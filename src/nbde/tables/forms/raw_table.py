"""A table as it stands in a file, and the long table that a form makes of it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from nbde.errors import Problem
from nbde.schema import Table
from nbde.tables.csv import CsvRows, FactorizedColumn
from nbde.tables.forms.headings import agree, statements
from nbde.tables.sheet import Location, cell_of, joined, letters_of
from nbde.tables.source import Reading

if TYPE_CHECKING:
    from nbde.tables.csv import Bools, Rows

_SOURCE, _UNIT = "source", "unit"
MISSING = frozenset({"", "..", "-", "--", "—", "——", "NaN"})
"""The texts of a cell for which there is no figure."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell above the header or below the last row."""

    text: str
    line: int
    letters: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement beside the table about all of it: ``单位：亿元``."""

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

    def stated(self) -> dict[str, Statement]:
        """The statements around the table about all of it, by column; below it only the source."""
        found: dict[str, Statement] = {}
        for column, said in self._statements():
            found.setdefault(column, said)
        return found

    def title_conflicts(self) -> list[Problem]:
        """Problems with titles that contradict others above them about all of the table."""
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

    def _statements(self) -> Iterator[tuple[str, Statement]]:
        """Every statement around the table, by column; below it only the source."""
        for cells, below in ((self.above, False), (self.below, True)):
            for cell in cells:
                for column, key, text in statements(cell.text):
                    if not below or column == _SOURCE:
                        origin = Location((key,), (cell.letters,), (cell.line,), self.sheet)
                        yield column, Statement(text, origin)

    def header_problem(self, place: int, key: str, **values: object) -> Problem:
        """A problem with the header at that place."""
        header, line = self.records.header[place].strip(), self.records.header_line
        cell = cell_of(self.sheet, letters_of(place), line) if self.sheet else ""
        return Problem(self.name, line, header, header, key, values, cell=cell)

    def cell_problem(
        self, column: Column, row: int, key: str, header: str, /, **values: object
    ) -> Problem:
        """A problem with a cell; `header` is said where the column has no place in the file."""
        line, shown, cell = column.origin.place(row, int(self.records.line[row]), header)
        return Problem(self.name, line, shown, column.cells.get(row), key, values, cell=cell)


def constant(text: str, rows: int) -> FactorizedColumn:
    """A column that says the same in every row."""
    return FactorizedColumn(np.zeros(rows, np.int64), [text])


def map_texts(cells: FactorizedColumn, read: Callable[[str], str]) -> FactorizedColumn:
    """The column with each distinct text read once by `read`."""
    return FactorizedColumn(cells.code, [read(text) for text in cells.texts])


def map_pairs(
    one: FactorizedColumn, other: FactorizedColumn, read: Callable[[str, str], str]
) -> FactorizedColumn:
    """A column made of two, each pair of texts read once."""
    pairs, code = np.unique(one.code * max(len(other.texts), 1) + other.code, return_inverse=True)
    ones, others = np.divmod(pairs, max(len(other.texts), 1))
    texts = [read(one.texts[i], other.texts[j]) for i, j in zip(ones, others, strict=True)]
    return FactorizedColumn(code.astype(np.int64), texts)


def filter_rows(raw: RawTable, rows: Bools) -> RawTable:
    """The table with some of its rows, and with the texts that these hold."""
    columns = [_used(column.filter(rows)) for column in raw.records.columns]
    return replace(raw, records=replace(raw.records, columns=columns, line=raw.records.line[rows]))


def without_rows(raw: RawTable) -> RawTable:
    """The table without its rows: what is wrong with all of it is said once."""
    return filter_rows(raw, np.zeros(len(raw), dtype=bool))


def _used(cells: FactorizedColumn) -> FactorizedColumn:
    used, code = np.unique(cells.code, return_inverse=True)
    return FactorizedColumn(code.astype(np.int64), [cells.texts[place] for place in used.tolist()])


def where(rows: Bools, one: Column, other: Column) -> Column:
    """The cells of `one` in these rows and those of `other` in the rest, said to be `other`'s."""
    code = np.where(rows, one.cells.code, other.cells.code + len(one.cells.texts))
    return replace(other, cells=FactorizedColumn(code, [*one.cells.texts, *other.cells.texts]))


def coalesce(columns: Sequence[Column]) -> tuple[Column, Rows]:
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


@dataclass(frozen=True, slots=True)
class Form:
    """A form of tables: how it is recognised and read.

    Parameters
    ----------
    name
        The word that messages have a label for.
    fits
        Whether a record is the header of such a table: the record, the columns that titles above
        it state, and the table wanted.
    read
        The table as nbde's own long one, of the file's, the table wanted and how it is to be read.
    is_collection
        Whether a file holds many indicators, of which only the requested ones are read.
    is_own
        Whether people write it for nbde, so that a broken row is rather an error than a remark.
    """

    name: str
    fits: Callable[[Sequence[str], Iterable[str], Table], bool]
    read: Callable[[RawTable, Table, Reading], LongTable]
    is_collection: bool = False
    is_own: bool = False


@dataclass
class LongTable:
    """A table of any form as nbde's own long one: its columns, and where each stands in the file.

    `years` is the number of year columns it had, `ignored` the number of rows of indicators
    that were not requested, `further` the headers of columns that nbde does not know.
    """

    line: Rows
    header: list[str] = field(default_factory=list)
    columns: list[FactorizedColumn] = field(default_factory=list)
    origins: list[Location] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    years: int = 0
    ignored: int = 0
    further: list[str] = field(default_factory=list)

    def add(self, name: str, cells: FactorizedColumn, origin: Location) -> None:
        """Add a column."""
        self.header.append(name)
        self.columns.append(cells)
        self.origins.append(origin)

    def records(self, raw: RawTable) -> CsvRows:
        """The same as records, the problems of the file before those of the form."""
        problems = [*raw.records.ragged, *self.problems]
        return CsvRows(self.header, raw.records.header_line, self.columns, self.line, problems)


def melt(
    raw: RawTable,
    kept: Sequence[tuple[str, Column]],
    years: Sequence[tuple[str, Column]],
    names: tuple[str, str],
) -> LongTable:
    """A row for each figure in a year column, in the order of the file.

    Parameters
    ----------
    kept
        The columns that say what each row is about, each with nbde's name for it.
    years
        The year columns, each with its year.
    names
        nbde's names for the columns of years and of figures.
    """
    figures = [column.cells for _, column in years]
    filled = [np.flatnonzero(~cells.isin(MISSING)) for cells in figures]
    row = np.concatenate([*filled, np.zeros(0, np.int64)])
    which = np.repeat(np.arange(len(years)), [len(rows) for rows in filled])
    by_row = np.argsort(row, kind="stable")
    row, which = row[by_row], which[by_row]
    long = LongTable(raw.records.line[row], years=len(years))
    for name, column in kept:
        cells = FactorizedColumn(column.cells.code[row], column.cells.texts)
        long.add(name, cells, column.origin.take(row))
    origin = joined([column.origin for _, column in years], which)
    long.add(names[0], FactorizedColumn(which, [year for year, _ in years]), origin)
    first = np.cumsum([0, *(len(cells.texts) for cells in figures)])
    code = np.concatenate(
        [np.zeros(0, np.int64)]
        + [cells.code[rows] + at for cells, rows, at in zip(figures, filled, first, strict=False)]
    )
    texts = [text for cells in figures for text in cells.texts]
    long.add(names[1], FactorizedColumn(code[by_row], texts), origin)
    return long


def requested_rows(
    raw: RawTable, indicator: int | None, asked: Callable[[], Collection[str]] | None
) -> tuple[RawTable, int]:
    """The table with the rows of the requested indicators, and how many others it had.

    Parameters
    ----------
    indicator
        The place of the column of indicators, if there is one.
    asked
        Gives their codes; None for all.
    """
    if asked is None or indicator is None:
        return raw, 0
    wanted = asked()
    rows = raw.records.columns[indicator].isin(wanted)
    return filter_rows(raw, rows), int(np.count_nonzero(~rows))
