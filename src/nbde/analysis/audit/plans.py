"""The checks of targets: against one another and against the plan's own baselines."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from nbde.analysis.audit.figures import Figure, agreement, apart, exactly, same
from nbde.analysis.audit.lookups import Lookups
from nbde.analysis.audit.rows import (
    DIFFERS,
    EXCEEDS,
    OK,
    ROUNDING,
    UNCHECKED,
    WEAKER,
    Finding,
    Target,
    resting_on,
)
from nbde.formulas.scale import difference


def parts(lookups: Lookups) -> Iterator[Finding]:
    """The targets of the parts, added up, against the target of the whole.

    Targets are commitments and not measurements, so nothing is rounded here: a sum above a whole
    that is to be reached or passed exceeds it, and any sum below differs. Only a whole that is said
    to be about so much has the room of its rounding.
    """
    of_whole: dict[tuple[str, str, str, int], list[Target]] = defaultdict(list)
    for target in lookups.every:
        if target.part_of not in ("", target.indicator):
            of_whole[target.plan, target.entity, target.part_of, target.year].append(target)
    for whole in lookups.chosen:
        if whole.key in of_whole:
            yield _added_up(lookups, whole, of_whole[whole.key])


def _added_up(lookups: Lookups, whole: Target, components: list[Target]) -> Finding:
    stated, total, verdict = whole.level.value, math.nan, UNCHECKED
    note = _why_not_added(lookups, whole, components)
    if not note:  # decimal figures: 0.1 and 0.2 make 0.3
        levels = (Decimal(repr(part.level.in_unit_of(whole.level))) for part in components)
        total = float(sum(levels))
        verdict, key = _judged_sum(whole.level, total)
        note = lookups.say(
            key, count=len(components), sum=total, unit=whole.level.unit, whole=stated,
            apart=abs(float(difference(total, stated))),
        )  # fmt: skip
    used = resting_on(whole.level, *(part.level for part in components))
    return whole.finding(verdict, note, stated, total, rests_on=used)


def _why_not_added(lookups: Lookups, whole: Target, components: list[Target]) -> str:
    if len(components) == 1:
        name = lookups.name(whole.entity, components[0].indicator)
        return lookups.say("one_part", name=name)
    for target in (whole, *components):
        name = lookups.name(target.entity, target.indicator)
        if not target.level.is_known:
            return lookups.say("no_level", name=name)
        if target.level.dimension != whole.level.dimension:
            return lookups.say("other_unit", name=name, unit=target.level.unit)
        if target.schedule != whole.schedule:
            return lookups.say("other_schedule", name=name)
    return ""


def _judged_sum(whole: Figure, total: float) -> tuple[str, str]:
    """The verdict on a sum of parts, and the key of its sentence."""
    if not math.isfinite(total):
        return UNCHECKED, "out_of_range"
    if same(whole.value, total):
        return OK, "parts"
    if whole.comparison == "~":
        return agreement(whole.rounded(), exactly(total)), "parts_about"
    if whole.comparison in ("<", "<="):
        return (DIFFERS, "parts_over") if total > whole.value else (OK, "parts_ceiling")
    if total < whole.value:
        return DIFFERS, "parts_short"
    return EXCEEDS, "parts_passed" if whole.comparison == "=" else "parts_exceed"


def multiple(lookups: Lookups) -> Iterator[Finding]:
    """A multiple that the plan claims against its target over its own published baseline.

    The multiple claimed is exact: 倍增 and 翻一番 are twice. The value of another year is never put
    in for a baseline that the plan does not publish.
    """
    for target in lookups.chosen:
        if math.isfinite(target.multiple):
            yield _claimed(lookups, target)


def _claimed(lookups: Lookups, target: Target) -> Finding:
    claim, found, verdict = target.multiple, math.nan, UNCHECKED
    year, baseline, is_published = lookups.baseline(target)
    name = lookups.name(target.entity, target.indicator)
    if not target.level.is_known:
        note = lookups.say("no_level", name=name)
    elif not (is_published and baseline.is_known):
        note = lookups.say("multiple_no_baseline", stated=claim)
    elif baseline.is_bound:
        note = lookups.say("only_bound", name=name, year=year)
    elif math.isnan((quotient := target.level.rounded().over(baseline.rounded())).value):
        note = lookups.say("of_zero", name=name, year=year)
    else:
        found, verdict = quotient.value, agreement(exactly(claim), quotient)
        side = "below" if found < claim else "above"
        note = lookups.say(
            f"multiple_{side if verdict == DIFFERS else verdict}",
            target=target.level.value, unit=target.level.unit, baseline=baseline.value, year=year,
            computed=found, stated=claim, apart=apart(found, claim),
        )  # fmt: skip
    rests_on = {"target": target.level.caveats, "baseline": baseline.caveats}
    used = rests_on if math.isfinite(found) else {}
    return target.finding(verdict, note, claim, found, unit="倍", rests_on=used)


def interim(lookups: Lookups) -> Iterator[Finding]:
    """An interim target against the milestone of its year on the path to the plan's last target.

    It need not lie on the path: a plan may ask less, or more, of its first years than of its last.
    It is weaker where it asks for less than the baseline or for more than the last target.
    """
    pairs = [(target, last) for target in lookups.chosen if (last := _last(lookups, target))]
    milestones, paths = lookups.milestones(
        [last for _, last in pairs], [target.year for target, _ in pairs]
    )
    for (target, last), milestone, path in zip(pairs, milestones.tolist(), paths, strict=True):
        yield _on_the_way(lookups, target, last, milestone, path)


def _last(lookups: Lookups, target: Target) -> Target | None:
    """The plan's last target for the same indicator, if that is a later one."""
    by_year = [
        other
        for other in lookups.targets(target.entity, target.indicator)
        if other.plan == target.plan and other.schedule == "by"
    ]
    last = max(by_year, key=lambda other: other.year, default=target)
    return last if target.schedule == "by" and last.year > target.year else None


