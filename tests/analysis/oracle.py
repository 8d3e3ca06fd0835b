"""The contract's figures once more, one row at a time, in plain decimal arithmetic of fifty digits.

Nothing here is shared with the program. Rows are dicts of text, as they stand in a CSV file; an
answer is a dict of the output's columns, figures as `Decimal` in the row's unit, None where empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal, setcontext

setcontext(Context(prec=50))

Row = Mapping[str, str]
Answer = dict[str, object]

ONE, ZERO = Decimal(1), Decimal(0)
UNITS: dict[str, tuple[str, Decimal]] = {
    "元": ("yuan", ONE),
    "万元": ("yuan", Decimal("1e4")),
    "亿元": ("yuan", Decimal("1e8")),
    "万亿元": ("yuan", Decimal("1e12")),
    "个": ("个", ONE),
    "万个": ("个", Decimal("1e4")),
    "项": ("项", ONE),
    "项/年": ("项", ONE),
    "家": ("家", ONE),
    "%": ("ratio", Decimal("0.01")),
    "‰": ("ratio", Decimal("0.001")),
    "倍": ("times", ONE),
    "万家": ("家", Decimal("1e4")),
    "户": ("户", ONE),
    "万户": ("户", Decimal("1e4")),
    "亿户": ("户", Decimal("1e8")),
    "亿人": ("人", Decimal("1e8")),
    "万台": ("台", Decimal("1e4")),
    "件": ("件", ONE),
    "万元/人年": ("万元/人年", ONE),
    "index": ("index", ONE),
    "km": ("km", ONE),
}
EDITIONS = ("", "census-2013", "census-2018", "census-2023")
CONFIDENCES = ("published", "", "secondary", "assumed")
UPWARD, DOWNWARD = (">", ">="), ("<", "<=")
STRICT = (">", "<")
BOTH_WAYS = "<>"


@dataclass(frozen=True)
class Point:
    """A value of a series, in the unit of the row that asks."""

    year: int
    value: Decimal
    basis: str
    sign: str = ""
    confidence: str = ""
    edition: str = ""
    caveats: frozenset[str] = frozenset()


NONE: frozenset[str] = frozenset()
OF_SIGN = dict.fromkeys((*UPWARD, *DOWNWARD), "bound") | {"~": "approximate"}
OF_CONFIDENCE = {"secondary": "second_hand", "assumed": "assumed"}


def sureness(confidence: str, sign: str = "", vintage: str = "") -> frozenset[str]:
    """The caveats of one published or stated figure."""
    words = {OF_SIGN.get(sign), OF_CONFIDENCE.get(confidence)}
    if vintage == "preliminary":
        words.add("preliminary")
    return frozenset(word for word in words if word)


def year_of(row: Row, column: str) -> int | None:
    return int(row[column]) if row.get(column) else None


def quantity(text: str, unit: str) -> tuple[Decimal, str]:
    """A number and its unit: the one in the text, else the cell's."""
    parts = re.fullmatch(r"[>约]?(-?[0-9.]+(?:[eE][-+]?[0-9]+)?)(\D*)", text)
    assert parts is not None, text
    return Decimal(parts[1]), parts[2] or unit


def sign_of_text(text: str) -> str:
    """The sign that a figure is written with."""
    return {">": ">", "约": "~"}.get(text[:1], "")


def converted(number: Decimal, unit: str, into: str) -> Decimal:
    (dimension, size), (wanted, wanted_size) = UNITS[unit], UNITS[into]
    assert dimension == wanted, (unit, into)
    return number * size / wanted_size


def kind(row: Row) -> str:
    return row.get("target_kind") or "level"


def schedule(row: Row) -> str:
    return row.get("schedule") or "by"


def level_unit(row: Row, observations: Sequence[Row]) -> str:
    """The unit in which the row's figures are given."""
    unit = row["unit"]
    if kind(row) == "level":
        return quantity(row["target_value"], unit)[1] if row.get("target_value") else unit
    if kind(row) == "points":
        return "%"
    if UNITS[unit][0] != ("times" if kind(row) == "multiple" else "ratio"):
        return unit
    if row.get("baseline_value"):
        stated = quantity(row["baseline_value"], "")[1]
        if stated:
            return stated
    own = [o for o in observations if same_series(o, row, row["indicator"])]
    last = [o for o in own if int(o["year"]) == max(int(one["year"]) for one in own)]
    if own:
        return best(last)["unit"]
    return "%" if row.get("numerator") and row.get("denominator") else ""


