"""The Python API and the command line are twins: one vocabulary and the same figures."""

from __future__ import annotations

import importlib
import io
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

import nbde
from nbde.cli.app import app
from nbde.tables import bundled

QUESTIONS = ("gap", "growth", "share", "path", "status", "forecast", "audit")
PROMISED = {*QUESTIONS, "read_targets", "read_observations", "formulas", "methods"}


def test_all_that_is_promised_is_there_and_listed() -> None:
    assert set(nbde.__all__) >= PROMISED
    assert set(dir(nbde)) >= PROMISED
    assert all(getattr(nbde, name) is not None for name in nbde.__all__)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_s_file_name_is_its_command_s_and_its_function_s(name: str) -> None:
    module = importlib.import_module(f"nbde.analysis.{name}")
    assert getattr(nbde, name) is getattr(module, name)


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        nbde.no_such_name  # noqa: B018


# `audit` looks beyond the rows that were chosen, and so is asked with all of them besides.
@pytest.mark.parametrize("name", [name for name in QUESTIONS if name != "audit"])
def test_a_frame_in_python_is_the_table_of_the_command(name: str) -> None:
    targets = nbde.read_targets(bundled.path("targets.csv"))
    observations = nbde.read_observations(bundled.path("observations.csv"))
    asked = getattr(nbde, name)(targets, observations, year=2024)
    arguments = [name, "--plan", "all", "--year", "2024", "-f", "csv"]
    printed = pd.read_csv(io.StringIO(CliRunner().invoke(app, arguments).stdout))
    figures = asked.select_dtypes("float").columns
    assert list(asked.columns) == list(printed.columns)
    assert len(figures) > 0
    for column in figures:
        pd.testing.assert_series_equal(
            asked[column], printed[column], check_dtype=False, check_exact=True
        )


def test_frames_may_be_made_in_python() -> None:
    targets = nbde.read_targets(
        pd.DataFrame(
            {"indicator": ["a"], "target_year": [2026], "target_value": ["1万个"], "unit": ["个"]}
        )
    )
    observations = nbde.read_observations(
        pd.DataFrame({"indicator": ["a"], "year": [2024], "value": [2500], "unit": ["个"]})
    )
    only = nbde.gap(targets, observations, year=2024).iloc[0]
    assert only["gap"] == 7500
    assert only["required_growth"] == 1  # 2500 doubles twice in two years


def test_an_error_is_one_of_a_tree(tmp_path: Path) -> None:
    with pytest.raises(nbde.NbdeError, match="no such file"):
        nbde.read_targets(tmp_path / "nowhere.csv")
