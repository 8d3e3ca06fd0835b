"""`compound` for the rest of a plan, `growth --trend`, and `status` on the command line."""

from __future__ import annotations

import math
from decimal import Decimal, getcontext

import pytest
from tests.cli.running import header, refused, row, rows, run

from nbde.schema import METHODS

REST = ("compound", "--whole-rate", "2.6%", "--years", "20", "--so-far", "1.8%", "--elapsed", "10")


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


def test_trend_is_chosen_by_name() -> None:
    asked = ("growth", "--plan", "zhejiang-2027", "-i", "de_value_added", "-y", "2023")
    # 35700 in 2021, 43300 in 2023
    compound = row(*asked)["achieved_growth"]
    continuous = row(*asked, "--trend", "exponential")["achieved_growth"]
    assert compound == pytest.approx((43300 / 35700) ** 0.5 - 1, rel=1e-12)
    assert continuous == pytest.approx(math.log(43300 / 35700) / 2, rel=1e-12)
    assert "least-squares" in refused(*asked, "--trend", "ols", code=2)


def test_status_has_the_columns_of_the_contract() -> None:
    first = ["plan", "entity", "indicator", "name", "unit", "year", "as_of"]
    added = ["target_year", "caveats"]
    one, side_by_side = [*first, "method", "score", "status", "note"], [*first, *METHODS, "note"]
    assert header("status", "-y", "2024") == one + added
    assert header("status", "-y", "2024", "--method", "all") == side_by_side + added


def test_status_of_ningbo_in_2024() -> None:
    # R = ((1119 / 15700 * 100 / 5.6) ** (1 / 3) - 1) / ((15 / 5.6) ** (1 / 7) - 1) = 0.554
    found = {r["indicator"]: r for r in rows("status", "-y", "2024")}["core_value_added_share"]
    ratio = ((1119 / 157 / 5.6) ** (1 / 3) - 1) / ((15 / 5.6) ** (1 / 7) - 1)
    assert found["status"] == "limited_progress"
    assert found["score"] == pytest.approx(4.1667 * ratio - 2.5, rel=1e-9)


def test_status_fails_on_a_label_of_its_method() -> None:
    assert run("status", "-y", "2024", "--fail-on", "limited_progress").exit_code == 4
    assert run("status", "-y", "2024", "--fail-on", "deterioration").exit_code == 0
    assert "target_achieved" in refused("status", "--fail-on", "sunny", code=2)
    assert "open-sdg" in refused("status", "--method", "guess", code=2)
