"""Every figure as it was computed: the formula, the figures put in, their sources, the result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace

import numpy as np
import pandas as pd

from nbde.analysis import status as judging
from nbde.analysis.arrays import Floats, Ints
from nbde.analysis.assessment import assess_each
from nbde.analysis.calendar import years_of
from nbde.analysis.explanations.facts import Facts
from nbde.analysis.explanations.figures import COMPUTED, figure_steps, status_steps
from nbde.analysis.explanations.fills import fill
from nbde.analysis.explanations.inputs import (
    baseline_steps,
    target_step,
    value_steps,
    with_parts,
)
from nbde.analysis.explanations.judged import Judged
from nbde.analysis.explanations.methods import method_steps
from nbde.analysis.explanations.shares import share_steps
from nbde.analysis.explanations.steps import Step, joined
from nbde.analysis.results import label_columns, name_of, year_column
from nbde.analysis.series import Series, series_of
from nbde.analysis.share import share
from nbde.analysis.targets import resolve_targets
from nbde.analysis.values import values_at
from nbde.messages import say
from nbde.methods.windows import window
from nbde.schema import OUTPUTS

_INPUTS = ("value", "baseline_value", "target_value", "as_of", "baseline_year", "target_year")
_NO_LABEL = ("no_data", judging.NOT_ASSESSED)
# The figure whose note says why an input is missing.
_SAYS_WHY = {"baseline_value": "baseline_value", "target_value": "gap"}


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
    resolved, everything = resolve_targets(targets, series, rows, asked), []
    for place, number in enumerate(rows.tolist()):
        planned, year = resolved.take(np.array([place])), asked[[place]]
        known, target = planned.without_future_baselines(year), targets.iloc[number]
        everything.append(
            Facts(
                number, target, series, planned, known,
                values_at(known, series, year, project=project), float(year[0]),
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
    named = ("value", "baseline_value", "target_value", *COMPUTED, "status")
    rows, *noted = assess_each(
        targets, observations, years,
        [
            (*_INPUTS, *COMPUTED, "years_left", "status"),
            *((_SAYS_WHY.get(name, name), "note") for name in named),
        ],
        path=path, growth=growth, project=project, trend="endpoint", lang=lang,
    )  # fmt: skip
    notes = {name: frame["note"].astype(str) for name, frame in zip(named, noted, strict=True)}
    figures = rows.drop(columns="status").to_numpy(np.float64, na_value=np.nan)
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
        cells = dict(zip(rows.columns.drop("status"), figures[place].tolist(), strict=True))
        steps = [
            *value_steps(facts, targets, cells["value"]),
            *baseline_steps(facts, targets, cells["baseline_value"]),
            target_step(facts, cells["target_value"]),
            *figure_steps(facts, cells, path, growth),
            *status_steps(facts, cells, str(rows["status"].iloc[place])),
        ]
        steps = [
            _noted(
                step, notes[step.figure].iloc[place] if step.figure in notes else "", facts, cells
            )
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


def _numbered(targets: pd.DataFrame) -> pd.DataFrame:
    """The targets with their row numbers for names, by which a result's rows are known again."""
    numbers = pd.Series(np.arange(len(targets)), index=targets.index).astype(str)
    return targets.assign(name_en=numbers, name_zh=numbers)


def _noted(step: Step, note: str, facts: Facts, cells: dict[str, float]) -> Step:
    """The step with its note: an input's own, else the reason; and what would fill it."""
    empty = np.isnan(step.result) and (step.figure != "status" or step.status in _NO_LABEL)
    if not empty and step.figure in _SAYS_WHY:
        return step
    if step.figure == "baseline_value":
        note = note or say("note.no_baseline", facts.lang)
    sentences = [step.note, note, fill(facts, cells, step.figure) if empty else ""]
    return replace(step, note=joined(sentences, facts.lang))


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
        judged = _judged(case, float(found["score"].iloc[place]), lang)
        value = _end(facts, targets, "value", judged.value, judged.year, case.place)
        base = _end(
            facts, targets, "baseline_value", judged.base, judged.base_year, case.base_place
        )
        label = str(found["status"].iloc[place])
        steps = [*value, *base, target_step(facts, judged.target)]
        steps += method_steps(method, judged, label)
        cells = {
            "value": judged.value, "baseline_value": judged.base, "target_value": judged.target,
            "as_of": judged.year, "baseline_year": judged.base_year,
        }  # fmt: skip
        note = str(found["note"].iloc[place])
        everything.append([_said_of(step, label, note, facts, cells) for step in steps])
    return everything


def _said_of(step: Step, label: str, note: str, facts: Facts, cells: dict[str, float]) -> Step:
    """A step to the label of a method, with the row's note at the label and why it is empty."""
    unlabelled = label == judging.NOT_ASSESSED
    if step.figure == "status":
        return _noted(step, note, facts, cells) if unlabelled else replace(step, note=note)
    if np.isfinite(step.result):
        return step
    if step.figure == "score":
        key = "note.no_score" if unlabelled else "note.no_number"
        return replace(step, note=say(key, facts.lang))
    return _noted(step, say(_why_empty(step.figure, facts), facts.lang), facts, cells)


def _why_empty(figure: str, facts: Facts) -> str:
    """The sentence on an input that a method needs and that is empty."""
    if figure != "target_value":
        return "reason.no_value" if figure == "value" else "reason.no_baseline"
    if np.isnan(facts.resolved.amount[0]):
        return "note.no_target"
    return "note.no_level" if np.isnan(facts.resolved.baseline[0]) else "note.no_level_from"


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


def _judged(case: judging.Case, score: float, lang: str) -> Judged:
    """What the method was given of one row, as plain figures."""
    resolved = case.resolved
    return Judged(
        base_year=float(case.base_year[0]),
        base=float(case.base[0]),
        year=float(case.as_of[0]),
        value=float(case.value[0]),
        target_year=float(resolved.target_year[0]),
        target=float(resolved.target[0]),
        direction=float(resolved.direction[0]),
        limit=float(resolved.natural_limit[0]),
        compound=bool(case.compound[0]),
        window=window(*case.members, 1),
        score=score,
        lang=lang,
    )


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
