"""JSON lines: one object a line; no rows, no text."""

from __future__ import annotations

import pandas as pd

from nbde.formats import Style
from nbde.formats.records import records


def render(frame: pd.DataFrame, style: Style) -> str:
    """The frame as JSON lines."""
    return "".join(f"{record}\n" for record in records(frame, style))
