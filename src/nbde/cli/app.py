"""The program: its commands, and the options of the program itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from nbde.cli.audit import audit
from nbde.cli.check import check
from nbde.cli.compound import compound
from nbde.cli.convert import ReadsNegatives, convert
from nbde.cli.explain import explain
from nbde.cli.forecast import forecast
from nbde.cli.gap import gap
from nbde.cli.groups import grouped
from nbde.cli.growth import growth
from nbde.cli.init import init
from nbde.cli.path import path
from nbde.cli.share import share
from nbde.cli.status import status
from nbde.cli.targets import targets

_HELP_NAMES = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(
    help="A calculator for policy targets: required growth, share of GDP, gap to target.",
    epilog="Values are at current prices unless a table says otherwise; their growth is nominal, "
    "not the official real growth rate. Exit codes: 0 answered, 2 wrong use, 3 the data cannot be "
    "used or cannot answer, 4 --fail-on matched.",
    context_settings=_HELP_NAMES,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"nbde {version('nbde')}")
        raise typer.Exit


@app.callback()
def program(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """A calculator for policy targets: required growth, share of GDP, gap to target."""


_COMMANDS: tuple[Callable[..., None], ...] = (
    gap, growth, share, path, status, forecast, audit, explain, targets, check,
    init, compound,
)  # fmt: skip
for command in _COMMANDS:
    app.command(context_settings=_HELP_NAMES)(grouped(command))
app.command(cls=ReadsNegatives, context_settings=_HELP_NAMES)(grouped(convert))
