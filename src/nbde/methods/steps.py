"""The steps to the label of one row: formulas as text with slots, and the figures for the slots."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from nbde.formulas.targets import meets
from nbde.methods.inputs import Window, window
from nbde.methods.thresholds import Threshold, Thresholds, cut

_SIGNS = {">=": "≥", ">": ">", "=": "=", "<": "<", "<=": "≤"}

Words = Mapping[str, tuple[str, str]]


class Formula(NamedTuple):
    """A formula in words, English and Chinese, and as text with slots for figures."""

    en: str = ""
    zh: str = ""
    text: str = ""


class Step(NamedTuple):
    """One figure as it came about.

    Attributes
    ----------
    figure
        A word of `schema.FIGURES`; the label itself is the figure ``status``.
    formula
        Empty where there is no result.
    figures
        The figures for the slots, by name.
    result
        NaN where undefined, and for a label.
    """

    figure: str
    formula: Formula = Formula()
    figures: Mapping[str, float] = {}
    result: float = math.nan


_NO_OBSERVATIONS = window([], [], [], 1)


class Row(NamedTuple):
    """One row as a method was given it, with its label and score.

    `window` holds the observations of the last five years; the other inputs are named as the
    arguments of the methods' `assess`.
    """

    base_year: float
    base_value: float
    year: float
    value: float
    target_year: float
    target_value: float
    direction: float
    natural_limit: float = math.nan
    compound: bool = False
    window: Window = _NO_OBSERVATIONS
    label: str = ""
    score: float = math.nan

    @property
    def has_target(self) -> bool:
        """Whether there is a target value."""
        return not math.isnan(self.target_value)

    @property
    def met(self) -> bool:
        """Whether the value meets the target."""
        return bool(meets(self.value, self.target_value, self.direction))

    @property
    def figures(self) -> dict[str, float]:
        """The figures for the slots of a formula."""
        return {
            "base": self.base_value,
            "value": self.value,
            "target": self.target_value,
            "elapsed": self.year - self.base_year,
            "span": self.target_year - self.base_year,
            "left": self.target_year - self.year,
        }


REACH_UP = Formula("met if value ≥ target", "当前值 ≥ 目标值为达标")
REACH_DOWN = Formula("met if value ≤ target", "当前值 ≤ 目标值为达标")
RATIO = Formula("growth achieved ÷ growth from baseline to target", "已实现增速 ÷ 基期到目标的增速")
TREND = Formula("growth achieved, in the wanted direction", "朝期望方向的已实现增速")


def scored(row: Row, formula: Formula, figures: Mapping[str, float] | None = None) -> Step:
    """The step to the score by a formula; empty where the method gives no score."""
    if not math.isfinite(row.score):
        return Step("score")
    return Step("score", formula, {**row.figures, **(figures or {})}, row.score)


def reach_step(row: Row) -> Step:
    """The step to a label that rests on the value being at the target or beyond it, or not."""
    up = row.direction > 0
    sign = ("≥" if row.met else "<") if up else ("≤" if row.met else ">")
    said = REACH_UP if up else REACH_DOWN
    return Step("status", said._replace(text=f"{{value}} {sign} {{target}}"), row.figures)


def reach_or_cut(
    row: Row, number: float, thresholds: Thresholds, words: Words, scale: float = 1.0
) -> Step:
    """The step to a label that is given to every value that meets the target, else cut."""
    return reach_step(row) if row.met else cut_step(row, number, thresholds, words, scale)


def cut_step(
    row: Row, number: float, thresholds: Thresholds, words: Words, scale: float = 1.0
) -> Step:
    """The step to a label cut from a number: all thresholds in the order tried, and the one held.

    Parameters
    ----------
    row, number
        The row, and the number that is cut; where it is NaN the step is empty.
    thresholds, words
        Those of the method, and the words for each of its labels.
    scale
        A factor on the thresholds [1].
    """
    if not math.isfinite(number):
        return Step("status")
    tried = thresholds.with_target if row.has_target else thresholds.without_target
    held = held_by(number, tried, scale)
    scaled = " × {scale}" if scale != 1 and held.at != 0 else ""
    english, chinese = (
        joint.join(f"{words[each.label][lang]} {_bound(each, scale, lang)}" for each in tried)
        for lang, joint in enumerate((", ", "、"))
    )
    formula = Formula(
        f"the first that holds: {english}",
        f"按首个成立者：{chinese}",
        f"{{number}} {_SIGNS[held.sign]} {plain(held.at)}{scaled}",
    )
    return Step("status", formula, {"number": number, "scale": scale})


def held_by(number: float, tried: Sequence[Threshold], scale: float = 1.0) -> Threshold:
    """The first threshold that holds for a number; `scale` [1] is a factor on the thresholds."""
    found = cut(np.array([number]), tried, scale)
    return next(each for each in tried if found[each.label][0])


def plain(figure: float) -> str:
    """A figure of a rule as text.

    Examples
    --------
    >>> plain(0.95), plain(-0.01), plain(5.0)
    ('0.95', '−0.01', '5')
    """
    return f"{figure:.15g}".replace("-", "−")


def against_zero(number: float) -> str:
    """How a number stands to zero."""
    return "= 0" if number == 0 else "> 0" if number > 0 else "< 0"


def growth_formula(row: Row) -> Formula:
    """Growth achieved over growth to the target; without a target the growth itself."""
    sign = "" if row.direction * (-1 if row.base_value < 0 else 1) > 0 else "(−1) × "
    achieved = "({value} ÷ {base})^(1 ÷ {elapsed}) − 1"
    if not row.has_target:
        return TREND._replace(text=f"{sign}({achieved})" if sign else achieved)
    factor = "({target} ÷ {base})^(1 ÷ {span})"
    away = abs(row.target_value) >= abs(row.base_value)
    needed = f"({factor} − 1)" if away else f"(1 − {factor})"
    return RATIO._replace(text=f"{sign}({achieved}) ÷ {needed}")


def _bound(threshold: Threshold, scale: float, lang: int) -> str:
    shrunk = ("", "")
    if scale != 1 and threshold.at != 0:
        shrunk = (" × distance to the limit", " × 距极限系数")
    return f"{_SIGNS[threshold.sign]} {plain(threshold.at)}{shrunk[lang]}"
