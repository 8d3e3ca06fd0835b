"""The step to the status of `gap`: the ratio it is cut from, or the value that was judged."""

from __future__ import annotations

import math
from collections.abc import Mapping

from nbde.analysis.explanations.bounds import UNDECIDED, open_cut, open_reach, sign_of_value
from nbde.analysis.explanations.cuts import cut_step, held_by
from nbde.analysis.explanations.facts import Facts
from nbde.analysis.explanations.open_sdg import distance_steps, growth_ratio
from nbde.analysis.explanations.reached import reach_step
from nbde.analysis.explanations.steps import Step, written
from nbde.analysis.status_rule import is_limit
from nbde.formulas.targets import meets
from nbde.messages import say
from nbde.methods import open_sdg
from nbde.schema import STATUSES

_COMMON = dict(zip(open_sdg.LABELS, open_sdg.STATUSES, strict=True))


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
              or resolved.kept()[0]):  # fmt: skip
        return _by_ratio(facts, cells, status, by_line=by_line)
    if status == STATUSES[-1] or not (aimed and math.isfinite(value)):
        return [Step("status", status=status)]
    reached = reach_step(value, target, direction, status, facts.lang)
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
    aimed = math.isfinite(target)
    distance = [] if aimed else distance_steps(
        cells["baseline_value"], float(resolved.natural_limit[0]), direction, lang
    )  # fmt: skip
    near = distance[0].result if distance else 1.0
    cuts = open_sdg.CUTS.aimed if aimed else open_sdg.CUTS.by_trend
    cut = cut_step(ratio.result, cuts, status, lang, words=_COMMON, distance=near)
    if status == UNDECIDED:
        word = _COMMON[held_by(ratio.result, cuts, near).label]
        cut = open_cut(facts, value, word, cut.inserted)
    return [*distance, ratio, cut]


def _unused(facts: Facts, cells: Mapping[str, float], status: str) -> Step:
    """The step to the status of a limit of which nothing is used up, or which is zero."""
    if status == STATUSES[-1] or not math.isfinite(cells["progress"]):
        return Step("status", status=status)
    inserted = f"{written(cells['progress'])} ≤ 0"
    if status == UNDECIDED:
        best = _COMMON[open_sdg.CUTS.aimed[0].label]
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
    return growth_ratio(
        cells["baseline_year"], cells["baseline_value"], cells["as_of"], cells["value"],
        cells["target_year"], cells["target_value"], float(facts.resolved.direction[0]), facts.lang,
    )  # fmt: skip
