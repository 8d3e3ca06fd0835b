"""Every figure and word of gap, growth, share and path against an independent computation.

The oracle computes one row at a time in decimal arithmetic; the tables are the bundled ones and
small ones drawn at random, with mixed units, gaps, bounds, editions, kinds of target and schedules.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.analysis import compared, drawn, oracle
from tests.analysis.oracle import Row

import nbde
from nbde.methods import NAMES as METHODS
from nbde.tables import bundled

YEARS = (2016, 2018, 2019, 2020, 2021, 2022, 2023, 2025, 2027, 2028)
RATES = st.sampled_from((None, None, Decimal("0.1"), Decimal("-0.03")))
LINES = st.sampled_from((None, "linear", "compound"))
drawn_often = settings(
    max_examples=15,
    phases=[Phase.explicit, Phase.generate],  # shrinking whole tables takes minutes
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)


def tables(targets: drawn.Rows, observations: drawn.Rows) -> tuple[pd.DataFrame, pd.DataFrame]:
    columns = ["entity", "indicator", "year", "value", "unit"]
    seen = pd.DataFrame(observations) if observations else pd.DataFrame(columns=columns)
    return nbde.read_targets(pd.DataFrame(targets)), nbde.read_observations(seen)


def number(rate: Decimal | None) -> float | None:
    return None if rate is None else float(rate)


@drawn_often
@given(drawn.targets(), drawn.observations(), st.booleans(), LINES, RATES)
def test_gap_is_the_oracles(
    targets: drawn.Rows,
    observations: drawn.Rows,
    project: bool,
    path: str | None,
    growth: Decimal | None,
) -> None:
    frame = nbde.gap(
        *tables(targets, observations),
        year=YEARS, path=path, growth=number(growth), project=project,
    )  # fmt: skip
    assert not compared.disagreements(
        frame,
        compared.GAP,
        lambda row, year: oracle.standing(
            row, targets, observations, year, path=path, growth=growth, project=project
        ),
        targets,
        YEARS,
    )


@drawn_often
@given(drawn.targets(), drawn.observations(), st.booleans())
def test_growth_is_the_oracles(
    targets: drawn.Rows, observations: drawn.Rows, project: bool
) -> None:
    frame = nbde.growth(*tables(targets, observations), year=YEARS, project=project)
    assert not compared.disagreements(
        frame,
        compared.GROWTH,
        lambda row, year: oracle.standing(row, targets, observations, year, project=project),
        targets,
        YEARS,
    )


@drawn_often
@given(drawn.targets(signed=True), drawn.observations(signed=True))
def test_figures_of_any_sign_are_the_oracles(targets: drawn.Rows, observations: drawn.Rows) -> None:
    both = tables(targets, observations)
    for frame, columns in (
        (nbde.gap(*both, year=YEARS), compared.GAP),
        (nbde.growth(*both, year=YEARS), compared.GROWTH),
    ):
        assert not compared.disagreements(
            frame,
            columns,
            lambda row, year: oracle.standing(row, targets, observations, year),
            targets,
            YEARS,
        )


@drawn_often
@given(drawn.targets(), drawn.observations(), LINES, RATES)
def test_path_is_the_oracles(
    targets: drawn.Rows, observations: drawn.Rows, path: str | None, growth: Decimal | None
) -> None:
    frame = nbde.path(*tables(targets, observations), year=YEARS, path=path, growth=number(growth))
    assert not compared.disagreements(
        frame,
        compared.PATH,
        lambda row, year: oracle.along(row, targets, observations, year, path=path, growth=growth),
        targets,
        YEARS,
    )


@drawn_often
@given(drawn.targets(), drawn.observations(), LINES, RATES, RATES, st.booleans())
def test_share_is_the_oracles(
    targets: drawn.Rows,
    observations: drawn.Rows,
    path: str | None,
    growth: Decimal | None,
    gdp_growth: Decimal | None,
    projection: bool,
) -> None:
    frame = nbde.share(
        *tables(targets, observations),
        year=YEARS, path=path, growth=number(growth), gdp_growth=number(gdp_growth),
        projection=projection,
    )  # fmt: skip
    assert not compared.disagreements(
        frame,
        compared.SHARE,
        lambda row, year: oracle.share(
            row, targets, observations, year,
            path=path, growth=growth, gdp_growth=gdp_growth, projection=projection,
        ),
        [row for row in targets if oracle.is_share_row(row, observations, "gdp")],
        YEARS,
    )  # fmt: skip


@pytest.mark.parametrize("method", [*METHODS, "all"])
@drawn_often
@given(targets=drawn.targets(signed=True), observations=drawn.observations(signed=True))
def test_the_caveats_of_a_status_are_the_oracles(
    targets: drawn.Rows, observations: drawn.Rows, method: str
) -> None:
    assert not compared.disagreements(
        nbde.status(*tables(targets, observations), year=YEARS, method=method),
        ("as_of", "rests_on"),
        lambda row, year: oracle.of_status(row, targets, observations, year, method),
        targets,
        YEARS,
    )


@drawn_often
@given(drawn.targets(signed=True), drawn.observations(signed=True), st.integers(2016, 2028))
def test_the_caveats_of_a_forecast_are_the_oracles(
    targets: drawn.Rows, observations: drawn.Rows, year: int
) -> None:
    frame = nbde.forecast(*tables(targets, observations), year=year)
    assert not compared.disagreements(
        frame.assign(year=year),
        ("observations", "rests_on"),
        lambda row, year: oracle.of_forecast(row, targets, observations, year),
        targets,
        (year,),
    )


@drawn_often
@given(drawn.targets(), drawn.observations())
def test_the_caveats_of_a_line_through_the_values_are_the_oracles(
    targets: drawn.Rows, observations: drawn.Rows
) -> None:
    frame = nbde.growth(*tables(targets, observations), year=YEARS, trend="least-squares")
    assert not compared.disagreements(
        frame,
        ("all_caveats",),
        lambda row, year: {"all_caveats": oracle.on_line(row, targets, observations, year)},
        targets,
        YEARS,
    )


@drawn_often
@given(drawn.targets(), drawn.observations(), st.sampled_from(("targets", "observations", "both")))
def test_tables_without_entities_join_by_indicator(
    targets: drawn.Rows, observations: drawn.Rows, without: str
) -> None:
    """One entity's observations serve every target of the indicator where a table names none."""
    observations = [row for row in observations if row["entity"] == "A"]
    if without in ("targets", "both"):
        targets = list({
            (row["plan"], row["indicator"], row["target_year"]): nameless(row) for row in targets
        }.values())  # fmt: skip
    if without in ("observations", "both"):
        observations = [nameless(row) for row in observations]
    frame = nbde.gap(*tables(targets, observations), year=YEARS)
    assert not compared.disagreements(
        frame,
        ("as_of", "value", "gap", "status"),
        lambda row, year: oracle.standing(row, targets, observations, year),
        targets,
        YEARS,
    )