def same_series(observation: Row, row: Row, indicator: str) -> bool:
    if observation["indicator"] != indicator:
        return False
    if "entity" not in observation or "entity" not in row:
        return True
    return observation["entity"] == row["entity"]


def weakest(*confidences: str) -> str:
    return max(confidences, key=CONFIDENCES.index)


def best(candidates: Sequence[Row]) -> Row:
    """Of several observations of one year the one that counts."""

    def rank(o: Row) -> tuple[int, int, int, int]:
        return (
            1 if o.get("scenario") else 0,
            EDITIONS.index(o.get("edition", "")),
            0 if o.get("rounded") == "yes" else 1,
            {"preliminary": 0, "": 1, "revised": 2}[o.get("vintage", "")],
        )

    return max(candidates, key=rank)


def plain_series(
    row: Row,
    indicator: str,
    unit: str,
    targets: Sequence[Row],
    observations: Sequence[Row],
    to: int,
) -> dict[int, Point]:
    """What was observed up to `to`, and where nothing was, the baselines the row's plan states."""
    mine = [o for o in observations if same_series(o, row, indicator) and int(o["year"]) <= to]
    points: dict[int, Point] = {}
    for year in sorted({int(o["year"]) for o in mine}):
        o = best([one for one in mine if int(one["year"]) == year])
        number, written = quantity(o["value"], o["unit"])
        points[year] = Point(
            year,
            converted(number, written, unit),
            "assumed" if o.get("scenario") or o.get("confidence") == "assumed" else "observed",
            o.get("comparison", ""),
            confidence := "assumed" if o.get("scenario") else o.get("confidence", ""),
            o.get("edition", ""),
            sureness(confidence, o.get("comparison", ""), o.get("vintage", "")),
        )
    of_plan = [
        t
        for t in targets
        if t.get("plan", "") == row.get("plan", "")
        and t.get("entity", "") == row.get("entity", "")
        and t["indicator"] == indicator
        and t.get("baseline_value")
    ]
    of_plan.sort(key=lambda t: t is not row)
    for t in of_plan:
        year = int(t["baseline_year"])
        if year <= to and year not in points:
            number, written = quantity(t["baseline_value"], level_unit(t, observations))
            stating = [o for o in of_plan if int(o["baseline_year"]) == year]
            confidence = weakest(*(o.get("confidence", "") for o in stating))
            points[year] = Point(
                year,
                converted(number, written, unit),
                "baseline",
                sign_of_text(t["baseline_value"]),
                confidence,
                caveats=sureness(confidence, sign_of_text(t["baseline_value"])),
            )
    return points


def series(
    row: Row, unit: str, targets: Sequence[Row], observations: Sequence[Row], to: int
) -> list[Point]:
    """The row's series in its unit up to the year `to`, in order of year."""
    points = plain_series(row, row["indicator"], unit, targets, observations, to)
    if row.get("numerator") and row.get("denominator"):
        part = plain_series(row, row["numerator"], "元", targets, observations, to)
        whole = plain_series(row, row["denominator"], "元", targets, observations, to)
        for year in part.keys() & whole.keys() - points.keys():
            if whole[year].value != 0:
                points[year] = Point(
                    year,
                    part[year].value / whole[year].value / UNITS[unit][1],
                    "derived",
                    quotient_sign(part[year].sign, whole[year].sign),
                    weakest(part[year].confidence, whole[year].confidence),
                    " + ".join(
                        dict.fromkeys(filter(None, (part[year].edition, whole[year].edition)))
                    ),
                    part[year].caveats
                    | whole[year].caveats
                    | {"derived"}
                    | mixed([part[year], whole[year]]),
                )
    return [points[year] for year in sorted(points)]


def mixed(points: Sequence[Point]) -> frozenset[str]:
    """Whether several values name more than one edition."""
    return frozenset({"edition_break"} if len({p.edition for p in points} - {""}) > 1 else ())


def quotient_sign(part: str, whole: str) -> str:
    turned = {">": "<", ">=": "<=", "<": ">", "<=": ">="}.get(whole, whole)
    bounds = {sign for sign in (part, turned) if sign in (*UPWARD, *DOWNWARD)}
    if not bounds:
        return part or turned
    if len({sign[0] for sign in bounds}) > 1:
        return BOTH_WAYS
    return min(bounds, key=len)


