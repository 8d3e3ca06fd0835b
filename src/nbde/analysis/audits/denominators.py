"""The denominator of a share in the year for which the share is set."""

from __future__ import annotations

import math
from dataclasses import dataclass

from nbde.analysis.arrays import ASSUMED, PROJECTED
from nbde.analysis.audits.books import Books, Denominator
from nbde.analysis.audits.figures import Figure, Range, exactly
from nbde.analysis.audits.records import Target


@dataclass(frozen=True, slots=True)
class Whole:
    """The denominator in the target year, and the sentence that says where it comes from.

    One that is projected was computed, and so it is not rounded.
    """

    figure: Figure
    projected: bool
    sentence: str

    def within(self, scale: float) -> Range:
        """The figure and the limits of its rounding, in units of the size `scale`."""
        if self.projected:
            return exactly(self.figure.value).scaled(self.figure.scale / scale)
        return self.figure.within(scale)


def wholes_of(books: Books, shares: list[Target]) -> list[Whole | None]:
    """The denominators of share targets in their years; None where nothing leads to one.

    The value of that year; else the plan's own target for it; else projected as in every share. A
    growth that is requested comes before the plan's target.
    """
    found = zip(shares, books.denominators(shares), strict=True)
    return [_whole_of(books, share, known) for share, known in found]


def _whole_of(books: Books, share: Target, known: Denominator) -> Whole | None:
    own = books.target(share.plan, share.entity, share.denominator, share.year)
    is_requested = known.basis == PROJECTED and books.has_growth_of(share.denominator)
    if known.last == share.year:
        key = "whole_assumed" if known.basis == ASSUMED else "whole_observed"
    elif own and math.isfinite(own.level.value) and not is_requested:
        return Whole(
            own.level, projected=False, sentence=_told(books, share, "whole_target", own.level)
        )
    else:
        key = "whole_projected"
    if not math.isfinite(known.figure.value):
        return None
    values = {"last": int(known.last), "rate": f"{100 * known.rate:.2f}"}
    sentences = filter(None, (_told(books, share, key, known.figure, **values), known.caveats))
    return Whole(known.figure, known.basis == PROJECTED, books.joined(*sentences))


def _told(books: Books, share: Target, key: str, figure: Figure, **values: object) -> str:
    name = books.name(share.entity, share.denominator)
    return books.say(
        key, name=name, year=share.year, value=figure.value, unit=figure.unit, **values
    )
