"""``nbde compound``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typer import Option

from nbde.cli import answer, values
from nbde.cli.options import Output
from nbde.errors import UsageError
from nbde.schema import OUTPUTS

if TYPE_CHECKING:
    from pandas import DataFrame

    from nbde.tables.units import Unit


def compound(
    *,
    start: Annotated[
        str | None,
        Option("--start", metavar="VALUE", help="Value at the start, such as 5000亿元 or 7.5%."),
    ] = None,
    end: Annotated[
        str | None, Option("--end", metavar="VALUE", help="Value at the end, such as 1万亿元.")
    ] = None,
    rate: Annotated[
        str | None,
        Option("--rate", metavar="RATE", help="Compound growth per year, such as 12% or 0.12."),
    ] = None,
    years: Annotated[
        str | None, Option("--years", metavar="N", help="Number of years between start and end.")
    ] = None,
    whole_rate: Annotated[
        str | None,
        Option("--whole-rate", metavar="RATE", help="Growth per year over all --years of a plan."),
    ] = None,
    so_far: Annotated[
        str | None,
        Option("--so-far", metavar="RATE", help="Growth per year in the --elapsed years."),
    ] = None,
    elapsed: Annotated[
        str | None, Option("--elapsed", metavar="N", help="Years of the plan that are gone.")
    ] = None,
    out: Output,
) -> None:
    """Solve compound growth for start, end, rate or years.

    Give three of --start, --end, --rate and --years, get the fourth. Or give the whole plan's rate
    and years, the rate so far and the years elapsed, get the rate that the rest of the plan needs.

    Rates are compound (geometric) rates per year; the base year is not counted.
    """
    planned = answer.plan(out, OUTPUTS["compound"])
    if any(option is not None for option in (whole_rate, so_far, elapsed)):
        if any(option is not None for option in (start, end, rate)):
            raise UsageError("error.compound_either")
        frame = _rest(whole_rate, years, so_far, elapsed)
    else:
        given = sum(option is not None for option in (start, end, rate, years))
        if given != 3:
            raise UsageError("error.compound_three", count=given)
        frame = _fourth(start, end, rate, years)
    if planned.on_paper and planned.precision is None:
        frame = frame.assign(rate=frame["rate"].map(_to_two_decimals))
    answer.give(frame, planned, out, command="compound", inputs=[])


def _fourth(start: str | None, end: str | None, rate: str | None, years: str | None) -> DataFrame:
    from nbde.analysis.compound import compound as solve

    first, last, unit = _levels(start, end)
    return solve(
        start=first,
        end=last,
        rate=values.rate("--rate", rate),
        years=values.positive_number("--years", years),
        unit=unit.text if unit else "",
    )


def _rest(
    whole_rate: str | None, years: str | None, so_far: str | None, elapsed: str | None
) -> DataFrame:
    from nbde.analysis.compound import rest_of_plan

    whole, past = values.rate("--whole-rate", whole_rate), values.rate("--so-far", so_far)
    span = values.positive_number("--years", years)
    gone = values.positive_number("--elapsed", elapsed)
    if whole is None or past is None or span is None or gone is None:
        raise UsageError("error.compound_rest")
    if gone >= span:
        raise UsageError("error.compound_elapsed")
    return rest_of_plan(whole_rate=whole, years=span, rate_so_far=past, elapsed=gone)


def _to_two_decimals(rate: float) -> str:
    """A rate as growth rates are quoted: 14.87 %; a smaller one keeps what is not zero."""
    from nbde.formats.figures import per_cent

    return per_cent(rate, 2 if abs(rate) >= 0.0001 else None)


def _levels(start: str | None, end: str | None) -> tuple[float | None, float | None, Unit | None]:
    """Both values in one unit: that of the start, else that of the end."""
    from nbde.tables.units import DimensionError, factor

    first, first_unit = values.quantity("--start", start)
    last, last_unit = values.quantity("--end", end)
    unit = first_unit or last_unit
    if last is not None and first is not None:
        if (first_unit is None) != (last_unit is None):
            raise UsageError("error.compound_one_unit")
        if first_unit is not None and last_unit is not None:
            try:
                last *= factor(last_unit, first_unit)
            except DimensionError:
                raise UsageError(
                    "error.compound_units", start=first_unit.text, end=last_unit.text
                ) from None
    return (
        None if first is None else float(first),
        None if last is None else float(last),
        unit,
    )