def baseline(row: Row, unit: str, points: Sequence[Point], year: int) -> Point | None:
    target_year = int(row["target_year"])
    if schedule(row) == "total":
        start = year_of(row, "start_year")
        return (
            Point(start - 1, ZERO, "published", confidence="published")
            if start and start - 1 <= year
            else None
        )
    stated = year_of(row, "baseline_year")
    own = stated_baseline(row, unit)
    if own is not None:
        return own if own.year <= year else None
    if stated is not None:
        found_all = [p for p in points if p.year == stated]
        return found_all[0] if found_all else None
    before_target = [p for p in points if p.year < target_year]
    start = year_of(row, "start_year")
    if start is not None:
        earlier = [p for p in before_target if p.year < start]
        if earlier:
            return earlier[-1]
        before_target = [p for p in before_target if p.year >= start]
    return before_target[0] if before_target else None


def stated_baseline(row: Row, unit: str) -> Point | None:
    """The baseline the row itself states."""
    if not row.get("baseline_value") or schedule(row) == "total":
        return None
    number, written = quantity(row["baseline_value"], unit)
    value = converted(number, written, unit)
    sign, confidence = sign_of_text(row["baseline_value"]), row.get("confidence", "")
    return Point(
        int(row["baseline_year"]), value, "published", sign, confidence,
        caveats=sureness(confidence, sign),
    )  # fmt: skip


def amount(row: Row) -> Decimal | None:
    """The stated figure: a level's in its own unit, others as a fraction, a multiple or points."""
    if not row.get("target_value"):
        return None
    number, written = quantity(row["target_value"], row["unit"])
    if kind(row) in ("growth", "change"):
        number = converted(number, written, "%") / 100
    if kind(row) == "points":
        number = converted(number, written, "%")
    fall = row.get("direction") == "decrease" and row.get("comparison", "") not in DOWNWARD
    if kind(row) in ("growth", "change", "points") and fall and number > 0:
        number = -number
    return number


def target_level(row: Row, unit: str, base: Point | None) -> Decimal | None:
    number = amount(row)
    base = base or stated_baseline(row, unit)
    if number is None:
        return None
    if kind(row) == "level":
        written = quantity(row["target_value"], row["unit"])[1]
        return converted(number, written, unit)
    if base is None:
        return None
    if kind(row) == "points":
        return base.value + number
    if base.value <= 0:
        return None
    if kind(row) == "growth":
        return base.value * (1 + number) ** (int(row["target_year"]) - base.year)
    if kind(row) == "change":
        return base.value * (1 + number)
    return base.value * number


def direction(row: Row, unit: str, target: Decimal | None, base: Point | None) -> int:
    """+1 where an increase is wanted, -1 where a decrease is."""
    if row.get("direction"):
        return 1 if row["direction"] == "increase" else -1
    if row.get("comparison") in UPWARD:
        return 1
    if row.get("comparison") in DOWNWARD:
        return -1
    base = base or stated_baseline(row, unit)
    if target is not None and base is not None:
        return -1 if target < base.value else 1
    change = amount(row) if kind(row) != "level" else None
    if change is None:
        return 1
    return -1 if change < (1 if kind(row) == "multiple" else 0) else 1


def compound_rate(start: Decimal, end: Decimal, years: int) -> Decimal | None:
    if start <= 0 or end <= 0 or years <= 0:
        return None
    return (end / start) ** (ONE / years) - 1


def milestone(
    base: Point | None,
    target: Decimal | None,
    target_year: int,
    year: int,
    line: str,
    growth: Decimal | None,
) -> Decimal | None:
    if target is None or year >= target_year:
        return target
    if base is None:
        return None if growth is None else target / (1 + growth) ** (target_year - year)
    if year <= base.year:
        return base.value if year == base.year else None
    part = Decimal(year - base.year) / (target_year - base.year)
    if line == "linear":
        return base.value + (target - base.value) * part
    if base.value <= 0 or target <= 0:
        return None
    return base.value * (target / base.value) ** part


def verdict(point: Point, target: Decimal, d: int) -> str:
    """Whether a value meets a target: ``met``, ``not``, or ``undecided`` for a bound."""
    ahead = d * (point.value - target)
    if point.sign == BOTH_WAYS:
        return "undecided"
    if point.sign not in (*UPWARD, *DOWNWARD):
        return "met" if ahead >= 0 else "not"
    if (point.sign in UPWARD) == (d > 0):  # the true value lies further the wanted way
        return "met" if ahead >= 0 else "undecided"
    if ahead < 0 or (ahead == 0 and point.sign in STRICT):
        return "not"
    return "undecided"


def nonzero(value: Decimal) -> Decimal:
    return value if value != 0 else Decimal("0.001")


