"""The sentences of every caveat, and the remedy: how an empty figure would be filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nbde.analysis.arrays import Bools, Ints
from nbde.analysis.quantities import BOUND, Caveat, Quantities, has, united
from nbde.messages import NAMES_JOINED, say

SENTENCES: Mapping[Caveat, tuple[str, ...]] = {
    BOUND: (
        "note.bound", "note.values_bound", "note.bounds_unused", "note.bound_method",
    ),
    Caveat.APPROXIMATE: ("note.approximate",),
    Caveat.ASSUMED: ("note.assumed",),
    Caveat.DERIVED: ("note.derived", "note.level_computed"),
    Caveat.PROJECTED: ("note.projected", "note.denominator_projected"),
    Caveat.CARRIED: ("note.carried", "note.judged_in"),
    Caveat.SUM: ("note.sum",),
    Caveat.EDITION_BREAK: (
        "note.editions", "note.share_editions", "note.values_editions", "note.one_edition",
    ),
    Caveat.SECOND_HAND: ("note.second_hand",),
    Caveat.PRELIMINARY: ("note.preliminary",),
    Caveat.NO_VALUE: (
        "note.no_value", "note.no_value_in", "note.not_observed", "note.no_value_or_path",
        "note.target_year_unknown", "reason.no_value",
    ),
    Caveat.NO_BASELINE: (
        "note.no_baseline", "note.baseline_later", "note.baseline_no_value", "note.no_path",
        "reason.no_baseline",
    ),
    Caveat.NO_TARGET: (
        "note.no_target", "note.by_trend", "reason.no_target", "reason.no_direction",
    ),
    Caveat.NO_LEVEL: ("note.no_level", "note.no_level_from"),
    Caveat.ONE_YEAR: ("note.one_year", "reason.one_year"),
    Caveat.NO_TIME_LEFT: (
        "note.no_time_left", "note.forecast_over", "reason.target_year", "reason.time_over",
    ),
    Caveat.NO_COMPOUND_RATE: (
        "note.no_compound_rate", "note.no_achieved_rate", "note.no_compound_path",
        "note.target_not_positive", "reason.zero", "reason.not_positive", "reason.mixed_signs",
    ),
    Caveat.STRAIGHT_LINE: ("note.straight_line", "note.judged_by_line", "note.exact_line"),
    Caveat.NO_GROWTH: ("note.no_acceleration", "note.standstill", "note.trend_away",
                       "note.trend_late"),
    Caveat.TARGET_KEPT: ("note.target_kept", "reason.target_equals_base"),
    Caveat.SCHEDULE: (
        "note.every_year", "note.limit", "note.forecast_every_year", "note.forecast_total",
        "reason.total_growth", "reason.total_years", "reason.total_limit",
    ),
    Caveat.NOT_IN_FORCE: ("note.not_begun", "note.over"),
    Caveat.YEARS_MISSING: ("note.total_without_start", "note.total_missing"),
    Caveat.BEFORE_BASELINE: ("note.before_baseline",),
    Caveat.NO_DENOMINATOR: ("note.no_denominator", "note.denominator_not_projected"),
    Caveat.OTHER_CURRENCY: ("note.other_currency",),
    Caveat.TOO_FEW_VALUES: ("note.few_values", "reason.few_observations"),
    Caveat.OUT_OF_RANGE: ("reason.out_of_range",),
}  # fmt: skip
"""The keys of the sentences that name each caveat."""

REMEDIES: Mapping[str, str] = {
    "note.no_value": "note.fill_value",
    "note.no_value_in": "note.fill_of_year",
    "note.total_missing": "note.fill_of_year",
    "note.target_year_unknown": "note.fill_of_year",
    "note.carried": "note.fill_of_year",
    "note.no_baseline": "note.fill_baseline",
    "note.baseline_no_value": "note.fill_baseline",
    "note.no_level": "note.fill_baseline",
    "note.one_year": "note.fill_later",
    "note.by_trend": "note.fill_target",
    "note.no_target": "note.fill_target",
    "reason.no_value": "note.fill_value",
    "reason.no_baseline": "note.fill_baseline",
}
"""For a sentence on an empty figure, the sentence that says what would fill it."""

_CAVEATS = {key: caveat for caveat, keys in SENTENCES.items() for key in keys}
OF_PARTS: Mapping[Caveat, str] = {
    Caveat.APPROXIMATE: "note.approximate",
    Caveat.ASSUMED: "note.assumed",
    Caveat.DERIVED: "note.derived",
    Caveat.SECOND_HAND: "note.second_hand",
    Caveat.PRELIMINARY: "note.preliminary",
}
"""The sentences that say a caveat of several parts at once."""


def caveat_of(key: str) -> Caveat:
    """The caveat that the sentence `key` names; none for a remark."""
    return _CAVEATS.get(key, Caveat(0))


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that the figures of a result rest on.

    Attributes
    ----------
    name
        ``value``, ``baseline``, ``target``, ``denominator`` and the like; ``values`` for several at
        once.
    used
        The rows whose figures rest on it.
    caveats, edition
        Those of the quantity, or of all the quantities, that it is.
    about
        The columns that rest on it, separated by blanks; all, if empty.
    """

    name: str
    used: Bools
    caveats: Ints
    edition: Ints
    about: str = ""

    @classmethod
    def of(cls, name: str, used: Bools, found: Quantities, about: str = "") -> Part:
        """A part that is one quantity a row."""
        return cls(name, used, found.caveats, found.edition, about)

    @classmethod
    def target(cls, used: Bools, caveats: Ints, about: str = "") -> Part:
        """The part that is the target."""
        return cls("target", used, caveats, np.zeros(len(caveats), np.int64), about)

    @classmethod
    def several(cls, row: Ints, found: Quantities, count: int, about: str = "") -> Part:
        """A part that is all the quantities `found`, each of the row `row`."""
        return cls("values", np.ones(count, dtype=bool), united(row, found.caveats, count),
                   np.zeros(count, np.int64), about)  # fmt: skip

    def has(self, caveat: Caveat) -> Bools:
        """The rows whose figures rest on it and on the caveat with it."""
        return self.used & has(self.caveats, caveat)


def subject(names: Sequence[str], lang: str) -> str:
    """The parts as the subject of a sentence; in English with its verb.

    Examples
    --------
    >>> subject(["value"], "en"), subject(["value", "baseline", "target"], "en")
    ('the value is', 'the value, the baseline and the target are')
    >>> subject(["value", "baseline"], "zh")
    '当前值、基期值'
    """
    parts = [say(f"part.{name}", lang) for name in names]
    if lang == "zh":
        return NAMES_JOINED[lang].join(parts)
    listed = " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    return f"{listed} {'is' if len(parts) == 1 and names[0] != 'values' else 'are'}"
