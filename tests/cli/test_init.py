"""``nbde init``: a start for one's own tables, and nothing overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbde.tables import bundled

from .running import refused, rows, run

FILES = ["README.md", "observations.csv", "scenarios/doubling.csv", "targets.csv"]


def files(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


@pytest.mark.parametrize("existing", [True, False])
def test_a_new_or_empty_folder_gets_copies(existing: bool, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "own"
    if existing:
        folder.mkdir(parents=True)
    result = run("init", str(folder))
    assert (result.exit_code, result.stdout) == (0, "")
    assert files(folder) == FILES
    assert (folder / "targets.csv").read_bytes() == bundled.path("targets.csv").read_bytes()
    assert f"--targets {folder / 'targets.csv'}" in result.stderr


def test_the_copies_answer_as_the_bundled_tables_do(tmp_path: Path) -> None:
    run("init", str(tmp_path), "-q")
    own = ("--targets", str(tmp_path / "targets.csv"))
    seen = ("--observations", str(tmp_path / "observations.csv"))
    asked = ("gap", "-y", "2024", "--plan", "ningbo-2026")
    assert rows(*asked, *own, *seen) == rows(*asked)


@pytest.mark.parametrize("name", FILES)
def test_one_existing_file_stops_everything(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine")
    assert str(path) in refused("init", str(tmp_path), code=3)
    assert files(tmp_path) == [name]
    assert path.read_text() == "mine"


def test_a_link_that_leads_nowhere_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "targets.csv").symlink_to(tmp_path / "gone.csv")
    refused("init", str(tmp_path), code=3)
    assert (tmp_path / "targets.csv").is_symlink()


def test_other_files_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    assert run("init", str(tmp_path)).exit_code == 0
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_file_as_folder_and_an_impossible_name(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("mine")
    assert "expected a folder" in refused("init", str(path), code=3)
    assert "cannot be written" in refused("init", str(path / "under"), code=3)
    assert "cannot be written" in refused("init", str(tmp_path / ("a" * 300)), code=3)


def test_quiet_and_chinese(tmp_path: Path) -> None:
    assert run("init", str(tmp_path / "a"), "-q").stderr == ""
    assert "已写入" in run("init", str(tmp_path / "b"), "--lang", "zh").stderr
    assert "已存在" in refused("init", str(tmp_path / "b"), "--lang", "zh", code=3)
    assert "--lang" in refused("init", str(tmp_path / "c"), "--lang", "fr", code=2)
    assert not (tmp_path / "c").exists()
