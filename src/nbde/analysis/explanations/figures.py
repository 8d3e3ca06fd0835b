"""The figures that follow from value, baseline and target: the formula of each, figures put in."""

from __future__ import annotations

import math
from collections.abc import Mapping

from nbde.analysis.arrays import EITHER_WAY
from nbde.analysis.explanations.bounds import (
    UNDECIDED,
    open_cut,
    open_reach,
    sign_of_value,
    turned,
)
from nbde.analysis.explanations.cuts import cut_step, held_by
from nbde.analysis.explanations.facts import Facts
from nbde.analysis.explanations.open_sdg import distance_steps, growth_ratio
from nbde.analysis.explanations.reached import reach_step
from nbde.analysis.explanations.steps import Step, written
from nbde.analysis.milestones import is_linear
from nbde.analysis.notes import points_or
from nbde.analysis.status_rule import is_limit
from nbde.formulas.targets import meets
from nbde.messages import say
from nbde.methods import open_sdg
from nbde.schema import STATUSES

COMPUTED = (
    "milestone", "milestone_gap", "gap", "progress", "required_growth", "required_change",
    "achieved_growth", "acceleration",
)  # fmt: skip
_PLAIN = frozenset({"progress", "required_growth", "achieved_growth", "acceleration"})
_COMMON = dict(zip(open_sdg.LABELS, open_sdg.STATUSES, strict=True))


def figure_steps(
    facts: Facts, cells: Mapping[str, float], path: str | None, growth: float | None
) -> list[Step]:
    """A step for each figure of `gap` and `growth`; `cells` are those figures, by column."""
    formulas = _formulas(facts, cells) | {"milestone": _milestone(facts, cells, path, growth)}
    steps = []
    for figure in COMPUTED:
        result = cells[figure]
        unit = "" if figure in _PLAIN else facts.unit
        if figure not in ("milestone", *_PLAIN):
            unit = points_or(unit, facts.lang)
        said, inserted = formulas[figure] if math.isfinite(result) else ("", "")
        basis = "milestone" if figure == "milestone" and said else ""
        bound = _bound(figure, facts) if said else ""
        steps.append(Step(figure, said, inserted, result, unit, basis=basis, comparison=bound))
    return steps


def _bound(figure: str, facts: Facts) -> str:
    """How a difference is bound by the value in it."""
    sign = sign_of_value(facts)
    if figure not in ("gap", "milestone_gap") or sign == EITHER_WAY:
        return ""
    return turned(sign) if figure == "gap" else sign


def _formulas(facts: Facts, cells: Mapping[str, float]) -> dict[str, tuple[str, str]]:
    lang = facts.lang
    value, target = written(cells["value"]), written(cells["target_value"])
    baseline, milestone = written(cells["baseline_value"]), written(cells["milestone"])
    left = written(cells["years_left"])
    gone = written(cells["as_of"] - cells["baseline_year"])
    found = {
        "milestone_gap": (say("formula.milestone_gap", lang), f"{value} − {milestone}"),
        "gap": (say("formula.gap", lang), f"{target} − {value}"),
        "progress": (
            say("formula.progress", lang),
            f"({value} − {baseline}) ÷ ({target} − {baseline})",
        ),
        "required_growth": (
            say("formula.required_growth", lang),
            f"({target} ÷ {value})^(1 ÷ {left}) − 1",
        ),
        "required_change": (
            say("formula.required_change", lang),
            f"({target} − {value}) ÷ {left}",
        ),
        "achieved_growth": (
            say("formula.achieved_growth", lang),
            f"({value} ÷ {baseline})^(1 ÷ {gone}) − 1",
        ),
        "acceleration": (
            say("formula.acceleration", lang),
            f"{written(cells['required_growth'])} ÷ {written(cells['achieved_growth'])}",
        ),
    }
    if meets(cells["value"], cells["target_value"], facts.resolved.direction[0]):
        nothing = (say("formula.met", lang), "0")
        found |= {"required_growth": nothing, "required_change": nothing}
    elif facts.resolved.growth[0] and not math.isfinite(cells["target_value"]):
        promised = written(float(facts.resolved.amount[0]))
        found["required_growth"] = (say("formula.promised", lang), promised)
    return found


def _milestone(
    facts: Facts, cells: Mapping[str, float], path: str | None, growth: float | None
) -> tuple[str, str]:
    """The formula of the path, by the case that holds; the order is that of `milestones_of`."""
    resolved, lang, year = facts.planned, facts.lang, facts.year
    target_year = float(resolved.target_year[0])
    goal, start = float(resolved.target[0]), float(resolved.baseline[0])
    if resolved.every_year[0]:
        return say("formula.every_year", lang), written(cells["milestone"])
    if year >= target_year:
        return say("formula.at_target", lang), written(cells["milestone"])
    if math.isnan(resolved.baseline_year[0]) and not resolved.total[0] and growth is not None:
        power = f"(1 + {written(growth)})^{written(target_year - year)}"
        return say("formula.back", lang), f"{written(goal)} ÷ {power}"
    gone = year - float(resolved.baseline_year[0])
    span = target_year - float(resolved.baseline_year[0])
    if gone == 0:
        return say("formula.at_baseline", lang), written(start)
    if is_linear(resolved, path)[0]:
        way = f"({written(goal)} − {written(start)}) × {written(gone)} ÷ {written(span)}"
        return say("formula.linear", lang), f"{written(start)} + {way}"
    power = f"({written(goal)} ÷ {written(start)})^({written(gone)} ÷ {written(span)})"
    return say("formula.compound", lang), f"{written(start)} × {power}"


def status_steps(facts: Facts, cells: Mapping[str, float], status: str) -> list[Step]:
    """How the status of `gap` came about: the ratio it is cut from, or the value judged."""
    resolved = facts.resolved
    value, target, direction = cells["value"], cells["target_value"], float(resolved.direction[0])
    sign, aimed = sign_of_value(facts), math.isfinite(target)
    over = aimed and facts.year >= float(resolved.target_year[0])
    if over and not (resolved.every_year[0] or resolved.total[0]):
        place = facts.place(float(resolved.target_year[0]))
        value = facts.in_unit(place) if place >= 0 else math.nan
        sign = facts.entry(place).comparison if place >= 0 else ""
    elif not (over or resolved.every_year[0] or _is_reached(facts, value, target)):
        return _by_ratio(facts, cells, status)
    if status == STATUSES[-1] or not (aimed and math.isfinite(value)):
        return [Step("status", status=status)]
    if status == UNDECIDED:
        return [open_reach(sign, value, target, direction, facts.lang)]
    return [reach_step(value, target, direction, status, facts.lang)]


def _is_reached(facts: Facts, value: float, target: float) -> bool:
    """Whether the value meets the target for good: a limit may still be passed."""
    return bool(meets(value, target, facts.resolved.direction[0]) & ~is_limit(facts.resolved)[0])


def _by_ratio(facts: Facts, cells: Mapping[str, float], status: str) -> list[Step]:
    resolved, lang = facts.resolved, facts.lang
    value, target, direction = (
        cells["value"], cells["target_value"], float(resolved.direction[0])
    )  # fmt: skip
    ratio = _pace(facts, cells) if resolved.total[0] else _ratio(facts, cells)
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
