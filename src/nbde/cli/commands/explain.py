"""``nbde explain``."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from typer import Argument, Option

from nbde.cli import answer, completion, tables, values
from nbde.cli.options import (
    GDP,
    Asked,
    Choice,
    Denominator,
    DenominatorGrowth,
    Files,
    Growth,
    Output,
    Project,
)
from nbde.errors import UsageError
from nbde.schema import METHODS, OUTPUTS, PATHS


def explain(
    *,
    explained: Annotated[
        str,
        Argument(
            metavar="INDICATOR",
            autocompletion=completion.indicators,
            help="The indicator whose figures are explained; * stands for any text.",
        ),
    ],
    choice: Choice,
    asked: Asked,
    method: Annotated[
        str | None,
        Option(
            "--method",
            "-m",
            metavar="METHOD",
            autocompletion=completion.of(METHODS),
            help=f"Explain the label of a published method instead: {', '.join(METHODS)}.",
        ),
    ] = None,
    growth: Growth = None,
    project: Project = False,
    denominator: Denominator = GDP,
    gdp_growth: DenominatorGrowth = None,
    files: Files,
    out: Output,
) -> None:
    """Each figure as it was computed, with its sources.

    Shows the formula, the figures put in and the result for all that gap, growth and share say of
    an indicator, or for the label of a published method. A calculator gives the same results. What
    is missing is named, with what would fill it.
    """
    planned = answer.plan(out, OUTPUTS["explain"])
    if out.unit is not None:
        raise UsageError("error.unit_explained")
    values.one_of("--method", method, METHODS)
    years = values.years(asked.year)
    path = values.one_of("--path", asked.path, PATHS)
    rate = values.rate("--growth", growth)
    nominal = values.rate("--gdp-growth", gdp_growth)
    named = replace(choice, indicator=[explained, *(choice.indicator or ())])
    loaded = tables.load(files, named, asked, also=[denominator])

    from nbde.analysis.explain import explain as ask
    from nbde.analysis.selection import known_indicator
    from nbde.formats.blocks import with_shown

    if denominator != GDP:
        known_indicator(denominator, loaded.targets, loaded.observations)
    frame = ask(
        loaded.targets, loaded.observations,
        year=years, method=method, path=path, growth=rate, project=project,
        denominator=denominator, gdp_growth=nominal, lang=planned.lang,
    )  # fmt: skip
    frame = with_shown(frame, planned.style)
    answer.give(frame, planned, out, command="explain", inputs=tables.inputs(files, asked))
