"""Units: a small grammar of multipliers and words, with pint checking dimensions behind it.

pint never sees a cell. The grammar turns a text into identifiers of ``units.txt`` or refuses it,
and pint, with its definitions as the only ones and exact fractions as its numbers, reduces these
to base units. Its answers for every identifier and the usual products are written down in
``units_reduced.txt``, so that most calls need not import it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from nbde.errors import shown
from nbde.messages import say
from nbde.tables.numbers import (
    CHINESE_MULTIPLIERS,
    ENGLISH_ABBREVIATIONS,
    ENGLISH_MULTIPLIERS,
    tidy_unit,
)
from nbde.tables.unit_words import DEFINITIONS, NAMES, PREFIXED, PRODUCTS, SYMBOLS

if TYPE_CHECKING:
    import pint

_ENGLISH = {
    "ten thousand": 4, "hundred thousand": 5, "hundred million": 8,
    **ENGLISH_MULTIPLIERS, **ENGLISH_ABBREVIATIONS,
}  # fmt: skip
_MULTIPLIED = re.compile(
    r"(?:(?P<ten>1(?:0{0,2}(?:[, ]000)+|0+)(?![0-9,])) ?)?"
    rf"(?:(?P<chinese>{'|'.join(sorted(CHINESE_MULTIPLIERS, key=len, reverse=True))})"
    rf"|(?ai:(?P<english>{'|'.join(_ENGLISH)}))(?: |(?=[^ -~])))?(?P<word>.+)"
)
_NEVER_MULTIPLIED = frozenset(
    {"percent", "per_mille", "basis_point", "index", "score", "point", "points",
     "year", "quarter", "month"}
)  # fmt: skip
_ONE_SPELLING = str.maketrans({"²": "2", "³": "3", "₂": "2", "\u00b5": "u", "\u03bc": "u"})
_ONE_WORD_WITH_PER = re.compile(r"\bper (?=cent\b|mille\b)", re.ASCII | re.I)
_PER = re.compile(r" ?\bper\b ?|每", re.ASCII | re.I)
_MOST_WORDS = 4
_IDENTIFIER = "[a-z][a-z0-9_]*"
_ONE_AT_A_TIME = Lock()  # two tables may be read side by side; pint's registry is filled as needed


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measurement.

    Parameters
    ----------
    text
        The unit as written, with canonical spacing.
    dimension
        Equal for two units if and only if they convert to each other: ``[CNY] / [person]``.
    scale
        How many of its dimension's base units it is, exactly.
    has_multiplier
        Whether it was written with one, as 万元 is.
    """

    text: str
    dimension: str
    scale: Fraction
    has_multiplier: bool = False

    @property
    def is_currency(self) -> bool:
        """Whether it is one currency and nothing else."""
        return bool(self.currency)

    @property
    def currency(self) -> str:
        """The ISO code of its currency, or empty where it is not one currency."""
        match = re.fullmatch(r"\[([A-Z]{3})\]", self.dimension)
        return match[1] if match else ""


class UnknownUnitError(ValueError):
    """A text that is no unit nbde knows."""

    key = "problem.unit"

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return say(self.key, "en", got=shown(self.text))


class DimensionError(ValueError):
    """Two units of different dimensions, of which one was to be converted to the other."""

    key = "problem.dimension"

    def __init__(self, source: Unit, goal: Unit) -> None:
        super().__init__(source, goal)
        self.source = source
        self.goal = goal

    def __str__(self) -> str:
        return say(self.key, "en", got=shown(self.source.text), unit=self.goal.text)


@lru_cache(maxsize=4096)
def unit(text: str) -> Unit:
    """The unit that a text names.

    Parameters
    ----------
    text
        Words with multipliers, joined by ``/``, ``per`` or 每, a product by ``·``: ``亿元``,
        ``万元/人年``, ``billion yuan``, ``件/10万人``.

    Raises
    ------
    UnknownUnitError
        If any part of the text is not known.

    Examples
    --------
    >>> unit("亿元").dimension, int(unit("亿元").scale)
    ('[CNY]', 100000000)
    """
    multiplier, product = _read(text)
    dimension, scale = _reduced(product)
    return Unit(tidy_unit(text), dimension, multiplier * scale, multiplier != 1)


def _read(text: str) -> tuple[Fraction, str]:
    """The multiplier of a unit, and its identifiers as a product in pint's notation."""
    words = _words(tidy_unit(text))
    if len(words) > _MOST_WORDS:
        raise UnknownUnitError(text)
    multiplier = Fraction(1)
    powers: Counter[str] = Counter()
    for word, sign in words:
        ten, names = _factor(word, text)
        multiplier *= Fraction(10) ** (sign * ten)
        for name in names:
            powers[name] += sign
    present = sorted(
        ((name, power) for name, power in powers.items() if power),
        key=lambda named: (-named[1], named[0]),
    )
    return multiplier, " * ".join(
        name if power == 1 else f"{name} ** {power}" for name, power in present
    )


