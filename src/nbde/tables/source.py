"""A table's text: read from a file or standard input and decoded, or refused with its place."""

from __future__ import annotations

import codecs
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nbde.errors import DataError, Problem, TableError, UsageError
from nbde.tables import bundled

STDIN = "-"
STDIN_NAME = "<stdin>"
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LONG = 1 << 21  # bytes
_PIECE = 1 << 18
_LINE_END = re.compile("\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table of one's own is to be read, where its contents do not say.

    Parameters
    ----------
    encoding
        The encoding of a text; without it a byte-order mark decides, else UTF-8, else GB18030.
    sheet
        The sheet of a workbook, by name or number.
    indicator
        The code of the indicator in a file of one indicator that does not name it.
    asked
        Gives the requested indicators: of a collection of many only these are read, None for all.
    """

    encoding: str | None = None
    sheet: str | None = None
    indicator: str | None = None
    asked: Callable[[], frozenset[str]] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A table's name in messages, and its UTF-8 bytes: no byte-order mark, line ends as LF.

    `encoding` is that of the bytes as they were.
    """

    name: str
    data: bytes
    encoding: str = "utf-8"


def read_raw(path: str | Path) -> bytes:
    """The bytes at `path` (``-`` for standard input).

    Raises
    ------
    DataError
        If there is no such file, it is a folder, or it may not be read.
    """
    if str(path) == STDIN:
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise DataError("error.no_file", path=path) from None
    except IsADirectoryError:
        raise DataError("error.is_folder", path=path) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise DataError("error.unreadable", path=path, reason=reason) from None


def decoded(path: str | Path, raw: bytes, encoding: str | None = None) -> Source:
    """The text that the bytes of `path` are.

    Without `encoding`, a byte-order mark decides, else strict UTF-8, else GB18030. A bundled table
    is read as UTF-8 whatever `encoding` says of the user's own.

    Raises
    ------
    TableError
        If the bytes are in no known encoding, or hold NUL.
    UsageError
        If `encoding` is not one that Python knows.
    """
    name = shown_name(path)
    if encoding is None or (name != STDIN_NAME and bundled.holds(path)):
        data, codec = _guessed(name, raw)
    else:
        codec = _known(encoding)
        data = _decoded(name, raw, codec)
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise TableError([Problem(name, line, "", "\0", "problem.nul")])
    return Source(name, data, codec)


def is_long(path: str | Path) -> bool:
    """Whether `path` is a file whose reading takes tens of milliseconds."""
    return str(path) != STDIN and Path(path).is_file() and Path(path).stat().st_size >= _LONG


def shown_name(path: str | Path) -> str:
    """The name a table has in messages."""
    return STDIN_NAME if str(path) == STDIN else str(path)


def _guessed(name: str, raw: bytes) -> tuple[bytes, str]:
    """By the byte-order mark, else UTF-8, else GB18030; a bad byte is where the better one ends."""
    for mark, codec in _BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return _decoded(name, raw, codec), codec
    not_utf8 = _not_utf8(raw)
    if not_utf8 is None:
        return raw, "utf-8"
    try:
        return raw.decode("gb18030").encode("utf-8"), "gb18030"
    except UnicodeDecodeError as not_gb18030:
        further = max(not_utf8, not_gb18030, key=lambda error: error.start)
    raise _undecodable(name, raw, further) from None


def _not_utf8(raw: bytes) -> UnicodeDecodeError | None:
    """Where the bytes are not UTF-8, if they are not; text of the whole would be as much memory."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for first in range(0, len(raw), _PIECE):
        begun = first - len(decoder.getstate()[0])
        try:
            decoder.decode(raw[first : first + _PIECE], final=first + _PIECE >= len(raw))
        except UnicodeDecodeError as error:
            start, end = begun + error.start, begun + error.end
            return UnicodeDecodeError("utf-8", raw, start, end, error.reason)
    return None


def _known(encoding: str) -> str:
    try:
        info = codecs.lookup(encoding)
    except (LookupError, ValueError):
        info = None
    if info is None or not info._is_text_encoding:
        raise UsageError("error.encoding", name=encoding)
    return info.name


def _decoded(name: str, raw: bytes, codec: str) -> bytes:
    try:
        return raw.decode(codec).encode("utf-8")
    except UnicodeDecodeError as error:
        raise _undecodable(name, raw, error) from None
    except UnicodeError:
        raise TableError([Problem(name, 1, "", "", "problem.encoding", {"codec": codec})]) from None


def _undecodable(name: str, raw: bytes, error: UnicodeDecodeError) -> TableError:
    before = raw[: error.start].decode(error.encoding, errors="ignore")
    line = len(_LINE_END.findall(before)) + 1
    got = raw[error.start : error.start + 4].hex(" ")
    return TableError([Problem(name, line, "", got, "problem.encoding", {"codec": error.encoding})])
