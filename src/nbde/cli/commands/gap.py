"""``nbde gap``."""

from __future__ import annotations

import nbde
from nbde.cli import output
from nbde.cli.input import load
from nbde.cli.options import FailOn, Files, Growth, Output, Project, Request


def gap(
    *,
    request: Request,
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
    options = output.resolve(out, "gap")
    tables = load(files, request)
    frame = nbde.gap(
        tables.targets, tables.observations,
        year=request.year, path=request.path, growth=growth, project=project, lang=options.lang,
    )  # fmt: skip
    output.write_result(frame, options, tables.inputs)
    output.hint_at_missing(frame, options, bundled=tables.bundled)
    output.fail_on(fail_on, frame)
