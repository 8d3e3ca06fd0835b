"""Dimensions that nbde does not know: each may have one value within a series."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from nbde.errors import Problem
from nbde.errors import shown as quoted
from nbde.tables.forms.grid import Column, RawTable

if TYPE_CHECKING:
    from nbde.tables.csv import Rows


def varying(
    grid: RawTable, series: Sequence[Column], dimensions: Sequence[Column]
) -> list[Problem]:
    """A problem for each dimension that has several values within a series."""
    key = np.zeros(len(grid), np.int64)
    for column in series:
        key = pd.factorize(key * (len(column.cells.texts) + 1) + _told_apart(column))[0]
    return [problem for column in dimensions for problem in _varies(grid, key, column)]


def _varies(grid: RawTable, key: Rows, column: Column) -> list[Problem]:
    """The first row that has another value than the first row of its series, as a problem."""
    value = _told_apart(column)
    series, first = np.unique(key, return_index=True)
    of_first = first[np.searchsorted(series, key)]
    apart = np.flatnonzero(value != value[of_first])
    if not len(apart):
        return []
    row = int(apart[0])
    texts, code = column.cells.texts, column.cells.code
    line, shown, cell = column.origin.place(row, int(grid.records.line[row]), column.header)
    values: dict[str, object] = {
        "other": quoted(texts[code[of_first[row]]]),
        "column": column.header,
    }
    got = texts[code[row]]
    return [Problem(grid.name, line, shown, got, "problem.varies", values, cell=cell)]


def _told_apart(column: Column) -> Rows:
    """A number for each row, equal where the texts are."""
    code, _ = pd.factorize(np.array(column.cells.texts, dtype=object))
    return code[column.cells.code].astype(np.int64, copy=False)
