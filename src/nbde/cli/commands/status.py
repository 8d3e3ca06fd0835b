"""``nbde status``."""

from __future__ import annotations

from typing import Annotated

from typer import Option

from nbde.cli import answer, assessed, completion, tables, values
from nbde.cli.options import Asked, Choice, Files, Output
from nbde.schema import METHODS, PATHS

_ALL = "all"


def status(
    *,
    choice: Choice,
    asked: Asked,
    method: Annotated[
        str,
        Option(
            "--method",
            "-m",
            metavar="METHOD",
            autocompletion=completion.of((*METHODS, _ALL)),
            help=f"Published method: {', '.join(METHODS)}; all for one column a method.",
        ),
    ] = METHODS[0],
    files: Files,
    fail_on: Annotated[
        list[str] | None,
        Option(
            "--fail-on",
            metavar="LABEL",
            help="End with exit code 4 if any row has this label; repeatable.",
        ),
    ] = None,
    out: Output,
) -> None:
    """Whether each target is on track, by a published method.

    The labels are the method's own; docs/methods.md gives rules and sources.
    """
    values.one_of("--method", method, (*METHODS, _ALL))
    values.one_of("--path", asked.path, PATHS)
    years = values.years(asked.year)

    from nbde.analysis.status import labels_of, output_columns
    from nbde.analysis.status import status as ask

    planned = answer.plan(out, output_columns(method))
    failing = values.all_of("--fail-on", fail_on, labels_of(method))
    loaded = tables.load(files, choice, asked)
    frame = ask(
        loaded.targets,
        loaded.observations,
        year=years,
        method=method,
        path=asked.path,
        lang=planned.lang,
    )
    answer.give(frame, planned, out, command="status", inputs=tables.inputs(files, asked))
    assessed.fail(frame, failing, METHODS if method == _ALL else ("status",))
