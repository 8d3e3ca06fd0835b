"""The two tables together: one report of the problems of both, and how they must fit."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from nbde.cli.app import app
from nbde.errors import DataError
from nbde.schema import OUTPUTS
from nbde.tables import bundled, source
from nbde.tables.load import as_frame, load_tables, no_observations

Write = Callable[..., Path]
Tables = Callable[[str, str], tuple[Path, Path]]

T = "entity,indicator,target_year,target_value,unit\n"
O = "entity,indicator,year,value,unit\n"  # noqa: E741


@pytest.fixture(params=["one after the other", "side by side"], autouse=True)
def order(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test reads the tables both ways: long ones are read side by side."""
    if request.param == "side by side":
        monkeypatch.setattr(source, "_LONG", 0)


@pytest.fixture
def found(write: Write) -> Callable[[str, str], list[tuple[str, int, str, str, str]]]:
    """A function that gives the problems of two tables: file, line, column, cell, key."""

    def found(targets: str, observations: str) -> list[tuple[str, int, str, str, str]]:
        both = load_tables(write(targets, "t.csv"), write(observations, "o.csv"))
        return [(Path(p.file).name, p.line, p.column, p.got, p.key) for p in both.problems]

    return found


Problems = Callable[[str, str], list[tuple[str, int, str, str, str]]]


def test_problems_of_both_files_in_one_report(found: Problems) -> None:
    assert found(
        f"{T}N,a,2026,5,吨位\nN,b,2026,5,个\n", f"{O}N,b,2024Q3,1,个\nN,b,2021,3,亿元\n"
    ) == [
        ("t.csv", 2, "unit", "吨位", "problem.unit"),
        ("o.csv", 2, "year", "2024Q3", "problem.year_part"),
        ("o.csv", 3, "unit", "亿元", "problem.dimension"),
    ]


def test_a_broken_file_does_not_hide_the_other_ones_problems(found: Problems) -> None:
    assert found("", f"{O}N,b,2024.5,1,个\n") == [
        ("t.csv", 1, "", "", "problem.empty_file"),
        ("o.csv", 2, "year", "2024.5", "problem.year"),
    ]
    assert found(f"{T}N,a,2026,5,吨位\n", 'x,"y\n') == [
        ("t.csv", 2, "unit", "吨位", "problem.unit"),
        ("o.csv", 1, "", "", "problem.open_quote"),
    ]


def test_a_misfit_is_reported_beside_other_problems(found: Problems) -> None:
    assert found(f"{T}N,a,2026,5,亿元\nN,b,20x6,5,个\n", f"{O}N,a,2020,5,个\n") == [
        ("t.csv", 3, "target_year", "20x6", "problem.year"),
        ("o.csv", 2, "unit", "个", "problem.dimension"),
    ]


@pytest.mark.parametrize(
    ("targets", "observations", "lines"),
    [
        (f"{T}N,a,2026,5,亿元\n", f"{O}N,a,2020,5,万元\n", []),
        (f"{T}N,a,2026,5,项\n", f"{O}N,a,2020,5,项/年\n", []),
        (f"{T}N,a,2026,5,亿元\n", f"{O}Z,a,2020,5,个\n", []),
        (f"{T}N,a,2026,5,亿元\n", f"{O}Z,a,2020,5,万元\nN,a,2020,5,个\nN,a,2021,5,个\n", [3]),
        # Without entities in one of the tables the indicator alone joins them.
        ("indicator,target_year,target_value,unit\na,2026,5,亿元\n", f"{O}Z,a,2020,5,个\n", [2]),
        (f"{T}N,a,2026,5,亿元\n", "indicator,year,value,unit\na,2020,5,个\n", [2]),
    ],
    ids=["fits", "a year", "another entity", "one entity", "no entity in targets",
         "no entity in observations"],
)  # fmt: skip
def test_observations_fit_the_targets_dimension(
    found: Problems, targets: str, observations: str, lines: list[int]
) -> None:
    assert found(targets, observations) == [
        ("o.csv", line, "unit", "个", "problem.dimension") for line in lines
    ]


def test_a_growth_target_fits_by_the_unit_of_its_level(write: Write) -> None:
    header = "indicator,target_year,target_value,unit,target_kind\n"
    observations = write("indicator,year,value,unit\na,2020,5,个\n", "o.csv")
    assert load_tables(write(f"{header}a,2026,6.5,%,growth\n"), observations).problems == []
    (problem,) = load_tables(write(f"{header}a,2026,6.5%,亿元,growth\n"), observations).problems
    assert problem.values == {"unit": "亿元"}


