"""Year columns turned into rows: whole columns at a time, one row a figure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nbde.tables.csv import FactorizedColumn
from nbde.tables.forms.grid import Column, LongTable, RawTable
from nbde.tables.sheet import joined

MISSING = frozenset({"", "..", "-", "--", "—", "——", "NaN"})
"""What stands in a cell for which there is no figure."""


def melted(
    grid: RawTable,
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
        What the columns of years and of figures are called.
    """
    figures = [column.cells for _, column in years]
    filled = [np.flatnonzero(~cells.isin(MISSING)) for cells in figures]
    row = np.concatenate([*filled, np.zeros(0, np.int64)])
    which = np.repeat(np.arange(len(years)), [len(rows) for rows in filled])
    by_row = np.argsort(row, kind="stable")
    row, which = row[by_row], which[by_row]
    long = LongTable(grid.records.line[row], years=len(years))
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
