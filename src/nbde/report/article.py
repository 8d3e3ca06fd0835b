"""The page in one language: what each of its parts says, ready for the template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nbde.formats import Style
from nbde.formats.columns import heading_of, written
from nbde.formats.display import display
from nbde.messages import say
from nbde.report.charts import Figure, figures_of, key_of
from nbde.report.missing import Unjudged, reasons_of, unjudged_of
from nbde.report.references import Reference, References
from nbde.report.tables import Table, audit_table, found_of, targets_table
from nbde.report.tally import Slice, slices_of
from nbde.schema import COLUMNS

if TYPE_CHECKING:
    from nbde.analysis.report import Report

_BEHIND = ("needs_acceleration", "limited", "wrong_direction", "missed")
_UNJUDGED = ("undecided", "no_data")
_EXPLAINED = ("value", "target_value", "gap", "progress", "milestone", "required_growth", "status")
_SAID = {
    "language": "report.language",
    "unjudged": "report.unjudged",
    "save": "report.save",
    "targets": "report.targets",
    "charts": "report.charts",
    "axis": "report.axis",
    "broken": "report.broken",
    "missing": "report.missing",
    "nothing_missing": "report.nothing_missing",
    "would_fill": "report.would_fill",
    "audit": "report.audit",
    "no_findings": "report.no_findings",
    "sources": "report.sources",
    "no_sources": "report.no_sources",
    "unsourced": "report.unsourced",
    "reading": "report.reading",
    "nominal": "report.nominal",
}


@dataclass(frozen=True, slots=True)
class Article:
    """All texts of a page in one language.

    Attributes
    ----------
    lang
        ``en`` or ``zh``.
    say
        The page's own sentences by key.
    title
        What all rows share: plan, entity, year.
    slices
        The targets by status.
    targets, audit
        The two tables.
    found
        How many findings of each verdict.
    figures, bare
        The charts, and of what there is none.
    broken
        Whether the line of any chart is broken off between two editions.
    key
        The signs of the charts and what each means.
    reasons
        Why targets cannot be judged, and how many for each reason.
    unjudged
        The targets that cannot be judged, by reason and what would fill them.
    sources, unsourced
        The sources, and the figures without one.
    glossary
        The columns and what they mean.
    """

    lang: str
    say: dict[str, str]
    title: str
    slices: list[Slice]
    targets: Table
    figures: list[Figure]
    broken: bool
    key: list[tuple[str, str]]
    bare: str
    reasons: list[tuple[int, str]]
    unjudged: list[Unjudged]
    audit: Table
    found: list[str]
    sources: list[Reference]
    unsourced: str
    glossary: list[tuple[str, str]]


def article_of(report: Report, style: Style, asked: Sequence[str], version: str) -> Article:
    """The page of a report.

    Parameters
    ----------
    report
        Its frames, in the language of the style.
    style
        Language and precision.
    asked
        The options that were given, as they were written.
    version
        The program's.
    """
    lang = style.lang
    gap = report.gap
    references = References(report.sources, lang)
    numbers = [sorted(references.numbers(text)) for text in written(gap["source"], str, "")]
    figures, bare = figures_of(report, style)
    joint = "、" if lang == "zh" else "; "
    return Article(
        lang=lang,
        say=_sentences(report, style, asked, version),
        title=display(gap, style, "gap", chosen=False).title or str(report.year),
        slices=slices_of(gap["status"], lang),
        targets=targets_table(report, numbers, style),
        figures=figures,
        broken=any(figure.chart.broken for figure in figures),
        key=key_of(figures, report, lang),
        bare=say("report.no_chart", lang, names=joint.join(bare)) if bare else "",
        reasons=reasons_of(report.missing["note"], lang),
        unjudged=unjudged_of(report),
        audit=audit_table(report, style),
        found=found_of(report.audit, lang),
        sources=references.listed(),
        unsourced=references.unsourced(),
        glossary=[
            (heading_of(column.name, lang), column.means_zh if lang == "zh" else column.means_en)
            for column in map(COLUMNS.__getitem__, _EXPLAINED)
        ],
    )


def _sentences(report: Report, style: Style, asked: Sequence[str], version: str) -> dict[str, str]:
    lang, count = style.lang, Counter(report.gap["status"])
    said = {name: say(key, lang) for name, key in _SAID.items()}
    said["headline"] = say(
        "report.headline", lang, count=len(report.gap), met=count["met"],
        on_track=count["on_track"], behind=sum(count[word] for word in _BEHIND),
        unjudged=sum(count[word] for word in _UNJUDGED),
    )  # fmt: skip
    if report.gap.empty:
        said["headline"] = say("report.no_targets", lang)
    said["as_of"] = say("report.as_of", lang, year=report.year)
    said["space"] = "" if lang == "zh" else " "
    said["made"] = say("report.made", lang, version=version)
    said["asked"] = say("report.asked", lang, options=" ".join(asked)) if asked else ""
    return said