def signed_rate(start: Decimal, end: Decimal, years: int) -> Decimal:
    return (end / start) ** (ONE / years) - 1


def trend(base: Point, value: Point, target: Decimal | None, target_year: int, d: int) -> str:
    """The open-sdg rule."""
    if target is not None and d * (value.value - target) >= 0:
        return "met"
    years = value.year - base.year
    if years <= 0:
        return "no_data"
    if target is not None and min(base.value, value.value, target) <= 0:
        gone = Decimal(years) / (target_year - base.year)
        return cut((value.value - base.value) / (target - base.value) / gone)
    y0 = nonzero(base.value)
    y1 = y0 if base.value == value.value else value.value  # what is zero twice has not moved
    s = -1 if y0 < 0 else 1
    if y1 / y0 < 0:
        return "no_data"
    p = s * d * signed_rate(y0, y1, years)
    if target is None:
        if p >= Decimal("0.015"):
            return "on_track"
        if p >= Decimal("0.005"):
            return "needs_acceleration"
        return "limited" if p >= 0 else "wrong_direction"
    goal = nonzero(target)
    if goal / y0 < 0 or goal == y0:
        return "no_data"
    ratio = p / abs(signed_rate(y0, goal, target_year - base.year))
    return cut(ratio)


def cut(ratio: Decimal) -> str:
    if ratio >= Decimal("0.95"):
        return "on_track"
    if ratio >= Decimal("0.60"):
        return "needs_acceleration"
    return "limited" if ratio >= 0 else "wrong_direction"


def before_target_year(
    base: Point | None, value: Point | None, target: Decimal | None, target_year: int, d: int
) -> str:
    if value is None:
        return "no_data"
    met = "not" if target is None else verdict(value, target, d)
    if met != "not":
        return met
    if is_kept(base, target, d):
        assert base is not None
        return "undecided" if is_bound(base) else "wrong_direction"
    if base is None or value.year <= base.year:
        return "no_data"
    if is_bound(base):
        judged = trend(base, value, target, target_year, d)
        return judged if judged in ("met", "no_data") else "undecided"
    if value.sign == BOTH_WAYS:
        return "undecided"
    if value.sign not in (*UPWARD, *DOWNWARD):
        return trend(base, value, target, target_year, d)
    return bounded(base, value, target, target_year, d)


def is_bound(point: Point) -> bool:
    return point.sign in (*UPWARD, *DOWNWARD, BOTH_WAYS)


def is_kept(base: Point | None, target: Decimal | None, d: int) -> bool:
    """Whether the baseline keeps the target already, so that there is no way to go."""
    return base is not None and target is not None and d * (base.value - target) >= 0


def bounded(base: Point, value: Point, target: Decimal | None, target_year: int, d: int) -> str:
    """The status if every value the bound allows has the same one."""
    away = 1 if value.sign in UPWARD else -1
    nudge = abs(value.value) * Decimal("1e-30") if value.sign in STRICT else ZERO
    near = replace(value, value=value.value + away * nudge, sign="")
    extreme = Decimal("1e9") * (abs(value.value) + abs(base.value) + 1)
    far = replace(value, value=away * extreme if away * value.value > 0 else ZERO, sign="")
    statuses = [trend(base, one, target, target_year, d) for one in (near, far)]
    if "no_data" in statuses:
        return "no_data"
    return statuses[0] if statuses[0] == statuses[1] else "undecided"


def from_target_year(
    points: Sequence[Point], target: Decimal, target_year: int, d: int
) -> tuple[str, frozenset[str]]:
    """The status, and the caveats of the value it is judged by."""
    words = {"met": "met", "not": "missed", "undecided": "undecided"}
    own = [p for p in points if p.year == target_year]
    later = [p for p in points if p.year > target_year]
    if own:
        return words[verdict(own[0], target, d)], own[0].caveats
    if later:
        return words[verdict(later[0], target, d)], later[0].caveats | {"carried"}
    earlier = [p for p in points if p.year < target_year]
    if earlier and verdict(earlier[-1], target, d) == "met":
        return "met", earlier[-1].caveats | {"carried"}
    return "no_data", NONE


def stated_year(row: Row, year: int) -> int | None:
    """The year of a baseline whose value nobody knows."""
    stated = year_of(row, "baseline_year")
    if schedule(row) == "total" or stated is None or stated > year:
        return None
    return stated


