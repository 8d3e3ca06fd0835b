"""``nbde compound``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from typer import Option

from nbde.cli import answer, values
from nbde.cli.options import Output
from nbde.errors import UsageError
from nbde.schema import OUTPUTS

if TYPE_CHECKING:
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
    out: Output,
) -> None:
    """Solve compound growth for start, end, rate or years.

    Give three of --start, --end, --rate and --years, get the fourth.

    Rates are compound (geometric) rates per year; the base year is not counted.
    """
    planned = answer.plan(out, OUTPUTS["compound"])
    given = sum(option is not None for option in (start, end, rate, years))
    if given != 3:
        raise UsageError("error.compound_three", count=given)
    first, last, unit = _levels(start, end)
    growth = values.rate("--rate", rate)
    span = values.positive_number("--years", years)

    from nbde.questions.compound import compound as solve

    frame = solve(start=first, end=last, rate=growth, years=span, unit=unit.text if unit else "")
    if planned.on_paper and planned.precision is None:
        frame = frame.assign(rate=frame["rate"].map(_to_two_decimals))
    answer.give(frame, planned, out, command="compound", inputs=[])


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
