"""Headers, titles and names: the years, columns and units that they state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from nbde.schema import Table
from nbde.tables.numbers import UnreadableError, read_year, tidy
from nbde.tables.units import Unit, UnknownUnitError, unit

_NAMED_YEAR = re.compile(r"([0-9]{4}) \[YR\1\]")
_SPACED = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_HOLDS_A_YEAR = re.compile(
    r"(?<![0-9])(?:19|20|21)[0-9]{2}"
    r"|(?:一九|二[〇○零])[〇○零一二三四五六七八九]{2}"
    r"|^['’‘]?[0-9]{2}(?:\s*年[度末底]?\W*|\s*[-/]\s*[0-9]{2}\s*年?)$"
)
_COMPARES = re.compile(r"[比为].*年|较|增长|增速|增幅|增减|\b(?:growth|change)\b", re.I)
_UNIT = "unit"
_STATED = {
    "unit": _UNIT, "units": _UNIT, "unit of measure": _UNIT,
    "指标": "indicator", "指标名称": "indicator", "indicator": "indicator",
    "地区": "entity", "region": "entity", "entity": "entity",
    "来源": "source", "数据来源": "source", "资料来源": "source", "source": "source",
    "data source": "source",
}  # fmt: skip
_UNIT_WORD = r"(?:本表|金额|货币|计量|数量|人口|产值)?单\s*位"
_STATES_UNIT = re.compile(
    rf"(?:{_UNIT_WORD}\s*[:：(（]|\bunits?(?: of measure)?\s*:)"
    r"\s*(?P<said>[^\s()（），,；;]*)",
    re.I,
)
_UNIT_IN_BRACKETS = re.compile(rf"(?:^|(?<=\s))({_UNIT_WORD})\s*[(（]([^()（）]+)[)）]")
_GLOSSED = re.compile(r"(?P<unit>[^()（）]+?)\s*[(（](?P<gloss>[^()（）]+)[)）]")
_CURRENT_PRICES = frozenset(
    {"当年价", "当年价格", "按当年价格计算", "现价", "现行价格", "按现价计算", "current prices"}
)
_LAST_BRACKETS = re.compile(
    r"(?P<name>.*\S)\s*[(（](?:单位\s*[:：])?\s*(?P<unit>[^()（）]+)[)）]", re.S
)
_BRACKETS = re.compile(r"[(（\[【［]([^()（）\[\]【】［］]+)[)）\]】］](?![^()（）]*[占比率])")
_PARTS = re.compile("[，,、;；]")
_INDEX = re.compile(r"[=＝为]\s*100(?![0-9])")
_END = re.compile(r"[\s，,:：;；_]([^\s，,:：;；_]+)$|([%％‰])$")
_INDEX_UNIT = "指数"


def year_of(header: str) -> str:
    """The year that a column's header names, as ``2021年`` or ``2015 [YR2015]``; else nothing.

    Examples
    --------
    >>> year_of("2021年"), year_of("2015 [YR2015]"), year_of("2021Q1")
    ('2021', '2015', '')
    """
    named = _NAMED_YEAR.fullmatch(header)
    try:
        return str(read_year(named[1] if named else header))
    except UnreadableError:
        return ""


def is_part_of_a_year(header: str) -> bool:
    """Whether a header names a quarter, a month or the like."""
    try:
        read_year(header)
    except UnreadableError as error:
        return error.key == "problem.year_part"
    return False


def is_unclear_year(header: str) -> bool:
    """Whether a header holds a year and something else, but compares no years.

    Examples
    --------
    >>> is_unclear_year("2023①"), is_unclear_year("2023年比2022年增长"), is_unclear_year("2023年")
    (True, False, False)
    """
    text = tidy(header)
    return bool(_HOLDS_A_YEAR.search(text)) and not (_COMPARES.search(text) or year_of(header))


def unspaced(header: str) -> str:
    """A header without the spaces that printed tables put between its Chinese characters.

    Examples
    --------
    >>> unspaced("指　 标 "), unspaced("target year")
    ('指标', 'target year')
    """
    return _SPACED.sub("", header.strip())


def known_columns(header: Sequence[str], table: Table) -> list[str]:
    """The column of the table that each header means, empty for the others."""
    return [table.known.get(unspaced(each).casefold(), "") for each in header]


def statements(text: str) -> list[tuple[str, str, str]]:
    """The columns that a title speaks of, each with the word it uses and what it says.

    Examples
    --------
    >>> statements("2-1 地区生产总值（单位：亿元）"), statements("(unit: billion yuan)")
    ([('unit', '单位', '亿元')], [('unit', 'unit', 'billion yuan')])
    >>> statements("单 位：亿元(当年价)"), statements("单位（亿元）")
    ([('unit', '单位', '亿元')], [('unit', '单位', '亿元')])
    """
    starts = [*_statement().finditer(text)]
    found = []
    ends = [*(match.start() for match in starts[1:]), len(text)]
    for match, end in zip(starts, ends, strict=False):
        said = text[match.end() : end].strip()
        if said[-1:] in ")）" and not re.search("[(（]", said):
            said = said[:-1].rstrip()
        word = re.sub(r"(?<=单)\s+(?=位)", "", match["key"])
        column = _STATED.get(word.lower(), _UNIT)
        found.append((column, word, _without_gloss(said) if column == _UNIT else said))
    bracketed = _UNIT_IN_BRACKETS.finditer(text)
    return found + [(_UNIT, "单位", match[2].strip()) for match in bracketed if _is_unit(match[2])]


def states_unit(text: str) -> bool:
    """Whether a text states a unit anywhere; 编制单位：统计局 names an office and no unit."""
    return any(
        not _ends_in_chinese(text[: match.start()]) or _is_unit(match["said"])
        for match in _STATES_UNIT.finditer(text)
    )


def _ends_in_chinese(text: str) -> bool:
    return "\u3400" <= text[-1:] <= "\u9fff"


def _is_unit(text: str) -> bool:
    return known_unit(text.strip()) is not None


def _without_gloss(said: str) -> str:
    """A unit without what only repeats it in parentheses, or says that prices are current."""
    match = _GLOSSED.fullmatch(said)
    if match is None:
        return said
    gloss = match["gloss"].strip()
    repeats = _is_unit(gloss) and agree(match["unit"], gloss)
    return match["unit"] if repeats or gloss in _CURRENT_PRICES else said


@cache
def _statement() -> re.Pattern[str]:
    """The words that state something of a table, each before its colon."""
    keys = "|".join([*sorted(_STATED, key=len, reverse=True), _UNIT_WORD])
    return re.compile(rf"(?:^|(?<=[\s(（，,；;。：:、]))(?P<key>{keys})\s*[:：](?=.*\S)", re.I)


@dataclass(frozen=True, slots=True)
class UnitName:
    """A name without the unit in its last parentheses, and the further units it speaks of."""

    name: str
    unit: str = ""
    further: tuple[str, ...] = ()

    @property
    def only_further(self) -> str:
        """The one unit it speaks of where none is certain; empty if there are several."""
        return self.further[0] if not self.unit and len(self.further) == 1 else ""


@lru_cache(maxsize=1 << 16)
def known_unit(text: str) -> Unit | None:
    """The unit that a text is, None where it is none."""
    try:
        return unit(text)
    except UnknownUnitError:
        return None


def agree(one: str, other: str) -> bool:
    """Whether two texts mean the same unit; texts that are no units must be the same."""
    first, second = known_unit(one), known_unit(other)
    if first is None or second is None:
        return one == other
    return (first.dimension, first.scale) == (second.dimension, second.scale)


@lru_cache(maxsize=1 << 16)
def named(text: str) -> UnitName:
    """A name and the units it states.

    Examples
    --------
    >>> named("投资(亿元)")
    UnitName(name='投资', unit='亿元', further=())
    >>> named("投资(不含农户)")
    UnitName(name='投资(不含农户)', unit='', further=())
    >>> named("人均GDP（元，现价）").further, named("比上年增长%").further
    (('元',), ('%',))
    """
    match = _LAST_BRACKETS.fullmatch(text)
    if match and known_unit(match["unit"].strip()):
        return UnitName(match["name"], match["unit"].strip(), _distinct(match["name"]))
    return UnitName(text, "", _distinct(text))


def _distinct(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_spoken_of(text)))


def _spoken_of(text: str) -> Iterator[str]:
    """The units in brackets and at the end of a name, an index that is 100 in some year as 指数."""
    for inner in _BRACKETS.findall(text):
        if _INDEX.search(inner):
            yield _INDEX_UNIT
        elif known_unit(inner.strip()):
            yield inner.strip()
        else:
            yield from (word for word in _words(inner) if _is_surely_a_unit(word))
    if end := _END.search(text):
        word = end[1] or end[2]
        if _is_surely_a_unit(word):
            yield word


def _words(inner: str) -> list[str]:
    """The parts between commas that are units, and the words of the others."""
    parts = [part.strip() for part in _PARTS.split(inner)]
    return [word for part in parts for word in ([part] if known_unit(part) else part.split())]


def _is_surely_a_unit(word: str) -> bool:
    """Whether a word is a unit and no common English word, as ``women`` is both."""
    meant = known_unit(word)
    return meant is not None and (meant.is_currency or not (word.isascii() and word.isalpha()))
