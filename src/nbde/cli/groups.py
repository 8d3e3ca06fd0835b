"""Options that several commands share, declared once as a dataclass and spread over each command.

A parameter of a command whose type is a dataclass is replaced by the dataclass's fields, each an
option of its own; the command gets them back as one object. An error of the input becomes a message
and an exit code here, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from inspect import Parameter, Signature, signature
from typing import Any, get_type_hints

import typer

from nbde.cli import progress, streams
from nbde.cli.language import message_language, speaking
from nbde.errors import NbdeError


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """The command with its option groups spread out, and its errors told on stderr."""
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if is_dataclass(hint)}
    parameters: list[Parameter] = []
    for parameter in signature(command).parameters.values():
        if parameter.name in groups:
            parameters.extend(_options(groups[parameter.name]))
        else:
            parameters.append(
                parameter.replace(kind=Parameter.KEYWORD_ONLY, annotation=hints[parameter.name])
            )

    def run(**given: Any) -> None:
        lang, quiet = given.get("lang"), given.get("quiet", False)
        for name, group in groups.items():
            given[name] = group(**{option.name: given.pop(option.name) for option in fields(group)})
        try:
            with speaking(lang), progress.told(quiet=quiet, lang=message_language(lang)):
                command(**given)
        except NbdeError as error:
            streams.remark(error.message(message_language(lang)))
            raise typer.Exit(error.exit_code) from None

    run.__name__, run.__doc__ = command.__name__, command.__doc__
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return run


@cache
def _options(group: type) -> list[Parameter]:
    hints = get_type_hints(group, include_extras=True)
    return [
        Parameter(
            field.name,
            Parameter.KEYWORD_ONLY,
            default=Parameter.empty if field.default is MISSING else field.default,
            annotation=hints[field.name],
        )
        for field in fields(group)
    ]
