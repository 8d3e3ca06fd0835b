"""The checks of shares: numerator over denominator, and the level that a share implies."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from nbde.analysis.arrays import ASSUMED, PROJECTED
from nbde.analysis.audit.figures import Figure, Range, agreement, best_agreement, exactly, same
from nbde.analysis.audit.lookups import Lookups, rows_of
from nbde.analysis.audit.rows import DIFFERS, EXCEEDS, OK, UNCHECKED, Finding, Target, resting_on
from nbde.analysis.caveats import Part
from nbde.analysis.denominators import denominators_at
from nbde.analysis.notes import Notes
from nbde.formulas.scale import difference

_GDP = "gdp"
_Pair = tuple[Figure, Figure]  # numerator, denominator


def share(lookups: Lookups) -> Iterator[Finding]:
    """A share that is published, stated as a baseline or set, against its parts of the same year.

    A share that is set is checked where the plan also sets its numerator and denominator for that
    year; the others against what was published, or the plan's own baselines. Numerator and
    denominator have to be of one edition: that of the share, or, where it names none, the one that
    agrees best, since a share may rest on an older edition.
    """
    for entity, indicator, year, seen in lookups.every_published():
        named = (one for one in lookups.targets_at(entity, indicator) if one.is_share)
        if target := next(named, None):
            yield _divided(lookups, replace(target, plan="", year=year), seen[0].figure)
    told: set[tuple[object, ...]] = set()
    for target in filter(lambda one: one.is_share, lookups.chosen):
        baseline, year = target.baseline, target.baseline_year
        subject = (target.plan, target.entity, target.indicator, year, baseline.value)
        if target.states_baseline and subject not in told:
            told.add(subject)
            yield _divided(lookups, replace(target, year=year), baseline)
        parts = (target.numerator, target.denominator)
        top, base = (lookups.target(target.plan, target.entity, c, target.year) for c in parts)
        if top and base and target.level.is_known:
            pair = (top.level, base.level)
            found = _quotient_found(lookups, target, target.level, [pair])
            yield _allowed(lookups, target, found, pair)


def _divided(lookups: Lookups, target: Target, stated: Figure) -> Finding:
    """A share of the target's year against what was published, or is the plan's baseline."""
    codes, year = (target.numerator, target.denominator), target.year
    tops, bases = (lookups.figures(target.plan, target.entity, code, year) for code in codes)
    pairs = [(top, base) for top in tops for base in bases if top.is_comparable(base)]
    if pairs:
        return _quotient_found(lookups, target, stated, _preferred(stated, pairs))
    if tops and bases:
        note = lookups.say(
            "share_editions", year=year, first=tops[0].edition, second=bases[0].edition
        )
    else:
        note = lookups.joined(*(
            lookups.say("no_value", name=lookups.name(target.entity, code), year=year)
            for code, found in zip(codes, (tops, bases), strict=True)
            if not found
        ))  # fmt: skip
    return target.finding(UNCHECKED, note, stated.value, unit=stated.unit)


def _preferred(stated: Figure, pairs: list[_Pair]) -> list[_Pair]:
    """The pairs of the share's own edition, of firm figures, that divide: if there are any."""
    own = stated.edition
    of_edition = [pair for pair in pairs if not own or own in (pair[0].edition, pair[1].edition)]
    pairs = of_edition or pairs
    pairs = [pair for pair in pairs if not (pair[0].is_bound or pair[1].is_bound)] or pairs
    return [pair for pair in pairs if math.isfinite(_quotient(*pair).value)] or pairs


def _quotient_found(
    lookups: Lookups, target: Target, stated: Figure, pairs: Sequence[_Pair]
) -> Finding:
    verdict, found, used = UNCHECKED, math.nan, resting_on(stated)
    note = _why_not_divided(lookups, target, stated, pairs[0])
    if not note:
        quotients = [_quotient(*pair).scaled(1 / stated.scale) for pair in pairs]
        verdict, best = best_agreement(stated.rounded(), quotients)
        found, used = quotients[best].value, resting_on(stated, *pairs[best])
        note = _said(lookups, verdict, pairs[best], stated.value, found, stated.unit)
    return target.finding(verdict, note, stated.value, found, unit=stated.unit, rests_on=used)


