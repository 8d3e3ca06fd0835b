"""Charts draw what the table of the year knows, and what is missing names what would fill it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import nbde
from nbde.analysis.report import Report, report
from nbde.tables import bundled


def tables(
    targets: dict[str, object], *seen: tuple[str, int, object]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    unit = targets.get("unit", "个")
    own = pd.DataFrame({"unit": unit, **targets}, index=[0])
    observations = pd.DataFrame(
        [(code, year, value, unit) for code, year, value in seen],
        columns=["indicator", "year", "value", "unit"],
    )
    return nbde.read_targets(own), nbde.read_observations(observations)


def drawn(found: Report, line: str) -> dict[int, float]:
    rows = found.lines[found.lines["line"] == line]
    return dict(zip(rows["year"].tolist(), rows["value"].tolist(), strict=True))


TEN_TO_HUNDRED = {
    "indicator": "x", "baseline_year": 2020, "baseline_value": 10,
    "target_year": 2022, "target_value": 1000,
}  # fmt: skip


def test_the_path_multiplies_by_the_same_each_year() -> None:
    # From 10 to 1000 in two years is ten times a year.
    found = report(*tables(TEN_TO_HUNDRED, ("x", 2021, 90)), year=2021)
    assert drawn(found, "path") == pytest.approx({2020: 10, 2021: 100, 2022: 1000})
    assert drawn(found, "observed") == {2020: 10, 2021: 90}  # the plan's baseline is a value


def test_a_straight_path_adds_the_same_each_year() -> None:
    found = report(*tables(TEN_TO_HUNDRED), year=2021, path="linear")
    assert drawn(found, "path") == pytest.approx({2020: 10, 2021: 505, 2022: 1000})


def test_no_path_is_drawn_through_years_that_have_no_milestone() -> None:
    # Constant growth does not lead from -50 to -10; a straight line does.
    own = TEN_TO_HUNDRED | {"baseline_value": -50, "target_value": -10}
    assert drawn(report(*tables(own), year=2021), "path") == {}
    straight = report(*tables(own), year=2021, path="linear")
    assert drawn(straight, "path") == {2020: -50, 2021: -30, 2022: -10}


def test_no_path_starts_from_a_baseline_later_than_the_year() -> None:
    # `gap` has no milestone before 2020 either: the plan is not measured from then.
    asked = tables(TEN_TO_HUNDRED, ("x", 2018, 7))
    assert drawn(report(*asked, year=2019), "path") == {}
    assert nbde.gap(*asked, year=2019)["milestone"].isna().all()
    assert 2020 in drawn(report(*asked, year=2020), "path")


def test_what_holds_in_every_year_is_drawn_before_it_begins() -> None:
    own = TEN_TO_HUNDRED | {"start_year": 2021, "schedule": "every-year"}
    assert drawn(report(*tables(own), year=2019), "path") == {2021: 1000, 2022: 1000}


def test_a_path_runs_back_from_the_target_where_a_growth_is_given() -> None:
    own = {"indicator": "x", "start_year": 2020, "target_year": 2022, "target_value": 400}
    found = report(*tables(own), year=2021, growth=1.0)
    assert drawn(found, "path") == {2020: 100, 2021: 200, 2022: 400}


def test_a_total_is_drawn_by_its_sums() -> None:
    own = {
        "indicator": "x", "start_year": 2021, "target_year": 2024, "target_value": 100,
        "schedule": "total",
    }  # fmt: skip
    seen = (("x", 2020, 99), ("x", 2021, 10), ("x", 2022, 20), ("x", 2023, 30))
    found = report(*tables(own, *seen), year=2023)
    assert drawn(found, "observed") == {2021: 10, 2022: 30, 2023: 60}
    assert drawn(found, "path") == {2020: 0, 2021: 25, 2022: 50, 2023: 75, 2024: 100}


def test_a_sum_ends_where_a_year_is_missing() -> None:
    own = {
        "indicator": "x", "start_year": 2021, "target_year": 2024, "target_value": 100,
        "schedule": "total",
    }  # fmt: skip
    found = report(*tables(own, ("x", 2021, 10), ("x", 2023, 30)), year=2023)
    assert drawn(found, "observed") == {2021: 10}


def test_the_trend_goes_from_the_last_value_to_the_forecast() -> None:
    # 64, 80, 100: a quarter more each year, so 125 and 156.25 follow.
    own = {"indicator": "x", "target_year": 2024, "target_value": 500}
    found = report(*tables(own, ("x", 2020, 64), ("x", 2021, 80), ("x", 2022, 100)), year=2023)
    assert drawn(found, "trend") == pytest.approx({2022: 100, 2023: 125, 2024: 156.25})


def test_a_straight_trend_is_a_line_of_two_points() -> None:
    own = {"indicator": "x", "unit": "%", "target_year": 2025, "target_value": 50}
    found = report(*tables(own, ("x", 2020, 1), ("x", 2021, 2), ("x", 2022, 3)), year=2022)
    assert drawn(found, "trend") == pytest.approx({2022: 3, 2025: 6})


def test_a_value_carried_on_starts_from_the_last_one() -> None:
    own = {"indicator": "x", "target_year": 2026, "target_value": 500}
    found = report(
        *tables(own, ("x", 2020, 100), ("x", 2021, 200)), year=2023, project=True
    )  # doubled in a year: 400 in 2022, 800 in 2023
    assert drawn(found, "carried") == {2021: 200, 2023: 800}
    assert report(*tables(own, ("x", 2020, 100)), year=2023).lines["line"].eq("carried").sum() == 0


def test_the_milestone_of_the_year_and_the_value_are_those_of_gap() -> None:
    targets = nbde.read_targets(str(bundled.path("targets.csv")))
    observations = nbde.read_observations(str(bundled.path("observations.csv")))
    for year in (2021, 2024):
        found = report(targets, observations, year=year)
        gap = nbde.gap(targets, observations, year=year)
        for line, column, place in (("path", "milestone", "year"), ("observed", "value", "as_of")):
            rows = found.lines[found.lines["line"] == line]
            at = dict(
                zip(zip(rows["target"], rows["year"], strict=True), rows["value"], strict=True)
            )
            for row in gap.itertuples():
                key = (row.Index, getattr(row, place))
                if pd.notna(key[1]) and key in at and not np.isnan(getattr(row, column)):
                    assert at[key] == pytest.approx(getattr(row, column)), row
        assert not (found.lines["year"][found.lines["line"] == "observed"] > year).any()


def test_the_year_bounds_what_is_drawn_and_cited() -> None:
    own = {"indicator": "x", "target_year": 2026, "target_value": 500}
    found = report(*tables(own, ("x", 2020, 100), ("x", 2023, 1)), year=2022)
    assert drawn(found, "observed") == {2020: 100}
    assert found.sources["year"].tolist() == [2026, 2020]


UNJUDGED = {
    "nothing known": ({"indicator": "x", "target_year": 2026, "target_value": 100}, ()),
    "one year only": ({"indicator": "x", "target_year": 2026, "target_value": 100},
                      (("x", 2020, 50),)),
    "each year": ({"indicator": "x", "target_year": 2026, "target_value": 100, "start_year": 2020,
                   "schedule": "every-year"}, (("x", 2020, 50),)),
    "total": ({"indicator": "x", "target_year": 2026, "target_value": 100, "start_year": 2022,
               "schedule": "total"}, (("x", 2022, 5),)),
    "total without start": ({"indicator": "x", "target_year": 2026, "target_value": 100,
                             "schedule": "total"}, (("x", 2022, 5),)),
    "over": ({"indicator": "x", "target_year": 2022, "target_value": 100}, (("x", 2020, 5),)),
    "bound": ({"indicator": "x", "target_year": 2026, "target_value": 100},
              (("x", 2020, 50), ("x", 2023, ">60"))),
    "growth without baseline": ({"indicator": "x", "target_year": 2026, "target_value": "50%",
                                 "unit": "个", "target_kind": "change"}, (("x", 2026, 5),)),
}  # fmt: skip
FILLED: dict[str, tuple[str, dict[str, object], tuple[tuple[str, int, object], ...]]] = {
    "nothing known": (
        "an observation of 2024 or before, and a baseline, stated in the table of targets or "
        "observed earlier",
        {"baseline_year": 2020, "baseline_value": 50}, (("x", 2023, 70),)),
    "one year only": ("an observation later than 2020", {}, (("x", 2021, 60),)),
    "each year": ("the value of 2024", {}, (("x", 2024, 120),)),
    "total": ("the value of each year from 2022 to 2024", {}, (("x", 2023, 5), ("x", 2024, 5))),
    "total without start": ("the plan's first year", {"start_year": 2022},
                            (("x", 2023, 5), ("x", 2024, 5))),
    "over": ("the value of 2022", {}, (("x", 2022, 90),)),
    "bound": ("an exact figure in place of the bound", {}, ()),
}  # fmt: skip


@pytest.mark.parametrize("case", FILLED)
def test_what_would_fill_a_missing_status_does(case: str) -> None:
    own, seen = UNJUDGED[case]
    (row,) = report(*tables(own, *seen), year=2024).missing.to_dict(orient="records")
    fill, more, values = FILLED[case]
    assert row["fill"] == fill
    assert row["note"]
    exact = [(code, year, 60 if value == ">60" else value) for code, year, value in seen]
    assert report(*tables(own | more, *exact, *values), year=2024).missing.empty


def test_nothing_fills_what_has_not_begun() -> None:
    own = {
        "indicator": "x", "target_year": 2030, "target_value": 100, "start_year": 2026,
        "schedule": "every-year",
    }  # fmt: skip
    (row,) = report(*tables(own), year=2024).missing.to_dict(orient="records")
    assert row["fill"] == ""


def test_what_is_judged_is_not_missing() -> None:
    own = {"indicator": "x", "target_year": 2026, "target_value": 100}
    assert report(*tables(own, ("x", 2020, 50), ("x", 2023, 80)), year=2024).missing.empty


def test_the_sources_are_the_rows_of_parts_and_wholes_too() -> None:
    targets = nbde.read_targets(pd.DataFrame({
        "indicator": ["s"], "numerator": ["n"], "denominator": ["d"], "target_year": [2026],
        "target_value": [15], "unit": ["%"], "source": ["plan"],
    }))  # fmt: skip
    observations = nbde.read_observations(pd.DataFrame({
        "indicator": ["n", "d", "other"], "year": 2023, "value": [1, 10, 3], "unit": "亿元",
        "source": ["yearbook n", "yearbook d", "elsewhere"],
    }))  # fmt: skip
    found = report(targets, observations, year=2024).sources
    assert found["source"].tolist() == ["plan", "yearbook n", "yearbook d"]
    assert found["is_target"].tolist() == [True, False, False]
