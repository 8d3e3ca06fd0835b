"""The edges of the contract: one small case each, with what its words lead to."""

from __future__ import annotations

import pandas as pd
import pytest
from tests.analysis.small import ask, frames, rows_of

import nbde


def test_a_baseline_observed_later_changes_nothing() -> None:
    """Nothing later than the year is ever used: the value of 2020 is unknown in 2018."""
    target = {"indicator": "x", "start_year": 2021, "target_year": 2025, "target_value": 200}
    known = [(2017, 100)]
    at_the_time = ask(nbde.gap, target, known, year=2018)
    with_hindsight = ask(nbde.gap, target, [*known, (2020, 120)], year=2018)
    assert with_hindsight["baseline_year"] == at_the_time["baseline_year"] == 2017
    assert with_hindsight["note"] == at_the_time["note"]


def test_a_direction_is_not_taken_from_a_later_value() -> None:
    """In 2019 nothing says that 50 is a fall, so the comparison is the default one, at least."""
    target = {"indicator": "x", "target_year": 2025, "target_value": 50}
    assert ask(nbde.gap, target, [], year=2019)["comparison"] == ">="
    assert ask(nbde.gap, target, [(2020, 100)], year=2019)["comparison"] == ">="


def test_a_path_row_shows_no_target_before_its_baseline_is_known() -> None:
    """Ten per cent on a level first observed in 2020: in 2018 there is no target level."""
    target = {"indicator": "x", "target_year": 2025, "target_value": "10%",
              "target_kind": "change"}  # fmt: skip
    assert pd.isna(ask(nbde.path, target, [(2020, 100)], year=2018)["target_value"])


def test_a_growth_path_runs_where_no_baseline_is_known_yet() -> None:
    """110 in 2025 at 10 % is 100 in 2024, whatever is observed first in 2025."""
    target = {"indicator": "x", "target_year": 2026, "target_value": 121}
    row = ask(nbde.gap, target, [(2025, 90)], year=2024, growth=0.1)
    assert row["milestone"] == pytest.approx(100, rel=1e-14)


def test_a_projection_is_judged_as_what_it_is() -> None:
    """Asked to project, the program takes the projected value for the target year's own one."""
    target = {"indicator": "x", "target_year": 2024, "target_value": 200}
    row = ask(nbde.gap, target, [(2020, 100), (2022, 121)], year=2024, project=True)
    assert row["value"] == pytest.approx(146.41, rel=1e-14)
    assert (row["status"], row["value_basis"]) == ("missed", "projected")
    assert row["note"].startswith("projected from 2022")


@pytest.mark.parametrize(("target", "observed"), [
    ({"target_value": "1.3%", "target_kind": "points", "baseline_value": "19.6%"}, "20.9"),
    ({"target_value": "3.3%", "target_kind": "change", "baseline_value": "11.8"}, "12.1894"),
    ({"target_value": "1.1", "target_kind": "multiple", "baseline_value": "11.9"}, "13.09"),
    ({"target_value": "10%", "target_kind": "growth", "baseline_value": "420"}, "508.2"),
], ids=["points", "change", "multiple", "growth"])  # fmt: skip
def test_equality_with_a_computed_level_meets_it(target: dict[str, str], observed: str) -> None:
    """19.6 + 1.3 = 20.9; 11.8 x 1.033 = 12.1894; 11.9 x 1.1 = 13.09; 420 x 1.1 x 1.1 = 508.2."""
    unit = "%" if target["target_kind"] == "points" else "个"
    whole = {"indicator": "x", "baseline_year": 2020, "target_year": 2022, "unit": unit, **target}
    row = ask(nbde.gap, whole, [(2022, observed)], year=2022)
    assert (row["target_value"], row["gap"], row["status"]) == (float(observed), 0, "met")


@pytest.mark.parametrize("comparison", [">=", "<="])
@pytest.mark.parametrize(("parts", "whole"), [
    (("2.9", "2.8", "0.3"), "6"), (("0.1", "0.2", "0.3"), "0.6"), (("0.7", "0.1"), "0.8"),
])  # fmt: skip
def test_a_decimal_sum_is_the_decimal_sum(
    parts: tuple[str, ...], whole: str, comparison: str
) -> None:
    target = {"indicator": "x", "start_year": 2020, "target_year": 2019 + len(parts),
              "target_value": whole, "comparison": comparison, "schedule": "total"}  # fmt: skip
    observed = [(2020 + place, part) for place, part in enumerate(parts)]
    row = ask(nbde.gap, target, observed, year=target["target_year"])
    assert (row["value"], row["gap"], row["status"]) == (float(whole), 0, "met")


