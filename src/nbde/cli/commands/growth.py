"""``nbde growth``."""

from __future__ import annotations

from typing import Annotated

import nbde
from nbde.cli import option_types, output
from nbde.cli.input import load
from nbde.cli.options import FailOn, Files, Output, Project, Request
from nbde.schema import TRENDS


def growth(
    *,
    request: Request,
    project: Project = False,
    trend: Annotated[
        str,
        option_types.word(
            "--trend",
            known=TRENDS,
            help="How achieved growth is measured: compound between baseline and value, compound "
            "by least squares through all values, or continuous.",
        ),
    ] = TRENDS[0],
    files: Files,
    fail_on: FailOn = None,
    out: Output,
) -> None:
    """The growth each target requires, and the growth achieved so far.

    Growth is per year, from the value's own year to the target year. For a target in per cent the
    change required per year, in percentage points, stands before the rate. A --path may be given,
    as everywhere, and changes nothing.
    """
    options = output.resolve(out, "growth")
    tables = load(files, request)
    frame = nbde.growth(
        tables.targets, tables.observations,
        year=request.year, project=project, trend=trend, lang=options.lang,
    )  # fmt: skip
    output.write_result(frame, options, tables.inputs)
    output.hint_at_missing(frame, options, bundled=tables.bundled)
    output.fail_on(fail_on, frame)
