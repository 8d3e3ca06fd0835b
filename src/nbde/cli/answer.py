"""From a frame of figures to the answer: unit, columns, format, stream."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nbde import formats
from nbde.cli import streams, values
from nbde.cli.language import asked_language, message_language
from nbde.cli.options import COLORS, Output
from nbde.errors import UsageError

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
        """Whether people read the answer, not programs."""
        return self.format not in formats.MACHINE

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
    """
    name = _format(out)
    asked = asked_language(out.lang)
    values.one_of("--color", out.color, COLORS)
    precision = _precision(out.precision)
    lang = asked or ("en" if name in formats.MACHINE else message_language(out.lang))
    if out.unit is not None:
        _currency(out.unit)
    columns = _columns(out.columns)
    if columns is not None and known is not None:
        _check_columns(columns, known)
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
    if out.unit is not None:
        from nbde.tables.currency import in_unit

        frame = in_unit(frame, out.unit)
    if planned.columns is not None:
        _check_columns(planned.columns, list(frame.columns))
        frame = frame[planned.columns]
    text = formats.render(
        planned.format, frame, planned.style, command=command, chosen=planned.columns is not None
    )
    streams.write(text, out.output, machine=not planned.on_paper, bom=out.bom, inputs=inputs)


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


def _precision(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()) or int(text) > _MOST_DECIMALS:
        raise UsageError("error.precision", got=text)
    return int(text)


def _currency(text: str) -> None:
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
