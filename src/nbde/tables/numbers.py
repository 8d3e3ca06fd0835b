"""Numbers, rates, years and comparisons as people write them in Chinese and English tables.

A cell is read whole or refused: what cannot be read for certain is an `UnreadableError`, never a
guess. Full-width ASCII, the ideographic space and the minus signs are normalised and nothing else
is (compatibility normalisation would turn 5² into 52).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from nbde.errors import shown
from nbde.messages import say

CHINESE_MULTIPLIERS = {
    "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8,
    "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12,
}  # fmt: skip
ENGLISH_MULTIPLIERS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
ENGLISH_ABBREVIATIONS = {"mn": 6, "bn": 9, "tn": 12}

_BEFORE = {
    "超过": ">", "超": ">", "大于": ">", "高于": ">", "多于": ">", "突破": ">",
    "不低于": ">=", "不少于": ">=", "不小于": ">=", "至少": ">=",
    "大于等于": ">=", "大于或等于": ">=",
    "达到": "=", "达": "=",
    "约": "~", "大约": "~", "近": "~", "接近": "~",
    "不高于": "<=", "不超过": "<=", "不多于": "<=", "不大于": "<=", "至多": "<=",
    "小于等于": "<=", "小于或等于": "<=",
    "低于": "<", "小于": "<", "少于": "<",
    ">": ">", ">=": ">=", "≥": ">=", "≧": ">=", "⩾": ">=",
    "<": "<", "<=": "<=", "≤": "<=", "≦": "<=", "⩽": "<=",
    "=": "=", "~": "~", "≈": "~",
}  # fmt: skip
_BEFORE_ENGLISH = {
    "over": ">", "more than": ">", "above": ">",
    "at least": ">=", "no less than": ">=", "not less than": ">=",
    "no fewer than": ">=", "not fewer than": ">=",
    "at most": "<=", "no more than": "<=", "not more than": "<=",
    "below": "<", "under": "<", "less than": "<", "fewer than": "<",
    "about": "~", "around": "~", "approximately": "~", "nearly": "~",
}  # fmt: skip
_AFTER = {"及以上": ">=", "以上": ">=", "及以下": "<=", "以下": "<=", "以内": "<=", "左右": "~"}
_AFTER_ENGLISH = {"or more": ">=", "or less": "<="}
_COMPARISONS = {"": ""} | _BEFORE | _BEFORE_ENGLISH | _AFTER | _AFTER_ENGLISH
_REACH = ("达到", "达")

_MINUS_SIGNS = "\u2212\u2010\u2011\u2012\u2013\ufe63"
_TIDY = str.maketrans(
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {ord("\u3000"): " "}
    | {ord(sign): "-" for sign in _MINUS_SIGNS}
)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_PREFIX = re.compile(rf"(?:{_any_of(_BEFORE)}|(?ai:{_any_of(_BEFORE_ENGLISH)})(?=\s))\s*")
_SUFFIX = re.compile(rf"(?:{_any_of(_AFTER)}|\b(?ai:{_any_of(_AFTER_ENGLISH)}))\Z")
_NUMBER = re.compile(
    r"""
    [+-]?
    (?: (?: [1-9][0-9]{0,2} (?P<mark>[,\u00a0\u2007\u2009\u202f])
            [0-9]{3} (?:(?P=mark)[0-9]{3})* (?![0-9])
          | [0-9]+ ) (?:\.[0-9]+)?
      | \.[0-9]+ )
    (?:[eE](?P<exponent>[+-]?[0-9]+))?
    """,
    re.VERBOSE,
)
_GROUPING = re.compile(r"[,']?[0-9]")
_RANGE = re.compile(r"(?:-|~|—|至|到|\bto\b) ?[-+]?[.0-9]")
_MULTIPLIER = re.compile(
    rf"(?:{_any_of(CHINESE_MULTIPLIERS)})(?!分点)"
    rf"|(?ai:{_any_of(ENGLISH_MULTIPLIERS)})\b|(?ai:{_any_of(ENGLISH_ABBREVIATIONS)})(?= [^\W\d_])"
)
_NO_MULTIPLIER = re.compile(rf"兆(?![瓦焦伏])|(?ai:{_any_of(ENGLISH_ABBREVIATIONS)})\b")
_NO_SECOND_MULTIPLIER = re.compile(
    r"(?!千[瓦克米焦伏]|[兆吉][瓦焦伏])[十百千万亿兆]|[%‰]"
    rf"|(?ai:{_any_of(ENGLISH_MULTIPLIERS | ENGLISH_ABBREVIATIONS)})\b"
)
_CHINESE_NUMERAL = re.compile(r"[〇零一二三四五六七八九两几数半多余]")
_DIGITS_OF_A_UNIT = re.compile(
    r"(?<=[A-Za-z])[23](?![0-9.])|(?:(?<=/)|(?<=每)|(?<=\bper ))1[0,]*0(?![0-9])"
)
_PUNCTUATION_OF_A_UNIT = " /·.()-²³₂"
_STARTS_OF_A_UNIT = "/("
_HAN = "[\u3400-\u9fff]"
_NO_SPACE = re.compile(rf" (?=[/·]|{_HAN})|(?<=[/·]) |(?<={_HAN}) ")

_YEAR = re.compile(r"([0-9]{4})(?:\.0+)?\s*(?:年度?)?")
_YEARS = re.compile(rf"{_YEAR.pattern}\s*(?:-|~|—{{1,2}}|至|到)\s*{_YEAR.pattern}")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_MONTH_NAMES = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR_PART = re.compile(
    rf"""
      [0-9]{{4}}[-\s]*[QHMSTW][0-9]{{1,2}} | [QHM][0-9]{{1,2}}[-\s/]*[0-9]{{4}}
    | [0-9]{{4}}\s*年?.*(?:季度?|半年|月|旬|周|[日号])
    | [0-9]{{4}}[-/]{_MONTH}(?:[-/][0-9]{{1,2}}(?:[T\s].*)?)?
    | [0-9]{{4}}\.(?:0[1-9]|1[0-2]) | [0-9]{{4}}\.{_MONTH}\.[0-9]{{1,2}}
    | (?:[0-9]{{1,2}}[-./])?{_MONTH}[-./][0-9]{{4}}
    | [0-9]{{4}}(?:0[1-9]|1[0-2])(?:[0-3][0-9])?
    | [0-9]{{4}}/[0-9]{{2}}(?:[0-9]{{2}})? | FY\s*[0-9]{{2,4}}.*
    | [0-9]{{2,4}}\s*(?:FY|财年|财政年度|学年)
    | (?:[0-9]{{1,2}}\s+)?{_MONTH_NAMES}\.?[\s,-]*[0-9]{{4}} | [0-9]{{4}}[\s,-]*{_MONTH_NAMES}\.?
    """,
    re.VERBOSE | re.I,
)


class UnreadableError(ValueError):
    """A text that is not one certain number, rate, year or comparison.

    Attributes
    ----------
    key
        The sentence that says what was expected; its placeholder is ``{got}``.
    got
        The text as it was given.
    """

    def __init__(self, key: str, got: str) -> None:
        super().__init__(key, got)
        self.key = key
        self.got = got

    def __str__(self) -> str:
        return say(self.key, "en", got=shown(self.got))


@dataclass(frozen=True, slots=True)
class ParsedNumber:
    """A number as it was written: its exact value, how it binds, and its unit.

    Parameters
    ----------
    number
        The number times its multiplier, exact, in `unit`.
    comparison
        One of `nbde.schema.COMPARISONS`, or empty.
    unit
        The unit as written after the multiplier, with canonical spacing; empty if there is none.
    scaled
        Whether a multiplier such as 万 or ``billion`` was written.
    multiplier
        That multiplier as written; together with `unit` it is the unit a reader sees.
    """

    number: Decimal
    comparison: str
    unit: str
    scaled: bool
    multiplier: str = field(default="", compare=False)

    @property
    def full_unit(self) -> str:
        """The unit with its multiplier, as a reader sees it: 万亿元, ``trillion yuan``."""
        return tidy_unit(f"{self.multiplier} {self.unit}")


def tidy(text: str) -> str:
    """The text with full-width ASCII, ideographic spaces and minus signs made ASCII, ends stripped.

    Examples
    --------
    >>> tidy("　−５％ ")
    '-5%'
    """
    return text.translate(_TIDY).strip()


def tidy_unit(text: str) -> str:
    """A unit with canonical spacing: none beside Chinese or ``/``, one between Latin words.

    Examples
    --------
    >>> tidy_unit("亿 元 / 人")
    '亿元/人'
    """
    return _NO_SPACE.sub("", _one_space(tidy(text)))


def read_number(text: str) -> ParsedNumber:
    """One certain number with its comparison, multiplier and unit.

    Parameters
    ----------
    text
        A cell such as ``1万亿元``, ``>15%``, ``8,234.5``, ``1.57 trillion yuan``, ``1000个以上``.

    Returns
    -------
    ParsedNumber
        The unit is not looked up here; `nbde.tables.units.unit` does that.

    Raises
    ------
    UnreadableError
        If the text is not one finite number that a double can hold, or anything is left over.

    Examples
    --------
    >>> written = read_number("不低于1.5万亿元")
    >>> written.comparison, int(written.number), written.unit
    ('>=', 1500000000000, '元')
    """
    body = tidy(text)
    prefix, body = _comparison_before(body)
    match = _NUMBER.match(body)
    if match is None:
        raise UnreadableError("problem.number", text)
    rest = _one_space(body[match.end() :])
    if _RANGE.search(rest):
        raise UnreadableError("problem.number_range", text)
    if _GROUPING.match(rest):
        raise UnreadableError("problem.number_grouping", text)
    suffix, rest = _comparison_after(rest)
    multiplier, unit = _multiplier(rest, text)
    _check_characters(unit, text)
    return ParsedNumber(
        number=_exact(match, _power_of(multiplier), text),
        comparison=_joined(prefix, suffix, text),
        unit=unit,
        scaled=bool(multiplier),
        multiplier=multiplier,
    )


def _one_space(text: str) -> str:
    return " ".join(text.split())


def _comparison_before(body: str) -> tuple[str, str]:
    match = _PREFIX.match(body)
    return ("", body) if match is None else (match[0], body[match.end() :])


def _comparison_after(rest: str) -> tuple[str, str]:
    match = _SUFFIX.search(rest)
    return ("", rest) if match is None else (match[0], rest[: match.start()].rstrip())


def _joined(prefix: str, suffix: str, text: str) -> str:
    """The one comparison that the words before and after the number make: 达到…以上 is at least."""
    before, after = read_comparison(prefix), read_comparison(suffix)
    if after and before not in ("", after) and prefix.rstrip() not in _REACH:
        raise UnreadableError("problem.comparison_twice", text)
    return after or before


def _multiplier(rest: str, text: str) -> tuple[str, str]:
    match = _MULTIPLIER.match(rest)
    multiplier = match[0] if match else ""
    unit = tidy_unit(rest[len(multiplier) :])
    if (_NO_SECOND_MULTIPLIER if multiplier else _NO_MULTIPLIER).match(unit):
        raise UnreadableError("problem.number_multiplier", text)
    return multiplier, unit


def _power_of(multiplier: str) -> int:
    powers = {"": 0} | CHINESE_MULTIPLIERS | ENGLISH_MULTIPLIERS | ENGLISH_ABBREVIATIONS
    return powers[multiplier.lower()]


def _check_characters(unit: str, text: str) -> None:
    """Refuse a unit of impossible characters; one that is merely unknown is `units`' to refuse."""
    if _CHINESE_NUMERAL.match(unit):
        raise UnreadableError("problem.number_numeral", text)
    bare = _DIGITS_OF_A_UNIT.sub("", unit)
    sound = all(_is_word(c) or c in _PUNCTUATION_OF_A_UNIT for c in bare)
    starts = unit[:1] in _STARTS_OF_A_UNIT or _is_word(unit[0])
    if unit and not (sound and starts and any(map(_is_word, bare))):
        raise UnreadableError("problem.number", text)
    if _SUFFIX.search(unit):
        raise UnreadableError("problem.comparison_twice", text)


