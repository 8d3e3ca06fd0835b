"""``nbde compound``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from nbde.cli.option_types import Quantity, Rate, positive_number, quantity
from nbde.cli.option_types import rate as rate_option
from nbde.cli.options import Output
from nbde.cli.output import resolve, write_result
from nbde.errors import UsageError

if TYPE_CHECKING:
    from nbde.tables.units import Unit


def compound(
    *,
    start: Annotated[
        Quantity | None,
        quantity("--start", help="Value at the start, such as 5000亿元 or 7.5%."),
    ] = None,
    end: Annotated[
        Quantity | None, quantity("--end", help="Value at the end, such as 1万亿元.")
    ] = None,
    rate: Annotated[
        Rate | None, rate_option("--rate", help="Compound growth per year, such as 12% or 0.12.")
    ] = None,
    years: Annotated[
        float | None, positive_number("--years", help="Number of years between start and end.")
    ] = None,
    whole_rate: Annotated[
        Rate | None,
        rate_option("--whole-rate", help="Growth per year over all --years of a plan."),
    ] = None,
    so_far: Annotated[
        Rate | None, rate_option("--so-far", help="Growth per year in the --elapsed years.")
    ] = None,
    elapsed: Annotated[
        float | None, positive_number("--elapsed", help="Years of the plan that are gone.")
    ] = None,
    out: Output,
) -> None:
    """Solve compound growth for start, end, rate or years.

    Give three of --start, --end, --rate and --years, get the fourth. Or give the whole plan's rate
    and years, the rate so far and the years elapsed, get the rate that the rest of the plan needs.

    Rates are compound (geometric) rates per year; the base year is not counted.
    """
    options = resolve(out, "compound")

    from nbde.analysis import compound as solver

    if (whole_rate, so_far, elapsed) == (None, None, None):
        given = sum(option is not None for option in (start, end, rate, years))
        if given != 3:
            raise UsageError("error.compound_three", count=given)
        first, last, unit = _in_one_unit(start, end)
        frame = solver.compound(
            start=first, end=last, rate=rate, years=years, unit=unit.text if unit else ""
        )
    else:
        if (start, end, rate) != (None, None, None):
            raise UsageError("error.compound_either")
        if whole_rate is None or years is None or so_far is None or elapsed is None:
            raise UsageError("error.compound_rest")
        if elapsed >= years:
            raise UsageError("error.compound_elapsed")
        frame = solver.rest_of_plan(
            whole_rate=whole_rate, years=years, rate_so_far=so_far, elapsed=elapsed
        )
    if options.for_people and out.precision is None:
        frame = frame.assign(rate=frame["rate"].map(_to_two_decimals))
    write_result(frame, options)


def _to_two_decimals(rate: float) -> str:
    """A rate as growth rates are quoted: 14.87 %; a smaller one keeps its first digits."""
    from nbde.formats.numbers import per_cent

    return per_cent(rate, 2 if abs(rate) >= 0.0001 else None)


def _in_one_unit(
    start: Quantity | None, end: Quantity | None
) -> tuple[float | None, float | None, Unit | None]:
    """Both numbers in one unit: that of the start, else that of the end."""
    from nbde.tables.units import DimensionError, factor

    units = [each.unit for each in (start, end) if each is not None]
    if None in units and any(units):
        raise UsageError("error.compound_one_unit")

    def level(quantity: Quantity | None) -> float | None:
        if quantity is None:
            return None
        unit = quantity.unit
        return float(quantity.number * (factor(unit, units[0]) if unit and units[0] else 1))

    try:
        return level(start), level(end), units[0]
    except DimensionError as error:
        start_unit, end_unit = error.goal.text, error.source.text
        raise UsageError("error.compound_units", start=start_unit, end=end_unit) from None
