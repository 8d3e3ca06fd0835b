"""JSON: an array of objects, one a line, or the lines alone.

Missing cells, empty texts among them, are ``null``; Chinese stands as it is; NaN never appears.
"""

from __future__ import annotations

import json

import pandas as pd

from nbde.formats import Style
from nbde.formats.columns import doubles, holds_figures, kind_of, written
from nbde.formats.numbers import shortest
from nbde.messages import label
from nbde.schema import Kind


def render(name: str, frame: pd.DataFrame, style: Style) -> str:
    """The frame as ``json`` or ``jsonl`` (`name`)."""
    members = [
        map(f"{_quoted(str(key))}: ".__add__, _values(frame[key], style)) for key in frame.columns
    ]
    lines = map("{{{}}}".format, map(", ".join, zip(*members, strict=True)))
    if name == "jsonl":
        return "".join(f"{line}\n" for line in lines)
    listed = ",\n".join(lines)
    return f"[\n{listed}\n]\n" if listed else "[]\n"


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