def _is_word(character: str) -> bool:
    return character.isalpha() or character in "%‰°#" or unicodedata.category(character) == "Sc"


def _exact(match: re.Match[str], power: int, text: str) -> Decimal:
    """The number that `match` spells times ten to the `power`, every digit kept."""
    exponent = match["exponent"] or "0"
    if len(exponent.lstrip("+-0")) > 4:
        raise UnreadableError("problem.number_size", text)
    spelled = match[0].lower().partition("e")[0]
    if match["mark"]:
        spelled = spelled.replace(match["mark"], "")
    number = Decimal(f"{spelled}e{int(exponent) + power}")
    size = abs(float(number))
    if math.isinf(size) or (number and size < 2.0**-1022):
        raise UnreadableError("problem.number_size", text)
    return number


def read_rate(text: str) -> float:
    """A growth rate or other fraction, written as per cent, per mille or a plain fraction.

    Raises
    ------
    UnreadableError
        If it is not one number, or is a bare number of 1 or more in size, which could mean either.

    Examples
    --------
    >>> read_rate("12%"), read_rate("−0.05"), read_rate("3‰")
    (0.12, -0.05, 0.003)
    """
    try:
        written = read_number(text)
    except UnreadableError as error:
        raise UnreadableError("problem.rate", text) from error
    power = {"": 0, "%": -2, "percent": -2, "per cent": -2, "‰": -3}.get(written.unit.lower())
    bare_and_large = not written.unit and abs(written.number) >= 1
    if power is None or bare_and_large or written.scaled or written.comparison:
        raise UnreadableError("problem.rate", text)
    return float(Fraction(written.number) * Fraction(10) ** power)


