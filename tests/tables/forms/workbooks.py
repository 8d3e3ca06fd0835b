"""Workbooks for the tests, written by xlsxwriter from rows of values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

Value = Any


@dataclass(frozen=True)
class Shown:
    """A value with a number format."""

    value: Value
    number_format: str


@dataclass(frozen=True)
class Formula:
    """A formula with the value it had when the workbook was saved."""

    text: str
    value: Value


def percent(fraction: float) -> Shown:
    return Shown(fraction, "0.0%")


def book(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[Value]]],
    merged: Sequence[tuple[str, str, Value]] = (),
    hidden: Sequence[str] = (),
) -> Path:
    """A workbook; `merged` are blocks of a sheet (``A4:A6``) that hold one value."""
    workbook = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                _write(workbook, sheet, line, column, value)
        for where, block, value in merged:
            if where == name:
                sheet.merge_range(block, value)
        if name in hidden:
            sheet.hide()
    workbook.close()
    return path


def _write(workbook: Any, sheet: Any, line: int, column: int, value: Value) -> None:
    if isinstance(value, Shown):
        style = workbook.add_format({"num_format": value.number_format})
        if isinstance(value.value, date):
            sheet.write_datetime(line, column, value.value, style)
        else:
            sheet.write(line, column, value.value, style)
    elif isinstance(value, Formula):
        sheet.write_formula(line, column, value.text, None, value.value)
    elif value is not None:
        sheet.write(line, column, value)
