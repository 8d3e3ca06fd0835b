"""Names whose own words contradict the unit of their rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from nbde.errors import Problem
from nbde.tables.csv import FactorizedColumn
from nbde.tables.forms.grid import Column, RawTable
from nbde.tables.forms.named_units import agree, named

if TYPE_CHECKING:
    from nbde.tables.csv import Bools


def names_against_units(
    grid: RawTable, names: Sequence[Column], units: FactorizedColumn, rows: Bools | None = None
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
        for row in np.flatnonzero(against if rows is None else against & rows).tolist():
            line, header, cell = column.origin.place(row, int(grid.records.line[row]), "")
            values: dict[str, object] = {"unit": units.get(row)}
            got = column.cells.get(row)
            problems.append(
                Problem(grid.name, line, header, got, "problem.unit_in_name", values, cell=cell)
            )
    return problems


def _against(names: FactorizedColumn, units: FactorizedColumn) -> Bools:
    """Which rows have a name that speaks of another unit; each pair of texts is judged once."""
    spoken = [_spoken_of(text) for text in names.texts]
    if not any(spoken):
        return np.zeros(len(names.code), dtype=bool)
    many = max(len(units.texts), 1)
    pairs, code = np.unique(names.code * many + units.code, return_inverse=True)
    against = [
        any(units.texts[unit] and not agree(word, units.texts[unit]) for word in spoken[name])
        for name, unit in (divmod(pair, many) for pair in pairs.tolist())
    ]
    found: Bools = np.array(against, dtype=bool)[code]
    return found


def _spoken_of(text: str) -> list[str]:
    """Every unit that a name speaks of."""
    found = named(text)
    return [unit for unit in (found.unit, *found.further) if unit]
