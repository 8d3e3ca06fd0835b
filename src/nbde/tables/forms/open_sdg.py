"""The CSV of an Open SDG site: a file an indicator, the headline and its disaggregations.

Written by the sites of national statistical offices that run Open SDG (the UK's, the USA's, …). A
table is of this form if it has no column for the indicator, and `Year` stands first and `Value`
last, or both stand anywhere beside Open SDG's column of units. A row is the headline's where all
columns of disaggregations are empty. Which columns are none is what Open SDG's own defaults say,
whose names are read in any case, with spaces or underscores.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from nbde.errors import Problem
from nbde.schema import Table
from nbde.tables.forms.conflicts import one_value_per_series
from nbde.tables.forms.headings import known_columns, known_unit
from nbde.tables.forms.raw_table import (
    MISSING,
    Form,
    LongTable,
    RawTable,
    constant,
    filter_rows,
    map_texts,
    without_rows,
)
from nbde.tables.forms.sdmx_codes import is_observed, vintage, with_multipliers
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
_PARENTHESES = re.compile(r"(?P<before>[^()]+?) ?\((?P<within>[^()]+)\)")
_SHARE = re.compile(r"(?:percent|per cent|percentage|%)(?: \(%\))?(?: of (?P<whole>.+))?", re.I)
_NO_WHOLE = re.compile(
    r"[0-9]{4}|[,;]|\b(?:per|change|growth|increase|decrease|base|baseline|level|index)\b", re.I
)
_QUANTITIES = frozenset(
    {"amount", "area", "distance", "duration", "energy", "length", "mass", "proportion", "rate",
     "share", "volume", "weight"}
)  # fmt: skip
_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$", "JPY": "¥", "CNY": "¥"}


def fits(header: Sequence[str], _stated: Iterable[str], table: Table) -> bool:
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
        and "indicator" not in known_columns(header, table)
    )


def read(raw: RawTable, _table: Table, reading: Reading) -> LongTable:
    """The headline figures."""
    places: dict[str, int] = {}
    for place, cell in enumerate(raw.records.header):
        places.setdefault(_plain(cell), place)
    groups = [raw.column(p) for name, p in places.items() if name not in _NO_DISAGGREGATION]
    headline = np.ones(len(raw), dtype=bool)
    for column in groups:
        headline &= ~column.cells.matches(bool)
    if len(raw) and not headline.any():
        return _refused(raw, "problem.no_headline", columns=", ".join(c.header for c in groups))
    units, status, times = (_first(places, names) for names in (_UNITS, _STATUSES, _TIMES))
    if units is None:
        return _refused(raw, "problem.no_units_column", column="Units")
    rows = headline & ~raw.column(places[_VALUE]).cells.isin(MISSING)
    if status is not None:
        rows &= raw.column(status).cells.matches(is_observed)
    raw = _of_the_whole_country(filter_rows(raw, rows), places.get(_PLACE))
    unit = replace(raw.column(units), cells=map_texts(raw.column(units).cells, unit_of))
    apart = [raw.column(places[name]) for name in (*_OF_THE_WHOLE, _PLACE) if name in places]
    problems = one_value_per_series(raw, [], [*apart, unit])
    raw = without_rows(raw) if problems else raw
    long = LongTable(raw.records.line, problems=problems)
    for name, header in (("year", _YEAR), ("value", _VALUE), ("name_en", _NAME)):
        if header in places:
            column = raw.column(places[header])
            long.add(name, column.cells, column.origin)
    code = reading.indicator or _indicator(raw.name)
    if code:
        long.add("indicator", constant(code, len(raw)), Location())
    words = map_texts(raw.column(units).cells, unit_of)
    if times is not None:
        words = with_multipliers(words, raw.column(times).cells)
    long.add("unit", words, raw.column(units).origin)
    if status is not None:
        column = raw.column(status)
        long.add("vintage", map_texts(column.cells, vintage), column.origin)
    return long


def _plain(header: str) -> str:
    """A header in lower case: Unit measure and UNIT_MEASURE are one."""
    return header.strip().lower().replace("_", " ")


def _first(places: dict[str, int], names: Sequence[str]) -> int | None:
    return next((places[name] for name in names if name in places), None)


def _of_the_whole_country(raw: RawTable, place: int | None) -> RawTable:
    """Without the rows that a code of a place alone sets apart from those that have none."""
    if place is None:
        return raw
    coded = raw.column(place).cells.matches(bool)
    return raw if coded.all() else filter_rows(raw, ~coded)


def _refused(raw: RawTable, key: str, **values: object) -> LongTable:
    """No figures, but a problem with the whole table."""
    problem = Problem(raw.name, raw.records.header_line, "", "", key, values)
    long = LongTable(raw.records.line[:0], problems=[problem])
    for name in ("indicator", "year", "value", "unit"):
        long.add(name, constant("", 0), Location())
    return long


def _indicator(file: str) -> str:
    """The code in a file's name: 8-1-1 of ``indicator_8-1-1.csv``."""
    match = None if file == STDIN_NAME else _FILE.fullmatch(Path(file).stem)
    return match["named"] or match["code"] if match else ""


@lru_cache(maxsize=4096)
def unit_of(text: str) -> str:
    """The unit that a text is, all of it; the text itself where a word of it is left over.

    Parentheses count where they repeat the unit before them, or give that of a quantity.

    Examples
    --------
    >>> unit_of("Percentage (%) of GDP"), unit_of("1 000 eur"), unit_of("Energy (MJ)")
    ('%', '1 000 eur', 'MJ')
    >>> unit_of("Million tonnes (t)"), unit_of("Percent change from 2005")
    ('Million tonnes (t)', 'Percent change from 2005')
    """
    share = _SHARE.fullmatch(text)
    if share and not _NO_WHOLE.search(share["whole"] or ""):
        return "%"
    parts = _PARENTHESES.fullmatch(text)
    if parts is None or known_unit(text):
        return text
    before, within = parts["before"], parts["within"]
    one, other = known_unit(before), known_unit(within)
    if one and other and (one.dimension, one.scale) == (other.dimension, other.scale):
        return before
    if before.lower() in _QUANTITIES and other:
        return within
    return before if _SIGNS.get(before) == within else text


FORM = Form("open_sdg_csv", fits, read)
