"""``nbde path``."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from typer import Option

import nbde
from nbde.cli.input import load
from nbde.cli.options import Files, Growth, Output, Request
from nbde.cli.output import OutputOptions, resolve, write_result
from nbde.errors import UsageError


def path(
    *,
    request: Request,
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
    options = _resolve_plot(out) if plot else resolve(out, "path")
    tables = load(files, request)
    frame = nbde.path(
        tables.targets, tables.observations,
        year=request.year, path=request.path, growth=growth, lang=options.lang,
    )  # fmt: skip
    write_result(frame, options, tables.inputs)


def _resolve_plot(out: Output) -> OutputOptions:
    """The output options of charts, which are text and hold no chosen columns."""
    if out.output is None and out.format is None:
        out = replace(out, format="table")
    options = resolve(out, "path")
    if options.format != "table":
        raise UsageError("error.plot_with", option=f"--format {options.format}")
    if out.columns is not None:
        raise UsageError("error.plot_with", option="--columns")
    return replace(options, format="plot")
