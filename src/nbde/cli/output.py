"""From a frame of figures to the result: format, language, columns, unit, stream, exit code."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from nbde import formats
from nbde.cli import progress, streams
from nbde.cli.option_types import one_of
from nbde.cli.options import Output
from nbde.errors import DataError, UsageError
from nbde.schema import OUTPUTS

if TYPE_CHECKING:
    import pandas as pd

FAILED = 4
_VARIABLE = "NBDE_FORMAT"


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """The form and the place of the result of one command, known before anything is read."""

    command: str
    requested: Output
    format: str
    style: formats.Style

    @property
    def lang(self) -> str:
        """The language of the result."""
        return self.style.lang

    @property
    def for_people(self) -> bool:
        """Whether people read the result as it is, not programs."""
        return self.format not in formats.MACHINE and self.format not in formats.BINARY

    @property
    def allows_line(self) -> bool:
        """Whether a result that fits a line may be one, instead of a table."""
        return self.format == "table" and self.requested.columns is None


def resolve(
    requested: Output, command: str, *, columns: Sequence[str] | None = None
) -> OutputOptions:
    """The output options of a command: those given, and those that follow from them.

    `columns` are those that the result will have; by default those that the schema declares.
    """
    name, lang = _format(requested), streams.requested_language()
    if requested.columns is not None and command != "targets":  # whose columns are the table's own
        _check_columns(requested.columns, columns or OUTPUTS[command])
    if name in formats.BINARY:
        _check_binary(name, requested.output)
    style = formats.Style(
        lang=lang or ("en" if name in formats.MACHINE else streams.message_language()),
        precision=requested.precision,
        width=streams.terminal_width(requested.output),
        color=streams.use_color(requested.color, requested.output),
        encoding="utf-8" if requested.output or requested.bom else streams.stdout_encoding(),
    )
    return OutputOptions(command, requested, name, style)


def write_result(frame: pd.DataFrame, options: OutputOptions, inputs: Iterable[str] = ()) -> None:
    """Write the frame; `inputs` are files that are not to be overwritten."""
    requested, name = options.requested, options.format
    with progress.stage("hint.writing"):
        if requested.unit is not None:
            from nbde.tables.conversion import in_unit

            frame = in_unit(frame, requested.unit)
        if requested.columns is not None:
            _check_columns(requested.columns, list(frame.columns))
            frame = frame[requested.columns]
        in_bytes = name in formats.DELIMITED or name in formats.BINARY
        render = formats.render_bytes if in_bytes else formats.render
        chosen = requested.columns is not None
        result = render(name, frame, options.style, command=options.command, chosen=chosen)
        bom = requested.bom and name not in formats.BINARY
        machine = not options.for_people or options.format == "html"
        streams.write(result, requested.output, machine=machine, bom=bom, inputs=inputs)


def write_line(line: str, options: OutputOptions, inputs: Iterable[str] = ()) -> None:
    """Write a result of one line, for people."""
    out = options.requested
    streams.write(f"{line}\n", out.output, machine=False, bom=out.bom, inputs=inputs)


def hint_at_missing(frame: pd.DataFrame, options: OutputOptions, *, bundled: bool) -> None:
    """Name the remedy for targets without an observation, on standard error, to people only."""
    last = frame[frame["year"] == frame["year"].max()]
    empty = int(last["value_basis"].isin(("", "baseline")).sum())
    if empty and options.for_people and not options.requested.quiet:
        key = "hint.no_observation" if bundled else "hint.no_observation_own"
        year = last["year"].iloc[0]
        streams.hint(key, wrapped=True, count=empty, rows=len(last), year=year)


def fail_on(
    words: Iterable[str] | None, frame: pd.DataFrame, columns: Sequence[str] = ("status",)
) -> None:
    """End with exit code 4 if any row has one of `words` in one of `columns`."""
    if words and any(frame[column].isin([*words]).any() for column in columns):
        raise typer.Exit(FAILED)


def _format(requested: Output) -> str:
    """The format of the command line, else of the output's ending, else of NBDE_FORMAT."""
    variable, output = os.environ.get(_VARIABLE), requested.output
    usual = one_of(_VARIABLE, formats.FORMATS, variable) if variable else None
    by_ending = formats.ENDINGS.get(Path(output).suffix.lower()) if output else None
    found = requested.format or by_ending or usual
    if found is None and output:
        raise UsageError("error.ending", path=output, known=" ".join(formats.ENDINGS))
    return found or "table"


def _check_binary(name: str, output: str | None) -> None:
    if output is None and streams.terminal_width(None) is not None:
        raise UsageError("error.not_for_terminals", format=name)
    if find_spec("xlsxwriter") is None:
        install = "pip install 'nbde[excel]'"
        raise DataError(
            "error.no_package", what=f"--format {name}", package="XlsxWriter", install=install
        )


def _check_columns(columns: Sequence[str], known: Sequence[str]) -> None:
    for column in columns:
        if column not in known:
            raise UsageError("error.columns", got=column, known=", ".join(known))
