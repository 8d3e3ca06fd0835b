"""Conflicts within a table, never read over: a second table, several series, another unit.

Each is a problem of the whole table or of a row, found on whole columns.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from nbde.errors import Problem
from nbde.errors import shown as quoted
from nbde.schema import Table
from nbde.tables.csv import FactorizedColumn
from nbde.tables.forms.headings import agree, named, states_unit, unspaced, year_of
from nbde.tables.forms.raw_table import MISSING, Column, RawTable, filter_rows, map_pairs
from nbde.tables.sheet import cell_of

if TYPE_CHECKING:
    from nbde.tables.csv import Bools, Rows

_SERIES = 3
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def first_table(raw: RawTable, begins: Bools) -> tuple[RawTable, list[Problem]]:
    """The rows before the first in which another table begins, and the problem that one does."""
    if not begins.any():
        return raw, []
    first = int(np.argmax(begins))
    line = int(raw.records.line[first])
    texts = (column.get(first) for column in raw.records.columns)
    got = next(filter(None, texts), "")
    cell = cell_of(raw.sheet, "", line) if raw.sheet else ""
    problem = Problem(raw.name, line, "", got, "problem.second_table", cell=cell)
    kept = filter_rows(raw, np.arange(len(raw)) < first)
    before = [ragged for ragged in raw.records.ragged if ragged.line < line]
    return replace(kept, records=replace(kept.records, ragged=before)), [problem]


def repeats_headers(raw: RawTable, words: Sequence[int]) -> Bools:
    """Where all of these columns hold their own headers again."""
    again = np.ones(len(raw), dtype=bool)
    for place in words:
        again &= raw.records.columns[place].matches(raw.records.header[place].strip().__eq__)
    return again


def repeats_years(raw: RawTable, years: Sequence[int], table: Table, items: Sequence[str]) -> Bools:
    """Where the columns of years hold years again, beside nothing but names of columns.

    Figures that rise in the very steps of the header's years are such years too.
    """
    header = raw.records.header
    words = {*table.known, *items, *(unspaced(text).casefold() for text in header), ""}
    named = np.ones(len(raw), dtype=bool)
    for place in sorted({*range(len(header))} - {*years}):
        cells = raw.records.columns[place]
        named &= cells.matches(lambda text: unspaced(text).casefold() in words)
    again = np.zeros(len(raw), dtype=bool)
    for row in np.flatnonzero(named).tolist():
        texts = [raw.records.columns[place].get(row) for place in years]
        filled = [text for text in texts if text]
        again[row] = bool(filled) and all(map(year_of, filled))
    return again | _in_step(raw, years)


def _in_step(raw: RawTable, years: Sequence[int]) -> Bools:
    """Where the figures are whole years that rise as those of the header do, three at least."""
    if len(years) < _SERIES:
        return np.zeros(len(raw), dtype=bool)
    figures = [
        column.numbers()[column.code] for column in (raw.records.columns[place] for place in years)
    ]
    steps = np.diff([int(year_of(raw.records.header[place])) for place in years])
    rise = np.array([after - before for before, after in itertools.pairwise(figures)])
    first = figures[0]
    calendar: Bools = (first >= _FIRST_YEAR) & (first <= _LAST_YEAR) & (first % 1 == 0)
    in_step: Bools = calendar & (rise == steps[:, None]).all(axis=0)
    return in_step


def states_a_unit(raw: RawTable, figures: Sequence[int], texts: Sequence[int]) -> Bools:
    """Where a cell of these columns states a unit and none of the figures' columns has a figure."""
    stated = np.zeros(len(raw), dtype=bool)
    for place in {*figures, *texts}:
        stated |= raw.records.columns[place].matches(_states_unit)
    if stated.any():
        for place in figures:
            stated &= raw.records.columns[place].matches(
                lambda text: text in MISSING or _states_unit(text)
            )
    return stated


def _states_unit(text: str) -> bool:
    return not text[:1].isdigit() and states_unit(text)


def repeated_header(raw: RawTable, places: Sequence[int]) -> Bools:
    """The rows that hold some header of the table in one of these columns, in any case."""
    headers = {cell.strip().lower() for cell in raw.records.header} - {""}
    again = np.zeros(len(raw), dtype=bool)
    for place in places:
        again |= raw.records.columns[place].matches(lambda text: text.lower() in headers)
    return again


def unit_conflicts(
    raw: RawTable, names: Sequence[Column], units: FactorizedColumn, rows: Bools | None = None
) -> list[Problem]:
    """A problem for each of the rows in which a name speaks of another unit than the row's.

    Parameters
    ----------
    names
        The columns of names, each of which may speak of units.
    units
        The unit of each row; without one nothing is contradicted.
    rows
        The rows that are looked at, None for all.
    """
    problems = []
    for column in names:
        against = _against(column.cells, units)
        problems += [
            raw.cell_problem(column, row, "problem.unit_in_name", "", unit=units.get(row))
            for row in np.flatnonzero(against if rows is None else against & rows).tolist()
        ]
    return problems


def _against(names: FactorizedColumn, units: FactorizedColumn) -> Bools:
    """The rows with a name that speaks of another unit."""
    if not any(map(_units_in, names.texts)):
        return np.zeros(len(names.code), dtype=bool)
    return map_pairs(names, units, _other_unit).matches(bool)


def _other_unit(name: str, unit: str) -> str:
    """The first unit that a name speaks of and that is not the row's; empty without one."""
    return next((word for word in _units_in(name) if unit and not agree(word, unit)), "")


def _units_in(name: str) -> list[str]:
    found = named(name)
    return [unit for unit in (found.unit, *found.further) if unit]


def one_value_per_series(
    raw: RawTable, series: Sequence[Column], dimensions: Sequence[Column]
) -> list[Problem]:
    """A problem for each dimension that has several values within a series."""
    key = np.zeros(len(raw), np.int64)
    for column in series:
        key = pd.factorize(key * (len(column.cells.texts) + 1) + _codes(column))[0]
    return [problem for column in dimensions for problem in _varies(raw, key, column)]


def _varies(raw: RawTable, key: Rows, column: Column) -> list[Problem]:
    """The first row that has another value than the first row of its series, as a problem."""
    value = _codes(column)
    series, first = np.unique(key, return_index=True)
    of_first = first[np.searchsorted(series, key)]
    apart = np.flatnonzero(value != value[of_first])
    if not len(apart):
        return []
    row, header = int(apart[0]), column.header
    other = quoted(column.cells.get(of_first[row]))
    return [raw.cell_problem(column, row, "problem.varies", header, other=other, column=header)]


def _codes(column: Column) -> Rows:
    """A number for each row, equal where the texts are."""
    code, _ = pd.factorize(np.array(column.cells.texts, dtype=object))
    return code[column.cells.code].astype(np.int64, copy=False)
