"""The two tables of a page: the targets, and what the audit found."""

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
from nbde.report.grid import Row, rows_of

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


@dataclass(frozen=True, slots=True)
class Table:
    """A table: headings with whether they stand over figures, rows, and the notes below."""

    headings: list[tuple[str, bool]]
    rows: list[Row]
    legend: str = ""
    notes: Sequence[str] = ()


def targets_table(report: Report, sources: Sequence[Sequence[int]], style: Style) -> Table:
    """The targets, those of one plan and entity under a line of their own if there are several.

    Why a target cannot be judged stands elsewhere on the page, and not below the table again.
    """
    gap = report.gap
    why = dict(zip(report.missing["target"], report.missing["note"], strict=True))
    joint = SENTENCES_JOINED[style.lang]
    notes = [
        joint.join(part for part in note.split(joint) if part not in why.get(row, "").split(joint))
        for row, note in enumerate(written(gap["note"], str, ""))
    ]
    gap = gap.assign(note=notes)
    several, groups = groups_of(gap)
    shown = display(gap.drop(columns=[*_NOT_ON_THE_PAGE, *several]), style, "gap", chosen=False)
    return _table(shown, sources, groups, style)


def groups_of(frame: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Which of plan and entity differ among the rows, and what they are in each."""
    several = [column for column in _WHOSE if len(frame[column].unique()) > 1]
    texts = [written(frame[column], printable, "") for column in several]
    groups = [" · ".join(filter(None, words)) for words in zip(*texts, strict=True)]
    return several, groups or [""] * len(frame)


def _table(
    shown: Display, sources: Sequence[Sequence[int]], groups: Sequence[str], style: Style
) -> Table:
    return Table(
        headings=[(column.heading, column.figures) for column in shown.columns],
        rows=rows_of(shown.columns, sources, groups),
        legend=legend(shown.columns, style),
        notes=shown.notes,
    )


def audit_table(report: Report, style: Style) -> Table:
    """The findings plan by plan, the telling ones first, each with its sentence beside it."""
    audit, plans = report.audit, [*report.gap["plan"].unique()]
    order = pd.DataFrame({
        "plan": [plans.index(plan) if plan in plans else len(plans) for plan in audit["plan"]],
        "verdict": audit["verdict"].map(_TELLING.index).astype(int),
    }).sort_values(["plan", "verdict"], kind="stable")  # fmt: skip
    audit = audit.iloc[order.index][_AUDITED].reset_index(drop=True)
    several, groups = groups_of(audit)
    statistics = say("report.statistics", style.lang)
    whose = zip(groups, audit["plan"], strict=True)
    if "plan" in several:
        groups = [group if plan else f"{statistics} · {group}".strip(" ·") for group, plan in whose]
    shown = display(audit.drop(columns=["note", *several]), style, "audit", chosen=False)
    notes = [Cell(note) for note in written(audit["note"], printable, "")]
    shown.columns.append(
        DisplayColumn(heading_of("note", style.lang), notes, figures=False, wraps=True)
    )
    return _table(shown, [()] * len(audit), groups, style)


def found_of(audit: pd.DataFrame, lang: str) -> list[str]:
    """How many findings have each verdict, the telling ones first."""
    count = Counter(audit["verdict"])
    return [
        say("report.found", lang, verdict=label(verdict, lang), count=count[verdict])
        for verdict in _TELLING
        if count[verdict]
    ]