def standing(
    row: Row,
    targets: Sequence[Row],
    observations: Sequence[Row],
    year: int,
    *,
    path: str | None = None,
    growth: Decimal | None = None,
    project: bool = False,
) -> Answer:
    """Every column of `gap` and of `growth` for one target in one year, but for names and notes."""
    unit = level_unit(row, observations)
    target_year = int(row["target_year"])
    points = series(row, unit, targets, observations, year)
    base = baseline(row, unit, points, year)
    target = target_level(row, unit, base)
    d = direction(row, unit, target, base)
    line = "linear" if schedule(row) == "total" else path or row.get("path") or "compound"
    kept = schedule(row) == "by" and is_kept(base, target, d)
    of_judged = NONE

    if schedule(row) == "every-year":
        value, ahead_of, status = every_year(row, points, target, d, year)
    elif schedule(row) == "total":
        value = total(row, points, year)
        ahead_of = milestone(base, target, target_year, year, line, None)
        status = status_of_total(row, base, value, target, d, year)
    else:
        value = points[-1] if points else None
        if project and value is not None and value.year < year:
            value = projected(base, value, year)
        free = growth if year_of(row, "baseline_year") is None else None
        ahead_of = milestone(base, target, target_year, year, line, free)
        if target is None and amount(row) is not None:
            status = "no_data"
        elif target is None or year < target_year:
            status = before_target_year(base, value, target, target_year, d)
        else:
            judged = points
            if value is not None and value.basis == "projected" and points[-1].year < target_year:
                judged = [projected(base, points[-1], target_year)]
            status, of_judged = from_target_year(judged, target, target_year, d)

    answer: Answer = {
        "unit": unit,
        "year": year,
        "as_of": value.year if value else None,
        "value": value.value if value else None,
        "value_basis": value.basis if value else "",
        "baseline_year": base.year if base else stated_year(row, year),
        "baseline_value": base.value if base else None,
        "baseline_basis": base.basis.replace("baseline", "published") if base else "",
        "milestone": ahead_of,
        "milestone_gap": None,
        "target_year": target_year,
        "comparison": row.get("comparison") or (">=" if d > 0 else "<="),
        "target_value": target,
        "gap": None,
        "progress": None,
        "years_left": target_year - value.year if value and schedule(row) != "every-year" else None,
        "required_growth": None,
        "required_change": None,
        "achieved_growth": None,
        "acceleration": None,
        "status": status,
        "confidence": weakest(
            row.get("confidence", ""),
            value.confidence if value else "published",
            base.confidence if base else "published",
        ),
    }
    if kept:
        answer["milestone"] = ahead_of = None
    if value and ahead_of is not None and value.year == year:
        answer["milestone_gap"] = value.value - ahead_of
    if value and target is not None:
        answer["gap"] = target - value.value
    if schedule(row) != "every-year":
        answer |= rates(row, base, value, target, target_year, d)
    if value and value.year < target_year and is_limit(row, target, d):
        answer |= {"required_growth": None, "required_change": None, "acceleration": None}
    if kept:
        answer |= {"required_growth": None, "progress": None, "acceleration": None}
    carries = value is not None and value.year < year and schedule(row) != "total"
    breaks = schedule(row) != "every-year" and value and base and value.year > base.year
    answer["all_caveats"] = (
        (value.caveats if value else NONE)
        | (base.caveats if base else NONE)
        | of_target(row, unit, base, target)
        | (sureness(row.get("confidence", "")) if answer["required_growth"] is not None else NONE)
        | of_judged
        | ({"carried"} if carries else NONE)
        | (mixed([base, value]) if breaks and value and base else NONE)
        | ({"target_kept"} if kept else NONE)
        | reasons(row, base, value, target, status, year)
    )
    return answer


def reasons(
    row: Row,
    base: Point | None,
    value: Point | None,
    target: Decimal | None,
    status: str,
    year: int,
) -> frozenset[str]:
    """Whether a figure is empty, or a status open, for want of a value or of a baseline."""
    words = set()
    target_year, start = int(row["target_year"]), year_of(row, "start_year")
    if schedule(row) == "every-year":
        holds = (start is None or start <= year) and year <= target_year
        return frozenset({"no_value"} if value is None and holds else ())
    if schedule(row) == "total":
        return NONE
    if value is None or (status == "no_data" and year >= target_year and target is not None):
        words.add("no_value")
    if base is None:
        words.add("no_baseline")
    return frozenset(words)


