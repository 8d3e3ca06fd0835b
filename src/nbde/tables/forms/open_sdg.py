"""The CSV of an Open SDG site: a file an indicator, the headline and its disaggregations.

A row is the headline's where all columns of disaggregations are empty. Which columns are none is
what Open SDG's own defaults say, whose names are read in any case, with spaces or underscores.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from nbde.errors import Problem
from nbde.schema import Table
from nbde.tables.forms.grid import LongTable, RawTable, constant, kept_rows, mapped, without_rows
from nbde.tables.forms.headers import known
from nbde.tables.forms.melting import MISSING
from nbde.tables.forms.multiplied import multiplied
from nbde.tables.forms.open_sdg_units import unit_of
from nbde.tables.forms.statuses import is_observed, vintage
from nbde.tables.forms.varying import varying
from nbde.tables.sheet import Location
from nbde.tables.source import STDIN_NAME, Reading

_YEAR, _VALUE, _NAME, _PLACE = "year", "value", "series", "geocode"
_STATUSES, _TIMES = ("observation status", "obs status"), ("unit multiplier", "unit mult")
_UNITS = ("unit measure", "units", "unit")
_OF_THE_WHOLE = (_NAME, "reporting type", "source")
_NOTES = ("comment obs", "comment ts", "comments", "data last update", "nature", "source detail")
_NO_DISAGGREGATION = frozenset(
    {_YEAR, _VALUE, _PLACE, *_STATUSES, *_TIMES, *_UNITS, *_OF_THE_WHOLE, *_NOTES}
)
_FILE = re.compile(r"indicator_(?P<named>.+)|(?P<code>[0-9]+(?:-[0-9a-z]+)+)")


def fits(header: Sequence[str], table: Table) -> bool:
    """Whether a record is the header of an Open SDG file: it has no column for the indicator.

    Year stands first and Value last, or they stand elsewhere beside Open SDG's column of units.
    """
    names = [cell.strip() for cell in header]
    plain = [_plain(name) for name in names]
    in_place = names[:1] == ["Year"] and names[-1:] == ["Value"]
    with_units = {_YEAR, _VALUE} <= set(plain) and not set(_UNITS[:2]).isdisjoint(plain)
    return (
        table.name == "observations"
        and (in_place or with_units)
        and "indicator" not in known(header, table)
    )


def read(grid: RawTable, reading: Reading) -> LongTable:
    """The headline figures."""
    places: dict[str, int] = {}
    for place, cell in enumerate(grid.records.header):
        places.setdefault(_plain(cell), place)
    groups = [grid.column(p) for name, p in places.items() if name not in _NO_DISAGGREGATION]
    headline = np.ones(len(grid), dtype=bool)
    for column in groups:
        headline &= ~column.cells.matches(bool)
    if len(grid) and not headline.any():
        return _refused(grid, "problem.no_headline", columns=", ".join(c.header for c in groups))
    units, status, times = (_first(places, names) for names in (_UNITS, _STATUSES, _TIMES))
    if units is None:
        return _refused(grid, "problem.no_units_column", column="Units")
    rows = headline & ~grid.column(places[_VALUE]).cells.isin(MISSING)
    if status is not None:
        rows &= grid.column(status).cells.matches(is_observed)
    grid = _of_the_whole_country(kept_rows(grid, rows), places.get(_PLACE))
    unit = replace(grid.column(units), cells=mapped(grid.column(units).cells, unit_of))
    apart = [grid.column(places[name]) for name in (*_OF_THE_WHOLE, _PLACE) if name in places]
    problems = varying(grid, [], [*apart, unit])
    grid = without_rows(grid) if problems else grid
    long = LongTable(grid.records.line, problems=problems)
    for name, header in (("year", _YEAR), ("value", _VALUE), ("name_en", _NAME)):
        if header in places:
            column = grid.column(places[header])
            long.add(name, column.cells, column.origin)
    code = reading.indicator or _indicator(grid.name)
    if code:
        long.add("indicator", constant(code, len(grid)), Location())
    words = mapped(grid.column(units).cells, unit_of)
    if times is not None:
        words = multiplied(words, grid.column(times).cells)
    long.add("unit", words, grid.column(units).origin)
    if status is not None:
        column = grid.column(status)
        long.add("vintage", mapped(column.cells, vintage), column.origin)
    return long


def _plain(header: str) -> str:
    """A header in lower case: Unit measure and UNIT_MEASURE are one."""
    return header.strip().lower().replace("_", " ")


def _first(places: dict[str, int], names: Sequence[str]) -> int | None:
    return next((places[name] for name in names if name in places), None)


def _of_the_whole_country(grid: RawTable, place: int | None) -> RawTable:
    """Without the rows that a code of a place alone sets apart from those that have none."""
    if place is None:
        return grid
    coded = grid.column(place).cells.matches(bool)
    return grid if coded.all() else kept_rows(grid, ~coded)


def _refused(grid: RawTable, key: str, **values: object) -> LongTable:
    """No figures, but a problem with the whole table."""
    problem = Problem(grid.name, grid.records.header_line, "", "", key, values)
    long = LongTable(grid.records.line[:0], problems=[problem])
    for name in ("indicator", "year", "value", "unit"):
        long.add(name, constant("", 0), Location())
    return long


def _indicator(file: str) -> str:
    """The code in a file's name: 8-1-1 of ``indicator_8-1-1.csv``."""
    match = None if file == STDIN_NAME else _FILE.fullmatch(Path(file).stem)
    return match["named"] or match["code"] if match else ""
