"""``nbde path``."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from typer import Option

from nbde.cli import answer, tables, values
from nbde.cli.options import Asked, Choice, Files, Growth, Output
from nbde.errors import UsageError
from nbde.schema import OUTPUTS, PATHS


def path(
    *,
    choice: Choice,
    asked: Asked,
    growth: Growth = None,
    plot: Annotated[
        bool,
        Option(
            "--plot",
            help="Draw observations, path and target instead, 80 columns wide in a pipe or file.",
        ),
    ] = False,
    files: Files,
    out: Output,
) -> None:
    """The milestones year by year, beside the observations.

    Without --year each target's own years, from its baseline to its target year.
    """
    planned = _plan_of_charts(out) if plot else answer.plan(out, OUTPUTS["path"])
    years = values.years(asked.year)
    line = values.one_of("--path", asked.path, PATHS)
    rate = values.rate("--growth", growth)
    loaded = tables.load(files, choice, asked)

    from nbde.analysis.path import path as ask

    frame = ask(
        loaded.targets, loaded.observations, year=years, path=line, growth=rate, lang=planned.lang
    )
    answer.give(frame, planned, out, command="path", inputs=tables.inputs(files, asked))


def _plan_of_charts(out: Output) -> answer.Plan:
    """The plan for charts, which are text and hold no chosen columns."""
    if out.output is None and out.format is None:
        out = replace(out, format="table")
    planned = answer.plan(out, OUTPUTS["path"])
    if planned.format != "table":
        raise UsageError("error.plot_with", option=f"--format {planned.format}")
    if planned.columns is not None:
        raise UsageError("error.plot_with", option="--columns")
    return replace(planned, format="plot")
