"""What a cell beside a table says of all of it: ``单位：亿元``."""

from __future__ import annotations

import re
from functools import cache

from nbde.tables.forms.named_units import agree, known_unit

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
