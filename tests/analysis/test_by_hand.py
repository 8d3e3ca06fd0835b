"""Answers worked out by hand from the bundled tables and from small ones."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Any

import pandas as pd
import pytest
from tests.analysis.small import ask

import nbde
from nbde.analysis.selection import select
from nbde.tables import bundled
from nbde.tables.scenarios import with_scenario


@pytest.fixture(scope="module")
def of_bundled() -> tuple[pd.DataFrame, pd.DataFrame]:
    return (
        nbde.read_targets(bundled.path("targets.csv")),
        nbde.read_observations(bundled.path("observations.csv")),
    )


Tables = tuple[pd.DataFrame, pd.DataFrame]


def the(frame: pd.DataFrame, indicator: str, **where: Any) -> dict[str, Any]:
    chosen = frame[frame["indicator"] == indicator]
    for column, wanted in where.items():
        chosen = chosen[chosen[column] == wanted]
    [row] = chosen.to_dict("records")
    return {str(name): cell for name, cell in row.items()}


def near(value: object) -> Any:
    return pytest.approx(float(str(value)), rel=1e-14)


def root(base: str, power: Decimal) -> Decimal:
    with localcontext(prec=60):
        return +(Decimal(base) ** power)


def test_ningbo_core_share_in_2024(of_bundled: Tables) -> None:
    """The baseline is 5.6 % of 2019; 1119 of 15700 亿元 in 2022 is 7.127... %, the latest value.

    Seven years from 2019 to 2026, of which five are gone in 2024; four years from 2022 to 2026.
    Achieved 8.37 % a year against 15.12 % wanted from the baseline: 0.554, below 0.60, limited.
    """
    targets, observations = of_bundled
    plan = select(targets, plans=["ningbo-2026"])
    row = the(nbde.gap(plan, observations, year=2024), "core_value_added_share")
    with localcontext(prec=60):
        value = Decimal(1119) / Decimal(157)
        milestone = Decimal("5.6") * (15 / Decimal("5.6")) ** (Decimal(5) / 7)
        required = (15 / value) ** (1 / Decimal(4)) - 1
        progress = (value - Decimal("5.6")) / (15 - Decimal("5.6"))
    assert (row["as_of"], row["value_basis"]) == (2022, "derived")
    assert (row["baseline_year"], row["baseline_value"]) == (2019, 5.6)
    assert row["baseline_basis"] == "observed"
    assert row["value"] == near(value)
    assert row["milestone"] == near(milestone)
    assert row["gap"] == near(15 - value)
    assert row["progress"] == near(progress)
    assert row["required_growth"] == near(required)
    assert pd.isna(row["milestone_gap"])
    assert row["status"] == "limited"
    assert "2022" in row["note"]
    assert row["confidence"] == "secondary"


def test_ningbo_with_the_scenario_doubling(of_bundled: Tables) -> None:
    """Half of each target in 2021: 5000 亿元 and 7.5 %, and a doubling in five years.

    2^(3/5) of the way in 2024; 2^(1/5) - 1 a year from 2021. The share's 7.127 % of 2022 lies below
    the 7.5 % assumed for 2021, so it went the wrong way; the revenue has one year only.
    """
    targets, observations = of_bundled
    plan = select(targets, plans=["ningbo-2026"])
    found = nbde.gap(plan, with_scenario(observations, "doubling", plan, ["Ningbo"]), year=2024)
    for indicator in ("de_value_added", "core_revenue"):
        row = the(found, indicator)
        assert (row["baseline_year"], row["baseline_value"], row["baseline_basis"]) == (
            2021, 5000, "assumed",
        )  # fmt: skip
        assert row["milestone"] == near(5000 * root("2", Decimal("0.6")))
        assert row["required_growth"] == near(root("2", Decimal("0.2")) - 1)
        assert (row["gap"], row["status"], row["confidence"]) == (5000, "no_data", "assumed")
    share = the(found, "core_value_added_share")
    assert (share["baseline_value"], share["baseline_basis"]) == (7.5, "assumed")
    assert share["milestone"] == near(Decimal("7.5") * root("2", Decimal("0.6")))
    assert (share["as_of"], share["status"]) == (2022, "wrong_direction")
    assert share["progress"] < 0


def test_ningbo_shares_in_2026(of_bundled: Tables) -> None:
    """GDP of 2025 was 18700 亿元; 5 % more is 19635; 15 % of it 2945.25; 10000 is 50.93 % of it."""
    targets, observations = of_bundled
    plan = select(targets, plans=["ningbo-2026"])
    found = nbde.share(plan, observations, year=2026, gdp_growth=0.05)
    implied = the(found, "core_value_added_share")
    assert (implied["denominator_value"], implied["denominator_unit"]) == (19635, "亿元")
    assert implied["denominator_basis"] == "projected"
    assert (implied["share"], implied["value_basis"]) == (0.15, "implied")
    assert (implied["value"], implied["unit"]) == (near("2945.25"), "亿元")
    level = the(found, "de_value_added")
    assert (level["value"], level["value_basis"]) == (10000, "target")
    assert level["share"] == near(Decimal(10000) / 19635)
    assert "5.00 %" in level["note"]


def test_ningbo_gdp_of_2026_by_the_growth_of_its_last_two_years(of_bundled: Tables) -> None:
    """18147.7 in 2024 and 18700 in 2025, both census-2023: 18700 x 18700 / 18147.7."""
    targets, observations = of_bundled
    plan = select(targets, plans=["ningbo-2026"])
    row = the(nbde.share(plan, observations, year=2026), "de_value_added")
    assert row["denominator_value"] == near(Decimal(18700) ** 2 / Decimal("18147.7"))


# baseline of 2017, target of 2020, target of 2022
ZHEJIANG = {
    "electronics_revenue": ("7905", "11500", "15000"),
    "software_revenue": ("5543", "8000", "10000"),
    "core_labour_productivity": ("34", "38", "44"),
    "new_it_share": ("43", "46", "50"),
    "electronics_new_product_rate": ("55", "57", "60"),
    "pct_applications": ("1197", "1640", "2010"),
    "core_rd_intensity": ("5.5", "6", "6.5"),
    "technology_trade": ("400", "800", "900"),
    "listed_firms": ("80", "120", "150"),
    "unicorns": ("23", "40", "50"),
    "high_tech_firms": ("3000", "5000", "8000"),
    "industrial_robots": ("5.5", "10", "15"),
    "cnc_rate": ("57", "62", "65"),
}


@pytest.mark.parametrize("indicator", ZHEJIANG)
def test_zhejiang_from_its_baselines_alone(of_bundled: Tables, indicator: str) -> None:
    """Nothing was observed after 2017: (T/b)^(1/3) - 1 to 2020 and (T/b)^(1/5) - 1 to 2022."""
    targets, observations = of_bundled
    found = nbde.growth(select(targets, plans=["zhejiang-2022"]), observations, year=2020)
    base, interim, final = ZHEJIANG[indicator]
    for year, target in ((2020, interim), (2022, final)):
        row = the(found, indicator, target_year=year)
        with localcontext(prec=60):
            rate = (Decimal(target) / Decimal(base)) ** (1 / Decimal(year - 2017)) - 1
            change = (Decimal(target) - Decimal(base)) / (year - 2017)
        assert (row["as_of"], row["value"], row["value_basis"]) == (2017, float(base), "baseline")
        assert (row["baseline_basis"], row["years_left"]) == ("published", year - 2017)
        assert row["required_growth"] == near(rate)
        assert row["required_change"] == near(change)
        assert pd.isna(row["achieved_growth"])


def test_zhejiang_as_observed_in_2020(of_bundled: Tables) -> None:
    """30218 亿元 in 2020 passes 30000; 46.8 % falls short of 47 %; both grow on to 2022."""
    targets, observations = of_bundled
    found = nbde.growth(select(targets, plans=["zhejiang-2022"]), observations, year=2020)
    interim = the(found, "de_value_added", target_year=2020)
    assert (interim["status"], interim["required_growth"]) == ("met", 0)
    missed = the(found, "de_value_added_share", target_year=2020)
    assert missed["status"] == "missed"
    assert pd.isna(missed["required_growth"])
    half = Decimal("0.5")
    for indicator, base, value, target in (
        ("de_value_added", "20658", "30218", "40000"),
        ("de_value_added_share", "39.9", "46.8", "55"),
    ):  # fmt: skip
        row = the(found, indicator, target_year=2022)
        with localcontext(prec=60):
            required = (Decimal(target) / Decimal(value)) ** half - 1
            achieved = (Decimal(value) / Decimal(base)) ** (1 / Decimal(3)) - 1
        assert row["required_growth"] == near(required)
        assert row["achieved_growth"] == near(achieved)
        assert row["acceleration"] == near(required / achieved)


def test_zhejiang_has_fifteen_indicators(of_bundled: Tables) -> None:
    targets, _ = of_bundled
    plan = select(targets, plans=["zhejiang-2022"])
    assert set(plan["indicator"]) == {*ZHEJIANG, "de_value_added", "de_value_added_share"}


def test_after_the_target_year(of_bundled: Tables) -> None:
    """100 wanted by 2022: 90 in 2022 misses it for good, though 105 came a year late."""
    target = {"indicator": "n", "baseline_year": 2020, "baseline_value": 80, "target_year": 2022,
              "target_value": 100}  # fmt: skip
    observed = [(2022, 90), (2023, 105)]
    at_once = ask(nbde.gap, target, observed, year=2022)
    assert (at_once["status"], at_once["gap"], at_once["milestone"]) == ("missed", 10, 100)
    assert "late" not in at_once["note"]
    later = ask(nbde.gap, target, observed, year=2024)
    assert (later["status"], later["gap"], later["as_of"]) == ("missed", -5, 2023)
    assert "met in 2023, 1 year late" in later["note"]
    assert later["milestone"] == 100


@pytest.mark.parametrize(("observed", "status"), [
    ([(2023, 105)], "met"), ([(2023, 95)], "missed"), ([(2021, 105)], "met"),
    ([(2021, 95)], "no_data"), ([(2023, 95), (2024, 105)], "missed"), ([], "no_data"),
])  # fmt: skip
def test_when_the_target_year_is_not_known(observed: list[tuple[int, object]], status: str) -> None:
    """The nearest later value decides, else an earlier one that meets the target already."""
    target = {"indicator": "n", "target_year": 2022, "target_value": 100, "comparison": ">="}
    assert ask(nbde.gap, target, observed, year=2024)["status"] == status


def test_hangzhou_in_2022(of_bundled: Tables) -> None:
    """More than 5000 against 5800: 800 short at most, and not decided."""
    targets, observations = of_bundled
    plan = select(targets, plans=["hangzhou-2022"])
    row = the(nbde.gap(plan, observations, year=2022), "core_value_added")
    assert (row["value"], row["gap"], row["status"]) == (5000, 800, "undecided")
    assert "(>)" in row["note"]


def test_ningbo_gdp_by_edition(of_bundled: Tables) -> None:
    """Of 12408.7 (census-2018) and 13100 (census-2023) for 2020 the newer accounts count.

    2019 has 11985.1 and the rounded 11985; 2023 has 16452.8 and, of the newer accounts, 17146.6.
    """
    targets, observations = of_bundled
    plan = select(targets, plans=["ningbo-14fyp"])
    found = nbde.path(plan, observations, year=[2019, 2020, 2022, 2023, 2025])
    gdp = found[found["indicator"] == "gdp"]
    assert gdp["observed"].tolist() == [11985.1, 13100, 15700, 17146.6, 18700]


def test_four_hundred_projects_every_year(of_bundled: Tables) -> None:
    """In each year from 2022 to 2026 at least 400, each year by itself."""
    targets, _ = of_bundled
    plan = select(targets, plans=["ningbo-2026"], indicators=["leading_team_projects"])
    seen = nbde.read_observations(pd.DataFrame({
        "entity": "Ningbo", "indicator": "leading_team_projects", "unit": "项",
        "year": [2021, 2022, 2023, 2025, 2027], "value": [500, 400, 390, 410, 500],
    }))  # fmt: skip
    found = nbde.gap(plan, seen, year=range(2021, 2028))
    assert found["status"].tolist() == [
        "no_data", "met", "missed", "no_data", "met", "no_data", "no_data",
    ]  # fmt: skip
    assert found["milestone"].fillna(0).tolist() == [0, 400, 400, 400, 400, 400, 0]
    assert found["gap"].iloc[1:5].fillna(-1).tolist() == [0, 10, -1, -10]
    assert found["required_growth"].isna().all()
    assert found["progress"].isna().all()


def test_a_total_and_the_year_that_is_missing() -> None:
    """60 in five years: 10 + 14 = 24 after two of five, 24/60 over 2/5 is 1, on track."""
    target = {"indicator": "n", "start_year": 2021, "target_year": 2025, "target_value": 60,
              "schedule": "total"}  # fmt: skip
    second = ask(nbde.gap, target, [(2021, 10), (2022, 14)], year=2022)
    assert (second["value"], second["milestone"], second["gap"]) == (24, 24, 36)
    assert (second["baseline_year"], second["baseline_value"]) == (2020, 0)
    assert (second["progress"], second["status"]) == (0.4, "on_track")
    gap_in = ask(nbde.gap, target, [(2021, 10), (2023, 14)], year=2023)
    assert pd.isna(gap_in["value"])
    assert gap_in["status"] == "no_data"
    assert "2022" in gap_in["note"]
    whole = [(2021, 10), (2022, 14), (2023, 12), (2024, 12), (2025, 11), (2026, 9)]
    over = ask(nbde.gap, target, whole, year=2026)
    assert (over["value"], over["status"], over["as_of"]) == (59, "missed", 2025)


def test_a_fall_that_is_printed_as_a_fall() -> None:
    """比2020年下降13.5%: 200 less 13.5 % is 173, whichever way the sign is written."""
    for written in ("13.5%", "-13.5%"):
        target = {"indicator": "n", "target_kind": "change", "target_value": written,
                  "direction": "decrease", "baseline_year": 2020, "baseline_value": 200,
                  "target_year": 2025}  # fmt: skip
        row = ask(nbde.gap, target, [(2022, 180)], year=2022)
        assert (row["target_value"], row["gap"], row["comparison"]) == (173, -7, "<=")
