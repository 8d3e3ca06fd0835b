"""World Bank tables: the API's CSV and the databank's, a column a year.

The unit is the last thing in parentheses of an indicator's name, as in ``GDP (current US$)``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from nbde.schema import Table
from nbde.tables.forms.grid import Column, LongTable, RawTable, constant, paired
from nbde.tables.forms.headers import is_part_of_a_year, year_of
from nbde.tables.forms.melting import melted
from nbde.tables.forms.passing import asked_for
from nbde.tables.forms.repeated import repeated_header
from nbde.tables.forms.stacked import first_table
from nbde.tables.forms.varying import varying
from nbde.tables.sheet import Location
from nbde.tables.source import Reading

_ENTITY = "country name"
_CODES = ("indicator code", "series code")
_NAMES = ("indicator name", "series name")
_WITHOUT_PARENTHESES = {
    "SP.POP.TOTL": "persons",
    "SP.POP.TOTL.FE.IN": "persons",
    "SP.POP.TOTL.MA.IN": "persons",
    "SP.URB.TOTL": "persons",
    "SP.RUR.TOTL": "persons",
    "SL.TLF.TOTL.IN": "persons",
    "SI.POV.GINI": "index",
}
_ESTIMATE = re.compile(r"\s*\((?:modeled ILO|national|ILO|WHO|UN|World Bank) estimates?\)\Z")
_LAST_PARENTHESES = re.compile(r"\(([^()]*)\)\Z")
_PERCENT = re.compile(r"%(?: .*)?|annual %")
_BESIDE_THE_UNIT = re.compile(
    r"\A(?:BoP|includes gold|(?:modeled|national) estimate), |(?<=women) ages [0-9]+-[0-9]+\Z"
)
_CURRENT = re.compile(r"current (US\$|international \$)")
_CONSTANT = re.compile(r"(constant \d{4}) (US\$|international \$)")
_DOLLARS = {"US$": "USD", "international $": "international $"}
_INDEX = re.compile(r"\d{4} ?= ?100")
_UPDATED = re.compile(r"Last Updated(?: Date)?[:\s]*([0-9/-]+)")
_DATABASE = re.compile(r"Data from database:\s*(.+)")


def fits(header: Sequence[str], table: Table) -> bool:
    """Whether a record is the header of a World Bank table."""
    names = {cell.strip().lower() for cell in header}
    years = any(year_of(cell) or is_part_of_a_year(cell) for cell in header)
    return (
        table.name == "observations"
        and _ENTITY in names
        and years
        and not names.isdisjoint(_CODES + _NAMES)
    )


def read(grid: RawTable, reading: Reading) -> LongTable:
    """The figures of the indicators asked for."""
    places = [_place(grid, names) for names in ((_ENTITY,), _CODES + _NAMES, _NAMES + _CODES)]
    grid, problems = first_table(grid, repeated_header(grid, places))
    grid, passed_over = asked_for(grid, places[1], reading.asked)
    code, name = (grid.column(place) for place in places[1:])
    units, editions = (
        Column(name.header, paired(name.cells, code.cells, read), name.origin)
        for read in (_unit, _edition)
    )
    problems += varying(grid, [code], [units, editions])
    kept = {
        "entity": grid.column(_place(grid, (_ENTITY,))),
        "indicator": code,
        "name_en": name,
        "unit": units,
        "edition": editions,
        "source": Column("", constant(_source(grid), len(grid)), Location()),
    }
    years = [(year_of(cell), place) for place, cell in enumerate(grid.records.header)]
    columns = [(year, grid.column(place)) for year, place in years if year]
    long = melted(grid, [*kept.items()], columns, ("year", "value"))
    long.passed_over = passed_over
    long.problems = problems + [
        grid.header_problem(place, "problem.year_part")
        for place, cell in enumerate(grid.records.header)
        if is_part_of_a_year(cell.partition(" [")[0])
    ]
    return long


@lru_cache(maxsize=4096)
def unit_and_edition(name: str, code: str) -> tuple[str, str]:
    """The unit of an indicator, and the prices or the base year that its figures are at.

    Each kind of prices is an edition of its own: constant and current ones do not mix.

    Examples
    --------
    >>> unit_and_edition("GDP (current US$)", ""), unit_and_edition("GDP (constant 2015 US$)", "")
    (('USD', 'current prices'), ('USD', 'constant 2015 prices'))
    >>> unit_and_edition("Unemployment, total (% of total labor force) (modeled ILO estimate)", "")
    ('%', '')
    """
    match = _LAST_PARENTHESES.search(_ESTIMATE.sub("", name))
    if match is None:
        return _WITHOUT_PARENTHESES.get(code, ""), ""
    said = _BESIDE_THE_UNIT.sub("", match[1].strip())
    if _PERCENT.fullmatch(said):
        return "%", ""
    if prices := _CURRENT.fullmatch(said):
        return _DOLLARS[prices[1]], "current prices"
    if prices := _CONSTANT.fullmatch(said):
        return _DOLLARS[prices[2]], f"{prices[1]} prices"
    return ("index", said) if _INDEX.fullmatch(said) else (said, "")


def _unit(name: str, code: str) -> str:
    return unit_and_edition(name, code)[0]


def _edition(name: str, code: str) -> str:
    return unit_and_edition(name, code)[1]


def _place(grid: RawTable, names: Sequence[str]) -> int:
    header = [cell.strip().lower() for cell in grid.records.header]
    return next(header.index(name) for name in names if name in header)


def _source(grid: RawTable) -> str:
    """The database and the day it was updated, as the file states them."""
    above = [cell.text for cell in grid.above]
    around = "\n".join([*above, *(cell.text for cell in grid.below)])
    database = _DATABASE.search(around)
    named = above[above.index("Data Source") + 1 :] if "Data Source" in above else []
    name = database[1].strip(' ",') if database else "".join(named[:1])
    updated = _UPDATED.search(around)
    parts = ["World Bank", name, f"updated {updated[1]}" if updated else ""]
    return ", ".join(part for part in parts if part)
