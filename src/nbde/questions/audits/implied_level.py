"""The level that a share target requires of its numerator, beside the plan's own."""

from __future__ import annotations

import math
from collections.abc import Iterator

from nbde.formulas.scale import difference
from nbde.questions.audits.books import Books
from nbde.questions.audits.denominators import Whole, whole_of
from nbde.questions.audits.figures import Figure, Range, agreement, moved
from nbde.questions.audits.findings import DIFFERS, EXCEEDS, OK, UNCHECKED, Finding
from nbde.questions.audits.records import Target
from nbde.schema import RATIO


def implied_level(books: Books) -> Iterator[Finding]:
    """The level of the numerator that a share target requires, against the plan's own level target.

    Where the plan sets no level, nothing can be checked: the implied level is told all the same.
    """
    for target in books.chosen:
        named = target.numerator and target.denominator and target.schedule == "by"
        if named and target.level.dimension == RATIO and math.isfinite(target.level.value):
            yield _implied(books, target)


def _implied(books: Books, share: Target) -> Finding:
    own = books.target(share.plan, share.entity, share.numerator, share.year)
    level = own.level if own and math.isfinite(own.level.value) else None
    whole = whole_of(books, share)
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
        found = _part(share.level, whole, scale)
        verdict, key = _weighed(share.level, stated, found)
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


def _part(share: Figure, whole: Whole, scale: float) -> float:
    """The share of the whole, in units of the size `scale`."""
    return moved(share.value, share.scale) * moved(whole.figure.value, whole.figure.scale / scale)


def _weighed(share: Figure, stated: float, implied: float) -> tuple[str, str]:
    """The verdict on a level target, NaN for none, and the key of its sentence.

    A level beyond what the share requires is allowed by a share that is a floor, one below it by a
    share that is a ceiling.
    """
    if not math.isfinite(implied):
        return UNCHECKED, "out_of_range"
    if math.isnan(stated):
        return UNCHECKED, "implied"
    verdict = agreement(stated, Range(implied, implied, implied))
    if verdict != DIFFERS:
        return verdict, f"implied_{verdict}"
    if stated > implied:
        floor = share.comparison in (">", ">=", "=")
        return (EXCEEDS, "implied_exceeds") if floor else (DIFFERS, "implied_above")
    ceiling = share.comparison in ("<", "<=")
    return (OK, "implied_ceiling") if ceiling else (DIFFERS, "implied_short")
