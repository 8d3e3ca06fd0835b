"""``nbde targets``."""

from __future__ import annotations

from nbde.cli import answer, tables, values
from nbde.cli.options import Asked, Choice, Files, Output
from nbde.errors import TableError
from nbde.schema import PATHS


def targets(*, choice: Choice, asked: Asked, files: Files, out: Output) -> None:
    """The targets table as read, all its columns.

    A year, a scenario, an assumption or a path may be given, as everywhere; they change nothing.
    """
    planned = answer.plan(out, None)
    values.years(asked.year)
    values.one_of("--path", asked.path, PATHS)

    both = tables.read(files, alone=True)
    if both.problems:
        raise TableError(both.problems)
    frame = tables.chosen(both.targets, files, choice)
    shown = frame[[column for column in frame.columns if not column.startswith("_")]]
    if planned.on_paper and planned.columns is None:
        name = shown["name_zh"] if planned.lang == "zh" else shown["name_en"]
        shown = shown.assign(name=name.astype(object).where(name != "", shown["indicator"]))
    answer.give(shown, planned, out, command="targets", inputs=tables.inputs(files))
