"""How many targets have each status, and their parts of one bar."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from nbde.messages import label
from nbde.schema import STATUSES


@dataclass(frozen=True, slots=True)
class Slice:
    """How many targets have a status; `begin` and `width` are its part of the bar [per cent]."""

    status: str
    word: str
    count: int
    begin: float
    width: float


def slices_of(statuses: pd.Series, lang: str) -> list[Slice]:
    """The statuses that any target has, the best one first."""
    count, begin, slices = Counter(statuses), 0.0, []
    for status in STATUSES:
        if count[status]:
            width = 100 * count[status] / len(statuses)
            word = label(status, lang)
            slices.append(Slice(status, word, count[status], round(begin, 2), round(width, 2)))
            begin += width
    return slices
