"""What cannot be judged, gathered by its reason and by what would fill it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from nbde.formats.characters import printable
from nbde.formats.columns import written
from nbde.messages import say
from nbde.report.tables import groups_of

if TYPE_CHECKING:
    from nbde.analysis.report import Report

_MOST_REASONS = 5


@dataclass(frozen=True, slots=True)
class Unjudged:
    """Targets that cannot be judged for one reason, and what would fill them.

    Each name has beside it what tells it from others: its code, and where there are several its
    plan and its target year.
    """

    reason: str
    fill: str
    names: list[tuple[str, str]]


def reasons_of(notes: pd.Series, lang: str) -> list[tuple[int, str]]:
    """The commonest reasons, and how many targets have others."""
    counts = Counter(written(notes, printable, "")).most_common()
    reasons = [(count, reason) for reason, count in counts]
    if len(reasons) <= _MOST_REASONS + 1:
        return reasons
    others = sum(count for count, _ in reasons[_MOST_REASONS:])
    return [*reasons[:_MOST_REASONS], (others, say("report.other_reasons", lang))]


def unjudged_of(report: Report) -> list[Unjudged]:
    """The targets that cannot be judged, those of the commonest reason first."""
    missing = report.missing
    _, groups = groups_of(missing.assign(entity=""))
    aimed = report.gap.groupby(["plan", "entity", "indicator"], observed=True)["target_year"]
    repeated = set(aimed.nunique().loc[lambda count: count > 1].index)
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row, group in zip(missing.to_dict(orient="records"), groups, strict=True):
        place = (row["plan"], row["entity"], row["indicator"])
        year = str(row["target_year"]) if place in repeated else ""
        code = printable(row["indicator"]) if row["indicator"] != row["name"] else ""
        told = " · ".join(filter(None, (code, group, year)))
        listed = found.setdefault((printable(row["note"]), printable(row["fill"])), [])
        listed.append((printable(row["name"]), told))
    by_size = sorted(found.items(), key=lambda one: -len(one[1]))
    return [Unjudged(reason, fill, names) for (reason, fill), names in by_size]
