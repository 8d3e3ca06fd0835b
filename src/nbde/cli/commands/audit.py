"""``nbde audit``."""

from __future__ import annotations

from typing import Annotated

from typer import Option

from nbde.cli import answer, assessed, completion, tables, values
from nbde.cli.options import Asked, Choice, Files, Output
from nbde.schema import OUTPUTS, PATHS, VERDICTS


def audit(
    *,
    choice: Choice,
    asked: Asked,
    gdp_growth: Annotated[
        str | None,
        Option(
            "--gdp-growth",
            metavar="RATE",
            help="Nominal growth of GDP after its last value, for the level that a share target "
            "implies; by default the plan's own GDP target, or the growth between the last two "
            "comparable years.",
        ),
    ] = None,
    files: Files,
    fail_on: Annotated[
        list[str] | None,
        Option(
            "--fail-on",
            metavar="VERDICT",
            autocompletion=completion.of(VERDICTS),
            help="End with exit code 4 if any row has this verdict; repeatable.",
        ),
    ] = None,
    out: Output,
) -> None:
    """Whether the plan's own arithmetic holds, check by check.

    The difference is computed minus stated. Other plans are looked at where they set the same
    target. docs/audit.md gives the rule of each check.
    """
    planned = answer.plan(out, OUTPUTS["audit"])
    years = values.years(asked.year)
    path = values.one_of("--path", asked.path, PATHS)
    nominal = values.rate("--gdp-growth", gdp_growth)
    failing = values.all_of("--fail-on", fail_on, VERDICTS)
    loaded = tables.load(files, choice, asked)

    from nbde.analysis.audit import audit as ask

    frame = ask(
        loaded.targets, loaded.observations,
        year=years, among=loaded.among, path=path, gdp_growth=nominal, lang=planned.lang,
    )  # fmt: skip
    answer.give(frame, planned, out, command="audit", inputs=tables.inputs(files, asked))
    assessed.fail(frame, failing, ("verdict",))
