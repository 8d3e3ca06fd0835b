"""Where the answer goes: to a file, whole or not at all, or to standard output and nowhere else."""

from __future__ import annotations

import codecs
import os
import shutil
import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TextIO

from nbde.cli import progress
from nbde.errors import DataError, UsageError

STDIN = "-"


def prepare() -> None:
    """Make every stream usable: a closed one is the null device, odd characters are replaced."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def write(
    answer: str | Iterable[bytes],
    output: str | None,
    *,
    machine: bool,
    bom: bool,
    inputs: Iterable[str],
) -> None:
    """Write the answer to the file `output`, or to standard output.

    Machine formats are UTF-8 wherever they go; what people read follows the stream's encoding.
    Bytes are written as they come; a byte-order mark is that of UTF-8.

    Raises
    ------
    UsageError
        If the output would overwrite one of `inputs` or a bundled table.
    DataError
        If the file cannot be written.
    """
    if isinstance(answer, str):
        follows = output is None and not (machine or bom)
        answer = [answer.encode(stdout_encoding() if follows else "utf-8", errors="replace")]
    pieces = chain([codecs.BOM_UTF8], answer) if bom else answer
    if output is None:
        progress.end()
        _write_stdout(pieces)
        return
    path = Path(output)
    if any(_is_same(path, name) for name in (*inputs, *_bundled())):
        raise UsageError("error.overwrites_input", path=path)
    write_file(path, pieces)
    progress.end()


def stdout_encoding() -> str:
    """The encoding standard output shows."""
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def terminal_width(output: str | None) -> int | None:
    """The width of the terminal the answer is shown on; None for a pipe or a file."""
    if output is not None or not sys.stdout.isatty():
        return None
    return shutil.get_terminal_size().columns


def use_color(choice: str, output: str | None) -> bool:
    """Whether to colour: as asked, else on a terminal unless NO_COLOR is set."""
    if choice == "always":
        return True
    if choice == "never" or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return terminal_width(output) is not None


def remark(text: str) -> None:
    """Say something beside the answer, on standard error."""
    with progress.aside():
        print(text, file=sys.stderr)


def advise(text: str) -> None:
    """Say something helpful on standard error, in lines of a terminal's width."""
    if sys.stderr.isatty():
        from nbde.formats.wrapping import wrap

        text = "\n".join(wrap(text, shutil.get_terminal_size().columns))
    remark(text)


def discard(stream: TextIO) -> None:
    """Let what the stream could not take go to the null device when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def write_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file whole or not at all: to a temporary one beside it, which then takes its name.

    A link is followed; a device or a named pipe, which no file can replace, is written to.

    Raises
    ------
    DataError
        If the folder is not there or cannot be written to.
    """
    try:
        if path.is_dir():
            raise DataError("error.is_folder", path=path)
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                file.writelines(pieces)
        else:
            _replace(path.resolve(), pieces)
    except FileNotFoundError:
        raise DataError("error.no_folder", path=path.parent) from None
    except OSError as error:
        raise DataError("error.not_written", path=path, reason=error.strerror) from None


def _replace(path: Path, pieces: Iterable[bytes]) -> None:
    import tempfile

    handle, name = tempfile.mkstemp(prefix=".nbde-", dir=path.parent)
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
        partial.chmod(_usual_mode(path))
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _write_stdout(pieces: Iterable[bytes]) -> None:
    """Write all of each piece: an unbuffered stream may take a part only."""
    try:
        sys.stdout.flush()
        for piece in pieces:
            left = memoryview(piece)
            while left:
                left = left[sys.stdout.buffer.write(left) :]
        sys.stdout.buffer.flush()
    except OSError:
        discard(sys.stdout)
        raise


def _usual_mode(path: Path) -> int:
    """The mode the file has, or that a new file would get."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _is_same(path: Path, name: str) -> bool:
    """Whether the path leads to the file that was read under that name."""
    try:
        read = os.fstat(sys.stdin.fileno()) if name == STDIN else Path(name).stat()
        return os.path.samestat(path.stat(), read)
    except OSError:
        return False


def _bundled() -> Iterable[str]:
    from nbde.tables import bundled

    return map(str, bundled.folder().rglob("*.csv"))
