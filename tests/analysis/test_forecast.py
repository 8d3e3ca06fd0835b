"""Which values a forecast uses, what it says of each target, and why cells are empty."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest

import nbde
from nbde.errors import UsageError
from nbde.schema import OUTPUTS

FIGURES = ["growth", "projected", "lower", "upper", "probability"]
# Student's t for two degrees of freedom has a closed form: a tail of 1/2 - t / (2 sqrt(2 + t²))
TWO_FREEDOMS_80 = math.sqrt(2 * 0.8**2 / (1 - 0.8**2))
THREE = {2018: 100.0, 2020: 120.0, 2021: 150.0}


def targets(**columns: Any) -> pd.DataFrame:
    row = {"indicator": "x", "target_year": 2025, "target_value": 300, "unit": "个"} | columns
    return nbde.read_targets(pd.DataFrame([row]))


def observations(values: dict[int, Any], **columns: Any) -> pd.DataFrame:
    rows = [
        {"indicator": "x", "year": year, "value": value, "unit": "个"} | columns
        for year, value in values.items()
    ]
    return nbde.read_observations(pd.DataFrame(rows))


def forecast(
    values: dict[int, Any],
    *,
    year: int = 2024,
    level: float = 0.8,
    lang: str = "en",
    **columns: Any,
) -> Any:
    """The one row of the forecast of `values` for a target with these columns."""
    unit = columns.get("unit", "个")
    found = nbde.forecast(
        targets(**columns), observations(values, unit=unit), year=year, level=level, lang=lang
    )
    assert list(found.columns) == list(OUTPUTS["forecast"])
    (row,) = found.itertuples()
    return row


def empty(row: Any, names: list[str]) -> bool:
    return all(pd.isna(getattr(row, name)) for name in names)


def test_levels_grow_at_their_compound_rate() -> None:
    row = forecast(THREE)
    # (150 / 100) ** (1 / 3) a year, four years on; 300 is passed in the sixth (5.13)
    assert row.growth == pytest.approx(1.5 ** (1 / 3) - 1, rel=1e-12)
    assert row.projected == pytest.approx(150 * 1.5 ** (4 / 3), rel=1e-12)
    assert (row.observations, row.as_of, row.year_met) == (3, 2021, 2027)
    # two residuals in logarithms, one degree of freedom: the quantile is tan(0.4 π)
    rate = math.log(1.5) / 3
    first, second = (math.log(1.2) - 2 * rate) / math.sqrt(2), math.log(1.25) - rate
    error = math.sqrt((first**2 + second**2) * 4 * (1 + 4 / 3))
    spread = math.exp(math.tan(0.4 * math.pi) * error)
    assert row.lower == pytest.approx(row.projected / spread, rel=1e-10)
    assert row.upper == pytest.approx(row.projected * spread, rel=1e-10)
    short = (math.log(2) - 4 * rate) / error
    assert row.probability == pytest.approx(0.5 - math.atan(short) / math.pi, rel=1e-10)
    assert row.note == ""


def test_percentages_go_straight() -> None:
    row = forecast({2018: 10.0, 2020: 14.0, 2021: 19.0}, unit="%", target_value=34)
    # 3 points a year, s² = 6: 19 + 12, with an error of sqrt(6 * 4 * (1 + 4/3)) = sqrt(56)
    assert row.projected == pytest.approx(31, rel=1e-14)
    assert row.upper - row.projected == pytest.approx(math.tan(0.4 * math.pi) * math.sqrt(56))
    assert row.probability == pytest.approx(0.5 - math.atan(3 / math.sqrt(56)) / math.pi)
    assert row.year_met == 2026
    assert empty(row, ["growth"])
    assert "on a straight line, 3 pp a year" in row.note


@pytest.mark.parametrize("lowest", [0.0, -5.0])
def test_values_that_have_no_logarithm_go_straight(lowest: float) -> None:
    row = forecast({2018: lowest, 2020: 12.0, 2021: 15.0}, target_value=60)
    assert row.projected == pytest.approx(15 + 4 * (15 - lowest) / 3)
    assert f"on a straight line, {(15 - lowest) / 3:.6g} 个 a year" in row.note


def test_a_line_that_reaches_below_zero_says_so() -> None:
    falling = {2018: 9.0, 2019: 5.0, 2020: 4.0}
    said = "the interval reaches below zero, since a straight line knows no limit"
    row = forecast(falling, unit="%", target_value=1, direction="decrease")
    assert row.lower < 0
    assert said in row.note
    assert said not in forecast({**falling, 2021: -1.0}, unit="%", target_value=-9).note
    assert said not in forecast({2018: 90.0, 2019: 91.0, 2020: 92.5}, unit="%").note


def test_the_level_of_the_interval() -> None:
    values = {**THREE, 2022: 160.0}
    half, wide = forecast(values, level=0.5), forecast(values, level=0.8)
    # two degrees of freedom: half-widths of sqrt(2/3) and 1.886 standard errors
    ratio = math.log(wide.upper / wide.projected) / math.log(half.upper / half.projected)
    assert ratio == pytest.approx(TWO_FREEDOMS_80 / math.sqrt(2 / 3), rel=1e-10)
    assert (half.level, wide.level) == (0.5, 0.8)
    assert half.probability == wide.probability


@pytest.mark.parametrize("level", [0, 1, 80, -0.5, math.nan])
def test_a_level_that_is_no_probability_is_refused(level: float) -> None:
    with pytest.raises(UsageError, match="expected a probability between 0 and 1"):
        forecast(THREE, level=level)


def test_the_year_cuts_off_later_values() -> None:
    earlier = forecast({**THREE, 2023: 900.0, 2024: 10.0}, year=2022)
    assert earlier.projected == forecast(THREE).projected
    assert earlier.year == 2022


def test_several_years_are_told_apart() -> None:
    found = nbde.forecast(targets(), observations({**THREE, 2023: 200}), year=[2020, 2021, 2024])
    assert found["year"].tolist() == [2020, 2021, 2024]
    assert found["as_of"].tolist() == [2020, 2021, 2023]
    assert found["observations"].tolist() == [2, 3, 4]


@pytest.mark.parametrize(
    ("values", "note"),
    [
        ({2030: 1.0}, "no observation up to 2024"),
        ({2020: 1.0}, "no forecast: it needs three observations, there is 1"),
        ({2020: 1.0, 2021: 2.0}, "no forecast: it needs three observations, there are 2"),
    ],
)
def test_too_few_values(values: dict[int, Any], note: str) -> None:
    row = forecast(values)
    assert row.note == note
    assert empty(row, [*FIGURES, "year_met", "level"])


def test_a_bound_is_no_third_value() -> None:
    row = forecast({2020: 1.0, 2021: 2.0, 2022: ">3"})
    assert row.note == (
        "no forecast: it needs three observations, there are 2; "
        "values known only as bounds are not used"
    )
    assert empty(row, FIGURES)


def test_bounds_are_left_out() -> None:
    bounded = forecast({**THREE, 2022: ">160", 2023: "<=900"})
    plain = forecast(THREE)
    assert [getattr(bounded, name) for name in FIGURES] == [
        getattr(plain, name) for name in FIGURES
    ]
    assert bounded.note == "values known only as bounds are not used"
    assert bounded.as_of == 2021


def test_approximate_values_are_used_and_named() -> None:
    row = forecast({**THREE, 2021: "约150"})
    assert row.projected == forecast(THREE).projected
    assert row.note == "some of the values used are approximate"


def editions(*named: tuple[int, float, str]) -> pd.DataFrame:
    return nbde.read_observations(
        pd.DataFrame(
            [{"indicator": "x", "year": year, "value": value, "unit": "个", "edition": edition}
             for year, value, edition in named]
        )
    )  # fmt: skip


def test_only_the_latest_edition_is_used() -> None:
    old, new = "census-2018", "census-2023"
    mixed = [(2017, 80.0, old), (2018, 100.0, new), (2019, 90.0, old), (2020, 120.0, new)]
    found = nbde.forecast(targets(), editions(*mixed, (2021, 150.0, new)), year=2024)
    assert found["projected"].item() == forecast(THREE).projected
    assert found["note"].item() == f"only values of {new} are used"


def test_a_value_without_an_edition_does_not_join_two_others() -> None:
    named = [
        (2017, 80.0, "census-2018"),
        (2018, 100.0, "census-2023"),
        (2020, 120.0, "census-2023"),
    ]
    found = nbde.forecast(targets(), editions(*named, (2021, 150.0, "")), year=2024)
    assert found["projected"].item() == forecast(THREE).projected
    assert found["note"].item() == (
        "only values of census-2023 are used; values that name no edition count as census-2023"
    )


def test_the_plan_s_own_baseline_is_a_value() -> None:
    row = forecast({2020: 120.0, 2021: 150.0}, baseline_year=2018, baseline_value=100)
    assert row.projected == forecast(THREE).projected
    assert row.note == "the plan's own baseline counts as an observation"


def test_assumed_values_are_named() -> None:
    found = nbde.forecast(targets(), observations(THREE, confidence="assumed"), year=2024)
    assert found["note"].item() == "some of the values used are assumed"


def test_shares_from_numerator_and_denominator() -> None:
    parts = [("a", year, part) for year, part in ((2018, 10), (2020, 14), (2021, 19))]
    wholes = [("b", year, 100) for year in (2018, 2020, 2021)]
    seen = pd.DataFrame(parts + wholes, columns=["indicator", "year", "value"]).assign(unit="亿元")
    asked = targets(unit="%", target_value=34, numerator="a", denominator="b")
    found = nbde.forecast(asked, nbde.read_observations(seen), year=2024)
    assert found["projected"].item() == pytest.approx(31)
    assert found["note"].item() == (
        "some of the values used are numerator over denominator; on a straight line, 3 pp a year"
    )


def test_another_unit_of_the_target_only_moves_the_point() -> None:
    large = nbde.forecast(
        targets(unit="万个", target_value=0.03), observations(THREE), year=2024
    ).iloc[0]
    plain = forecast(THREE)
    for name in ("projected", "lower", "upper"):
        assert large[name] == pytest.approx(getattr(plain, name) / 10_000, rel=1e-12)
    assert large["probability"] == pytest.approx(plain.probability, rel=1e-12)
    assert large["year_met"] == plain.year_met


@pytest.mark.parametrize(
    ("schedule", "note"),
    [
        ("every-year", "a target for every year is not forecast"),
        ("total", "a target for the total of several years is not forecast"),
    ],
)
def test_schedules_that_are_not_forecast(schedule: str, note: str) -> None:
    row = forecast(THREE, schedule=schedule, start_year=2020)
    assert row.note == note
    assert row.observations == 0
    assert empty(row, [*FIGURES, "year_met", "as_of"])


def test_no_forecast_of_what_is_known() -> None:
    missed, met = (forecast(THREE, target_year=2021, target_value=t) for t in (200, 110))
    said = "no forecast needed: values are known up to 2021"
    assert (missed.note, met.note) == (said, f"{said}; met since 2020")
    assert empty(missed, [*FIGURES, "year_met"])
    assert empty(met, FIGURES)
    assert met.year_met == 2020


def test_a_target_that_was_met_and_lost_again() -> None:
    values = {2018: 120.0, 2019: 90.0, 2020: 130.0, 2021: 140.0}
    lasting = forecast(values, target_value=110, direction="increase")
    assert lasting.year_met == 2020  # 2018 did not last
    values = {2018: 140.0, 2019: 120.0, 2020: 100.0}
    falling = forecast(values, target_value=110, direction="increase")
    assert empty(falling, ["year_met"])
    assert falling.note == "the trend does not lead to the target"


def test_a_target_that_is_met_can_be_lost() -> None:
    values = {2018: 140.0, 2019: 130.0, 2020: 115.0}
    row = forecast(values, target_value=110, direction="increase")
    assert row.year_met == 2018
    assert row.note == "met since 2018"
    assert row.probability < 0.5


def test_a_decrease() -> None:
    down = {year: 10_000 / value for year, value in THREE.items()}
    row = forecast(down, target_value=10_000 / 300, direction="decrease")
    up = forecast(THREE)
    assert row.probability == pytest.approx(up.probability, rel=1e-10)
    assert row.projected == pytest.approx(10_000 / up.projected, rel=1e-12)
    assert row.lower == pytest.approx(10_000 / up.upper, rel=1e-12)
    assert row.year_met == up.year_met


def test_no_growth_never_arrives() -> None:
    row = forecast({2018: 100.0, 2020: 120.0, 2021: 100.0})
    assert row.growth == 0
    assert row.note == "the trend does not lead to the target"


def test_a_trend_that_arrives_after_the_last_year_of_any_table() -> None:
    values = {2018: 100.0, 2020: 99.0, 2021: 100.1}
    row = forecast(values, target_value=300)  # 0.033 % a year: about 3300 years
    assert empty(row, ["year_met"])
    assert row.note == "the trend does not meet the target by 2200"


def test_an_exact_line_has_no_interval() -> None:
    row = forecast({2019: 100.0, 2020: 110.0, 2021: 121.0}, target_value=146.41)
    assert row.projected == pytest.approx(100 * 1.1**6, rel=1e-12)
    assert row.year_met == 2023  # 146.41 is the fourth power of 1.1 exactly
    assert empty(row, ["lower", "upper", "probability", "level"])
    assert row.note == "the values lie exactly on a line: no interval and no probability"


@pytest.mark.parametrize("value", [0.0, -5.0])
def test_constant_growth_has_no_zero(value: float) -> None:
    row = forecast({2018: 9.0, 2019: 5.0, 2020: 4.0}, target_value=value, direction="decrease")
    assert row.projected == pytest.approx(4 * (4 / 9) ** 2.5)
    assert empty(row, ["probability", "year_met"])
    assert row.note == "constant growth never reaches a target of zero or below"


def test_a_direction_without_a_value() -> None:
    row = forecast(THREE, target_value=None, direction="increase")
    assert row.projected == forecast(THREE).projected
    assert empty(row, ["probability", "year_met", "target_value"])
    assert row.note == "no target value, only a direction"


def test_a_multiple_of_a_baseline_is_a_level() -> None:
    row = forecast(THREE, target_value=3, unit="个", target_kind="multiple", baseline_year=2018)
    assert row.target_value == 300
    assert row.probability == forecast(THREE).probability


def test_an_interval_beyond_the_doubles() -> None:
    row = forecast({2018: 1.0, 2019: 1e100, 2020: 1e80}, target_value=1e90)
    assert empty(row, ["upper"])
    assert "beyond the numbers that can be computed with" in row.note
    steep = forecast({2018: 1e-300, 2019: 1.0, 2020: 1e300}, target_value=1e305)
    assert steep.growth == pytest.approx(1e300, rel=1e-9)
    assert empty(steep, ["projected"])
    assert "beyond the numbers that can be computed with" in steep.note


def test_chinese_notes_and_names() -> None:
    row = forecast({2020: 1.0}, lang="zh", name_zh="企业", name_en="Firms")
    assert row.name == "企业"
    assert row.note == "不作预测：需要三个数值，现有1个"


def test_a_level_is_computed_from_what_was_known_in_the_year() -> None:
    """10 % a year on 100 of 2018, the last value before the plan; that of 2020 is not yet known."""
    row = forecast(
        THREE, year=2019, target_value="10%", target_kind="growth", start_year=2021, unit="个"
    )
    assert row.target_value == pytest.approx(100 * 1.1**7, rel=1e-12)
