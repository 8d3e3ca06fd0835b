"""Every figure as it was computed: the formula, the figures put in, their sources, the result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace

import numpy as np
import pandas as pd

from nbde.analysis import status as judging
from nbde.analysis.arrays import Floats, Ints
from nbde.analysis.assessment import Assessed, assessed
from nbde.analysis.caveats import REMEDIES
from nbde.analysis.explain.figures import COMPUTED, figure_steps, share_steps
from nbde.analysis.explain.inputs import (
    baseline_steps,
    target_step,
    value_steps,
    with_parts,
)
from nbde.analysis.explain.status import method_steps, status_steps
from nbde.analysis.explain.steps import Facts, Step, joined
from nbde.analysis.notes import Remedies
from nbde.analysis.reasons import notes_of
from nbde.analysis.results import label_columns, name_of, year_column, years_of
from nbde.analysis.series import Series, series_of
from nbde.analysis.share import share
from nbde.analysis.targets import resolve_targets
from nbde.analysis.values import values_at
from nbde.messages import say
from nbde.schema import OUTPUTS, STATUSES

_INPUTS = ("value", "baseline_value", "target_value", "as_of", "baseline_year", "target_year")
_NOTED = ("value", "baseline_value", "target_value", *COMPUTED, "status")
_NO_LABEL = ("no_data", judging.NOT_ASSESSED)


def explain(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    *,
    year: int | Iterable[int] | None = None,
    method: str | None = None,
    path: str | None = None,
    growth: float | None = None,
    project: bool = False,
    denominator: str = "gdp",
    gdp_growth: float | None = None,
    lang: str = "en",
) -> pd.DataFrame:
    """The steps by which the figures of `gap`, `growth` and `share` come about, target by target.

    Parameters
    ----------
    targets, observations
        Frames of `nbde.read_targets` and `nbde.read_observations`; best of one indicator.
    year
        One or several years; nothing later than a year is used for it. Default the current year.
    method
        One of ``nbde.methods.NAMES``: explain its label instead.
    path, growth, project
        As in `gap`.
    denominator, gdp_growth
        As in `share`.
    lang
        Language of formulas, names and notes, ``en`` or ``zh``.

    Returns
    -------
    pandas.DataFrame
        One row a step, the columns of ``nbde.schema.OUTPUTS["explain"]`` but `shown`, which is the
        result as the formats show it. `inserted` is the formula with the figures put in, which a
        calculator turns into `result`; a status has its label in `status`. An empty `result` is
        undefined, and `note` says what is missing and what would fill it.

    Raises
    ------
    DataError
        If the targets have no entities and an indicator has observations of several.

    Examples
    --------
    >>> import nbde
    >>> own = pd.DataFrame({"indicator": ["x"], "target_year": [2030], "target_value": [200],
    ...                     "unit": ["个"]})
    >>> seen = pd.DataFrame({"indicator": ["x"], "year": [2025], "value": [150], "unit": ["个"]})
    >>> found = nbde.explain(nbde.read_targets(own), nbde.read_observations(seen), year=2025)
    >>> gap = found[found["figure"] == "gap"].iloc[0]
    >>> gap["formula"], gap["inserted"], float(gap["result"])
    ('target − value', '200 − 150', 50.0)
    """
    years = years_of(year)
    also = sorted({denominator, *targets["numerator"], *targets["denominator"]} - {""})
    series = series_of(targets, observations, also)
    names = {code: name_of(code, targets, observations, lang) for code in also}
    if method is not None:
        steps = _judgement(targets, observations, series, names, years, method, path, lang)
    else:
        steps = _figures(
            targets, observations, series, names, years,
            path=path, growth=growth, project=project,
            denominator=denominator, gdp_growth=gdp_growth, lang=lang,
        )  # fmt: skip
    return _frame(targets, series, years, steps, lang)


def _facts(
    targets: pd.DataFrame,
    series: Series,
    names: Mapping[str, str],
    years: Sequence[int],
    lang: str,
    *,
    project: bool,
) -> list[Facts]:
    """The facts of every target and year, in the order of the rows of `gap`."""
    rows = np.repeat(np.arange(len(targets)), len(years))
    asked = np.tile(np.asarray(years, dtype=np.float64), len(targets))
    planned, everything = resolve_targets(targets, series, rows, asked), []
    resolved = planned.without_future_baselines(asked)
    values = values_at(resolved, series, asked, project=project)
    for place, number in enumerate(rows.tolist()):
        row, target = np.array([place]), targets.iloc[number]
        everything.append(
            Facts(
                number, target, series, planned.take(row), resolved.take(row),
                values.take(row), float(asked[place]),
                series.words.texts[series.unit[number]], str(target["indicator"]), lang, names,
            )
        )  # fmt: skip
    return everything


def _figures(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    series: Series,
    names: Mapping[str, str],
    years: Sequence[int],
    *,
    path: str | None,
    growth: float | None,
    project: bool,
    denominator: str,
    gdp_growth: float | None,
    lang: str,
) -> list[list[Step]]:
    """The steps of every target and year: the inputs, the figures of `gap` and of `share`."""
    rows = np.repeat(np.arange(len(targets)), len(years))
    year = np.tile(np.asarray(years, dtype=np.float64), len(targets))
    found = assessed(
        targets, series, rows, year,
        path=path, growth=growth, project=project, trend="endpoint",
    )  # fmt: skip
    notes = {name: _FigureNotes(found, name, lang) for name in _NOTED}
    shares = share(
        _numbered(targets), observations,
        year=years, denominator=denominator, gdp_growth=gdp_growth, path=path, growth=growth,
        lang=lang,
    )  # fmt: skip
    of_share = {
        (int(row["name"]), int(row["year"])): row for row in shares.to_dict(orient="records")
    }
    everything = []
    for place, facts in enumerate(_facts(targets, series, names, years, lang, project=project)):
        cells = {name: float(found.figures[name][place]) for name in (*_INPUTS, *COMPUTED)}
        status = STATUSES[found.statuses.status[place]]
        by_line = bool(found.statuses.by_line[place])
        steps = [
            *value_steps(facts, targets, cells["value"]),
            *baseline_steps(facts, targets, cells["baseline_value"]),
            target_step(facts, cells["target_value"]),
            *figure_steps(found, place, facts.unit, lang),
            *status_steps(facts, cells, status, by_line=by_line),
        ]
        steps = [
            notes[step.figure].put_on(step, place) if step.figure in notes else step
            for step in steps
        ]
        row = of_share.get((facts.number, int(facts.year)))
        if row is not None:
            steps += share_steps(
                facts, targets, {str(name): cell for name, cell in row.items()},
                cells["milestone"], gdp_growth,
            )  # fmt: skip
        everything.append(steps)
    return everything


class _FigureNotes:
    """The notes on one figure of every row, and what would fill it where it is empty."""

    def __init__(self, found: Assessed, figure: str, lang: str) -> None:
        indicator = found.series.words.decode(found.series.indicator[found.rows])
        remedies = Remedies(indicator, lang)
        self._notes = list(notes_of(found, (figure,), lang, remedies).column())
        self._remedies = list(remedies.column())
        self._lang = lang

    def put_on(self, step: Step, row: int) -> Step:
        """The step of the row with its notes."""
        empty = np.isnan(step.result) and (step.figure != "status" or step.status in _NO_LABEL)
        sentences = [step.note, self._notes[row], self._remedies[row] if empty else ""]
        return replace(step, note=joined(sentences, self._lang))


def _numbered(targets: pd.DataFrame) -> pd.DataFrame:
    """The targets with their row numbers for names, by which a result's rows are known again."""
    numbers = pd.Series(np.arange(len(targets)), index=targets.index).astype(str)
    return targets.assign(name_en=numbers, name_zh=numbers)


