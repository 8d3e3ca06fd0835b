"""Steps of an explanation, and the facts of one target that they are made of."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import pandas as pd

from nbde.analysis.arrays import CONFIDENCES
from nbde.analysis.samples import comparable_before
from nbde.analysis.series import Series
from nbde.analysis.targets import Targets
from nbde.analysis.values import Values
from nbde.messages import SENTENCES_JOINED, say
from nbde.schema import BASES


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


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a series.

    `value` is in its own `unit` of the size `scale`; `comparison` says how it is bound, if it is.
    """

    year: float
    value: float
    unit: str
    scale: float
    basis: str
    edition: str
    source: str
    confidence: str
    comparison: str


@dataclass(frozen=True, slots=True)
class Facts:
    """One target in one year.

    `names` holds what a reader calls the indicators that it is made of or set against.

    `planned` holds what the plan asks for, `resolved` the same as known in `year`, `value` where
    the indicator stands: each with the one entry of this row.
    """

    number: int
    target: pd.Series
    series: Series
    planned: Targets
    resolved: Targets
    value: Values
    year: float
    unit: str
    indicator: str
    lang: str
    names: Mapping[str, str]

    @property
    def scale(self) -> float:
        """The size of the row's unit."""
        return float(self.resolved.scale[0])

    @property
    def stated_year(self) -> float:
        """The baseline year that the plan states; NaN for none."""
        year = self.target["baseline_year"]
        return math.nan if pd.isna(year) else float(year)

    def named(self, code: str, step: Step) -> Step:
        """The step with its formula said of the indicator `code`."""
        said = say("formula.part", self.lang, name=self.names[code], said=step.formula)
        return replace(step, formula=said)

    def entry(self, place: int) -> Entry:
        """The entry at a place of the series."""
        series, at = self.series, np.array([place])
        size = series.size(at)
        return Entry(
            year=float(series.year(at)[0]),
            value=float(series.value(at, size)[0]),
            unit=str(series.text("unit", at)[0]),
            scale=float(size[0]),
            basis=BASES[int(series.code("basis", at)[0])],
            edition=str(series.text("edition", at)[0]),
            source=str(series.text("source", at)[0]),
            confidence=CONFIDENCES[int(series.code("confidence", at)[0])],
            comparison=str(series.quantities(at, size).signs()[0]),
        )

    def place(self, year: float) -> int:
        """Where the indicator's value of exactly that year stands."""
        return int(self.series.at(self.resolved.line, np.array([year]))[0])

    def in_unit(self, place: int) -> float:
        """The entry's value in the row's unit."""
        return float(self.series.value(np.array([place]), self.resolved.scale)[0])

    def place_of(self, indicator: str, year: float) -> int:
        """Where the value of another indicator, of exactly that year, stands."""
        line = self.series.extra_series[indicator][[self.number]]
        return int(self.series.at(line, np.array([year]))[0])

    def place_before(self, place: int) -> int:
        """The place of the comparable value before one; `NONE` if there is none."""
        return int(comparable_before(self.series, np.array([place]))[0])

    def latest_of(self, indicator: str) -> int:
        """Where the last value of another indicator up to the year stands."""
        line = self.series.extra_series[indicator][[self.number]]
        return int(self.series.latest(line, np.array([self.year]))[0])

    def parts(self, targets: pd.DataFrame) -> tuple[str, str]:
        """Numerator and denominator of a derived share: those its series was derived by."""
        named = ((targets["numerator"] != "") & (targets["denominator"] != "")).to_numpy(bool)
        same = named & (self.series.row_series == self.series.row_series[self.number])
        row = targets.iloc[int(np.flatnonzero(same)[0])]
        return str(row["numerator"]), str(row["denominator"])