def test_a_derived_share_that_stands_still_has_no_growth() -> None:
    """1.8 of 150 is 1.2 %, the baseline: no progress, no growth, and so no acceleration."""
    target = {"indicator": "s", "target_year": 2030, "target_value": 24, "unit": "%",
              "baseline_year": 2020, "baseline_value": "12‰", "numerator": "x",
              "denominator": "gdp"}  # fmt: skip
    observed = rows_of("x", [(2022, "0.00018万亿元")])
    observed += rows_of("gdp", [(2022, "0.015万亿元")])
    row = ask(nbde.growth, target, observed, year=2022)
    assert row["achieved_growth"] == 0
    assert pd.isna(row["acceleration"])
    assert ask(nbde.gap, target, observed, year=2022)["progress"] == 0


def test_a_value_above_a_ceiling_of_zero_has_not_met_it() -> None:
    """3 个 against none at all, counted in 万个: 0.0003 is below the 0.001 that stands for zero."""
    target = {"indicator": "x", "target_year": 2025, "target_value": 0, "comparison": "<=",
              "baseline_year": 2020, "baseline_value": 9}  # fmt: skip
    seen = [(2022, "3个")]
    assert ask(nbde.gap, target | {"unit": "个", "baseline_value": 9}, seen, year=2022)[
        "status"
    ] != ("met")
    in_ten_thousands = target | {"unit": "万个", "baseline_value": "0.0009"}
    row = ask(nbde.gap, in_ten_thousands, seen, year=2022)
    assert row["gap"] == -0.0003
    assert row["status"] != "met"


def test_a_row_with_a_direction_alone_is_judged_by_its_trend() -> None:
    """5 % a year upward where an increase is wanted: open-sdg without a target, 1.5 % or more."""
    target = {"indicator": "x", "target_year": 2025, "direction": "increase", "unit": "个"}
    row = ask(nbde.gap, target, [(2020, 100), (2021, 105)], year=2022)
    assert row["status"] == "on_track"


def test_without_a_target_there_is_no_path() -> None:
    target = {"indicator": "x", "target_year": 2025, "direction": "increase", "unit": "个"}
    assert pd.isna(ask(nbde.gap, target, [(2020, 100)], year=2020)["milestone"])


def test_a_multiple_of_nothing_has_no_path() -> None:
    """Twice a baseline of zero is no level, so the baseline's year has no milestone either."""
    target = {"indicator": "x", "target_year": 2025, "target_value": "2", "unit": "个",
              "target_kind": "multiple", "baseline_year": 2020, "baseline_value": "0"}  # fmt: skip
    row = ask(nbde.gap, target, [], year=2020)
    assert pd.isna(row["milestone"])
    assert "no baseline" not in row["note"]


def test_a_bound_without_a_trend_is_undecided() -> None:
    """More than 5000 may be 5800: it is not known whether the target is met, one year or two."""
    target = {"indicator": "x", "target_year": 2025, "target_value": 5800, "comparison": ">="}
    assert ask(nbde.gap, target, [(2022, ">5000")], year=2022)["status"] == "undecided"


def test_a_strict_bound_at_the_target_decides() -> None:
    """Less than 5000 is not 5000: missed."""
    target = {"indicator": "x", "target_year": 2022, "target_value": 5000, "comparison": ">="}
    assert ask(nbde.gap, target, [(2022, "<5000")], year=2022)["status"] == "missed"
    assert ask(nbde.gap, target, [(2022, "<=5000")], year=2022)["status"] == "undecided"


def test_a_share_of_two_bounds_is_undecided() -> None:
    """At most 30 over at most 100 may be any share."""
    target = {"indicator": "s", "target_year": 2022, "target_value": "5%", "unit": "%",
              "comparison": "<=", "numerator": "x", "denominator": "gdp"}  # fmt: skip
    observed = rows_of("x", [(2022, "<=30亿元")]) + rows_of("gdp", [(2022, "<=100亿元")])
    assert ask(nbde.gap, target, observed, year=2022)["status"] == "undecided"


