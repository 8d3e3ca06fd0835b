"""The steps of the figures of `gap` and `growth`: each formula, with the figures put in."""

from __future__ import annotations

import math

from nbde.analysis.assessment import Assessed
from nbde.analysis.explanations.steps import Step, written
from nbde.analysis.figures import FIGURES, Figure
from nbde.analysis.notes import points_or
from nbde.analysis.quantities import EITHER_WAY, SIGNS, with_bounds_turned
from nbde.schema import Kind

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
    sign = str(SIGNS[caveats & (len(SIGNS) - 1)][0])
    return "" if sign == EITHER_WAY else sign
