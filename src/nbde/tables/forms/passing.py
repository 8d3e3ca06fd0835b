"""Of a collection of many indicators, the rows of those that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np

from nbde.tables.forms.grid import RawTable, kept_rows


def asked_for(
    grid: RawTable, indicator: int | None, asked: Callable[[], Collection[str]] | None
) -> tuple[RawTable, int]:
    """The grid with the rows of the indicators asked for, and how many others it had.

    Parameters
    ----------
    indicator
        The place of the column of indicators, if there is one.
    asked
        Gives their codes; None for all.
    """
    if asked is None or indicator is None:
        return grid, 0
    wanted = asked()
    rows = grid.records.columns[indicator].isin(wanted)
    return kept_rows(grid, rows), int(np.count_nonzero(~rows))
