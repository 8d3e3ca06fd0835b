"""``nbde status``."""

from __future__ import annotations

from typing import Annotated

from typer import Option

import nbde
from nbde.cli import option_types, output
from nbde.cli.input import load
from nbde.cli.options import Files, Output, Request
from nbde.schema import METHODS

_ALL = "all"


def status(
    *,
    request: Request,
    method: Annotated[
        str,
        option_types.word(
            "--method",
            "-m",
            known=(*METHODS, _ALL),
            metavar="METHOD",
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
    from nbde.analysis.status import labels_of, output_columns

    options = output.resolve(out, "status", columns=output_columns(method))
    for label in fail_on or ():
        option_types.one_of("--fail-on", labels_of(method), label)
    tables = load(files, request)
    frame = nbde.status(
        tables.targets, tables.observations,
        year=request.year, method=method, path=request.path, lang=options.lang,
    )  # fmt: skip
    output.write_result(frame, options, tables.inputs)
    output.fail_on(fail_on, frame, METHODS if method == _ALL else ("status",))