def _on_the_way(
    lookups: Lookups, target: Target, last: Target, milestone: float, path: str
) -> Finding:
    level, found, verdict = target.level, math.nan, UNCHECKED
    year, start, _ = lookups.baseline(last)
    base, final, computed = (
        Figure(value, last.level.unit, last.level.scale, last.level.dimension).in_unit_of(level)
        for value in (start.value, last.level.value, milestone)
    )
    way = {"first": year, "base": base, "last": last.year, "final": final}
    if not (level.is_known and last.level.is_known):
        note = lookups.say("no_level", name=lookups.name(target.entity, target.indicator))
    elif (base - final) * last.direction >= 0:
        note = lookups.say("interim_kept", **way)
    elif not math.isfinite(computed):
        note = lookups.say("interim_no_path", year=last.year)
    else:
        found, (verdict, key) = computed, _judged_interim(level, base, final, last.direction)
        on_path = same(level.value, found)
        side = "on" if on_path else "below" if level.value < found else "above"
        sentence = lookups.say(
            f"interim_{side}",
            stated=level.value, computed=found, unit=level.unit, path=lookups.label(path),
            apart=apart(level.value, found), points=lookups.points(level.unit), **way,
        )  # fmt: skip
        note = lookups.joined(sentence, lookups.say(key, **way) if key else "")
    rests_on = {"target": level.caveats | last.level.caveats, "baseline": start.caveats}
    return target.finding(verdict, note, level.value, found, rests_on=rests_on)


def _judged_interim(level: Figure, base: float, final: float, direction: int) -> tuple[str, str]:
    """The verdict on a target between a baseline and a final target, and its sentence if any."""
    if (level.value - final) * direction > 0 and not same(level.value, final):
        return WEAKER, "interim_beyond"
    if (level.value - base) * direction >= 0 or same(level.value, base):
        return OK, ""
    start = Figure(base, level.unit, level.scale, level.dimension)
    if agreement(level.rounded(), start.rounded()) == DIFFERS:
        return WEAKER, "interim_behind"
    return ROUNDING, "interim_rounding"


