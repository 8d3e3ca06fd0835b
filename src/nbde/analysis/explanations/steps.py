"""A step of an explanation, and how figures stand in it: in full, as a calculator takes them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from nbde.messages import SENTENCES_JOINED


@dataclass(frozen=True, slots=True)
class Step:
    """One figure as it came about.

    Attributes
    ----------
    figure
        A word of `schema.FIGURES`.
    formula
        The formula in words, or for an input what it is.
    inserted
        The formula with the figures put in; empty where there is no result.
    result
        In `unit` if that is given, else a plain number or fraction; NaN where undefined.
    as_of
        The year of an input.
    status
        For a status its label, `result` being NaN.
    comparison
        How the result is bound, where it is known only as a bound or as about so much.
    """

    figure: str
    formula: str = ""
    inserted: str = ""
    result: float = math.nan
    unit: str = ""
    as_of: float = math.nan
    basis: str = ""
    edition: str = ""
    source: str = ""
    note: str = ""
    confidence: str = ""
    status: str = ""
    comparison: str = ""


def written(figure: float) -> str:
    """A figure with all its digits, in brackets where it is negative.

    Examples
    --------
    >>> [written(x) for x in (15.0, 7.127388535031848, -0.5, 1e-07)]
    ['15', '7.127388535031848', '(−0.5)', '0.0000001']
    """
    text = f"{Decimal(repr(abs(float(figure)))):f}".removesuffix(".0")
    return f"(−{text})" if figure < 0 else text


def moved(text: str, ratio: float) -> str:
    """A figure in another unit; `ratio` is the old unit over the new one [1].

    Examples
    --------
    >>> moved("1.1", 1e4), moved("500", 1e-4), moved("7", 1.0)
    ('1.1 × 10000', '500 ÷ 10000', '7')
    """
    if ratio == 1:
        return text
    return f"{text} × {ratio:.15g}" if ratio > 1 else f"{text} ÷ {1 / ratio:.15g}"


def grouped(text: str) -> str:
    """A term that may stand beside any other: in brackets where it is more than one figure.

    Examples
    --------
    >>> grouped("1.1 × 10000"), grouped("7")
    ('(1.1 × 10000)', '7')
    """
    return f"({text})" if " " in text else text


def joined(sentences: Iterable[str], lang: str) -> str:
    """Sentences as one note."""
    return SENTENCES_JOINED[lang].join(filter(None, sentences))
