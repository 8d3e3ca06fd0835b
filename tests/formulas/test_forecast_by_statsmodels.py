"""The drift method beside statsmodels, which knows nothing of it: as a regression, as a filter.

The steps of a walk with drift are a regression on a constant: a step over n years, divided by n,
has the drift as its mean and s²/n as its variance, so its weight is n. A further step over h years
is one more observation of weight h, and statsmodels' prediction of it holds the drift's own error.
In state-space form the missing years stay missing, and the Kalman filter passes over them.
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from statsmodels.regression.linear_model import WLS  # type: ignore[import-untyped]
from statsmodels.tsa.arima.model import ARIMA  # type: ignore[import-untyped]

import nbde
from nbde.formulas.domain import Floats
from nbde.formulas.forecast import chance, interval, median, random_walk, standard_error
from nbde.tables import bundled

# whole numbers that no straight line joins, so that there is an error to compare
wandering = st.dictionaries(
    st.integers(1950, 2050), st.integers(1, 10**6), min_size=3, max_size=12
).filter(lambda series: not on_a_line(series))


def on_a_line(series: dict[int, int]) -> bool:
    years = sorted(series)
    first, last = years[0], years[-1]
    rise, span = series[last] - series[first], last - first
    return all((series[year] - series[first]) * span == rise * (year - first) for year in years)


class Regression:
    """The point, its standard error and its interval `horizon` years after the last value."""

    def __init__(self, years: Floats, values: Floats, horizon: int, level: float) -> None:
        lengths = np.diff(years)
        fit = WLS(np.diff(values) / lengths, np.ones(len(lengths)), weights=lengths).fit()
        step = fit.get_prediction(np.ones((1, 1)), weights=np.array([horizon]))
        self.point = values[-1] + horizon * step.predicted_mean[0]
        self.error = horizon * step.se_obs[0]
        ends = step.conf_int(obs=True, alpha=1 - level)[0]
        self.lower, self.upper = values[-1] + horizon * ends
        self._standing = step.dist.cdf, step.dist_args

    def below(self, target: float) -> float:
        """The probability of standing below `target`."""
        distribution, degrees = self._standing
        return float(distribution((target - self.point) / self.error, *degrees))


@given(wandering, st.integers(1, 30), st.booleans(), st.sampled_from([0.5, 0.8, 0.95]))
def test_point_error_interval_and_chance(
    series: dict[int, int], horizon: int, logarithmic: bool, level: float
) -> None:
    years = np.array(sorted(series), dtype=float)
    values = np.array([series[int(year)] for year in years], dtype=float)
    expected = Regression(years, np.log(values) if logarithmic else values, horizon, level)
    if logarithmic:  # the exponential of more leaves the doubles
        assume(expected.lower > -700 and expected.upper < 700)
    walk = random_walk(np.zeros(len(years), int), years, values, logarithmic)
    found = np.array([median(walk, horizon), *interval(walk, horizon, level)])[:, 0]
    error = standard_error(walk, horizon)[0]
    size = np.abs(values).max()
    if logarithmic:
        found, size = np.log(found), 30.0
    assert found[0] == pytest.approx(expected.point, abs=1e-11 * size)
    assert error == pytest.approx(expected.error, rel=1e-6, abs=1e-11 * size)
    if error > 1e-6 * size:  # else the two lose their digits in the steps, before any formula
        assert found[1:] == pytest.approx([expected.lower, expected.upper], rel=1e-6)
        target = expected.point + expected.error
        met = chance(walk, horizon, math.exp(target) if logarithmic else target, [1])
        assert met[0] == pytest.approx(1 - expected.below(target), rel=1e-6)


@pytest.mark.parametrize("seed", range(6))
def test_missing_years_are_passed_over_by_the_filter(seed: int) -> None:
    draw = np.random.default_rng(seed)
    full = np.cumsum(draw.normal(1.0, 2.0, size=14)) + 50
    seen = np.sort(draw.choice(np.arange(1, 13), size=3 + seed, replace=False))
    seen = np.concatenate([[0], seen, [13]])
    holed = np.full(14, np.nan)
    holed[seen] = full[seen]
    fit = ARIMA(holed, order=(0, 1, 0), trend="t", concentrate_scale=True).fit()
    walk = random_walk(np.zeros(len(seen), int), seen, full[seen], False)
    # the most likely drift, found by search; its variance is over all steps, ours over one less
    assert walk.drift[0] == pytest.approx(fit.params[0], abs=1e-4)
    steps = len(seen) - 1
    assert walk.deviation[0] ** 2 * (steps - 1) / steps == pytest.approx(fit.scale, rel=1e-6)
    assert median(walk, 5)[0] == pytest.approx(fit.forecast(5)[-1], abs=1e-3)


BUNDLED = {
    # what docs/forecast.md says is used: 2021 is the plan's own baseline; after the census of 2023;
    # shares, as they are
    ("zhejiang-2027", "de_value_added", 2026): {2018: 23300, 2020: 30218, 2021: 35700, 2023: 43300},
    ("ningbo-14fyp", "gdp", 2024): {2020: 13100, 2023: 17146.6, 2024: 18147.7},
    ("zhejiang-14fyp", "de_value_added_share", 2024): {2020: 46.8, 2021: 48.6, 2023: 52.5},
}


@pytest.mark.parametrize(("asked", "series"), BUNDLED.items(), ids=str)
def test_forecasts_of_the_bundled_plans(
    asked: tuple[str, str, int], series: dict[int, float]
) -> None:
    """Through the whole question, the values that it uses regressed once more."""
    plan, indicator, year = asked
    targets = nbde.read_targets(bundled.path("targets.csv"))
    chosen = targets[(targets["plan"] == plan) & (targets["indicator"] == indicator)]
    observations = nbde.read_observations(bundled.path("observations.csv"))
    row = nbde.forecast(chosen, observations, year=year).iloc[0]
    measure = np.log if row["unit"] != "%" else np.asarray
    horizon = int(row["target_year"]) - max(series)
    expected = Regression(
        np.array(list(series), float), measure(np.array(list(series.values()), float)), horizon, 0.8
    )
    assert row["observations"] == len(series)
    found = measure(row[["projected", "lower", "upper"]].to_numpy(np.float64))
    assert found == pytest.approx([expected.point, expected.lower, expected.upper], rel=1e-9)
    met = 1 - expected.below(float(measure(row["target_value"])))
    assert row["probability"] == pytest.approx(met, rel=1e-9)
