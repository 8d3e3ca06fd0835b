"""The codes that SDMX lists of units use: OECD's, Eurostat's, the UN's."""

from __future__ import annotations

import re
from functools import lru_cache

from nbde.tables.units import UnknownUnitError, unit

_PERCENT = re.compile(r"(?:PT|PC)(?:_.+)?|PERCENT|PCT|PA")
_INDEX = re.compile(r"(?:CLV_)?I(?:X|NDEX)?([0-9]{2})?")
_MONEY = re.compile(
    r"(?:(?P<prices>CLV[0-9]{2}|CP)_)?(?P<times>M|MIO_|THS_)?(?P<currency>[A-Z]{3})(?P<each>_HAB)?"
)
_TIMES = {None: "", "M": "million ", "MIO_": "million ", "THS_": "thousand "}
_MULTIPLIED = {"_": "", "MIO_": "million ", "THS_": "thousand "}
_COUNTED = {
    "PS": "persons", "PER": "persons", "PERS": "persons", "NR": "number", "NB": "number",
    "T": "tonnes", "KG": "kg", "H": "hours", "HR": "hours", "KM2": "km2", "HA": "ha", "M3": "m3",
    "TOE": "toe",
}  # fmt: skip
_WORDS = {
    "Y": "years", "YR": "years", "KTOE": "thousand toe", "MTOE": "million toe", "KWH": "kWh",
    "MWH": "MWh", "GWH": "GWh", "TWH": "TWh", "GJ": "GJ", "TJ": "TJ",
    "THS": "thousand number", "MIO": "million number",
    "PS_KM2": "persons/km2", "PER_1000_POP": "per 1,000 people",
    "PER_100000_POP": "per 100,000 people", "USD_PPP": "international $",
}  # fmt: skip
_AT_PRICES = {"CU_USD": ("USD", "current prices"), "CON_USD": ("USD", "constant prices")}


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
    if code in _WORDS:
        return _WORDS[code], ""
    times, _, counted = code.rpartition("_")
    if counted in _COUNTED and f"{times}_" in _MULTIPLIED:
        return _MULTIPLIED[f"{times}_"] + _COUNTED[counted], ""
    if code in _AT_PRICES:
        return _AT_PRICES[code]
    if index := _INDEX.fullmatch(code):
        return "index", f"{_year(index[1])} = 100" if index[1] else ""
    money = _MONEY.fullmatch(code)
    if money is None or not _is_currency(money["currency"]):
        return code, ""
    each = "/person" if money["each"] else ""
    return _TIMES[money["times"]] + money["currency"] + each, money["prices"] or ""


def _year(digits: str) -> str:
    """The year of two digits, from 1950 to 2049."""
    return ("20" if digits < "50" else "19") + digits


def _is_currency(code: str) -> bool:
    try:
        return unit(code).is_currency
    except UnknownUnitError:
        return False