def test_without_observations_there_are_none(write: Write) -> None:
    both = load_tables(write(f"{T}N,a,2026,5,亿元\n"), None)
    assert (len(both.targets), len(both.observations), both.problems) == (1, 0, [])
    assert "entity" in both.observations
    assert "entity" not in no_observations(like=both.observations.drop(columns="entity"))


def test_a_file_that_is_not_there(write: Write) -> None:
    with pytest.raises(DataError, match="no such file"):
        load_tables(write(f"{T}N,a,2026,5,亿元\n"), "none.csv")


def test_the_encoding_is_that_of_the_users_own_file(write: Write) -> None:
    own = write(f"{O}宁波,a,2020,5,亿元\n".encode("gb18030"))
    both = load_tables(bundled.path("targets.csv"), own, "gb18030")
    assert both.problems == []
    assert both.observations["entity"].tolist() == ["宁波"]
    assert "宁波" not in set(both.targets["entity"])


def test_the_bundled_tables_are_sound() -> None:
    both = load_tables(bundled.path("targets.csv"), bundled.path("observations.csv"))
    assert both.problems == []


def test_standard_input_is_named(monkeypatch: pytest.MonkeyPatch, write: Write) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"x\n")))
    both = load_tables(write(f"{T}N,a,2026,5,亿元\n"), "-")
    assert both.names[1] == "<stdin>"
    assert {problem.file for problem in both.problems} == {"<stdin>"}


def test_problems_as_a_table_stand_by_file_and_line(write: Write) -> None:
    targets = write(f"{T}N,a,2026,5,吨位\nN,a,20x6,5,个\n", "b.csv")
    both = load_tables(targets, write(f"{O}N,a,x,1,个\n", "a.csv"))
    frame = as_frame(both.problems, "en")
    assert tuple(frame.columns) == OUTPUTS["check"]
    assert frame["line"].tolist() == [2, 2, 3]
    assert frame["value"].tolist() == ["x", "吨位", "20x6"]
    assert as_frame([], "en")["line"].dtype == "int64"


def check(*arguments: str | Path, stdin: bytes = b"") -> tuple[int, str]:
    result = CliRunner().invoke(app, ["check", "-f", "csv", *map(str, arguments)], input=stdin)
    return result.exit_code, result.stdout


def test_check_prints_every_problem_and_ends_with_3(write: Write) -> None:
    targets = write(f'{T}N,a,2026,10-15%,%\nN,"b\n\nc",2026,5,个\nN,d,1899,5,个\n', "t.csv")
    observations = write(f"{O}N,a,2024Q3,1,%\n", "o.csv")
    code, out = check("--targets", targets, "--observations", observations)
    assert code == 3
    rows = [line.rsplit("/", 1)[-1].split(",")[:4] for line in out.splitlines()[1:]]
    assert rows == [
        ["o.csv", "2", "year", "2024Q3"],
        ["t.csv", "2", "target_value", "10-15%"],
        ["t.csv", "6", "target_year", "1899"],
    ]


def test_check_of_sound_tables_and_of_a_header_alone_ends_with_0(write: Write) -> None:
    assert check("--targets", write(T)) == (0, "file,line,column,value,problem,severity\n")
    assert check()[0] == 0


def test_check_reads_standard_input() -> None:
    code, out = check("--targets", "-", stdin=f"{T}N,a,2026,5,吨位\n".encode("gb18030"))
    assert code == 3
    assert "<stdin>,2,unit,吨位," in out


def test_check_of_bytes_in_no_encoding_and_with_nul(write: Write) -> None:
    bad = write(f"{T}N,a,2026,5,".encode() + b"\xff\n")
    assert check("--targets", bad)[0] == 3
    assert ",2,," in check("--targets", bad)[1]
    nul = write(f"{T}N,a,2026,5,个\nN,b,2026,5,".encode() + b"\0\n", "nul.csv")
    assert ",3,," in check("--targets", nul)[1]


def test_of_a_collection_only_what_the_targets_name_is_read(write: Write) -> None:
    targets = write(T + "Peru,A.B,2030,9,%\n", "t.csv")
    collection = write(
        "Country Name,Country Code,Indicator Name,Indicator Code,2020\n"
        "Peru,PER,Share of a (%),A.B,1\n"
        "Peru,PER,Share of c (%),C.D,2\n",
        "o.csv",
    )
    both = load_tables(targets, collection)
    assert both.problems == []
    assert list(both.observations["indicator"]) == ["A.B"]
