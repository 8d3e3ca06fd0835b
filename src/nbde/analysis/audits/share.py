"""Whether a stated share is its numerator over its denominator."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from nbde.analysis.audits.books import Books
from nbde.analysis.audits.figures import Figure, Range, best_agreement
from nbde.analysis.audits.findings import DIFFERS, UNCHECKED, Finding, allowance
from nbde.analysis.audits.records import Target
from nbde.schema import RATIO

_Pair = tuple[Figure, Figure]  # numerator, denominator


def share(books: Books) -> Iterator[Finding]:
    """A share that is published, stated as a baseline or set, against its parts of the same year.

    A share that is set is checked where the plan also sets its numerator and denominator for that
    year; the others against what was published, or the plan's own baselines. Numerator and
    denominator have to be of one edition: that of the share, or, where it names none, the one that
    agrees best, since a share may rest on an older edition.
    """
    yield from _published(books)
    told: set[tuple[object, ...]] = set()
    for target in filter(_is_share, books.chosen):
        stated = (target.plan, target.entity, target.indicator, target.stated_year, target.stated)
        if target.stated_year and math.isfinite(target.stated) and stated not in told:
            told.add(stated)
            yield _divided(
                books, target, target.plan, target.stated_year, target.figure(target.stated)
            )
        top, base = (
            books.target(target.plan, target.entity, code, target.year)
            for code in (target.numerator, target.denominator)
        )
        if top and base and math.isfinite(target.level.value):
            pair = (top.figure(top.level.value), base.figure(base.level.value))
            level = target.figure(target.level.value)
            found = _finding(books, target, target.plan, target.year, level, [pair])
            yield _allowed(books, target, found, pair)


def _is_share(target: Target) -> bool:
    return bool(target.numerator and target.denominator) and target.level.dimension == RATIO


def _published(books: Books) -> Iterator[Finding]:
    """The published shares of which some target names the parts."""
    for entity, indicator, by_year in books.observations():
        target = next(filter(_is_share, books.targets_at(entity, indicator)), None)
        if target is not None:
            for year, seen in by_year.items():
                yield _divided(books, target, "", year, seen[0].figure)


def _divided(books: Books, target: Target, plan: str, year: int, stated: Figure) -> Finding:
    """A share against what was published of its parts, or is the plan's baseline of them."""
    tops, bases = (
        books.figures(target.plan if plan else "", target.entity, code, year)
        for code in (target.numerator, target.denominator)
    )
    pairs = [(top, base) for top in tops for base in bases if top.is_comparable(base)]
    if pairs:
        return _finding(books, target, plan, year, stated, _comparable(stated, pairs))
    missing = [
        books.name(target.entity, code)
        for code, found in ((target.numerator, tops), (target.denominator, bases))
        if not found
    ]
    if missing:
        sentences = [books.say("no_value", name=name, year=year) for name in missing]
        note = books.joined(*sentences)
    else:
        note = books.say("share_editions", year=year, first=tops[0].edition,
                         second=bases[0].edition)  # fmt: skip
    return Finding(
        plan, target.entity, target.indicator, year, stated.unit, UNCHECKED, note, stated.value
    )


def _comparable(stated: Figure, pairs: list[_Pair]) -> list[_Pair]:
    """The pairs of the share's own edition, of firm figures, that divide: if there are any."""

    def is_of_its_edition(pair: _Pair) -> bool:
        return not stated.edition or stated.edition in (pair[0].edition, pair[1].edition)

    def is_firm(pair: _Pair) -> bool:
        return not (pair[0].is_bound or pair[1].is_bound)

    def divides(pair: _Pair) -> bool:
        return math.isfinite(_quotient(pair).value)

    for fits in (is_of_its_edition, is_firm, divides):
        pairs = list(filter(fits, pairs)) or pairs
    return pairs


def _finding(
    books: Books, target: Target, plan: str, year: int, stated: Figure, pairs: list[_Pair]
) -> Finding:
    verdict, found = UNCHECKED, math.nan
    note = _obstacle(books, target, year, stated, pairs[0])
    if not note:
        spans = [_quotient(pair).scaled(1 / stated.scale) for pair in pairs]
        verdict, place = best_agreement(stated.as_printed, spans)
        found = spans[place].value
        note = _said(books, f"share_{verdict}", pairs[place], stated.value, found, stated.unit)
    return Finding(
        plan, target.entity, target.indicator, year, stated.unit, verdict, note,
        stated.value, found,
    )  # fmt: skip


def _allowed(books: Books, share: Target, found: Finding, pair: _Pair) -> Finding:
    """The finding on a share that is set, where being a floor or a ceiling allows what differs."""
    if found.verdict != DIFFERS:
        return found
    verdict, word = allowance(share.level, beyond=found.computed > found.stated)
    if verdict == DIFFERS:
        return found
    note = _said(books, f"share_{word}", pair, found.stated, found.computed, found.unit)
    return replace(found, verdict=verdict, note=note)


def _said(books: Books, key: str, pair: _Pair, stated: float, computed: float, unit: str) -> str:
    top, base = pair
    return books.say(
        key,
        top=top.value, top_unit=top.unit, base=base.value, base_unit=base.unit,
        stated=stated, computed=computed, unit=unit,
    )  # fmt: skip


def _obstacle(books: Books, target: Target, year: int, stated: Figure, pair: _Pair) -> str:
    """Why the two cannot be divided; empty if they can."""
    top, base = pair
    codes = (target.indicator, target.numerator, target.denominator)
    names = [books.name(target.entity, code) for code in codes]
    for name, figure in zip(names, (stated, top, base), strict=True):
        if not math.isfinite(figure.value):
            return books.say("no_level", name=name)
        if figure.is_bound:
            return books.say("only_bound", name=name, year=year)
    if top.dimension != base.dimension:
        return books.say("other_unit", name=names[1], unit=top.unit)
    if not math.isfinite(_quotient(pair).value):
        return books.say("of_zero", name=names[2], year=year)
    return ""


def _quotient(pair: _Pair) -> Range:
    top, base = pair
    return top.within(base.scale).over(base.within(base.scale))
