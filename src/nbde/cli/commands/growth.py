"""``nbde growth``."""

from __future__ import annotations

from typing import Annotated

from typer import Option

from nbde.cli import answer, assessed, completion, tables, values
from nbde.cli.options import Asked, Choice, FailOn, Files, Output, Project
from nbde.schema import OUTPUTS, PATHS, TRENDS


def growth(
    *,
    choice: Choice,
    asked: Asked,
    project: Project = False,
    trend: Annotated[
        str,
        Option(
            "--trend",
            metavar="|".join(TRENDS),
            autocompletion=completion.of(TRENDS),
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
    planned = answer.plan(out, OUTPUTS["growth"])
    years = values.years(asked.year)
    values.one_of("--path", asked.path, PATHS)
    values.one_of("--trend", trend, TRENDS)
    failing = assessed.words_to_fail_on(fail_on)
    loaded = tables.load(files, choice, asked)

    from nbde.analysis.growth import growth as ask

    frame = ask(
        loaded.targets,
        loaded.observations,
        year=years,
        project=project,
        trend=trend,
        lang=planned.lang,
    )
    answer.give(frame, planned, out, command="growth", inputs=tables.inputs(files, asked))
    assessed.hint(frame, planned, out, bundled=loaded.bundled)
    assessed.fail(frame, failing)