def ambition(lookups: Lookups) -> Iterator[Finding]:
    """A target against the one before it, of an earlier target year.

    The one before is the plan's own; where the plan has none, that of the other plans for the same
    place, the most ambitious if several are of one year. Totals over years of their own, and
    targets that set a direction and no figure, are not compared.
    """
    for later in lookups.chosen:
        earlier = _before(lookups, later)
        if earlier is not None:
            yield _compared(lookups, earlier, later)


def _before(lookups: Lookups, later: Target) -> Target | None:
    if later.schedule == "total" or not later.printed.is_known:
        return None
    alike = [
        target
        for target in lookups.targets(later.entity, later.indicator)
        if target.year < later.year
        and target.schedule == later.schedule
        and target.level.dimension == later.level.dimension
        and target.printed.is_known
    ]

    def reach(target: Target) -> tuple[int, float]:
        level = target.level.value * target.level.scale * later.direction
        return target.year, level if math.isfinite(level) else -math.inf

    own = [target for target in alike if target.plan == later.plan]
    return max(own or alike, key=reach, default=None)


def _compared(lookups: Lookups, earlier: Target, later: Target) -> Finding:
    before, after = earlier.level.in_unit_of(later.level), later.level.value
    verdict = UNCHECKED
    if not (math.isfinite(before) and math.isfinite(after)):
        note = lookups.say("no_level", name=lookups.name(later.entity, later.indicator))
    else:
        kept = same(before, after)
        verdict = OK if kept or (after - before) * later.direction > 0 else WEAKER
        key = "ambition_same" if kept else f"ambition_{verdict}"
        note = lookups.say(
            key if earlier.plan == later.plan else f"{key}_elsewhere",
            before=before, after=after, unit=later.level.unit, first=earlier.year,
            second=later.year, plan=earlier.plan,
        )  # fmt: skip
    used = resting_on(earlier.level, later.level)
    return later.finding(verdict, note, before, after, rests_on=used)


def plans_agree(lookups: Lookups) -> Iterator[Finding]:
    """A target against that of every other plan for the same indicator, place and year.

    Only figures of one kind and schedule are the same target, as printed. A pair of plans stands
    once, under the first of those that are audited.
    """
    alike: dict[tuple[object, ...], list[Target]] = defaultdict(list)
    for target in lookups.every:
        alike[_subject(target)].append(target)
    audited = {target.row for target in lookups.chosen}
    for one in lookups.chosen:
        for other in alike[_subject(one)] if one.printed.is_known else ():
            is_told = other.row < one.row and other.row in audited
            if other.plan != one.plan and other.printed.is_known and not is_told:
                yield _of_two_plans(lookups, one, other)


def _subject(target: Target) -> tuple[object, ...]:
    """All that two plans which set the same target have in common."""
    span = target.start_year if target.schedule == "total" else 0
    since = target.baseline_year if target.kind != "level" else 0
    place = (target.entity, target.indicator, target.year)
    return (*place, target.schedule, span, target.kind, since, target.level.dimension)


def _of_two_plans(lookups: Lookups, one: Target, other: Target) -> Finding:
    stated, unit = one.printed.value, one.printed.unit
    figure = other.printed.in_unit_of(one.printed)
    verdict = OK if same(stated, figure) else DIFFERS
    note = lookups.say(
        f"plans_{verdict}",
        first=one.plan, second=other.plan, unit=unit, year=one.year,
        one=one.printed.comparison, stated=stated, other=other.printed.comparison,
        computed=figure, apart=abs(float(difference(figure, stated))),
        points=lookups.points(unit),
    )  # fmt: skip
    used = resting_on(one.printed, other.printed)
    return one.finding(verdict, note, stated, figure, unit=unit, rests_on=used)
