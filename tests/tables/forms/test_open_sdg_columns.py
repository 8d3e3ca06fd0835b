"""Open SDG: which columns split the headline, which must not vary, and which units are certain."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nbde.errors import TableError
from nbde.tables.forms.open_sdg import unit_of
from nbde.tables.observations import read_observations
from nbde.tables.units import UnknownUnitError, unit

Write = Callable[..., Path]
NAME = "indicator_1-1-1.csv"


def places(path: Path) -> list[tuple[int, str, str]]:
    with pytest.raises(TableError) as refused:
        read_observations(path)
    return [(problem.line, problem.column, problem.key) for problem in refused.value.problems]


def test_national_and_global_figures_are_no_series(write: Write) -> None:
    text = "Year,Reporting type,Units,Value\n2020,National,%,5\n2021,Global,%,16\n"
    assert places(write(text, NAME)) == [(3, "Reporting type", "problem.varies")]


def test_a_row_with_a_place_of_its_own_is_no_headline(write: Write) -> None:
    """E92 is England: beside rows without a code it is a part of them."""
    text = "Year,Units,Sex,GeoCode,Value\n2020,%,,,5\n2021,%,,,6\n2022,%,,E92,9\n"
    assert read_observations(write(text, NAME))["year"].tolist() == [2020, 2021]


def test_one_place_throughout_is_the_headlines(write: Write) -> None:
    text = "Year,Units,GeoCode,Value\n2020,%,UK,5\n2021,%,UK,6\n"
    assert read_observations(write(text, NAME))["value"].tolist() == [5, 6]


def test_two_places_are_no_series(write: Write) -> None:
    text = "Year,Units,GeoCode,Value\n2020,%,UK,5\n2021,%,E92,6\n"
    assert places(write(text, NAME)) == [(3, "GeoCode", "problem.varies")]


@pytest.mark.parametrize("column", ["COMMENT_OBS", "COMMENT_TS", "Comments", "SOURCE_DETAIL"])
def test_a_note_does_not_split_the_headline(column: str, write: Write) -> None:
    text = f"Year,{column},Units,Sex,Value\n2021,,%,,6\n2022,break,%,,7\n2022,,%,F,8\n"
    assert read_observations(write(text, NAME))["value"].tolist() == [6, 7]


@pytest.mark.parametrize(
    "text",
    [
        "year,Units,Sex,value\n2020,%,,5\n2020,%,F,6\n",
        "Year,Sex,Value,Units\n2020,,5,%\n2020,F,6,%\n",
        "YEAR,UNITS,SEX,VALUE\n2020,%,,5\n2020,%,F,6\n",
    ],
)
def test_headers_in_any_case_and_order(text: str, write: Write) -> None:
    assert read_observations(write(text, NAME))["value"].tolist() == [5]


def test_a_file_without_units_says_so(write: Write) -> None:
    path = write("Year,Value\n2020,5\n", NAME)
    assert places(path) == [(1, "", "problem.no_units_column")]
    with pytest.raises(TableError, match="expected Units"):
        read_observations(path)


def test_percent_spelled_two_ways_is_one_unit(write: Write) -> None:
    path = write("Year,Units,Value\n2020,Percent (%),5\n2021,%,6\n", NAME)
    assert set(read_observations(path)["unit"]) == {"%"}


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Percentage (%)", "%"), ("Per cent of GDP", "%"), ("Rate (%)", "%"),
        ("Percentage of people aged 16 and over", "%"),
        ("Energy (MJ)", "MJ"), ("Tonnes (t)", "t"), ("GBP (£)", "GBP"),
        ("Million tonnes (million t)", "million t"), ("1 000 eur", "1000 EUR"),
    ],
)  # fmt: skip
def test_units_that_are_certain(text: str, same: str) -> None:
    read = unit(unit_of(text))
    assert (read.dimension, read.scale) == (unit(same).dimension, unit(same).scale)


@pytest.mark.parametrize(
    "text",
    [
        # A word beside the parentheses would be lost: a thousand, a million, a share of something.
        "Thousands of people (persons)", "Million tonnes (t)", "Billion kWh (kWh)",
        "Number per 1 000 (persons)", "tonnes per km2 (tonnes)", "USD (millions)",
        "Number (thousands)",
        # No share: a change since a year, or another thousandth.
        "Percent change from 2005", "Percentage of 2005 level",
        "Percentage of 1000 people, per mille",
        # Whose pound it is, the file does not say.
        "£ million",
    ],
)  # fmt: skip
def test_units_with_words_to_spare_are_none(text: str) -> None:
    with pytest.raises(UnknownUnitError):
        unit(unit_of(text))
