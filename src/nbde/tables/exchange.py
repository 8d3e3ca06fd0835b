"""Yuan and US dollars, by the average rate of a year in the bundled table."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from functools import cache

from nbde.errors import DataError
from nbde.tables import bundled
from nbde.tables.units import DimensionError, Unit, factor


@cache
def _rates() -> dict[int, Decimal]:
    with bundled.path("exchange_rates.csv").open(encoding="utf-8", newline="") as table:
        return {int(row["year"]): Decimal(row["cny_per_usd"]) for row in csv.DictReader(table)}


def years() -> list[int]:
    """The years that have a rate, in order."""
    return sorted(_rates())


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
        known = years()
        raise DataError("error.no_exchange_rate", year=year, first=known[0], last=known[-1])
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
