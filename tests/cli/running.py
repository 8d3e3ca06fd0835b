"""The program, run inside the test for speed or as a real process for its streams."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from typer.testing import CliRunner, Result

from nbde.cli.app import app

COMMANDS = (
    "gap", "growth", "share", "path", "status", "forecast", "audit", "explain", "targets", "check",
    "report", "init", "compound", "convert",
)  # fmt: skip
ASKING = ("gap", "growth", "share", "path", "status", "forecast", "audit")
YEARLY = ("gap", "growth", "share", "path", "status")

# 50 in 2020, 80 in 2024 and 100 wanted by 2026: gap 20, progress 30 / 50 = 0.6.
TARGETS = "indicator,target_year,target_value,unit\nfirms,2026,100,家\n"
OBSERVATIONS = "indicator,year,value,unit\nfirms,2020,50,家\nfirms,2024,80,家\n"


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=stdin)


def rows(*arguments: str, stdin: str | bytes | None = None) -> list[dict[str, Any]]:
    """The rows of a successful answer, by the standard library's JSON reader."""
    result = run(*arguments, "-f", "json", stdin=stdin)
    assert result.exit_code == 0, result.stderr
    read: list[dict[str, Any]] = json.loads(result.stdout)
    return read


def row(*arguments: str) -> dict[str, Any]:
    (only,) = rows(*arguments)
    return only


def header(*arguments: str) -> list[str]:
    result = run(*arguments, "-f", "csv")
    assert result.exit_code == 0, result.stderr
    return next(csv.reader(io.StringIO(result.stdout)))


def refused(*arguments: str, code: int, stdin: str | bytes | None = None) -> str:
    """The message of a refusal, which leaves standard output empty and shows no traceback."""
    result = run(*arguments, stdin=stdin)
    assert (result.exit_code, result.stdout) == (code, ""), result.output
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr
    return result.stderr


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "nbde", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
        timeout=120,
    )


def shell(script: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A line of bash in which ``$NBDE`` is the program and a pipe has its first command's code."""
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", script],
        capture_output=True,
        env={**os.environ, "NBDE": f"{sys.executable} -m nbde", **environment},
        check=False,
        timeout=120,
    )


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def own_tables(folder: Path) -> tuple[str, ...]:
    """The options that name the two small tables, written into the folder."""
    return (
        "--targets", written(folder, "targets.csv", TARGETS),
        "--observations", written(folder, "observations.csv", OBSERVATIONS),
    )  # fmt: skip
