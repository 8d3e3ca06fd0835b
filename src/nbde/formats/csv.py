"""Comma-separated values after RFC 4180, with LF line ends."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from nbde.formats import Style
from nbde.formats.delimited import delimited


def render(frame: pd.DataFrame, style: Style) -> Iterator[bytes]:
    """The frame as CSV."""
    return delimited(frame, style, ",")
