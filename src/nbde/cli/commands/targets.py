"""``nbde targets``."""

from __future__ import annotations

from nbde.cli.input import inputs, read, select
from nbde.cli.options import Files, Output, Request
from nbde.cli.output import resolve, write_result
from nbde.errors import TableError


def targets(
    *,
    request: Request,  # taken as everywhere
    files: Files,
    out: Output,
) -> None:
    """The targets table as read, all its columns.

    A year, a scenario, an assumption or a path may be given, as everywhere; they change nothing.
    """
    options = resolve(out, "targets")
    loaded = read(files, targets_only=True)
    if loaded.problems:
        raise TableError(loaded.problems)
    frame = select(loaded.targets, files, request)
    frame = frame[[column for column in frame.columns if not column.startswith("_")]]
    if options.for_people and out.columns is None:
        name = frame["name_zh"] if options.lang == "zh" else frame["name_en"]
        frame = frame.assign(name=name.astype(object).where(name != "", frame["indicator"]))
    write_result(frame, options, inputs(files))
