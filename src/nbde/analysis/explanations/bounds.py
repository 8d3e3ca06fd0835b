"""What a figure known only as a bound leaves open."""

from __future__ import annotations

import math

from nbde.analysis.explanations.facts import Facts
from nbde.analysis.explanations.steps import Step, written
from nbde.analysis.quantities import EITHER_WAY
from nbde.analysis.status_rule import is_limit
from nbde.messages import label, say

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