def _why_not_divided(lookups: Lookups, target: Target, stated: Figure, pair: _Pair) -> str:
    codes = (target.indicator, target.numerator, target.denominator)
    names = [lookups.name(target.entity, code) for code in codes]
    for name, figure in zip(names, (stated, *pair), strict=True):
        if not figure.is_known:
            return lookups.say("no_level", name=name)
        if figure.is_bound:
            return lookups.say("only_bound", name=name, year=target.year)
    if pair[0].dimension != pair[1].dimension:
        return lookups.say("other_unit", name=names[1], unit=pair[0].unit)
    if not math.isfinite(_quotient(*pair).value):
        return lookups.say("of_zero", name=names[2], year=target.year)
    return ""


def _quotient(top: Figure, base: Figure) -> Range:
    return top.rounded(base.scale).over(base.rounded())


def _allowed(lookups: Lookups, target: Target, found: Finding, pair: _Pair) -> Finding:
    """The finding on a share that is set, where being a floor or a ceiling allows what differs."""
    if found.verdict != DIFFERS:
        return found
    verdict, word = _allowance(target.level, beyond=found.computed > found.stated)
    if verdict == DIFFERS:
        return found
    note = _said(lookups, word, pair, found.stated, found.computed, found.unit)
    return replace(found, verdict=verdict, note=note)


def _allowance(level: Figure, *, beyond: bool) -> tuple[str, str]:
    """The verdict on a numerator that is not the one a share requires, and the word for it.

    One `beyond` what the share requires is allowed by a share that is a floor, one short of it by a
    share that is a ceiling.
    """
    if beyond:
        floor = level.comparison in (">", ">=", "=")
        return (EXCEEDS, "exceeds") if floor else (DIFFERS, "above")
    return (OK, "ceiling") if level.comparison in ("<", "<=") else (DIFFERS, "short")


def _said(
    lookups: Lookups, word: str, pair: _Pair, stated: float, computed: float, unit: str
) -> str:
    top, base = pair
    return lookups.say(
        f"share_{word}", top=top.value, top_unit=top.unit, base=base.value, base_unit=base.unit,
        stated=stated, computed=computed, unit=unit,
    )  # fmt: skip


def implied_level(lookups: Lookups) -> Iterator[Finding]:
    """The level of the numerator that a share target requires, against the plan's own level target.

    Where the plan sets no level, nothing can be checked: the implied level is told all the same.
    """
    shares = [
        target
        for target in lookups.chosen
        if target.is_share and target.schedule == "by" and target.level.is_known
    ]
    for target, whole in zip(shares, _denominators(lookups, shares), strict=True):
        yield _implied(lookups, target, whole)


@dataclass(frozen=True, slots=True)
class _Denominator:
    """The denominator in the target year, and the sentences that say where it comes from.

    One that is projected was computed, and so it is not rounded.
    """

    figure: Figure
    is_projected: bool
    note: str

    def rounded(self, scale: float) -> Range:
        if self.is_projected:
            return exactly(self.figure.value).scaled(self.figure.scale / scale)
        return self.figure.rounded(scale)


def _denominators(lookups: Lookups, shares: Sequence[Target]) -> list[_Denominator | None]:
    """The denominator of each share target in its year; None where nothing leads to one.

    The value of that year; else the plan's own target for it; else projected as in every share. A
    growth that is requested comes before the plan's target.
    """
    of_code: dict[str, list[Target]] = defaultdict(list)
    for target in shares:
        of_code[target.denominator].append(target)
    found: dict[int, _Denominator | None] = {}
    for code, targets in of_code.items():
        found |= _of_one_code(lookups, code, targets)
    return [found[target.row] for target in shares]