def nameless(row: Row) -> dict[str, str]:
    return {column: text for column, text in row.items() if column != "entity"}


@pytest.fixture(scope="module")
def of_bundled() -> tuple[pd.DataFrame, pd.DataFrame, drawn.Rows, drawn.Rows]:
    places = bundled.path("targets.csv"), bundled.path("observations.csv")
    rows: list[drawn.Rows] = []
    for place in places:
        with place.open(encoding="utf-8", newline="") as file:
            rows.append(list(csv.DictReader(file)))
    return nbde.read_targets(places[0]), nbde.read_observations(places[1]), rows[0], rows[1]


@pytest.mark.parametrize("options", [
    {}, {"project": True}, {"path": "linear"}, {"growth": Decimal("0.12")},
])  # fmt: skip
def test_every_bundled_plan_in_every_year(of_bundled: Any, options: dict[str, Any]) -> None:
    targets, observations, rows, seen = of_bundled
    years = range(2016, 2031)
    given_: dict[str, Any] = {
        k: float(v) if isinstance(v, Decimal) else v for k, v in options.items()
    }
    assert not compared.disagreements(
        nbde.gap(targets, observations, year=years, **given_),
        compared.GAP,
        lambda row, year: oracle.standing(row, rows, seen, year, **options),
        rows,
        years,
    )
    if "project" in options or not options:
        assert not compared.disagreements(
            nbde.growth(targets, observations, year=years, **given_),
            compared.GROWTH,
            lambda row, year: oracle.standing(row, rows, seen, year, **options),
            rows,
            years,
        )


@pytest.mark.parametrize("options", [
    {}, {"gdp_growth": Decimal("0.05")}, {"projection": False}, {"path": "linear"},
])  # fmt: skip
def test_every_bundled_share_in_every_year(of_bundled: Any, options: dict[str, Any]) -> None:
    targets, observations, rows, seen = of_bundled
    years = range(2016, 2031)
    given_: dict[str, Any] = {
        k: float(v) if isinstance(v, Decimal) else v for k, v in options.items()
    }
    assert not compared.disagreements(
        nbde.share(targets, observations, year=years, **given_),
        compared.SHARE,
        lambda row, year: oracle.share(row, rows, seen, year, **options),
        [row for row in rows if oracle.is_share_row(row, seen, "gdp")],
        years,
    )
