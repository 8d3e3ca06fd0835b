"""The CSV of Open SDG sites: the headline, and the indicator from the file's name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from nbde.errors import TableError
from nbde.tables.observations import read_observations

Write = Callable[..., Path]
FILES = Path(__file__).with_name("files")


def test_the_united_kingdom() -> None:
    frame = read_observations(FILES / "indicator_8-1-1.csv")
    assert dict(zip(frame["year"], frame["value"], strict=True)) == {
        2018: 1.0, 2019: 1.1, 2020: -9.7, 2021: 6.7,
    }  # fmt: skip
    assert set(frame["indicator"]) == {"8-1-1"}
    assert set(frame["unit"]) == {"%"}
    assert set(frame["name_en"]) == {"Annual growth rate of real GDP per capita"}
    assert "entity" not in frame


def test_germany_without_its_states() -> None:
    frame = read_observations(FILES / "indicator_8-4-a.csv")
    assert frame["value"].tolist() == [34.7, 35.4]
    assert set(frame["indicator"]) == {"8-4-a"}
    assert (frame["_scale"] == 1000).all()  # 1 000 eur


def test_a_code_of_ones_own() -> None:
    frame = read_observations(FILES / "indicator_8-4-a.csv", indicator="gdp_per_head")
    assert set(frame["indicator"]) == {"gdp_per_head"}


def test_a_file_without_a_headline_is_refused() -> None:
    with pytest.raises(TableError) as refused:
        read_observations(FILES / "indicator_3-4-2.csv")
    (problem,) = refused.value.problems
    assert (problem.line, problem.key) == (1, "problem.no_headline")
    assert "Sex, Age, Country, Region" in problem.sentence()


def test_a_file_whose_name_gives_no_code_needs_one(write: Write) -> None:
    path = write("Year,Units,Value\n2020,%,1\n", "download.csv")
    with pytest.raises(TableError) as refused:
        read_observations(path)
    (problem,) = refused.value.problems
    assert (problem.column, problem.key) == ("indicator", "problem.no_column")
    assert read_observations(path, indicator="x")["value"].tolist() == [1]


def test_multiplier_status_and_missing_values(write: Write) -> None:
    text = (
        "Year,Observation status,Unit multiplier,Units,Value\n"
        "2019,Normal value,Millions,EUR,1.5\n2020,Provisional value,Millions,EUR,2\n"
        "2021,Missing value,Millions,EUR,\n2022,Forecast value,Millions,EUR,3\n"
    )
    frame = read_observations(write(text, "indicator_1-1-1.csv"))
    assert frame["value"].tolist() == [1.5, 2]
    assert frame["vintage"].tolist() == ["", "preliminary"]
    assert (frame["_scale"] == 1e6).all()


def test_two_series_in_one_file_are_refused(write: Write) -> None:
    text = "Year,Series,Units,Value\n2020,a,%,1\n2020,b,%,2\n"
    with pytest.raises(TableError) as refused:
        read_observations(write(text, "indicator_1-1-1.csv"))
    (first,) = refused.value.problems
    assert (first.line, first.column, first.got, first.key) == (3, "Series", "b", "problem.varies")
