"""What a workbook's cells are marked with: formats, raised characters, errors, bare formulas.

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

from nbde.tables.forms.number_formats import NumberFormat, number_format
from nbde.tables.forms.superscripts import raised_text

YEAR = "year"
Mark = str | NumberFormat
Marks = dict[tuple[int, int], Mark]

BROKEN = (
    zipfile.BadZipFile, zlib.error, ElementTree.ParseError, KeyError, ValueError, OSError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""What the reading of a broken archive may raise: `zipfile` has no one exception for it."""

_BUILT_IN = {9: "0%", 10: "0.00%"}
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NO_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ONLY_YEAR = re.compile(r"y{1,4}", re.I)
_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def marks_of(raw: bytes) -> Callable[[str], Marks]:
    """What gives the marks of a sheet by its name, by row and column from 0.

    A mark is a number format that does not show every figure as it is, `YEAR` (a date of which the
    sheet shows the year alone), or the text that stands for the cell: ``#DIV/0!``, the formula that
    has no value, a text with raised characters.

    Both raise one of `BROKEN` if the archive is not a workbook's, or broken.
    """
    archive = zipfile.ZipFile(io.BytesIO(raw))
    paths, styles, raised = _sheet_paths(archive), _styles(archive), _raised(archive)

    def marks(sheet: str) -> Marks:
        part = archive.read(paths[sheet])
        if not (raised or _may_have_marks(part, styles)):
            return {}
        return dict(_marked_cells(part, styles, raised))

    return marks


def _raised(archive: zipfile.ZipFile) -> dict[str, str]:
    """The shared strings with raised characters as a person reads them, by their number."""
    name = "xl/sharedStrings.xml"
    part = archive.read(name) if name in archive.namelist() else b""
    if b"superscript" not in part and not part.startswith(_UTF_16):
        return {}
    strings = (each for each in ElementTree.fromstring(part) if _local(each) == "si")
    texts = ((str(number), raised_text(string)) for number, string in enumerate(strings))
    return {number: text for number, text in texts if text is not None}


def _may_have_marks(part: bytes, styles: dict[str, Mark]) -> bool:
    """Whether a sheet has any error, formula, raised character, or cell of these styles."""
    if part.startswith(_UTF_16):
        return True
    found = re.search(rb"""\bt=["']e["']|<(?:\w+:)?f[\s/>]|superscript""", part)
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


def _styles(archive: zipfile.ZipFile) -> dict[str, Mark]:
    """The styles of cells that do not show every figure as it is, or show a year, by number."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    codes = dict(_BUILT_IN)
    for each in root.iter():
        if _local(each) == "numFmt":
            codes[int(each.get("numFmtId", 0))] = each.get("formatCode", "")
    cells = next((part for part in root if _local(part) == "cellXfs"), ())
    marks = [mark_of(codes.get(int(style.get("numFmtId", 0)), "")) for style in cells]
    return {str(number): mark for number, mark in enumerate(marks) if mark}


def mark_of(code: str) -> Mark:
    """The mark of the cells that have a number format, empty where they show what they hold.

    Examples
    --------
    >>> mark_of('yyyy"年"'), mark_of("yyyy-mm-dd"), mark_of("#,##0.0")
    ('year', '', '')
    """
    if _ONLY_YEAR.fullmatch(_NO_CODE.sub("", code).partition(";")[0].strip()):
        return YEAR
    found = number_format(code)
    return "" if found is None or found.is_plain else found


def _marked_cells(
    part: bytes, styles: dict[str, Mark], raised: dict[str, str]
) -> Iterator[tuple[tuple[int, int], Mark]]:
    row, column = -1, -1
    for event, element in ElementTree.iterparse(io.BytesIO(part), events=("start", "end")):
        name = _local(element)
        if event == "start":
            if name == "row":
                row, column = int(element.get("r", row + 2)) - 1, -1
            continue
        if name == "c":
            row, column = _place(element.get("r"), row, column + 1)
            if mark := _mark(element, styles, raised):
                yield (row, column), mark
        elif name == "row":
            element.clear()


def _mark(cell: ElementTree.Element, styles: dict[str, Mark], raised: dict[str, str]) -> Mark:
    parts = {_local(part): part.text or "" for part in cell}
    if cell.get("t") == "e":
        return parts.get("v", "#N/A")
    if "f" in parts and not parts.get("v") and cell.get("t") != "str":
        return f"={parts['f']}"
    if cell.get("t") == "s":
        return raised.get(parts.get("v", ""), "")
    if "is" in parts:
        return next(raised_text(part) or "" for part in cell if _local(part) == "is")
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
