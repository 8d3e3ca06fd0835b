"""Columns that every result has: whose row it is, its years, how sure it is, its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import product

import numpy as np
import pandas as pd

from nbde.analysis.arrays import CONFIDENCES, Floats, Ints, StringTable, positions
from nbde.analysis.series import Series


def years_of(year: int | Iterable[int] | None) -> list[int]:
    """One or several years as a list in order; the current year for ``None``.

    Examples
    --------
    >>> years_of([2024, 2022, 2024])
    [2022, 2024]
    """
    if year is None:
        return [date.today().year]
    return [year] if isinstance(year, int) else sorted(set(year))


def label_columns(
    targets: pd.DataFrame, words: StringTable, rows: Ints, lang: str
) -> dict[str, pd.Categorical[object]]:
    """Plan, entity, indicator and name of the targets `rows`.

    The name is in the language `lang`, else in the other one, else the indicator's code.
    """
    indicator = words.codes(targets["indicator"])
    first, second = ("name_zh", "name_en") if lang == "zh" else ("name_en", "name_zh")
    name, other = words.codes(targets[first]), words.codes(targets[second])
    name = np.where(name != 0, name, np.where(other != 0, other, indicator))
    entity = words.codes(targets["entity"]) if "entity" in targets else np.zeros_like(indicator)
    plan = words.codes(targets["plan"])
    return {
        "plan": words.column(plan[rows]),
        "entity": words.column(entity[rows]),
        "indicator": words.column(indicator[rows]),
        "name": words.column(name[rows]),
    }


def name_of(indicator: str, targets: pd.DataFrame, observations: pd.DataFrame, lang: str) -> str:
    """The name that either table gives: in the language, else in the other one, else the code.

    The code of gross domestic product is an abbreviation that both languages write in capitals.

    Examples
    --------
    >>> seen = pd.DataFrame({"indicator": ["gdp"], "name_zh": ["地区生产总值"], "name_en": [""]})
    >>> name_of("gdp", seen[:0], seen, "en"), name_of("x", seen[:0], seen, "en")
    ('地区生产总值', 'x')
    >>> name_of("gdp", seen[:0], seen[:0], "zh")
    'GDP'
    """
    first, second = ("name_zh", "name_en") if lang == "zh" else ("name_en", "name_zh")
    own = [frame[frame["indicator"] == indicator] for frame in (targets, observations)]
    for column, rows in product((first, second), own):
        named = rows.loc[rows[column] != "", column]
        if len(named):
            return str(named.iloc[0])
    return code_as_name(indicator)


def code_as_name(indicator: str) -> str:
    """An indicator's code in place of a name: that of gross domestic product in capitals."""
    return "GDP" if indicator == "gdp" else indicator


def confidence_codes(targets: pd.DataFrame) -> Ints:
    """The targets' confidence as indices into `entries.CONFIDENCES`."""
    return positions(targets["confidence"], CONFIDENCES)


def confidence_column(codes: Ints) -> pd.Categorical[object]:
    """The confidences as words."""
    return word_column(codes, CONFIDENCES)


def word_column(codes: Ints, words: Sequence[str]) -> pd.Categorical[object]:
    """Indices into a vocabulary as a column of its words."""
    place, distinct = pd.factorize(np.array([*words, ""], dtype=object))
    return pd.Categorical.from_codes(place[codes], categories=pd.Index(distinct, dtype=object))


def year_column(years: Floats) -> pd.Series[int]:
    """Years or counts as whole numbers, missing ones as ``<NA>``."""
    return pd.Series(years).astype("Int64")


def source_column(
    targets: pd.DataFrame, series: Series, rows: Ints, *places: Ints
) -> pd.Categorical[object]:
    """The source of the target and, where they are other ones, those of the entries used."""
    words = series.words
    source = words.codes(targets["source"])[rows]
    for place in places:
        source = words.both(source, series.code("source", place), "; ")
    return words.column(source)
