"""Every check of an audit, every verdict, by arithmetic that a reader can do by hand."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nbde
from nbde.analysis.audit.figures import figure_text, half_unit
from nbde.analysis.selection import select
from nbde.formats import TEXTS, Style, render
from nbde.messages import every_message
from nbde.schema import CHECKS, OUTPUTS, VERDICTS
from nbde.tables.bundled import path

from . import drawn

Row = dict[str, Any]
TARGET = {"plan": "p", "entity": "A", "target_year": 2026, "unit": "亿元"}
SEEN = {"entity": "A", "unit": "亿元"}
BUNDLED = nbde.read_targets(path("targets.csv")), nbde.read_observations(path("observations.csv"))
PROMISED = "plan entity check indicator year stated computed difference verdict note"


def target(indicator: str, value: Any, **columns: Any) -> Row:
    return TARGET | {"indicator": indicator, "target_value": value} | columns


def seen(indicator: str, year: int, value: Any, **columns: Any) -> Row:
    return SEEN | {"indicator": indicator, "year": year, "value": value} | columns


def audit(
    targets: Sequence[Row], observations: Sequence[Row] = (), **options: Any
) -> list[dict[str, Any]]:
    wanted = nbde.read_targets(pd.DataFrame(list(targets)))
    empty = pd.DataFrame(columns=[*SEEN, "indicator", "year", "value"])
    known = nbde.read_observations(pd.DataFrame(list(observations)) if observations else empty)
    found = nbde.audit(wanted, known, **({"year": 2026} | options))
    assert tuple(found.columns) == OUTPUTS["audit"]
    return [{str(name): cell for name, cell in row.items()} for row in found.to_dict("records")]


def only(rows: list[dict[str, Any]], check: str) -> dict[str, Any]:
    (row,) = (row for row in rows if row["check"] == check)
    return row


def figures(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["stated"], row["computed"], row["difference"], row["verdict"]


def test_the_promised_columns_come_first() -> None:
    assert " ".join(OUTPUTS["audit"][:10]) == PROMISED


# A figure is known to half a unit of its last digit. Zeros at the end of a whole number are digits
# up to the second; a single digit of a multiple is read with one decimal.
@pytest.mark.parametrize(
    ("figure", "unit", "half"),
    [
        (35700, "亿元", 50),
        (5000, "亿元", 50),
        (675.99, "亿元", 0.005),
        (12408.7, "亿元", 0.05),
        (10000, "家", 500),
        (120, "家", 5),
        (10, "%", 0.5),
        (7, "%", 0.5),
        (5.6, "%", 0.05),
        (0.3, "亿元", 0.05),
        (7, "万亿元", 0.05),
        (70000, "亿元", 500),
        (8, "trillion yuan", 0.05),
        (7, "百分点", 0.5),
    ],
)
def test_half_a_unit_of_the_last_digit(figure: float, unit: str, half: float) -> None:
    assert half_unit(figure, unit) == half
    assert half_unit(-figure, unit) == half


@given(
    digits=st.integers(1, 99999),
    units=st.sampled_from([("亿元", 1, "万亿元", 10000), ("个", 1, "万个", 10000)]),
)
def test_a_whole_amount_is_known_as_well_in_a_larger_multiple(
    digits: int, units: tuple[str, float, str, float]
) -> None:
    small, _, large, ratio = units
    whole = digits * ratio
    assert half_unit(digits, large) * ratio == pytest.approx(half_unit(whole, small), rel=1e-12)


@pytest.mark.parametrize(
    "cell", [("7万亿元", ""), ("7万亿元", "亿元"), ("7", "万亿元"), (70000, "亿元")]
)
def test_an_amount_is_known_alike_however_it_is_written(cell: tuple[Any, str]) -> None:
    # 70000 ± 500 over 7.26 % of 1000000 亿元: 69500 to 70500 is 6.95 to 7.05 %
    for stated, verdict in ((7.1, "differs"), (7.04, "rounding")):
        top = {"value": cell[0], "unit": cell[1]}
        assert shared(stated, top, {"value": 1000001})["verdict"] == verdict


def test_figures_printed_to_one_place_and_a_unit_apart_are_two_figures() -> None:
    (row,) = editions(OLD | {"value": 13100}, NEW | {"value": 13200})
    assert row["verdict"] == "break"  # 13150 is rounded to one of them, not to both


def of_two(whole: Any, **columns: Any) -> dict[str, Any]:
    parts = [target("a", 7000, part_of="w"), target("b", 4000, part_of="w")]
    return only(audit([target("w", whole, **columns), *parts]), "parts")


@pytest.mark.parametrize(
    ("whole", "verdict", "said"),
    [
        (">10000", "exceeds", "1000 more than the floor of 10000, which a floor allows"),
        (">=10000", "exceeds", "1000 more than the floor of 10000, which a floor allows"),
        ("10000", "exceeds", "1000 more than the floor of 10000, which a floor allows"),
        ("=10000", "exceeds", "1000 more than the 10000 to be reached, which may be passed"),
        (">11000", "ok", "the 2 parts add up to 11000 亿元, as much as the whole"),
        (">12000", "differs", "1000 less than the whole of 12000"),
        ("<=10000", "differs", "1000 more than the ceiling of 10000"),
        ("<=12000", "ok", "1000 less than the ceiling of 12000, which a ceiling allows"),
        ("~10000", "differs", "against a whole of about 10000"),  # 9500 to 10500
        ("~10800", "differs", "against a whole of about 10800"),  # 10750 to 10850
    ],
)
def test_parts(whole: str, verdict: str, said: str) -> None:
    row = of_two(whole)
    stated = float(re.sub(r"\D", "", whole))
    assert figures(row) == (stated, 11000, 11000 - stated, verdict)
    assert row["note"].startswith("the 2 parts add up to 11000 亿元")
    assert said in row["note"]
    assert (row["plan"], row["indicator"], row["year"], row["unit"]) == ("p", "w", 2026, "亿元")


def test_a_whole_of_about_so_much_has_the_room_of_its_rounding() -> None:
    parts = [target("a", 7000, part_of="w"), target("b", 3400, part_of="w")]
    row = only(audit([target("w", "~10000"), *parts]), "parts")
    assert figures(row) == (10000, 10400, 400, "rounding")  # 9500 to 10500


def test_parts_are_added_in_the_unit_of_the_whole() -> None:
    row = of_two(1.1, unit="万亿元")
    assert figures(row) == (1.1, 1.1, 0, "ok")
    tenths = [target(c, v, part_of="w", unit="%") for c, v in (("a", 0.1), ("b", 0.2))]
    assert figures(only(audit([target("w", 0.3, unit="%"), *tenths]), "parts")) == (
        0.3, 0.3, 0, "ok",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([{}], "only one part, a, has a target"),
        (
            [{}, {"target_kind": "growth", "target_value": "5%", "unit": "亿元"}],
            "no level is known",
        ),
        ([{}, {"unit": "个"}], "b is given in 个"),
        ([{}, {"schedule": "every-year"}], "b is set on another schedule"),
    ],
)
def test_parts_that_cannot_be_added(parts: list[Row], said: str) -> None:
    rows = [target(c, 50, part_of="w", **own) if not own.get("target_value") else
            TARGET | {"indicator": c, "part_of": "w"} | own
            for c, own in zip("ab", parts, strict=False)]  # fmt: skip
    row = only(audit([target("w", 100), *rows]), "parts")
    assert row["verdict"] == "cannot be checked"
    assert math.isnan(row["computed"])
    assert said in row["note"]


def test_parts_of_other_plans_places_and_years_are_no_parts() -> None:
    strangers = [
        target("a", 5, part_of="w", plan="q"),
        target("b", 5, part_of="w", entity="B"),
        target("c", 5, part_of="w", target_year=2025),
    ]
    assert not [row for row in audit([target("w", 10), *strangers]) if row["check"] == "parts"]


SHARE = {"unit": "%", "numerator": "x", "denominator": "gdp"}


def shared(stated: Any, top: Row, base: Row, **columns: Any) -> dict[str, Any]:
    """A share observed in 2019, beside a target that names its parts."""
    rows = [seen("s", 2019, stated, unit="%"), seen("x", 2019, **top), seen("gdp", 2019, **base)]
    return only(audit([target("s", 9, **SHARE | columns)], rows), "share")


def test_a_share_within_the_rounding_of_what_is_printed() -> None:
    row = shared(5.6, {"value": 675.99}, {"value": 11985.1})
    # 675.99 / 11985.1 = 0.0564025...; 5.6 stands for 5.55 to 5.65
    assert row["computed"] == pytest.approx(5.64025, abs=5e-6)
    assert row["difference"] == pytest.approx(0.04025, abs=5e-6)
    assert (row["verdict"], row["plan"], row["year"], row["unit"]) == ("rounding", "", 2019, "%")
    assert row["note"] == (
        "675.99 亿元 over 11985.1 亿元 is 5.64 %, which agrees with the stated 5.6 % "
        "within rounding"
    )


@pytest.mark.parametrize(
    ("stated", "top", "base", "verdict"),
    [
        (12.5, {"value": 125}, {"value": 1000}, "ok"),
        (5.7, {"value": 675.99}, {"value": 11985.1}, "differs"),  # 5.64 is not 5.65 to 5.75
        # 1119 over 15700 is 7.127; 7.2 stands for 7.15 to 7.25, and 15700, in hundreds, for 15650
        # to 15750: up to 1119.5 / 15650 = 7.153. To the unit, 15701 leaves 7.131 at the most.
        (7.2, {"value": 1119}, {"value": 15700, "rounded": "yes"}, "rounding"),
        (7.2, {"value": 1119}, {"value": 15700}, "rounding"),
        (7.2, {"value": 1119}, {"value": 15701}, "differs"),
        (12.5, {"value": "0.0125万亿元"}, {"value": 1000}, "ok"),
        (12.5, {"value": 125}, {"value": 1000, "edition": "census-2018"}, "ok"),
    ],
)  # fmt: skip
def test_shares(stated: float, top: Row, base: Row, verdict: str) -> None:
    assert shared(stated, top, base)["verdict"] == verdict


@pytest.mark.parametrize(
    ("top", "base", "said"),
    [
        ({"value": ">125"}, {"value": 1000}, "x of 2019 is known only as a bound"),
        ({"value": 125, "unit": "个"}, {"value": 1000}, "x is given in 个"),
        ({"value": 125}, {"value": 0}, "GDP of 2019 is zero"),
        (
            {"value": 125, "edition": "census-2018"},
            {"value": 1000, "edition": "census-2023"},
            "belong to two editions of the accounts (census-2018, census-2023)",
        ),
    ],
)
def test_shares_that_cannot_be_checked(top: Row, base: Row, said: str) -> None:
    row = shared(12.5, top, base)
    assert figures(row)[3] == "cannot be checked"
    assert math.isnan(row["computed"])
    assert said in row["note"]


def test_a_share_is_divided_within_one_edition() -> None:
    rows = [
        seen("s", 2019, 10, unit="%"),
        seen("x", 2019, 100, edition="census-2018"),
        seen("gdp", 2019, 1000, edition="census-2018"),
        seen("gdp", 2019, 1100, edition="census-2023"),
    ]
    row = only(audit([target("s", 15, **SHARE)], rows), "share")
    assert figures(row) == (10, 10, 0, "ok")


def test_a_share_may_rest_on_an_older_edition_unless_it_names_its_own() -> None:
    rows = [
        seen("x", 2019, 100, edition="census-2018"),
        seen("x", 2019, 150, edition="census-2023"),
        seen("gdp", 2019, 1000, edition="census-2018"),
        seen("gdp", 2019, 1200, edition="census-2023"),
    ]
    for edition, computed, verdict in (
        ("", 10, "ok"),
        ("census-2018", 10, "ok"),
        ("census-2023", 12.5, "differs"),  # 10 is 9.5 to 10.5, and at least 145 / 1250 is 11.6
    ):
        stated = seen("s", 2019, 10, unit="%", edition=edition)
        row = only(audit([target("s", 15, **SHARE)], [*rows, stated]), "share")
        assert (row["computed"], row["verdict"]) == (computed, verdict)


def test_a_firm_figure_comes_before_a_bound() -> None:
    rows = [
        seen("s", 2019, 12.5, unit="%"),
        seen("x", 2019, 125, edition="census-2018"),
        seen("x", 2019, ">120", edition="census-2023"),
        seen("gdp", 2019, 1000),
    ]
    assert only(audit([target("s", 15, **SHARE)], rows), "share")["verdict"] == "ok"


def test_a_share_without_its_parts() -> None:
    row = only(audit([target("s", 9, **SHARE)], [seen("s", 2019, 5, unit="%")]), "share")
    assert row["verdict"] == "cannot be checked"
    assert (
        row["note"] == "no value of x is published for 2019; no value of GDP is published for 2019"
    )


def test_a_share_that_is_set_against_levels_that_are_set() -> None:
    plan = [target("s", 12, **SHARE), target("x", 120), target("gdp", 1000)]
    row = only(audit(plan), "share")
    assert (row["plan"], row["year"], *figures(row)) == ("p", 2026, 12, 12, 0, "ok")
    plan[0]["target_value"] = 14
    assert figures(only(audit(plan), "share")) == (14, 12, -2, "differs")


def test_a_baseline_share_against_baselines() -> None:
    since = {"baseline_year": 2020}
    plan = [
        target("s", 20, **SHARE, **since, baseline_value=10),
        target("x", 300, **since, baseline_value=120),
    ]
    row = only(audit(plan, [seen("gdp", 2020, 1000)]), "share")
    assert (row["plan"], row["year"]) == ("p", 2020)
    # 10 is 9.5 to 10.5; 120 over 1000, both known to two digits, at least 115 / 1050 = 10.95
    assert figures(row) == (10, 12, 2, "differs")


@pytest.mark.parametrize(
    ("top", "said"),
    [
        ({"value": "约125"}, "some of the values used are approximate"),
        ({"value": 125, "confidence": "secondary"}, "some of the values used are second hand"),
        ({"value": 125, "vintage": "preliminary"}, "some of the values used are preliminary"),
        ({"value": 125}, ""),
    ],
)
def test_a_finding_says_what_its_figures_rest_on(top: Row, said: str) -> None:
    row = shared(12.5, top, {"value": 1000})
    assert row["verdict"] == "ok"
    assert row["note"].partition("; ")[2] == said


def test_a_multiple_of_a_baseline_that_is_not_firm() -> None:
    row = claimed(2, 80, baseline_year=2021, baseline_value="约40", confidence="secondary")
    assert (row["verdict"], row["note"].partition("; ")[2]) == (
        "ok", "the baseline is approximate; the target and the baseline are second hand",
    )  # fmt: skip
    row = claimed(2, 80, baseline_year=2021, baseline_value=">40")
    assert (row["verdict"], row["note"]) == (
        "cannot be checked", "x of 2021 is known only as a bound",
    )  # fmt: skip


def claimed(multiple: float, value: Any, **columns: Any) -> dict[str, Any]:
    return only(audit([target("x", value, claimed_multiple=multiple, **columns)]), "multiple")


@pytest.mark.parametrize(
    ("multiple", "value", "base", "computed", "verdict"),
    [
        # 70000 is 69500 to 70500 and 35700 is 35650 to 35750: at most 70500 / 35650 = 1.978
        (2, ">70000", 35700, 1.9608, "differs"),
        (3, 25, 10, 2.5, "differs"),  # at most 25.5 / 9.5 = 2.684
        (2, 80, 40, 2, "ok"),
        (2, 81, 41, 1.9756, "rounding"),  # up to 81.5 / 40.5 = 2.012
        (2, 83, 43, 1.9302, "differs"),  # up to 83.5 / 42.5 = 1.965
        (2, 100, 40, 2.5, "differs"),  # at least 95 / 40.5 = 2.35
        (0.5, 21, 40, 0.525, "differs"),  # at least 20.5 / 40.5 = 0.506
        (0.5, 20.2, 40, 0.505, "rounding"),
    ],
)
def test_multiples(multiple: float, value: Any, base: float, computed: float, verdict: str) -> None:
    row = claimed(multiple, value, baseline_year=2021, baseline_value=base)
    assert row["computed"] == pytest.approx(computed, abs=5e-5)
    assert row["difference"] == pytest.approx(computed - multiple, abs=5e-5)
    assert (row["stated"], row["verdict"], row["unit"]) == (multiple, verdict, "倍")


def test_how_far_a_target_is_from_the_multiple_claimed() -> None:
    row = claimed(2, ">70000", baseline_year=2021, baseline_value=35700)
    assert row["note"] == (
        "70000 over the plan's own 35700 亿元 of 2021 is 1.96 times, 0.04 less than the claimed 2"
    )
    row = claimed(3, 25, baseline_year=2021, baseline_value=10)
    assert row["note"].endswith("is 2.5 times, 0.5 less than the claimed 3")
    row = claimed(2, 100, baseline_year=2021, baseline_value=40)
    assert row["note"].endswith("is 2.5 times, 0.5 more than the claimed 2")


def test_a_multiple_is_never_measured_from_another_year_s_value() -> None:
    rows = audit([target("x", 80, claimed_multiple=2, start_year=2022)], [seen("x", 2021, 40)])
    row = only(rows, "multiple")
    assert row["verdict"] == "cannot be checked"
    assert math.isnan(row["computed"])
    assert row["note"] == (
        "the plan claims 2 times and publishes no baseline of its own to measure it from"
    )


def test_multiples_without_a_quotient() -> None:
    assert "is zero" in claimed(2, 80, baseline_year=2021, baseline_value=0)["note"]
    unknown = claimed(2, "5%", target_kind="growth")
    assert (unknown["verdict"], "no level is known" in unknown["note"]) == (
        "cannot be checked", True,
    )  # fmt: skip


def grown(rate: Any, levels: Sequence[Row], code: str = "g", **columns: Any) -> dict[str, Any]:
    rate_row = seen(code, 2021, rate, unit="%", growth_of="x", **columns)
    return only(audit([target("x", 900)], [rate_row, *levels]), "growth")


LEVELS = [seen("x", 2020, 202), seen("x", 2021, 215.13)]  # 6.5 % more


@pytest.mark.parametrize(
    ("rate", "verdict"),
    [
        (6.5, "ok"),
        (7, "rounding"),  # 6.5 to 7.5
        (6.2, "rounding"),  # 6.15 to 6.25, the levels leave 215.125 / 202.5 = 6.23 to 6.77
        (6.1, "differs"),
        (6.9, "differs"),
        (5, "differs"),
    ],
)
def test_growth_at_current_prices(rate: float, verdict: str) -> None:
    row = grown(rate, LEVELS)
    assert row["computed"] == pytest.approx(6.5, rel=1e-12)
    assert (row["stated"], row["verdict"], row["indicator"]) == (rate, verdict, "g")


@pytest.mark.parametrize(
    ("code", "columns"),
    [
        ("x_real_growth", {}),
        ("g", {"name_zh": "增速（可比价）"}),
        ("g", {"name_en": "growth at constant prices"}),
    ],
)
def test_growth_at_constant_prices_is_kept_apart(code: str, columns: Row) -> None:
    row = grown(4.1, LEVELS, code, **columns)
    assert row["verdict"] == "cannot be checked"
    assert math.isnan(row["computed"])
    assert "4.1 % is growth at constant prices" in row["note"]
    assert "grew by 6.5 % from 2020 to 2021" in row["note"]


def test_constant_prices_against_constant_prices() -> None:
    levels = [row | {"name_zh": "不变价"} for row in LEVELS]
    assert grown(6.5, levels, "x_real_growth")["verdict"] == "ok"
    assert "is growth at current prices" in grown(6.5, levels)["note"]


def test_prices_do_not_matter_to_what_is_counted() -> None:
    rows = [seen("n_real", 2021, 50, unit="%", growth_of="x"),
            seen("x", 2020, 20, unit="个"), seen("x", 2021, 30, unit="个")]  # fmt: skip
    assert only(audit([target("x", 99, unit="个")], rows), "growth")["verdict"] == "ok"


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ([seen("x", 2021, 213)], "no value of x is published for 2020"),
        ([seen("x", 2020, 0), seen("x", 2021, 213)], "x of 2020 is zero"),
        ([seen("x", 2020, ">200"), seen("x", 2021, 213)], "x of 2020 is known only as a bound"),
        (
            [seen("x", 2020, 200, edition="a"), seen("x", 2021, 213, edition="b")],
            "belong to different editions",
        ),
    ],
)
def test_growth_that_cannot_be_checked(levels: Sequence[Row], said: str) -> None:
    row = grown(6.5, levels)
    assert row["verdict"] == "cannot be checked"
    assert said in row["note"]


def test_growth_is_that_of_one_edition_even_where_a_newer_one_is_known() -> None:
    old = [row | {"edition": "census-2018"} for row in LEVELS]
    new = seen("x", 2021, 250, edition="census-2023")
    assert grown(6.5, [*old, new])["verdict"] == "ok"


def test_a_rate_that_is_a_bound() -> None:
    assert "g of 2021 is known only as a bound" in grown(">6", LEVELS)["note"]


@pytest.mark.parametrize(
    ("first", "second", "columns", "verdict"),
    [
        (10, 12, {}, "ok"),
        (10, 10, {}, "ok"),
        (12, 10, {}, "weaker"),
        (10, 12, {"direction": "decrease"}, "weaker"),
        (12, 10, {"direction": "decrease"}, "ok"),
    ],
)
def test_ambition(first: float, second: float, columns: Row, verdict: str) -> None:
    rows = [target("x", first, target_year=2024, **columns), target("x", second, **columns)]
    row = only(audit(rows), "ambition")
    assert figures(row) == (first, second, second - first, verdict)
    assert row["year"] == 2026


def test_ambition_looks_at_other_plans_only_where_the_plan_has_no_earlier_target() -> None:
    rows = [
        target("x", 12, plan="old", target_year=2024),
        target("x", 15, plan="older", target_year=2024),
        target("x", 10, plan="older", target_year=2022),
        target("x", 14),
    ]
    row = next(row for row in audit(rows) if row["check"] == "ambition" and row["plan"] == "p")
    # of the latest year before, the most ambitious
    assert figures(row) == (15, 14, -1, "weaker")
    assert row["note"] == "14 亿元 for 2026 is less ambitious than 15 for 2024 in older"
    rows.append(target("x", 9, target_year=2023))
    row = next(row for row in audit(rows) if row["check"] == "ambition" and row["year"] == 2026)
    assert figures(row) == (9, 14, 5, "ok")


def test_a_target_that_comes_again_a_year_later() -> None:
    rows = [target("x", 15, plan="old", target_year=2025), target("x", 15)]
    row = only(audit(rows), "ambition")
    assert (row["verdict"], row["note"]) == ("ok", "15 亿元 for 2026 is what old set for 2025")


def test_ambition_of_what_has_no_level() -> None:
    growth = {"target_kind": "growth", "unit": "%"}
    rows = [target("x", 5, target_year=2024, **growth), target("x", 6, **growth)]
    assert only(audit(rows), "ambition")["verdict"] == "cannot be checked"


def test_what_is_not_comparable_is_not_compared() -> None:
    rows = [
        target("x", 15, target_year=2024, schedule="every-year"),
        target("x", 14),
        target("t", 9, target_year=2024, schedule="total", start_year=2020),
        target("t", 8, schedule="total", start_year=2025),
        target("d", "", target_year=2024, direction="increase"),
        target("d", 8),
    ]
    assert not [row for row in audit(rows) if row["check"] == "ambition"]


THREE = [target("s", v, plan=p, unit="%") for p, v in (("p", 11), ("q", "9%"), ("r", ">15%"))]


def test_three_documents_and_three_figures() -> None:
    rows = [row for row in audit(THREE) if row["check"] == "plans_agree"]
    assert [(row["plan"], *figures(row)) for row in rows] == [
        ("p", 11, 9, -2, "differs"),
        ("p", 11, 15, 4, "differs"),
        ("q", 9, 15, 6, "differs"),
    ]
    assert rows[1]["note"] == "for 2026 p sets 11 % and r >15 %, 4 percentage points apart"


def test_a_chosen_plan_is_held_against_those_not_chosen() -> None:
    whole = nbde.read_targets(pd.DataFrame(THREE))
    empty = nbde.read_observations(pd.DataFrame(columns=[*SEEN, "indicator", "year", "value"]))
    found = nbde.audit(select(whole, plans=["r"]), empty, among=whole, year=2026)
    assert found[["plan", "stated", "computed"]].to_numpy().tolist() == [
        ["r", 15, 11],
        ["r", 15, 9],
    ]
    alone = nbde.audit(select(whole, plans=["r"]), empty, year=2026)
    assert alone.empty


@pytest.mark.parametrize(
    ("other", "verdict"),
    [
        ({"target_value": "0.0011万亿元"}, "ok"),
        ({"target_value": "11.1"}, "differs"),
        ({"target_kind": "growth", "target_value": "11%"}, None),
        ({"schedule": "every-year"}, None),
        ({"entity": "B"}, None),
        ({"target_year": 2027}, None),
    ],
)
def test_the_same_target_is_of_one_kind_schedule_place_and_year(
    other: Row, verdict: str | None
) -> None:
    rows = audit([target("x", 11), target("x", 11, plan="q") | other])
    assert [r["verdict"] for r in rows if r["check"] == "plans_agree"] == [verdict] * bool(verdict)


def halfway(interim: Any, asked: str | None = None, **columns: Any) -> dict[str, Any]:
    """From 100 in 2020 to 400 in 2024: in 2022 the compound path is at 200, the linear at 250."""
    since: Row = {"baseline_year": 2020, "baseline_value": 100} | columns
    rows = [
        target("x", interim, target_year=2022, **since),
        target("x", 400, target_year=2024, **since),
    ]
    return only(audit(rows, path=asked), "interim")


@pytest.mark.parametrize(
    ("interim", "columns", "computed", "said"),
    [
        (200, {}, 200, "200 亿元 lies on the compound path from 100 in 2020 to 400 in 2024"),
        (210, {}, 200, "210 亿元 lies 10 亿元 above the 200 of the compound path"),
        (190, {}, 200, "190 亿元 lies 10 亿元 below the 200 of the compound path"),
        (100, {}, 200, "100 亿元 below"),  # no more than there was, and no less
        (400, {}, 200, "200 亿元 above"),  # as much as is asked for later
        (250, {"path": "linear"}, 250, "on the linear path"),
        (250, {"asked": "linear"}, 250, "on the linear path"),
        (150, {"baseline_value": 0}, 200, "150 亿元 lies 50 亿元 below the 200 of the linear path"),
    ],
)
def test_an_interim_target_need_not_lie_on_the_path(
    interim: float, columns: Row, computed: float, said: str
) -> None:
    row = halfway(interim, **columns)
    assert row["computed"] == pytest.approx(computed, rel=1e-12)
    assert (row["year"], row["stated"], row["verdict"]) == (2022, interim, "ok")
    assert row["difference"] == pytest.approx(computed - interim, abs=1e-9)
    assert said in row["note"]


@pytest.mark.parametrize(
    ("interim", "base", "verdict", "said"),
    [
        (101, 100, "ok", "of the compound path from 100 in 2020"),
        (99, 99.7, "weaker", "asks for less than the 99.7 of 2020, from which the plan starts"),
        (99, 99.4, "rounding", "is the 99.4 of 2020, from which the plan starts, within the round"),
        (401, 100, "weaker", "asks for more than the 400 of 2024"),  # both are set: no rounding
        (400, 100, "ok", "of the compound path from 100 in 2020"),
    ],
)
def test_an_interim_target_between_baseline_and_target(
    interim: float, base: float, verdict: str, said: str
) -> None:
    row = halfway(interim, baseline_value=base)  # 99 stands for 98.5 to 99.5
    assert row["verdict"] == verdict
    assert said in row["note"]


@pytest.mark.parametrize(
    ("interim", "verdict"), [(36, "ok"), (41, "weaker"), (29, "weaker"), (40, "ok"), (30, "ok")]
)
def test_an_interim_target_on_the_way_down(interim: float, verdict: str) -> None:
    since = {"baseline_year": 2020, "baseline_value": 40, "direction": "decrease"}
    rows = [
        target("x", interim, target_year=2022, **since),
        target("x", 30, target_year=2024, **since),
    ]
    assert only(audit(rows), "interim")["verdict"] == verdict


def test_no_path_leads_to_a_ceiling_that_the_baseline_keeps() -> None:
    since = {"baseline_year": 2020, "baseline_value": 4, "unit": "%"}
    rows = [
        target("x", "<5.5", target_year=2022, **since),
        target("x", "<5", target_year=2024, **since),
    ]
    row = only(audit(rows), "interim")
    assert (row["verdict"], math.isnan(row["computed"])) == ("cannot be checked", True)
    assert row["note"].startswith("the 4 of 2020 is within the target of 5 for 2024 already")


def test_interim_without_a_path() -> None:
    rows = audit([target("x", 30, target_year=2022), target("x", 80)])
    row = only(rows, "interim")
    assert (row["verdict"], math.isnan(row["computed"])) == ("cannot be checked", True)
    assert row["note"].startswith("no path leads to the target of 2026")


def measured(base: Any, *observed: Row) -> list[dict[str, Any]]:
    plan = [target("x", 900, baseline_year=2020, baseline_value=base)]
    return [row for row in audit(plan, observed) if row["check"] == "baseline"]


@pytest.mark.parametrize(
    ("base", "observed", "verdict"),
    [
        (357, 357, "ok"),
        ("0.0357万亿元", 357, "ok"),
        (4.6, 4.62, "rounding"),
        (357, 361, "differs"),
        (357, ">350", "cannot be checked"),
        (">350", 357, "cannot be checked"),
        ("约357", 357, "ok"),
    ],
)
def test_baselines(base: Any, observed: Any, verdict: str) -> None:
    (row,) = measured(base, seen("x", 2020, observed))
    assert (row["plan"], row["year"], row["verdict"]) == ("p", 2020, verdict)


def test_a_baseline_may_rest_on_an_older_edition() -> None:
    (row,) = measured(
        357,
        seen("x", 2020, 357, edition="census-2018"),
        seen("x", 2020, 380, edition="census-2023"),
    )
    assert figures(row) == (357, 357, 0, "ok")


def test_a_baseline_that_nothing_was_published_for_gives_no_row() -> None:
    assert measured(357, seen("x", 2021, 380)) == []


def test_a_baseline_of_two_rows_is_told_once() -> None:
    since = {"baseline_year": 2020, "baseline_value": 357}
    rows = [target("x", 600, target_year=2023, **since), target("x", 900, **since)]
    assert only(audit(rows, [seen("x", 2020, 361)]), "baseline")["difference"] == 4


def editions(*versions: Row) -> list[dict[str, Any]]:
    rows = [seen("x", 2020, **version) for version in versions]
    return [row for row in audit([target("x", 900)], rows) if row["check"] == "edition"]


OLD = {"edition": "census-2018", "vintage": "preliminary"}
NEW = {"edition": "census-2023", "vintage": "revised"}


@pytest.mark.parametrize(
    ("old", "new", "rounded", "verdict"),
    [
        (16452.8, 17146.6, "no", "break"),
        (13100, 13200, "no", "break"),
        (13080, 13100, "yes", "rounding"),  # 13050 to 13150
        (13080, 13100, "no", "rounding"),
        (13040, 13100, "yes", "break"),  # 13035 to 13045
        (13000, 13100, "yes", "rounding"),  # 12500 to 13500: two digits
        (13100, 13100, "no", "ok"),
    ],
)
def test_editions(old: float, new: float, rounded: str, verdict: str) -> None:
    (row,) = editions(OLD | {"value": old}, NEW | {"value": new, "rounded": rounded})
    assert (row["plan"], row["indicator"], row["year"]) == ("", "x", 2020)
    assert row["difference"] == pytest.approx(new - old, abs=1e-9)
    assert (row["stated"], row["computed"], row["verdict"]) == (old, new, verdict)


def test_a_break_in_words() -> None:
    (row,) = editions(OLD | {"value": 200}, NEW | {"value": 230})
    assert row["note"] == (
        "2020 was raised from 200 (census-2018 preliminary) to 230 亿元 (census-2023 revised), by "
        "15.0 %, so growth that joins the two is partly the revision"
    )
    (row,) = editions(OLD | {"value": 200}, NEW | {"value": 190})
    assert "lowered from 200" in row["note"]
    assert "by 5.0 %" in row["note"]
    (row,) = editions(OLD | {"value": 0}, NEW | {"value": 4})
    assert "by 4," in row["note"]


def test_three_editions_make_two_steps() -> None:
    versions = [{"edition": f"census-{y}", "value": v}
                for y, v in ((2013, 100), (2018, 110), (2023, 120))]  # fmt: skip
    assert [row["difference"] for row in editions(*versions)] == [10, 10]


def test_what_is_no_second_edition() -> None:
    assert editions(OLD | {"value": 99.6}, OLD | {"value": 100, "rounded": "yes"}) == []
    assert editions(OLD | {"value": 99.6}, NEW | {"value": ">100"}) == []


GDP = [seen("gdp", 2023, 1000, edition="b"), seen("gdp", 2024, 1100, edition="b"),
       seen("gdp", 2022, 500, edition="a")]  # fmt: skip


@pytest.mark.parametrize(
    ("share", "level", "computed", "verdict"),
    [
        # two years on at the 10 % from 2023 to 2024: 1331; an eighth of it 166.375, and as 12.5
        # stands for 12.45 to 12.55, 165.7 to 167.05
        (">12.5", "166.375", 166.375, "ok"),
        (">12.5", "166", 166.375, "rounding"),
        (">12.5", "180", 166.375, "exceeds"),  # 175 to 185
        (">12.5", "152", 166.375, "differs"),
        ("~12.5", "180", 166.375, "differs"),
        ("<=12.5", "152", 166.375, "ok"),
        ("<=12.5", "180", 166.375, "differs"),
        (">12.5", None, 166.375, "cannot be checked"),
        (">10", "139", 133.1, "rounding"),  # 10 is 9.5 to 10.5, up to 139.755
        (">10", "141", 133.1, "exceeds"),
    ],
)
def test_implied_levels(share: str, level: str | None, computed: float, verdict: str) -> None:
    plan = [target("s", share, **SHARE)] + ([target("x", level)] if level else [])
    row = only(audit(plan, GDP), "implied_level")
    assert row["computed"] == pytest.approx(computed, rel=1e-12)
    assert (row["indicator"], row["unit"], row["verdict"]) == ("s", "亿元", verdict)
    if level:
        assert row["stated"] == float(level)
        assert row["difference"] == pytest.approx(computed - float(level), abs=1e-9)
    else:
        assert math.isnan(row["stated"])
        assert row["note"] == (
            "GDP of 2026 is taken as 1331 亿元, that of 2024 carried on at a nominal 10.00 % a "
            "year; 12.5 % of GDP is 166.375 亿元, and the plan sets no level of its own for x"
        )


@pytest.mark.parametrize(
    ("share", "level", "verdict"),
    [
        ("15", 2010, "differs"),  # 2010 over 14010 is 14.35, and 15 stands for 14.5 to 15.5
        ("15", 2101.5, "ok"),
        ("15", 2050, "rounding"),  # 14.63
        (">=15", 2310, "exceeds"),  # 16.49, which a floor allows
        ("<=15", 2310, "differs"),
        (">=15", 1910, "differs"),
        ("<=15", 1910, "ok"),  # 13.63, which a ceiling allows
    ],
)
def test_three_figures_of_one_plan_are_judged_alike_by_both_checks(
    share: str, level: float, verdict: str
) -> None:
    plan = [target("s", share, **SHARE), target("x", level), target("gdp", 14010)]
    found = audit(plan, [])
    assert only(found, "share")["verdict"] == only(found, "implied_level")["verdict"] == verdict


@given(
    share=st.integers(1, 400).map(lambda tenths: tenths / 10),
    level=st.integers(1, 6000),
    whole=st.integers(1000, 20000),
    sign=st.sampled_from(["", ">=", "<=", "~"]),
)
def test_both_checks_agree_whatever_the_figures(
    share: float, level: int, whole: int, sign: str
) -> None:
    plan = [target("s", f"{sign}{share}", **SHARE), target("x", level), target("gdp", whole)]
    found = audit(plan, [])
    assert only(found, "share")["verdict"] == only(found, "implied_level")["verdict"]


def implied(*rows: Row, observations: Sequence[Row] = GDP, **options: Any) -> dict[str, Any]:
    return only(audit([target("s", 10, **SHARE), *rows], observations, **options), "implied_level")


def test_where_the_denominator_comes_from() -> None:
    assert implied(gdp_growth=0.5)["computed"] == pytest.approx(1100 * 1.5**2 / 10)
    own = target("gdp", 1500)
    assert implied(own)["computed"] == pytest.approx(150)
    assert "by the plan's own target" in implied(own)["note"]
    assert implied(own, gdp_growth=0.5)["computed"] == pytest.approx(1100 * 1.5**2 / 10)
    assert implied(own, observations=[], gdp_growth=0.5)["computed"] == pytest.approx(150)
    now = [*GDP, seen("gdp", 2026, 1700, edition="b")]
    assert implied(own, observations=now, gdp_growth=0.5)["computed"] == pytest.approx(170)
    assert implied(own, observations=now)["note"].startswith("GDP was 1700 亿元 in 2026")


BOUND_GDP = [seen("gdp", 2021, 100), seen("gdp", 2022, 105), seen("gdp", 2023, ">110")]


def test_a_denominator_that_rests_on_a_bound() -> None:
    row = implied(observations=BOUND_GDP)
    # from 105 to 110 in a year, and three years on: 110 (110/105)^3 = 126.47, a tenth of it 12.647
    assert row["computed"] == pytest.approx(110**4 / 105**3 / 10, rel=1e-12)
    assert "the denominator is known only as a bound (>)" in row["note"]
    assert "bound" not in implied(observations=BOUND_GDP[:2])["note"]


@given(
    values=st.dictionaries(st.integers(2016, 2026), st.integers(50, 500), max_size=5),
    sign=st.sampled_from(("", "约", ">", "<=")),
    edition=st.sampled_from(("", "a", "b")),
    growth=st.sampled_from((None, 0.05)),
)
@settings(max_examples=60)
def test_share_and_audit_divide_by_one_denominator(
    values: dict[int, int], sign: str, edition: str, growth: float | None
) -> None:
    gdp = [seen("gdp", year, f"{sign if year % 3 == 0 else ''}{value}亿元", unit="",
                edition=edition if year % 2 else "a")
           for year, value in values.items()]  # fmt: skip
    plan = nbde.read_targets(pd.DataFrame([target("s", 10, **SHARE)]))
    empty = pd.DataFrame(columns=[*SEEN, "indicator", "year", "value"])
    known = nbde.read_observations(pd.DataFrame(gdp) if gdp else empty)
    (share,) = nbde.share(plan, known, year=2026, gdp_growth=growth).to_dict("records")
    found = nbde.audit(plan, known, year=2026, gdp_growth=growth)
    (level,) = found.loc[found["check"] == "implied_level", "computed"]
    assert level == pytest.approx(share["value"], rel=1e-12, nan_ok=True)
    assert found["note"].iloc[-1].startswith(str(share["denominator_name"]))


def test_the_plan_s_own_target_comes_before_a_projection_of_a_bound() -> None:
    assert implied(target("gdp", 150), observations=BOUND_GDP)["computed"] == pytest.approx(15)


def test_the_growth_of_gdp_is_that_of_nothing_else() -> None:
    plan = [target("s", 10, unit="%", numerator="x", denominator="revenue")]
    seen_twice = [seen("revenue", 2024, 100), seen("revenue", 2025, 120)]
    row = only(audit(plan, seen_twice, gdp_growth=0.5), "implied_level")
    assert row["computed"] == pytest.approx(14.4)


def test_later_years_do_not_bend_the_growth_before() -> None:
    plan = [target("s", 10, target_year=2022, **SHARE)]
    rows = [seen("gdp", 2020, 100), seen("gdp", 2021, 110), seen("gdp", 2024, 900)]
    assert only(audit(plan, rows), "implied_level")["computed"] == pytest.approx(12.1)


@pytest.mark.parametrize(
    ("rows", "observations", "said"),
    [
        ([], [], "GDP of 2026 is not known and cannot be carried on to it"),
        ([], GDP[1:], "GDP of 2026 is not known and cannot be carried on to it"),
        ([target("x", 5, unit="个")], GDP, "x is given in 个"),
    ],
)
def test_implied_levels_that_are_not_known(
    rows: Sequence[Row], observations: Sequence[Row], said: str
) -> None:
    row = implied(*rows, observations=observations)
    assert (row["verdict"], math.isnan(row["computed"])) == ("cannot be checked", True)
    assert said in row["note"]


def test_rows_are_in_order() -> None:
    found = nbde.audit(*BUNDLED, year=2026)
    keys = [tuple(row) for row in found[["plan", "check", "indicator", "year"]].to_numpy()]
    assert keys == sorted(keys)
    assert set(found["check"]) <= set(CHECKS)
    assert set(found["verdict"]) <= set(VERDICTS)


def test_a_check_has_the_name_of_its_function() -> None:
    from nbde.analysis.audit import CHECKS as FUNCTIONS

    assert tuple(check.__name__ for check in FUNCTIONS) == CHECKS


def test_later_observations_are_not_used() -> None:
    found = nbde.audit(*BUNDLED, year=[2020, 2022])
    assert found.loc[found["check"] == "edition", "year"].tolist() == [2020]


def test_the_statistics_of_what_is_audited_alone_are_told() -> None:
    targets, observations = BUNDLED
    revenue = select(targets, plans=["ningbo-2026"], indicators=["core_revenue"])
    found = nbde.audit(revenue, observations, among=targets, year=2026)
    assert found["check"].tolist() == ["parts"]
    plan = select(targets, plans=["zhejiang-2027"])
    found = nbde.audit(plan, observations, among=targets, year=2026)
    assert set(found["entity"]) == {"Zhejiang"}


def test_assumptions_are_not_audited_as_published() -> None:
    plan = [target("s", 10, **SHARE)]
    ours, published = (
        nbde.read_observations(pd.DataFrame([seen("gdp", 2026, value, edition=edition)]))
        for value, edition in ((1500, "b"), (1000, "c"))
    )
    ours = ours.assign(_scenario=True, confidence="assumed")
    assumed = pd.concat([ours, published], ignore_index=True)
    found = nbde.audit(nbde.read_targets(pd.DataFrame(plan)), assumed, year=2026)
    assert found["check"].tolist() == ["implied_level"]
    assert found["computed"].tolist() == [150]
    assert "is assumed to be 1500" in found["note"].iloc[0]


def test_tables_without_entities() -> None:
    without = {"entity": None}
    plan = pd.DataFrame([target("s", 9, **SHARE)]).drop(columns="entity")
    rows = [seen("s", 2019, 10, unit="%", **without), seen("x", 2019, 1), seen("gdp", 2019, 10)]
    known = nbde.read_observations(pd.DataFrame(rows).drop(columns="entity"))
    for targets in (plan, plan.assign(entity="A")):
        found = nbde.audit(nbde.read_targets(targets), known, year=2020)
        assert found.loc[found["check"] == "share", "verdict"].tolist() == ["ok"]


def test_figures_beyond_what_can_be_computed_with() -> None:
    huge = [target(code, 1e308, part_of="w", unit="个") for code in "ab"]
    row = only(audit([target("w", 5, unit="个"), *huge]), "parts")
    assert (row["verdict"], math.isnan(row["difference"])) == ("cannot be checked", True)
    assert "beyond the numbers" in row["note"]
    row = only(audit([target("s", 1e308, **SHARE)], [seen("gdp", 2026, 1e290)]), "implied_level")
    assert (row["verdict"], "beyond the numbers" in row["note"]) == ("cannot be checked", True)


def test_a_share_that_is_set_beside_a_level_that_is_not_known() -> None:
    plan = [target("s", 12, **SHARE), target("x", "5%", target_kind="growth"), target("gdp", 1000)]
    row = only(audit(plan), "share")
    assert (row["verdict"], row["note"].startswith("no level is known for x")) == (
        "cannot be checked", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (17146.6, "17146.6"),
        (200 / 3, "66.67"),
        (20000 / 3, "6666.7"),
        (2 / 3, "0.667"),
        (-0.002 / 3, "-0.000667"),
        (1e-12, "1e-12"),
        (1.25e16, "1.25e+16"),
    ],
)
def test_figures_in_sentences(figure: float, text: str) -> None:
    assert figure_text(figure) == text


def test_names_of_both_languages() -> None:
    plan = [target("w", ">10", name_zh="总收入", name_en="Revenue"),
            target("a", 7, part_of="w"), target("b", 4, part_of="w")]  # fmt: skip
    english, chinese = (only(audit(plan, lang=lang), "parts") for lang in ("en", "zh"))
    assert (english["name"], chinese["name"]) == ("Revenue", "总收入")
    assert chinese["note"] == "2个部分合计11亿元，比下限10多1，下限目标允许超出"
    assert english["note"] == (
        "the 2 parts add up to 11 亿元, 1 more than the floor of 10, which a floor allows"
    )


def test_the_bundled_plans_in_chinese_hold_no_english_sentence() -> None:
    found = nbde.audit(*BUNDLED, year=2026, lang="zh")
    codes = {str(code) for column in ("indicator", "numerator", "denominator", "plan")
             for code in BUNDLED[0][column]}  # fmt: skip
    known = {*codes, "census", "GDP", "IT", "PCT", "IPv6", "5G", "R&D"}
    for note in found["note"].unique():
        words = set(re.findall(r"[A-Za-z][A-Za-z0-9_&-]*[A-Za-z0-9_]", note))
        assert {w for w in words if w not in known and not w.startswith("census-")} == set()


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_format(name: str, lang: str) -> None:
    found = nbde.audit(*BUNDLED, year=2026, lang=lang)
    text = render(name, found, Style(lang), command="audit")
    assert "12408.7" in text
    assert not re.search(r"\b(nan|NaN|None|<NA>|inf)\b", text)
    empty = found.iloc[:0]
    assert isinstance(render(name, empty, Style(lang), command="audit"), str)


def test_no_sentence_can_be_taken_for_two() -> None:
    told = [both for key, both in every_message().items() if key.startswith("audit.")]
    assert told
    assert [both for both in told if ";" in both[0] or "；" in both[1]] == []


@st.composite
def audited(draw: st.DrawFn) -> tuple[drawn.Rows, drawn.Rows]:
    """Drawn tables, with the columns that only an audit reads."""
    wanted, known = draw(drawn.targets(signed=True)), draw(drawn.observations(signed=True))
    for row in wanted:
        row["part_of"] = draw(st.sampled_from(("", "", "x", "n", "s")))
        row["claimed_multiple"] = draw(st.sampled_from(("", "2", "0.5")))
    for row in known:
        rate = row["indicator"] in ("r", "s")
        row["growth_of"] = draw(st.sampled_from(("", "x", "gdp"))) if rate else ""
    return wanted, known


@given(tables=audited(), lang=st.sampled_from(("en", "zh")), year=st.integers(2016, 2030))
@settings(max_examples=80)
def test_an_audit_of_any_tables_is_sound(
    tables: tuple[drawn.Rows, drawn.Rows], lang: str, year: int
) -> None:
    found = audit(*tables, lang=lang, year=year, gdp_growth=0.05)
    for row in found:
        assert row["verdict"] in VERDICTS
        assert row["note"]
        assert not re.search(r"\b(nan|inf)\b", row["note"])
        unchecked = row["verdict"] == "cannot be checked"
        both = math.isfinite(row["stated"]) and math.isfinite(row["computed"])
        assert both != unchecked
        assert math.isfinite(row["difference"]) == both
        if row["verdict"] == "ok" and row["check"] not in (
            "ambition",
            "interim",
            "parts",
            "implied_level",
        ):
            assert row["computed"] == pytest.approx(row["stated"], rel=1e-9)
        if row["verdict"] in ("differs", "exceeds", "weaker", "break"):
            assert row["difference"] != 0
