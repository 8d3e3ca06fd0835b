"""``nbde convert``: exact to the last digit, and by a year's rate between two currencies."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest

from nbde.tables import bundled

from .running import refused, row, run

EXACT = [
    ("1万亿元", "亿元", "10000 亿元"),
    ("1.1万亿元", "亿元", "11000 亿元"),
    ("0.1亿元", "万元", "1000 万元"),
    ("123456789.123456789亿元", "元", "12345678912345678.9 元"),
    ("1元", "万亿元", "0.000000000001 万亿元"),
    ("4.5万个", "个", "45000 个"),
    ("50%", "‰", "500 ‰"),
    ("-5亿元", "万元", "-50000 万元"),
    ("−5亿元", "万元", "-50000 万元"),
    ("-5 million yuan", "万元", "-500 万元"),
    ("１，２３４．５亿元", "亿元", "1234.5 亿元"),
]


def rate_of_2024() -> Decimal:
    """Yuan per dollar, read from the table by another reader."""
    with bundled.path("exchange_rates.csv").open(encoding="utf-8") as file:
        return next(
            Decimal(each["cny_per_usd"]) for each in csv.DictReader(file) if each["year"] == "2024"
        )


@pytest.mark.parametrize(("value", "unit", "answer"), EXACT)
def test_a_conversion_is_exact(value: str, unit: str, answer: str) -> None:
    result = run("convert", value, unit)
    assert (result.exit_code, result.stdout) == (0, f"{answer}\n")


def test_machine_formats_give_a_plain_number() -> None:
    assert row("convert", "1.1万亿元", "亿元") == {"value": 11000, "unit": "亿元"}


def test_options_may_stand_before_between_and_behind() -> None:
    answers = {
        run(*order.split()).stdout
        for order in (
            "convert -f csv 1亿元 元", "convert 1亿元 -f csv 元", "convert 1亿元 元 -f csv",
        )
    }  # fmt: skip
    assert answers == {"value,unit\n100000000,元\n"}


def test_precision_rounds_the_line_too() -> None:
    assert run("convert", "12345亿元", "万亿元", "--precision", "2").stdout == "1.23 万亿元\n"


def test_dollars_by_the_average_rate_of_a_year() -> None:
    there = run("convert", "100亿美元", "亿元", "--year", "2024").stdout
    assert Decimal(there.split()[0]) == 100 * rate_of_2024()
    back = run("convert", "100亿元", "亿美元", "--year", "2024").stdout
    assert float(back.split()[0]) == pytest.approx(float(100 / rate_of_2024()), rel=1e-15)


def test_dollars_need_a_year() -> None:
    assert "--year" in refused("convert", "1亿美元", "亿元", code=2)


def test_a_year_without_a_rate() -> None:
    assert "1950" in refused("convert", "1亿美元", "亿元", "--year", "1950", code=3)


@pytest.mark.parametrize("year", ["2023,2024", "2022-2024", "abc", "1800"])
def test_a_year_that_is_not_one_year(year: str) -> None:
    assert "--year" in refused("convert", "1亿美元", "亿元", "--year", year, code=2)


@pytest.mark.parametrize(
    "arguments",
    [("1", "亿元"), ("1亿元", "foo"), ("abc", "元"), (">1亿元", "元"), ("1-2亿元", "元")],
)
def test_what_cannot_be_read_is_wrong_use(arguments: tuple[str, str]) -> None:
    refused("convert", *arguments, code=2)


@pytest.mark.parametrize(
    "arguments", [("1亿元", "个"), ("1家", "个"), ("1亿元", "%"), ("10个/年", "个")]
)
def test_dimensions_that_do_not_fit(arguments: tuple[str, str]) -> None:
    assert "does not convert" in refused("convert", *arguments, code=3)


def test_a_hyphen_before_a_letter_is_still_an_option() -> None:
    assert "No such option" in refused("convert", "1亿元", "元", "-z", code=2)
