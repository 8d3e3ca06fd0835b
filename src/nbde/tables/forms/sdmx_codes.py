"""The code lists of SDMX: the status of an observation, multipliers, units.

`CL_OBS_STATUS` as SDMX and Eurostat write its codes, and the names that SDMX gives them. A status
that is not listed (normal, estimated, imputed, a break, low reliability) changes nothing. Eurostat
joins the letters of several: ``bp`` is a break and provisional. Units are those of the lists of
OECD, Eurostat and the UN.
"""

from __future__ import annotations

import re
from functools import lru_cache

from nbde.tables.csv import FactorizedColumn
from nbde.tables.forms.headings import known_unit
from nbde.tables.forms.raw_table import map_pairs

_PRELIMINARY = frozenset(
    {"p", "provisional value", "provisional", "v", "unvalidated value", "preliminary"}
)
_REVISED = frozenset({"r", "revised"})
_NO_OBSERVATION = frozenset(
    {
        "f", "forecast value", "forecast",
        "h", "missing value; holiday or weekend",
        "l", "missing value; data exist but were not collected",
        "m", "missing value; data cannot exist",
        "o", "missing value",
        "q", "missing value; suppressed",
    }
)  # fmt: skip
_BETWEEN = re.compile(r"\s*[,;:/|+]\s*")
_LETTERS = re.compile(r"[bcdefinprsuvz](?: ?[bcdefinprsuvz]){1,2}")
_POWER_NAMES = {
    "units": 0, "tens": 1, "hundreds": 2, "thousands": 3, "tens of thousands": 4, "millions": 6,
    "billions": 9, "trillions": 12,
}  # fmt: skip
_WHOLE = re.compile(r"([0-9]{1,2})(?:\.0+)?", re.ASCII)
_MULTIPLES = {0: "", 3: "thousand ", 6: "million ", 9: "billion ", 12: "trillion "}
_PERCENT = re.compile(r"(?:PT|PC)(?:_.+)?|PERCENT|PCT|PA")
_INDEX = re.compile(r"(?:CLV_)?I(?:X|NDEX)?([0-9]{2})?")
_MONEY = re.compile(
    r"(?:(?P<prices>CLV[0-9]{2}|CP)_)?(?P<times>M|MIO_|THS_)?(?P<currency>[A-Z]{3})(?P<each>_HAB)?"
)
_MONEY_TIMES = {None: "", "M": "million ", "MIO_": "million ", "THS_": "thousand "}
_MULTIPLIED = {"_": "", "MIO_": "million ", "THS_": "thousand "}
_COUNTED = {
    "PS": "persons", "PER": "persons", "PERS": "persons", "NR": "number", "NB": "number",
    "T": "tonnes", "KG": "kg", "H": "hours", "HR": "hours", "KM2": "km2", "HA": "ha", "M3": "m3",
    "TOE": "toe",
}  # fmt: skip
_UNIT_CODES = {
    "Y": "years", "YR": "years", "KTOE": "thousand toe", "MTOE": "million toe", "KWH": "kWh",
    "MWH": "MWh", "GWH": "GWh", "TWH": "TWh", "GJ": "GJ", "TJ": "TJ",
    "THS": "thousand number", "MIO": "million number",
    "PS_KM2": "persons/km2", "PER_1000_POP": "per 1,000 people",
    "PER_100000_POP": "per 100,000 people", "USD_PPP": "international $",
}  # fmt: skip
_AT_PRICES = {"CU_USD": ("USD", "current prices"), "CON_USD": ("USD", "constant prices")}


def vintage(status: str) -> str:
    """Preliminary or revised, or nothing.

    Examples
    --------
    >>> vintage("P"), vintage("Provisional value"), vintage("bp"), vintage("A")
    ('preliminary', 'preliminary', 'preliminary', '')
    """
    said = _statuses(status)
    if said & _PRELIMINARY:
        return "preliminary"
    return "revised" if said & _REVISED else ""


def is_observed(status: str) -> bool:
    """Whether there is an observed figure: neither a forecast nor a missing one.

    Examples
    --------
    >>> is_observed("E"), is_observed("fe"), is_observed("Forecast value")
    (True, False, False)
    """
    return _statuses(status).isdisjoint(_NO_OBSERVATION)


def _statuses(status: str) -> set[str]:
    """The statuses that a text gives: the whole of it, its parts, and the letters it joins."""
    text = status.strip().lower()
    parts = {text, *_BETWEEN.split(text)}
    letters = {letter for part in parts if _LETTERS.fullmatch(part) for letter in part}
    return parts | letters


def with_multipliers(units: FactorizedColumn, multipliers: FactorizedColumn) -> FactorizedColumn:
    """The units with their multipliers: SDMX's powers of ten, or their names (``Millions``)."""
    return map_pairs(units, multipliers, with_multiplier)


def with_multiplier(unit: str, multiplier: str) -> str:
    """The unit multiplied; as they stand, and so no unit that nbde knows, where it is unclear.

    Examples
    --------
    >>> with_multiplier("USD", "6"), with_multiplier("persons", "Thousands")
    ('million USD', 'thousand persons')
    """
    power = power_of(multiplier)
    if not multiplier.strip() or power == 0 or not unit:
        return unit
    if power is None:
        return f"{multiplier} {unit}"
    return _MULTIPLES.get(power, f"1{'0' * power} ") + unit


def power_of(multiplier: str) -> int | None:
    """The power of ten that a multiplier is; None where it is no such.

    Examples
    --------
    >>> power_of("6"), power_of("6.0"), power_of("Thousands"), power_of("-3")
    (6, 6, 3, None)
    """
    text = multiplier.strip().lower()
    whole = _WHOLE.fullmatch(text)
    return _POWER_NAMES.get(text, int(whole[1]) if whole else None)


@lru_cache(maxsize=4096)
def unit_and_edition(code: str) -> tuple[str, str]:
    """The unit that a code of a list of units means, and the prices or the base year it is at.

    A code that is not known here stays as it is. Those of a national currency (XDC, NAC) are not:
    which currency it is depends on the entity.

    Examples
    --------
    >>> unit_and_edition("PT_B1GQ"), unit_and_edition("CLV15_MEUR"), unit_and_edition("XDC")
    (('%', ''), ('million EUR', 'CLV15'), ('XDC', ''))
    >>> unit_and_edition("THS_T"), unit_and_edition("GWH")
    (('thousand tonnes', ''), ('GWh', ''))
    """
    if _PERCENT.fullmatch(code):
        return "%", ""
    if code in _UNIT_CODES:
        return _UNIT_CODES[code], ""
    times, _, counted = code.rpartition("_")
    if counted in _COUNTED and f"{times}_" in _MULTIPLIED:
        return _MULTIPLIED[f"{times}_"] + _COUNTED[counted], ""
    if code in _AT_PRICES:
        return _AT_PRICES[code]
    if index := _INDEX.fullmatch(code):
        return "index", f"{_year(index[1])} = 100" if index[1] else ""
    money = _MONEY.fullmatch(code)
    currency = known_unit(money["currency"]) if money else None
    if money is None or currency is None or not currency.is_currency:
        return code, ""
    each = "/person" if money["each"] else ""
    return _MONEY_TIMES[money["times"]] + money["currency"] + each, money["prices"] or ""


def _year(digits: str) -> str:
    """The year of two digits, from 1950 to 2049."""
    return ("20" if digits < "50" else "19") + digits
