"""Where a header stands again among the rows, as where two files were joined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from nbde.tables.forms.grid import RawTable

if TYPE_CHECKING:
    from nbde.tables.csv import Bools


def repeated_header(grid: RawTable, places: Sequence[int]) -> Bools:
    """The rows that hold some header of the table in one of these columns, in any case."""
    headers = {cell.strip().lower() for cell in grid.records.header} - {""}
    again = np.zeros(len(grid), dtype=bool)
    for place in places:
        again |= grid.records.columns[place].matches(lambda text: text.lower() in headers)
    return again
