"""``nbde convert``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument
from typer.core import TyperCommand

from nbde.cli.option_types import one_year, parse, read_quantity
from nbde.cli.options import Output
from nbde.cli.output import resolve, write_line, write_result
from nbde.errors import DataError, UsageError

if TYPE_CHECKING:
    from fractions import Fraction

    from nbde.tables.units import Unit

_HYPHEN_AS_SIGN = re.compile(r"^-(?=[\d.])")


class ReadsNegatives(TyperCommand):
    """A command that takes ``-5亿元`` for a value: no option begins with a digit."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments, with a minus sign for the hyphen before a digit."""
        return super().parse_args(ctx, [_HYPHEN_AS_SIGN.sub("−", arg) for arg in args])


COMMAND_CLASS = ReadsNegatives


def convert(
    *,
    value: Annotated[str, Argument(metavar="VALUE", help="A number with its unit: 1万亿元.")],
    wanted: Annotated[str, Argument(metavar="UNIT", help="The unit wanted: 亿元.")],
    year: Annotated[
        int | None,
        one_year("--year", "-y", help="Convert between CNY and USD by this year's average rate."),
    ] = None,
    out: Output,
) -> None:
    """A value in another unit, exactly.

    Between CNY and USD only with --year, by that year's average rate in the bundled table.
    """
    from nbde.tables.conversion import as_frame
    from nbde.tables.units import unit

    options = resolve(out, "convert")
    if out.unit is not None:
        raise UsageError("error.unit_converted")
    number, source = parse("VALUE", read_quantity, value)
    if source is None:
        raise UsageError("error.convert_unit", value=value)
    goal = parse("UNIT", unit, wanted)
    converted = _converted(number, source, goal, year)
    if options.allows_line:
        write_line(f"{_written(converted, out.precision)} {goal.text}", options)
    else:
        write_result(as_frame(converted, goal), options)


def _written(number: Fraction, precision: int | None) -> str:
    """Every digit, or the requested number of decimals."""
    if precision is None:
        from nbde.tables.conversion import plain

        return plain(number)

    from nbde.formats.numbers import quantity

    return quantity(float(number), precision)


def _converted(number: Fraction, source: Unit, goal: Unit, year: int | None) -> Fraction:
    """The number in the unit `goal`; yuan and dollars by the average rate of `year`."""
    from nbde.tables.conversion import convert_currency
    from nbde.tables.units import DimensionError, factor

    try:
        return number * factor(source, goal)
    except DimensionError:
        if {source.currency, goal.currency} != {"CNY", "USD"}:
            raise DataError("error.convert_dimension", source=source.text, goal=goal.text) from None
    if year is None:
        raise UsageError("error.convert_year", source=source.text, goal=goal.text)
    return convert_currency(number, source, goal, year)
