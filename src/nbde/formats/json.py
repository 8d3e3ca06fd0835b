"""JSON: an array of objects, one object a line."""

from __future__ import annotations

import pandas as pd

from nbde.formats import Style
from nbde.formats.records import records


def render(frame: pd.DataFrame, style: Style) -> str:
    """The frame as a JSON array."""
    listed = ",\n".join(records(frame, style))
    return f"[\n{listed}\n]\n" if listed else "[]\n"
