"""Delimited texts: their first records, and the table from its header on."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from nbde.errors import Problem
from nbde.tables.csv import read_rows
from nbde.tables.forms.headings import states_unit
from nbde.tables.forms.raw_table import Cell, RawTable
from nbde.tables.source import Source

if TYPE_CHECKING:
    from nbde.tables.csv import Rows

_NEWLINE, _QUOTE = b'\n"'
_WORDS = 20
_RECORDS = 40
_BYTES = 1 << 16
_TAIL = 1 << 12
_REMARK = re.compile(r"^(?:注|备注|说明|note\b|[\W\d])|[：:。]", re.I)
_QUOTED = re.compile(r'"[^"]*"?')


def first_records(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Where each of the first lines that are not blank begins, and the record that begins there."""
    start = 0
    for _ in range(_RECORDS):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        if data[start:end].strip():
            yield start, _cells(data[start : max(end, start + _BYTES)])
        start = end + 1


def keep_lines(source: Source, start: int, words: Iterable[str]) -> tuple[Source, int]:
    """The text without the lines that hold none of the words, and how many these were.

    They are blank in it, so that all others stay where they are. All before the header at the byte
    `start`, the header itself and the end of the text stay. A text in which a record runs over
    several lines stays whole, and so does one for very many words.
    """
    wanted = [word.encode("utf-8") for word in words]
    newline = np.frombuffer(source.data, np.uint8) == _NEWLINE
    starts = np.append(0, np.flatnonzero(newline) + 1)
    starts = starts[starts < len(source.data)]
    if len(wanted) > _WORDS or not len(starts) or _runs_over_lines(source.data, starts):
        return source, 0
    kept = (starts <= start) | (starts >= len(source.data) - _TAIL)
    for word in wanted:
        kept[_lines_of(word, source.data, starts)] = True
    edges = np.flatnonzero(np.diff(kept, prepend=~kept[:1])).tolist()
    bounds = [*starts[edges].tolist(), len(source.data)]
    lines = np.diff([*edges, len(starts)]).tolist()
    parts = [
        source.data[bounds[place] : bounds[place + 1]] if kept[edge] else b"\n" * lines[place]
        for place, edge in enumerate(edges)
    ]
    return replace(source, data=b"".join(parts)), int(np.count_nonzero(~kept))


def _runs_over_lines(data: bytes, starts: Rows) -> bool:
    """Whether a line has an odd number of quotes."""
    quotes = (np.frombuffer(data, np.uint8) == _QUOTE).view(np.uint8)
    return bool(np.bitwise_xor.reduceat(quotes, starts).any())


def _lines_of(word: bytes, data: bytes, starts: Rows) -> list[int]:
    """The lines that hold a word, by their place."""
    found: list[int] = []
    at = data.find(word)
    while at >= 0:
        line = int(np.searchsorted(starts, at, side="right")) - 1
        found.append(line)
        at = data.find(word, int(starts[line + 1]) if line + 1 < len(starts) else len(data))
    return found


def raw_table(source: Source, start: int, *, strict: bool) -> RawTable:
    """The table whose header begins at the byte `start`.

    Lines of one cell below the last row are remarks and no broken rows; if `strict`, only those
    that look like one.
    """
    above = [
        Cell(cell, source.data.count(b"\n", 0, place) + 1)
        for place, cells in (first_records(source.data[:start]) if start else ())
        for cell in cells
        if cell
    ]
    if start:
        blank = b"\n" * source.data.count(b"\n", 0, start)
        source = replace(source, data=blank + source.data[start:])
    records = read_rows(source)
    alone = [p for p in records.ragged if p.values.get("cells") == 1][-_RECORDS:]
    if not alone:
        return RawTable(source.name, records, above)
    lines = dict(enumerate(source.data.decode("utf-8", errors="ignore").split("\n"), 1))
    texts = {p.line: lines.get(p.line, "").strip(' "') for p in alone}
    last = int(records.line[-1]) if len(records.line) else records.header_line
    remarks = [p for p in alone if p.line > last and (not strict or _REMARK.search(texts[p.line]))]
    ragged = [
        replace(p, got=texts[p.line], key="problem.second_table", values={})
        if p in alone and states_unit(texts[p.line])
        else p
        for p in records.ragged
        if p not in remarks
    ]
    below = [Cell(texts[p.line], p.line) for p in remarks]
    return RawTable(source.name, replace(records, ragged=ragged), above, below)


def separated_by_semicolons(data: bytes) -> Iterator[list[str]]:
    """The first lines that hold semicolons, each cut at them."""
    for line in data[:_BYTES].decode("utf-8", errors="ignore").split("\n")[:_RECORDS]:
        if ";" in line:
            yield [cell.strip(' "') for cell in line.split(";")]


def empty(name: str) -> Problem:
    """That a table has neither header nor rows."""
    return Problem(name, 1, "", "", "problem.empty_file")


def _cells(data: bytes) -> list[str]:
    text = data.decode("utf-8", errors="ignore")
    bare = _QUOTED.sub("", text.partition("\n")[0])
    delimiter = "\t" if "\t" in bare and "," not in bare else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [cell.strip() for cell in next(reader, [])]