def test_a_growth_of_a_share_reads_numerator_over_denominator() -> None:
    """1 of 10 is 10 %; a change of +50 % asks for 15 %; 2 of 10 meets it."""
    target = {"indicator": "s", "target_year": 2022, "target_value": "50%", "unit": "%",
              "target_kind": "change", "numerator": "x", "denominator": "gdp"}  # fmt: skip
    observed = rows_of("x", [(2020, "1亿元"), (2022, "2亿元")])
    observed += rows_of("gdp", [(2020, "10亿元"), (2022, "10亿元")])
    row = ask(nbde.gap, target, observed, year=2022)
    assert (row["unit"], row["value"], row["target_value"]) == ("%", 20, 15)
    assert row["status"] == "met"


def test_a_sum_is_as_sure_as_its_least_sure_year() -> None:
    target = {"indicator": "x", "start_year": 2020, "target_year": 2021, "target_value": 10,
              "schedule": "total", "confidence": "published"}  # fmt: skip
    observed = [
        row | {"confidence": confidence}
        for row, confidence in zip(
            rows_of("x", [(2020, "4"), (2021, "6")]), ("secondary", "published"), strict=True
        )
    ]
    assert ask(nbde.gap, target, observed, year=2021)["confidence"] == "secondary"


def test_a_total_without_a_first_year_has_no_path() -> None:
    """A sum is not run back from its target by a growth rate."""
    target = {"indicator": "x", "target_year": 2025, "target_value": 100, "schedule": "total"}
    assert pd.isna(ask(nbde.gap, target, [], year=2024, growth=0.1)["milestone"])


def test_a_cap_on_a_total_is_not_met_before_its_last_year() -> None:
    """10 of at most 100 in five years, after one of them: on track, and not yet kept."""
    target = {"indicator": "x", "start_year": 2021, "target_year": 2025, "target_value": 100,
              "schedule": "total", "comparison": "<="}  # fmt: skip
    assert ask(nbde.gap, target, [(2021, 10)], year=2021)["status"] == "on_track"


def test_nothing_at_all_is_not_on_track() -> None:
    """None of 4 wanted, counted in 万个: 0.0004 is below the 0.001 that stands for zero."""
    target = {"indicator": "x", "target_year": 2025, "target_value": "0.0004", "unit": "万个",
              "comparison": ">=", "baseline_year": 2018, "baseline_value": "0"}  # fmt: skip
    assert ask(nbde.gap, target, [], year=2018)["status"] == "no_data"
    later = ask(nbde.gap, target, [(2018, 0), (2021, 0)], year=2021)
    assert later["status"] not in ("met", "on_track", "needs_acceleration")


def test_one_year_is_no_trend_though_it_is_a_bound() -> None:
    """More than 9 does not meet at most 3, and one year has no trend, whatever bound it is."""
    target = {"indicator": "x", "target_year": 2025, "target_value": 3, "comparison": "<="}
    assert ask(nbde.gap, target, [(2021, ">9")], year=2021)["status"] == "no_data"


def test_a_stated_year_without_its_value_is_known_from_the_observation_on() -> None:
    """In 2016 the 100 of 2018 are not known, so half of them is no target yet."""
    target = {"indicator": "x", "target_year": 2020, "target_value": "0.5",
              "target_kind": "multiple", "baseline_year": 2018}  # fmt: skip
    for question in (nbde.gap, nbde.path):
        assert pd.isna(ask(question, target, [(2018, 100)], year=2016)["target_value"])
        assert ask(question, target, [(2018, 100)], year=2018)["target_value"] == 50


def test_the_path_of_a_total_compares_sums_with_sums() -> None:
    """100 in five years is 20 a year: after 12, 9 and 30 the sums are 12, 21 and 51 of 20, 40, 60.

    2024 is missing, so neither it nor 2025 has a sum, though 2025 has a value of its own; before
    2021 nothing was to be summed.
    """
    target = {"indicator": "x", "start_year": 2021, "target_year": 2025, "target_value": 100,
              "schedule": "total", "unit": "个"}  # fmt: skip
    seen = rows_of("x", [(2020, 7), (2021, 12), (2022, 9), (2023, 30), (2025, 8)], "个")
    found = nbde.path(*frames([target], seen))
    assert found["year"].tolist() == list(range(2020, 2026))
    assert found["milestone"].tolist() == pytest.approx([0, 20, 40, 60, 80, 100], rel=1e-14)
    assert found["observed"].fillna(-1).tolist() == [-1, 12, 21, 51, -1, -1]
    assert found["note"].tolist() == [
        "applies from 2021",
        *["the observed value is the sum since 2021"] * 3,
        *["no total: the value for 2024 is missing"] * 2,
    ]


