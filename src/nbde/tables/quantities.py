"""A single quantity out of a text: its number in the unit it is written with."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from nbde.tables.numbers import ParsedNumber
from nbde.tables.units import Unit, UnknownUnitError, factor, unit

if TYPE_CHECKING:
    import pandas as pd


def as_written(written: ParsedNumber) -> tuple[Fraction, Unit]:
    """The number in the unit as written: 1.57 and 万亿元 for ``1.57万亿元``.

    Raises
    ------
    UnknownUnitError
        If it has no unit, or one that nbde does not know.

    Examples
    --------
    >>> from nbde.tables.numbers import read_number
    >>> number, unit = as_written(read_number("4.5万个"))
    >>> float(number), unit.text
    (4.5, '万个')
    """
    base = unit(written.unit)
    try:
        whole = unit(written.full_unit)
    except UnknownUnitError:
        whole = base
    return Fraction(written.number) * factor(base, whole), whole


def as_frame(number: Fraction, unit: Unit) -> pd.DataFrame:
    """The quantity as a frame of one row, the columns of ``schema.OUTPUTS["convert"]``."""
    import pandas as pd

    return pd.DataFrame({"value": [float(number)], "unit": [unit.text]})
