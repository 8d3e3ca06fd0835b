"""A unit and, beside it, the multiplier that a table gives in a column of its own."""

from __future__ import annotations

import re

from nbde.tables.csv import FactorizedColumn
from nbde.tables.forms.grid import paired

_POWERS = {
    "units": 0, "tens": 1, "hundreds": 2, "thousands": 3, "tens of thousands": 4, "millions": 6,
    "billions": 9, "trillions": 12,
}  # fmt: skip
_WHOLE = re.compile(r"([0-9]{1,2})(?:\.0+)?", re.ASCII)
_WORDS = {0: "", 3: "thousand ", 6: "million ", 9: "billion ", 12: "trillion "}


def multiplied(units: FactorizedColumn, multipliers: FactorizedColumn) -> FactorizedColumn:
    """The units with their multipliers: SDMX's powers of ten, or their names (``Millions``)."""
    return paired(units, multipliers, with_multiplier)


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
    return _WORDS.get(power, f"1{'0' * power} ") + unit


def power_of(multiplier: str) -> int | None:
    """The power of ten that a multiplier is; None where it is no such.

    Examples
    --------
    >>> power_of("6"), power_of("6.0"), power_of("Thousands"), power_of("-3")
    (6, 6, 3, None)
    """
    text = multiplier.strip().lower()
    whole = _WHOLE.fullmatch(text)
    return _POWERS.get(text, int(whole[1]) if whole else None)
