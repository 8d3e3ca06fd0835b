"""The program: its commands, and the options of the program itself."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from nbde.cli.deferred import HELP_NAMES, Deferred

COMMANDS = {
    "gap": "How far it is to each target, and whether it is on track.",
    "growth": "The growth each target requires, and the growth achieved so far.",
    "share": "The share of GDP of each target, and the level a share implies.",
    "path": "The milestones year by year, beside the observations.",
    "status": "Whether each target is on track, by a published method.",
    "forecast": "Where the trend leads by the target year, and how surely.",
    "audit": "Whether the plan's own arithmetic holds, check by check.",
    "explain": "Each figure as it was computed, with its sources.",
    "report": "One self-contained HTML page: all targets, charts, sources.",
    "targets": "The targets table as read, all its columns.",
    "check": "Every problem in the tables, and everything doubtful.",
    "init": "Copy the bundled tables as a start for one's own.",
    "compound": "Solve compound growth for start, end, rate or years.",
    "convert": "A value in another unit, exactly.",
}
"""The commands in the order of the help, each with the first line of its own help."""


class _Program(TyperGroup):
    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for name, first_line in COMMANDS.items():
            self.add_command(Deferred(name, help=first_line))


app = typer.Typer(
    cls=_Program,
    help="A calculator for policy targets: required growth, share of GDP, gap to target.",
    epilog="Values are at current prices unless a table says otherwise; their growth is nominal, "
    "not the official real growth rate. Exit codes: 0 answered, 2 wrong use, 3 the data cannot be "
    "used or cannot answer, 4 --fail-on matched.",
    context_settings=HELP_NAMES,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        from nbde import __version__

        typer.echo(f"nbde {__version__}")
        raise typer.Exit


@app.callback()
def program(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """A calculator for policy targets: required growth, share of GDP, gap to target."""
