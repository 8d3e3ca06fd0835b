"""Commands imported when they are run: a start pays for the one that is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand

from nbde.cli.groups import grouped

HELP_NAMES = {"help_option_names": ["-h", "--help"]}


class Deferred(TyperCommand):
    """A command known by its name and the first line of its help, until arguments come.

    The command ``gap`` is the function ``gap`` of ``nbde.cli.commands.gap``.
    """

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        """The context of the whole command, with its options and its own help."""
        return _whole(str(self.name)).make_context(info_name, args, parent, **extra)


def _whole(name: str) -> Any:
    home = import_module(f"nbde.cli.commands.{name}")
    alone = typer.Typer(add_completion=False, rich_markup_mode=None, context_settings=HELP_NAMES)
    alone.command(cls=getattr(home, "COMMAND_CLASS", None))(grouped(getattr(home, name)))
    return typer.main.get_command(alone)
