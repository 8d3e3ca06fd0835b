"""What a workbook's number format makes of a figure: the text that a person sees, in full digits.

Format codes as in ECMA-376, part 1, 18.8.31: up to four sections, of digit placeholders, literals,
and commas behind the last placeholder, each of which divides the figure by a thousand.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

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
    """What a section shows, None if it has no place for a figure."""
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
    """What literals write beside a figure; nothing where it is no more than signs and spaces."""
    text = _literals(tokens)
    return "" if _NO_WORD.fullmatch(text) else text.strip()


def _literals(tokens: list[tuple[str, str]]) -> str:
    return "".join(text for kind, text in tokens if kind != "number")
