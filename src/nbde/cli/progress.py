"""The line of progress: names the stage of slow work on a terminal, and is wiped at the end.

It stands on standard error, and only if that is a terminal that can wipe a line. A thread writes it
after a while, so that short work costs nothing and shows nothing. The cursor is never hidden:
whatever ends the program leaves nothing to be restored.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from time import monotonic
from typing import TextIO

from nbde.formats.characters import encodable
from nbde.messages import say

DELAY = 1.5
_TICK = 0.2
_WIPE = "\r\x1b[K"


class _Line:
    """A thread that shows the stage and the seconds since its start."""

    def __init__(self, stream: TextIO, lang: str) -> None:
        self._stream = stream
        self._lang = lang
        self._begun = monotonic()
        self._shown = ""
        self._over = threading.Event()
        self._writing = threading.Lock()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Wipe the line and show no more."""
        self._over.set()
        self._thread.join()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Wipe the line, and keep it away during the with-block."""
        with self._writing:
            self._show("")
            yield

    def _run(self) -> None:
        pause = DELAY
        while not self._over.wait(pause):
            pause = _TICK
            with self._writing:
                self._show(self._sentence())
        self._show("")

    def _show(self, text: str) -> None:
        """Replace the line, if the text is another one."""
        if text != self._shown:
            self._write(_WIPE + text)
            self._shown = text

    def _sentence(self) -> str:
        seconds = int(monotonic() - self._begun)
        text = say("hint.working", self._lang, stage=say(_stage, self._lang), seconds=seconds)
        return encodable(text, self._stream.encoding)

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError:  # a terminal that was closed
            self._over.set()


_line: _Line | None = None
_stage = "hint.computing"


@contextmanager
def shown(*, quiet: bool, lang: str) -> Iterator[None]:
    """Show the stages of the with-block, unless `quiet`."""
    global _line
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    _line = _Line(sys.stderr, lang)
    try:
        yield
    finally:
        end()


@contextmanager
def stage(key: str) -> Iterator[None]:
    """Name the with-block by the sentence `key`, and go back to the stage before."""
    global _stage
    before, _stage = _stage, key
    try:
        yield
    finally:
        _stage = before


@contextmanager
def paused() -> Iterator[None]:
    """Keep the line away while the with-block writes."""
    with _line.paused() if _line is not None else nullcontext():
        yield


def end() -> None:
    """Wipe the line for good, before the result is written."""
    global _line
    if _line is not None:
        _line.end()
        _line = None
