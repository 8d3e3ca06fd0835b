"""Frames as JSON objects, one text a row, for JSON and JSON lines.

Missing cells, empty texts among them, are ``null``; Chinese stands as it is; NaN never appears.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pandas as pd

from nbde.formats import Style
from nbde.formats.columns import doubles, holds_figures, kind_of, written
from nbde.formats.figures import shortest
from nbde.messages import label
from nbde.schema import Kind


def records(frame: pd.DataFrame, style: Style) -> Iterator[str]:
    """Each row as one JSON object on one line."""
    members = [_members(frame[name], style) for name in frame.columns]
    return map("{{{}}}".format, map(", ".join, zip(*members, strict=True)))


def _members(column: pd.Series, style: Style) -> Iterator[str]:
    key = f"{_quoted(str(column.name))}: "
    return map(key.__add__, _values(column, style))


def _values(column: pd.Series, style: Style) -> list[str]:
    if holds_figures(column):
        return [text or "null" for text in shortest(doubles(column), style.precision)]
    kind = kind_of(column)
    if kind in (Kind.YEAR, Kind.COUNT):
        return written(column, str, "null")
    if kind is Kind.WORD and style.lang != "en":
        return written(column, lambda word: _quoted(label(word, style.lang)), "null")
    return written(column, _quoted, "null")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