def _judgement(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    series: Series,
    names: Mapping[str, str],
    years: Sequence[int],
    method: str,
    path: str | None,
    lang: str,
) -> list[list[Step]]:
    """The steps of every target and year to the label of a published method."""
    found = judging.status(targets, observations, year=years, method=method, path=path, lang=lang)
    everything = []
    for place, facts in enumerate(_facts(targets, series, names, years, lang, project=False)):
        rows, asked = np.array([facts.number]), np.array([facts.year])
        case = judging.case_of(targets, series, rows, asked, path)
        label = str(found["status"].iloc[place])
        row = judging.row_of(case, label, float(found["score"].iloc[place]))
        value = _end(facts, targets, "value", row.value, row.year, case.value.position)
        base = _end(
            facts, targets, "baseline_value", row.base_value, row.base_year, case.base.position
        )
        steps = [*value, *base, target_step(facts, row.target_value)]
        steps += method_steps(method, row, lang)
        cells = {
            "value": row.value, "baseline_value": row.base_value, "target_value": row.target_value,
            "as_of": row.year, "baseline_year": row.base_year,
        }  # fmt: skip
        note, remedies = str(found["note"].iloc[place]), _remedies(facts, cells)
        everything.append([_said_of(step, label, note, facts, remedies) for step in steps])
    return everything


