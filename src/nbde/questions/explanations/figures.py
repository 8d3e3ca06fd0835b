"""The figures that follow from value, baseline and target: the formula of each, figures put in."""

from __future__ import annotations

import math
from collections.abc import Mapping

from nbde.formulas.targets import meets
from nbde.methods import open_sdg
from nbde.questions.explanations.cuts import cut_step
from nbde.questions.explanations.facts import Facts
from nbde.questions.explanations.open_sdg import distance_steps, growth_ratio
from nbde.questions.explanations.reached import reach_step
from nbde.questions.explanations.steps import Step, points_or, written
from nbde.questions.milestones import is_linear
from nbde.schema import STATUSES
from nbde.words import say

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
        steps.append(Step(figure, said, inserted, result, unit, basis=basis))
    return steps


def _formulas(facts: Facts, cells: Mapping[str, float]) -> dict[str, tuple[str, str]]:
    lang = facts.lang
    value, target = written(cells["value"]), written(cells["target_value"])
    baseline, milestone = written(cells["baseline_value"]), written(cells["milestone"])
    left = written(cells["years_left"])
    gone = written(cells["as_of"] - cells["baseline_year"])
    found = {
        "milestone_gap": (say("paper.formula_milestone_gap", lang), f"{value} − {milestone}"),
        "gap": (say("paper.formula_gap", lang), f"{target} − {value}"),
        "progress": (
            say("paper.formula_progress", lang),
            f"({value} − {baseline}) ÷ ({target} − {baseline})",
        ),
        "required_growth": (
            say("paper.formula_required_growth", lang),
            f"({target} ÷ {value})^(1 ÷ {left}) − 1",
        ),
        "required_change": (
            say("paper.formula_required_change", lang),
            f"({target} − {value}) ÷ {left}",
        ),
        "achieved_growth": (
            say("paper.formula_achieved_growth", lang),
            f"({value} ÷ {baseline})^(1 ÷ {gone}) − 1",
        ),
        "acceleration": (
            say("paper.formula_acceleration", lang),
            f"{written(cells['required_growth'])} ÷ {written(cells['achieved_growth'])}",
        ),
    }
    if meets(cells["value"], cells["target_value"], facts.goals.direction[0]):
        nothing = (say("paper.formula_met", lang), "0")
        found |= {"required_growth": nothing, "required_change": nothing}
    elif facts.goals.growth[0] and not math.isfinite(cells["target_value"]):
        promised = written(float(facts.goals.amount[0]))
        found["required_growth"] = (say("paper.formula_promised", lang), promised)
    return found


def _milestone(
    facts: Facts, cells: Mapping[str, float], path: str | None, growth: float | None
) -> tuple[str, str]:
    """The formula of the path, by the case that holds; the order is that of `milestones_of`."""
    goals, lang, year = facts.planned, facts.lang, facts.year
    target_year = float(goals.target_year[0])
    goal, start = float(goals.target[0]), float(goals.baseline[0])
    if goals.every_year[0]:
        return say("paper.formula_every_year", lang), written(cells["milestone"])
    if year >= target_year:
        return say("paper.formula_at_target", lang), written(cells["milestone"])
    if math.isnan(goals.baseline_year[0]) and not goals.total[0] and growth is not None:
        power = f"(1 + {written(growth)})^{written(target_year - year)}"
        return say("paper.formula_back", lang), f"{written(goal)} ÷ {power}"
    gone = year - float(goals.baseline_year[0])
    span = target_year - float(goals.baseline_year[0])
    if gone == 0:
        return say("paper.formula_at_baseline", lang), written(start)
    if is_linear(goals, path)[0]:
        way = f"({written(goal)} − {written(start)}) × {written(gone)} ÷ {written(span)}"
        return say("paper.formula_linear", lang), f"{written(start)} + {way}"
    power = f"({written(goal)} ÷ {written(start)})^({written(gone)} ÷ {written(span)})"
    return say("paper.formula_compound", lang), f"{written(start)} × {power}"


def status_steps(facts: Facts, cells: Mapping[str, float], status: str) -> list[Step]:
    """How the status of `gap` came about: the ratio it is cut from, or the value judged."""
    goals = facts.goals
    value, target, direction = cells["value"], cells["target_value"], float(goals.direction[0])
    aimed = math.isfinite(target)
    over = aimed and facts.year >= float(goals.target_year[0])
    if over and not (goals.every_year[0] or goals.total[0]):
        place = facts.place(float(goals.target_year[0]))
        value = facts.in_unit(place) if place >= 0 else math.nan
    elif not (over or goals.every_year[0] or bool(meets(value, target, direction))):
        return _by_ratio(facts, cells, status)
    if status == STATUSES[-1] or not (aimed and math.isfinite(value)):
        return [Step("status", status=status)]
    return [reach_step(value, target, direction, status, facts.lang)]


def _by_ratio(facts: Facts, cells: Mapping[str, float], status: str) -> list[Step]:
    goals, lang = facts.goals, facts.lang
    ratio = _pace(facts, cells) if goals.total[0] else _ratio(facts, cells)
    if not math.isfinite(ratio.result):
        return [Step("status", status=status)]
    if math.isfinite(cells["target_value"]):
        return [ratio, cut_step(ratio.result, open_sdg.CUTS.aimed, status, lang, words=_COMMON)]
    limit, direction = float(goals.natural_limit[0]), float(goals.direction[0])
    distance = distance_steps(cells["baseline_value"], limit, direction, lang)
    cut = cut_step(
        ratio.result, open_sdg.CUTS.by_trend, status, lang,
        words=_COMMON, distance=distance[0].result if distance else 1.0,
    )  # fmt: skip
    return [*distance, ratio, cut]


def _pace(facts: Facts, cells: Mapping[str, float]) -> Step:
    gone = cells["as_of"] - cells["baseline_year"]
    span = cells["target_year"] - cells["baseline_year"]
    done = cells["progress"]
    ratio = done / (gone / span) if gone > 0 else math.nan
    return Step(
        "ratio",
        say("paper.formula_pace", facts.lang),
        f"{written(done)} ÷ ({written(gone)} ÷ {written(span)})",
        ratio,
    )


def _ratio(facts: Facts, cells: Mapping[str, float]) -> Step:
    return growth_ratio(
        cells["baseline_year"], cells["baseline_value"], cells["as_of"], cells["value"],
        cells["target_year"], cells["target_value"], float(facts.goals.direction[0]), facts.lang,
    )  # fmt: skip
