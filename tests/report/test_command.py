"""The command: where the page goes, and what it refuses before it reads anything."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from nbde.cli import streams

from .reading import page, run, tree, written


def refused(*arguments: str, code: int) -> str:
    result = run("report", *arguments)
    assert (result.exit_code, result.stdout) == (code, ""), result.output
    assert "Traceback" not in result.stderr
    return result.stderr.strip()


def test_a_file_gets_the_page_that_a_pipe_gets(tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    result = run("report", "--year", "2024", "--lang", "zh", "-o", str(path))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.strip() == f"已写入：{path}"
    assert path.read_text(encoding="utf-8") == page("--year", "2024", "--lang", "zh")


def test_quiet_is_quiet(tmp_path: Path) -> None:
    result = run("report", "--year", "2024", "-q", "-o", str(tmp_path / "plan.html"))
    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize("years", ["2022-2024", "2022,2024"])
def test_several_years_are_refused(years: str) -> None:
    assert years in refused("--year", years, code=2)


def test_a_range_of_one_year_is_one_year() -> None:
    assert page("--year", "2024-2024", "--lang", "en") == page("--year", "2024", "--lang", "en")


@pytest.mark.parametrize("name", ["plan.csv", "plan.xlsx", "plan.md"])
def test_the_ending_of_another_format_is_refused(name: str, tmp_path: Path) -> None:
    assert ".html" in refused("--year", "2024", "-o", str(tmp_path / name), code=2)
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["plan.html", "plan.HTM", "plan"])
def test_a_page_s_own_ending_or_none_is_written(name: str, tmp_path: Path) -> None:
    assert run("report", "--year", "2024", "-o", str(tmp_path / name)).exit_code == 0
    assert (tmp_path / name).read_bytes().startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--lang", "fr"),
        ("--year", "soon"),
        ("--precision", "-1"),
        ("--unit", "个"),
        ("--path", "round"),
        ("--growth", "12"),
    ],
    ids=" ".join,
)
def test_an_option_that_cannot_be_read_is_refused(arguments: tuple[str, ...]) -> None:
    assert arguments[0] in refused(*arguments, code=2)


def test_a_plan_that_is_not_there_is_refused() -> None:
    assert "ningbo-2026" in refused("--plan", "ningbo-2062", "--year", "2024", code=3)


def test_an_input_is_not_overwritten(tmp_path: Path) -> None:
    table = written(tmp_path, "targets.html", "indicator,target_year,target_value,unit\n")
    refused("--targets", table, "--year", "2024", "-o", table, code=2)
    assert Path(table).read_text(encoding="utf-8").startswith("indicator")


def test_nothing_is_left_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    refused("--year", "2024", "-o", str(tmp_path / "no" / "plan.html"), code=3)
    assert list(tmp_path.iterdir()) == []


def test_on_a_terminal_a_file_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "terminal_width", lambda output: None if output else 80)
    assert "--output" in refused("--year", "2024", code=2)


def test_a_real_terminal_gets_one_line_and_no_page() -> None:
    pty = pytest.importorskip("pty", reason="no terminals to open")
    screen, terminal = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "nbde", "report", "--year", "2024", "--lang", "en"],
        stdout=terminal, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        os.close(terminal)
        _, said = process.communicate(timeout=60)
    os.close(screen)
    assert process.returncode == 2
    assert len(said.splitlines()) == 1


def test_without_the_template_engine_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = importlib.util.find_spec

    def without(name: str, package: str | None = None) -> object:
        return None if name == "jinja2" else real(name, package)

    monkeypatch.setattr("nbde.report.page.find_spec", without)
    said = refused("--year", "2024", "-o", str(tmp_path / "plan.html"), code=3)
    assert "pip install 'nbde[report]'" in said
    assert len(said.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_gets_utf_8_whatever_the_encoding_of_the_stream() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nbde", "report", "--year", "2024", "--lang", "zh"],
        capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "gbk"},
    )  # fmt: skip
    assert "数字经济" in done.stdout.decode("utf-8")


def test_figures_follow_precision_and_unit() -> None:
    root = tree(page("--year", "2024", "--lang", "en", "--precision", "3", "--unit", "万亿元"))
    text = root.one("table", _class="targets").text
    assert "7.127*" in text  # 1119 / 15700 is 7.1274 %
    assert re.search(r"Digital economy value added 万亿元 — > 1 ", text)  # 10000 亿元


@pytest.mark.parametrize("arguments", [("--unit", "美元")])
def test_a_currency_that_does_not_convert_is_refused(arguments: tuple[str, ...]) -> None:
    assert "美元" in refused("--year", "2024", *arguments, code=3)
