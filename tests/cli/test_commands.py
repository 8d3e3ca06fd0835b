"""Every command answers, with the columns that are promised and figures known by hand."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import pytest

from nbde.schema import METHODS

from .running import COMMANDS, OBSERVATIONS, YEARLY, header, own_tables, refused, row, rows, run

# As the contract prints them; new columns come at the end.
PROMISED = {
    "growth": "plan entity indicator name unit year as_of value value_basis baseline_year "
    "baseline_value baseline_basis target_year comparison target_value years_left required_growth "
    "required_change achieved_growth acceleration status note confidence source",
    "share": "plan entity indicator name year unit value value_basis denominator denominator_value "
    "denominator_unit denominator_basis share note confidence source",
    "gap": "plan entity indicator name unit year as_of value value_basis baseline_year "
    "baseline_value baseline_basis milestone milestone_gap target_year comparison target_value gap "
    "progress required_growth status note confidence source",
    "path": "plan entity indicator name unit year milestone observed target_year target_value note",
    "status": "plan entity indicator name unit year as_of method score status note",
    "forecast": "plan entity indicator name unit target_year target_value observations growth "
    "projected lower upper probability year_met note",
    "audit": "plan entity check indicator year stated computed difference verdict note",
    "check": "file line column value problem severity",
}


@pytest.mark.parametrize("command", PROMISED)
def test_the_promised_columns_come_first_and_in_order(command: str) -> None:
    promised = PROMISED[command].split()
    assert header(command)[: len(promised)] == promised


def test_the_solver_and_the_converter_have_their_columns() -> None:
    solved = header("compound", "--start", "1", "--end", "2", "--years", "1")
    assert solved == ["start", "end", "rate", "years", "unit"]
    assert header("convert", "1亿元", "元") == ["value", "unit"]


def test_gap_of_a_small_table(tmp_path: Path) -> None:
    only = row("gap", *own_tables(tmp_path), "--year", "2024")
    assert (only["value"], only["gap"], only["progress"]) == (80, 20, 0.6)
    assert only["required_growth"] == pytest.approx((100 / 80) ** 0.5 - 1, rel=1e-14)


def test_growth_of_a_small_table(tmp_path: Path) -> None:
    only = row("growth", *own_tables(tmp_path), "--year", "2024")
    assert only["years_left"] == 2
    assert only["required_change"] == 10  # 20 in two years
    assert only["achieved_growth"] == pytest.approx((80 / 50) ** 0.25 - 1, rel=1e-14)


def test_path_takes_a_target_s_own_years_by_default(tmp_path: Path) -> None:
    milestones = rows("path", *own_tables(tmp_path), "--path", "linear")
    assert [each["year"] for each in milestones] == list(range(2020, 2027))
    assert milestones[3]["milestone"] == pytest.approx(75)  # half-way from 50 to 100
    assert [each["observed"] for each in milestones] == [50, None, None, None, 80, None, None]


def test_share_of_a_small_table(tmp_path: Path) -> None:
    targets, observations = tmp_path / "t.csv", tmp_path / "o.csv"
    targets.write_text("indicator,target_year,target_value,unit\nsales,2026,200,亿元\n")
    observations.write_text("indicator,year,value,unit\nsales,2024,50,亿元\ngdp,2024,0.1,万亿元\n")
    only = row(
        "share", "--targets", str(targets), "--observations", str(observations), "-y", "2024"
    )
    assert only["share"] == pytest.approx(0.05)  # 50 of 1000


def test_targets_keep_extra_columns_and_order(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "指标,目标年,目标值,单位,负责人\nb,2026,1,个,甲\na,2027,2,个,乙\n", encoding="utf-8"
    )
    read = rows("targets", "--targets", str(path))
    assert [each["indicator"] for each in read] == ["b", "a"]
    assert [each["负责人"] for each in read] == ["甲", "乙"]


def test_a_table_without_rows_gives_an_empty_answer(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("indicator,target_year,target_value,unit\n")
    for command in ("gap", "growth", "share", "path", "targets"):
        assert rows(command, "--targets", str(path)) == []


@pytest.mark.parametrize("command", [*YEARLY, "forecast"])
def test_observations_beside_a_table_without_rows_change_nothing(
    command: str, tmp_path: Path
) -> None:
    targets, observations = tmp_path / "t.csv", tmp_path / "o.csv"
    targets.write_text("indicator,target_year,target_value,unit\n")
    observations.write_text(OBSERVATIONS, encoding="utf-8")
    own = ("--targets", str(targets), "--observations", str(observations))
    assert rows(command, *own, "--year", "2024") == []


def test_the_default_plan_is_the_bundled_one_of_ningbo() -> None:
    assert {each["plan"] for each in rows("targets")} == {"ningbo-2026"}
    assert len(rows("targets")) == 14  # the plan's own list of targets
    assert len({each["plan"] for each in rows("targets", "--plan", "all")}) > 5


def test_targets_on_paper_have_names_in_the_reader_s_language(tmp_path: Path) -> None:
    assert "数字经济核心企业数量" in run("targets", "--lang", "zh").stdout
    assert "Core digital economy firms" in run("targets", "--lang", "en").stdout
    unnamed = tmp_path / "t.csv"
    unnamed.write_text(
        "indicator,target_year,target_value,unit\nmy_code,2026,1,个\n", encoding="utf-8"
    )
    lines = run("targets", "--targets", str(unnamed)).stdout.splitlines()
    assert lines[-1].startswith("my_code ")


def test_the_year_is_the_current_one_by_default() -> None:
    before = date.today().year
    (asked,) = {each["year"] for each in rows("gap")}
    assert asked in {before, date.today().year}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_word_that_is_no_command_or_argument_is_wrong_use(command: str) -> None:
    result = run(command, "--no-such-option")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "No such option: --no-such-option" in result.stderr
    assert "╭" not in result.stderr


def test_an_unknown_command_names_the_near_one() -> None:
    result = run("gpa")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'gap'" in result.stderr


@pytest.mark.parametrize("arguments", [("convert",), ("convert", "1亿元"), ("init",)])
def test_a_missing_argument_is_wrong_use(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Missing argument" in result.stderr
    assert "╭" not in result.stderr


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
