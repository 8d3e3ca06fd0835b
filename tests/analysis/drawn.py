"""Small tables drawn at random, as rows of text."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

Rows = list[dict[str, str]]

YEARS = range(2016, 2029)
ENTITIES, PLANS = ("A", "B"), ("p", "q")
CURRENCY = {"亿元": Decimal(1), "万亿元": Decimal("1e-4"), "万元": Decimal("1e4")}
COUNTS = {"个": Decimal(1), "万个": Decimal("1e-4")}
RATIOS = {"%": Decimal(1), "‰": Decimal(10)}
ITEMS = {"项": Decimal(1)}
UNITS = {
    "x": CURRENCY,
    "gdp": CURRENCY,
    "n": COUNTS,
    "s": RATIOS,
    "r": RATIOS,
    "k": ITEMS,
}
COMPARISONS = ("", "", "", ">", ">=", "=", "~", "<", "<=")


def text(number: Decimal) -> str:
    return f"{number.normalize():f}"


@st.composite
def figures(draw: st.DrawFn, indicator: str, signed: bool = False) -> tuple[str, str]:
    """A figure from a small pool, so that equal ones are common, in one of its units."""
    if indicator == "gdp":
        number = Decimal(draw(st.integers(50, 200)))
    elif signed:
        number = Decimal(draw(st.integers(-12, 12)))
    else:
        number = Decimal(draw(st.integers(1, 40)))
        if draw(st.booleans()):
            number = number / 10
    unit = draw(st.sampled_from(sorted(UNITS[indicator])))
    return text(number * UNITS[indicator][unit]), unit


@st.composite
def observations(draw: st.DrawFn, signed: bool = False, bounds: bool = True) -> Rows:
    rows: Rows = []
    for entity in ENTITIES:
        for indicator in UNITS:
            years = draw(st.sets(st.integers(2016, 2028), max_size=6))
            for year in sorted(years):
                versions = draw(
                    st.lists(
                        st.tuples(
                            st.sampled_from(("", "census-2013", "census-2018", "census-2023")),
                            st.sampled_from(("preliminary", "revised")),
                            st.sampled_from(("yes", "no")),
                        ),
                        min_size=1,
                        max_size=2 if draw(st.integers(0, 3)) == 0 else 1,
                        unique=True,
                    )
                )
                one_edition = draw(st.booleans())
                seen = set()
                for edition, vintage, rounded in versions:
                    edition = "" if one_edition else edition
                    if (edition, vintage, rounded) in seen:
                        continue
                    seen.add((edition, vintage, rounded))
                    value, unit = draw(figures(indicator, signed and indicator in "xnr"))
                    rows.append(
                        {
                            "entity": entity,
                            "indicator": indicator,
                            "year": str(year),
                            "value": value,
                            "unit": unit,
                            "edition": edition,
                            "vintage": vintage,
                            "rounded": rounded,
                            "comparison": draw(
                                st.sampled_from(
                                    ("",) * 12
                                    + ((">", ">=", "<", "<=", "~", "=") if bounds else ())
                                )
                            ),
                            "confidence": draw(
                                st.sampled_from(("published", "published", "secondary", "assumed"))
                            ),
                        }
                    )
    return rows


@st.composite
def targets(draw: st.DrawFn, signed: bool = False) -> Rows:
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for _ in range(draw(st.integers(1, 5))):
        row = draw(target(signed))
        series = ("plan", "entity", "indicator")
        for other in rows.values():
            if all(other[c] == row[c] for c in series):
                row |= {c: other[c] for c in ("baseline_year", "baseline_value")}
        if row["baseline_year"] < row["target_year"]:
            rows.setdefault(tuple(row[c] for c in (*series, "target_year")), row)
    return list(rows.values())


@st.composite
def target(draw: st.DrawFn, signed: bool = False) -> dict[str, str]:
    indicator = draw(st.sampled_from(sorted(UNITS)))
    signed = signed and indicator in "xnr"
    target_year = draw(st.integers(2020, 2026))
    value, unit = draw(figures(indicator, signed))
    schedule = draw(st.sampled_from(("", "", "", "by", "every-year", "total")))
    kind = "level"
    if schedule in ("", "by"):
        kinds = ["", "", "level", "growth", "change", "multiple"]
        if UNITS[indicator] is RATIOS:
            kinds.append("points")
        kind = draw(st.sampled_from(kinds))
    row = {
        "plan": draw(st.sampled_from(PLANS)),
        "entity": draw(st.sampled_from(ENTITIES)),
        "indicator": indicator,
        "target_year": str(target_year),
        "target_value": value,
        "unit": unit,
        "target_kind": kind,
        "schedule": schedule,
        "comparison": draw(st.sampled_from(COMPARISONS)),
        "direction": draw(st.sampled_from(("", "", "", "increase", "decrease"))),
        "path": draw(st.sampled_from(("", "", "compound", "linear"))),
        "start_year": draw(st.sampled_from(("", *(str(y) for y in range(2017, target_year))))),
        "baseline_year": "",
        "baseline_value": "",
        "numerator": "x" if indicator == "s" else "",
        "denominator": "gdp" if indicator == "s" else "",
        "confidence": draw(st.sampled_from(("published", "secondary", "assumed"))),
    }
    if draw(st.booleans()):
        row["baseline_year"] = str(draw(st.integers(2016, target_year - 1)))
        if draw(st.integers(0, 4)):
            base, base_unit = draw(figures(indicator, signed))
            sign = draw(st.sampled_from(("", "", "", "", "约", ">")))
            row["baseline_value"] = sign + base + base_unit
    if kind in ("growth", "change"):
        row["target_value"] = f"{draw(st.integers(-30, 60))}%"
    elif kind == "multiple":
        row["target_value"] = f"{draw(st.sampled_from(('0.5', '1', '1.5', '2', '3')))}"
    elif kind == "points":
        row["target_value"] = f"{draw(st.sampled_from(('-2', '0.7', '1.5', '5')))}%"
    elif schedule in ("", "by") and row["direction"] and draw(st.integers(0, 5)) == 0:
        row["target_value"] = ""
    return row
