"""The step to a status: that of `gap`, and the label of a published method."""

from __future__ import annotations

import math
from collections.abc import Mapping

from nbde.analysis.explain.steps import Facts, Step, written
from nbde.analysis.quantities import EITHER_WAY
from nbde.analysis.status import NOT_ASSESSED
from nbde.analysis.status_rule import is_limit
from nbde.formulas.targets import meets
from nbde.messages import label, say
from nbde.messages.labels import LABELS
from nbde.methods import method, open_sdg, steps
from nbde.methods.steps import Row, cut_step, held_by, reach_step
from nbde.schema import STATUSES

UNDECIDED = "undecided"


def sign_of_value(facts: Facts) -> str:
    """How the value is bound: a comparison, `EITHER_WAY`, or nothing."""
    sign = str(facts.value.signs()[0])
    return "" if sign == "~" else sign


def open_reach(sign: str, value: float, target: float, direction: float, lang: str) -> Step:
    """The step to no decision where the bound leaves open whether the target is met."""
    up = direction > 0
    if sign == EITHER_WAY:
        key = "formula.bound_reach_up_either" if up else "formula.bound_reach_down_either"
    else:
        key = "formula.bound_reach_up" if up else "formula.bound_reach_down"
    said = say(key, lang, target=written(target), sign=sign, value=written(value))
    return Step("status", said, status=UNDECIDED)


def open_cut(facts: Facts, value: float, word: str, inserted: str) -> Step:
    """The step to no decision where the ratio was cut from a bound.

    Parameters
    ----------
    facts, value
        The target and the value used.
    word, inserted
        The label at the bound itself, and the comparison that holds there.
    """
    lang, target = facts.lang, float(facts.resolved.target[0])
    of_value, of_base = sign_of_value(facts), _sign_of_baseline(facts)
    named = {"label": label(word, lang), "cut": inserted, "target": written(target)}
    if of_value == EITHER_WAY or (of_value and of_base):
        said = say("formula.bound_several", lang, **named)
    elif not of_value:
        base = written(float(facts.resolved.baseline.value[0]))
        said = say("formula.bound_baseline", lang, sign=of_base, value=base, **named)
    else:
        key = _key_of_side(facts, of_value)
        said = say(key, lang, sign=of_value, value=written(value), **named)
    return Step("status", said, status=UNDECIDED)


def _key_of_side(facts: Facts, sign: str) -> str:
    """The sentence on a value of which the better, or the worse side is open."""
    up = facts.resolved.direction[0] > 0
    if sign not in ((">", ">=") if up else ("<", "<=")):
        return "formula.bound_worse"
    if math.isnan(facts.resolved.target[0]) or is_limit(facts.resolved)[0]:
        return "formula.bound_better"
    return "formula.bound_better_up" if up else "formula.bound_better_down"


def _sign_of_baseline(facts: Facts) -> str:
    return str(facts.resolved.baseline.signs()[0])


_COMMON = dict(zip(open_sdg.LABELS, open_sdg.STATUSES, strict=True))
_WORDS = {label: LABELS[status] for label, status in _COMMON.items()}


def status_steps(
    facts: Facts, cells: Mapping[str, float], status: str, *, by_line: bool
) -> list[Step]:
    """The ratio that the status is cut from, or the value judged.

    `by_line` tells that the straight line judged, since there is no compound rate.
    """
    resolved = facts.resolved
    value, target, direction = cells["value"], cells["target_value"], float(resolved.direction[0])
    sign, aimed = sign_of_value(facts), math.isfinite(target)
    over = aimed and facts.year >= float(resolved.target_year[0])
    if over and not (resolved.every_year[0] or resolved.total[0]):
        place = facts.place(float(resolved.target_year[0]))
        value = facts.in_unit(place) if place >= 0 else math.nan
        sign = facts.entry(place).comparison if place >= 0 else ""
    elif not (over or resolved.every_year[0] or _is_reached(facts, value, target)
              or resolved.kept[0]):  # fmt: skip
        return _by_ratio(facts, cells, status, by_line=by_line)
    if status == STATUSES[-1] or not (aimed and math.isfinite(value)):
        return [Step("status", status=status)]
    row = _row(facts, {**cells, "value": value})
    reached = with_figures(reach_step(row), status, facts.lang)
    if status == UNDECIDED and sign:
        return [open_reach(sign, value, target, direction, facts.lang)]
    if status == UNDECIDED:
        return [open_cut(facts, value, "wrong_direction", reached.inserted)]
    return [reached]


