"""The streams: the result to a file or standard output, all else to standard error.

A file is written whole or not at all. Messages are in the language of ``--lang``, else that of
NBDE_LANG, else that of the locale.
"""

from __future__ import annotations

import codecs
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from itertools import chain
from pathlib import Path
from typing import TextIO

from nbde.cli import progress
from nbde.cli.option_types import one_of
from nbde.errors import DataError, UsageError
from nbde.messages import LANGUAGES, say

STDIN = "-"
_LANGUAGE = "NBDE_LANG"
_requested: ContextVar[str | None] = ContextVar("lang", default=None)


def prepare() -> None:
    """Make every stream usable: a closed one is the null device, odd characters are replaced."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def write(
    result: str | Iterable[bytes],
    output: str | None,
    *,
    machine: bool,
    bom: bool,
    inputs: Iterable[str],
) -> None:
    """Write the result to the file `output`, or to standard output.

    Machine formats are UTF-8 wherever they go; other texts follow the encoding of standard output.
    Bytes are written as they come. None of `inputs` and no bundled table is overwritten.
    """
    if isinstance(result, str):
        as_stdout = output is None and not (machine or bom)
        result = [result.encode(stdout_encoding() if as_stdout else "utf-8", errors="replace")]
    pieces = chain([codecs.BOM_UTF8], result) if bom else result
    if output is None:
        progress.end()
        _write_stdout(pieces)
        return

    from nbde.tables import bundled

    path = Path(output)
    kept = [*inputs, *map(str, bundled.folder().rglob("*.csv"))]
    if any(_is_same(path, name) for name in kept):
        raise UsageError("error.overwrites_input", path=path)
    write_file(path, pieces)
    progress.end()


def stdout_encoding() -> str:
    """The encoding standard output shows."""
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def terminal_width(output: str | None) -> int | None:
    """The width of the terminal that shows the result; None for a pipe or a file."""
    if output is not None or not sys.stdout.isatty():
        return None
    return shutil.get_terminal_size().columns


def use_color(choice: str, output: str | None) -> bool:
    """Whether to colour: by `choice`, else on a terminal unless NO_COLOR is set."""
    if choice == "always":
        return True
    if choice == "never" or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return terminal_width(output) is not None


def speak(lang: str | None) -> str | None:
    """Let messages be in the language of ``--lang`` from here on."""
    _requested.set(lang)
    return lang


def requested_language(known: Sequence[str] = LANGUAGES) -> str | None:
    """The language of ``--lang``, one of `known`, or of ``NBDE_LANG``, if either is given."""
    option, variable = _requested.get(), os.environ.get(_LANGUAGE)
    if option is not None:
        return one_of("--lang", known, option)
    return one_of(_LANGUAGE, LANGUAGES, variable) if variable else None


def message_language() -> str:
    """The language of messages, and of results for people."""
    for language in (_requested.get(), os.environ.get(_LANGUAGE)):
        if language in LANGUAGES:
            return language
    return _locale_language()


def _locale_language() -> str:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return "zh" if os.environ[variable].lower().startswith("zh") else "en"
    return "en"


def remark(text: str) -> None:
    """Write a line beside the result, on standard error."""
    with progress.paused():
        print(text, file=sys.stderr)


def hint(key: str, *, wrapped: bool = False, **values: object) -> None:
    """Write the sentence `key` on standard error; `wrapped` to lines of a terminal's width."""
    text = say(key, message_language(), **values)
    if wrapped and sys.stderr.isatty():
        from nbde.formats.wrapping import wrap

        text = "\n".join(wrap(text, shutil.get_terminal_size().columns))
    remark(text)


def discard(stream: TextIO) -> None:
    """Lead the stream to the null device, where Python flushes the rest of its buffer."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def write_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file whole or not at all: to a temporary one beside it, which then takes its name.

    A link is followed; a device or a named pipe, which no file can replace, is written to.
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
