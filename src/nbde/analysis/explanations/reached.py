"""Whether a value meets its target, as a comparison a reader can check."""

from __future__ import annotations

from nbde.analysis.explanations.steps import Step, written
from nbde.formulas.targets import meets
from nbde.messages import say


def reach_step(value: float, target: float, direction: float, status: str, lang: str) -> Step:
    """The step to a label that rests on the value being at the target or beyond it, or not."""
    met, up = bool(meets(value, target, direction)), direction > 0
    sign = ("≥" if met else "<") if up else ("≤" if met else ">")
    key = "formula.reach_up" if up else "formula.reach_down"
    return Step(
        "status", say(key, lang), f"{written(value)} {sign} {written(target)}", status=status
    )
