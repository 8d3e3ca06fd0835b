"""Each label on both sides of each cut, with figures that meet the cut by hand arithmetic."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbde.formulas.growth import level_after
from nbde.methods import NAMES, acceleration, destatis, method, open_sdg, thresholds

from . import published

JUST = 1e-6


def grown(rate: float, start: float = 100.0, years: int = 10) -> float:
    return float(level_after(start, rate, years))


@pytest.mark.parametrize(
    ("name", "cuts"),
    [
        (
            "open-sdg",
            [
                (0.95, "substantial_progress", "moderate_progress"),
                (0.6, "moderate_progress", "limited_progress"),
                (0.0, "limited_progress", "deterioration"),
            ],
        ),
        (
            "eurostat-2021",
            [
                (0.95, "significant_progress", "moderate_progress"),
                (0.6, "moderate_progress", "insufficient_progress"),
                (0.0, "insufficient_progress", "movement_away"),
            ],
        ),
    ],
)
@pytest.mark.parametrize("d", [1, -1])
def test_ratio_of_growth_rates(name: str, cuts: list[tuple[float, str, str]], d: int) -> None:
    # the target asks for d * 2 % a year over 15 years, so R is the growth over 10 years by d * 2 %
    target = grown(0.02 * d, years=15)
    for cut, at, below in cuts:
        for share, label in ((cut + JUST, at), (cut - JUST, below)):
            value = grown(0.02 * d * share)
            found = method(name).assess(2010, 100, 2020, value, 2025, target, direction=d)
            assert published.labels(name, found) == [label]
        assert published.labels(
            name,
            method(name).assess(2010, 100, 2020, grown(0.02 * d * cut), 2025, target, direction=d),
        ) == [at]


@pytest.mark.parametrize(
    ("name", "cuts"),
    [
        (
            "open-sdg",
            [
                (0.015, "substantial_progress", "moderate_progress"),
                (0.005, "moderate_progress", "limited_progress"),
                (0.0, "limited_progress", "deterioration"),
            ],
        ),
        (
            "eurostat-2021",
            [
                (0.01, "significant_progress", "moderate_progress"),
                (0.0, "moderate_progress", "moderate_movement_away"),
                (-0.01 + JUST, "moderate_movement_away", "moderate_movement_away"),
                (-0.01 - 2 * JUST, "significant_movement_away", "significant_movement_away"),
            ],
        ),
        (
            "unsd-2023",
            [
                (0.02, "on_track_or_met", "fair_progress"),
                (0.005, "fair_progress", "stagnation_or_regression"),
            ],
        ),
    ],
)
@pytest.mark.parametrize("d", [1, -1])
@pytest.mark.parametrize("start", [100.0, -100.0])
def test_growth_without_a_target(
    name: str, cuts: list[tuple[float, str, str]], d: int, start: float
) -> None:
    # a decrease of a positive level leads towards zero, and so does an increase of a negative
    sign = d if start > 0 else -d
    for cut, at, below in cuts:
        for rate, label in ((cut, at), (cut - JUST / 2, below)):
            value = grown(sign * rate, start)
            found = method(name).assess(2010, start, 2020, value, 2030, np.nan, direction=d)
            assert published.labels(name, found) == [label], (cut, rate)


@pytest.mark.parametrize("rate", [-0.01, -0.02])
def test_one_per_cent_a_year_away_is_significant(rate: float) -> None:
    found = method("eurostat-2021").assess(2010, 100, 2020, grown(rate), 2030, np.nan, direction=1)
    assert published.labels("eurostat-2021", found) == ["significant_movement_away"]


def test_natural_limit_makes_the_cuts_smaller() -> None:
    # C = 1 - 0.9^4.44 = 0.3736 at 90 of 100: 0.6 % a year is above 0.015 C = 0.0056
    ends = (2010, 90, 2020, grown(0.006, 90), 2030, np.nan)
    limits = [np.nan, 100, 60, 1000]
    found = open_sdg.assess(*ends, direction=1, natural_limit=limits)
    # a limit that was passed already, and one far away, change nothing: 0.6 % is moderate
    assert published.labels("open-sdg", found) == [
        "moderate_progress",
        "substantial_progress",
        "moderate_progress",
        "moderate_progress",
    ]
    near = 1 - 0.9**4.44
    assert found.score[1] == pytest.approx(500 * 0.006 / near - 5, rel=1e-9)


def test_natural_limit_below() -> None:
    # a fall from 60 towards a lowest 50: C = 1 - ((100 - 60) / 50)^4.44 = 1 - 0.8^4.44 = 0.6287
    found = open_sdg.assess(
        2010, 60, 2020, grown(-0.01, 60), 2030, np.nan, direction=-1, natural_limit=[50, 100, 20]
    )
    # 1 % a year is above 0.015 C = 0.0094; a limit above does not count, one below half does not
    assert published.labels("open-sdg", found) == [
        "substantial_progress",
        "moderate_progress",
        "moderate_progress",
    ]


def test_holding_a_natural_limit_is_substantial() -> None:
    found = open_sdg.assess(
        2010, 100, 2020, [100, 99.9], 2030, np.nan, direction=1, natural_limit=100
    )
    assert published.labels("open-sdg", found) == ["substantial_progress", "deterioration"]
    assert found.score[0] == 5


def test_open_sdg_score_is_continuous_and_bounded() -> None:
    # both formulas give 0 at R = 0.6 and -2.5 at R = 0; 7.1429 R - 4.2857 reaches 5 at R = 1.3
    target = grown(0.02, years=15)
    found = open_sdg.assess(
        2010,
        100,
        2020,
        [grown(0.02 * share) for share in (0.6, 0.0, 1.3)],
        2025,
        target,
        direction=1,
    )
    np.testing.assert_allclose(found.score, [0.0, -2.5, 5.0], atol=1e-4)
    low = open_sdg.assess(2010, 100, 2020, grown(-0.18), 2025, target, direction=1)
    assert low.score == -5


@pytest.mark.parametrize(
    ("carried", "label"),
    [
        (147.5, "on_track_or_met"),  # q = 0.95
        (147.4999, "fair_progress"),
        (105, "fair_progress"),  # q = 0.10
        (104.9999, "stagnation_or_regression"),
        (90, "stagnation_or_regression"),
    ],
)
def test_unsd_carries_to_the_target_year(carried: float, label: str) -> None:
    # the latest value is that of the target year itself, so nothing is carried and q is plain
    found = method("unsd-2023").assess(2015, 100, 2030, carried, 2030, 150, direction=1)
    assert published.labels("unsd-2023", found) == [label]
    assert found.score == pytest.approx((carried - 100) / 50, rel=1e-12)


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (20.3, "on_track_or_maintaining"),  # exactly on the line: 1.02 a year of 1.02
        (20.2, "moderately_improving"),
        (15.2, "moderately_improving"),  # exactly half the pace
        (15.1, "stagnating"),
        (10.1, "stagnating"),
        (10.0, "decreasing"),
    ],
)
def test_sdsn_paces(value: float, label: str) -> None:
    # from 10.1 in 2010 to 30.5 in 2030; in binary 20.3 - 10.1 is not half of 30.5 - 10.1
    found = method("sdsn").assess(2010, 10.1, 2020, value, 2030, 30.5, direction=1)
    assert published.labels("sdsn", found) == [label]


@pytest.mark.parametrize(
    ("value", "label", "score"),
    [
        (150, "completed", 0.4),
        (131, "ahead_of_schedule", 0.02),
        (130, "on_schedule", 0.0),
        (129, "behind_schedule", -0.02),
        (100, "behind_schedule", -0.6),
        (99, "wrong_direction", -0.62),
    ],
)
def test_china_schedule(value: float, label: str, score: float) -> None:
    found = method("china-schedule").assess(2020, 100, 2023, value, 2025, 150, direction=1)
    assert published.labels("china-schedule", found) == [label]
    assert found.score == pytest.approx(score, abs=1e-12)


def test_china_schedule_on_the_path_of_constant_growth() -> None:
    # 100 to 400 in four years: 200 after two is half of the way in logarithms, a third on the line
    found = method("china-schedule").assess(
        2020, 100, 2022, 200, 2024, 400, direction=1, compound=[True, False]
    )
    assert published.labels("china-schedule", found) == ["on_schedule", "behind_schedule"]
    undefined = method("china-schedule").assess(
        2020, [-100, 100], 2022, [50, -200], 2024, 400, direction=1, compound=True
    )
    assert published.reasons(undefined) == ["reason.not_positive"] * 2


@pytest.mark.parametrize(
    ("target", "label"),
    [
        (40.0, "sun"),  # r = 2 * 10 / 20 = 1
        (20 + 20 / 0.96, "sun"),
        (20 + 20 / 0.94, "slightly_cloudy"),
        (45.0, "slightly_cloudy"),  # r = 20 / 25 = 0.8
        (45.01, "cloud"),
        (1e9, "cloud"),
    ],
)
def test_destatis_share_of_the_way(target: float, label: str) -> None:
    # 10 in 2015 to 20 in 2020 is 2 a year, so 20 more by 2030
    found = destatis.assess(
        [0] * 4, [2015, 2016, 2018, 2020], [10, 3, 50, 20], 2030, target, direction=1
    )
    assert published.labels("destatis", found) == [label]


def test_destatis_exactly_on_the_upper_cut() -> None:
    # 100 to 109.5 in five years is 1.9 a year; 19 more of 20 is 0.95, which is not above 0.95
    found = destatis.assess(
        [0] * 4, [2015, 2016, 2017, 2020], [100, 100, 100, 109.5], 2030, 129.5, direction=1
    )
    assert published.labels("destatis", found) == ["slightly_cloudy"]


@pytest.mark.parametrize(
    ("target", "label"),
    [(40, "on_track"), (40.1, "off_track"), (59.9, "off_track"), (60, "well_off_track")],
)
def test_acceleration_factor(target: float, label: str) -> None:
    # 2 a year so far from 10 to 20; 20 more in ten years is factor 1, 40 more is factor 2
    found = acceleration.assess([0, 0], [2015, 2020], [10, 20], 2030, target, direction=1)
    assert published.labels("acceleration", found) == [label]
    assert found.score[0] == pytest.approx((target - 20) / 20, rel=1e-12)


def test_acceleration_of_a_decrease() -> None:
    # the same turned round: 2 a year down, from 20 to 10, and 20 more to go in ten years
    found = acceleration.assess([0, 0], [2015, 2020], [20, 10], 2030, -10, direction=-1)
    assert published.labels("acceleration", found) == ["on_track"]


def test_a_series_of_equal_decimals_stands_still() -> None:
    # the mean of three 0.1 is not 0.1 in binary, yet nothing changed
    found = acceleration.assess([0] * 3, [2018, 2019, 2020], [0.1] * 3, 2030, 1, direction=1)
    assert published.reasons(found) == ["note.standstill"]
    assert published.labels("acceleration", found) == ["well_off_track"]


@pytest.mark.parametrize("name", ["destatis", "acceleration"])
def test_many_series_are_judged_as_each_alone(name: str) -> None:
    judge = method(name).assess
    rows = {
        0: [(2016, 1.0), (2017, 2.0), (2018, 3.0), (2020, 4.0)],
        2: [(2012, 9.0), (2013, 8.0), (2016, 7.5), (2017, 7.0)],
        3: [(2020, 5.0)],
    }
    goals = [(2030, 12.0, 1), (2030, 3.0, 1), (2025, 2.0, -1), (2030, 8.0, 1)]
    flat = [(owner, year, value) for owner, points in rows.items() for year, value in points]
    series, years, values = zip(*reversed(flat), strict=True)  # in no order
    target_years, targets, directions = zip(*goals, strict=True)
    together = judge(series, years, values, target_years, targets, direction=directions)
    for owner, points in rows.items():
        years, values = zip(*points, strict=True)
        target_year, target, d = goals[owner]
        alone = judge([0] * len(points), years, values, target_year, target, direction=d)
        for of_all, of_one in zip(together, alone, strict=True):
            np.testing.assert_array_equal(np.asarray(of_all)[owner], np.asarray(of_one)[0])
    assert published.reasons(together)[1] == "reason.no_value"


THRESHOLDS = [(name, each) for name in NAMES for each in method(name).thresholds if each]


@pytest.mark.parametrize(("name", "tried"), THRESHOLDS, ids=[name for name, _ in THRESHOLDS])
@given(number=st.floats(allow_nan=False) | st.sampled_from([0.0, 0.6, 0.95, 1.0, 2.0, -0.01]))
def test_every_number_has_one_label_of_the_method(
    name: str, tried: tuple[thresholds.Threshold, ...], number: float
) -> None:
    found = thresholds.cut(np.array([number, np.nan]), tried)
    assert set(found) <= set(method(name).LABELS)
    assert sum(bool(where[0]) for where in found.values()) == 1
    assert not any(where[1] for where in found.values())