def test_a_total_that_is_over_keeps_its_sum() -> None:
    """12 + 9 to the last year; what came later is no part of it."""
    target = {"indicator": "x", "start_year": 2021, "target_year": 2022, "target_value": 20,
              "schedule": "total"}  # fmt: skip
    row = ask(nbde.path, target, [(2021, 12), (2022, 9), (2023, 30)], year=2023)
    assert (row["milestone"], row["observed"]) == (20, 21)
    assert row["note"] == "the observed value is the sum since 2021; applied until 2022"


def test_the_path_of_a_total_says_what_its_sum_is_made_of() -> None:
    target = {"indicator": "x", "start_year": 2021, "target_year": 2025, "target_value": 100,
              "schedule": "total"}  # fmt: skip
    guessed = [
        {"indicator": "x", "year": 2021, "value": ">12", "unit": "个", "confidence": "assumed"}
    ]
    note = ask(nbde.path, target, guessed, year=2021)["note"]
    assert "known only as bounds" in note
    assert "assumed" in note
    without = {name: cell for name, cell in target.items() if name != "start_year"}
    row = ask(nbde.path, without, [(2021, 12)], year=2021)
    assert pd.isna(row["observed"])
    assert row["note"] == "no total: the plan's first year is not given"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_baseline_that_two_rows_state_is_as_sure_as_the_less_sure(order: tuple[int, int]) -> None:
    """The series of a plan has one value for 2020, whichever of its rows stands first."""
    both = [
        {"indicator": "x", "target_year": year, "target_value": 200, "unit": "个",
         "baseline_year": 2020, "baseline_value": 100, "confidence": confidence}
        for year, confidence in ((2025, "published"), (2030, "secondary"))
    ]  # fmt: skip
    found = nbde.gap(*frames([both[place] for place in order], []), year=2022)
    assert found["value_basis"].tolist() == ["baseline"] * 2
    assert found["confidence"].tolist() == ["secondary"] * 2


def test_notes_call_the_denominator_by_its_name() -> None:
    target = {"indicator": "x", "target_year": 2025, "target_value": 20, "unit": "亿元"}
    seen = [{"indicator": "gdp", "year": year, "value": value, "unit": "亿元",
             "name_en": "Gross domestic product", "name_zh": "地区生产总值"}
            for year, value in ((2020, 100), (2021, 110))]  # fmt: skip
    nameless = [{name: cell for name, cell in row.items() if name[:4] != "name"} for row in seen]
    carried = "projected from 2021 at 10.00 % a year (nominal)"
    for rows, lang, said in (
        (seen, "en", f"Gross domestic product {carried}"),
        (seen, "zh", "地区生产总值由2021年"),
        (nameless, "en", f"GDP {carried}"),
    ):
        assert said in ask(nbde.share, target, rows, year=2025, lang=lang)["note"]
    lost = ask(nbde.share, target, seen, year=2019)
    assert "no value of Gross domestic product up to 2019" in lost["note"]


@pytest.mark.parametrize(
    ("baseline", "word", "sentence"),
    [
        ("约4000亿元", "approximate", "the baseline is approximate"),
        (">4000亿元", "bound", "the baseline is known only as a bound (>)"),
    ],
)
def test_the_sign_before_a_stated_baseline_is_not_lost(
    baseline: str, word: str, sentence: str
) -> None:
    target = {"indicator": "x", "baseline_year": 2020, "baseline_value": baseline,
              "target_year": 2025, "target_value": 8000, "unit": "亿元"}  # fmt: skip
    for question in (nbde.gap, nbde.growth, nbde.status, nbde.path, nbde.share):
        row = ask(
            question,
            target,
            [(2022, "5000亿元")],
            year=2022 if question is not nbde.share else 2023,
        )
        assert word in str(row["caveats"]).split(), question
        assert sentence in row["note"], question
