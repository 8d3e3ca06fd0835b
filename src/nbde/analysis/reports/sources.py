"""Where every figure of a report was published: the rows of the two tables that it draws on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from nbde.analysis.arrays import numbers_of
from nbde.analysis.results import year_column

_COLUMNS = ("source", "confidence", "plan", "entity", "indicator", "name", "year", "is_target")
_RELATED = ("numerator", "denominator")


def sources_of(
    targets: pd.DataFrame,
    observations: pd.DataFrame,
    audit: pd.DataFrame,
    *,
    among: pd.DataFrame,
    year: int,
    lang: str,
) -> pd.DataFrame:
    """The rows of both tables that the answers of `year` draw on.

    These are the targets themselves, those that an audit holds against them (of the same indicator
    and entity, and the parts of a whole in the same plan), and the observations up to `year` of all
    indicators concerned.

    Returns
    -------
    pandas.DataFrame
        One row a figure: whose it is, its year, whether it `is_target`, its confidence and source
        (empty where the table names none).
    """
    own = _named(targets, lang)
    others = _named(among, lang)
    keys = _keys(own, own["indicator"])
    whole = _texts(others, "plan") + "\n" + _keys(others, others["part_of"])
    parts = whole.isin(_texts(own, "plan") + "\n" + keys)
    beside = others[_keys(others, others["indicator"]).isin(keys) | parts]
    stated = pd.concat([own, beside]).drop_duplicates(
        ["plan", "entity", "indicator", "target_year"], ignore_index=True
    )
    stated = stated.assign(year=stated["target_year"], is_target=True)
    seen = _named(observations[observations["year"] <= year], lang)
    if "entity" not in targets or "entity" not in observations:
        wanted = _wanted(stated.assign(entity=""), audit.assign(entity=""))
        seen = seen[_keys(seen.assign(entity=""), seen["indicator"]).isin(wanted)]
    else:
        seen = seen[_keys(seen, seen["indicator"]).isin(_wanted(stated, audit))]
    called = dict(zip(stated["indicator"], stated["name"], strict=True))
    named = [
        name or called.get(code, code)
        for name, code in zip(seen["name"], seen["indicator"], strict=True)
    ]
    seen = seen.assign(name=named, is_target=False, plan="")
    found = pd.concat([frame[list(_COLUMNS)] for frame in (stated, seen)], ignore_index=True)
    found["name"] = np.where(found["name"] == "", found["indicator"], found["name"])
    return found.assign(year=year_column(numbers_of(found, "year")))


def _named(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """The rows as plain texts, with a name in the language, else in the other."""
    first, second = ("name_zh", "name_en") if lang == "zh" else ("name_en", "name_zh")
    texts = {
        column: _texts(frame, column)
        for column in ("plan", "entity", "indicator", "part_of", *_RELATED, "confidence", "source")
    }
    name, other = _texts(frame, first), _texts(frame, second)
    years = {column: frame[column] for column in ("year", "target_year") if column in frame}
    return pd.DataFrame({**texts, **years, "name": name.where(name != "", other)})


def _wanted(stated: pd.DataFrame, audit: pd.DataFrame) -> set[str]:
    """The indicators and entities whose observations count."""
    columns = [stated["indicator"], *(stated[column] for column in _RELATED)]
    wanted = {key for column in columns for key in _keys(stated, column)}
    return wanted | set(_keys(audit, _texts(audit, "indicator")))


def _keys(frame: pd.DataFrame, indicator: pd.Series) -> pd.Series:
    return _texts(frame, "entity") + "\n" + indicator


def _texts(frame: pd.DataFrame, column: str) -> pd.Series:
    """The column as texts, empty where the table does not have it."""
    if column not in frame:
        return pd.Series("", index=frame.index, dtype=object)
    return frame[column].astype(object).fillna("").astype(object)
