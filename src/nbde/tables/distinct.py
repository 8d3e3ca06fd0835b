"""A column as its distinct texts: each is read once, however many rows hold it."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from typing import SupportsIndex, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from nbde.tables.numbers import UnreadableError, read_number
from nbde.tables.spans import Bools, Floats, Rows, Spans

Value = TypeVar("Value", bound=np.generic)

_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_SMALLEST = float(np.finfo(np.float64).smallest_normal)


class Distinct:
    """The texts that occur in a column, stripped, and for each row which of them it holds.

    Two of the texts may be equal, where the cells differed in quotes or in spaces around them.
    """

    def __init__(self, code: Rows, texts: list[str] | Spans) -> None:
        self.code = code
        self._held = texts
        self._numbers: Floats | None = None

    @classmethod
    def of_texts(cls, texts: Sequence[str] | NDArray[np.object_]) -> Distinct:
        """The column of these texts, one a row."""
        code, distinct = pd.factorize(np.array(texts, dtype=object))
        return cls(code.astype(np.int64), [str(text).strip() for text in distinct])

    @classmethod
    def of_cells(cls, cells: Spans) -> Distinct:
        """The column of these cells, one a row."""
        if not len(cells):
            return cls(np.zeros(0, np.int64), [])
        code = cells.told_apart()
        if code is None:
            return cls(np.arange(len(cells)), cells)
        return cls(code, cells.take(_first_rows(code)))

    @property
    def texts(self) -> list[str]:
        """The distinct texts."""
        if isinstance(self._held, Spans):
            self._held = self._held.texts()
        return self._held

    def numbers(self) -> Floats:
        """The distinct texts that are nothing but a decimal number; NaN for all others."""
        if self._numbers is None:
            self._numbers = self._read_numbers()
        return self._numbers

    def taken(self, which: Rows) -> list[str]:
        """Some of the distinct texts."""
        if isinstance(self._held, Spans):
            return self._held.take(which).texts()
        return [self._held[place] for place in which.tolist()]

    def at(self, row: SupportsIndex) -> str:
        """The text of one row."""
        return self.taken(self.code[[operator.index(row)]])[0]

    def spread(self, values: NDArray[Value]) -> NDArray[Value]:
        """Of values, one for each distinct text, that of each row; only to be read."""
        if self.code.strides == (0,) and len(self.code):
            return np.broadcast_to(values[self.code[0]], self.code.shape)
        return values[self.code]

    def has(self, wanted: Callable[[str], bool]) -> Bools:
        """Which rows hold a text that is `wanted`."""
        return np.array([wanted(text) for text in self.texts], dtype=bool)[self.code]

    def empty(self) -> Bools:
        """Which rows hold nothing."""
        if not isinstance(self._held, Spans):
            return self.has(operator.not_)
        empty = np.isnan(self.numbers())
        others = np.flatnonzero(empty)
        empty[others] = [not text for text in self.taken(others)]
        return empty[self.code]

    def map(self, read: Callable[[str], str]) -> pd.Categorical:
        """The column with each distinct text read once by `read`."""
        code, words = pd.factorize(np.array([read(text) for text in self.texts], dtype=object))
        code = code.astype(np.min_scalar_type(-len(words)))
        return pd.Categorical.from_codes(
            self.spread(code), categories=pd.Index(words, dtype=object)
        )

    def keep(self, rows: Bools) -> Distinct:
        """The column of some of the rows."""
        return Distinct(self.code[rows], self._held)

    def _read_numbers(self) -> Floats:
        if not isinstance(self._held, Spans):
            return plain_numbers(self._held)
        numbers = self._held.decimals()
        others = np.flatnonzero(np.isnan(numbers))
        numbers[others] = plain_numbers(self.taken(others))
        return numbers


def plain_numbers(texts: Sequence[str]) -> Floats:
    """The texts that are nothing but a decimal number; NaN for the others.

    Exactly what `read_number` makes of them one by one, only faster.
    """
    numbers = np.full(len(texts), np.nan)
    plain = [i for i, text in enumerate(texts) if _PLAIN.fullmatch(text)]
    found = np.array([texts[i] for i in plain], dtype=object).astype(np.float64)
    numbers[plain] = found
    for place in np.flatnonzero(~((np.abs(found) >= _SMALLEST) & np.isfinite(found))):
        numbers[plain[place]] = _small_or_vast(texts[plain[place]])
    return numbers


def _small_or_vast(text: str) -> float:
    """A number that is zero, or too small or too large for a double: then NaN."""
    try:
        return float(read_number(text).number)
    except UnreadableError:
        return np.nan


def _first_rows(code: Rows) -> Rows:
    """For each number the first row that has it; they are numbered as they come."""
    so_far = np.maximum.accumulate(code)
    return np.flatnonzero(np.diff(so_far, prepend=-1))
