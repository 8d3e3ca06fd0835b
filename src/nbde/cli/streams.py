"""Where the answer goes: to a file, whole or not at all, or to standard output and nowhere else."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import typer

from nbde.errors import DataError, UsageError

CLOSED_PIPE = 141
_BOM = "\ufeff"


def write(
    text: str, output: str | None, *, machine: bool, bom: bool, inputs: Iterable[str]
) -> None:
    """Write the answer to the file `output`, or to standard output.

    Machine formats are UTF-8 wherever they go; what people read follows the stream's encoding.

    Raises
    ------
    UsageError
        If the output would overwrite one of `inputs`.
    DataError
        If the file cannot be written.
    """
    text = _BOM + text if bom else text
    if output is not None:
        path = Path(output)
        if any(name != "-" and _same_file(path, Path(name)) for name in inputs):
            raise UsageError("error.overwrites_input", path=path)
        write_file(path, text.encode("utf-8"))
    else:
        encoding = "utf-8" if machine or bom else stdout_encoding()
        _write_stdout(text.encode(encoding, errors="replace"))


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
    typer.echo(text, err=True)


def _write_stdout(data: bytes) -> None:
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(CLOSED_PIPE) from None


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: to a temporary one beside it, which then takes its name.

    Raises
    ------
    DataError
        If the folder is not there or cannot be written to.
    """
    if path.is_dir():
        raise DataError("error.is_folder", path=path)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.resolve().parent)
    except FileNotFoundError:
        raise DataError("error.no_folder", path=path.parent) from None
    except OSError as error:
        raise DataError("error.not_written", path=path, reason=error.strerror) from None
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        partial.chmod(_usual_mode(path))
        partial.replace(path)
    except OSError as error:
        raise DataError("error.not_written", path=path, reason=error.strerror) from None
    finally:
        partial.unlink(missing_ok=True)


def _usual_mode(path: Path) -> int:
    """The mode the file has, or that a new file would get."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
