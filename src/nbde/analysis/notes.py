"""The notes of a result: sentences and, with each, the caveat it names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from nbde.analysis.arrays import Ints, StringTable, renumbered
from nbde.analysis.caveats import OF_PARTS, REMEDIES, Part, caveat_of, subject
from nbde.analysis.quantities import BOUND, Caveat, Quantities, differ_in_edition, signs_of
from nbde.messages import SENTENCES_JOINED, say


class Notes:
    """Sentences and caveats of rows, each distinct sentence written once for all of its rows.

    Parameters
    ----------
    rows
        How many rows the result has.
    lang
        The language of the sentences.
    shown
        The columns of the result: a sentence about none of them is left out.
    joint
        The text between two sentences of a row; a semicolon by default.
    remedies
        They get, for every sentence on an empty figure, the one on what would fill it.
    """

    def __init__(
        self,
        rows: int,
        lang: str,
        shown: Collection[str],
        *,
        joint: str | None = None,
        remedies: Remedies | None = None,
    ) -> None:
        self.lang = lang
        self._remedies = remedies
        self._joint = SENTENCES_JOINED[lang] if joint is None else joint
        self.caveats: Ints = np.zeros(rows, dtype=np.int64)
        self._shown = frozenset(shown)
        self._code = np.zeros(rows, dtype=np.int64)
        self._texts = [""]

    def add(
        self,
        where: NDArray[np.bool_],
        key: str,
        about: str = "",
        *,
        caveat: Caveat | None = None,
        **values: ArrayLike,
    ) -> None:
        """Add the sentence `key` to the rows `where`, with `values` (columns, constants) put in.

        `about` names, separated by blanks, the columns that the sentence explains (all, if empty);
        `caveat` is what it names, by default that of the key.
        """
        rows = np.flatnonzero(where)
        if not len(rows) or not self._is_shown(about):
            return
        self.caveats[rows] |= int(caveat_of(key) if caveat is None else caveat)
        if self._remedies is not None and key in REMEDIES:
            self._remedies.add(where, key, values.get("year", 0))
        part, sentences = self._sentences(rows, key, values)
        pair = self._code[rows] * len(sentences) + part
        position, distinct = pd.factorize(pair)
        first = len(self._texts)
        for both in distinct:
            said, sentence = self._texts[both // len(sentences)], sentences[both % len(sentences)]
            self._texts.append(f"{said}{self._joint if said else ''}{sentence}")
        self._code[rows] = first + position

    def rest_on(self, parts: Sequence[Part], words: StringTable) -> None:
        """Name the caveats of the parts that the figures rest on; `words` holds their editions."""
        parts = [part for part in parts if self._is_shown(part.about)]
        for part in parts:
            self._add_bounds(part)
        for caveat, key in OF_PARTS.items():
            pattern = np.zeros(len(self.caveats), np.int64)
            for place, part in enumerate(parts):
                if (part.name, caveat) == ("target", Caveat.DERIVED):
                    self.add(part.has(caveat), "note.level_computed")
                else:
                    pattern |= part.has(caveat).astype(np.int64) << place
            for bits in np.unique(pattern[pattern > 0]).tolist():
                names = [part.name for place, part in enumerate(parts) if bits >> place & 1]
                self.add(pattern == bits, key, subject=subject(names, self.lang))
        for part in parts:
            mixed = part.has(Caveat.EDITION_BREAK)
            if part.name == "values":
                self.add(mixed, "note.values_editions")
            elif mixed.any():
                self.add(mixed, "note.share_editions", editions=words.decode(part.edition))

    def add_editions(
        self,
        where: NDArray[np.bool_],
        baseline: Quantities,
        value: Quantities,
        words: StringTable,
        about: str = "",
    ) -> None:
        """Say in the rows `where` that a later value is of another edition than the baseline."""
        later = value.year > baseline.year
        joined = where & later & differ_in_edition(baseline.edition, value.edition)
        if joined.any():
            first, second = words.decode(baseline.edition), words.decode(value.edition)
            self.add(joined, "note.editions", about, first=first, second=second)

    def add_sum(
        self, name: str, where: NDArray[np.bool_], start: ArrayLike, about: str = ""
    ) -> None:
        """Say that the part `name` is a sum of the values from the year `start` on."""
        self.add(where, "note.sum", about, subject=subject([name], self.lang), year=start)

    def column(self) -> pd.Categorical[object]:
        """The notes as a column."""
        used, code = renumbered(self._code, len(self._texts))
        texts = [self._texts[i] for i in used.tolist()]
        merged, words = pd.factorize(np.array(texts, dtype=object))
        return pd.Categorical.from_codes(merged[code], categories=pd.Index(words, dtype=object))

    def _is_shown(self, about: str) -> bool:
        return not about or not self._shown.isdisjoint(about.split())

    def _add_bounds(self, part: Part) -> None:
        loose = part.has(BOUND)
        if part.name == "values":
            self.add(loose, "note.values_bound")
        elif loose.any():
            self.add(
                loose, "note.bound",
                subject=subject([part.name], self.lang), sign=signs_of(part.caveats),
            )  # fmt: skip

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


class Remedies:
    """The remedies for the empty figures of each row; `indicator` is the row's."""

    def __init__(self, indicator: NDArray[np.object_], lang: str) -> None:
        self._indicator = indicator
        self._notes = Notes(len(indicator), lang, ())

    def add(self, where: NDArray[np.bool_], key: str, year: ArrayLike) -> None:
        """Add the remedy for the sentence `key`, which is about `year`, to the rows `where`."""
        self._notes.add(where, REMEDIES[key], name=self._indicator, year=year)

    def column(self) -> pd.Categorical[object]:
        """The sentences as a column."""
        return self._notes.column()


def _plain(value: object) -> object:
    """A year or count without its decimal point; anything else as it is."""
    if isinstance(value, float | np.floating):
        return int(value) if float(value).is_integer() else f"{value:.6g}"
    return value


def points_or(unit: str, lang: str) -> str:
    """The unit of a difference: percentage points between percentages."""
    return say("table.percentage_points", lang) if unit == "%" else unit
