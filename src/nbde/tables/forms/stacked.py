"""A second table below the first one, with a header or a unit of its own: never read as rows."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from nbde.errors import Problem
from nbde.schema import Table
from nbde.tables.forms.grid import RawTable, kept_rows
from nbde.tables.forms.headers import unspaced, year_of
from nbde.tables.forms.melting import MISSING
from nbde.tables.forms.titles import states_unit
from nbde.tables.sheet import cell_of

if TYPE_CHECKING:
    from nbde.tables.csv import Bools

_SERIES = 3
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def first_table(grid: RawTable, begins: Bools) -> tuple[RawTable, list[Problem]]:
    """The rows before the first in which another table begins, and the problem that one does."""
    if not begins.any():
        return grid, []
    first = int(np.argmax(begins))
    line = int(grid.records.line[first])
    texts = (column.get(first) for column in grid.records.columns)
    got = next(filter(None, texts), "")
    cell = cell_of(grid.sheet, "", line) if grid.sheet else ""
    problem = Problem(grid.name, line, "", got, "problem.second_table", cell=cell)
    kept = kept_rows(grid, np.arange(len(grid)) < first)
    before = [ragged for ragged in grid.records.ragged if ragged.line < line]
    return replace(kept, records=replace(kept.records, ragged=before)), [problem]


def begins_again(grid: RawTable, words: Sequence[int]) -> Bools:
    """Where all of these columns hold their own headers again."""
    again = np.ones(len(grid), dtype=bool)
    for place in words:
        again &= grid.records.columns[place].matches(grid.records.header[place].strip().__eq__)
    return again


def begins_years(grid: RawTable, years: Sequence[int], table: Table, items: Sequence[str]) -> Bools:
    """Where the columns of years hold years again, beside nothing but names of columns.

    Figures that rise in the very steps of the header's years are such years too.
    """
    header = grid.records.header
    words = {*table.known, *items, *(unspaced(text).casefold() for text in header), ""}
    named = np.ones(len(grid), dtype=bool)
    for place in sorted({*range(len(header))} - {*years}):
        cells = grid.records.columns[place]
        named &= cells.matches(lambda text: unspaced(text).casefold() in words)
    again = np.zeros(len(grid), dtype=bool)
    for row in np.flatnonzero(named).tolist():
        texts = [grid.records.columns[place].get(row) for place in years]
        filled = [text for text in texts if text]
        again[row] = bool(filled) and all(map(year_of, filled))
    return again | _in_step(grid, years)


def _in_step(grid: RawTable, years: Sequence[int]) -> Bools:
    """Where the figures are whole years that rise as those of the header do, three at least."""
    if len(years) < _SERIES:
        return np.zeros(len(grid), dtype=bool)
    figures = [
        column.numbers()[column.code] for column in (grid.records.columns[place] for place in years)
    ]
    steps = np.diff([int(year_of(grid.records.header[place])) for place in years])
    rise = np.array([after - before for before, after in itertools.pairwise(figures)])
    first = figures[0]
    calendar: Bools = (first >= _FIRST_YEAR) & (first <= _LAST_YEAR) & (first % 1 == 0)
    in_step: Bools = calendar & (rise == steps[:, None]).all(axis=0)
    return in_step


def states_a_unit(grid: RawTable, figures: Sequence[int], texts: Sequence[int]) -> Bools:
    """Where a cell of these columns states a unit and none of the figures' columns has a figure."""
    stated = np.zeros(len(grid), dtype=bool)
    for place in {*figures, *texts}:
        stated |= grid.records.columns[place].matches(_states_unit)
    if stated.any():
        for place in figures:
            stated &= grid.records.columns[place].matches(
                lambda text: text in MISSING or _states_unit(text)
            )
    return stated


def _states_unit(text: str) -> bool:
    return not text[:1].isdigit() and states_unit(text)
