"""The texts that a workbook's cells show: number formats, raised characters, errors, bare formulas.

Read from the parts of the ``.xlsx`` archive themselves (ECMA-376, part 1): ``xl/styles.xml`` gives
each style its number format (18.8.31: up to four sections, of digit placeholders, literals, and
commas behind the last placeholder, each of which divides the figure by a thousand), and the sheet's
part gives each cell its style and its type.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from xml.etree import ElementTree

YEAR = "year"
BROKEN = (
    zipfile.BadZipFile, zlib.error, ElementTree.ParseError, KeyError, ValueError, OSError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""Errors that the reading of a broken archive may raise: `zipfile` has no one for them all."""
_BUILT_IN = {9: "0%", 10: "0.00%"}
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NO_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ONLY_YEAR = re.compile(r"y{1,4}", re.I)
_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_POWER = re.compile(r"-?[23]")
_FIGURE = re.compile(r"\D?[\d.,%\s年度]+")
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|(?P<skipped>_.|\*.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<number>[0#?.,%]|E[+-]|General)|(?P<other>.)",
    re.S | re.I,
)
_CONDITION = re.compile("[<>=]")
_DATE = re.compile("[ymdhs]", re.I)
_DIGITS = re.compile("[0#?]|General|E[+-]", re.I)
_SCALING = re.compile(r"[0#?.],+(?![0#?,])")
_NEGATIVE = re.compile(r"^\s*[-−(（]")
_TEXT, _GENERAL_IN_CHINESE = "@", "G/通用格式"
_NO_WORD = re.compile(r"[\s()（）¥￥$€£+-]*")


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a format: what it writes before and after the figure.

    `is_other` says that it shows another figure than the stored one, or the figure in pieces;
    `is_negative` that it writes a minus sign or a parenthesis before it.
    """

    before: str = ""
    after: str = ""
    is_percent: bool = False
    is_other: bool = False
    is_negative: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A format's code and its sections; `is_conditional` if conditions choose between them."""

    code: str
    sections: tuple[Section, ...]
    is_conditional: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether every figure is shown as it is."""
        return all(section == Section() for section in self.sections)

    def shown(self, value: float, written: Callable[[float], str]) -> str | None:
        """The figure as the format shows it, in full digits; None where it shows another."""
        section = self._section(value)
        if section.is_other or (self.is_conditional and len({*self.sections}) > 1):
            return None
        text = written(value)
        if section.is_percent:
            text = f"{(Decimal(repr(value)) * 100).normalize():f}%"
        return section.before + text + section.after

    def _section(self, value: float) -> Section:
        if len(self.sections) > 1 and value < 0:
            return self.sections[1]
        return self.sections[2] if len(self.sections) > 2 and value == 0 else self.sections[0]


def number_format(code: str) -> NumberFormat | None:
    """The format of figures that a code is; None for one of dates or of texts.

    Examples
    --------
    >>> number_format('0.0"亿元"').shown(12.5, repr), number_format("#,##0,").shown(12.5, repr)
    ('12.5亿元', None)
    """
    matches = _TOKEN.finditer(code.replace(_GENERAL_IN_CHINESE, "General"))
    tokens = [(str(match.lastgroup), match[match.lastgroup or 0]) for match in matches]
    if any(kind == "other" and _DATE.match(text) for kind, text in tokens):
        return None
    conditional = any(kind == "bracket" and _CONDITION.match(text) for kind, text in tokens)
    sections: list[list[tuple[str, str]]] = [[]]
    for kind, text in tokens:
        if (kind, text) == ("other", ";"):
            sections.append([])
        elif kind not in ("bracket", "skipped"):
            sections[-1].append((kind, text))
    first, *others = map(_section, sections[:3])
    if tokens and (first is None or first.is_negative):
        first = Section(is_other=True)
    return NumberFormat(code, tuple(each or Section() for each in (first, *others)), conditional)


def _section(tokens: list[tuple[str, str]]) -> Section | None:
    """The section that these tokens are, None if it has no place for a figure."""
    digits = [
        place
        for place, (kind, text) in enumerate(tokens)
        if text == _TEXT or (kind == "number" and _DIGITS.match(text))
    ]
    if not digits:
        return None
    first, last = digits[0], digits[-1]
    pieces = any(kind != "number" and text not in "/ " for kind, text in tokens[first:last])
    core = "".join(text if kind == "number" else " " for kind, text in tokens)
    percents = core.count("%")
    return Section(
        before=_words(tokens[:first]),
        after=_words(tokens[last + 1 :]),
        is_percent=percents == 1,
        is_other=pieces or percents > 1 or bool(_SCALING.search(core)),
        is_negative=bool(_NEGATIVE.match(_literals(tokens[:first]))),
    )


def _words(tokens: list[tuple[str, str]]) -> str:
    """The words beside a figure; nothing where they are no more than signs and spaces."""
    text = _literals(tokens)
    return "" if _NO_WORD.fullmatch(text) else text.strip()


def _literals(tokens: list[tuple[str, str]]) -> str:
    return "".join(text for kind, text in tokens if kind != "number")


Display = str | NumberFormat
Displays = dict[tuple[int, int], Display]


def cell_displays(raw: bytes) -> Callable[[str], Displays]:
    """The displays of a sheet's cells, as a function of its name, by row and column from 0.

    A display is a number format that does not show every figure as it is, `YEAR` (a date of which
    the sheet shows the year alone), or the text that stands for the cell: ``#DIV/0!``, the formula
    that has no value, a text with raised characters.

    Both raise one of `BROKEN` if the archive is not a workbook's, or broken.
    """
    archive = zipfile.ZipFile(io.BytesIO(raw))
    paths, styles, raised = _sheet_paths(archive), _styles(archive), _raised(archive)

    def displays(sheet: str) -> Displays:
        part = archive.read(paths[sheet])
        if not (raised or _may_have_displays(part, styles)):
            return {}
        return dict(_displays_of_cells(part, styles, raised))

    return displays


def _raised(archive: zipfile.ZipFile) -> dict[str, str]:
    """The shared strings with raised characters as a person reads them, by their number."""
    name = "xl/sharedStrings.xml"
    part = archive.read(name) if name in archive.namelist() else b""
    if b"superscript" not in part and not part.startswith(_UTF_16):
        return {}
    strings = (each for each in ElementTree.fromstring(part) if _local(each) == "si")
    texts = ((str(number), raised_text(string)) for number, string in enumerate(strings))
    return {number: text for number, text in texts if text is not None}


def _may_have_displays(part: bytes, styles: dict[str, Display]) -> bool:
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


def _styles(archive: zipfile.ZipFile) -> dict[str, Display]:
    """The styles of cells that do not show every figure as it is, or show a year, by number."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    codes = dict(_BUILT_IN)
    for each in root.iter():
        if _local(each) == "numFmt":
            codes[int(each.get("numFmtId", 0))] = each.get("formatCode", "")
    cells = next((part for part in root if _local(part) == "cellXfs"), ())
    displays = [display_of(codes.get(int(style.get("numFmtId", 0)), "")) for style in cells]
    return {str(number): display for number, display in enumerate(displays) if display}


def display_of(code: str) -> Display:
    """The display of the cells that have a number format, empty where they show what they hold.

    Examples
    --------
    >>> display_of('yyyy"年"'), display_of("yyyy-mm-dd"), display_of("#,##0.0")
    ('year', '', '')
    """
    if _ONLY_YEAR.fullmatch(_NO_CODE.sub("", code).partition(";")[0].strip()):
        return YEAR
    found = number_format(code)
    return "" if found is None or found.is_plain else found


def _displays_of_cells(
    part: bytes, styles: dict[str, Display], raised: dict[str, str]
) -> Iterator[tuple[tuple[int, int], Display]]:
    row, column = -1, -1
    for event, element in ElementTree.iterparse(io.BytesIO(part), events=("start", "end")):
        name = _local(element)
        if event == "start":
            if name == "row":
                row, column = int(element.get("r", row + 2)) - 1, -1
            continue
        if name == "c":
            row, column = _place(element.get("r"), row, column + 1)
            if display := _display(element, styles, raised):
                yield (row, column), display
        elif name == "row":
            element.clear()


def _display(
    cell: ElementTree.Element, styles: dict[str, Display], raised: dict[str, str]
) -> Display:
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


def raised_text(element: ElementTree.Element) -> str | None:
    """The text of a shared or an inline string as a person reads it; None if nothing is raised.

    Raised characters stay raised in a figure or a year, which is then neither (12.3¹), and in a
    power of metres (m²); in a name they are the displays of footnotes and go.
    """
    runs = [*_runs(element)]
    if not any(raised for _, raised in runs):
        return None
    bare = "".join(text for text, raised in runs if not raised)
    is_figure = not bare.strip() or bool(_FIGURE.fullmatch(bare.strip()))
    shown = ""
    for text, raised in runs:
        if not raised:
            shown += text
        elif is_figure or (_POWER.fullmatch(text) and shown.endswith(("m", "米"))):
            shown += text.translate(_RAISED)
    return shown.strip()


def _runs(element: ElementTree.Element) -> Iterator[tuple[str, bool]]:
    """The runs of a string, each with whether it is raised."""
    for part in element:
        name = _local(part)
        if name == "t":
            yield part.text or "", False
        elif name == "r":
            text = "".join(each.text or "" for each in part if _local(each) == "t")
            yield (
                text,
                any(
                    _local(each) == "vertAlign" and each.get("val") == "superscript"
                    for each in part.iter()
                ),
            )
