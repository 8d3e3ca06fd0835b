"""Whole commands on tables that others publish."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from nbde.cli.app import app

from .workbooks import Value, book, percent

FILES = Path(__file__).with_name("files")
TARGETS: list[list[Value]] = [
    ["指标", "目标年", "目标值", "单位"], ["生产总值", 2025, 150, "亿元"], ["比重", 2025, 60, "%"],
]  # fmt: skip
WIDE: list[list[Value]] = [
    ["表1 主要指标"], [None, None, None, "单位：亿元"], ["指标", 2021, 2022, 2023],
    ["生产总值", 100, 110, 121], ["比重(%)", percent(0.5), "—", percent(0.55)],
]  # fmt: skip


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def rows(*arguments: str) -> list[dict[str, Any]]:
    result = run(*arguments, "-f", "json")
    assert result.exit_code == 0, result.stderr
    read: list[dict[str, Any]] = json.loads(result.stdout)
    return read


def row(*arguments: str) -> dict[str, Any]:
    (only,) = rows(*arguments)
    return only


def refused(*arguments: str, code: int) -> str:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (code, ""), result.output
    return result.stderr


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.fixture
def workbook(tmp_path: Path) -> str:
    return str(book(tmp_path / "plan.xlsx", {"规划": TARGETS, "2023": WIDE}))


def test_one_workbook_with_both_tables(workbook: str) -> None:
    first, second = rows("gap", "--targets", workbook, "--observations", workbook, "-y", "2023")
    assert (first["value"], first["gap"], first["unit"]) == (121, 29, "亿元")
    # (55 - 50) / (60 - 50): half of the way.
    assert (second["value"], second["gap"], second["progress"]) == (55, 5, 0.5)


def test_sheets_of_both_tables(workbook: str) -> None:
    tables = ("--targets", workbook, "--observations", workbook, "-y", "2023")
    assert rows("gap", *tables, "--sheet", "规划", "--sheet", "2")[0]["value"] == 121
    assert "no sheet '9', expected one of 规划, 2023" in refused(
        "gap", *tables, "--sheet", "规划", "--sheet", "9", code=3
    )
    assert "--sheet" in refused("gap", *tables, *["--sheet", "1"] * 3, code=2)


def test_the_targets_alone_are_read_from_the_sheet_that_is_named(tmp_path: Path) -> None:
    both = {"2022": TARGETS[:2], "2025": TARGETS}
    path = str(book(tmp_path / "plans.xlsx", both))
    assert len(rows("targets", "--targets", path, "--sheet", "2022")) == 1
    assert len(rows("targets", "--targets", path, "--sheet", "2")) == 2
    said = run("targets", "--targets", path, "--sheet", "2", "-v", "-f", "csv").stderr
    assert said == f"targets: {path}, sheet 2025, long table, 2 rows\n"


def test_verbose_says_what_each_table_was(workbook: str) -> None:
    tables = ("--targets", workbook, "--observations", workbook, "-y", "2023", "-f", "csv")
    said = run("gap", *tables, "-v").stderr.splitlines()
    assert said[:2] == [
        f"targets: {workbook}, sheet 规划, long table, 2 rows",
        f"observations: {workbook}, sheet 2023, wide table, 2 rows, 3 years",
    ]
    in_chinese = run("gap", *tables, "-v", "--lang", "zh").stderr.splitlines()
    assert in_chinese[1] == f"观测表：{workbook}，工作表2023，宽表，2行，3个年份"
    assert run("gap", *tables).stderr == ""


def test_a_bad_cell_of_a_workbook(tmp_path: Path) -> None:
    path = str(book(tmp_path / "a.xlsx", {"Sheet1": [*TARGETS, ["x", 2025, "10-15%", "%"]]}))
    assert refused("gap", "--targets", path, code=3) == (
        f"{path}: Sheet1!C4: target_value: got '10-15%', expected one number, not a range\n"
    )
    checked = run("check", "--targets", path, "-f", "csv")
    (problem,) = csv.DictReader(io.StringIO(checked.stdout))
    assert (problem["file"], problem["line"], problem["column"]) == (path, "4", "target_value")
    assert checked.exit_code == 3


def test_world_bank(tmp_path: Path) -> None:
    targets = written(
        tmp_path, "t.csv",
        "entity,indicator,target_year,target_value,unit\nArmenia,SH.XPD.CHEX.PC.CD,2030,900,USD\n",
    )  # fmt: skip
    api = str(FILES / "world_bank_api.csv")
    found = row("gap", "--targets", targets, "--observations", api, "-y", "2022")
    assert (found["value"], found["source"]) == (
        674.78619385, "World Bank, World Development Indicators, updated 2025-10-07",
    )  # fmt: skip


def test_a_denominator_is_read_though_no_target_names_it(tmp_path: Path) -> None:
    targets = written(
        tmp_path, "t.csv",
        "entity,indicator,target_year,target_value,unit\nRuritania,NY.GDP.MKTP.KD,2030,2000,USD\n",
    )  # fmt: skip
    found = row(
        "share", "--targets", targets, "--observations", str(FILES / "world_bank_api.csv"),
        "-y", "2023", "--denominator", "NY.GDP.MKTP.CD",
    )  # fmt: skip
    assert (found["value"], found["denominator_value"], found["share"]) == (1050, 1500, 0.7)
    assert found["note"]  # constant and current prices: the note says that the two do not match


def test_open_sdg_with_a_code_of_ones_own(tmp_path: Path) -> None:
    targets = written(
        tmp_path, "t.csv", "indicator,target_year,target_value,unit\ngdp,2030,50,千欧元\n"
    )
    tables = ("--targets", targets, "--observations", str(FILES / "indicator_8-4-a.csv"))
    assert row("gap", *tables, "-y", "2017", "-i", "gdp")["value"] == 35.4
    assert row("gap", *tables, "-y", "2017")["value"] is None  # the file's name says 8-4-a


def test_a_scenario_may_be_wide(tmp_path: Path) -> None:
    targets = written(tmp_path, "t.csv", "indicator,target_year,target_value,unit\na,2030,50,个\n")
    scenario = written(tmp_path, "s.csv", "单位：个\n指标,2024,2025\na,10,20\n")
    assert row("gap", "--targets", targets, "--scenario", scenario, "-y", "2025")["value"] == 20


def test_a_console_of_gbk(workbook: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nbde", "check", "--targets", workbook, "-v"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "gbk", "NBDE_LANG": "zh"},
        check=True,
    )
    assert "工作表规划，长表，2行" in done.stderr.decode("gbk")
