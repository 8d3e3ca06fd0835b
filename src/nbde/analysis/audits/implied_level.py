"""The level that a share target requires of its numerator, beside the plan's own."""

from __future__ import annotations

import math
from collections.abc import Iterator

from nbde.analysis.audits.books import Books
from nbde.analysis.audits.denominators import Whole, wholes_of
from nbde.analysis.audits.figures import Figure, Range, meeting, same
from nbde.analysis.audits.findings import DIFFERS, OK, UNCHECKED, Finding, allowance
from nbde.analysis.audits.records import Target
from nbde.formulas.scale import difference
from nbde.schema import RATIO


def implied_level(books: Books) -> Iterator[Finding]:
    """The level of the numerator that a share target requires, against the plan's own level target.

    Where the plan sets no level, nothing can be checked: the implied level is told all the same.
    """
    shares = list(filter(_is_set_share, books.chosen))
    for share, whole in zip(shares, wholes_of(books, shares), strict=True):
        yield _implied(books, share, whole)


def _is_set_share(target: Target) -> bool:
    named = target.numerator and target.denominator and target.schedule == "by"
    is_ratio = target.level.dimension == RATIO and math.isfinite(target.level.value)
    return bool(named) and is_ratio


def _implied(books: Books, share: Target, whole: Whole | None) -> Finding:
    own = books.target(share.plan, share.entity, share.numerator, share.year)
    level = own.level if own and math.isfinite(own.level.value) else None
    stated = level.value if level else math.nan
    found, verdict, unit = math.nan, UNCHECKED, level.unit if level else ""
    name, denominator = (
        books.name(share.entity, code) for code in (share.numerator, share.denominator)
    )
    if whole is None:
        note = books.say("implied_no_whole", name=denominator, year=share.year)
    elif level and level.dimension != whole.figure.dimension:
        note = books.say("other_unit", name=name, unit=level.unit)
    else:
        scale, unit = (level or whole.figure).scale, (level or whole.figure).unit
        part = _part(share.level, whole, scale)
        found, (verdict, key) = part.value, _weighed(share.level, level, part)
        sentence = books.say(
            key,
            share=share.level.value, share_unit=share.level.unit, computed=found, unit=unit,
            stated=stated, apart=abs(float(difference(found, stated))), name=name,
            whole=denominator,
        )  # fmt: skip
        note = books.joined(whole.sentence, sentence)
    return Finding(
        share.plan, share.entity, share.indicator, share.year, unit, verdict, note, stated, found
    )


def _part(share: Figure, whole: Whole, scale: float) -> Range:
    """The share of the whole, in units of the size `scale`, with the roundings of the two."""
    return share.as_printed.scaled(share.scale).times(whole.within(scale))


def _weighed(share: Figure, level: Figure | None, part: Range) -> tuple[str, str]:
    """The verdict on a level target, if there is one, and the key of its sentence.

    Share, whole and level are rounded as in the check of the share itself, so that the two checks
    agree on three figures of one plan.
    """
    if not math.isfinite(part.value):
        return UNCHECKED, "out_of_range"
    if level is None:
        return UNCHECKED, "implied"
    if same(level.value, part.value):
        return OK, "implied_ok"
    verdict = meeting(level.as_printed, part)
    if verdict != DIFFERS:
        return verdict, f"implied_{verdict}"
    verdict, word = allowance(share, beyond=level.value > part.value)
    return verdict, f"implied_{word}"
