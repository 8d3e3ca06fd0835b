"""Option values that need care, read from their text: years, rates, choices."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from nbde.errors import UsageError, shown
from nbde.messages import say

if TYPE_CHECKING:
    from fractions import Fraction

    from nbde.tables.units import Unit


def years(text: str | None) -> list[int] | None:
    """The years of ``--year``; None where it is not given.

    Raises
    ------
    UsageError
        If the text is no year, list or range of years.
    """
    from nbde.tables.numbers import UnreadableError, read_years

    if text is None:
        return None
    try:
        return read_years(text)
    except UnreadableError as error:
        raise UnreadableOptionError("--year", error.key, text) from None


def rate(option: str, text: str | None) -> float | None:
    """The rate of an option such as ``--growth``; None where it is not given.

    Raises
    ------
    UsageError
        If the text is no rate, or one of -100 % or less.
    """
    from nbde.tables.numbers import UnreadableError, read_rate

    if text is None:
        return None
    try:
        found = read_rate(text)
    except UnreadableError as error:
        raise UnreadableOptionError(option, error.key, text) from None
    if found <= -1:
        raise UnreadableOptionError(option, "problem.rate_below", text)
    return found


def probability(option: str, text: str) -> float:
    """The probability of an option such as ``--level``.

    Raises
    ------
    UsageError
        If the text is no rate, or one that is not between 0 and 1.
    """
    from nbde.tables.numbers import UnreadableError, read_rate

    try:
        found = read_rate(text)
    except UnreadableError:
        found = math.nan
    if not 0 < found < 1:
        raise UnreadableOptionError(option, "problem.level", text)
    return found


def quantity(option: str, text: str | None) -> tuple[Fraction | None, Unit | None]:
    """The number of an option such as ``--start`` and its unit; None for what is not given.

    Raises
    ------
    UsageError
        If the text is not one certain number, or its unit is not known.
    """
    from fractions import Fraction

    from nbde.tables.numbers import UnreadableError, read_number
    from nbde.tables.quantities import as_written
    from nbde.tables.units import UnknownUnitError

    if text is None:
        return None, None
    try:
        written = read_number(text)
        if written.comparison:
            raise UnreadableError("problem.number", text)
        return as_written(written) if written.unit else (Fraction(written.number), None)
    except (UnreadableError, UnknownUnitError) as error:
        raise UnreadableOptionError(option, error.key, text) from None


def positive_number(option: str, text: str | None) -> float | None:
    """The positive number of an option such as ``--years``; None where it is not given.

    Raises
    ------
    UsageError
        If the text is no positive number without a unit.
    """
    number, unit = quantity(option, text)
    if number is None:
        return None
    if unit is not None or number <= 0:
        raise UnreadableOptionError(option, "problem.positive", text or "")
    return float(number)


def one_of(option: str, text: str | None, known: Sequence[str]) -> str | None:
    """The value of an option with a closed set of words; None where it is not given.

    Raises
    ------
    UsageError
        If it is not one of `known`, which are listed.
    """
    if text is not None and text not in known:
        raise UsageError("error.choice", option=option, got=text, known=", ".join(known))
    return text


def all_of(option: str, texts: Iterable[str] | None, known: Sequence[str]) -> set[str]:
    """The values of a repeatable option with a closed set of words."""
    return {text for text in texts or () if one_of(option, text, known)}


class UnreadableOptionError(UsageError):
    """An option's text that the grammar cannot read, with the grammar's own sentence."""

    def __init__(self, option: str, key: str, got: str) -> None:
        super().__init__("error.option", option=option)
        self._sentence = key
        self._got = got

    def text(self, lang: str = "en") -> str:
        """The option and what was got and expected."""
        sentence = say(self._sentence, lang, got=shown(self._got, lang))
        return say(self.key, lang, sentence=sentence, **self.values)
