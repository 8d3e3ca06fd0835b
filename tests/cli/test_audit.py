"""``nbde audit``: its columns, its exit codes, and the findings on the bundled plans."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from nbde.formats import FORMATS
from nbde.schema import VERDICTS

from .running import header, refused, rows, run, written

PROMISED = "plan entity check indicator year stated computed difference verdict note"
TARGETS = (
    "plan,entity,indicator,target_year,comparison,target_value,unit,part_of\n"
    "p,A,whole,2026,>,10000,亿元,\np,A,one,2026,=,7000,亿元,whole\np,A,two,2026,=,4000,亿元,whole\n"
)


def found(check: str, *options: str) -> list[dict[str, Any]]:
    return [row for row in rows("audit", "--year", "2026", *options) if row["check"] == check]


def test_the_promised_columns_come_first_and_in_order() -> None:
    assert " ".join(header("audit")[:10]) == PROMISED


def test_the_parts_of_ningbo_s_plan() -> None:
    (row,) = found("parts")
    # 7000 + 4000 against more than 10000
    assert (row["plan"], row["indicator"], row["year"]) == ("ningbo-2026", "core_revenue", 2026)
    assert (row["stated"], row["computed"], row["difference"]) == (10000, 11000, 1000)
    assert (row["verdict"], row["unit"]) == ("exceeds", "亿元")
    assert "which a floor allows" in row["note"]


def test_zhejiang_s_doubling() -> None:
    named, unnamed = found("multiple", "--plan", "zhejiang-2027")[::-1]
    assert (named["stated"], named["verdict"]) == (2, "differs")
    assert named["computed"] == pytest.approx(70000 / 35700)
    # 16000 over the 7020 observed for 2020 would be 2.28, and is not what the plan claims
    assert (unnamed["computed"], unnamed["verdict"]) == (None, "cannot be checked")


def test_a_plan_is_held_against_the_others() -> None:
    said = found("plans_agree", "--plan", "ningbo-2025-congress", "-i", "core_value_added_share")
    assert [(row["stated"], row["computed"]) for row in said] == [(15, 11), (15, 9)]
    every = found("plans_agree", "--plan", "all", "--entity", "Ningbo")
    assert [row["verdict"] for row in every] == ["differs"] * 3


def test_gdp_before_and_after_the_census() -> None:
    breaks = {row["year"]: row for row in found("edition")}
    assert (breaks[2020]["stated"], breaks[2020]["computed"]) == (12408.7, 13100)
    assert (breaks[2023]["stated"], breaks[2023]["computed"]) == (16452.8, 17146.6)
    assert [row["difference"] for row in breaks.values()] == [691.3, 693.8]
    assert {row["verdict"] for row in breaks.values()} == {"break"}


def test_the_growth_of_gdp_that_is_asked_for() -> None:
    (row,) = found("implied_level", "-i", "core_value_added_share", "--gdp-growth", "5%")
    assert row["computed"] == pytest.approx(18700 * 1.05 * 0.15, rel=1e-12)  # of 2025, a year on
    assert "carried on at a nominal 5.00 % a year" in row["note"]


def test_an_assumed_denominator() -> None:
    (row,) = found(
        "implied_level", "-i", "core_value_added_share", "--assume", "gdp@2026=20000亿元"
    )
    assert row["computed"] == 3000


def test_an_asked_path() -> None:
    options = ("--plan", "zhejiang-2022", "-i", "de_value_added", "--path", "linear")
    (row,) = found("interim", *options)
    # from 20658 in 2017 to 40000 in 2022: three fifths of 19342 more
    assert row["computed"] == pytest.approx(20658 + 0.6 * 19342)


@pytest.mark.parametrize(
    ("verdict", "code"),
    [("exceeds", 4), ("break", 4), ("cannot be checked", 4), ("weaker", 0), ("differs", 0)],
)
def test_fail_on(verdict: str, code: int) -> None:
    result = run("audit", "--year", "2026", "--fail-on", verdict, "-f", "csv")
    assert result.exit_code == code
    assert len(list(csv.reader(io.StringIO(result.stdout)))) > 1


def test_fail_on_several_and_in_chinese() -> None:
    both = ("--fail-on", "weaker", "--fail-on", "exceeds")
    assert run("audit", "--year", "2026", *both, "--lang", "zh").exit_code == 4


def test_a_word_that_is_no_verdict_is_wrong_use() -> None:
    message = refused("audit", "--fail-on", "wrong", code=2)
    assert all(verdict in message for verdict in VERDICTS)


@pytest.mark.parametrize("text", ["5", "-100%", "much"])
def test_a_growth_that_is_no_rate_is_wrong_use(text: str) -> None:
    assert "--gdp-growth" in refused("audit", f"--gdp-growth={text}", code=2)


def test_a_plan_that_is_not_there() -> None:
    assert "ningbo-2026" in refused("audit", "--plan", "ningbo-2062", code=3)


def test_own_tables_from_standard_input() -> None:
    (row,) = rows("audit", "--targets", "-", "--year", "2026", stdin=TARGETS)
    assert (row["check"], row["verdict"], row["difference"]) == ("parts", "exceeds", 1000)


def test_a_part_alone_is_no_finding(tmp_path: Path) -> None:
    own = written(tmp_path, "t.csv", TARGETS)
    assert rows("audit", "--targets", own, "-i", "one") == []
    assert [row["computed"] for row in rows("audit", "--targets", own, "-i", "whole")] == [11000]


def test_money_in_another_unit() -> None:
    (row,) = found("parts", "--unit", "万亿元")
    assert (row["stated"], row["computed"], row["difference"], row["unit"]) == (
        1, 1.1, 0.1, "万亿元",
    )  # fmt: skip


def test_words_in_chinese() -> None:
    text = run("audit", "--year", "2026", "-i", "core_revenue", "--lang", "zh").stdout
    assert "分项合计" in text
    assert "超出" in text
    assert "2个部分合计11000亿元，比下限10000多1000，下限目标允许超出" in text
    assert found("分项合计", "--lang", "zh")[0]["verdict"] == "超出"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format(name: str) -> None:
    result = run("audit", "--year", "2026", "--plan", "all", "-f", name)
    assert result.exit_code == 0, result.stderr
    assert "12408.7" in result.stdout or name == "xlsx"