def _of_one_code(
    lookups: Lookups, code: str, targets: Sequence[Target]
) -> dict[int, _Denominator | None]:
    series, growth = lookups.series, lookups.gdp_growth if code == _GDP else None
    line = series.extra_series[code][rows_of(targets)]
    years = np.array([target.year for target in targets], np.float64)
    whole = denominators_at(series, line, years, growth, projection=True)
    notes = Notes(len(line), lookups.lang, ())
    notes.rest_on([Part.of("denominator", whole.known(), whole)], series.words)
    unit, dimension = (series.text(name, whole.position) for name in ("unit", "dimension"))
    last, columns = series.year(whole.position), (whole.value, unit, whole.scale, dimension)
    rows = zip(
        targets, zip(*(column.tolist() for column in columns), strict=True),
        whole.basis.tolist(), last.tolist(), whole.rate.tolist(), notes.column(), strict=True,
    )  # fmt: skip
    found: dict[int, _Denominator | None] = {}
    for target, row, basis, last_year, rate, caveats in rows:
        own, figure = lookups.target(target.plan, target.entity, code, target.year), Figure(*row)
        is_projected = last_year != target.year
        values: dict[str, object] = {}
        key = "assumed" if basis == ASSUMED else "observed"
        if is_projected:
            key = "projected"
            if own and own.level.is_known and (growth is None or basis != PROJECTED):
                key, figure, caveats, is_projected = "target", own.level, "", False
            elif figure.is_known:
                values = {"last": int(last_year), "rate": f"{100 * rate:.2f}"}
        note = lookups.joined(
            lookups.say(
                f"whole_{key}", name=lookups.name(target.entity, code), year=target.year,
                value=figure.value, unit=figure.unit, **values,
            ), caveats,
        ) if figure.is_known else ""  # fmt: skip
        found[target.row] = _Denominator(figure, is_projected, note) if note else None
    return found


def _implied(lookups: Lookups, target: Target, whole: _Denominator | None) -> Finding:
    own = lookups.target(target.plan, target.entity, target.numerator, target.year)
    level = own.level if own and own.level.is_known else None
    stated, unit = (level.value, level.unit) if level else (math.nan, "")
    codes = (target.numerator, target.denominator)
    name, denominator = (lookups.name(target.entity, code) for code in codes)
    found, verdict = math.nan, UNCHECKED
    if whole is None:
        note = lookups.say("implied_no_whole", name=denominator, year=target.year)
    elif level and level.dimension != whole.figure.dimension:
        note = lookups.say("other_unit", name=name, unit=level.unit)
    else:
        scale, unit = (level or whole.figure).scale, (level or whole.figure).unit
        fraction = target.level.rounded().scaled(target.level.scale)
        part = fraction.times(whole.rounded(scale))
        found, (verdict, key) = part.value, _judged_level(target.level, level, part)
        sentence = lookups.say(
            key, share=target.level.value, share_unit=target.level.unit, computed=found,
            unit=unit, stated=stated, apart=abs(float(difference(found, stated))), name=name,
            whole=denominator,
        )  # fmt: skip
        note = lookups.joined(whole.note, sentence)
    used = resting_on(target.level, *([level] if level else [])) if math.isfinite(found) else {}
    return Finding(*target.key, unit, verdict, note, stated, found, used)


def _judged_level(fraction: Figure, level: Figure | None, part: Range) -> tuple[str, str]:
    """The verdict on a level target, if there is one, and the key of its sentence.

    Share, denominator and level are rounded as in the check of the share itself, so that the two
    checks agree on three figures of one plan.
    """
    if not math.isfinite(part.value):
        return UNCHECKED, "out_of_range"
    if level is None:
        return UNCHECKED, "implied"
    if same(level.value, part.value):
        return OK, "implied_ok"
    verdict, word = agreement(level.rounded(), part), "rounding"
    if verdict == DIFFERS:
        verdict, word = _allowance(fraction, beyond=level.value > part.value)
    return verdict, f"implied_{word}"
