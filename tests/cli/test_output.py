"""Files are written whole or not at all, and never over an input."""

from __future__ import annotations

import csv
import json
import os
import stat
from pathlib import Path

import pytest

from nbde.tables import bundled

from .running import own_tables, refused, run

ASKED = ("gap", "-y", "2024", "-i", "core_firms")


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("a.csv", "plan,entity,"),
        ("a.tsv", "plan\tentity\t"),
        ("a.json", "[\n{"),
        ("a.jsonl", '{"plan": '),
        ("a.ndjson", '{"plan": '),
        ("a.CSV", "plan,entity,"),
        ("a.html", "<!"),
        ("a.htm", "<!"),
        ("a.md", "**ningbo-2026"),
        ("a.txt", "ningbo-2026"),
    ],
)
def test_the_ending_names_the_format(name: str, beginning: str, tmp_path: Path) -> None:
    path = tmp_path / name
    result = run(*ASKED, "-o", str(path), "-q")
    assert (result.exit_code, result.output) == (0, "")
    assert path.read_text(encoding="utf-8").startswith(beginning)


def test_the_format_asked_for_goes_before_the_ending(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    run(*ASKED, "-o", str(path), "-f", "json")
    assert isinstance(json.loads(path.read_text(encoding="utf-8")), list)


def test_the_environment_s_format_goes_behind_the_ending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NBDE_FORMAT", "csv")
    assert run(*ASKED).stdout.startswith("plan,")
    assert run(*ASKED, "-f", "tsv").stdout.startswith("plan\t")
    run(*ASKED, "-o", str(tmp_path / "a.json"))
    assert (tmp_path / "a.json").read_text(encoding="utf-8").startswith("[")
    run(*ASKED, "-o", str(tmp_path / "a.dat"))
    assert (tmp_path / "a.dat").read_text(encoding="utf-8").startswith("plan,")
    monkeypatch.setenv("NBDE_FORMAT", "pdf")
    assert "NBDE_FORMAT" in refused(*ASKED, code=2)


def test_the_environment_s_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBDE_LANG", "zh")
    assert "数字经济核心企业数量" in run(*ASKED, "-f", "csv").stdout
    assert "Core digital economy firms" in run(*ASKED, "-f", "csv", "--lang", "en").stdout
    monkeypatch.setenv("NBDE_LANG", "fr")
    assert "NBDE_LANG" in refused(*ASKED, code=2)


def test_an_ending_that_names_no_format_is_wrong_use(tmp_path: Path) -> None:
    message = refused(*ASKED, "-o", str(tmp_path / "a.pdf"), code=2)
    assert ".csv" in message
    assert list(tmp_path.iterdir()) == []


def test_machine_files_have_lf_and_excel_files_a_bom(tmp_path: Path) -> None:
    run(*ASKED, "-o", str(tmp_path / "a.csv"), "--bom", "--lang", "zh")
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        (only,) = csv.DictReader(file)
    assert only["unit"] == "家"


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old\n" * 10000)
    path.chmod(0o640)
    run(*ASKED, "-o", str(path))
    assert path.read_text(encoding="utf-8").count("\n") == 2
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        run(*ASKED, "-o", str(tmp_path / "a.csv"))
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o640


def test_nothing_is_left_when_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert "No space left" in refused(*ASKED, "-o", str(path), code=3)
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / "a.csv", tmp_path / "link.csv"
    target.write_text("old")
    link.symlink_to(target)
    run(*ASKED, "-o", str(link))
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("plan,")


def test_a_device_is_written_to_and_stays_one() -> None:
    assert run(*ASKED, "-f", "csv", "-o", os.devnull, "-q").exit_code == 0
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere" / "a.csv"
    assert "no such folder" in refused(*ASKED, "-o", str(nowhere), code=3)


def test_a_folder_or_an_impossible_name_as_output(tmp_path: Path) -> None:
    assert str(tmp_path) in refused(*ASKED, "-f", "csv", "-o", str(tmp_path), code=3)
    refused(*ASKED, "-o", str(tmp_path / ("a" * 300 + ".csv")), code=3)


@pytest.mark.parametrize("which", ["targets.csv", "observations.csv"])
def test_an_input_is_never_overwritten(
    which: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = own_tables(tmp_path)
    path = tmp_path / which
    before = path.read_bytes()
    (tmp_path / "sub").mkdir()
    (tmp_path / "soft.csv").symlink_to(path)
    (tmp_path / "hard.csv").hardlink_to(path)
    monkeypatch.chdir(tmp_path)
    for name in (str(path), which, f"sub/../{which}", "soft.csv", "hard.csv"):
        for asked in (("gap",), ("gap", "-f", "table"), ("check", "-f", "table")):
            assert "not overwritten" in refused(*asked, *options, "-o", name, code=2)
    assert path.read_bytes() == before


def test_an_input_named_by_the_environment_or_a_scenario(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, targets, _, observations = own_tables(tmp_path)
    refused("gap", "--scenario", observations, "-o", observations, code=2)
    monkeypatch.setenv("NBDE_TARGETS", targets)
    for command in ("gap", "targets", "check"):
        refused(command, "-o", targets, code=2)


@pytest.mark.parametrize("name", ["targets.csv", "exchange_rates.csv", "scenarios/doubling.csv"])
def test_a_bundled_table_is_never_overwritten(name: str) -> None:
    path = bundled.path(name)
    before = path.read_bytes()
    refused("gap", "--scenario", "doubling", "-o", str(path), code=2)
    refused("convert", "1亿元", "元", "-f", "csv", "-o", str(path), code=2)
    refused("check", "-f", "table", "-o", str(path), code=2)
    assert path.read_bytes() == before
