"""Wide tables: a column a year, the unit in a column, a title, or the indicator's own name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from nbde.errors import Problem
from nbde.schema import Table
from nbde.tables.forms.grid import Column, Grid, Long, chosen, constant, first_filled, mapped
from nbde.tables.forms.headers import is_part_of_a_year, known, year_of
from nbde.tables.forms.melting import melted
from nbde.tables.origins import Origin
from nbde.tables.units import UnknownUnitError, unit

_YEAR_AND_FIGURE = {"observations": ("year", "value"), "targets": ("target_year", "target_value")}
_ABOUT = frozenset({"plan", "entity", "indicator", "name_zh", "name_en", "theme", "unit"})
_ITEMS = ("项目", "item", "indicator name")
_IN_NAME = 1
_MANY = 3
_NAME_AND_UNIT = re.compile(r"(?P<name>.*\S)\s*[(（](?P<unit>[^()（）]+)[)）]")


def fits(header: Sequence[str], table: Table) -> bool:
    """Whether a record is the header of a wide table.

    It has year columns and none for the year or the figure. What is no year names a column that
    nbde knows; or it has three years or more, at equal distances, and nothing to the right of them.
    """
    columns = known(header, table)
    if not set(_YEAR_AND_FIGURE[table.name]).isdisjoint(columns):
        return False
    years = [int(year_of(cell) or 0) for cell in header]
    places = [place for place, year in enumerate(years) if year]
    parts = any(is_part_of_a_year(cell) for cell in header)
    if not _ABOUT.isdisjoint(columns) or header[0].strip().casefold() in _ITEMS:
        return bool(places) or parts
    steps = set(np.diff([years[place] for place in places]).tolist())
    apart = places != [*range(places[0], places[-1] + 1)] if places else True
    rest = any(header[places[-1] + 1 :]) if places else True
    alike = len(places) >= _MANY and len(steps) == 1 and 0 not in steps
    return alike and not (apart or rest) and places[0] > 0


def read(grid: Grid, table: Table) -> Long:
    """The table in nbde's own columns, those that nbde does not know kept as they are."""
    header = grid.records.header
    names, problems, years = _YEAR_AND_FIGURE[table.name], list[Problem](), dict[str, Column]()
    others: dict[str, Column] = {}
    for place, (cell, meant) in enumerate(zip(header, known(header, table), strict=True)):
        year = year_of(cell)
        if is_part_of_a_year(cell):
            problems.append(grid.header_problem(place, "problem.year_part"))
        elif (year or meant) in (years if year else others):
            problems.append(grid.header_problem(place, "problem.header_twice"))
        elif year:
            years[year] = grid.column(place)
        else:
            others[meant or cell.strip() or f"column_{place + 1}"] = grid.column(place)
    kept = _with_units(_with_indicator(others, grid, table), grid)
    long = melted(grid, [*kept.items()], [*years.items()], names)
    long.problems = problems
    return long


def _with_indicator(columns: dict[str, Column], grid: Grid, table: Table) -> dict[str, Column]:
    """The columns, one of them the indicator's: as such, else a name, else an unknown first one."""
    found = columns | {
        name: Column(name, constant(said.text, len(grid)), said.origin)
        for name, said in grid.stated().items()
        if name != "unit" and name not in columns
    }
    if "indicator" in found:
        return found
    named = [
        name for name in columns if name in ("name_zh", "name_en") or name.casefold() in _ITEMS
    ]
    first = [name for name in columns if name not in table.columns][:1]
    for name in named or [name for name in first if name == next(iter(columns))]:
        return found | {"indicator": columns[name]}
    return found


def _with_units(columns: dict[str, Column], grid: Grid) -> dict[str, Column]:
    """The columns with a unit in each row: its own, else that in its name, else the title's."""
    own = columns.get("unit", Column("", constant("", len(grid)), Origin(sheet=grid.sheet)))
    stated = grid.stated().get("unit")
    of_all = [Column("", constant(stated.text, len(grid)), stated.origin)] if stated else []
    name = columns.get("indicator")
    if name is None:
        return columns | {"unit": first_filled([own, *of_all])[0]}
    split = {text: _split(text) for text in name.cells.texts}
    in_name = replace(name, cells=mapped(name.cells, lambda text: split[text][1]))
    bare = replace(name, cells=mapped(name.cells, lambda text: split[text][0]))
    units, whose = first_filled([own, in_name, *of_all])
    return columns | {"indicator": chosen(whose == _IN_NAME, bare, name), "unit": units}


def _split(text: str) -> tuple[str, str]:
    """A name and the unit in its last parentheses; the whole text where that is no unit."""
    match = _NAME_AND_UNIT.fullmatch(text)
    if match is None:
        return text, ""
    try:
        unit(match["unit"])
    except UnknownUnitError:
        return text, ""
    return match["name"], match["unit"].strip()
