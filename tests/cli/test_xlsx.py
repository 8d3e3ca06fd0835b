"""Workbooks from every command, to files and pipes but never to a terminal."""

from __future__ import annotations

import io
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from nbde.cli import output
from nbde.schema import COLUMNS, OUTPUTS

from .running import COMMANDS, own_tables, process, refused, rows, run, written
from .test_streams import on_a_terminal

ARGUMENTS = {
    "explain": ("core_value_added_share", "-y", "2024"),
    "compound": ("--start", "5000亿元", "--end", "1万亿元", "--years", "5"),
    "convert": ("1.1万亿元", "亿元"),
    "path": ("--scenario", "doubling"),
}


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize("command", [name for name in COMMANDS if name in OUTPUTS])
def test_every_command_gives_the_figures_of_its_json(command: str, tmp_path: Path) -> None:
    """JSON has the full precision that the standard library reads back."""
    asked = (command, *ARGUMENTS.get(command, ()))
    path = tmp_path / "plan.xlsx"
    result = run(*asked, "-o", str(path), "-q")
    assert (result.exit_code, result.output) == (0, "")
    header, *cells = sheets(path)[command]
    expected = rows(*asked)
    assert len(cells) == len(expected)
    for row, record in zip(cells, expected, strict=True):
        kept = [name for name in record if name != "note" or command == "targets"]
        assert header == [name if command == "targets" else COLUMNS[name].en for name in kept]
        figures = {n: v for n, v in record.items() if isinstance(v, int | float) and n != "note"}
        assert {name: row[kept.index(name)] for name in figures} == figures
        assert all(row[kept.index(name)] == "" for name in kept if record[name] is None)


def test_problems_in_a_table_make_a_workbook_too(tmp_path: Path) -> None:
    targets = written(tmp_path, "t.csv", "indicator,target_year,target_value,unit\nx,2026,1-2,个\n")
    path = tmp_path / "a.xlsx"
    assert run("check", "--targets", targets, "-o", str(path)).exit_code == 3
    header, problem = sheets(path)["check"]
    assert header == [COLUMNS[name].en for name in OUTPUTS["check"]]
    assert problem[1:4] == [2, "target_value", "1-2"]


def test_a_pipe_takes_the_bytes_and_the_same_ones_each_time(tmp_path: Path) -> None:
    asked = ("gap", "-y", "2024", "-f", "xlsx", "--bom", "-q")
    first, second = process(*asked), process(*asked)
    assert first.returncode == 0
    assert first.stdout == second.stdout
    book = CalamineWorkbook.from_filelike(io.BytesIO(first.stdout))
    assert book.sheet_names == ["gap", "notes"]


def test_a_terminal_is_refused() -> None:
    said = on_a_terminal("gap", "-f", "xlsx")
    assert "--output" in said
    assert "PK" not in said


@pytest.mark.parametrize("asked", [("-f", "xlsx"), ("-o", "a.xlsx")])
def test_without_the_package_one_line_says_what_to_install(
    asked: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def find(name: str) -> ModuleSpec | None:
        return None if name == "xlsxwriter" else ModuleSpec(name, None)

    monkeypatch.setattr(output, "find_spec", find)
    monkeypatch.chdir(tmp_path)
    message = refused("gap", "--targets", "nowhere.csv", *asked, code=3)
    assert message.count("\n") == 1
    assert "nbde[excel]" in message
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_is_never_written_over_an_input(tmp_path: Path) -> None:
    options = own_tables(tmp_path)
    before = (tmp_path / "targets.csv").read_bytes()
    refused("gap", *options, "-f", "xlsx", "-o", str(tmp_path / "targets.csv"), code=2)
    assert (tmp_path / "targets.csv").read_bytes() == before


def test_unit_and_columns_act_on_a_workbook(tmp_path: Path) -> None:
    """10000 亿元 are 1 万亿元."""
    path = tmp_path / "a.xlsx"
    run("gap", "-i", "de_value_added", "--unit", "万亿元", "--columns", "target_value,unit",
        "-o", str(path), "-q")  # fmt: skip
    assert sheets(path) == {"gap": [["target", "unit"], [1, "万亿元"]]}


def test_no_other_format_needs_the_package() -> None:
    code = "import sys; sys.modules['xlsxwriter'] = None; from nbde.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code, "gap", "-f", "csv"], capture_output=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_table_of_targets_can_be_handed_back(lang: str, tmp_path: Path) -> None:
    path = str(tmp_path / "mine.xlsx")
    assert run("targets", "--plan", "all", "-o", path, "--lang", lang).exit_code == 0
    assert rows("targets", "--targets", path) == rows("targets", "--plan", "all")
