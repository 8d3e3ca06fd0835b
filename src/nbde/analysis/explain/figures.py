"""The steps of the figures of `gap`, `growth` and `share`: each formula with its figures."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from nbde.analysis.assessment import Assessed
from nbde.analysis.explain.inputs import of_entry, with_parts
from nbde.analysis.explain.steps import Facts, Step, grouped, joined, moved, written
from nbde.analysis.figures import FIGURES, IMPLIED_LEVEL, SHARE, Figure
from nbde.analysis.notes import points_or
from nbde.analysis.quantities import EITHER_WAY, signs_of, with_bounds_turned
from nbde.messages import label, say
from nbde.schema import RATIO, Kind

_EXPLAINED = tuple(figure for figure in FIGURES if figure.kind is not Kind.COUNT)
COMPUTED = tuple(figure.name for figure in _EXPLAINED)


def figure_steps(found: Assessed, row: int, unit: str, lang: str) -> list[Step]:
    """A step for each figure of one row; `unit` is the row's."""
    return [_step(figure, found, row, unit, lang) for figure in _EXPLAINED]


def _step(figure: Figure, found: Assessed, row: int, unit: str, lang: str) -> Step:
    result = float(found.figures[figure.name][row])
    if figure.kind is not Kind.QUANTITY:
        unit = ""
    elif figure.name != "milestone":
        unit = points_or(unit, lang)
    if not math.isfinite(result):
        return Step(figure.name, unit=unit)
    formula = figure.formula_of(found.figures, row)
    inputs = {name: written(float(found.figures[name][row])) for name in formula.shown}
    return Step(
        figure.name, formula.in_words(lang), formula.with_inputs(inputs), result, unit,
        basis="milestone" if figure.name == "milestone" else "",
        comparison=_sign(figure.name, found, row),
    )  # fmt: skip


def _sign(figure: str, found: Assessed, row: int) -> str:
    """How a difference is bound by the value in it."""
    caveats = found.value.caveats[[row]]
    if figure == "gap":
        caveats = with_bounds_turned(caveats)
    elif figure != "milestone_gap":
        return ""
    sign = str(signs_of(caveats)[0])
    return "" if sign == EITHER_WAY else sign


def share_steps(
    facts: Facts,
    targets: pd.DataFrame,
    row: Mapping[str, Any],
    milestone: float,
    gdp_growth: float | None,
) -> list[Step]:
    """A step for each figure of a row of `share`; `milestone` is that of `gap`."""
    own = _own(facts, targets, milestone)
    code = str(row["denominator"])
    whole = _whole(facts, row, code, gdp_growth)
    if facts.series.dimension[facts.number] == facts.series.words.intern(RATIO):
        share = _share_of_itself(facts, own, float(row["share"]))
        steps = [share, whole, _implied(facts, share, whole, row)]
    else:
        level = replace(own, result=float(row["value"]))
        steps = [level, whole, _share(facts, level, whole, row)]
    lacking = [
        "" if math.isfinite(step.result) else _fill(facts, filled)
        for step, filled in ((own, facts.indicator), (whole, code))
    ]
    return [_noted(step, str(row["note"]), lacking, facts.lang) for step in steps]


def _noted(step: Step, note: str, lacking: list[str], lang: str) -> Step:
    """The step with the row's note, where it is the share or empty, and what would fill it."""
    if math.isfinite(step.result):
        return replace(step, note=note) if step.figure == "share" else step
    of_whole = step.figure == "denominator_value"
    return replace(step, note=joined([note, *(lacking[1:] if of_whole else lacking)], lang))


def _fill(facts: Facts, name: str) -> str:
    return say("note.fill_of_year", facts.lang, name=name, year=int(facts.year))


def _own(facts: Facts, targets: pd.DataFrame, milestone: float) -> Step:
    """The indicator at the year itself: its value, else the target, else the milestone."""
    place, resolved = facts.place(facts.year), facts.planned
    if place >= 0:
        return with_parts("level", facts, targets, place)[-1]
    target = float(resolved.target[0])
    at_target = facts.year == float(resolved.target_year[0]) and math.isfinite(target)
    planned = target if at_target else milestone
    if resolved.total[0] or not math.isfinite(planned):
        return Step("level", unit=facts.unit)
    key = "formula.at_target" if at_target else "formula.milestone"
    basis = "target" if at_target else "milestone"
    return Step(
        "level", say(key, facts.lang), written(planned), planned, facts.unit,
        as_of=facts.year, basis=basis, source=str(facts.target["source"]),
        confidence=str(facts.target["confidence"]),
    )  # fmt: skip


def _share_of_itself(facts: Facts, own: Step, fraction: float) -> Step:
    if not math.isfinite(fraction):
        return Step("share")
    return replace(
        own,
        figure="share",
        formula=moved(label(own.basis, facts.lang), facts.scale),
        inserted=moved(written(own.result), facts.scale),
        result=fraction,
        unit="",
    )


def _implied(facts: Facts, share: Step, whole: Step, row: Mapping[str, Any]) -> Step:
    found = Step(
        "level", result=float(row["value"]), unit=str(row["unit"]), basis=str(row["value_basis"])
    )
    if not math.isfinite(found.result):
        return found
    return replace(
        found,
        formula=IMPLIED_LEVEL.in_words(
            facts.lang, denominator_value=facts.names[str(row["denominator"])]
        ),
        inserted=IMPLIED_LEVEL.with_inputs(
            {"share": written(share.result), "denominator_value": written(whole.result)}
        ),
    )


def _share(facts: Facts, level: Step, whole: Step, row: Mapping[str, Any]) -> Step:
    fraction = float(row["share"])
    if not math.isfinite(fraction):
        return Step("share")
    code = str(row["denominator"])
    ratio = facts.entry(facts.latest_of(code)).scale / facts.scale
    under = grouped(moved(written(whole.result), ratio))
    return Step(
        "share",
        SHARE.in_words(facts.lang, denominator_value=facts.names[code]),
        SHARE.with_inputs({"level": written(level.result), "denominator_value": under}),
        fraction,
    )


def _whole(facts: Facts, row: Mapping[str, Any], name: str, gdp_growth: float | None) -> Step:
    """The denominator: of the year itself, or projected from its last value."""
    value = float(row["denominator_value"])
    unit, basis = str(row["denominator_unit"]), str(row["denominator_basis"])
    if not math.isfinite(value):
        return Step("denominator_value", unit=unit)
    place = facts.latest_of(name)
    entry = facts.entry(place)
    found = replace(
        of_entry("denominator_value", entry, entry.scale, unit, facts.lang),
        result=value, basis=basis,
    )  # fmt: skip
    if basis != "projected":
        return facts.named(name, found)
    years = written(facts.year - entry.year)
    if gdp_growth is not None:
        said = say("formula.whole_given", facts.lang, year=int(entry.year))
        factor = f"(1 + {written(gdp_growth)})^{years}"
    else:
        before = facts.entry(facts.place_before(place))
        said = say(
            "formula.whole_carried", facts.lang,
            last=int(entry.year), before=int(before.year),
        )  # fmt: skip
        base = grouped(moved(written(before.value), before.scale / entry.scale))
        span = written(entry.year - before.year)
        factor = f"({written(entry.value)} ÷ {base})^({years} ÷ {span})"
    return replace(
        found, formula=said, inserted=f"{written(entry.value)} × {factor}", as_of=facts.year
    )
