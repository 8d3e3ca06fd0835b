"""SDMX-CSV 1.0 and 2.0: a row an observation, a column a dimension or an attribute.

Written by Eurostat, the OECD, the UN and central banks. A table is of this form if its header has
the ids ``TIME_PERIOD`` and ``OBS_VALUE``, alone or before a colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from nbde.errors import Problem
from nbde.errors import shown as quoted
from nbde.schema import Table
from nbde.tables.csv import FactorizedColumn
from nbde.tables.forms.conflicts import first_table, one_value_per_series, repeated_header
from nbde.tables.forms.raw_table import (
    MISSING,
    Form,
    LongTable,
    RawTable,
    filter_rows,
    map_pairs,
    map_texts,
    requested_rows,
    without_rows,
)
from nbde.tables.forms.sdmx_codes import (
    is_observed,
    power_of,
    unit_and_edition,
    vintage,
    with_multipliers,
)
from nbde.tables.source import Reading

if TYPE_CHECKING:
    from nbde.tables.csv import Bools

_TIME, _VALUE, _NAMED, _DELETED = "TIME_PERIOD", "OBS_VALUE", "STRUCTURE_NAME", "D"
_ENTITIES = ("REF_AREA", "GEO", "COUNTRY", "LOCATION")
_INDICATORS = ("INDICATOR", "SERIES", "INDIC", "MEASURE", "SUBJECT", "NA_ITEM")
_FLOWS = ("STRUCTURE_ID", "DATAFLOW", "KEY")
_UNITS, _STATUSES = ("UNIT_MEASURE", "UNIT"), ("OBS_STATUS", "OBS_FLAG")
_MULTIPLIER = re.compile(r".*(?:UNIT_MULT|MULTIPLIER).*")
_EDITIONS = {
    "PRICE_BASE": "prices", "PRICES": "prices", "BASE_PER": "base", "BASE_PERIOD": "base",
    "BASE_YEAR": "base", "REF_YEAR_PRICE": "prices of", "PRICE_REF_YEAR": "prices of",
}  # fmt: skip
_NO_EDITION = frozenset({"", "_Z", "_T"})
_NO_DIMENSIONS = frozenset(
    {"STRUCTURE", "ACTION", "LAST UPDATE", "DECIMALS", "TITLE", "TIME_FORMAT", "CONF_STATUS",
     _NAMED, _TIME, _VALUE, *_STATUSES}
)  # fmt: skip
_EVERYWHERE = frozenset({"FREQ", "FREQUENCY", "SEX", "AGE", *_FLOWS})

_FLOW = re.compile(r"(?:[^:(]*:)?(?:[^@(:]*@)?([^(:]+)")
_CODED = re.compile(r"[A-Z][A-Z0-9_]*|[a-z][a-z0-9_]*")
_ANNUAL = re.compile(r"([0-9]{4})-A1")


def fits(header: Sequence[str], _stated: Iterable[str], table: Table) -> bool:
    """Whether a record is the header of an SDMX-CSV text."""
    return table.name == "observations" and {_TIME, _VALUE} <= {_id(cell) for cell in header}


def read(raw: RawTable, _table: Table, reading: Reading) -> LongTable:
    """The observed figures of the requested indicators."""
    parts = _Components.of(raw)
    firm = [parts.ids.index(name) for name in (_TIME, _VALUE)]
    raw, again = first_table(raw, repeated_header(raw, firm))
    named = parts.place([*_INDICATORS, *parts.starting_with("INDIC_")])
    indicator = parts.place(_FLOWS) if named is None else named
    names = [] if named is None else [parts.names(raw, named)]
    coded, ignored = requested_rows(
        _with_codes(raw, parts, indicator, names), indicator, reading.asked
    )
    coded = filter_rows(coded, _observed(coded, parts))
    known = [parts.place(_ENTITIES), indicator]
    problems = [
        *again,
        *one_value_per_series(
            coded,
            [coded.column(place) for place in known if place is not None],
            [coded.column(place) for place in parts.dimensions(known)],
        ),
        *_disagreeing(coded, parts.multipliers()),
    ]
    long = _long(without_rows(coded) if problems else coded, parts, indicator, named)
    long.problems, long.ignored = problems, ignored
    return long


@dataclass(frozen=True, slots=True)
class _Components:
    """The components of the structure: each column's id, empty for one that holds names.

    `name_of` gives the column of names that a column of codes has, where there is one.
    """

    ids: list[str]
    name_of: dict[int, int]

    @classmethod
    def of(cls, raw: RawTable) -> _Components:
        """The components that the header names, alone or as ``FREQ: Frequency``."""
        header = [cell.strip() for cell in raw.records.header]
        ids = [_id(cell) for cell in header]
        name_of: dict[int, int] = {}
        if _NAMED in ids:
            codes = [p for p, cell in enumerate(header[:-1]) if _CODED.fullmatch(cell)]
            for place in codes:
                if not _CODED.fullmatch(header[place + 1]) and _names(raw, place):
                    name_of[place], ids[place + 1] = place + 1, ""
        return cls(ids, name_of)

    def place(self, names: Sequence[str]) -> int | None:
        """The column of the first of these ids that is there."""
        return next((self.ids.index(name) for name in names if name in self.ids), None)

    def starting_with(self, beginning: str) -> list[str]:
        """The ids that begin so."""
        return [name for name in self.ids if name.startswith(beginning)]

    def dimensions(self, but: Sequence[int | None]) -> list[int]:
        """The columns that distinguish series, besides some.

        They stand before the value. Where the time does not, the columns are in no order, and
        each that is no known attribute is taken for one.
        """
        ordered = self.ids.index(_TIME) < self.ids.index(_VALUE)
        last = self.ids.index(_VALUE) if ordered else len(self.ids)
        multipliers = self.multipliers()
        return [
            place
            for place, name in enumerate(self.ids)
            if (place < last and name and name not in _NO_DIMENSIONS) or name in _EVERYWHERE
            if place not in but and place not in multipliers
        ]

    def multipliers(self) -> list[int]:
        """The columns of powers of ten, or of their names."""
        return [place for place, name in enumerate(self.ids) if _MULTIPLIER.fullmatch(name)]

    def names(self, raw: RawTable, place: int) -> FactorizedColumn:
        """The names beside the codes of a column, or in its cells; empty without them."""
        beside = self.name_of.get(place)
        columns = raw.records.columns
        return map_texts(columns[place], _name) if beside is None else columns[beside]


def _with_codes(
    raw: RawTable, parts: _Components, indicator: int | None, further: Sequence[FactorizedColumn]
) -> RawTable:
    """The table with codes alone where cells say ``A: Annual``, and further columns at its end."""
    columns = list(raw.records.columns)
    for place, (name, header) in enumerate(zip(parts.ids, raw.records.header, strict=True)):
        if name in _FLOWS:
            read = _flow if place == indicator else _same
        else:
            read = _period if name == _TIME else _code if ":" in header else _same
        if name != _VALUE:
            columns[place] = map_texts(columns[place], read)
    return replace(raw, records=replace(raw.records, columns=[*columns, *further]))


def _observed(raw: RawTable, parts: _Components) -> Bools:
    """The rows that have a figure, and one that was observed."""
    columns = raw.records.columns
    rows = columns[parts.ids.index(_VALUE)].matches(
        lambda text: text not in MISSING and text != ":"
    )
    status, action = parts.place(_STATUSES), parts.place(("ACTION",))
    if status is not None:
        rows &= columns[status].matches(is_observed)
    if action is not None:
        rows &= columns[action].matches(lambda text: text != _DELETED)
    return rows


def _long(raw: RawTable, parts: _Components, indicator: int | None, named: int | None) -> LongTable:
    long = LongTable(raw.records.line)
    for name, place in (
        ("entity", parts.place(_ENTITIES)), ("indicator", indicator),
        ("year", parts.ids.index(_TIME)), ("value", parts.ids.index(_VALUE)),
        ("source", parts.place(_FLOWS)),
    ):  # fmt: skip
        if place is not None:
            column = raw.column(place)
            long.add(name, column.cells, column.origin)
    if named is not None:
        long.add("name_en", raw.records.columns[-1], raw.column(named).origin)
    units, status = parts.place(_UNITS), parts.place(_STATUSES)
    if units is not None:
        _add_units(long, raw, units, parts)
    if status is not None:
        column = raw.column(status)
        long.add("vintage", map_texts(column.cells, vintage), column.origin)
    return long


def _add_units(long: LongTable, raw: RawTable, units: int, parts: _Components) -> None:
    """The units with their multipliers; what prices or base they have is the edition."""
    column = raw.column(units)
    words = map_texts(column.cells, lambda code: unit_and_edition(code)[0])
    edition = map_texts(column.cells, lambda code: unit_and_edition(code)[1])
    times = parts.multipliers()
    if times:
        powers = [raw.column(place).cells for place in times]
        words = with_multipliers(words, reduce(partial(map_pairs, read=_first), powers))
    for place, name in enumerate(parts.ids):
        if name in _EDITIONS:
            said = map_texts(raw.column(place).cells, partial(_said, _EDITIONS[name]))
            edition = map_pairs(edition, said, _both)
    long.add("unit", words, column.origin)
    long.add("edition", edition, column.origin)


def _first(one: str, other: str) -> str:
    return one or other


def _said(what: str, text: str) -> str:
    return "" if text in _NO_EDITION else f"{what} {text}"


def _both(one: str, other: str) -> str:
    return ", ".join(text for text in (one, other) if text)


def _disagreeing(raw: RawTable, places: Sequence[int]) -> list[Problem]:
    """The first row of each two columns of multipliers in which they do not say the same."""
    found = []
    for one, other in combinations(map(raw.column, places), 2):
        apart = map_pairs(one.cells, other.cells, _apart).matches(bool)
        if apart.any():
            row = int(np.argmax(apart))
            said = quoted(one.cells.get(row))
            found.append(
                raw.cell_problem(other, row, "problem.multipliers", other.header, other=said)
            )
    return found


def _apart(one: str, other: str) -> str:
    """Something where two multipliers are stated and differ."""
    same = one.lower() == other.lower() or power_of(one) == power_of(other) is not None
    return "" if same or not one or not other else "apart"


def _names(raw: RawTable, place: int) -> bool:
    """Whether the next column holds the names of this one's codes: each code has one name.

    A time's name is nothing or the time itself. Codes that may differ within a series have none
    here: what stands beside them could be a dimension.
    """
    codes, names = raw.records.columns[place : place + 2]
    component = _id(raw.records.header[place])
    if component == _TIME:
        other = map_pairs(codes, names, lambda time, name: "" if time == name else name)
        return not other.matches(bool).any()
    if component in _NO_DIMENSIONS or _MULTIPLIER.fullmatch(component):
        return False
    code, name = (np.asarray(column.map(_same).codes, np.int64) for column in (codes, names))
    return len(np.unique(code * (len(names.texts) + 1) + name)) == len(np.unique(code))


def _id(header: str) -> str:
    """The id of a component, which the header names alone or before a colon."""
    return header.partition(":")[0].strip().upper()


def _same(cell: str) -> str:
    return cell


def _code(cell: str) -> str:
    return cell.partition(":")[0].strip()


def _name(cell: str) -> str:
    return cell.partition(":")[2].strip()


def _period(text: str) -> str:
    """The year of an annual reporting period (``2020-A1``); any other text as it is."""
    annual = _ANNUAL.fullmatch(text)
    return annual[1] if annual else text


def _flow(text: str) -> str:
    """The dataflow's own id: DF_NAAG_I of ``OECD.SDD.NAD:DSD_NAAG@DF_NAAG_I(1.0)``."""
    match = _FLOW.match(text)
    return match[1].strip() if match else text


FORM = Form("sdmx_csv", fits, read, is_collection=True)