def read_year(text: str) -> int:
    """A whole year from 1900 to 2200.

    Raises
    ------
    UnreadableError
        With ``problem.year_part`` for a quarter, month, day or fiscal year, else ``problem.year``.

    Examples
    --------
    >>> read_year("２０２４年")
    2024
    """
    body = tidy(text)
    match = _YEAR.fullmatch(body)
    if match is None:
        part = _YEAR_PART.fullmatch(body)
        raise UnreadableError("problem.year_part" if part else "problem.year", text)
    year = int(match[1])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise UnreadableError("problem.year", text)
    return year


def read_years(text: str) -> list[int]:
    """The years that a list of years and ranges names, in order, each once.

    Raises
    ------
    UnreadableError
        As `read_year`; with ``problem.year_order`` for a range that runs backwards.

    Examples
    --------
    >>> read_years("2022-2024，2026")
    [2022, 2023, 2024, 2026]
    """
    years: set[int] = set()
    for piece in re.split("[,、]", tidy(text)):
        match = _YEARS.fullmatch(piece.strip())
        try:
            first, last = (
                read_year(year) for year in (match.groups() if match else (piece, piece))
            )
        except UnreadableError as error:
            raise UnreadableError(error.key, text) from error
        if last < first:
            raise UnreadableError("problem.year_order", text)
        years.update(range(first, last + 1))
    return sorted(years)


def read_comparison(text: str) -> str:
    """The canonical comparison of a sign or word that binds a number; empty for an empty text.

    Raises
    ------
    UnreadableError
        For any other word.

    Examples
    --------
    >>> read_comparison("不低于"), read_comparison("左右")
    ('>=', '~')
    """
    word = _one_space(tidy(text)).lower()
    if word not in _COMPARISONS:
        raise UnreadableError("problem.comparison", text)
    return _COMPARISONS[word]
