"""``nbde forecast``: its columns, its level, and figures of bundled plans worked by hand."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from .running import header, refused, row, rows, run, written

ZHEJIANG = ("forecast", "--plan", "zhejiang-2027", "-i", "de_value_added", "--year", "2026")


def test_what_tells_rows_apart_stands_at_the_end() -> None:
    assert header("forecast")[-5:] == ["note", "year", "as_of", "level", "caveats"]


def test_zhejiang_by_hand() -> None:
    # 23300 (2018), 30218 (2020), the plan's own 35700 (2021), 43300 (2023); 70000 wanted in 2027
    drift = math.log(43300 / 23300) / 5
    residuals = (
        (math.log(30218 / 23300) - 2 * drift) / math.sqrt(2),
        math.log(35700 / 30218) - drift,
        (math.log(43300 / 35700) - 2 * drift) / math.sqrt(2),
    )
    error = math.sqrt(sum(e * e for e in residuals) / 2 * 4 * (1 + 4 / 5))
    t = math.sqrt(2 * 0.8**2 / (1 - 0.8**2))  # of two degrees of freedom, in closed form
    short = (math.log(70000 / 43300) - 4 * drift) / error

    found = row(*ZHEJIANG)
    assert found["growth"] == pytest.approx(math.exp(drift) - 1, rel=1e-12)
    assert found["projected"] == pytest.approx(43300 * math.exp(4 * drift), rel=1e-12)
    assert found["lower"] == pytest.approx(43300 * math.exp(4 * drift - t * error), rel=1e-10)
    assert found["upper"] == pytest.approx(43300 * math.exp(4 * drift + t * error), rel=1e-10)
    assert found["probability"] == pytest.approx(0.5 - short / math.sqrt(2 + short**2) / 2)
    assert (found["observations"], found["as_of"], found["year_met"]) == (4, 2023, 2027)
    assert found["note"] == (
        "the plan's own baseline counts as an observation; "
        "some of the values used and the target are second hand"
    )


def test_ningbo_has_too_few_values() -> None:
    found = rows("forecast", "--year", "2026")
    assert len(found) == 14
    assert {each["projected"] for each in found} == {None}
    assert all(each["note"] for each in found)
    counts = {each["indicator"]: each["observations"] for each in found}
    assert counts.pop("core_value_added_share") == 2  # 5.6 % in 2019, and of 2022 the quotient
    assert counts.pop("smart_factories") == 1
    assert set(counts.values()) == {0}


@pytest.mark.parametrize("text", ["50%", "0.5", "５０％", "500‰"])
def test_the_forms_of_level(text: str) -> None:
    found = row(*ZHEJIANG, "--level", text)
    assert found["level"] == 0.5
    narrow, wide = (row(*ZHEJIANG, "--level", level) for level in ("50%", "99%"))
    assert found["lower"] == narrow["lower"] > wide["lower"]
    assert found["projected"] == wide["projected"]


def test_the_level_is_80_per_cent_unless_asked() -> None:
    assert row(*ZHEJIANG) == row(*ZHEJIANG, "--level", "80%")


@pytest.mark.parametrize("text", ["80", "1", "0", "0%", "100%", "-10%", "", "most", "80-90%"])
def test_a_level_that_is_no_probability_is_wrong_use(text: str) -> None:
    message = refused(*ZHEJIANG, "--level", text, code=2)
    assert message.startswith(f"--level: got '{text}', ")
    assert "expected a probability such as 80% or 0.95" in message


def test_wrong_use_is_told_before_anything_is_read(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.csv")
    assert "--level" in refused("forecast", "--targets", missing, "--level", "80", code=2)
    assert "missing.csv" in refused("forecast", "--targets", missing, code=3)


def test_an_assumed_third_value_is_enough_and_is_named() -> None:
    found = row(
        "forecast", "--plan", "ningbo-14fyp", "-i", "core_value_added_share", "--year", "2024",
        "--assume", "core_value_added_share@2023=7.6%",
    )  # fmt: skip
    # from 5.6 in 2019 to 7.6 in 2023: 0.5 points a year, two years on
    assert found["projected"] == pytest.approx(8.6, rel=1e-12)
    assert found["growth"] is None
    assert "some of the values used are assumed" in found["note"]
    assert "0.5 pp a year" in found["note"]


def test_money_in_another_unit() -> None:
    found, plain = row(*ZHEJIANG, "--unit", "万亿元"), row(*ZHEJIANG)
    for name in ("target_value", "projected", "lower", "upper"):
        assert found[name] == pytest.approx(plain[name] / 10_000, rel=1e-14)
    assert found["probability"] == plain["probability"]


def test_on_paper_in_both_languages() -> None:
    english, chinese = (run(*ZHEJIANG, "--lang", lang).stdout for lang in ("en", "zh"))
    assert "54.9 %" in english
    assert "57687.2  87600.8" in english
    assert "规划的基期值计作一个数值" in chinese
    assert "达标概率" in chinese


def test_a_table_without_rows(tmp_path: Path) -> None:
    empty = written(tmp_path, "t.csv", "indicator,target_year,target_value,unit\n")
    assert rows("forecast", "--targets", empty) == []
