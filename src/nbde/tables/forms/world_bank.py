"""World Bank tables: the API's CSV and the databank's, a column a year.

Written by the World Bank. A table is of this form if it has a column ``Country Name``, columns of
years, and one for the indicator's or series' code or name.

The unit is the last thing in parentheses of an indicator's name, as in ``GDP (current US$)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from nbde.schema import Table
from nbde.tables.forms.conflicts import first_table, one_value_per_series, repeated_header
from nbde.tables.forms.headings import is_part_of_a_year, year_of
from nbde.tables.forms.raw_table import (
    Column,
    Form,
    LongTable,
    RawTable,
    constant,
    map_pairs,
    melt,
    requested_rows,
)
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


def fits(header: Sequence[str], _stated: Iterable[str], table: Table) -> bool:
    """Whether a record is the header of a World Bank table."""
    names = {cell.strip().lower() for cell in header}
    years = any(year_of(cell) or is_part_of_a_year(cell) for cell in header)
    return (
        table.name == "observations"
        and _ENTITY in names
        and years
        and not names.isdisjoint(_CODES + _NAMES)
    )


def read(raw: RawTable, _table: Table, reading: Reading) -> LongTable:
    """The figures of the requested indicators."""
    places = [_place(raw, names) for names in ((_ENTITY,), _CODES + _NAMES, _NAMES + _CODES)]
    raw, problems = first_table(raw, repeated_header(raw, places))
    raw, ignored = requested_rows(raw, places[1], reading.asked)
    code, name = (raw.column(place) for place in places[1:])
    units, editions = (
        Column(name.header, map_pairs(name.cells, code.cells, read), name.origin)
        for read in (_unit, _edition)
    )
    problems += one_value_per_series(raw, [code], [units, editions])
    kept = {
        "entity": raw.column(_place(raw, (_ENTITY,))),
        "indicator": code,
        "name_en": name,
        "unit": units,
        "edition": editions,
        "source": Column("", constant(_source(raw), len(raw)), Location()),
    }
    years = [(year_of(cell), place) for place, cell in enumerate(raw.records.header)]
    columns = [(year, raw.column(place)) for year, place in years if year]
    long = melt(raw, [*kept.items()], columns, ("year", "value"))
    long.ignored = ignored
    long.problems = problems + [
        raw.header_problem(place, "problem.year_part")
        for place, cell in enumerate(raw.records.header)
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


def _place(raw: RawTable, names: Sequence[str]) -> int:
    header = [cell.strip().lower() for cell in raw.records.header]
    return next(header.index(name) for name in names if name in header)


def _source(raw: RawTable) -> str:
    """The database and the day it was updated, as the file states them."""
    above = [cell.text for cell in raw.above]
    around = "\n".join([*above, *(cell.text for cell in raw.below)])
    database = _DATABASE.search(around)
    named = above[above.index("Data Source") + 1 :] if "Data Source" in above else []
    name = database[1].strip(' ",') if database else "".join(named[:1])
    updated = _UPDATED.search(around)
    parts = ["World Bank", name, f"updated {updated[1]}" if updated else ""]
    return ", ".join(part for part in parts if part)


FORM = Form("world_bank_csv", fits, read, is_collection=True)
