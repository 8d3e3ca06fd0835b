"""Tab-separated values: tabs and line ends within a text become spaces, so a row is a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from nbde.formats import Style
from nbde.formats.delimited import delimited

_BREAKS = re.compile(r"\r\n|[\t\r\n]")


def render(frame: pd.DataFrame, style: Style) -> Iterator[bytes]:
    """The frame as TSV."""
    return delimited(frame, style, "\t", plain=lambda text: _BREAKS.sub(" ", text))
