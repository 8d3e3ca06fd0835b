"""``nbde forecast``."""

from __future__ import annotations

from typing import Annotated

import nbde
from nbde.cli.input import load
from nbde.cli.option_types import probability
from nbde.cli.options import Files, Output, Request
from nbde.cli.output import resolve, write_result


def forecast(
    *,
    request: Request,
    level: Annotated[
        float,
        probability("--level", help="Probability of the interval, such as 80% or 0.95."),
    ] = "80%",  # type: ignore[assignment]  # parsed as any other text, and shown so in the help
    files: Files,
    out: Output,
) -> None:
    """Where the trend leads by the target year, and how surely.

    Gives an interval, the chance of meeting the target and the year it would be met, by the drift
    method on the values up to the year: three at least, of one edition of the accounts. It says
    what follows if things go on as before; docs/forecast.md gives the formula. A --path may be
    given, as everywhere, and changes nothing.
    """
    options = resolve(out, "forecast")
    tables = load(files, request)
    frame = nbde.forecast(
        tables.targets, tables.observations, year=request.year, level=level, lang=options.lang
    )
    write_result(frame, options, tables.inputs)
