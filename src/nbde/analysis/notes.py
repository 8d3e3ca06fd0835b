"""The notes of a result: why a cell is empty, and what a reader must know of a figure."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from nbde.analysis.arrays import renumbered
from nbde.messages import SENTENCES_JOINED, say


class Notes:
    """Sentences gathered for rows, each distinct sentence written once for all of its rows.

    Parameters
    ----------
    rows
        How many rows the result has.
    lang
        The language of the sentences.
    shown
        The columns of the result: a sentence about none of them is left out.
    joint
        What stands between two sentences of a row; a semicolon by default.
    """

    def __init__(
        self, rows: int, lang: str, shown: Collection[str], *, joint: str | None = None
    ) -> None:
        self.lang = lang
        self._joint = SENTENCES_JOINED[lang] if joint is None else joint
        self._shown = frozenset(shown)
        self._code = np.zeros(rows, dtype=np.int64)
        self._texts = [""]

    def add(self, where: NDArray[np.bool_], key: str, about: str = "", **values: ArrayLike) -> None:
        """Add the sentence `key` to the rows `where`, with `values` (columns, constants) put in.

        `about` names, separated by blanks, the columns that the sentence explains (all, if empty).
        """
        rows = np.flatnonzero(where)
        if not len(rows) or (about and self._shown.isdisjoint(about.split())):
            return
        part, sentences = self._sentences(rows, key, values)
        pair = self._code[rows] * len(sentences) + part
        position, distinct = pd.factorize(pair)
        first = len(self._texts)
        for both in distinct:
            said, sentence = self._texts[both // len(sentences)], sentences[both % len(sentences)]
            self._texts.append(f"{said}{self._joint if said else ''}{sentence}")
        self._code[rows] = first + position

    def column(self) -> pd.Categorical[object]:
        """The notes as a column."""
        used, code = renumbered(self._code, len(self._texts))
        texts = [self._texts[i] for i in used.tolist()]
        merged, words = pd.factorize(np.array(texts, dtype=object))
        return pd.Categorical.from_codes(merged[code], categories=pd.Index(words, dtype=object))

    def _sentences(
        self, rows: NDArray[np.intp], key: str, values: dict[str, ArrayLike]
    ) -> tuple[NDArray[np.int64], list[str]]:
        """Which distinct sentence each row gets, and those sentences."""
        code = np.zeros(len(rows), dtype=np.int64)
        columns: dict[str, tuple[NDArray[np.int64], NDArray[Any]]] = {}
        for name, column in values.items():
            cells = np.broadcast_to(np.asarray(column), self._code.shape)[rows]
            taken, distinct = pd.factorize(cells)
            columns[name] = (taken, distinct)
            code = code * len(distinct) + taken
        part, distinct = pd.factorize(code)
        first = np.empty(len(distinct), dtype=np.int64)
        first[part[::-1]] = np.arange(len(rows))[::-1]
        sentences = [
            say(key, self.lang, **{n: _plain(d[c[row]]) for n, (c, d) in columns.items()})
            for row in first.tolist()
        ]
        return part, sentences


def _plain(value: object) -> object:
    """A year or count without its decimal point; anything else as it is."""
    if isinstance(value, float | np.floating):
        return int(value) if float(value).is_integer() else f"{value:.6g}"
    return value


def points_or(unit: str, lang: str) -> str:
    """The unit of a difference: percentage points between percentages."""
    return say("table.percentage_points", lang) if unit == "%" else unit
