"""nbde's own long tables, also under titles that state what the columns leave out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nbde.errors import Problem
from nbde.schema import COLUMNS, Kind, Table
from nbde.tables.forms.contradictions import names_against_units
from nbde.tables.forms.grid import Column, LongTable, RawTable, constant, first_filled
from nbde.tables.forms.headers import known, unspaced
from nbde.tables.forms.stacked import begins_again, first_table, states_a_unit

_NAMES = ("indicator", "name_zh", "name_en")
_FROM_TITLE = 1


def fits(header: Sequence[str], stated: Iterable[str], table: Table) -> bool:
    """Whether a record has every required column that the titles above it do not state."""
    return set(table.required) <= {*known(header, table), *stated}


def read(grid: RawTable, table: Table) -> LongTable:
    """The table as it stands, cells that are empty filled with what its titles state."""
    meant = known(grid.records.header, table)
    grid, problems = _first_table(grid, meant)
    long = LongTable(grid.records.line, problems=[*grid.said_twice(), *problems])
    stated = grid.stated()
    by_title = None
    for place, name in enumerate(meant):
        column = grid.column(place, shown="")
        if name in stated:
            said = stated.pop(name)
            of_all = Column(name, constant(said.text, len(grid)), said.origin)
            column, whose = first_filled([column, of_all])
            by_title = whose == _FROM_TITLE if name == "unit" else by_title
        long.add(unspaced(column.header), column.cells, column.origin)
    for name, said in stated.items():
        if name in table.columns:
            long.add(name, constant(said.text, len(grid)), said.origin)
    if grid.stated().get("unit"):
        names = [grid.column(place) for place, name in enumerate(meant) if name in _NAMES]
        unit = constant(grid.stated()["unit"].text, len(grid))
        long.problems += names_against_units(grid, names, unit, by_title)
    return long


def _first_table(grid: RawTable, meant: Sequence[str]) -> tuple[RawTable, list[Problem]]:
    """The table without another one below it, told by the names of its rows and by its years."""
    names = [place for place, name in enumerate(meant) if name == "indicator"]
    years = [place for place, name in enumerate(meant) if name and COLUMNS[name].kind == Kind.YEAR]
    if not names or not years:
        return grid, []
    begins = begins_again(grid, [names[0], years[0]]) | states_a_unit(grid, years, names)
    return first_table(grid, begins)
