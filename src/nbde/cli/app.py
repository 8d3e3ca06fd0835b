"""The program: its commands, the options of the program itself, and errors as exit codes.

A command is imported when it is run, so that a start pays for one. The command ``gap`` is the
function ``gap`` of ``nbde.cli.commands.gap``; a parameter whose type is a dataclass stands for the
options that are its fields, and the function gets them back as one object.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from importlib import import_module
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, get_type_hints

import typer
from typer.core import TyperCommand, TyperGroup

from nbde.cli import progress, streams
from nbde.errors import NbdeError

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

_HELP_NAMES = {"help_option_names": ["-h", "--help"]}


class _Program(TyperGroup):
    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for name, first_line in COMMANDS.items():
            self.add_command(_Deferred(name, help=first_line))

    def invoke(self, ctx: Any) -> Any:
        """Parse the options of a command and run it; the one place where an error is printed."""
        try:
            return super().invoke(ctx)
        except NbdeError as error:
            streams.remark(error.message(streams.message_language()))
            raise typer.Exit(error.exit_code) from None


class _Deferred(TyperCommand):
    """A command known by its name and the first line of its help, until arguments come."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        """The context of the whole command, with its options and its own help."""
        name = str(self.name)
        module = import_module(f"nbde.cli.commands.{name}")
        whole = typer.Typer(
            add_completion=False, rich_markup_mode=None, context_settings=_HELP_NAMES
        )
        whole.command(cls=getattr(module, "COMMAND_CLASS", None))(_spread(getattr(module, name)))
        return typer.main.get_command(whole).make_context(info_name, args, parent, **extra)


def _spread(command: Callable[..., None]) -> Callable[..., None]:
    """The command with each group of options spread into the options of its fields."""
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if is_dataclass(hint)}
    parameters: list[Parameter] = []
    for name, parameter in signature(command).parameters.items():
        if name in groups:
            types = get_type_hints(groups[name], include_extras=True)
            parameters += [
                Parameter(
                    option.name, Parameter.KEYWORD_ONLY,
                    default=option.default, annotation=types[option.name],
                )
                for option in fields(groups[name])
            ]  # fmt: skip
        else:
            parameters.append(
                parameter.replace(kind=Parameter.KEYWORD_ONLY, annotation=hints[name])
            )

    def run(**given: Any) -> None:
        with progress.shown(quiet=given["quiet"], lang=streams.message_language()):
            for name, group in groups.items():
                options = {option.name: given.pop(option.name) for option in fields(group)}
                given[name] = group(**options)
            command(**given)

    run.__name__, run.__doc__ = command.__name__, command.__doc__
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return run


app = typer.Typer(
    cls=_Program,
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
