"""What is being done, told on a terminal when it takes long, and wiped off when it is over.

The line stands on standard error, and only if that is a terminal that can wipe a line. A thread
writes it after a while, so that short work costs nothing and shows nothing. The cursor is never
hidden: whatever ends the program leaves nothing to be restored.
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


class _Teller:
    """A thread that tells the stage and the seconds since it was started."""

    def __init__(self, stream: TextIO, lang: str) -> None:
        self.stage = "hint.computing"
        self._stream = stream
        self._lang = lang
        self._begun = monotonic()
        self._told = ""
        self._over = threading.Event()
        self._writing = threading.Lock()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Wipe the line and tell no more."""
        self._over.set()
        self._thread.join()

    @contextmanager
    def silent(self) -> Iterator[None]:
        """The line is wiped, and is not written while something else is."""
        with self._writing:
            self._tell("")
            yield

    def _run(self) -> None:
        pause = DELAY
        while not self._over.wait(pause):
            pause = _TICK
            with self._writing:
                self._tell(self._line())
        self._tell("")

    def _tell(self, line: str) -> None:
        """Put the line in the place of what was told, if it says something new."""
        if line != self._told:
            self._write(_WIPE + line)
            self._told = line

    def _line(self) -> str:
        seconds = int(monotonic() - self._begun)
        said = say("hint.working", self._lang, stage=say(self.stage, self._lang), seconds=seconds)
        return encodable(said, self._stream.encoding)

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError:  # a terminal that was closed
            self._over.set()


_teller: _Teller | None = None


@contextmanager
def told(*, quiet: bool, lang: str) -> Iterator[None]:
    """Tell the stages of the work within, unless `quiet`."""
    global _teller
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    _teller = _Teller(sys.stderr, lang)
    try:
        yield
    finally:
        end()


@contextmanager
def stage(key: str) -> Iterator[None]:
    """The work within is told as the sentence `key`; what follows, as what went before."""
    teller = _teller
    if teller is None:
        yield
        return
    before, teller.stage = teller.stage, key
    try:
        yield
    finally:
        teller.stage = before


@contextmanager
def aside() -> Iterator[None]:
    """What is written within does not meet the line."""
    with _teller.silent() if _teller is not None else nullcontext():
        yield


def end() -> None:
    """Wipe the line for good: the answer is about to be written."""
    global _teller
    if _teller is not None:
        _teller.end()
        _teller = None