def of_target(
    row: Row, unit: str, base: Point | None, target: Decimal | None, *, level: bool = True
) -> frozenset[str]:
    """The caveats of a target; of a level that is computed those of its baseline, even a later."""
    if target is None:
        return NONE
    own = sureness(row.get("confidence", ""))
    if kind(row) == "level" or not level:
        return own
    base = base or stated_baseline(row, unit)
    return own | {"derived"} | (base.caveats if base else NONE)


def is_limit(row: Row, target: Decimal | None, d: int) -> bool:
    """A total that starts at or beyond its target, which it is not to pass: a ceiling on a sum."""
    return schedule(row) == "total" and target is not None and d * target <= 0


def rates(
    row: Row,
    base: Point | None,
    value: Point | None,
    target: Decimal | None,
    target_year: int,
    d: int,
) -> Answer:
    required: Decimal | None = None
    change: Decimal | None = None
    if value and target is not None:
        left = target_year - value.year
        if d * (value.value - target) >= 0:
            required = change = ZERO
        elif left > 0:
            required = compound_rate(value.value, target, left)
            change = (target - value.value) / left
    elif target is None and kind(row) == "growth":
        required = amount(row)
    achieved: Decimal | None = None
    progress: Decimal | None = None
    if base and value and value.year > base.year:
        achieved = compound_rate(base.value, value.value, value.year - base.year)
        if target is not None and target != base.value:
            progress = (value.value - base.value) / (target - base.value)
    faster: Decimal | None = None
    if required is not None and achieved is not None and d * achieved > 0:
        faster = required / achieved
    return {
        "required_growth": required,
        "required_change": change,
        "achieved_growth": achieved,
        "progress": progress,
        "acceleration": faster,
    }


def projected(base: Point | None, value: Point, year: int) -> Point:
    if base is None or value.year <= base.year:
        return value
    if not one_edition(base, value):
        return value
    rate = compound_rate(base.value, value.value, value.year - base.year)
    if rate is None:
        return value
    grown = value.value * (1 + rate) ** (year - value.year)
    caveats = value.caveats | {"projected"}
    return replace(value, year=year, value=grown, basis="projected", caveats=caveats)


def every_year(
    row: Row, points: Sequence[Point], target: Decimal | None, d: int, year: int
) -> tuple[Point | None, Decimal | None, str]:
    start = year_of(row, "start_year")
    holds = (start is None or start <= year) and year <= int(row["target_year"])
    own = [p for p in points if p.year == year]
    value = own[0] if own else None
    if not holds or target is None:
        return value, None, "no_data"
    if value is None:
        return None, target, "no_data"
    words = {"met": "met", "not": "missed", "undecided": "undecided"}
    return value, target, words[verdict(value, target, d)]


def total(row: Row, points: Sequence[Point], year: int) -> Point | None:
    start = year_of(row, "start_year")
    last = min(year, int(row["target_year"]))
    if start is None or start > last:
        return None
    known = {p.year: p for p in points}
    parts = [known.get(y) for y in range(start, last + 1)]
    if any(p is None for p in parts):
        return None
    summed = [p for p in parts if p is not None]
    return Point(
        last,
        sum((p.value for p in summed), ZERO),
        "derived",
        sign_of_sum([p.sign for p in summed]),
        weakest(*(p.confidence for p in summed)),
        caveats=frozenset({"sum"}).union(mixed(summed), *(p.caveats for p in summed)),
    )


def sign_of_sum(signs: Sequence[str]) -> str:
    """How a sum is bound: loosely both ways if its parts are bound both ways."""
    lower, upper = (any(s in way for s in signs) for way in (UPWARD, DOWNWARD))
    strict = any(s in STRICT for s in signs)
    if lower and upper:
        return BOTH_WAYS
    if lower:
        return ">" if strict else ">="
    return ("<" if strict else "<=") if upper else ""


def status_of_total(
    row: Row, base: Point | None, value: Point | None, target: Decimal | None, d: int, year: int
) -> str:
    if value is None or target is None or base is None:
        return "no_data"
    met = verdict(value, target, d)
    over = year >= int(row["target_year"])
    limit = is_limit(row, target, d)
    if met != "not" and (over or not limit):
        return met
    if over:
        return "missed"
    if target == 0:
        return "no_data"
    time = Decimal(year - base.year) / (int(row["target_year"]) - base.year)
    used = value.value / target
    of_limit = cut(time / used) if used > 0 else "on_track"  # time gone over the share used up
    pace = of_limit if limit else cut(used / time)
    if limit and pace == "on_track" and value.sign in (DOWNWARD if d < 0 else UPWARD):
        return pace  # if the value is better than the bound, it is on track all the more
    bound = value.sign in (*UPWARD, *DOWNWARD, BOTH_WAYS)
    return "undecided" if bound and pace != "wrong_direction" else pace


