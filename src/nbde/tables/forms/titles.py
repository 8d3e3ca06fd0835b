"""What a cell beside a table says of all of it: ``单位：亿元``."""

from __future__ import annotations

import re
from functools import cache

_STATED = {
    "单位": "unit", "计量单位": "unit", "unit": "unit", "units": "unit", "unit of measure": "unit",
    "指标": "indicator", "指标名称": "indicator", "indicator": "indicator",
    "地区": "entity", "region": "entity", "entity": "entity",
    "来源": "source", "数据来源": "source", "资料来源": "source", "source": "source",
    "data source": "source",
}  # fmt: skip


def statements(text: str) -> list[tuple[str, str, str]]:
    """The columns that a title speaks of, each with the word it uses and what it says.

    Examples
    --------
    >>> statements("2-1 地区生产总值（单位：亿元）"), statements("(unit: billion yuan)")
    ([('unit', '单位', '亿元')], [('unit', 'unit', 'billion yuan')])
    """
    starts = [*_statement().finditer(text)]
    found = []
    ends = [*(match.start() for match in starts[1:]), len(text)]
    for match, end in zip(starts, ends, strict=False):
        said = text[match.end() : end].strip()
        if said[-1:] in ")）" and not re.search("[(（]", said):
            said = said[:-1].rstrip()
        found.append((_STATED[match["key"].lower()], match["key"], said))
    return found


@cache
def _statement() -> re.Pattern[str]:
    """The words that state something of a table, each before its colon."""
    keys = "|".join(sorted(_STATED, key=len, reverse=True))
    return re.compile(rf"(?:^|(?<=[\s(（]))(?P<key>{keys})\s*[:：](?=.*\S)", re.I)
