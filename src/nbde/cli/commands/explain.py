"""``nbde explain``."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from typer import Argument

import nbde
from nbde.cli import option_types
from nbde.cli.input import load
from nbde.cli.options import (
    GDP,
    INDICATORS,
    Denominator,
    DenominatorGrowth,
    Files,
    Growth,
    Output,
    Project,
    Request,
)
from nbde.cli.output import resolve, write_result
from nbde.errors import UsageError
from nbde.schema import METHODS


def explain(
    *,
    explained: Annotated[
        str,
        Argument(
            metavar="INDICATOR",
            autocompletion=INDICATORS,
            help="The indicator whose figures are explained; * stands for any text.",
        ),
    ],
    request: Request,
    method: Annotated[
        str | None,
        option_types.word(
            "--method",
            "-m",
            known=METHODS,
            metavar="METHOD",
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
    options = resolve(out, "explain")
    if out.unit is not None:
        raise UsageError("error.unit_explained")
    request = replace(request, indicator=[explained, *(request.indicator or ())])
    tables = load(files, request, denominator)
    frame = nbde.explain(
        tables.targets, tables.observations,
        year=request.year, method=method, path=request.path, growth=growth, project=project,
        denominator=denominator, gdp_growth=gdp_growth, lang=options.lang,
    )  # fmt: skip

    from nbde.formats.explanation import with_shown

    write_result(with_shown(frame, options.style), options, tables.inputs)
