"""``nbde check``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from nbde.cli import answer, streams, tables
from nbde.cli.language import message_language
from nbde.cli.options import Files, Output
from nbde.errors import Problem, TableError
from nbde.messages import say
from nbde.schema import OUTPUTS

if TYPE_CHECKING:
    from nbde.tables.load import LoadedTables


def check(files: Files, out: Output) -> None:
    """Every problem in the tables, and everything doubtful.

    Ends with exit code 3 if there is a problem, 0 if there is none or only doubtful things.
    """
    planned = answer.plan(out, OUTPUTS["check"])

    from nbde.analysis.warnings import doubtful_directions
    from nbde.tables.load import as_frame
    from nbde.tables.warnings import warnings_of

    both = tables.read(files)
    found = both.problems or [
        *warnings_of(both),
        *doubtful_directions(both.targets, both.observations, both.names[0]),
    ]
    if not found and planned.in_a_line:
        answer.give_line(_summary(both, found, planned.lang), out, inputs=tables.inputs(files))
        return
    frame = as_frame(found, planned.lang)
    answer.give(frame, planned, out, command="check", inputs=tables.inputs(files))
    if not out.quiet:
        streams.remark(_summary(both, found, message_language(out.lang)))
    if both.problems:
        raise typer.Exit(TableError.exit_code)


def _summary(both: LoadedTables, found: Sequence[Problem], lang: str) -> str:
    if not found:
        targets, observations = len(both.targets), len(both.observations)
        return say("hint.sound", lang, count=targets, observations=observations)
    problems = len(both.problems)
    return say("hint.checked", lang, count=problems, doubts=len(found) - problems)
