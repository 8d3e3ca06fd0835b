"""Wide tables: a column a year, the unit in a column, a title, or the indicator's own name.

Written by statistical yearbooks and by people in Excel. A table is of this form if it has columns
of years and none for the year or the figure; `fits` says how its other columns decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from nbde.errors import Problem
from nbde.schema import TARGETS, Table
from nbde.tables.forms.conflicts import (
    first_table,
    repeats_headers,
    repeats_years,
    states_a_unit,
    unit_conflicts,
)
from nbde.tables.forms.headings import (
    UnitName,
    is_part_of_a_year,
    is_unclear_year,
    known_columns,
    named,
    unspaced,
    year_of,
)
from nbde.tables.forms.raw_table import (
    Column,
    Form,
    LongTable,
    RawTable,
    coalesce,
    constant,
    map_texts,
    melt,
    where,
)
from nbde.tables.sheet import Location
from nbde.tables.source import Reading

_YEAR_AND_FIGURE = {"observations": ("year", "value"), "targets": ("target_year", "target_value")}
_ABOUT = frozenset({"plan", "entity", "indicator", "name_zh", "name_en", "theme", "unit"})
_ITEMS = ("项目", "item", "indicator name")
_IN_NAME = 1
_MANY = 3
_NAMES = ("indicator", "name_zh", "name_en")
_OF_A_PLAN = re.compile("年均|增长|增速|累计|属性|growth|change", re.I)


def fits(header: Sequence[str], _stated: Iterable[str], table: Table) -> bool:
    """Whether a record is the header of a wide table.

    It has year columns and none for the year or the figure. One that is no year names a column that
    nbde knows; or its first cell is empty and years alone follow; or it has three years or more, at
    equal distances, and nothing to the right of them.
    """
    columns = known_columns(header, table)
    if not set(_YEAR_AND_FIGURE[table.name]).isdisjoint(columns):
        return False
    years = [int(year_of(cell) or 0) for cell in header]
    places = [place for place, year in enumerate(years) if year]
    unclear = any(is_part_of_a_year(cell) or is_unclear_year(cell) for cell in header)
    if not _ABOUT.isdisjoint(columns) or _is_item(header[0]):
        return bool(places) or unclear
    if not places or places[0] == 0 or any(header[places[-1] + 1 :]):
        return False
    steps = set(np.diff([years[place] for place in places]).tolist())
    apart = places != [*range(places[0], places[-1] + 1)]
    if places[0] == 1 and not header[0].strip() and not apart:
        return bool(steps) and (min(steps) > 0 or max(steps) < 0)
    alike = len(places) >= _MANY and len(steps) == 1 and 0 not in steps
    return alike and not apart


def read(raw: RawTable, table: Table, _reading: Reading) -> LongTable:
    """The table in nbde's own columns, those that nbde does not know kept as they are."""
    header, names = raw.records.header, _YEAR_AND_FIGURE[table.name]
    problems = [*raw.title_conflicts(), *_header_problems(raw, table)]
    raw, another = _first_table(raw, table)
    years, others = dict[str, Column](), dict[str, Column]()
    for place, (cell, meant) in enumerate(zip(header, known_columns(header, table), strict=True)):
        year = year_of(cell)
        if is_part_of_a_year(cell) or is_unclear_year(cell):
            problems.append(raw.header_problem(place, _unclear(cell)))
        elif (year or meant) in (years if year else others):
            problems.append(raw.header_problem(place, "problem.header_twice"))
        elif year:
            years[year] = raw.column(place)
        else:
            others[meant or cell.strip() or f"column_{place + 1}"] = raw.column(place)
    found = _with_indicator(others, raw, table)
    kept = _with_units(found, raw)
    names_of_rows = [found[name] for name in _NAMES if name in found]
    problems += unit_conflicts(raw, names_of_rows, kept["unit"].cells)
    long = melt(raw, [*kept.items()], [*years.items()], names)
    long.problems = [*problems, *another]
    long.further = [
        column.header
        for name, column in others.items()
        if column.header and name not in table.columns and column is not found.get("indicator")
    ]
    return long


