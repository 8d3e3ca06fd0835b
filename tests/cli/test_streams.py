"""Real processes: exit codes, closed pipes, full disks, odd locales and encodings."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from .running import TARGETS, process, shell

ASKED = ("gap", "-y", "2024", "-i", "core_firms")
NOT_UTF8 = [
    {"PYTHONIOENCODING": "gbk"},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
]
LONG = "gap --plan all -y 1990-2100 -f csv"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (ASKED, 0),
        (("check",), 0),
        (("gap", "--year", "2026-2022"), 2),
        (("gap", "--no-such-option"), 2),
        (("no-such-command",), 2),
        (("gap", "--plan", "nowhere"), 3),
        (("gap", "--targets", "nowhere.csv"), 3),
        ((*ASKED, "--fail-on", "no_data"), 4),
    ],
)
def test_the_exit_code_of_the_process(arguments: tuple[str, ...], code: int) -> None:
    done = process(*arguments)
    assert done.returncode == code
    assert b"Traceback" not in done.stderr
    assert bool(done.stdout) == (code in (0, 4))


@pytest.mark.parametrize(
    "line",
    [
        f"$NBDE {LONG} | head -n 1",
        "$NBDE gap | true",
        "$NBDE --help | true",
        "$NBDE gap --help | true",
        "$NBDE --version | true",
        "$NBDE gap 2>&1 >/dev/null | true",
        "$NBDE gap --plan nowhere 2>&1 | true",
        "$NBDE no-such-command 2>&1 | true",
    ],
)
@pytest.mark.parametrize("buffered", ["", "1"])
def test_a_closed_pipe_ends_quietly(line: str, buffered: str) -> None:
    done = shell(line, PYTHONUNBUFFERED=buffered)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", ["gap -q", "--help", "--version", "check"])
def test_a_full_disk_is_no_bug(arguments: str) -> None:
    done = shell(f"$NBDE {arguments} > /dev/full")
    assert done.returncode == 3
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr


def test_closed_streams_are_no_bug() -> None:
    assert shell("$NBDE gap -q >&-").returncode == 0
    assert shell("$NBDE gap 2>&- | cat").returncode == 0
    done = shell("$NBDE gap --targets - <&-")
    assert done.returncode == 3
    assert done.stderr.startswith(b"<stdin>:1: ")


def test_the_file_behind_standard_input_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(TARGETS, encoding="utf-8")
    done = shell(f"$NBDE targets --targets - -o '{path}' < '{path}'")
    assert done.returncode == 2
    assert path.read_text(encoding="utf-8") == TARGETS


def test_a_table_in_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(TARGETS, encoding="utf-8")
    done = shell(f"cat '{path}' | $NBDE gap --targets - -y 2024 -f json")
    assert json.loads(done.stdout)[0]["target_value"] == 100


@pytest.mark.parametrize("environment", NOT_UTF8)
@pytest.mark.parametrize("name", ["csv", "tsv", "json", "jsonl"])
def test_machine_formats_are_utf8_under_every_locale(
    name: str, environment: dict[str, str]
) -> None:
    done = process(*ASKED, "-f", name, "--lang", "zh", **environment)
    assert done.returncode == 0
    assert "数字经济核心企业数量" in done.stdout.decode("utf-8")
    assert b"\r" not in done.stdout


def test_a_table_follows_a_gbk_console() -> None:
    done = process(*ASKED, "--lang", "zh", PYTHONIOENCODING="gbk")
    assert (done.returncode, done.stderr.decode("gbk")[:3]) == (0, "1个目")
    assert "数字经济核心企业数量" in done.stdout.decode("gbk")


@pytest.mark.parametrize("environment", NOT_UTF8)
def test_html_is_utf8_as_it_says(environment: dict[str, str]) -> None:
    text = process(*ASKED, "-f", "html", "--lang", "zh", **environment).stdout.decode("utf-8")
    assert '<meta charset="utf-8">' in text
    assert "数字经济核心企业数量" in text


def test_characters_a_stream_lacks_are_replaced() -> None:
    done = process(*ASKED, "--lang", "zh", **NOT_UTF8[1])
    assert done.returncode == 0
    assert b"3000" in done.stdout
    assert done.stdout.isascii()
    assert done.stderr.isascii()


@pytest.mark.parametrize("variable", ["LC_ALL", "LC_MESSAGES", "LANG"])
def test_the_locale_sets_the_language_for_people_only(variable: str) -> None:
    chinese = {variable: "zh_CN.UTF-8"}
    assert "指标" in process(*ASKED, **chinese).stdout.decode()
    assert "没有规划" in process("gap", "--plan", "x", **chinese).stderr.decode()
    for name in ("csv", "json"):
        assert (
            "Core digital economy firms" in process(*ASKED, "-f", name, **chinese).stdout.decode()
        )
    asked = process(*ASKED, "--lang", "en", **chinese).stdout.decode()
    assert "indicator" in asked


def test_without_any_locale_the_language_is_english() -> None:
    done = process(*ASKED, LC_ALL="", LC_MESSAGES="", LANG="")
    assert "indicator" in done.stdout.decode()


def test_lc_all_goes_before_lang() -> None:
    done = process(*ASKED, LC_ALL="C.UTF-8", LANG="zh_CN.UTF-8")
    assert "indicator" in done.stdout.decode()


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What the program writes to a terminal of 80 columns."""
    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "nbde", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80", **environment},
    )
    os.close(theirs)
    chunks = []
    with suppress(OSError):  # which is how Linux says that a terminal has ended
        while chunk := os.read(ours, 65536):
            chunks.append(chunk)
    program.wait()
    os.close(ours)
    return b"".join(chunks).decode()


def test_a_terminal_has_colour_unless_refused() -> None:
    asked = ("gap", "-y", "2024", "-q")
    assert "\x1b[" in on_a_terminal(*asked)
    assert "\x1b[" not in on_a_terminal(*asked, NO_COLOR="1")
    assert "\x1b[" not in on_a_terminal(*asked, TERM="dumb")
    assert "\x1b[" not in on_a_terminal(*asked, "--color", "never")
    assert "\x1b[" in on_a_terminal(*asked, "--color", "always", NO_COLOR="1")


def test_a_terminal_s_width_is_kept_and_a_pipe_is_whole() -> None:
    asked = ("gap", "-y", "2024", "-q", "--color", "never")
    lines = on_a_terminal(*asked).splitlines()
    assert max(map(len, lines)) <= 80
    assert any("-f csv has them all" in line for line in lines)
    assert max(map(len, process(*asked).stdout.decode().splitlines())) > 80
