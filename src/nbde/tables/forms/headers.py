"""What the header of a column means: a year, something like one, or a column that nbde knows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nbde.schema import Table
from nbde.tables.numbers import UnreadableError, read_year, tidy

_NAMED_YEAR = re.compile(r"([0-9]{4}) \[YR\1\]")
_SPACED = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_HOLDS_A_YEAR = re.compile(
    r"(?<![0-9])(?:19|20|21)[0-9]{2}"
    r"|(?:一九|二[〇○零])[〇○零一二三四五六七八九]{2}"
    r"|^['’‘]?[0-9]{2}(?:\s*年[度末底]?\W*|\s*[-/]\s*[0-9]{2}\s*年?)$"
)
_COMPARES = re.compile(r"[比为].*年|较|增长|增速|增幅|增减|\b(?:growth|change)\b", re.I)


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


def known(header: Sequence[str], table: Table) -> list[str]:
    """The column of the table that each header means, empty for the others."""
    return [table.known.get(unspaced(each).casefold(), "") for each in header]
