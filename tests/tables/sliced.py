"""Cells as slices of one text."""

from __future__ import annotations

import numpy as np

from nbde.tables.csv.slices import ByteSlices, Text


def slices(cells: list[bytes]) -> ByteSlices:
    """The cells one after the other, a comma between them."""
    end = np.cumsum([len(cell) + 1 for cell in cells]) - 1
    return ByteSlices(Text(b",".join(cells)), np.append(-1, end[:-1]), end)
