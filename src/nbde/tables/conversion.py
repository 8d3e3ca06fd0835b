"""Quantities in other units: one, a frame's money, and yuan in dollars by the rate of a year."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from nbde.errors import DataError
from nbde.schema import COLUMNS, Kind
from nbde.tables import bundled
from nbde.tables.numbers import ParsedNumber
from nbde.tables.units import DimensionError, Unit, UnknownUnitError, factor, unit

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


def as_frame(number: Fraction, goal: Unit) -> pd.DataFrame:
    """The quantity as a frame of one row, the columns of ``schema.OUTPUTS["convert"]``."""
    import pandas as pd

    return pd.DataFrame({"value": [float(number)], "unit": [goal.text]})


@cache
def _rates() -> dict[int, Decimal]:
    with bundled.path("exchange_rates.csv").open(encoding="utf-8", newline="") as table:
        return {int(row["year"]): Decimal(row["cny_per_usd"]) for row in csv.DictReader(table)}


def rate(year: int) -> Decimal:
    """The average exchange rate of a year [yuan per US dollar].

    Raises
    ------
    DataError
        If the table has no rate of that year.

    Examples
    --------
    >>> rate(2024)
    Decimal('7.1957')
    """
    if year not in _rates():
        raise DataError(
            "error.no_exchange_rate", year=year, first=min(_rates()), last=max(_rates())
        )
    return _rates()[year]


def convert_currency(
    number: Decimal | Fraction | int, source: Unit, goal: Unit, year: int
) -> Fraction:
    """The same sum in another unit, yuan and US dollars joined by the average rate of `year`.

    Parameters
    ----------
    number
        The sum [`source`].
    source, goal
        Two currency units, of yuan or of US dollars.
    year
        The year whose average rate joins them; not looked up where the currency is the same.

    Raises
    ------
    DimensionError
        If the units are neither of one dimension nor one of yuan and the other of US dollars.
    DataError
        If the table has no rate of that year.
    """
    if source.dimension == goal.dimension:
        return Fraction(number) * factor(source, goal)
    if {source.currency, goal.currency} != {"CNY", "USD"}:
        raise DimensionError(source, goal)
    dollar = Fraction(rate(year))
    crossing = dollar if source.currency == "USD" else 1 / dollar
    return Fraction(number) * crossing * source.scale / goal.scale


def plain(value: Decimal | Fraction | int) -> str:
    """The number in figures without an exponent: exact where it terminates, else a double's digits.

    Examples
    --------
    >>> plain(Fraction(1, 8)), plain(Fraction(1, 3)), plain(Decimal("1.50E+3"))
    ('0.125', '0.3333333333333333', '1500')
    """
    exact = Fraction(value)
    places = exact.denominator.bit_length()  # as many as any decimal of this denominator needs
    scaled = exact * 10**places
    if scaled.denominator == 1:
        sign, digits, _ = Decimal(scaled.numerator).as_tuple()
        number = Decimal((sign, digits, -places))
    else:
        number = Decimal(repr(float(exact)))
    figures = f"{number:f}"
    return figures.rstrip("0").rstrip(".") if "." in figures else figures


def in_unit(frame: pd.DataFrame, goal: str) -> pd.DataFrame:
    """The frame with every quantity of money in the unit `goal`; other quantities stay as they are.

    Parameters
    ----------
    frame
        Columns of `schema.OUTPUTS`; a quantity's unit stands in the column its schema names.
    goal
        A unit of currency.

    Raises
    ------
    DataError
        If a row's money is in another currency.
    """
    import numpy as np
    import pandas as pd

    from nbde.formulas.scale import rescale

    changed = frame.copy()
    for column in frame.columns:
        declared = COLUMNS.get(column)
        if declared is None or declared.kind is not Kind.QUANTITY:
            continue
        if declared.unit_from in frame:
            units = frame[declared.unit_from]
            ratios = {text: _ratio(text, goal) for text in units.unique()}
            ratio = units.astype(object).map(ratios).to_numpy(np.float64)
            changed[column] = np.where(
                ratio == 1, frame[column], rescale(frame[column].to_numpy(np.float64), ratio)
            )
    for column in ("unit", "denominator_unit"):
        if column in frame:
            money = {text: goal for text in frame[column].unique() if _is_money(text)}
            changed[column] = pd.Categorical(frame[column].astype(object).replace(money))
    return changed


def _is_money(text: str) -> bool:
    return bool(text) and unit(text).is_currency


def _ratio(text: str, goal: str) -> float:
    """The factor of figures in the unit `text`: 1 where it is no currency."""
    if not _is_money(text):
        return 1.0
    try:
        return float(factor(unit(text), unit(goal)))
    except DimensionError:
        raise DataError("error.unit_currency", unit=goal, currency=text) from None
