"""``nbde compound``: the fourth figure of end = start * (1 + rate) ** years; the rest of a plan."""

from __future__ import annotations

from decimal import Decimal, getcontext

import pytest

from .running import refused, row, run

# 100 grows by 10 % a year to 110 and 121; every fourth figure follows from the other three.
FIGURES = {"--start": "100", "--end": "121", "--rate": "10%", "--years": "2"}
REST = ("compound", "--whole-rate", "2.6%", "--years", "20", "--so-far", "1.8%", "--elapsed", "10")


@pytest.mark.parametrize("unknown", FIGURES)
def test_each_figure_from_the_other_three(unknown: str) -> None:
    given = [word for option in FIGURES if option != unknown for word in (option, FIGURES[option])]
    solved = row("compound", *given)
    expected = {"start": 100, "end": 121, "rate": 0.1, "years": 2}
    assert {name: solved[name] for name in expected} == pytest.approx(expected, rel=1e-14)


def test_units_are_made_one() -> None:
    solved = row("compound", "--start", "5000亿元", "--end", "1万亿元", "--years", "5")
    assert (solved["start"], solved["end"], solved["unit"]) == (5000, 10000, "亿元")
    assert solved["rate"] == pytest.approx(2**0.2 - 1, rel=1e-14)  # it doubles in five years


def test_the_unit_of_the_end_serves_where_the_start_is_sought() -> None:
    solved = row("compound", "--end", "121个", "--rate", "0.1", "--years", "2")
    assert solved["start"] == pytest.approx(100)
    assert solved["unit"] == "个"


def test_on_paper_the_rate_has_two_decimals() -> None:
    asked = ("compound", "--start", "1", "--end", "2", "--years", "5")
    assert "14.87 %" in run(*asked).stdout  # 2 ** 0.2 - 1 = 0.148698...
    assert "14.9 %" in run(*asked, "--precision", "1").stdout


def test_a_tiny_rate_does_not_look_like_zero() -> None:
    asked = ("compound", "--start", "1000000", "--end", "1000001", "--years", "1")
    assert "0.0001" in run(*asked).stdout


@pytest.mark.parametrize("count", [0, 1, 2, 4])
def test_three_are_needed(count: int) -> None:
    given = [word for option in list(FIGURES)[:count] for word in (option, FIGURES[option])]
    assert f"got {count}" in refused("compound", *given, code=2)


@pytest.mark.parametrize(
    "given",
    [
        "--start 100 --rate 12 --years 2",
        "--start 100 --rate 1 --years 2",
        "--start 100 --rate -100% --years 2",
        "--start abc --rate 1% --years 2",
        "--start >100 --rate 1% --years 2",
        "--start 100foo --rate 1% --years 2",
        "--start 100 --end 200 --years 0",
        "--start 100 --end 200 --years -1",
        "--start 100 --end 200 --years 2年",
        "--start 100 --end 200亿元 --years 2",
        "--start 100个 --end 200亿元 --years 2",
        "--start 1亿美元 --end 200亿元 --years 2",
    ],
)
def test_what_cannot_be_read_or_joined_is_wrong_use(given: str) -> None:
    assert "--" in refused("compound", *given.split(), code=2)


@pytest.mark.parametrize(
    "given",
    [
        "--start 100 --end 50 --rate 5%",
        "--start 100 --end 200 --rate 0%",
        "--start 100 --end 100 --rate 0%",  # any number of years would do
        "--start -100 --end 200 --years 5",
        "--start 0 --rate 5% --years 5",
        "--start -100 --rate 5% --years 2",
        "--start 1e300 --rate 500% --years 500",
        "--start 1 --end 1e300 --years 0.001",
    ],
)
def test_no_solution(given: str) -> None:
    assert refused("compound", *given.split(), code=3).startswith("no solution: ")


def test_a_falling_value_has_a_negative_rate() -> None:
    assert row("compound", "--start", "100", "--end", "81", "--years", "2")["rate"] == (
        pytest.approx(-0.1)
    )
    assert row("compound", "--start", "100", "--rate", "-10%", "--years", "2")["end"] == (
        pytest.approx(81)
    )


def test_the_levels_in_a_unit_asked_for() -> None:
    given = ("--start", "5000亿元", "--end", "1万亿元", "--years", "5", "--unit", "万亿元")
    solved = row("compound", *given)
    assert (solved["start"], solved["end"], solved["unit"]) == (0.5, 1, "万亿元")


def test_the_rest_of_a_plan() -> None:
    getcontext().prec = 40
    left = Decimal("1.026") ** 20 / Decimal("1.018") ** 10
    found = row(*REST)
    assert found["rate"] == pytest.approx(float(left ** (Decimal(1) / 10) - 1), rel=1e-12)
    assert (found["years"], found["start"], found["end"]) == (10, None, None)
    assert "3.41 %" in run(*REST).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (REST[:-2], "--elapsed"),
        ((*REST, "--start", "5"), "either"),
        ((*REST[:-1], "20"), "fewer years"),
    ],
)
def test_the_rest_of_a_plan_needs_its_four_figures(arguments: tuple[str, ...], said: str) -> None:
    assert said in refused(*arguments, code=2)
