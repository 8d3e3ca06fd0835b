"""Quantities: values that carry their year, their origin and their caveats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import IntFlag, auto
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nbde.analysis.arrays import NONE, Bools, Floats, Ints


class Caveat(IntFlag):
    """A thing that a reader must know of a figure, or why there is none.

    The first four say how a value is known: at least, at most, not reached itself, about so much.
    Those up to `PRELIMINARY` are what a figure rests on, the others why it is empty.
    """

    LOWER_BOUND = auto()
    UPPER_BOUND = auto()
    STRICT = auto()
    APPROXIMATE = auto()
    ASSUMED = auto()
    DERIVED = auto()
    PROJECTED = auto()
    CARRIED = auto()
    SUM = auto()
    EDITION_BREAK = auto()
    SECOND_HAND = auto()
    PRELIMINARY = auto()
    NO_VALUE = auto()
    NO_BASELINE = auto()
    NO_TARGET = auto()
    NO_LEVEL = auto()
    ONE_YEAR = auto()
    NO_TIME_LEFT = auto()
    NO_COMPOUND_RATE = auto()
    STRAIGHT_LINE = auto()
    NO_GROWTH = auto()
    TARGET_KEPT = auto()
    SCHEDULE = auto()
    NOT_IN_FORCE = auto()
    YEARS_MISSING = auto()
    BEFORE_BASELINE = auto()
    NO_DENOMINATOR = auto()
    OTHER_CURRENCY = auto()
    TOO_FEW_VALUES = auto()
    OUT_OF_RANGE = auto()


BOUND = Caveat.LOWER_BOUND | Caveat.UPPER_BOUND
WORDS: Mapping[str, Caveat] = {
    "bound": BOUND,
    **{one.name.lower(): one for one in Caveat if one.name and one not in BOUND | Caveat.STRICT},
}
"""The words of the column `caveats`, in its order."""

OF_COMPARISON: Ints = np.array([
    Caveat.LOWER_BOUND | Caveat.STRICT, Caveat.LOWER_BOUND, 0, Caveat.APPROXIMATE,
    Caveat.UPPER_BOUND | Caveat.STRICT, Caveat.UPPER_BOUND, 0,
])  # fmt: skip
"""The bits of a value by its comparison, in the order of `schema.COMPARISONS`; last for none."""

OF_CONFIDENCE: Ints = np.array([0, 0, Caveat.SECOND_HAND, Caveat.ASSUMED])
"""The bits of a value by its confidence, in the order of `arrays.CONFIDENCES`."""


@dataclass(frozen=True, slots=True)
class Quantities:
    """Values with what is known of each, one entry a row.

    Attributes
    ----------
    value, year
        The value in the row's unit and its year; NaN where there is none.
    position
        The series' entry it was taken from, `NONE` for a value that is in no series.
    basis
        An index into `schema.BASES`, `NONE` where there is no value.
    confidence
        An index into `arrays.CONFIDENCES`.
    edition
        The set of accounts it belongs to, a number of the series' `words`; 0 where not named.
    caveats
        Bits of `Caveat`.
    """

    value: Floats
    year: Floats
    position: Ints
    basis: Ints
    confidence: Ints
    edition: Ints
    caveats: Ints

    def take(self, rows: Ints) -> Self:
        """The quantities of the rows `rows`."""
        return type(self)(*(getattr(self, field.name)[rows] for field in fields(self)))

    def has(self, caveat: Caveat) -> Bools:
        """The rows that have any of the bits of `caveat`."""
        return has(self.caveats, caveat)

    def known(self) -> Bools:
        """The rows that have a value."""
        return np.isfinite(self.value)

    def where(self, known: Bools) -> Quantities:
        """The quantities of some rows, and nothing in the others."""
        return Quantities(
            value=np.where(known, self.value, np.nan),
            year=np.where(known, self.year, np.nan),
            position=np.where(known, self.position, NONE),
            basis=np.where(known, self.basis, NONE),
            confidence=np.where(known, self.confidence, 0),
            edition=np.where(known, self.edition, 0),
            caveats=np.where(known, self.caveats, 0),
        )

    def signs(self) -> NDArray[np.object_]:
        """How each value is bound or about so much: ``>``, ``>=``, ``<``, ``<=``, ``~`` or ''."""
        return signs_of(self.caveats)


def choose(condition: Bools, one: Quantities, other: Quantities) -> Quantities:
    """The quantities of `one` in the rows where the condition holds, else those of `other`."""
    names = [field.name for field in fields(Quantities)]
    return Quantities(
        *(np.where(condition, getattr(one, name), getattr(other, name)) for name in names)
    )


_IN_SIGNS = BOUND | Caveat.STRICT | Caveat.APPROXIMATE
EITHER_WAY = "<>"


def _sign(bits: Caveat) -> str:
    if bits & BOUND == BOUND:
        return EITHER_WAY
    strict = "" if bits & Caveat.STRICT else "="
    if bits & BOUND:
        return f">{strict}" if bits & Caveat.LOWER_BOUND else f"<{strict}"
    return "~" if bits & Caveat.APPROXIMATE else ""


_SIGNS = np.array([_sign(Caveat(bits)) for bits in range(int(_IN_SIGNS) + 1)], dtype=object)


def signs_of(caveats: Ints) -> NDArray[np.object_]:
    """The sign before each figure of the caveats, empty for none."""
    signs: NDArray[np.object_] = _SIGNS[caveats & int(_IN_SIGNS)]
    return signs


def united(row: Ints, caveats: Ints, count: int) -> Ints:
    """The caveats of all members of each row."""
    every = np.zeros(count, dtype=np.int64)
    np.bitwise_or.at(every, row, caveats)
    return every


def has(caveats: Ints, caveat: Caveat) -> Bools:
    """Where any of the bits of `caveat` is set."""
    found: Bools = (caveats & int(caveat)) != 0
    return found


def differ_in_edition(one: Ints, other: Ints) -> Bools:
    """Whether two editions are different sets of accounts; one that is not named, 0, fits any."""
    differ: Bools = (one != other) & (one != 0) & (other != 0)
    return differ


def with_bounds_turned(caveats: Ints) -> Ints:
    """The caveats of one over a value, or of minus a value: at least becomes at most."""
    turned = caveats & ~int(BOUND)
    turned = np.where(has(caveats, Caveat.LOWER_BOUND), turned | int(Caveat.UPPER_BOUND), turned)
    return np.where(has(caveats, Caveat.UPPER_BOUND), turned | int(Caveat.LOWER_BOUND), turned)


def caveats_in_words(caveats: Ints) -> pd.Categorical[object]:
    """Bits as the words of the column `caveats`, separated by blanks.

    Examples
    --------
    >>> list(caveats_in_words(np.array([0, int(Caveat.UPPER_BOUND | Caveat.CARRIED)])))
    ['', 'bound carried']
    """
    code, distinct = pd.factorize(caveats)
    texts = [
        " ".join(word for word, caveat in WORDS.items() if bits & caveat)
        for bits in distinct.tolist()
    ]
    merged, words = pd.factorize(np.array(texts, dtype=object))
    return pd.Categorical.from_codes(merged[code], categories=pd.Index(words, dtype=object))
