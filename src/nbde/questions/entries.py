"""Values in long form, as arrays: what every series is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NONE = -1
EITHER_WAY = "<>"  # a quotient of two bounds, of which nothing is known
BASES = ("observed", "assumed", "baseline", "derived")
OBSERVED, ASSUMED, BASELINE, DERIVED = range(len(BASES))
CONFIDENCES = ("published", "", "secondary", "assumed")
_YEARS = 4096


def sort_key(line: Ints, year: Ints) -> Ints:
    """One number that orders by line, then by year."""
    return line * _YEARS + year


@dataclass(frozen=True, slots=True)
class Entries:
    """Values with all that is known of each; text stands as a number of a `Vocabulary`.

    `value` times `scale` is the value in the base unit of `dimension`; `basis` is an index into
    `BASES`, `confidence` into `CONFIDENCES`, from the surest to the least sure.
    """

    line: Ints
    year: Ints
    value: Floats
    scale: Floats
    dimension: Ints
    unit: Ints
    basis: Ints
    confidence: Ints
    source: Ints
    edition: Ints
    comparison: Ints

    def take(self, index: Ints | Bools) -> Entries:
        """The entries at `index`."""
        return Entries(*(getattr(self, field.name)[index] for field in fields(self)))

    @classmethod
    def joined(cls, parts: Sequence[Entries]) -> Entries:
        """All entries of `parts`, ordered by line and year."""
        whole = cls(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(cls)))
        return whole.take(np.argsort(sort_key(whole.line, whole.year), kind="stable"))


class Vocabulary:
    """Texts known by number; the empty text is 0."""

    def __init__(self) -> None:
        self.texts = [""]
        self._number = {"": 0}

    def __len__(self) -> int:
        return len(self.texts)

    def number(self, text: str) -> int:
        """The number of a text, a new one if it was not known."""
        if text not in self._number:
            self._number[text] = len(self.texts)
            self.texts.append(text)
        return self._number[text]

    def codes(self, column: pd.Series) -> Ints:
        """A column as numbers."""
        category = column.astype("category").cat
        known = np.array([self.number(str(text)) for text in category.categories], dtype=np.int64)
        return np.append(known, 0)[category.codes.to_numpy()]

    def both(self, first: Ints, second: Ints, joint: str) -> Ints:
        """The two texts as one; only one of them where the other is empty or the same."""
        size = len(self)
        pairs, position = np.unique(first * size + second, return_inverse=True)
        texts = [
            dict.fromkeys((self.texts[pair // size], self.texts[pair % size])) for pair in pairs
        ]
        joined = [self.number(joint.join(text for text in both if text)) for both in texts]
        return np.array(joined, dtype=np.int64)[position]

    def column(self, codes: Ints) -> pd.Categorical[object]:
        """Numbers as a column of text."""
        used, code = np.unique(codes, return_inverse=True)
        words = pd.Index([self.texts[i] for i in used], dtype=object)
        return pd.Categorical.from_codes(code, categories=words)


def spread(counts: Ints) -> tuple[Ints, Ints]:
    """For groups of the given sizes: the group of each member, and its place in the group.

    Examples
    --------
    >>> [column.tolist() for column in spread(np.array([2, 0, 3]))]
    [[0, 0, 2, 2, 2], [0, 1, 0, 1, 2]]
    """
    group = np.repeat(np.arange(len(counts)), counts)
    return group, np.arange(len(group)) - np.repeat(np.cumsum(counts) - counts, counts)
