"""nbde's own long tables, also under titles that state what the columns leave out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nbde.schema import Table
from nbde.tables.forms.grid import Column, Grid, Long, constant, first_filled
from nbde.tables.forms.headers import known


def fits(header: Sequence[str], stated: Iterable[str], table: Table) -> bool:
    """Whether a record has every required column that the titles above it do not state."""
    return set(table.required) <= {*known(header, table), *stated}


def read(grid: Grid, table: Table) -> Long:
    """The table as it stands, cells that are empty filled with what its titles state."""
    long = Long(grid.records.line)
    stated = grid.stated()
    meant = known(grid.records.header, table)
    for place, name in enumerate(meant):
        column = grid.column(place, shown="")
        if name in stated:
            said = stated.pop(name)
            of_all = Column(name, constant(said.text, len(grid)), said.origin)
            column, _ = first_filled([column, of_all])
        long.add(column.header, column.cells, column.origin)
    for name, said in stated.items():
        if name in table.columns:
            long.add(name, constant(said.text, len(grid)), said.origin)
    return long
