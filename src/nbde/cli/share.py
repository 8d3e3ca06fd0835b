"""``nbde share``."""

from __future__ import annotations

from typing import Annotated

from typer import Option

from nbde.cli import answer, completion, tables, values
from nbde.cli.options import Asked, Choice, Files, Growth, Output
from nbde.schema import OUTPUTS, PATHS

_GDP = "gdp"


def share(
    *,
    choice: Choice,
    asked: Asked,
    denominator: Annotated[
        str | None,
        Option(
            "--denominator",
            metavar="CODE",
            autocompletion=completion.indicators,
            help=f"The indicator that is the whole. Default: {_GDP}.",
        ),
    ] = None,
    gdp_growth: Annotated[
        str | None,
        Option(
            "--gdp-growth",
            metavar="RATE",
            help="Nominal growth of the denominator after its last value; by default that between "
            "its last two comparable years.",
        ),
    ] = None,
    no_projection: Annotated[
        bool,
        Option("--no-projection", help="Leave out years for which the denominator is not known."),
    ] = False,
    growth: Growth = None,
    files: Files,
    out: Output,
) -> None:
    """The share of GDP of each target, and the level a share implies.

    The ratio of a revenue to GDP is not a share of GDP in the strict sense: revenue is not value
    added.
    """
    planned = answer.plan(out, OUTPUTS["share"])
    years = values.years(asked.year)
    path = values.one_of("--path", asked.path, PATHS)
    rate = values.rate("--growth", growth)
    nominal = values.rate("--gdp-growth", gdp_growth)
    loaded = tables.load(files, choice, asked)

    from nbde.questions.selection import known_indicator
    from nbde.questions.share import share as ask

    if denominator is not None:
        known_indicator(denominator, loaded.targets, loaded.observations)

    frame = ask(
        loaded.targets, loaded.observations,
        year=years, denominator=denominator or _GDP, gdp_growth=nominal,
        projection=not no_projection, path=path, growth=rate, lang=planned.lang,
    )  # fmt: skip
    answer.give(frame, planned, out, command="share", inputs=tables.inputs(files, asked))
