"""``nbde check``."""

from __future__ import annotations

import typer

from nbde.cli import answer, streams, tables
from nbde.cli.language import message_language
from nbde.cli.options import Files, Output
from nbde.errors import TableError
from nbde.schema import OUTPUTS
from nbde.words import say


def check(files: Files, out: Output) -> None:
    """Are the tables sound? Every problem, and everything doubtful.

    Ends with exit code 3 if there is a problem, 0 if there is none or only doubtful things.
    """
    planned = answer.plan(out, OUTPUTS["check"])

    from nbde.tables.both import as_frame
    from nbde.tables.doubts import doubts

    both = tables.read(files)
    found = both.problems or doubts(both)
    frame = as_frame(found, planned.lang)
    answer.give(frame, planned, out, command="check", inputs=tables.inputs(files))
    if not out.quiet:
        speak = message_language(out.lang)
        key = "hint.checked" if found else "hint.sound"
        streams.remark(
            say(
                key, speak,
                problems=len(both.problems), doubts=len(found) - len(both.problems),
                targets=len(both.targets), observations=len(both.observations),
            )
        )  # fmt: skip
    if both.problems:
        raise typer.Exit(TableError.exit_code)
