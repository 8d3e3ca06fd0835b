"""``nbde forecast``."""

from __future__ import annotations

from typing import Annotated

from typer import Option

from nbde.cli import answer, tables, values
from nbde.cli.options import Asked, Choice, Files, Output
from nbde.schema import OUTPUTS, PATHS


def forecast(
    *,
    choice: Choice,
    asked: Asked,
    level: Annotated[
        str,
        Option("--level", metavar="RATE", help="Probability of the interval, such as 80% or 0.95."),
    ] = "80%",
    files: Files,
    out: Output,
) -> None:
    """Where the trend leads by the target year, and how surely.

    Gives an interval, the chance of meeting the target and the year it would be met, by the drift
    method on the values up to the year: three at least, of one edition of the accounts. It says
    what follows if things go on as before; docs/forecast.md gives the formula. A --path may be
    given, as everywhere, and changes nothing.
    """
    planned = answer.plan(out, OUTPUTS["forecast"])
    years = values.years(asked.year)
    values.one_of("--path", asked.path, PATHS)
    of_interval = values.probability("--level", level)
    loaded = tables.load(files, choice, asked)

    from nbde.analysis.forecast import forecast as ask

    frame = ask(
        loaded.targets, loaded.observations, year=years, level=of_interval, lang=planned.lang
    )
    answer.give(frame, planned, out, command="forecast", inputs=tables.inputs(files, asked))
