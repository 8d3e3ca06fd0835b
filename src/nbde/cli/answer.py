"""From a frame of figures to the answer: unit, columns, format, stream."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from nbde import formats
from nbde.cli import progress, streams, values
from nbde.cli.language import asked_language, message_language
from nbde.cli.options import COLORS, Output
from nbde.errors import DataError, UsageError

if TYPE_CHECKING:
    import pandas as pd

_MOST_DECIMALS = 15
_VARIABLE = "NBDE_FORMAT"


@dataclass(frozen=True, slots=True)
class Plan:
    """How an answer will be written, known before anything is read: wrong use is told first."""

    format: str
    lang: str
    columns: list[str] | None
    precision: int | None
    style: formats.Style

    @property
    def on_paper(self) -> bool:
        """Whether people read the answer as it is, not programs."""
        return self.format not in formats.MACHINE and self.format not in formats.BINARY

    @property
    def in_a_line(self) -> bool:
        """Whether an answer that fits a line may be given as one instead of a table."""
        return self.format == "table" and self.columns is None


def plan(out: Output, known: Sequence[str] | None) -> Plan:
    """The plan for the answer, from its options; `known` are the columns it will have.

    Raises
    ------
    UsageError
        If an option cannot be read; what is known is listed.
    DataError
        If the format needs a package that is not there.
    """
    name = _format(out)
    asked = asked_language(out.lang)
    values.one_of("--color", out.color, COLORS)
    precision = precision_of(out.precision)
    lang = asked or ("en" if name in formats.MACHINE else message_language(out.lang))
    if out.unit is not None:
        check_currency(out.unit)
    columns = _columns(out.columns)
    if columns is not None and known is not None:
        _check_columns(columns, known)
    if name in formats.BINARY:
        _check_binary(name, out.output)
    to_stdout = out.output is None
    style = formats.Style(
        lang=lang,
        precision=precision,
        width=streams.terminal_width(out.output),
        color=streams.use_color(out.color, out.output),
        encoding=streams.stdout_encoding() if to_stdout and not out.bom else "utf-8",
    )
    return Plan(name, lang, columns, precision, style)


def give(
    frame: pd.DataFrame, planned: Plan, out: Output, *, command: str, inputs: Iterable[str]
) -> None:
    """Write the frame as planned."""
    with progress.stage("hint.writing"):
        if out.unit is not None:
            from nbde.tables.currency import in_unit

            frame = in_unit(frame, out.unit)
        if planned.columns is not None:
            _check_columns(planned.columns, list(frame.columns))
            frame = frame[planned.columns]
        answer = _rendered(frame, planned, command)
        streams.write(
            answer, out.output,
            machine=not planned.on_paper,
            bom=out.bom and planned.format not in formats.BINARY,
            inputs=inputs,
        )  # fmt: skip


def _rendered(frame: pd.DataFrame, planned: Plan, command: str) -> str | Iterable[bytes]:
    name, chosen = planned.format, planned.columns is not None
    if name in formats.DELIMITED or name in formats.BINARY:
        return formats.render_bytes(name, frame, planned.style, command=command, chosen=chosen)
    return formats.render(name, frame, planned.style, command=command, chosen=chosen)


def give_line(line: str, out: Output, *, inputs: Iterable[str]) -> None:
    """Write an answer of one line, for people."""
    streams.write(f"{line}\n", out.output, machine=False, bom=out.bom, inputs=inputs)


def _format(out: Output) -> str:
    """As asked on the command line, else by the output's ending, else NBDE_FORMAT, else table."""
    asked = values.one_of("--format", out.format, formats.FORMATS)
    usual = values.one_of(_VARIABLE, os.environ.get(_VARIABLE) or None, formats.FORMATS)
    by_ending = formats.ENDINGS.get(Path(out.output).suffix.lower()) if out.output else None
    found = asked or by_ending or usual
    if found is None and out.output:
        raise UsageError("error.ending", path=out.output, known=" ".join(formats.ENDINGS))
    return found or "table"


def _check_binary(name: str, output: str | None) -> None:
    if output is None and streams.terminal_width(None) is not None:
        raise UsageError("error.not_for_terminals", format=name)
    if find_spec("xlsxwriter") is None:
        install = "pip install 'nbde[excel]'"
        raise DataError(
            "error.no_package", what=f"--format {name}", package="XlsxWriter", install=install
        )


def precision_of(text: str | None) -> int | None:
    """The decimals of ``--precision``; None where it is not given.

    Raises
    ------
    UsageError
        If the text is no whole number of decimals.
    """
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()) or int(text) > _MOST_DECIMALS:
        raise UsageError("error.precision", got=text)
    return int(text)


def check_currency(text: str) -> None:
    """Nothing, if the text of ``--unit`` is a unit of currency.

    Raises
    ------
    UsageError
        If it is not.
    """
    from nbde.tables.units import UnknownUnitError, unit

    try:
        known = unit(text).is_currency
    except UnknownUnitError:
        known = False
    if not known:
        raise UsageError("error.unit_option", got=text)


def _columns(text: str | None) -> list[str] | None:
    if text is None:
        return None
    names = [name.strip() for name in text.replace("，", ",").split(",")]
    if len(set(names)) < len(names):
        raise UsageError("error.columns_twice", got=text)
    return names


def _check_columns(columns: Sequence[str], known: Sequence[str]) -> None:
    for column in columns:
        if column not in known:
            raise UsageError("error.columns", got=column, known=", ".join(known))
