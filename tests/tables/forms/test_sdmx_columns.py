"""SDMX-CSV: which columns multiply, name codes, set editions apart or tell series apart."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from nbde.errors import Problem, TableError
from nbde.tables.forms.sdmx_codes import is_observed, unit_and_edition, vintage
from nbde.tables.observations import read_observations
from nbde.tables.units import unit

Write = Callable[..., Path]
HEADER = "DATAFLOW,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE"


def problems(path: Path) -> list[Problem]:
    with pytest.raises(TableError) as refused:
        read_observations(path)
    return refused.value.problems


def places(path: Path) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.column, problem.key) for problem in problems(path)]


def test_unicefs_multiplier(write: Write) -> None:
    """41128 thousand persons are 41 million: UNICEF calls UNIT_MULT by another name."""
    path = write(
        "DATAFLOW,REF_AREA:Area,INDICATOR:Indicator,TIME_PERIOD:Time,OBS_VALUE:Value,"
        "UNIT_MULTIPLIER:Unit multiplier,UNIT_MEASURE:Unit\n"
        "UNICEF:CME(1.0): Children,AFG: Afghanistan,DM_POP: Population,2022,41128,"
        "3: Thousands,PS: Persons\n"
    )
    frame = read_observations(path)
    assert (frame["value"] * frame["_scale"]).tolist() == [41_128_000]


def test_a_multiplier_and_its_name_are_one(write: Write) -> None:
    path = write(f"{HEADER},UNIT,UNIT_MULT,UNIT_MULT_LABEL\nA:B(1.0),X,a,2020,2,PS,6,Millions\n")
    assert read_observations(path)["_scale"].tolist() == [1e6]


def test_two_multipliers_that_differ_are_refused(write: Write) -> None:
    path = write(
        f"{HEADER},UNIT,UNIT_MULT,UNIT_MULTIPLIER\n"
        "A:B(1.0),X,a,2020,2,PS,6,6\nA:B(1.0),X,a,2021,2,PS,6,3\n"
    )
    assert places(path) == [(3, "UNIT_MULTIPLIER", "problem.multipliers")]


def test_an_empty_multiplier_does_not_hide_two_that_differ(write: Write) -> None:
    path = write(
        f"{HEADER},UNIT,UNIT_MULT,UNIT_MULT_LABEL,UNIT_MULTIPLIER\nA:B(1.0),X,a,2020,2,PS,6,,3\n"
    )
    assert places(path) == [(2, "UNIT_MULTIPLIER", "problem.multipliers")]


def test_a_multiplier_may_be_written_as_a_decimal_number(write: Write) -> None:
    path = write(f"{HEADER},UNIT,UNIT_MULT\nA:B(1.0),X,a,2020,2,USD,6.0\n")
    assert read_observations(path)["_scale"].tolist() == [1e6]


NAMED = "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,"
ROW = "DATAFLOW,A:B(1.0),Title,I,"


def test_codes_whose_names_were_deleted_stay_dimensions(write: Write) -> None:
    """Women of 2022 and men of 2023 are no series, whichever columns of names are left."""
    path = write(
        f"{NAMED}REF_AREA,Reference area,MEASURE,Measure,UNIT_MEASURE,SEX,"
        "TIME_PERIOD,Time period,OBS_VALUE\n"
        f"{ROW}AUS,Australia,EMP,Employment,PS,F,2022,,600\n"
        f"{ROW}AUS,Australia,EMP,Employment,PS,M,2023,,700\n"
    )
    assert places(path) == [(3, "SEX", "problem.varies")]


def test_names_whose_codes_were_deleted_are_dimensions(write: Write) -> None:
    path = write(
        f"{NAMED}REF_AREA,MEASURE,UNIT_MEASURE,TIME_PERIOD,Sex,OBS_VALUE\n"
        f"{ROW}AUS,EMP,PS,2022,Female,600\n{ROW}AUS,EMP,PS,2023,Male,700\n"
    )
    assert places(path) == [(3, "Sex", "problem.varies")]


def test_a_column_without_its_name_does_not_shift_the_others(write: Write) -> None:
    path = write(
        f"{NAMED}REF_AREA,FREQ,Frequency,MEASURE,Measure,UNIT_MEASURE,TIME_PERIOD,Time period,"
        f"OBS_VALUE,Observation value\n{ROW}AUS,A,Annual,EMP,Employment,PS,2022,,600,\n"
    )
    frame = read_observations(path)
    assert frame["value"].tolist() == [600]
    assert frame["name_en"].tolist() == ["Employment"]


def test_women_and_men_never_join_whichever_columns_are_deleted(write: Write) -> None:
    header = (
        f"{NAMED}REF_AREA,Reference area,FREQ,Frequency of observation,MEASURE,Measure,"
        "UNIT_MEASURE,Unit of measure,SEX,Sex,TIME_PERIOD,Time period,OBS_VALUE,Observation value,"
        "OBS_STATUS,Observation status,UNIT_MULT,Unit multiplier"
    ).split(",")
    rows = [
        f"{ROW}AUS,Australia,A,Annual,EMP,Employment,PS,Persons,{sex},{year},,{value},,"
        "A,Normal value,3,Thousands"
        for sex, year, value in (("F,Female", 2022, 600), ("M,Male", 2023, 700))
    ]
    table = [header, *(row.split(",") for row in rows)]
    for deleted in combinations(header, 2):
        if set(deleted) != {"SEX", "Sex"}:
            kept = [place for place, name in enumerate(header) if name not in deleted]
            lines = (",".join(row[place] for place in kept) for row in table)
            with pytest.raises(TableError):
                read_observations(write("\n".join(lines)))


@pytest.mark.parametrize("column", ["BASE_PER", "REF_YEAR_PRICE", "PRICE_BASE"])
def test_bases_and_prices_are_editions(column: str, write: Write) -> None:
    path = write(
        f"{HEADER},UNIT_MEASURE,{column}\n"
        "A:B(1.0),X,a,2022,103,IX,2015\nA:B(1.0),X,a,2023,98,IX,2020\n"
    )
    first, second = read_observations(path)["edition"]
    assert first != second
    assert ("2015" in first, "2020" in second) == (True, True)


def test_the_year_of_prices_counts_beside_their_kind(write: Write) -> None:
    path = write(
        f"{HEADER},UNIT_MEASURE,PRICE_BASE,REF_YEAR_PRICE\n"
        "A:B(1.0),X,a,2022,103,USD,L,2015\nA:B(1.0),X,a,2023,98,USD,L,2020\n"
    )
    assert read_observations(path)["edition"].nunique() == 2


@pytest.mark.parametrize(
    ("header", "one", "other"),
    [
        ("DATAFLOW,REF_AREA,INDICATOR,UNIT,FREQ,TIME_PERIOD,OBS_VALUE",
         "A:B(1.0),X,a,PT,A,2020,3", "A:B(1.0),X,a,PT,A5,2021,4"),
        ("DATAFLOW,REF_AREA,INDICATOR,UNIT,TIME_PERIOD,OBS_VALUE",
         "A:B(1.0),X,a,PT,2020,3", "A:C(1.0),X,a,PT,2021,4"),
        ("DATAFLOW,REF_AREA,INDICATOR,UNIT,TIME_PERIOD,OBS_VALUE,SEX",
         "A:B(1.0),X,a,PT,2020,3,F", "A:B(1.0),X,a,PT,2021,4,M"),
        ("OBS_VALUE,TIME_PERIOD,REF_AREA,INDICATOR,UNIT,DISEASE,DATAFLOW",
         "3,2020,X,a,PT,TB,A:B(1.0)", "4,2021,X,a,PT,HIV,A:B(1.0)"),
    ],
)  # fmt: skip
def test_what_tells_series_apart_wherever_it_stands(
    header: str, one: str, other: str, write: Write
) -> None:
    ((line, _, key),) = places(write(f"{header}\n{one}\n{other}\n"))
    assert (line, key) == (3, "problem.varies")


def test_eurostats_letters_are_read_one_by_one() -> None:
    """b a break, e estimated, f forecast, p provisional, d a definition that differs."""
    assert [vintage(flag) for flag in ("bp", "ep", "be", "P")] == [
        "preliminary", "preliminary", "", "preliminary",
    ]  # fmt: skip
    assert [is_observed(flag) for flag in ("fe", "ef", "bd", "E", "")] == [
        False, False, True, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize("status", ["A", "Normal value", "Normal", "Estimated value"])
def test_words_are_not_read_as_letters(status: str) -> None:
    assert is_observed(status)
    assert vintage(status) == ""


def test_eurostats_colon_is_no_figure(write: Write) -> None:
    path = write(f"{HEADER},UNIT,OBS_FLAG\nA:B(1.0),X,a,2020,:,PC,\nA:B(1.0),X,a,2021,4,PC,fe\n"
                 "A:B(1.0),X,a,2022,5,PC,bp\n")  # fmt: skip
    frame = read_observations(path)
    assert frame["year"].tolist() == [2022]
    assert frame["vintage"].tolist() == ["preliminary"]


@pytest.mark.parametrize(
    ("code", "same"),
    [
        ("THS_T", "1000 t"), ("MIO_T", "million tonnes"), ("THS_HA", "1000 ha"),
        ("GWH", "million kWh"), ("KTOE", "1000 toe"), ("THS_PER", "1000 persons"),
        ("THS", "1000 number"),
    ],
)  # fmt: skip
def test_eurostats_units(code: str, same: str) -> None:
    read = unit(unit_and_edition(code)[0])
    assert (read.dimension, read.scale) == (unit(same).dimension, unit(same).scale)


def test_a_second_header_is_no_row_whatever_is_asked_for(write: Write) -> None:
    header = f"{HEADER},UNIT\n"
    path = write(f"{header}A:B(1.0),X,a,2020,2,PT\n{header}A:B(1.0),X,b,2021,2,PT\n")
    for asked in (None, "b"):
        with pytest.raises(TableError) as refused:
            read_observations(path, indicator=asked)
        assert [(p.line, p.key) for p in refused.value.problems] == [(3, "problem.second_table")]
