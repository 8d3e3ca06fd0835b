"""All that a page about one year of a plan shows, gathered from the other questions."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from nbde.analysis.assessment import assess_each
from nbde.analysis.audit import audit as audited
from nbde.analysis.forecast import forecast as forecasted
from nbde.analysis.reports.drawn import lines_of
from nbde.analysis.reports.missing import missing_of
from nbde.analysis.reports.sources import sources_of
from nbde.schema import OUTPUTS


@dataclass(frozen=True, slots=True)
class Report:
    """The frames of a page; a row of `gap` and of `forecast` is a target, in the table's order.

    Attributes
    ----------
    year
        The year asked for.
    gap, forecast, audit
        The answers of these questions.
    lines
        The points that the charts draw, see `lines_of`.
    missing
        The targets that cannot be judged, why, and what would fill them, see `missing_of`.
    sources
        The rows of the two tables that the page draws on, see `sources_of`.
    """

    year: int
    gap: pd.DataFrame
    forecast: pd.DataFrame
    audit: pd.DataFrame
    lines: pd.DataFrame
    missing: pd.DataFrame
    sources: pd.DataFrame


def report(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    *,
    year: int,
    among: pd.DataFrame | None = None,
    path: str | None = None,
    growth: float | None = None,
    project: bool = False,
    lang: str = "en",
) -> Report:
    """Where the targets stand in one year, what is missing, what the audit found, the sources.

    Parameters
    ----------
    targets, observations
        Frames of `nbde.read_targets` and `nbde.read_observations`.
    year
        The year; nothing later is used.
    among
        As in `audit`: all rows of the table that `targets` were chosen from.
    path, growth, project
        As in `gap`.
    lang
        Language of names and notes, ``en`` or ``zh``.

    Raises
    ------
    DataError
        If the targets have no entities and an indicator has observations of several, or an
        observation is of another dimension than its target.
    """
    among = targets if among is None else among
    gap, reasons = assess_each(
        targets, observations, [year], [OUTPUTS["gap"], ("status", "note")],
        path=path, growth=growth, project=project, trend="endpoint", lang=lang,
    )  # fmt: skip
    forecast = forecasted(targets, observations, year=year, lang=lang)
    audit = audited(targets, observations, year=year, among=among, path=path, lang=lang)
    return Report(
        year=year,
        gap=gap,
        forecast=forecast,
        audit=audit,
        lines=lines_of(
            targets, observations, gap, forecast, year=year, path=path, growth=growth
        ),
        missing=missing_of(targets, gap, reasons["note"], year=year, lang=lang),
        sources=sources_of(
            targets, observations, audit, among=among, year=year, lang=lang
        ),
    )  # fmt: skip
