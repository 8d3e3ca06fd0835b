"""``nbde share``."""

from __future__ import annotations

from typing import Annotated

from typer import Option

from nbde.cli import answer, tables, values
from nbde.cli.options import (
    GDP,
    Asked,
    Choice,
    Denominator,
    DenominatorGrowth,
    Files,
    Growth,
    Output,
)
from nbde.schema import OUTPUTS, PATHS


def share(
    *,
    choice: Choice,
    asked: Asked,
    denominator: Denominator = GDP,
    gdp_growth: DenominatorGrowth = None,
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
    loaded = tables.load(files, choice, asked, also=[denominator])

    from nbde.analysis.selection import known_indicator
    from nbde.analysis.share import share as ask

    if denominator != GDP:
        known_indicator(denominator, loaded.targets, loaded.observations)

    frame = ask(
        loaded.targets, loaded.observations,
        year=years, denominator=denominator, gdp_growth=nominal,
        projection=not no_projection, path=path, growth=rate, lang=planned.lang,
    )  # fmt: skip
    answer.give(frame, planned, out, command="share", inputs=tables.inputs(files, asked))
