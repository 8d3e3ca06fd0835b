"""nbde's own long tables, also under titles that state what the columns leave out.

Written by nbde's users and by nbde itself. A table is of this form if every required column is in
its header, by one of its names, or stated by a title.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nbde.errors import Problem
from nbde.schema import COLUMNS, Kind, Table
from nbde.tables.forms.conflicts import first_table, repeats_headers, states_a_unit, unit_conflicts
from nbde.tables.forms.headings import known_columns, unspaced
from nbde.tables.forms.raw_table import Column, Form, LongTable, RawTable, coalesce, constant
from nbde.tables.source import Reading

_NAMES = ("indicator", "name_zh", "name_en")
_FROM_TITLE = 1


def fits(header: Sequence[str], stated: Iterable[str], table: Table) -> bool:
    """Whether a record has every required column that the titles above it do not state."""
    return set(table.required) <= {*known_columns(header, table), *stated}


def read(raw: RawTable, table: Table, _reading: Reading) -> LongTable:
    """The table as it stands, cells that are empty filled with what its titles state."""
    meant = known_columns(raw.records.header, table)
    raw, problems = _first_table(raw, meant)
    long = LongTable(raw.records.line, problems=[*raw.title_conflicts(), *problems])
    stated = raw.stated()
    by_title = None
    for place, name in enumerate(meant):
        column = raw.column(place, shown="")
        if name in stated:
            said = stated.pop(name)
            of_all = Column(name, constant(said.text, len(raw)), said.origin)
            column, whose = coalesce([column, of_all])
            by_title = whose == _FROM_TITLE if name == "unit" else by_title
        long.add(unspaced(column.header), column.cells, column.origin)
    for name, said in stated.items():
        if name in table.columns:
            long.add(name, constant(said.text, len(raw)), said.origin)
    if raw.stated().get("unit"):
        names = [raw.column(place) for place, name in enumerate(meant) if name in _NAMES]
        unit = constant(raw.stated()["unit"].text, len(raw))
        long.problems += unit_conflicts(raw, names, unit, by_title)
    return long


def _first_table(raw: RawTable, meant: Sequence[str]) -> tuple[RawTable, list[Problem]]:
    """The table without another one below it, which the names of its rows and its years show."""
    names = [place for place, name in enumerate(meant) if name == "indicator"]
    years = [place for place, name in enumerate(meant) if name and COLUMNS[name].kind == Kind.YEAR]
    if not names or not years:
        return raw, []
    begins = repeats_headers(raw, [names[0], years[0]]) | states_a_unit(raw, years, names)
    return first_table(raw, begins)


FORM = Form("long_table", fits, read, is_own=True)