def is_share_row(row: Row, observations: Sequence[Row], denominator: str) -> bool:
    if row.get("numerator") and row.get("denominator"):
        return row["denominator"] == denominator
    unit = level_unit(row, observations)
    return bool(unit) and UNITS[unit][0] == "yuan"


def one_edition(one: Point, other: Point) -> bool:
    """Whether nothing says that the two belong to different sets of accounts."""
    return one.edition == other.edition or "" in (one.edition, other.edition)


def denominator_at(
    row: Row,
    code: str,
    targets: Sequence[Row],
    observations: Sequence[Row],
    year: int,
    growth: Decimal | None,
    projection: bool,
) -> Point | None:
    """The whole in yuan."""
    known = plain_series(row, code, "元", targets, observations, year)
    if year in known:
        return known[year]
    if not known or not projection:
        return None
    last = known[max(known)]
    rate, caveats = growth, last.caveats | {"projected"}
    if rate is None:
        comparable = [p for y, p in known.items() if y < last.year and one_edition(p, last)]
        if not comparable:
            return None
        previous = max(comparable, key=lambda p: p.year)
        caveats |= previous.caveats
        rate = compound_rate(previous.value, last.value, last.year - previous.year)
        if rate is None:
            return None
    value = last.value * (1 + rate) ** (year - last.year)
    return replace(last, year=year, value=value, basis="projected", caveats=caveats)


def share(
    row: Row,
    targets: Sequence[Row],
    observations: Sequence[Row],
    year: int,
    *,
    denominator: str = "gdp",
    gdp_growth: Decimal | None = None,
    projection: bool = True,
    path: str | None = None,
    growth: Decimal | None = None,
) -> Answer:
    """The figures of `share` for one row, all currency in yuan whatever the unit column says."""
    own = standing(row, targets, observations, year, path=path, growth=growth)
    unit = str(own["unit"])
    points = {p.year: p for p in series(row, unit, targets, observations, year)}
    figure: Decimal | None
    if year in points:
        figure, basis = points[year].value, points[year].basis
    elif schedule(row) == "total":
        figure, basis = None, ""
    elif year == own["target_year"] and own["target_value"] is not None:
        figure, basis = own["target_value"], "target"  # type: ignore[assignment]
    elif own["milestone"] is not None:
        figure, basis = own["milestone"], "milestone"  # type: ignore[assignment]
    else:
        figure, basis = None, ""
    whole = denominator_at(row, denominator, targets, observations, year, gdp_growth, projection)
    answer: Answer = {
        "year": year,
        "denominator": denominator,
        "denominator_value": whole.value if whole else None,
        "denominator_basis": whole.basis if whole else "",
        "value": None,
        "value_basis": "",
        "share": None,
        "caveats": of_share(row, unit, targets, observations, year, own, basis, whole),
    }
    size = UNITS[unit][1] if unit else ONE
    if row.get("numerator"):
        if figure is not None:
            answer["share"] = figure * size
            if whole:
                answer["value"] = figure * size * whole.value
                answer["value_basis"] = "implied"
    elif figure is not None:
        answer["value"], answer["value_basis"] = figure * size, basis
        if whole and whole.value != 0:
            answer["share"] = figure * size / whole.value
    return answer


def of_share(
    row: Row,
    unit: str,
    targets: Sequence[Row],
    observations: Sequence[Row],
    year: int,
    own: Answer,
    basis: str,
    whole: Point | None,
) -> frozenset[str]:
    """The caveats of a row of `share`: of the part, of what the part comes from, of the whole."""
    points = series(row, unit, targets, observations, year)
    target = own["target_value"]
    assert target is None or isinstance(target, Decimal)
    planned = basis in ("target", "milestone")
    base = baseline(row, unit, points, year)
    caveats = of_target(row, unit, base, target, level=planned) | (whole.caveats if whole else NONE)
    d = direction(row, unit, target, base)
    if not basis and schedule(row) == "by" and is_kept(base, target, d):
        caveats |= {"target_kept"}
    on_way = basis == "milestone" and year < int(row["target_year"])
    if base and on_way and schedule(row) != "every-year":
        caveats |= base.caveats
    seen = [p for p in points if p.year == year]
    if seen:
        caveats |= seen[0].caveats
        if whole and not row.get("numerator"):
            caveats |= mixed([seen[0], whole])
    return caveats


