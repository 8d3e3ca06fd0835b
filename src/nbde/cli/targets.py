"""``nbde targets``."""

from __future__ import annotations

from nbde.cli import answer, tables
from nbde.cli.options import Choice, Files, Output


def targets(choice: Choice, files: Files, out: Output) -> None:
    """The targets table as read, all its columns."""
    planned = answer.plan(out, None)

    from nbde.tables.targets import read_targets

    source, _ = tables.paths(files)
    frame = tables.chosen(read_targets(source, encoding=files.encoding), files, choice)
    shown = frame[[column for column in frame.columns if not column.startswith("_")]]
    if planned.on_paper and planned.columns is None:
        name = shown["name_zh"] if planned.lang == "zh" else shown["name_en"]
        shown = shown.assign(name=name.astype(object).where(name != "", shown["indicator"]))
    answer.give(shown, planned, out, command="targets", inputs=tables.inputs(files))
