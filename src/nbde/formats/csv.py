"""Comma-separated values after RFC 4180, with LF line ends."""

from __future__ import annotations

import pandas as pd

from nbde.formats import Style
from nbde.formats.delimited import delimited


def render(frame: pd.DataFrame, style: Style) -> bytes:
    """The frame as CSV."""
    return delimited(frame, style, ",")
