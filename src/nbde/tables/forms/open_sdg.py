"""The CSV of an Open SDG site: a file an indicator, the headline and its disaggregations.

A row is the headline's where all columns of disaggregations are empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from nbde.errors import Problem
from nbde.schema import Table
from nbde.tables.distinct import Distinct
from nbde.tables.forms.grid import Column, Grid, Long, constant, kept_rows, mapped, without_rows
from nbde.tables.forms.headers import known
from nbde.tables.forms.melting import MISSING
from nbde.tables.forms.multiplied import multiplied
from nbde.tables.forms.statuses import is_observed, vintage
from nbde.tables.forms.varying import varying
from nbde.tables.origins import Origin
from nbde.tables.source import STDIN_NAME, Reading
from nbde.tables.units import UnknownUnitError, unit

_YEAR, _VALUE, _NAME, _STATUS, _TIMES = (
    "Year", "Value", "Series", "Observation status", "Unit multiplier",
)  # fmt: skip
_UNITS = ("Unit measure", "Units", "Unit")
_NO_DISAGGREGATION = frozenset(
    {_YEAR, _VALUE, _NAME, _STATUS, _TIMES, *_UNITS, "GeoCode", "Reporting type", "Nature",
     "Comments", "Source"}
)  # fmt: skip
_FILE = re.compile(r"indicator_(?P<named>.+)|(?P<code>[0-9]+(?:-[0-9a-z]+)+)")
_PERCENT = re.compile(r"(?:percent|per cent|percentage)\b.*|%.*", re.I)
_LAST_PARENTHESES = re.compile(r"\(([^()]*)\)\Z")


def fits(header: Sequence[str], table: Table) -> bool:
    """Whether a record is the header of an Open SDG file: it has no column for the indicator."""
    names = [cell.strip() for cell in header]
    return (
        table.name == "observations"
        and names[:1] == [_YEAR]
        and names[-1:] == [_VALUE]
        and "indicator" not in known(header, table)
    )


def read(grid: Grid, reading: Reading) -> Long:
    """The headline figures."""
    places = {cell.strip(): place for place, cell in enumerate(grid.records.header)}
    groups = [grid.column(p) for name, p in places.items() if name not in _NO_DISAGGREGATION]
    headline = np.ones(len(grid), dtype=bool)
    for column in groups:
        headline &= ~column.cells.has(bool)
    if len(grid) and not headline.any():
        return _without_headline(grid, groups)
    rows = headline & grid.column(places[_VALUE]).cells.has(lambda text: text not in MISSING)
    if _STATUS in places:
        rows &= grid.column(places[_STATUS]).cells.has(is_observed)
    grid = kept_rows(grid, rows)
    units = next((name for name in _UNITS if name in places), None)
    apart = [grid.column(places[name]) for name in (_NAME, units) if name in places]
    problems = varying(grid, [], apart)
    grid = without_rows(grid) if problems else grid
    long = Long(grid.records.line, problems=problems)
    for name, place in (("year", _YEAR), ("value", _VALUE), ("name_en", _NAME)):
        if place in places:
            column = grid.column(places[place])
            long.add(name, column.cells, column.origin)
    code = reading.indicator or _indicator(grid.name)
    if code:
        long.add("indicator", constant(code, len(grid)), Origin())
    if units is not None:
        long.add("unit", _units(grid, places, units), grid.column(places[units]).origin)
    if _STATUS in places:
        column = grid.column(places[_STATUS])
        long.add("vintage", mapped(column.cells, vintage), column.origin)
    return long


def _without_headline(grid: Grid, groups: Sequence[Column]) -> Long:
    columns = ", ".join(column.header for column in groups)
    line = grid.records.header_line
    problem = Problem(grid.name, line, "", "", "problem.no_headline", {"columns": columns})
    long = Long(grid.records.line[:0], problems=[problem])
    for name in ("indicator", "year", "value", "unit"):
        long.add(name, constant("", 0), Origin())
    return long


def _indicator(file: str) -> str:
    """The code in a file's name: 8-1-1 of ``indicator_8-1-1.csv``."""
    match = None if file == STDIN_NAME else _FILE.fullmatch(Path(file).stem)
    return match["named"] or match["code"] if match else ""


def _units(grid: Grid, places: dict[str, int], name: str) -> Distinct:
    words = mapped(grid.column(places[name]).cells, _unit)
    if _TIMES not in places:
        return words
    return multiplied(words, grid.column(places[_TIMES]).cells)


def _unit(text: str) -> str:
    """The unit that a text such as ``Percentage (%)`` means; the text itself where none is known.

    Examples
    --------
    >>> _unit("Percentage (%) of GDP"), _unit("1 000 eur"), _unit("Energy (MJ)")
    ('%', '1 000 eur', 'MJ')
    """
    if _PERCENT.fullmatch(text):
        return "%"
    last = _LAST_PARENTHESES.search(text)
    for candidate in (text, last[1] if last else ""):
        try:
            unit(candidate)
        except UnknownUnitError:
            continue
        return candidate
    return text
