"""The data of a page about one year of a plan, gathered from the other questions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from nbde.analysis.arrays import numbers_of
from nbde.analysis.assessment import assess_each
from nbde.analysis.audit import audit as audited
from nbde.analysis.chart_lines import lines_of
from nbde.analysis.forecast import forecast as forecasted
from nbde.analysis.notes import Notes
from nbde.analysis.results import year_column
from nbde.schema import OUTPUTS

UNJUDGED = ("no_data", "undecided")
_AND = {"en": ", and ", "zh": "，以及"}
_SOURCED = ("source", "confidence", "plan", "entity", "indicator", "name", "year", "is_target")
_RELATED = ("numerator", "denominator")


@dataclass(frozen=True, slots=True)
class Report:
    """The frames of a page; a row of `gap` and of `forecast` is a target, in the table's order.

    Attributes
    ----------
    year
        The year of the figures.
    gap, forecast, audit
        The answers of these questions.
    lines
        The points that the charts draw, see `lines_of`.
    missing
        The targets whose status is not known: `target` is the number of the row, `note` says why,
        `fill` which data would give it a status (empty where nothing can, as before a plan begins).
    sources
        A row a figure of the two tables that the page draws on, with its year, `is_target`, its
        confidence and source (empty where the table names none): the targets themselves, those
        that an audit holds against them (of the same indicator and entity, and the parts of a whole
        in the same plan), and the observations up to the year of all indicators concerned.
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
        missing=_missing(targets, gap, reasons["note"], year=year, lang=lang),
        sources=_sources(
            targets, observations, audit, among=among, year=year, lang=lang
        ),
    )  # fmt: skip


def _missing(
    targets: pd.DataFrame, gap: pd.DataFrame, reasons: pd.Series, *, year: int, lang: str
) -> pd.DataFrame:
    """The rows of `gap` without a known status, see `Report.missing`; `reasons` says why."""
    fill = _fills(targets, gap, year, lang)
    unjudged = gap["status"].isin(UNJUDGED).to_numpy(bool)
    columns = ["plan", "entity", "indicator", "name", "target_year", "status"]
    found = gap[columns].assign(note=reasons.to_numpy(), fill=fill)
    found.insert(0, "target", np.arange(len(gap)))
    return found[unjudged].reset_index(drop=True)


def _fills(targets: pd.DataFrame, gap: pd.DataFrame, year: int, lang: str) -> np.ndarray:
    fills = Notes(len(gap), lang, (), joint=_AND[lang])
    schedule = targets["schedule"].astype(object).to_numpy()
    every_year, total = schedule == "every-year", schedule == "total"
    by_year = ~every_year & ~total
    start, end = numbers_of(targets, "start_year"), numbers_of(targets, "target_year")
    value, as_of = numbers_of(gap, "value"), numbers_of(gap, "as_of")
    base, begin = numbers_of(gap, "baseline_value"), numbers_of(gap, "baseline_year")
    goal = numbers_of(gap, "target_value")
    in_force = ~(start > year) & ~(every_year & (end < year))
    over = end <= year

    none = by_year & np.isnan(value)
    fills.add(none & ~over, "fill.value", year=year)
    fills.add(by_year & over & ~(as_of >= end), "fill.of_year", year=end)
    fills.add(every_year & np.isnan(value) & in_force, "fill.of_year", year=year)
    fills.add(total & np.isnan(start), "fill.start")
    summed = total & np.isnan(value) & in_force & ~np.isnan(start)
    fills.add(summed, "fill.years", first=start, last=np.fmin(end, year))
    relative = (targets["target_kind"] != "level").to_numpy(bool)
    on_the_way = by_year & ~over
    no_base = np.isnan(base) & (on_the_way | (relative & np.isnan(goal)))
    fills.add(no_base & by_year & (begin > 0), "fill.baseline_of", year=begin)
    fills.add(no_base & by_year & ~(begin > 0), "fill.baseline")
    fills.add(on_the_way & (as_of <= begin) & (begin < year), "fill.later", year=begin)
    fills.add((gap["status"] == "undecided").to_numpy(bool), "fill.exact")
    return np.asarray(fills.column(), dtype=object)


def _sources(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    audit: pd.DataFrame,
    *,
    among: pd.DataFrame,
    year: int,
    lang: str,
) -> pd.DataFrame:
    """The rows of both tables that the answers of `year` draw on, see `Report.sources`."""
    own = _named(targets, lang)
    others = _named(among, lang)
    keys = _keys(own, own["indicator"])
    whole = _texts(others, "plan") + "\n" + _keys(others, others["part_of"])
    parts = whole.isin(_texts(own, "plan") + "\n" + keys)
    beside = others[_keys(others, others["indicator"]).isin(keys) | parts]
    stated = pd.concat([own, beside]).drop_duplicates(
        ["plan", "entity", "indicator", "target_year"], ignore_index=True
    )
    stated = stated.assign(year=stated["target_year"], is_target=True)
    seen = _named(observations[observations["year"] <= year], lang)
    if "entity" not in targets or "entity" not in observations:
        wanted = _wanted(stated.assign(entity=""), audit.assign(entity=""))
        seen = seen[_keys(seen.assign(entity=""), seen["indicator"]).isin(wanted)]
    else:
        seen = seen[_keys(seen, seen["indicator"]).isin(_wanted(stated, audit))]
    called = dict(zip(stated["indicator"], stated["name"], strict=True))
    named = [
        name or called.get(code, code)
        for name, code in zip(seen["name"], seen["indicator"], strict=True)
    ]
    seen = seen.assign(name=named, is_target=False, plan="")
    found = pd.concat([frame[list(_SOURCED)] for frame in (stated, seen)], ignore_index=True)
    found["name"] = np.where(found["name"] == "", found["indicator"], found["name"])
    return found.assign(year=year_column(numbers_of(found, "year")))


def _named(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The rows as plain texts, with a name in the language, else in the other."""
    first, second = ("name_zh", "name_en") if lang == "zh" else ("name_en", "name_zh")
    texts = {
        column: _texts(frame, column)
        for column in ("plan", "entity", "indicator", "part_of", *_RELATED, "confidence", "source")
    }
    name, other = _texts(frame, first), _texts(frame, second)
    years = {column: frame[column] for column in ("year", "target_year") if column in frame}
    return pd.DataFrame({**texts, **years, "name": name.where(name != "", other)})


def _wanted(stated: pd.DataFrame, audit: pd.DataFrame) -> set[str]:
    """The indicators and entities whose observations count."""
    columns = [stated["indicator"], *(stated[column] for column in _RELATED)]
    wanted = {key for column in columns for key in _keys(stated, column)}
    return wanted | set(_keys(audit, _texts(audit, "indicator")))


def _keys(frame: pd.DataFrame, indicator: pd.Series) -> pd.Series:
    return _texts(frame, "entity") + "\n" + indicator


def _texts(frame: pd.DataFrame, column: str) -> pd.Series:
    """The column as texts, empty where the table does not have it."""
    if column not in frame:
        return pd.Series("", index=frame.index, dtype=object)
    return frame[column].astype(object).fillna("").astype(object)
