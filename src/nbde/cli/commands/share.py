"""``nbde share``."""

from __future__ import annotations

from typing import Annotated

from typer import Option

import nbde
from nbde.cli.input import load
from nbde.cli.options import GDP, Denominator, DenominatorGrowth, Files, Growth, Output, Request
from nbde.cli.output import resolve, write_result


def share(
    *,
    request: Request,
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
    options = resolve(out, "share")
    tables = load(files, request, denominator)
    frame = nbde.share(
        tables.targets, tables.observations,
        year=request.year, denominator=denominator, gdp_growth=gdp_growth,
        projection=not no_projection, path=request.path, growth=growth, lang=options.lang,
    )  # fmt: skip
    write_result(frame, options, tables.inputs)
