"""Errors: one tree, an exit code each, and messages in the reader's language."""

from __future__ import annotations

import pytest

from nbde.errors import (
    DataError,
    NbdeError,
    Problem,
    TableError,
    UnknownNameError,
    UsageError,
    nearest,
    shown,
)
from nbde.messages import say


def problem(line: int, file: str = "t.csv") -> Problem:
    return Problem(file, line, "unit", "foo", "problem.unit")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("error.two_stdin"), 2),
        (DataError("error.no_file", path="a.csv"), 3),
        (UnknownNameError("plan", "a", ["b"]), 3),
        (TableError([problem(2)]), 3),
    ],
)
def test_every_error_has_a_common_root_and_its_exit_code(error: NbdeError, code: int) -> None:
    assert isinstance(error, NbdeError)
    assert error.exit_code == code


def test_an_error_speaks_both_languages_and_english_by_default() -> None:
    error = DataError("error.no_file", path="a.csv")
    assert str(error) == error.message() == "a.csv: no such file"
    assert error.message("zh") == "a.csv：没有这个文件"


def test_a_hint_stands_behind_the_message() -> None:
    error = UnknownNameError("plan", "ab", ["abc"]).with_hint("error.try_all")
    assert error.message() == "no plan 'ab'; nearest: abc (try --plan all)"
    assert error.message("zh") == "没有规划“ab”；相近的有：abc（可试--plan all）"


def test_an_unknown_name_where_nothing_is_known() -> None:
    assert UnknownNameError("plan", "ab", []).message() == "no plan 'ab'"


def test_a_problem_names_its_place() -> None:
    text = "t.csv:2: unit: got 'foo', expected a unit nbde knows, such as 亿元, % or 个"
    assert problem(2).text() == text


def test_a_problem_of_a_whole_record_has_no_column() -> None:
    whole = Problem("t.csv", 1, "", "", "problem.empty_file")
    assert whole.text().startswith("t.csv:1: got an empty file")


def test_problems_are_ordered_by_file_and_line() -> None:
    given = [problem(9), problem(2), problem(3, "a.csv")]
    lines = TableError(given).text().splitlines()
    assert [line.split(": ")[0] for line in lines] == ["a.csv:3", "t.csv:2", "t.csv:9"]


def test_fifty_problems_are_told_whole_and_of_more_the_first_twenty() -> None:
    def lines(count: int) -> list[str]:
        return TableError([problem(line) for line in range(2, 2 + count)]).text().splitlines()

    assert len(lines(50)) == 50
    assert len(lines(51)) == 21
    assert lines(51)[-1] == "and 31 more problems"


def test_one_more_problem_is_one() -> None:
    assert say("error.more_problems", count=1) == "and 1 more problem"


def test_the_nearest_names_come_first_whatever_their_case() -> None:
    known = ["zhejiang-2022", "ningbo-2026", "shanghai-2025", "hangzhou-2022"]
    assert nearest("NINGBO-26", known)[0] == "ningbo-2026"
    assert len(nearest("NINGBO-26", known)) == 3
    assert nearest("x", ["a"]) == ["a"]
    assert nearest("宁坡", ["北京", "宁波"])[0] == "宁波"


def test_a_cell_is_shown_on_one_line_and_cut() -> None:
    assert shown("a\nb\x1b[31m") == "'a\\nb\\x1b[31m'"
    assert shown("x" * 100) == "'" + "x" * 59 + "…'"


def test_a_cell_is_quoted_as_the_language_quotes() -> None:
    found = Problem("t.csv", 2, "year", "20x", "problem.year")
    assert found.sentence("en").startswith("got '20x', ")
    assert found.sentence("zh").startswith("读到“20x”，")
