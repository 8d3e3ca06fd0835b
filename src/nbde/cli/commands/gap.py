"""``nbde gap``."""

from __future__ import annotations

from nbde.cli import answer, assessed, tables, values
from nbde.cli.options import Asked, Choice, FailOn, Files, Growth, Output, Project
from nbde.schema import OUTPUTS, PATHS


def gap(
    *,
    choice: Choice,
    asked: Asked,
    growth: Growth = None,
    project: Project = False,
    files: Files,
    fail_on: FailOn = None,
    out: Output,
) -> None:
    """How far it is to each target, and whether it is on track.

    The gap is target minus value: positive means still to go when an increase is wanted. The
    milestone gap is value minus milestone: positive means ahead.
    """
    planned = answer.plan(out, OUTPUTS["gap"])
    years = values.years(asked.year)
    path = values.one_of("--path", asked.path, PATHS)
    rate = values.rate("--growth", growth)
    failing = assessed.words_to_fail_on(fail_on)
    loaded = tables.load(files, choice, asked)

    from nbde.analysis.gap import gap as ask

    frame = ask(
        loaded.targets, loaded.observations,
        year=years, path=path, growth=rate, project=project, lang=planned.lang,
    )  # fmt: skip
    answer.give(frame, planned, out, command="gap", inputs=tables.inputs(files, asked))
    assessed.hint(frame, planned, out, bundled=loaded.bundled)
    assessed.fail(frame, failing)
