"""Where the bundled tables are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbde.tables import bundled


def test_the_folder_is_the_same_from_any_working_directory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = bundled.folder()
    monkeypatch.chdir(tmp_path)
    bundled.folder.cache_clear()
    assert bundled.folder() == before
    assert before.is_absolute()


def test_files_by_name() -> None:
    assert bundled.path("targets.csv").is_file()
    assert bundled.scenarios() == ["doubling"]
    assert bundled.path("scenarios/doubling.csv").is_file()


def test_which_files_are_bundled(tmp_path: Path) -> None:
    assert bundled.holds(bundled.path("scenarios/doubling.csv"))
    assert bundled.holds(str(bundled.path("targets.csv")))
    assert not bundled.holds(tmp_path / "targets.csv")
    assert not bundled.holds("-")


def test_an_installation_that_lost_its_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bundled.folder.cache_clear()
    monkeypatch.setattr(bundled, "__file__", str(tmp_path / "nbde" / "tables" / "bundled.py"))
    with pytest.raises(FileNotFoundError):
        bundled.folder()