def _is_reached(facts: Facts, value: float, target: float) -> bool:
    """Whether the value meets the target for good: a limit may still be passed."""
    return bool(meets(value, target, facts.resolved.direction[0]) & ~is_limit(facts.resolved)[0])


def _by_ratio(
    facts: Facts, cells: Mapping[str, float], status: str, *, by_line: bool
) -> list[Step]:
    resolved, lang = facts.resolved, facts.lang
    value, target, direction = (
        cells["value"], cells["target_value"], float(resolved.direction[0])
    )  # fmt: skip
    ratio = _pace(facts, cells) if resolved.total[0] or by_line else _ratio(facts, cells)
    if not math.isfinite(ratio.result):
        if is_limit(resolved)[0]:
            return [_unused(facts, cells, status)]
        if status == UNDECIDED and sign_of_value(facts):
            return [open_reach(sign_of_value(facts), value, target, direction, lang)]
        return [Step("status", status=status)]
    row = _row(facts, cells)
    distance = [with_figures(step, status, lang) for step in open_sdg.distance_steps(row)]
    near = distance[0].result if distance else 1.0
    rule = open_sdg.THRESHOLDS
    cut = with_figures(cut_step(row, ratio.result, rule, _WORDS, near), status, lang)
    if status == UNDECIDED:
        tried = rule.with_target if row.has_target else rule.without_target
        word = _COMMON[held_by(ratio.result, tried, near).label]
        cut = open_cut(facts, value, word, cut.inserted)
    return [*distance, ratio, cut]


def _unused(facts: Facts, cells: Mapping[str, float], status: str) -> Step:
    """The step to the status of a limit of which nothing is used up, or which is zero."""
    if status == STATUSES[-1] or not math.isfinite(cells["progress"]):
        return Step("status", status=status)
    inserted = f"{written(cells['progress'])} ≤ 0"
    if status == UNDECIDED:
        best = _COMMON[open_sdg.THRESHOLDS.with_target[0].label]
        return open_cut(facts, cells["value"], best, inserted)
    return Step("status", say("formula.unused", facts.lang), inserted, status=status)


def _pace(facts: Facts, cells: Mapping[str, float]) -> Step:
    """Progress over the share of the time gone; for a limit the other way round."""
    gone = cells["as_of"] - cells["baseline_year"]
    span = cells["target_year"] - cells["baseline_year"]
    done, time = cells["progress"], f"({written(gone)} ÷ {written(span)})"
    if not gone > 0:
        return Step("ratio")
    if is_limit(facts.resolved)[0]:
        said = say("formula.pace_limit", facts.lang)
        ratio = gone / span / done if done > 0 else math.nan
        return Step("ratio", said, f"{time} ÷ {written(done)}", ratio)
    said = say("formula.pace", facts.lang)
    return Step("ratio", said, f"{written(done)} ÷ {time}", done / (gone / span))


def _ratio(facts: Facts, cells: Mapping[str, float]) -> Step:
    return with_figures(open_sdg.ratio_step(_row(facts, cells)), "", facts.lang)


def _row(facts: Facts, cells: Mapping[str, float]) -> Row:
    """The row as the open-sdg rule is given it."""
    return Row(
        cells["baseline_year"], cells["baseline_value"], cells["as_of"], cells["value"],
        cells["target_year"], cells["target_value"], float(facts.resolved.direction[0]),
        float(facts.resolved.natural_limit[0]),
    )  # fmt: skip


def method_steps(name: str, row: Row, lang: str) -> list[Step]:
    """The steps to the label of a row; empty ones where the method gives none."""
    if row.label == NOT_ASSESSED:
        return [Step("score"), Step("status", status=row.label)]
    return [with_figures(step, row.label, lang) for step in method(name).steps(row)]


def with_figures(step: steps.Step, label: str, lang: str) -> Step:
    """A method's step with the figures in the slots of its formula; `label` is for the status."""
    figures = {name: written(figure) for name, figure in step.figures.items()}
    return Step(
        step.figure,
        step.formula.zh if lang == "zh" else step.formula.en,
        step.formula.text.format_map(figures),
        step.result,
        status=label if step.figure == "status" else "",
    )
