"""The line that says what is being done: on a terminal, after a while, and then gone."""

from __future__ import annotations

import io
import os
import pty
import select
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import pytest

from nbde import formats
from nbde.cli import progress, streams
from nbde.cli.app import app
from nbde.tables import load

from .running import process, run
from .test_streams import on_a_terminal

WIPED = "\r\x1b[K"


class Terminal(io.TextIOWrapper):
    """A terminal as standard error, and what has been written to it so far."""

    def __init__(self, encoding: str = "utf-8") -> None:
        self._ours, theirs = pty.openpty()
        super().__init__(os.fdopen(theirs, "wb", 0), encoding=encoding, write_through=True)
        self.shown = ""

    @contextmanager
    def attached(self) -> Iterator[None]:
        """Within, standard error is this terminal."""
        before, sys.stderr = sys.stderr, self
        try:
            yield
        finally:
            sys.stderr = before

    def until(self, text: str) -> str:
        """All that was written, once the text is there."""
        while text not in self.shown:
            assert select.select([self._ours], [], [], 5)[0], self.shown
            self.shown += os.read(self._ours, 1024).decode(self.encoding)
        return self.shown

    def rest(self) -> str:
        """All that was written, to the last mark."""
        self.write("|end|")
        return self.until("|end|").removesuffix("|end|")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """A terminal that shows the line at once."""
    screen = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "DELAY", 0)
    monkeypatch.setattr(progress, "_TICK", 0.001)
    yield screen
    progress.end()
    screen.close()


@pytest.mark.parametrize(("lang", "words"), [
    ("en", ("computing", "reading the tables", "writing the answer", " s")),
    ("zh", ("正在计算", "正在读取表格", "正在写出结果", "秒")),
])  # fmt: skip
def test_each_stage_is_told_and_nothing_is_left(
    lang: str, words: tuple[str, ...], terminal: Terminal
) -> None:
    computing, reading, writing, seconds = words
    with terminal.attached(), progress.shown(quiet=False, lang=lang):
        terminal.until(computing)
        with progress.stage("hint.reading"):
            terminal.until(reading)
            with progress.stage("hint.writing"):
                terminal.until(writing)
            terminal.shown = ""
            terminal.until(reading)
    shown = terminal.rest()
    assert seconds in shown
    assert shown.endswith(WIPED)
    assert "\n" not in shown


def test_it_makes_room_for_what_else_is_said_and_comes_back(terminal: Terminal) -> None:
    with terminal.attached(), progress.shown(quiet=False, lang="en"):
        terminal.until("computing")
        streams.remark("a word")
        assert f"{WIPED}a word\r\n" in terminal.until("\n")
        terminal.shown = ""
        terminal.until("computing")


def test_it_does_not_come_back_once_the_answer_is_written(terminal: Terminal) -> None:
    with terminal.attached(), progress.shown(quiet=False, lang="en"):
        terminal.until("computing")
        progress.end()
        streams.remark("a word")
    assert terminal.rest().endswith(f"{WIPED}a word\r\n")


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, SystemExit])
def test_whatever_ends_the_work_wipes_it_and_leaves_the_cursor(
    error: type[BaseException], terminal: Terminal
) -> None:
    def work() -> None:
        with terminal.attached(), progress.shown(quiet=False, lang="en"):
            terminal.until("computing")
            raise error

    with pytest.raises(error):
        work()
    assert terminal.rest().endswith(WIPED)
    assert "\x1b[?25l" not in terminal.shown  # the cursor was never hidden


def test_short_work_shows_nothing(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "DELAY", 3600)
    with (
        terminal.attached(),
        progress.shown(quiet=False, lang="en"),
        progress.stage("hint.reading"),
    ):
        pass
    assert terminal.rest() == ""


@pytest.mark.parametrize("why", ["quiet", "dumb", "no terminal"])
def test_where_it_is_not_wanted_no_thread_is_started(
    why: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb" if why == "dumb" else "xterm")
    place = nullcontext() if why == "no terminal" else terminal.attached()
    with place, progress.shown(quiet=why == "quiet", lang="en"), progress.stage("hint.reading"):
        assert progress._line is None
    assert terminal.rest() == ""


def test_a_gbk_terminal_gets_what_it_can_show(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal("gbk")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "DELAY", 0)
    with screen.attached(), progress.shown(quiet=False, lang="zh"):
        assert "正在计算" in screen.until("秒")
    screen.close()


def test_a_terminal_that_is_gone_stops_nothing(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: list[str] = []

    def write(text: str) -> int:
        gone.append(text)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(terminal, "write", write)
    with terminal.attached(), progress.shown(quiet=False, lang="en"):
        while not gone:
            time.sleep(0.001)
    monkeypatch.undo()


def test_a_command_tells_its_stages(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading, computing and writing, each slow enough to be seen."""

    def slow(told: str, then: Callable[..., Any]) -> Callable[..., Any]:
        def run_then(*given: Any, **named: Any) -> Any:
            terminal.until(told)
            return then(*given, **named)

        return run_then

    monkeypatch.setattr(load, "load_tables", slow("reading the tables", load.load_tables))
    monkeypatch.setattr(formats, "render", slow("writing the answer", formats.render))
    with terminal.attached(), pytest.raises(SystemExit):
        app(["gap", "-i", "core_firms", "-f", "csv"])
    assert terminal.rest().count(WIPED) >= 3


def test_nothing_is_told_in_a_pipe_or_when_quiet() -> None:
    assert process("gap", "-f", "csv").stderr == b""
    assert WIPED not in on_a_terminal("gap", "-f", "csv", "-q")
    assert run("gap", "-f", "csv", "-i", "core_firms").stderr == ""
