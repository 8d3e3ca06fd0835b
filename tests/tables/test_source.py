"""Bytes to text: encodings, line ends, and what cannot be read, each at its line."""

from __future__ import annotations

import codecs
import contextlib
import io
import sys
from collections.abc import Callable
from encodings.aliases import aliases
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbde.errors import DataError, NbdeError, TableError, UsageError
from nbde.tables import bundled, source
from nbde.tables.source import Source, decoded, read_raw

Write = Callable[..., Path]


def read_source(path: str | Path, encoding: str | None = None) -> Source:
    return decoded(path, read_raw(path), encoding)


TEXT = "指标,数值\n数字经济核心产业增加值,1500\n"


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode("utf-8"),
        codecs.BOM_UTF8 + TEXT.encode("utf-8"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("gb18030"),
        TEXT.replace("\n", "\r\n").encode("utf-8"),
        TEXT.replace("\n", "\r").encode("utf-8"),
        codecs.BOM_UTF16_LE + TEXT.replace("\n", "\r\n").encode("utf-16-le"),
    ],
    ids=["utf-8", "utf-8 BOM", "utf-16 LE", "utf-16 BE", "gb18030", "CRLF", "CR", "Excel Unicode"],
)
def test_every_way_of_writing_one_text_is_read_as_the_same(write: Write, raw: bytes) -> None:
    assert read_source(write(raw)).data == TEXT.encode("utf-8")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("big5", "指標"), ("latin-1", "café"), ("shift_jis", "指標"), ("utf-16-le", "\ufeff指标")],
)
def test_an_encoding_that_is_named_is_used(write: Write, encoding: str, text: str) -> None:
    path = write(text.encode(encoding))
    assert read_source(path, encoding).data.decode("utf-8") == text.removeprefix("\ufeff")


def test_a_named_encoding_says_nothing_of_the_bundled_tables() -> None:
    path = bundled.path("targets.csv")
    assert read_source(path, "gb18030").data == path.read_bytes()


@pytest.mark.parametrize("encoding", ["utf-9", "", "base64", "rot13", "\0"])
def test_what_is_no_encoding_is_wrong_use(write: Write, encoding: str) -> None:
    with pytest.raises(UsageError):
        read_source(write(TEXT), encoding)


def only_problem(path: Path, encoding: str | None = None) -> tuple[int, str, str]:
    with pytest.raises(TableError) as caught:
        read_source(path, encoding)
    (problem,) = caught.value.problems
    return problem.line, problem.got, problem.key


@pytest.mark.parametrize(
    ("raw", "line", "got"),
    [
        (b"indicator,year\na,2020\nb\xff,2021\n", 3, "ff 2c 32 30"),
        (b"indicator,year\r\na,2020\r\nb\xff\r\n", 3, "ff 0d 0a"),
        (b"indicator,year\ra,2020\rb\xff\r", 3, "ff 0d"),
        # Chinese in UTF-8 that GB18030 stops at earlier: the byte that spoils the UTF-8 is named.
        ("指标,年\n数,1\n".encode() + b"\xff\n", 3, "ff 0a"),
        (codecs.BOM_UTF8 + b"a\nb\n\xff\xff", 3, "ff ff"),
        # A high surrogate without its low one, on line 2.
        (codecs.BOM_UTF16_LE + "a\n".encode("utf-16-le") + b"\x00\xd8b\x00", 2, "00 d8 62 00"),
    ],
)
def test_bytes_in_no_known_encoding(write: Write, raw: bytes, line: int, got: str) -> None:
    assert only_problem(write(raw)) == (line, got, "problem.encoding")


def test_bytes_that_are_not_in_the_named_encoding(write: Write) -> None:
    assert only_problem(write("a\né".encode("latin-1")), "utf-8") == (2, "e9", "problem.encoding")


def test_text_that_no_utf8_can_hold(write: Write) -> None:
    # UTF-7 can spell half of a surrogate pair.
    assert only_problem(write(b"a\n+2AA-"), "utf-7") == (1, "", "problem.encoding")


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"a,b\n1,\x002\n", 2),
        (b"a,b\r1,2\r\x00", 3),
        (b"a,b\r\n1,2\r\n\x00", 3),
        ("a,b\n".encode("utf-16-le"), 1),
    ],
    ids=["LF", "CR", "CRLF", "utf-16 without its mark"],
)
def test_nul_bytes(write: Write, raw: bytes, line: int) -> None:
    assert only_problem(write(raw)) == (line, "\0", "problem.nul")


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b""])
def test_nothing_but_a_byte_order_mark_is_nothing(write: Write, mark: bytes) -> None:
    assert read_source(write(mark)).data == b""


def test_no_such_file_a_folder_and_a_name_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file.csv").touch()
    refused: list[tuple[str | Path, str]] = [
        (tmp_path / "none.csv", "error.no_file"),
        (tmp_path, "error.is_folder"),
        (tmp_path / "file.csv" / "inside.csv", "error.unreadable"),
        ("a\0b", "error.unreadable"),
        ("n" * 5000, "error.unreadable"),
    ]
    for path, key in refused:
        with pytest.raises(DataError) as caught:
            read_source(path)
        assert caught.value.key == key
        assert caught.value.exit_code == 3


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"\xef\xbb\xbfa\r\n")))
    source = read_source("-")
    assert (source.name, source.data) == ("<stdin>", b"a\n")


TEXT_ENCODINGS = sorted(
    {
        info.name
        for alias in aliases.values()
        if not alias.startswith(("mbcs", "oem", "cp65001"))
        if (info := codecs.lookup(alias))._is_text_encoding
    }
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("source") / "table.csv"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # unicode_escape warns of odd escapes
@given(
    raw=st.binary(max_size=40) | st.text(max_size=20).map(lambda t: t.encode("utf-8", "replace")),
    encoding=st.none() | st.sampled_from(TEXT_ENCODINGS),
)
def test_any_bytes_are_text_or_refused(path: Path, raw: bytes, encoding: str | None) -> None:
    path.write_bytes(raw)
    with contextlib.suppress(NbdeError):
        data = read_source(path, encoding).data
        assert not set(b"\r\0") & set(data)
        assert not data.startswith(codecs.BOM_UTF8)
        data.decode("utf-8")


@pytest.mark.parametrize("piece", [1, 2, 7, 1 << 18])
@given(st.binary() | st.text().map(str.encode) | st.text().map(lambda text: text.encode()[:-1]))
def test_bytes_are_utf8_or_not_whatever_they_are_cut_into(piece: int, raw: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "_PIECE", piece)
        found = source._not_utf8(raw)
    whole = None
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        whole = error.start
    assert (None if found is None else found.start) == whole
