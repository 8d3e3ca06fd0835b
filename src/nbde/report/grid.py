"""Tables of a page: the columns of the paper, row by row, each cell with what it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nbde.formats.cells import MISSING, Cell
from nbde.formats.display import DisplayColumn
from nbde.schema import STATUSES


@dataclass(frozen=True, slots=True)
class Box:
    """A cell under its heading.

    Attributes
    ----------
    status
        The status it tells, for its sign; else empty.
    filled
        How far its bar is filled [per cent of the bar]; None for no bar.
    """

    heading: str
    cell: Cell
    figures: bool
    status: str
    filled: float | None

    @property
    def missing(self) -> bool:
        """Whether the figure is not there."""
        return self.cell.figure == MISSING


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells, the numbers of its sources, and what it stands under with its like."""

    cells: list[Box]
    sources: Sequence[int] = ()
    group: str = ""


def rows_of(
    columns: Sequence[DisplayColumn], sources: Sequence[Sequence[int]], groups: Sequence[str]
) -> list[Row]:
    """The rows of the table."""
    boxes = [[_box(column, cell) for cell in column.cells] for column in columns]
    rows = zip(zip(*boxes, strict=True), sources, groups, strict=True)
    return [Row(list(row), numbers, group) for row, numbers, group in rows]


def _box(column: DisplayColumn, cell: Cell) -> Box:
    status = cell.word if cell.word in STATUSES else ""
    filled = round(100 * min(max(cell.part, 0.0), 1.0), 1) if cell.part == cell.part else None
    return Box(column.heading, cell, column.figures, status, filled)
