"""The tables of a page: the targets, the findings of the audit, and what cannot be judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from nbde.formats import Style
from nbde.formats.cells import Cell
from nbde.formats.characters import printable
from nbde.formats.columns import heading_of, written
from nbde.formats.display import Display, DisplayColumn, display, legend
from nbde.messages import SENTENCES_JOINED, label, say

if TYPE_CHECKING:
    from nbde.analysis.report import Report

_NOT_ON_THE_PAGE = [
    "indicator", "milestone_gap", "baseline_year", "baseline_value", "baseline_basis",
]  # fmt: skip
_WHOSE = ["plan", "entity"]
_TELLING = ("exceeds", "differs", "weaker", "break", "rounding", "ok", "cannot be checked")
_AUDITED = [
    "check", "name", "entity", "year", "verdict", "stated", "computed", "unit", "plan", "note",
]  # fmt: skip
_MOST_REASONS = 5


@dataclass(frozen=True, slots=True)
class Table:
    """A table: of each row its group, the numbers of its sources and its cells; the notes below."""

    columns: list[DisplayColumn]
    rows: list[tuple[str, Sequence[int], tuple[Cell, ...]]]
    legend: str
    notes: Sequence[str]


@dataclass(frozen=True, slots=True)
class TargetWithoutStatus:
    """Targets that cannot be judged for one reason, and the data that would give them a status.

    Each name has beside it whatever distinguishes it: its code, and where there are several its
    plan and its target year.
    """

    reason: str
    fill: str
    names: list[tuple[str, str]]


def targets_table(report: Report, sources: Sequence[Sequence[int]], style: Style) -> Table:
    """The targets, those of one plan and entity under a line of their own if there are several.

    The reasons why a target cannot be judged stand elsewhere on the page, and not here again.
    """
    gap = report.gap
    why = dict(zip(report.missing["target"], report.missing["note"], strict=True))
    joint = SENTENCES_JOINED[style.lang]
    notes = [
        joint.join(part for part in note.split(joint) if part not in why.get(row, "").split(joint))
        for row, note in enumerate(written(gap["note"], str, ""))
    ]
    gap = gap.assign(note=notes)
    several, groups = _groups(gap)
    shown = display(gap.drop(columns=[*_NOT_ON_THE_PAGE, *several]), style, "gap", chosen=False)
    return _table(shown, sources, groups, style)


def audit_table(report: Report, style: Style) -> Table:
    """The findings plan by plan, the telling ones first, each with its sentence beside it."""
    audit, plans = report.audit, [*report.gap["plan"].unique()]
    order = pd.DataFrame({
        "plan": [plans.index(plan) if plan in plans else len(plans) for plan in audit["plan"]],
        "verdict": audit["verdict"].map(_TELLING.index).astype(int),
    }).sort_values(["plan", "verdict"], kind="stable")  # fmt: skip
    audit = audit.iloc[order.index][_AUDITED].reset_index(drop=True)
    several, groups = _groups(audit)
    statistics = say("report.statistics", style.lang)
    if "plan" in several:
        groups = [
            group if plan else f"{statistics} · {group}".strip(" ·")
            for group, plan in zip(groups, audit["plan"], strict=True)
        ]
    shown = display(audit.drop(columns=["note", *several]), style, "audit", chosen=False)
    notes = [Cell(note) for note in written(audit["note"], printable, "")]
    heading = heading_of("note", style.lang)
    shown.columns.append(DisplayColumn(heading, notes, figures=False, wraps=True))
    return _table(shown, [()] * len(audit), groups, style)


def verdicts_of(audit: pd.DataFrame, lang: str) -> list[str]:
    """How many findings have each verdict, the telling ones first."""
    count = Counter(audit["verdict"])
    return [
        say("report.found", lang, verdict=label(verdict, lang), count=count[verdict])
        for verdict in _TELLING
        if count[verdict]
    ]


def reasons_of(notes: pd.Series, lang: str) -> list[tuple[int, str]]:
    """The commonest reasons, and how many targets have others."""
    counts = Counter(written(notes, printable, "")).most_common()
    reasons = [(count, reason) for reason, count in counts]
    if len(reasons) <= _MOST_REASONS + 1:
        return reasons
    others = sum(count for count, _ in reasons[_MOST_REASONS:])
    return [*reasons[:_MOST_REASONS], (others, say("report.other_reasons", lang))]


def unjudged_of(report: Report) -> list[TargetWithoutStatus]:
    """The targets that cannot be judged, those of the commonest reason first."""
    missing = report.missing
    _, groups = _groups(missing.assign(entity=""))
    whose = ["plan", "entity", "indicator"]
    aimed = report.gap.groupby(whose, observed=True)["target_year"].nunique()
    repeated = set(aimed[aimed > 1].index)
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row, group in zip(missing.to_dict(orient="records"), groups, strict=True):
        year = str(row["target_year"]) if tuple(row[key] for key in whose) in repeated else ""
        code = printable(row["indicator"]) if row["indicator"] != row["name"] else ""
        beside = " · ".join(filter(None, (code, group, year)))
        names = found.setdefault((printable(row["note"]), printable(row["fill"])), [])
        names.append((printable(row["name"]), beside))
    by_size = sorted(found.items(), key=lambda one: -len(one[1]))
    return [TargetWithoutStatus(reason, fill, names) for (reason, fill), names in by_size]


def _groups(frame: pd.DataFrame) -> tuple[list[str], list[str]]:
    """The columns among plan and entity that differ between rows, and their words in each row."""
    several = [column for column in _WHOSE if len(frame[column].unique()) > 1]
    texts = [written(frame[column], printable, "") for column in several]
    groups = [" · ".join(filter(None, words)) for words in zip(*texts, strict=True)]
    return several, groups or [""] * len(frame)


def _table(
    shown: Display, sources: Sequence[Sequence[int]], groups: Sequence[str], style: Style
) -> Table:
    rows = list(zip(groups, sources, shown.rows(), strict=True))
    return Table(shown.columns, rows, legend(shown.columns, style), shown.notes)