def _said_of(step: Step, label: str, note: str, facts: Facts, remedies: Mapping[str, str]) -> Step:
    """A step to the label of a method, with the row's note at the label and why it is empty."""
    unlabelled = label == judging.NOT_ASSESSED
    if step.figure == "status":
        sentences = [note, *(remedies.values() if unlabelled else ())]
    elif np.isfinite(step.result):
        return step
    elif step.figure == "score":
        sentences = [say("note.no_score" if unlabelled else "note.no_number", facts.lang)]
    else:
        why = say(_why_empty(step.figure, facts), facts.lang)
        sentences = [why, remedies.get(step.figure, "")]
    return replace(step, note=joined(sentences, facts.lang))


def _remedies(facts: Facts, cells: Mapping[str, float]) -> dict[str, str]:
    """For each input that a method needs and that is empty, what would fill it."""

    def remedy(key: str, year: float) -> str:
        return say(REMEDIES[key], facts.lang, name=facts.indicator, year=int(year))

    found = {}
    if np.isnan(cells["value"]):
        missing = float(facts.value.missing_year[0])
        of_year = facts.year if facts.resolved.every_year[0] else missing
        key = "note.total_missing" if np.isfinite(of_year) else "note.no_value"
        if np.isfinite(of_year) or not facts.resolved.total[0]:
            found["value"] = remedy(key, of_year if np.isfinite(of_year) else facts.year)
    for figure in ("baseline_value", "target_value"):
        key = _why_empty(figure, facts)
        if np.isnan(cells[figure]) and key in REMEDIES:
            found[figure] = remedy(key, facts.year)
    if cells["as_of"] <= cells["baseline_year"]:
        found["later"] = remedy("note.one_year", cells["baseline_year"])
    return found


def _why_empty(figure: str, facts: Facts) -> str:
    """The sentence on an input that a method needs and that is empty."""
    if figure != "target_value":
        return "reason.no_value" if figure == "value" else "reason.no_baseline"
    if np.isnan(facts.resolved.amount[0]):
        return "note.no_target"
    return "note.no_level" if np.isnan(facts.resolved.baseline.value[0]) else "note.no_level_from"


def _end(
    facts: Facts, targets: pd.DataFrame, figure: str, value: float, year: float, place: Ints
) -> list[Step]:
    """One of the two ends that a method looks at, with what it was made of."""
    if np.isnan(value):
        return [Step(figure, unit=facts.unit, as_of=year)]
    if figure == "value" and facts.resolved.total[0]:
        return value_steps(facts, targets, value)
    if int(place[0]) < 0:
        return baseline_steps(facts, targets, value)
    return with_parts(figure, facts, targets, int(place[0]))


def _frame(
    targets: pd.DataFrame,
    series: Series,
    years: Sequence[int],
    everything: list[list[Step]],
    lang: str,
) -> pd.DataFrame:
    counts = np.array([len(steps) for steps in everything], dtype=np.int64)
    number = np.repeat(np.repeat(np.arange(len(targets)), len(years)), counts)
    asked: Floats = np.repeat(np.tile(np.asarray(years, dtype=np.float64), len(targets)), counts)
    flat = [step for steps in everything for step in steps]
    found: dict[str, object] = {
        **label_columns(targets, series.words, number, lang),
        "year": year_column(asked),
        "target_year": targets["target_year"].iloc[number].reset_index(drop=True),
    }
    for field in fields(Step):
        cells = [getattr(step, field.name) for step in flat]
        found[field.name] = (
            np.array(cells, dtype=np.float64) if field.type == "float" else
            pd.Categorical(np.array(cells, dtype=object))
        )  # fmt: skip
    found["as_of"] = year_column(np.asarray(found["as_of"], dtype=np.float64))
    return pd.DataFrame({name: found[name] for name in OUTPUTS["explain"] if name != "shown"})
