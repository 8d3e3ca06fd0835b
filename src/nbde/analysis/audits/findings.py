"""What a check finds: two figures side by side, a verdict, and a sentence."""

from __future__ import annotations

import math
from dataclasses import dataclass

from nbde.analysis.audits.figures import Figure

OK, ROUNDING, DIFFERS = "ok", "rounding", "differs"
EXCEEDS, WEAKER, BREAK = "exceeds", "weaker", "break"
UNCHECKED = "cannot be checked"


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of an audit, but for the name of its check.

    Parameters
    ----------
    plan
        The plan that states the figure; empty for a figure of the statistics.
    entity, indicator, year
        What is tested, and for which year.
    unit
        The unit of both figures.
    verdict
        A word of ``nbde.schema.VERDICTS``.
    note
        The finding as a sentence.
    stated, computed
        The figure as stated and as it follows from the others; NaN where there is none.
    """

    plan: str
    entity: str
    indicator: str
    year: int
    unit: str
    verdict: str
    note: str
    stated: float = math.nan
    computed: float = math.nan


def allowance(share: Figure, *, beyond: bool) -> tuple[str, str]:
    """The verdict on a numerator that is not the one a share requires, and the word for it.

    One `beyond` what the share requires is allowed by a share that is a floor, one short of it by a
    share that is a ceiling.

    Examples
    --------
    >>> floor = Figure(15, "%", 0.01, "1", comparison=">=")
    >>> allowance(floor, beyond=True), allowance(floor, beyond=False)
    (('exceeds', 'exceeds'), ('differs', 'short'))
    """
    if beyond:
        floor = share.comparison in (">", ">=", "=")
        return (EXCEEDS, "exceeds") if floor else (DIFFERS, "above")
    ceiling = share.comparison in ("<", "<=")
    return (OK, "ceiling") if ceiling else (DIFFERS, "short")
