"""``nbde audit``."""

from __future__ import annotations

from typing import Annotated

import nbde
from nbde.cli import option_types, output
from nbde.cli.input import load
from nbde.cli.option_types import Rate
from nbde.cli.options import Files, Output, Request
from nbde.schema import VERDICTS


def audit(
    *,
    request: Request,
    gdp_growth: Annotated[
        Rate | None,
        option_types.rate(
            "--gdp-growth",
            help="Nominal growth of GDP after its last value, for the level that a share target "
            "implies; by default the plan's own GDP target, or the growth between the last two "
            "comparable years.",
        ),
    ] = None,
    files: Files,
    fail_on: Annotated[
        list[str] | None,
        option_types.word(
            "--fail-on",
            known=VERDICTS,
            metavar="VERDICT",
            help="End with exit code 4 if any row has this verdict; repeatable.",
        ),
    ] = None,
    out: Output,
) -> None:
    """Whether the plan's own arithmetic holds, check by check.

    The difference is computed minus stated. Other plans are looked at where they set the same
    target. docs/audit.md gives the rule of each check.
    """
    options = output.resolve(out, "audit")
    tables = load(files, request)
    frame = nbde.audit(
        tables.targets, tables.observations, year=request.year, among=tables.among,
        path=request.path, gdp_growth=gdp_growth, lang=options.lang,
    )  # fmt: skip
    output.write_result(frame, options, tables.inputs)
    output.fail_on(fail_on, frame, ("verdict",))
