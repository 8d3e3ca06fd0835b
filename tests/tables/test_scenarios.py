"""Values assumed for one call: always marked, before all others of their year, or refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from nbde.errors import DataError, TableError, UnknownNameError, UsageError
from nbde.tables.load import no_observations
from nbde.tables.observations import read_observations
from nbde.tables.scenarios import with_assumption, with_scenario
from nbde.tables.targets import read_targets

Write = Callable[..., Path]

T = (
    "entity,indicator,target_year,target_value,unit,numerator,denominator\n"
    "N,share,2026,15,%,core,gdp\nN,de,2026,1,万亿元,,\n"
)
O = "entity,indicator,year,value,unit,source\nN,gdp,2020,12408.7,亿元,s\n"  # noqa: E741


@pytest.fixture
def targets(write: Write) -> pd.DataFrame:
    """The targets of one place."""
    return read_targets(write(T, "t.csv"))


@pytest.fixture
def observations(write: Write) -> pd.DataFrame:
    """One observation of that place."""
    return read_observations(write(O, "o.csv"))


def added(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    assumed = frame[frame["_scenario"]]
    columns = ["entity", "indicator", "year", "value", "unit", "confidence"]
    return list(assumed[columns].itertuples(index=False, name=None))


def test_the_bundled_scenario_halves_three_targets(
    targets: pd.DataFrame, observations: pd.DataFrame
) -> None:
    # Of the plan's 10000, 10000 and 15 %, in 2021; its own entity stands in the file.
    frame = with_scenario(observations, "doubling", targets, ["N"], "utf-16")
    assert sorted((row[2], row[3], row[5]) for row in added(frame)) == [
        (2021, 7.5, "assumed"), (2021, 5000.0, "assumed"), (2021, 5000.0, "assumed"),
    ]  # fmt: skip
    assert frame.loc[~frame["_scenario"], "value"].tolist() == [12408.7]


def test_a_scenario_without_entities_is_assumed_for_those_asked_for(
    write: Write, targets: pd.DataFrame, observations: pd.DataFrame
) -> None:
    path = str(write("indicator,year,value,unit,confidence\ngdp,2021,1.5万亿元,,published\n"))
    row = ("gdp", 2021, 1.5, "万亿元", "assumed")
    assert added(with_scenario(observations, path, targets, ["N", "Z"])) == [
        ("N", *row),
        ("Z", *row),
    ]
    assert added(with_scenario(observations, path, targets, [])) == [("N", *row)]


def test_a_scenario_where_nothing_is_observed(write: Write, targets: pd.DataFrame) -> None:
    path = str(write("indicator,year,value,unit\ngdp,2021,5,亿元\n"))
    frame = with_scenario(no_observations(like=targets), path, targets, [])
    assert added(frame) == [("", "gdp", 2021, 5, "亿元", "assumed")]


def test_entities_of_a_scenario_do_not_matter_to_observations_without(
    write: Write, targets: pd.DataFrame
) -> None:
    observations = read_observations(write("indicator,year,value,unit\ngdp,2020,5,亿元\n", "o.csv"))
    path = str(write("entity,indicator,year,value,unit\nN,gdp,2021,5,亿元\n"))
    assert "entity" not in with_scenario(observations, path, targets, [])


@pytest.mark.parametrize("name", ["dubling", "no/such.csv", "n" * 100])
def test_a_scenario_that_is_not_there(
    targets: pd.DataFrame, observations: pd.DataFrame, name: str
) -> None:
    with pytest.raises(UnknownNameError, match="doubling" if name == "dubling" else name):
        with_scenario(observations, name, targets, ["N"])


def test_a_scenario_that_cannot_be_read(
    write: Write, targets: pd.DataFrame, observations: pd.DataFrame
) -> None:
    unread = str(write("indicator,year,value,unit\na,x,1,个\n"))
    with pytest.raises(TableError, match=":2: year"):
        with_scenario(observations, unread, targets, ["N"])
    for name in ["n" * 5000, "a\0b", "."]:
        with pytest.raises(DataError):
            with_scenario(observations, name, targets, ["N"])


@pytest.mark.parametrize(
    ("row", "got", "expected"),
    [
        ("N,de,2025,5,个", "个", "万亿元"),  # a target of this place
        ("N,gdp,2025,5,个", "个", "亿元"),  # observed here, and no target's own indicator
        ("N,share,2025,5,亿元", "亿元", "%"),
    ],
)
def test_a_scenario_of_another_dimension_names_the_line(
    write: Write, targets: pd.DataFrame, observations: pd.DataFrame, row: str, got: str,
    expected: str,
) -> None:  # fmt: skip
    path = write(f"entity,indicator,year,value,unit\nZ,de,2025,5,家\n{row}\n", "s.csv")
    with pytest.raises(TableError) as caught:
        with_scenario(observations, str(path), targets, ["N"])
    assert [(p.line, p.column, p.got) for p in caught.value.problems] == [(3, "unit", got)]
    assert str(caught.value) == (
        f"{path}:3: unit: got '{got}', expected a unit that converts to {expected}"
    )


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("gdp@2026=20000亿元", ("N", "gdp", 2026, 20000.0, "亿元", "assumed")),
        ("gdp @ 2026年 = 2万亿元", ("N", "gdp", 2026, 2.0, "万亿元", "assumed")),
        ("gdp@2026=20000", ("N", "gdp", 2026, 20000.0, "亿元", "assumed")),
        ("core@2025=1500亿元", ("N", "core", 2025, 1500.0, "亿元", "assumed")),
        ("share@2025=12.5%", ("N", "share", 2025, 12.5, "%", "assumed")),
        ("share@2025=12.5", ("N", "share", 2025, 12.5, "%", "assumed")),
        ("de@2025=9000亿元", ("N", "de", 2025, 9000.0, "亿元", "assumed")),
    ],
)
def test_a_single_value(
    observations: pd.DataFrame, targets: pd.DataFrame, text: str, row: tuple[object, ...]
) -> None:
    frame = with_assumption(observations, text, targets, ["N"])
    assert added(frame) == [row]
    assert frame["source"].iloc[-1] == f"--assume {text}"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("gdp", "error.assume"),
        ("gdp@2026", "error.assume"),
        ("gdp@2026=", "error.assume"),
        ("gdp@2026Q1=5亿元", "error.assume"),
        ("gdp@2026=10-15亿元", "error.assume"),
        ("gdp@2026=5吨位", "error.assume"),
        ("core@2026=5", "error.assume"),
        ("gdp@2026=5亿", "error.assume"),
        ("gdp@2026=1e300万亿元", "error.assume"),
        ("gdp@2026=5个", "error.assume_unit"),
        ("share@2026=5亿元", "error.assume_unit"),
    ],
)
def test_a_value_that_cannot_be_assumed(
    observations: pd.DataFrame, targets: pd.DataFrame, text: str, key: str
) -> None:
    with pytest.raises(UsageError) as caught:
        with_assumption(observations, text, targets, ["N"])
    assert caught.value.key == key
    assert caught.value.exit_code == 2


def test_an_indicator_in_two_units_takes_neither_for_granted(
    write: Write, targets: pd.DataFrame, observations: pd.DataFrame
) -> None:
    more = read_observations(write(f"{O}N,gdp,2021,1.4,万亿元,s\n"))
    with pytest.raises(UsageError):
        with_assumption(more, "gdp@2026=2", targets, ["N"])
    with pytest.raises(UsageError):
        with_assumption(more, "gdp@2026=2个", targets, ["N"])
    assert added(with_assumption(more, "gdp@2026=2万亿元", targets, ["N"]))[0][3] == 2


def test_an_indicator_neither_table_knows(
    observations: pd.DataFrame, targets: pd.DataFrame
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        with_assumption(observations, "gpd@2026=5亿元", targets, ["N"])
    assert caught.value.names[0] == "gdp"


def test_one_value_for_several_entities(observations: pd.DataFrame, targets: pd.DataFrame) -> None:
    with pytest.raises(UsageError) as caught:
        with_assumption(observations, "gdp@2026=5亿元", targets, ["N", "Z"])
    assert caught.value.key == "error.assume_entities"
