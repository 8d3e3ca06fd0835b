"""SDMX-CSV as OECD, BIS, Eurostat and the UN write it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from nbde.errors import TableError
from nbde.tables.forms.sdmx_codes import unit_and_edition
from nbde.tables.observations import read_observations

Write = Callable[..., Path]
FILES = Path(__file__).with_name("files")


def figures(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return [*frame[[*columns]].itertuples(index=False, name=None)]


def test_version_1_with_multiplier_and_status() -> None:
    frame = read_observations(FILES / "sdmx_oecd.csv")
    # 2022 of Australia and all of Austria are missing, 2030 is a forecast.
    assert figures(frame, "entity", "indicator", "year", "value", "unit", "vintage", "edition") == [
        ("AUS", "B1GQ", 2020, 1400.5, "million USD", "", "prices V"),
        ("AUS", "B1GQ", 2021, 1577.75, "million USD", "preliminary", "prices V"),
        ("AUS", "B1GQ_R", 2021, 1500.0, "million USD", "", "prices LR"),
    ]
    assert set(frame["source"]) == {"OECD.SDD.NAD:DSD_NAAG@DF_NAAG_I(1.0)"}


def test_version_2_with_names_beside_the_codes() -> None:
    frame = read_observations(FILES / "sdmx_labels.csv")
    assert figures(frame, "entity", "indicator", "name_en", "year", "value", "unit") == [
        ("AU1", "POP", "Population", 2024, 8534000.0, "persons"),
        ("AU2", "POP", "Population", 2024, 6959000.0, "persons"),
    ]


def test_version_2_with_code_and_name_in_a_cell() -> None:
    frame = read_observations(FILES / "sdmx_both.csv")
    # 2024-A1 is the year 2024 as a reporting period; the row of 2022 is a deletion.
    assert figures(frame, "entity", "indicator", "name_en", "year", "value", "unit", "vintage") == [
        ("BR", "CR", "Credit to GDP", 2023, 11.75, "%", ""),
        ("BR", "CR", "Credit to GDP", 2024, 11.25, "%", "preliminary"),
    ]


def test_eurostat() -> None:
    frame = read_observations(FILES / "sdmx_eurostat.csv")
    assert figures(frame, "entity", "indicator", "year", "value", "unit", "vintage") == [
        ("AT", "B1GQ", 2023, 400000.5, "million EUR", ""),
        ("AT", "B1GQ", 2024, 410000.0, "million EUR", "preliminary"),
    ]


def test_a_dimension_that_varies_is_named_and_nothing_is_picked() -> None:
    with pytest.raises(TableError) as refused:
        read_observations(FILES / "sdmx_unsd.csv")
    (first,) = refused.value.problems
    assert (first.line, first.column, first.key) == (3, "COMPOSITE_BREAKDOWN", "problem.varies")
    assert first.sentence() == (
        "got 'KMGBFT14_ACHIEVED' beside '_T', expected one COMPOSITE_BREAKDOWN in a series: "
        "keep one"
    )


def test_a_dimension_may_differ_between_series(write: Write) -> None:
    text = (
        "DATAFLOW,REF_AREA,INDICATOR,SEX,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\n"
        "A:B(1.0),X,a,F,2020,1,PT\nA:B(1.0),Y,a,M,2020,2,PT\nA:B(1.0),X,b,M,2020,3,PT\n"
    )
    assert read_observations(write(text))["value"].tolist() == [1, 2, 3]


def test_it_varies_within_a_series_even_where_no_year_stands_twice(write: Write) -> None:
    text = (
        "DATAFLOW,REF_AREA,INDICATOR,SEX,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\n"
        "A:B(1.0),X,a,F,2020,1,PT\nA:B(1.0),X,a,M,2021,2,PT\n"
    )
    with pytest.raises(TableError) as refused:
        read_observations(write(text))
    assert [(p.line, p.column) for p in refused.value.problems] == [(3, "SEX")]


@pytest.mark.parametrize("period", ["2024-Q3", "2024-06", "2024-S1", "2024-W05", "2024-06-30"])
def test_parts_of_years_are_refused_as_everywhere(period: str, write: Write) -> None:
    text = f"DATAFLOW,REF_AREA,SERIES,TIME_PERIOD,OBS_VALUE,UNIT\nA:B(1.0),X,a,{period},1,PT\n"
    with pytest.raises(TableError) as refused:
        read_observations(write(text))
    (problem,) = refused.value.problems
    assert (problem.line, problem.column, problem.got) == (2, "TIME_PERIOD", period)
    assert problem.key == "problem.year_part"


def test_without_a_dimension_for_it_the_dataflow_is_the_indicator(write: Write) -> None:
    text = "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\nA:GINI(1.0),X,2020,1,IX\n"
    assert read_observations(write(text))["indicator"].tolist() == ["GINI"]


def test_columns_may_stand_in_any_order(write: Write) -> None:
    text = "SERIES,OBS_VALUE,UNIT_MEASURE,REF_AREA,TIME_PERIOD,DATAFLOW\na,1,PT,X,2020,A:B(1.0)\n"
    frame = read_observations(write(text))
    assert figures(frame, "entity", "indicator", "year", "value", "unit") == [
        ("X", "a", 2020, 1.0, "%")
    ]


def test_a_file_without_units_lacks_a_column(write: Write) -> None:
    text = "DATAFLOW,REF_AREA,SERIES,TIME_PERIOD,OBS_VALUE\nA:B(1.0),X,a,2020,1\n"
    with pytest.raises(TableError) as refused:
        read_observations(write(text))
    assert [(p.line, p.column, p.key) for p in refused.value.problems] == [
        (1, "unit", "problem.no_column")
    ]


@pytest.mark.parametrize(
    ("code", "unit", "edition"),
    [
        ("PT", "%", ""), ("PC_GDP", "%", ""), ("PERCENT", "%", ""),
        ("CNY", "CNY", ""), ("MIO_EUR", "million EUR", ""), ("CP_EUR_HAB", "EUR/person", "CP"),
        ("CLV20_MEUR", "million EUR", "CLV20"), ("I15", "index", "2015 = 100"),
        ("I95", "index", "1995 = 100"),
        ("CON_USD", "USD", "constant prices"),
        # Which currency it is depends on the entity, purchasing power is none: left as they are.
        ("XDC", "XDC", ""), ("MIO_NAC", "MIO_NAC", ""), ("CP_MPPS", "CP_MPPS", ""),
    ],
)  # fmt: skip
def test_codes_of_units(code: str, unit: str, edition: str) -> None:
    assert unit_and_edition(code) == (unit, edition)


def test_a_national_currency_is_refused_in_its_place(write: Write) -> None:
    header = "DATAFLOW,REF_AREA,SERIES,UNIT_MEASURE,TIME_PERIOD,OBS_VALUE,UNIT_MULT\n"
    text = f"{header}A:B(1.0),X,a,XDC,2020,1,6\n"
    with pytest.raises(TableError) as refused:
        read_observations(write(text))
    (problem,) = refused.value.problems
    assert (problem.line, problem.column, problem.got) == (2, "UNIT_MEASURE", "million XDC")
