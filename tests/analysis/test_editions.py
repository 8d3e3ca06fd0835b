"""One rule for what is comparable, whichever question asks.

Two values are comparable unless both name an edition and the two differ; of several the latest that
names one decides, and a value that names none goes with it.
"""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nbde

OLD, NEW, SILENT = "census-2018", "census-2023", ""
DetectedFormat = dict[int, tuple[float, str]]

# 100, 110, 121 grows by 10 % a year in the new edition; the old one is at another level
JOINED = {2017: (50.0, OLD), 2018: (100.0, NEW), 2019: (110.0, NEW), 2020: (121.0, SILENT)}


def observations(seen: DetectedFormat, indicator: str = "x", unit: str = "亿元") -> pd.DataFrame:
    return nbde.read_observations(
        pd.DataFrame(
            [{"indicator": indicator, "year": year, "value": value, "unit": unit,
              "edition": edition} for year, (value, edition) in seen.items()]
        )
    )  # fmt: skip


def targets(**columns: object) -> pd.DataFrame:
    row = {"indicator": "x", "target_year": 2030, "target_value": 500, "unit": "亿元", **columns}
    return nbde.read_targets(pd.DataFrame([row]))


def test_a_forecast() -> None:
    row = nbde.forecast(targets(), observations(JOINED), year=2020).iloc[0]
    assert row["growth"] == pytest.approx(0.1, rel=1e-12)
    assert row["observations"] == 3


def test_growth_by_least_squares() -> None:
    row = nbde.growth(
        targets(start_year=2018), observations(JOINED), year=2020, trend="least-squares"
    ).iloc[0]
    assert row["achieved_growth"] == pytest.approx(0.1, rel=1e-12)


def test_the_window_of_a_method() -> None:
    """(T - v) / years left = (221 - 121) / 10 = 10 a year; the slope over 2018 to 2020 is 10.5."""
    row = nbde.status(
        targets(target_value=221), observations(JOINED), year=2020, method="acceleration"
    ).iloc[0]
    assert row["score"] == pytest.approx(10 / 10.5, rel=1e-12)


def test_a_denominator_carried_on() -> None:
    """The last two comparable years of the whole: 121 over 110 once more, so 133.1 in 2021."""
    found = nbde.share(
        targets(target_year=2021), observations(JOINED, "gdp"), year=2021
    ).iloc[0]  # fmt: skip
    assert found["denominator_value"] == pytest.approx(133.1, rel=1e-12)


def test_a_denominator_that_would_have_to_join_two_editions() -> None:
    seen = {2018: (100.0, NEW), 2019: (60.0, OLD), 2020: (121.0, NEW)}
    found = nbde.share(targets(target_year=2021), observations(seen, "gdp"), year=2021).iloc[0]
    # from 100 to 121 in two years is 10 % a year: the value of 2019 is of other accounts
    assert found["denominator_value"] == pytest.approx(133.1, rel=1e-12)


def test_an_audit_carries_a_denominator_on_alike() -> None:
    wanted = targets(indicator="s", target_year=2021, target_value=10, unit="%", numerator="x",
                     denominator="gdp")  # fmt: skip
    found = nbde.audit(wanted, observations(JOINED, "gdp"), year=2020)
    row = found[found["check"] == "implied_level"].iloc[0]
    assert row["computed"] == pytest.approx(13.31, rel=1e-12)


def test_an_audited_growth_rate_may_rest_on_a_value_without_an_edition() -> None:
    rate = pd.DataFrame([{"indicator": "x_growth", "year": 2020, "value": 10, "unit": "%",
                          "growth_of": "x"}])  # fmt: skip
    levels = pd.DataFrame(
        [{"indicator": "x", "year": year, "value": value, "unit": "亿元", "edition": edition}
         for year, (value, edition) in JOINED.items()]
    )  # fmt: skip
    seen = nbde.read_observations(pd.concat([levels, rate]).fillna(""))
    found = nbde.audit(targets(), seen, year=2020)
    row = found[found["check"] == "growth"].iloc[0]
    assert (row["stated"], row["verdict"]) == (10, "ok")


def test_a_projection_never_joins_two_editions() -> None:
    seen = {2018: (100.0, OLD), 2020: (121.0, NEW)}
    for last, value in ((NEW, 121.0), (SILENT, 133.1)):
        joined = observations(seen | {2020: (121.0, last)})
        row = nbde.gap(targets(start_year=2019), joined, year=2021, project=True).iloc[0]
        assert row["value"] == pytest.approx(value, rel=1e-12)


@given(
    st.dictionaries(
        st.integers(2005, 2020),
        st.tuples(st.integers(1, 1000), st.sampled_from([OLD, NEW, SILENT])),
        min_size=1, max_size=8,
    )
)  # fmt: skip
def test_what_is_used_is_of_one_edition_and_all_of_it(seen: dict[int, tuple[int, str]]) -> None:
    named = [edition for _, (_, edition) in sorted(seen.items()) if edition]
    used = [year for year, (_, own) in sorted(seen.items()) if own in ("", *named[-1:])]
    row = nbde.forecast(
        targets(), observations({y: (float(v), e) for y, (v, e) in seen.items()}), year=2024
    ).iloc[0]
    assert row["observations"] == len(used)
    assert row["as_of"] == used[-1]
    if len(used) > 2:
        ratio = Fraction(seen[used[-1]][0], seen[used[0]][0])
        rate = float(ratio) ** (1 / (used[-1] - used[0])) - 1
        assert row["growth"] == pytest.approx(rate, rel=1e-9, abs=1e-12)
