"""``nbde path --plot`` in pipes, in files, on terminals and beside other options."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from .running import process, refused, run
from .test_streams import on_a_terminal

ASKED = ("path", "--scenario", "doubling", "-i", "de_value_added", "--plot")


def test_a_pipe_gets_80_columns_without_colour() -> None:
    text = process(*ASKED).stdout.decode()
    assert 77 <= max(map(cell_len, text.splitlines())) <= 80
    assert "\x1b" not in text
    assert "◆ target 10000 亿元 (2026)" in text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_terminal_has_its_own_width_and_colour(lang: str) -> None:
    plain = on_a_terminal(*ASKED, "--lang", lang, "--color", "never", COLUMNS="64")
    assert 61 <= max(map(cell_len, plain.splitlines())) <= 64
    assert "\x1b[" in on_a_terminal(*ASKED, "--lang", lang)


def test_a_gbk_console_draws_it_in_its_own_characters() -> None:
    done = process(*ASKED, "--lang", "zh", PYTHONIOENCODING="gbk")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "o 实际值   . 里程碑值   x 目标值10000亿元（2026年）" in done.stdout.decode("gbk")


def test_a_text_file_takes_it(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    assert run(*ASKED, "-o", str(path)).exit_code == 0
    assert path.read_text(encoding="utf-8") == run(*ASKED).stdout


@pytest.mark.parametrize(
    "more",
    [
        ("-f", "csv"),
        ("-f", "json"),
        ("-f", "xlsx"),
        ("-f", "html"),
        ("-o", "plan.csv"),
        ("--columns", "year,milestone"),
    ],
)
def test_what_holds_no_drawing_is_refused(
    more: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "--plot" in refused(*ASKED, *more, code=2)
    assert list(tmp_path.iterdir()) == []


def test_the_usual_format_of_the_environment_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = run(*ASKED).stdout
    monkeypatch.setenv("NBDE_FORMAT", "csv")
    assert run(*ASKED).stdout == usual


def test_another_unit_is_drawn() -> None:
    """5000 and 10000 亿元 are 0.5 and 1 万亿元."""
    text = run(*ASKED, "--unit", "万亿元").stdout
    assert "\n1.0 ┤" in text
    assert "target 1 万亿元 (2026)" in text


def test_without_path_and_observation_the_reason_is_told() -> None:
    result = run("path", "-i", "core_firms", "--plot", "--lang", "zh")
    assert result.exit_code == 0
    assert "未绘制，既无路径也无实际值：数字经济核心企业数量" in result.stdout
    assert "没有可作路径起点的基期值" in result.stdout
