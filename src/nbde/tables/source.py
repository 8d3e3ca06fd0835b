"""A table's text: read from a file or standard input and decoded, or refused with its place."""

from __future__ import annotations

import codecs
import sys
from dataclasses import dataclass
from pathlib import Path

from nbde.errors import DataError, Problem, TableError, UsageError

STDIN = "-"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """The UTF-8 bytes of a table, without byte-order mark, line ends as LF; and its name in messages."""

    name: str
    data: bytes


def read_source(path: str | Path, encoding: str | None = None) -> Source:
    """The table at `path` (``-`` for standard input).

    Without `encoding`, a byte-order mark decides, else strict UTF-8, else GB18030.

    Raises
    ------
    DataError
        If there is no such file, it is a folder, or it may not be read.
    TableError
        If the bytes are in no known encoding, or hold NUL.
    UsageError
        If `encoding` is not one that Python knows.
    """
    if str(path) == STDIN:
        name, raw = "<stdin>", sys.stdin.buffer.read()
    else:
        name, raw = str(path), _file_bytes(Path(path))
    return Source(name, _utf8(name, raw, encoding))


def _file_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise DataError("error.no_file", path=path) from None
    except IsADirectoryError:
        raise DataError("error.is_folder", path=path) from None
    except (OSError, ValueError) as error:
        raise DataError(
            "error.unreadable", path=path, reason=getattr(error, "strerror", None) or error
        ) from None


def _utf8(name: str, raw: bytes, encoding: str | None) -> bytes:
    if encoding is not None:
        data = _decoded(name, raw, _known(encoding))
    else:
        data = next(
            (_decoded(name, raw, codec) for bom, codec in _BOMS if raw.startswith(bom)),
            None,
        ) or _without_bom(name, raw)
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise TableError([Problem(name, line, "", "\0", "problem.nul")])
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data


def _without_bom(name: str, raw: bytes) -> bytes:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(name, raw, "gb18030")
    return raw


def _known(encoding: str) -> str:
    try:
        info = codecs.lookup(encoding)
    except (LookupError, ValueError):
        raise UsageError("error.encoding", name=encoding) from None
    if not info._is_text_encoding:
        raise UsageError("error.encoding", name=encoding)
    return "utf-8-sig" if info.name == "utf-8" else info.name


def _decoded(name: str, raw: bytes, codec: str) -> bytes:
    try:
        return raw.decode(codec).removeprefix("\ufeff").encode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        got = raw[error.start : error.start + 4].hex(" ")
        raise TableError(
            [Problem(name, line, "", got, "problem.encoding", {"codec": codec})]
        ) from None
    except UnicodeError:
        raise TableError([Problem(name, 1, "", "", "problem.encoding", {"codec": codec})]) from None
