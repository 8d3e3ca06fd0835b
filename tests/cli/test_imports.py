"""What each call imports: the start is fast because most calls need little.

Whole processes, each telling at its end what it has loaded. Nothing here looks at a clock.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nbde.cli.app import COMMANDS

from .running import own_tables, run

AT_THE_END = """
import atexit, os, sys
atexit.register(lambda: print({}, file=sys.stderr))
from nbde.cli import main
main()
"""
CALCULATING = {"pandas", "numpy", "pint", "pyarrow", "duckdb", "polars"}
WRITING = {"rich", "jinja2", "markupsafe", "xlsxwriter", "openpyxl", "plotext", "matplotlib"}
READING = {"python_calamine", "frictionless", "chardet", "charset_normalizer"}
ELSEWHERE = {"pydantic", "click", "statsmodels", "scipy", "importlib.metadata", "requests"}
LIGHT = [[], ["--help"], ["-h"], ["--version"], ["gpa"], *([name, "--help"] for name in COMMANDS)]
COMPLETING = {
    "bash": {"COMP_WORDS": "nbde g", "COMP_CWORD": "1"},
    "zsh": {"_TYPER_COMPLETE_ARGS": "nbde g"},
    "fish": {"_TYPER_COMPLETE_ARGS": "nbde g", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    "powershell": {"_TYPER_COMPLETE_ARGS": "nbde g", "_TYPER_COMPLETE_WORD_TO_COMPLETE": "g"},
}
ASKED = {
    "gap": ["--year", "2024"],
    "growth": ["--year", "2024"],
    "share": ["--year", "2024"],
    "path": ["--year", "2022-2026"],
    "status": ["--year", "2024", "--method", "all"],
    "forecast": ["--year", "2024"],
    "audit": ["--year", "2024"],
    "explain": ["core_value_added_share", "--year", "2024"],
    "targets": [],
    "check": [],
    "compound": ["--start", "5000亿元", "--end", "1万亿元", "--years", "5"],
    "convert": ["1万亿元", "亿元"],
}


def told(told_at_the_end: str, *arguments: str, **environment: str) -> str:
    """What an expression is worth at the end of a call."""
    done = subprocess.run(
        [sys.executable, "-c", AT_THE_END.format(told_at_the_end), *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
        timeout=120,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stderr.splitlines()[-1]


def loaded(*arguments: str, **environment: str) -> set[str]:
    """Every module that a call has loaded when it ends."""
    modules = set(told("*sys.modules", *arguments, **environment).split())
    assert "nbde.cli.app" in modules
    return modules


def commands_in(modules: set[str]) -> set[str]:
    return {name for name in COMMANDS if f"nbde.cli.commands.{name}" in modules}


@pytest.mark.parametrize("arguments", LIGHT, ids=" ".join)
def test_help_and_version_load_nothing_heavy_and_one_command_at_most(arguments: list[str]) -> None:
    modules = loaded(*arguments)
    assert modules & (CALCULATING | WRITING | READING | ELSEWHERE) == set()
    assert commands_in(modules) == {*arguments} & {*COMMANDS}


@pytest.mark.parametrize("shell", COMPLETING)
def test_completion_loads_nothing_heavy(shell: str) -> None:
    modules = loaded(_NBDE_COMPLETE=f"complete_{shell}", **COMPLETING[shell])
    # Beside bash, Typer has Rich take the markup out of each description.
    by_typer = set() if shell == "bash" else {"rich"}
    assert modules & (CALCULATING | WRITING | READING | ELSEWHERE) == by_typer
    assert commands_in(modules) == set()


@pytest.mark.parametrize("option", ["--plan", "--indicator", "--entity"])
def test_completion_of_names_out_of_a_table_loads_nothing_heavy(option: str) -> None:
    line = {"COMP_WORDS": f"nbde gap {option} x", "COMP_CWORD": "3"}
    modules = loaded(_NBDE_COMPLETE="complete_bash", **line)
    assert modules & (CALCULATING | WRITING | READING | ELSEWHERE) == set()
    assert commands_in(modules) == {"gap"}


@pytest.mark.parametrize("script", ["import nbde; dir(nbde)", "import nbde.cli"])
def test_the_package_itself_loads_nothing_heavy(script: str) -> None:
    tell = f"import sys; before = {{*sys.modules}}; {script}; print(*{{*sys.modules}} - before)"
    done = subprocess.run(
        [sys.executable, "-c", tell], capture_output=True, check=True, encoding="utf-8"
    )
    modules = set(done.stdout.split())
    assert modules & (CALCULATING | WRITING | READING | ELSEWHERE | {"typer", "dataclasses"}) == (
        set()
    )


@pytest.mark.parametrize(("command", "arguments"), ASKED.items())
def test_a_question_of_the_bundled_tables_loads_what_it_needs(
    command: str, arguments: list[str]
) -> None:
    modules = loaded(command, *arguments)
    assert modules & (READING | ELSEWHERE | {"pint", "jinja2", "xlsxwriter"}) == set()
    assert commands_in(modules) == {command}


@pytest.mark.parametrize("command", ["targets", "share", "audit"])
def test_a_question_that_no_method_answers_loads_none(command: str) -> None:
    modules = loaded(command, *ASKED[command], LC_ALL="zh_CN.UTF-8")
    assert {name for name in modules if name.startswith("nbde.methods.")} == set()


def test_a_conversion_needs_no_arrays() -> None:
    assert loaded("convert", "1万亿元", "亿元") & (CALCULATING | WRITING) == set()


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("csv", "csv"),
        ("tsv", "csv"),
        ("json", "json"),
        ("jsonl", "json"),
        ("markdown", "markdown"),
        ("html", "html"),
    ],
)
def test_a_format_loads_its_module_and_draws_nothing(name: str, module: str) -> None:
    modules = loaded("gap", "--year", "2024", "-f", name)
    assert f"nbde.formats.{module}" in modules
    assert modules & WRITING == set()
    others = {"table", "csv", "json", "markdown", "html", "xlsx"} - {module}
    assert {other for other in others if f"nbde.formats.{other}" in modules} == set()


def test_only_a_unit_that_pint_was_never_asked_about_loads_pint(tmp_path: Path) -> None:
    tables = own_tables(tmp_path)
    assert "pint" not in loaded("gap", *tables, "-y", "2024")
    for name in ("targets.csv", "observations.csv"):
        path = tmp_path / name
        path.write_text(path.read_text(encoding="utf-8").replace("家", "家/月"), encoding="utf-8")
    assert "pint" in loaded("gap", *tables, "-y", "2024")


def test_the_list_of_commands_has_the_first_line_of_each_one_s_own_help() -> None:
    listed = " ".join(run("--help").stdout.split())
    for name, line in COMMANDS.items():
        own = run(name, "--help").stdout.split("\n\n")
        assert " ".join(own[1].split()) == line
        assert f" {name} {line} " in listed


@pytest.mark.parametrize(("given", "used"), [(None, "1"), ("2", "2")])
def test_one_thread_for_matrices_unless_the_user_says_otherwise(
    given: str | None, used: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    environment = {"OPENBLAS_NUM_THREADS": given} if given else {}
    assert told("os.environ['OPENBLAS_NUM_THREADS']", "--version", **environment) == used


def test_reading_tables_is_where_collecting_begins(tmp_path: Path) -> None:
    try:
        gc.disable()
        assert run("gap", *own_tables(tmp_path), "-y", "2024").exit_code == 0
        assert gc.isenabled()
        kept = gc.get_freeze_count()
        assert kept > 0
        assert run("gap", *own_tables(tmp_path), "-y", "2024").exit_code == 0
        assert gc.get_freeze_count() <= kept
    finally:
        gc.enable()
        gc.unfreeze()