def _unclear(header: str) -> str:
    return "problem.year_part" if is_part_of_a_year(header) else "problem.year_header"


def _is_item(header: str) -> bool:
    return unspaced(header).casefold() in _ITEMS


def _first_table(raw: RawTable, table: Table) -> tuple[RawTable, list[Problem]]:
    """The table without another one below it."""
    header = raw.records.header
    years = [place for place, cell in enumerate(header) if year_of(cell)]
    texts = sorted({*range(len(header))} - {*years})
    begins = repeats_years(raw, years, table, _ITEMS) if years else repeats_headers(raw, texts)
    return first_table(raw, begins | states_a_unit(raw, years, texts))


def _header_problems(raw: RawTable, table: Table) -> list[Problem]:
    """Columns between or beside the years that make them two tables, or no targets."""
    header = raw.records.header
    years = [place for place, cell in enumerate(header) if year_of(cell)]
    items = [
        place
        for place, (cell, meant) in enumerate(
            zip(header, known_columns(header, table), strict=True)
        )
        if _is_item(cell) or meant in _NAMES
    ]
    nameless = [
        place
        for place, cell in enumerate(header)
        if years and place > years[0] and not cell.strip() and _has_cells(raw, place, years[-1])
    ]
    further = [place for place in items[1:] if years and years[0] < place < years[-1]]
    problems = [
        raw.header_problem(place, "problem.beside", number=place + 1)
        for place in sorted([*nameless, *further])
    ]
    if table is TARGETS and len(years) > 1:
        problems += [
            raw.header_problem(place, "problem.years_of_targets", first=header[years[0]].strip())
            for place, cell in enumerate(header)
            if _OF_A_PLAN.search(cell) and not year_of(cell)
        ][:1]
    return problems


def _has_cells(raw: RawTable, place: int, last: int) -> bool:
    """Whether a column without a header has figures, or, left of the last year, anything."""
    cells = raw.records.columns[place]
    if place < last:
        return bool((~cells.empty()).any())
    return bool((~np.isnan(cells.numbers())).any())


def _with_indicator(columns: dict[str, Column], raw: RawTable, table: Table) -> dict[str, Column]:
    """The columns, one of them the indicator's: as such, else a name, else an unknown first one."""
    found = columns | {
        name: Column(name, constant(said.text, len(raw)), said.origin)
        for name, said in raw.stated().items()
        if name != "unit" and name not in columns
    }
    if "indicator" in found:
        return found
    by_name = [name for name in columns if name in ("name_zh", "name_en") or _is_item(name)]
    first = [name for name in columns if name not in table.columns][:1]
    for name in by_name or [name for name in first if name == next(iter(columns))]:
        return found | {"indicator": columns[name]}
    return found


def _with_units(columns: dict[str, Column], raw: RawTable) -> dict[str, Column]:
    """The columns with a unit in each row: its own, else that in its name, else the title's.

    A unit that a name only speaks of, as in 人均GDP（元，现价）, serves where there is no other.
    """
    own = columns.get("unit", Column("", constant("", len(raw)), Location(sheet=raw.sheet)))
    stated = raw.stated().get("unit")
    of_all = Column("", constant(stated.text, len(raw)), stated.origin) if stated else own
    names = [columns[name] for name in _NAMES if name in columns]
    certain = [_in_name(name, lambda one: one.unit) for name in names]
    spoken = [_in_name(name, lambda one: one.only_further) for name in names]
    units, whose = coalesce([own, *certain, of_all, *spoken])
    if "indicator" not in columns:
        return columns | {"unit": units}
    name = columns["indicator"]
    bare = _in_name(name, lambda one: one.name)
    return columns | {"indicator": where(whose == _IN_NAME, bare, name), "unit": units}


def _in_name(column: Column, read: Callable[[UnitName], str]) -> Column:
    return replace(column, cells=map_texts(column.cells, lambda text: read(named(text))))


FORM = Form("wide_table", fits, read, is_own=True)
