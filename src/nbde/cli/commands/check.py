"""``nbde check``."""

from __future__ import annotations

import typer

from nbde.cli import streams
from nbde.cli.input import inputs, read
from nbde.cli.options import Files, Output
from nbde.cli.output import resolve, write_line, write_result
from nbde.errors import TableError
from nbde.messages import say


def check(files: Files, out: Output) -> None:
    """Every problem in the tables, and everything doubtful.

    Ends with exit code 3 if there is a problem, 0 if there is none or only doubtful things.
    """
    options = resolve(out, "check")

    from nbde.analysis.warnings import doubtful_directions
    from nbde.tables.load import as_frame
    from nbde.tables.warnings import warnings_of

    loaded = read(files)
    targets, observations = loaded.targets, loaded.observations
    found = loaded.problems or [
        *warnings_of(loaded),
        *doubtful_directions(targets, observations, loaded.names[0]),
    ]

    def summary(lang: str) -> str:
        if not found:
            counts = {"count": len(targets), "observations": len(observations)}
            return say("hint.sound", lang, **counts)
        problems = len(loaded.problems)
        return say("hint.checked", lang, count=problems, doubts=len(found) - problems)

    if not found and options.allows_line:
        write_line(summary(options.lang), options, inputs(files))
        return
    write_result(as_frame(found, options.lang), options, inputs(files))
    if not out.quiet:
        streams.remark(summary(streams.message_language()))
    if loaded.problems:
        raise typer.Exit(TableError.exit_code)
