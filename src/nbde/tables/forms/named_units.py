"""The units that names state: one that is certain, and others that must not contradict it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from nbde.tables.units import Unit, UnknownUnitError, unit

_LAST_BRACKETS = re.compile(
    r"(?P<name>.*\S)\s*[(（](?:单位\s*[:：])?\s*(?P<unit>[^()（）]+)[)）]", re.S
)
_BRACKETS = re.compile(r"[(（\[【［]([^()（）\[\]【】［］]+)[)）\]】］](?![^()（）]*[占比率])")
_PARTS = re.compile("[，,、;；]")
_INDEX = re.compile(r"[=＝为]\s*100(?![0-9])")
_END = re.compile(r"[\s，,:：;；_]([^\s，,:：;；_]+)$|([%％‰])$")
_INDEX_UNIT = "指数"


@dataclass(frozen=True, slots=True)
class Named:
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
def named(text: str) -> Named:
    """A name and the units it states.

    Examples
    --------
    >>> named("投资(亿元)"), named("投资(不含农户)")
    (Named(name='投资', unit='亿元', further=()), Named(name='投资(不含农户)', unit='', further=()))
    >>> named("人均GDP（元，现价）").further, named("比上年增长%").further
    (('元',), ('%',))
    """
    match = _LAST_BRACKETS.fullmatch(text)
    if match and known_unit(match["unit"].strip()):
        return Named(match["name"], match["unit"].strip(), _distinct(match["name"]))
    return Named(text, "", _distinct(text))


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