def along(
    row: Row,
    targets: Sequence[Row],
    observations: Sequence[Row],
    year: int,
    *,
    path: str | None = None,
    growth: Decimal | None = None,
) -> Answer:
    """The figures of `path` for one row in one year."""
    own = standing(row, targets, observations, year, path=path, growth=growth)
    points = {p.year: p for p in series(row, str(own["unit"]), targets, observations, year)}
    observed = own["value"] if schedule(row) == "total" else None
    if schedule(row) != "total" and year in points:
        observed = points[year].value
    columns = ("unit", "year", "milestone", "target_year", "target_value")
    caveats = of_path(row, list(points.values()), own, year)
    return {column: own[column] for column in columns} | {"observed": observed, "caveats": caveats}


def of_path(row: Row, points: Sequence[Point], own: Answer, year: int) -> frozenset[str]:
    """The caveats of a row of `path`: of the observed value, the target and the way to it."""
    unit, target = str(own["unit"]), own["target_value"]
    assert target is None or isinstance(target, Decimal)
    base = baseline(row, unit, points, year)
    seen = [p for p in points if p.year == year]
    observed = total(row, points, year) if schedule(row) == "total" else seen[0] if seen else None
    caveats = of_target(row, unit, base, target) | (observed.caveats if observed else NONE)
    by_line, way = schedule(row) != "every-year", own["milestone"] is not None
    if base and by_line and way and year < int(row["target_year"]):
        caveats |= base.caveats
    on_way = base and observed and base.year < observed.year < int(row["target_year"])
    if base and observed and by_line and way and on_way:
        caveats |= mixed([base, observed])
    if schedule(row) == "by" and is_kept(base, target, direction(row, unit, target, base)):
        caveats |= {"target_kept"}
    return caveats


def comparable(points: Sequence[Point]) -> list[Point]:
    """Those of one edition, that of the latest that names one; one that names none goes with it."""
    named = [p.edition for p in points if p.edition]
    return [p for p in points if p.edition in ("", *named[-1:])]


def united(points: Sequence[Point]) -> frozenset[str]:
    return NONE.union(*(p.caveats for p in points))


def on_line(
    row: Row, targets: Sequence[Row], observations: Sequence[Row], year: int
) -> frozenset[str]:
    """The caveats of `growth` where a least-squares line is drawn through the values, too."""
    own = standing(row, targets, observations, year)
    points = series(row, str(own["unit"]), targets, observations, year)
    base = baseline(row, str(own["unit"]), points, year)
    caveats = own["all_caveats"]
    assert isinstance(caveats, frozenset)
    start = base.year if base else stated_year(row, year)
    if start is None or schedule(row) != "by":
        return caveats
    return caveats | united(comparable([p for p in points if p.year >= start]))


def of_status(
    row: Row, targets: Sequence[Row], observations: Sequence[Row], year: int, method: str
) -> Answer:
    """The caveats of `status`: of the two ends that a method compares, the target, the window."""
    unit = level_unit(row, observations)
    points = series(row, unit, targets, observations, year)
    stated = baseline(row, unit, points, year)
    base = stated or (points[0] if points else None)
    summed = schedule(row) == "total"
    value = total(row, points, year) if summed else points[-1] if points else None
    caveats = of_target(row, unit, stated, target_level(row, unit, stated))
    caveats |= united([p for p in (base, value) if p])
    if value and not summed and value.year < year:
        caveats |= {"carried"}
    if base and value and not summed and value.year > base.year:
        caveats |= mixed([base, value])
    if method in ("destatis", "acceleration", "all") and value and not summed:
        caveats |= united([p for p in comparable(points) if p.year >= value.year - 5])
    return {"as_of": value.year if value else None, "rests_on": caveats}


def of_forecast(row: Row, targets: Sequence[Row], observations: Sequence[Row], year: int) -> Answer:
    """The caveats of `forecast`: of the target, of the values it uses, of those it leaves out."""
    unit = level_unit(row, observations)
    points = series(row, unit, targets, observations, year)
    base = baseline(row, unit, points, year)
    points = points if schedule(row) == "by" else []
    firm = [p for p in points if not is_bound(p)]
    used = comparable(firm)
    caveats = of_target(row, unit, base, target_level(row, unit, base)) | united(used)
    if len(firm) < len(points):
        caveats |= {"bound"}
    if len(used) < len(firm):
        caveats |= {"edition_break"}
    return {"observations": Decimal(len(used)), "rests_on": caveats}
