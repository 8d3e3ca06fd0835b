"""Examples in the documents: found, run as a reader would run them, compared, refreshed.

A fenced ``console`` block holds commands after ``$`` and what they print on a terminal 80 columns
wide (``console width=96`` for another width). One line ``...`` in an output stands for lines left
out. A block ``csv file=NAME`` is a file that the commands after it read. Each document has a folder
of its own, empty at first.

``python tests/docs/console.py`` puts the real output into every document.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
LEFT_OUT = "..."
PROMPT = "$ "
BUG = 1  # the exit code of a traceback, which no document shows
_FENCE = re.compile(
    r"^```(console|csv)(?: (width|file)=(\S+))?\n(.*?)^```$", re.DOTALL | re.MULTILINE
)

_WIPED = re.compile(r"[^\n]*\r\x1b\[K")  # a line of progress, which a reader no longer sees


@dataclass(frozen=True)
class Example:
    """A command of a document and the lines that the document shows for it."""

    command: str
    shown: list[str]


@dataclass(frozen=True)
class Block:
    """A fenced block: a file, or examples at a width; `start` and `stop` bound its text."""

    start: int
    stop: int
    file: str
    width: int
    body: str

    @property
    def examples(self) -> list[Example]:
        """The commands of the block, in order."""
        found: list[Example] = []
        for line in self.body.splitlines():
            if line.startswith(PROMPT):
                found.append(Example(line.removeprefix(PROMPT), []))
            elif found:
                found[-1].shown.append(line)
        return found


def blocks(text: str) -> list[Block]:
    """The blocks of a document that are files or examples."""
    found = []
    for match in _FENCE.finditer(text):
        kind, option, value, body = match.groups()
        if kind == "csv" and option != "file":
            continue
        found.append(
            Block(
                match.start(4),
                match.end(4),
                file=value if option == "file" else "",
                width=int(value) if option == "width" else 80,
                body=body,
            )
        )
    return found


def played(text: str) -> Iterator[tuple[Block, list[tuple[Example, list[str]]]]]:
    """Every block of examples with the real output of each, run in order in one new folder."""
    status = 0
    with tempfile.TemporaryDirectory() as folder:
        for block in blocks(text):
            if block.file:
                Path(folder, block.file).write_text(block.body, encoding="utf-8")
                continue
            outcomes = []
            for example in block.examples:
                real, status = run(example.command, folder, block.width, status)
                if status == BUG:
                    raise RuntimeError(f"$ {example.command}\n" + "\n".join(real))
                outcomes.append((example, real))
            yield block, outcomes


def run(command: str, folder: str, width: int, status: int) -> tuple[list[str], int]:
    """What a command shows on a terminal of that width, and its exit code; `status` is ``$?``."""
    import fcntl
    import pty
    import struct
    import termios

    screen, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    with subprocess.Popen(
        ["bash", "-c", f"(exit {status}); {command}"],
        cwd=folder, env=_environment(), stdin=subprocess.DEVNULL, stdout=terminal, stderr=terminal,
    ) as process:  # fmt: skip
        os.close(terminal)
        printed = b"".join(_until_closed(screen))
    os.close(screen)
    text = _WIPED.sub("", printed.decode("utf-8").replace("\r\n", "\n"))
    return text.rstrip("\n").split("\n") if text else [], process.returncode


def _until_closed(screen: int) -> Iterator[bytes]:
    while True:
        try:
            part = os.read(screen, 65536)
        except OSError:  # Linux reports the closing of the other side as an error
            return
        if not part:
            return
        yield part


def _environment() -> dict[str, str]:
    ours = {
        name: value for name, value in os.environ.items() if not name.startswith(("NBDE_", "LC_"))
    }
    ours.pop("COLUMNS", None)
    beside_python = str(Path(sys.executable).parent)
    path = os.pathsep.join([beside_python, ours.get("PATH", os.defpath)])
    return ours | {"PATH": path, "LANG": "C.UTF-8", "TERM": "xterm", "NO_COLOR": "1"}


def agrees(shown: list[str], real: list[str]) -> bool:
    """Whether the lines shown are the real ones, those left out aside."""
    if LEFT_OUT not in shown:
        return shown == real
    head, tail = _ends(shown)
    return len(real) > len(head) + len(tail) and real == [*head, *_middle(shown, real), *tail]


def refreshed(shown: list[str], real: list[str]) -> list[str]:
    """The real lines, with as many left out as in the lines shown."""
    if agrees(shown, real):
        return shown
    if LEFT_OUT not in shown:
        return real
    before, middle = len(_ends(shown)[0]), len(_middle(shown, real))
    return [*real[:before], LEFT_OUT, *real[before + middle :]] if middle else real


def _ends(shown: list[str]) -> tuple[list[str], list[str]]:
    place = shown.index(LEFT_OUT)
    return shown[:place], shown[place + 1 :]


def _middle(shown: list[str], real: list[str]) -> list[str]:
    head, tail = _ends(shown)
    return real[len(head) : len(real) - len(tail)]


def refresh(document: Path) -> None:
    """Put the real output into a document."""
    text = document.read_text(encoding="utf-8")
    parts, end = [], 0
    for block, outcomes in played(text):
        lines = [
            line
            for example, real in outcomes
            for line in (PROMPT + example.command, *refreshed(example.shown, real))
        ]
        parts += [text[end : block.start], *(f"{line}\n" for line in lines)]
        end = block.stop
    document.write_text("".join(parts) + text[end:], encoding="utf-8")


if __name__ == "__main__":
    for each in DOCUMENTS:
        refresh(each)
