"""Values in long form, as arrays: what every series is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nbde.schema import BASES

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NONE = -1
OBSERVED, BASELINE, DERIVED, ASSUMED, PROJECTED, MILESTONE, TARGET, IMPLIED, PUBLISHED = range(
    len(BASES)
)
CONFIDENCES = ("published", "", "secondary", "assumed")
_YEARS = 4096


def sort_key(line: Ints, year: Ints) -> Ints:
    """One number that orders by line, then by year."""
    return line * _YEARS + year


def line_of(key: Ints) -> Ints:
    """The line in a sort key."""
    return key // _YEARS


@dataclass(frozen=True, slots=True)
class Observations:
    """Values with all that is known of each; text stands as a number of a `StringTable`.

    `value` times `scale` is the value in the base unit of `dimension`; `basis` is an index into
    `schema.BASES`, `confidence` into `CONFIDENCES`, from the surest to the least sure; `caveats`
    holds bits of `quantities.Caveat`.
    """

    year: Ints
    value: Floats
    scale: Floats
    dimension: Ints
    unit: Ints
    basis: Ints
    confidence: Ints
    source: Ints
    edition: Ints
    caveats: Ints

    def __len__(self) -> int:
        return len(self.value)

    @classmethod
    def joined(cls, one: Observations, other: Observations) -> Observations:
        """The entries of both, one after the other; the numbers in as little room as they need."""
        return cls(*(_joined(getattr(one, f.name), getattr(other, f.name)) for f in fields(cls)))


def _joined(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    if len(one) and one.strides == (0,) and (other == one[0]).all():
        return np.broadcast_to(one[0], len(one) + len(other))
    whole = np.issubdtype(one.dtype, np.integer)
    return np.concatenate([one, other], dtype=np.int32 if whole else np.float64)


class StringTable:
    """Texts known by number; the empty text is 0."""

    def __init__(self) -> None:
        self.texts = [""]
        self._number = {"": 0}

    def __len__(self) -> int:
        return len(self.texts)

    def intern(self, text: str) -> int:
        """The number of a text, a new one if it was not known."""
        if text not in self._number:
            self._number[text] = len(self.texts)
            self.texts.append(text)
        return self._number[text]

    def lookup(self, text: str) -> int:
        """The number of a text; `NONE` where it has none."""
        return self._number.get(text, NONE)

    def codes(self, column: pd.Series) -> Ints:
        """A column as numbers."""
        category = column.astype("category").cat
        known = [self.intern(str(text)) for text in category.categories]
        code = category.codes.to_numpy()
        if len(code) and (code == code[0]).all():
            return np.broadcast_to(np.int64([*known, 0][code[0]]), len(code))
        return np.array([*known, 0], dtype=np.int64)[code]

    def decode(self, codes: Ints) -> NDArray[np.object_]:
        """The texts of some numbers."""
        return np.array(self.texts, dtype=object)[codes]

    def both(self, first: Ints, second: Ints, joint: str) -> Ints:
        """The two texts as one; only one of them where the other is empty or the same."""
        size = len(self)
        pairs, position = np.unique(first * size + second, return_inverse=True)
        texts = [
            dict.fromkeys((self.texts[pair // size], self.texts[pair % size])) for pair in pairs
        ]
        joined = [self.intern(joint.join(text for text in both if text)) for both in texts]
        return np.array(joined, dtype=np.int64)[position]

    def column(self, codes: Ints) -> pd.Categorical[object]:
        """Numbers as a column of text."""
        used, code = renumbered(codes, len(self))
        words = pd.Index([self.texts[i] for i in used.tolist()], dtype=object)
        return pd.Categorical.from_codes(code, categories=words)


def positions(column: pd.Series, words: Sequence[str]) -> Ints:
    """The place of each text of a column among the `words`; -1 for a text that is not there."""
    category = column.astype("category").cat
    place = {word: number for number, word in enumerate(words)}
    known = [place.get(str(text), -1) for text in category.categories]
    return np.array([*known, -1], dtype=np.int64)[category.codes.to_numpy()]


def renumbered(codes: Ints, count: int) -> tuple[Ints, Ints]:
    """The numbers that occur among `codes` below `count`, in order, and each code's place there.

    Examples
    --------
    >>> [column.tolist() for column in renumbered(np.array([7, 2, 7]), 9)]
    [[2, 7], [1, 0, 1]]
    """
    occurs = np.zeros(count, dtype=bool)
    occurs[codes] = True
    return np.flatnonzero(occurs), (np.cumsum(occurs) - 1)[codes]


def spread(counts: Ints) -> tuple[Ints, Ints]:
    """For groups of the given sizes: the group of each member, and its place in the group.

    Examples
    --------
    >>> [column.tolist() for column in spread(np.array([2, 0, 3]))]
    [[0, 0, 2, 2, 2], [0, 1, 0, 1, 2]]
    """
    group = np.repeat(np.arange(len(counts)), counts)
    return group, np.arange(len(group)) - np.repeat(np.cumsum(counts) - counts, counts)


def run(first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """Every entry from `first` to `last`: the row it belongs to, and its place."""
    there = (first != NONE) & (last >= first)
    row, step = spread(np.where(there, last - first + 1, 0))
    return row, first[row] + step


def years_between(begin: Floats, end: Floats) -> tuple[Ints, Floats]:
    """Every year from begin to end of each row; none where either is not known.

    Examples
    --------
    >>> begin, end = np.array([2020.0, 2021.0, np.nan]), np.array([2021.0, 2020.0, 2020.0])
    >>> [column.tolist() for column in years_between(begin, end)]
    [[0, 0], [2020.0, 2021.0]]
    """
    row, step = spread(np.nan_to_num(end - begin + 1).clip(min=0).astype(np.int64))
    return row, begin[row] + step


def numbers_of(frame: pd.DataFrame, column: str) -> Floats:
    """A column of years or figures, those that are not known as NaN."""
    return frame[column].to_numpy(np.float64, na_value=np.nan)
