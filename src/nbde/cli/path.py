"""``nbde path``."""

from __future__ import annotations

from nbde.cli import answer, tables, values
from nbde.cli.options import Asked, Choice, Files, Growth, Output
from nbde.schema import OUTPUTS, PATHS


def path(*, choice: Choice, asked: Asked, growth: Growth = None, files: Files, out: Output) -> None:
    """The milestones year by year, beside the observations.

    Without --year each target's own years, from its baseline to its target year.
    """
    planned = answer.plan(out, OUTPUTS["path"])
    years = values.years(asked.year)
    line = values.one_of("--path", asked.path, PATHS)
    rate = values.rate("--growth", growth)
    loaded = tables.load(files, choice, asked)

    from nbde.questions.path import path as ask

    frame = ask(
        loaded.targets, loaded.observations, year=years, path=line, growth=rate, lang=planned.lang
    )
    answer.give(frame, planned, out, command="path", inputs=tables.inputs(files, asked))