def _words(written: str) -> list[tuple[str, int]]:
    """The words of a unit, each with its power 1 or -1; ``per 1,000 people`` has no numerator."""
    numerator, *denominators = _parts(written)
    above = numerator.split("·") if numerator or not denominators else []
    below = [word for part in denominators for word in part.split("·")]
    return [(word, 1) for word in above] + [(word, -1) for word in below]


def _parts(written: str) -> list[str]:
    """The numerator and the denominators."""
    return _PER.sub("/", _ONE_WORD_WITH_PER.sub("per", written)).split("/")


def _factor(word: str, text: str) -> tuple[int, tuple[str, ...]]:
    """The power of ten and the identifiers that a word with its multiplier stands for."""
    spelled = word.translate(_ONE_SPELLING)
    if found := _meaning(spelled):
        return found
    match = _MULTIPLIED.fullmatch(spelled)
    found = _meaning(match["word"]) if match else None
    if match is None or found is None or not _NEVER_MULTIPLIED.isdisjoint(found[1]):
        raise UnknownUnitError(text)
    digits = (match["ten"] or "").count("0")
    chinese = CHINESE_MULTIPLIERS.get(match["chinese"] or "", 0)
    english = _ENGLISH.get((match["english"] or "").lower(), 0)
    return digits + chinese + english + found[0], found[1]


def _meaning(word: str) -> tuple[int, tuple[str, ...]] | None:
    if names := PRODUCTS.get(word):
        return 0, names
    if word in PREFIXED:
        power, name = PREFIXED[word]
        return power, (name,)
    name = SYMBOLS.get(word) or NAMES.get(word.lower(), "")
    return (0, (name,)) if name else None


def _reduced(product: str) -> tuple[str, Fraction]:
    """The dimension of a product of identifiers, and how many base units it is."""
    if not product:
        return "1", Fraction(1)
    if product in _reductions():
        scale, _, dimension = _reductions()[product].partition(" ")
        return dimension, Fraction(scale)
    return _reduced_by_pint(product)


def _reduced_by_pint(product: str) -> tuple[str, Fraction]:
    """The same of any product, pint being asked once of each identifier.

    It keeps all it was ever asked: there are few identifiers, and no end of products.
    """
    scale, powers = Fraction(1), Counter[str]()
    for part in product.split(" * "):
        name, _, written = part.partition(" ** ")
        power = int(written or 1)
        size, dimensions = _base_units(name)
        scale *= size**power
        for dimension, of_one in dimensions.items():
            powers[dimension] += power * of_one
    return _dimension(powers), scale


@cache
def _base_units(name: str) -> tuple[Fraction, dict[str, int]]:
    """How many base units one identifier is, and the power of each of its dimensions."""
    with _ONE_AT_A_TIME:
        _define(name)
        scale = cast("Fraction | int", _registry().get_root_units(name)[0])
        dimensions = cast("dict[str, Fraction]", _registry().get_dimensionality(name))
    return Fraction(scale), {dimension: int(power) for dimension, power in dimensions.items()}


def _dimension(powers: dict[str, int]) -> str:
    def product(sign: int) -> list[str]:
        return [
            name if abs(power) == 1 else f"{name} ** {abs(power)}"
            for name, power in sorted(powers.items())
            if power * sign > 0
        ]

    return " / ".join([" * ".join(product(1)) or "1", *product(-1)])


@cache
def _registry() -> pint.UnitRegistry[Any]:
    import pint

    return pint.UnitRegistry(None, non_int_type=Fraction)


@cache
def _define(name: str) -> None:
    """Define one unit and those it is made of; the whole file would take pint ten times longer."""
    relation = DEFINITIONS[name]
    if not relation.startswith("["):
        for part in re.findall(_IDENTIFIER, relation):
            _define(part)
    _registry().define(f"{name} = {relation}")


@cache
def _reductions() -> dict[str, str]:
    """Usual products as pint reduces them: to ask it anew would take longer than all the rest."""
    lines = Path(__file__).with_name("units_reduced.txt").read_text(encoding="ascii").splitlines()
    pairs = (line.partition(" = ") for line in lines if not line.startswith("#"))
    return {product: reduced for product, _, reduced in pairs}


def factor(source: Unit, goal: Unit) -> Fraction:
    """The number by which one in `source` is multiplied to be in `goal`, exactly.

    Raises
    ------
    DimensionError
        If the two do not convert to each other.

    Examples
    --------
    >>> factor(unit("万亿元"), unit("亿元"))
    Fraction(10000, 1)
    """
    if source.dimension != goal.dimension:
        raise DimensionError(source, goal)
    return source.scale / goal.scale


def annual(unit_: Unit) -> Unit:
    """The unit without a closing per year: a yearly figure of 412 项 and of 412 项/年 are the same.

    Only ``X/年`` is meant; 万元/人年 and 万元/人/年 stay: their years are those of the work done.

    Examples
    --------
    >>> annual(unit("项/年")).text, annual(unit("万元/人年")).text
    ('项', '万元/人年')
    """
    numerator, *denominators = _parts(unit_.text)
    if numerator and len(denominators) == 1 and NAMES.get(denominators[0].lower()) == "year":
        return unit(numerator)
    return unit_
