"""What a workbook's cells are marked with: percent formats, error values, formulas not computed.

Read from the parts of the ``.xlsx`` archive themselves (ECMA-376, part 1): ``xl/styles.xml`` gives
each style its number format, and the sheet's part gives each cell its style and its type.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

Marks = dict[tuple[int, int], str]

BROKEN = (
    zipfile.BadZipFile, zlib.error, ElementTree.ParseError, KeyError, ValueError, OSError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""What the reading of a broken archive may raise: `zipfile` has no one exception for it."""

PERCENT, YEAR = "percent", "year"
_BUILT_IN = {9: PERCENT, 10: PERCENT}
_NO_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ONLY_YEAR = re.compile(r"y{1,4}", re.I)
_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def marks_of(raw: bytes) -> Callable[[str], Marks]:
    """What gives the marks of a sheet by its name, by row and column from 0.

    A mark is `PERCENT`, `YEAR` (a date of which the sheet shows the year alone), or the text that
    stands for the cell: ``#DIV/0!``, or the formula that has no value.

    Both raise one of `BROKEN` if the archive is not a workbook's, or broken.
    """
    archive = zipfile.ZipFile(io.BytesIO(raw))
    paths, styles = _sheet_paths(archive), _styles(archive)

    def marks(sheet: str) -> Marks:
        part = archive.read(paths[sheet])
        return dict(_marked_cells(part, styles)) if _may_have_marks(part, styles) else {}

    return marks


def _may_have_marks(part: bytes, styles: dict[str, str]) -> bool:
    """Whether a sheet has any error, formula, or cell of these styles: most sheets have none."""
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    found = re.search(rb"""\bt=["']e["']|<(?:\w+:)?f[\s/>]""", part)
    numbers = "|".join(styles).encode("ascii")
    return bool(found or (styles and re.search(rb"""\bs=["'](?:%b)["']""" % numbers, part)))


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part in which each sheet is stored."""
    relations = {
        relation.get("Id"): posixpath.join("/xl", relation.get("Target", ""))[1:]
        for relation in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    sheets = [sheet for sheet in book.iter() if _local(sheet) == "sheet"]
    return {
        sheet.get("name", ""): relations[sheet.get(_RELATION) or sheet.get(_STRICT)]
        for sheet in sheets
    }


def _styles(archive: zipfile.ZipFile) -> dict[str, str]:
    """The styles of cells that show a percentage or a year, by their number."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    formats = dict(_BUILT_IN)
    for each in root.iter():
        if _local(each) == "numFmt":
            formats[int(each.get("numFmtId", 0))] = kind_of(each.get("formatCode", ""))
    cells = next((part for part in root if _local(part) == "cellXfs"), ())
    kinds = [formats.get(int(style.get("numFmtId", 0)), "") for style in cells]
    return {str(number): kind for number, kind in enumerate(kinds) if kind}


def kind_of(code: str) -> str:
    """What a number format shows: a percentage, a year alone, or anything else.

    Examples
    --------
    >>> kind_of("0.0%"), kind_of('yyyy"年"'), kind_of('0.0"%"'), kind_of("yyyy-mm-dd")
    ('percent', 'year', '', '')
    """
    shown = _NO_CODE.sub("", code).partition(";")[0]
    if "%" in shown:
        return PERCENT
    return YEAR if _ONLY_YEAR.fullmatch(shown.strip()) else ""


def _marked_cells(part: bytes, styles: dict[str, str]) -> Iterator[tuple[tuple[int, int], str]]:
    row, column = -1, -1
    for event, element in ElementTree.iterparse(io.BytesIO(part), events=("start", "end")):
        name = _local(element)
        if event == "start":
            if name == "row":
                row, column = int(element.get("r", row + 2)) - 1, -1
            continue
        if name == "c":
            row, column = _place(element.get("r"), row, column + 1)
            if mark := _mark(element, styles):
                yield (row, column), mark
        elif name == "row":
            element.clear()


def _mark(cell: ElementTree.Element, styles: dict[str, str]) -> str:
    parts = {_local(part): part.text or "" for part in cell}
    if cell.get("t") == "e":
        return parts.get("v", "#N/A")
    if "f" in parts and not parts.get("v") and cell.get("t") != "str":
        return f"={parts['f']}"
    return styles.get(cell.get("s", ""), "") if "v" in parts else ""


def _place(reference: str | None, row: int, column: int) -> tuple[int, int]:
    """The place a cell names, such as ``C5``; else the one after the cell before."""
    match = _REFERENCE.fullmatch(reference or "")
    if match is None:
        return row, column
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, number - 1


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
