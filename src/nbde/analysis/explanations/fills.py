"""What would fill an empty figure: the input that it needs and that is not there."""

from __future__ import annotations

import math
from collections.abc import Mapping

from nbde.analysis.explanations.facts import Facts
from nbde.analysis.explanations.steps import joined
from nbde.messages import say

_VALUE = frozenset({
    "value", "milestone_gap", "gap", "progress", "required_growth", "required_change",
    "achieved_growth", "acceleration", "status",
})  # fmt: skip
_BASELINE = frozenset({
    "baseline_value", "milestone", "milestone_gap", "progress", "achieved_growth", "acceleration",
    "status",
})  # fmt: skip
_TARGET = frozenset({
    "target_value", "milestone", "milestone_gap", "gap", "progress", "required_growth",
    "required_change", "acceleration", "status",
})  # fmt: skip
_LATER = frozenset({"progress", "achieved_growth", "acceleration", "status"})


def fill(facts: Facts, cells: Mapping[str, float], figure: str) -> str:
    """What a reader can give so that the empty `figure` gets a value; empty if nothing can."""
    resolved, lang = facts.resolved, facts.lang
    year, has_value = int(facts.year), math.isfinite(cells["value"])
    by_path = not (resolved.every_year[0] or resolved.total[0])
    lacks_baseline = by_path and not math.isfinite(cells["baseline_value"])
    relative = math.isfinite(resolved.amount[0])
    sentences = []
    if figure in _VALUE and not has_value:
        sentences.append(_of_value(facts))
    elif figure == "milestone_gap" and cells["as_of"] != year and by_path:
        sentences.append(say("note.fill_of_year", lang, name=facts.indicator, year=year))
    if figure in _BASELINE and lacks_baseline:
        sentences.append(say("note.fill_baseline", lang, name=facts.indicator))
    if figure in _TARGET and not math.isfinite(cells["target_value"]):
        if not relative:
            sentences.append(say("note.fill_target", lang))
        elif figure not in _BASELINE and lacks_baseline:
            sentences.append(say("note.fill_baseline", lang, name=facts.indicator))
    not_later = by_path and cells["as_of"] <= cells["baseline_year"]
    if figure in _LATER and not_later:
        after = int(cells["baseline_year"])
        sentences.append(say("note.fill_later", lang, name=facts.indicator, year=after))
    return joined(sentences, lang)


def _of_value(facts: Facts) -> str:
    resolved, lang, name = facts.resolved, facts.lang, facts.indicator
    if resolved.every_year[0]:
        return say("note.fill_of_year", lang, name=name, year=int(facts.year))
    if not resolved.total[0]:
        return say("note.fill_value", lang, name=name, year=int(facts.year))
    missing = facts.value.missing_year[0]
    if not math.isfinite(missing):
        return ""
    return say("note.fill_of_year", lang, name=name, year=int(missing))
