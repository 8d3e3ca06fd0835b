"""On track or not, by a published method or by all of them side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from nbde import methods
from nbde.analysis.arrays import NONE, Bools, Floats, Ints
from nbde.analysis.caveats import Part, caveat_of
from nbde.analysis.notes import Notes
from nbde.analysis.quantities import (
    BOUND,
    Caveat,
    Quantities,
    caveats_in_words,
    choose,
)
from nbde.analysis.results import label_columns, year_column, years_of
from nbde.analysis.samples import comparable_run
from nbde.analysis.series import Series, series_of
from nbde.analysis.status_rule import is_limit
from nbde.analysis.targets import Targets, resolve_targets
from nbde.analysis.values import values_at
from nbde.formulas.targets import meets
from nbde.messages import say
from nbde.methods import Assessment
from nbde.methods.inputs import YEARS_BACK, window
from nbde.methods.steps import Row
from nbde.schema import OUTPUTS

ALL = "all"
NOT_ASSESSED = "not_assessed"


def status(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    *,
    year: int | Iterable[int] | None = None,
    method: str = "open-sdg",
    path: str | None = None,
    lang: str = "en",
) -> pd.DataFrame:
    """The label each target gets by a published method.

    Parameters
    ----------
    targets, observations
        Frames of `nbde.read_targets` and `nbde.read_observations`.
    year
        One or several years; it cuts off later observations and changes no formula. Default the
        current year.
    method
        One of ``nbde.methods.NAMES``, or ``all`` for one column a method.
    path
        ``compound`` lets china-schedule measure progress in logarithms, as does the row's own path
        where the table says so.
    lang
        Language of names and notes, ``en`` or ``zh``.

    Returns
    -------
    pandas.DataFrame
        One row a target and year. For one method the columns of
        ``nbde.schema.OUTPUTS["status"]``: `status` is the method's own label or ``not_assessed``,
        and `score` the number the label is cut from; for ``all`` a column of labels for each method
        in place of the two. `note` says why there is no label.

    Raises
    ------
    DataError
        If the targets have no entities and an indicator has observations of several.
    """
    series = series_of(targets, observations)
    asked = np.array(years_of(year), dtype=np.float64)
    rows = np.repeat(np.arange(len(targets)), len(asked))
    years = np.tile(asked, len(targets))
    case = case_of(targets, series, rows, years, path)
    names = methods.NAMES if method == ALL else (method,)
    notes = Notes(len(rows), lang, ("status",))
    judged = {name: _judge(name, case) for name in names}
    labels = {name: _labels(name, found) for name, found in judged.items()}
    _explain(notes, case, series, judged, years, lang)
    found = {
        **label_columns(targets, series.words, rows, lang),
        "unit": series.words.column(series.unit[rows]),
        "year": year_column(years),
        "as_of": year_column(case.given["year"]),
    }
    if method == ALL:
        found |= labels
    else:
        found["method"] = pd.Categorical(np.full(len(rows), method, dtype=object))
        found["score"] = judged[method].score
        found["status"] = labels[method]
    found["note"] = notes.column()
    found["target_year"] = year_column(case.resolved.target_year)
    found["caveats"] = caveats_in_words(notes.caveats)
    return pd.DataFrame({column: found[column] for column in output_columns(method)})


def output_columns(method: str) -> tuple[str, ...]:
    """The columns of the answer by `method`."""
    columns = OUTPUTS["status"]
    if method != ALL:
        return columns
    start = columns.index("method")
    return (*columns[:start], *methods.NAMES, *columns[columns.index("note") :])


def labels_of(method: str) -> list[str]:
    """Every label an answer by `method` may hold."""
    names = methods.NAMES if method == ALL else (method,)
    labels = [label for name in names for label in methods.method(name).labels]
    return [*dict.fromkeys(labels), NOT_ASSESSED]


@dataclass(frozen=True, slots=True)
class Case:
    """The data of the methods, one entry a row.

    Attributes
    ----------
    given
        The arguments of the methods' `assess`, by name; `series`, `years` and `values` have an
        entry an observation.
    resolved
        The targets.
    value, base
        The latest value, of a total the sum, and the base it is measured from.
    observed_places
        The positions in the series of the observations.
    undecided, unknown
        Rows whose value or base is only a bound that does not decide; rows whose target is not
        known as a level.
    """

    given: dict[str, np.ndarray]
    resolved: Targets
    value: Quantities
    base: Quantities
    observed_places: Ints
    undecided: Bools
    unknown: Bools


def case_of(
    targets: pd.DataFrame, series: Series, rows: Ints, year: Floats, path: str | None
) -> Case:
    """The data of the methods for the targets `rows`, each in its year."""
    resolved = resolve_targets(targets, series, rows, year).without_future_baselines(year)
    latest = series.quantities(series.latest(resolved.line, year), resolved.scale)
    sums = values_at(resolved, series, year, project=False)
    value = choose(resolved.total, sums, latest)
    opening = series.first(resolved.line, np.zeros(len(rows)))
    opening = np.where(series.year(opening) <= year, opening, NONE)
    first = series.quantities(opening, resolved.scale)
    base = choose(resolved.baseline.known(), resolved.baseline, first)
    compound = (targets["path"] == "compound").to_numpy(bool)[rows]
    up = resolved.direction > 0
    away = np.where(up, value.has(Caveat.UPPER_BOUND), value.has(Caveat.LOWER_BOUND))
    met = meets(value.value, resolved.target, resolved.direction) & ~away
    owner, observed, observed_year, observed_value = _members(series, resolved, value.position)
    return Case(
        given={
            "base_year": base.year,
            "base_value": base.value,
            "year": value.year,
            "value": value.value,
            "target_year": resolved.target_year,
            "target_value": resolved.target,
            "direction": resolved.direction,
            "natural_limit": resolved.natural_limit,
            "compound": compound if path is None else np.full(len(rows), path == "compound"),
            "constant_target": resolved.every_year,
            "series": owner,
            "years": observed_year,
            "values": observed_value,
        },
        resolved=resolved,
        value=value,
        base=base,
        observed_places=observed,
        undecided=(value.has(BOUND) | base.has(BOUND)) & ~met,
        unknown=np.isnan(resolved.target) & np.isfinite(resolved.amount),
    )


def row_of(case: Case, label: str, score: float) -> Row:
    """The one row of a case, with the label and score that a method gives it."""
    given = case.given
    alone: dict[str, Any] = {
        name: given[name][0].item() for name in (*methods.ENDS, "natural_limit", "compound")
    }
    seen = window(given["series"], given["years"], given["values"], 1)
    return Row(**alone, window=seen, label=label, score=score)


def _members(series: Series, resolved: Targets, place: Ints) -> tuple[Ints, Ints, Floats, Floats]:
    """Row, position, year and value of every entry up to `place` that is of the same edition."""
    start = series.first(resolved.line, np.zeros(len(place)))
    row, member = comparable_run(series, start, place)
    return row, member, series.year(member), series.value(member, resolved.scale[row])


def _judge(name: str, case: Case) -> Assessment:
    judge = methods.method(name)
    found = judge.assess(**{each: case.given[each] for each in judge.needs})
    unread = case.resolved.total if judge.no_totals else is_limit(case.resolved)
    withheld = case.undecided | case.unknown | unread
    unread_reason = methods.REASONS.index(judge.no_totals or "reason.total_limit")
    return Assessment(
        label=np.where(withheld, -1, found.label).astype(np.int8),
        score=np.where(withheld, np.nan, found.score),
        reason=np.where(withheld, unread * unread_reason, found.reason).astype(np.int8),
    )


def _labels(name: str, found: Assessment) -> pd.Categorical[object]:
    words = np.array([*methods.method(name).labels, NOT_ASSESSED], dtype=object)
    return pd.Categorical(words[found.label])


def _explain(
    notes: Notes,
    case: Case,
    series: Series,
    judged: dict[str, Assessment],
    years: Floats,
    lang: str,
) -> None:
    notes.add(case.undecided, "note.bound_method")
    notes.add(case.unknown, "note.no_level")
    value, base = case.value, case.base
    notes.add_editions(~case.resolved.total, base, value, series.words)
    reasons = np.stack([found.reason for found in judged.values()])
    names = np.array(list(judged), dtype=object)
    for code in np.unique(reasons[reasons > 0]):
        sentence = say(methods.REASONS[code], lang)
        alike, pattern = np.unique(reasons == code, axis=1, return_inverse=True)
        for number, which in enumerate(alike.T):
            rows = pattern == number
            if which.all():
                notes.add(rows, methods.REASONS[code])
            elif which.any():
                notes.add(
                    rows, "note.of_methods", caveat=caveat_of(methods.REASONS[code]),
                    sentence=sentence, methods=", ".join(names[which]),
                )  # fmt: skip
    carried = (value.year < years) & ~case.resolved.total
    notes.add(carried, "note.carried", year=years, last=value.year)
    notes.add_sum("value", case.resolved.total & value.known(), case.resolved.start_year)
    notes.rest_on(_parts(case, series, judged), series.words)


def _parts(case: Case, series: Series, judged: dict[str, Assessment]) -> list[Part]:
    """The value, the base, the target and, where a method looks at several years, their values."""
    resolved, total, known = case.resolved, case.resolved.total, case.value.known()
    parts = [
        Part.of("value", known & ~total, case.value),
        Part.of("values", known & total, case.value),
        Part.of("baseline", case.base.known(), case.base),
        Part.target(np.isfinite(resolved.target), resolved.target_caveats),
    ]
    if any("series" in methods.method(name).needs for name in judged):
        row, year = case.given["series"], case.given["years"]
        recent = ~(year < case.value.year[row] - YEARS_BACK) & ~total[row]
        row, position = row[recent], case.observed_places[recent]
        parts.append(
            Part.several(row, series.quantities(position, resolved.scale[row]), len(known))
        )
    return parts
