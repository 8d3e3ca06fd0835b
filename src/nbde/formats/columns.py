"""The kind of a column of a frame, its heading and its texts, each distinct one written once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from nbde.formats.characters import printable
from nbde.schema import COLUMNS, METHODS, Kind

_FIGURES = frozenset({Kind.QUANTITY, Kind.NUMBER, Kind.FRACTION})


def kind_of(column: pd.Series) -> Kind:
    """The kind of the column: as declared, unless its cells are of another nature.

    `value` is a quantity in most tables, but in `check` it is the cell as it was read.

    Examples
    --------
    >>> kind_of(pd.Series([1.5], name="value")), kind_of(pd.Series(["1,5"], name="value"))
    (<Kind.QUANTITY: 'quantity'>, <Kind.TEXT: 'text'>)
    """
    declared = COLUMNS.get(str(column.name))
    if not pd.api.types.is_numeric_dtype(column.dtype) or pd.api.types.is_bool_dtype(column.dtype):
        if column.name in METHODS:
            return Kind.WORD
        worded = declared is not None and declared.kind in (Kind.CODE, Kind.WORD)
        return declared.kind if declared is not None and worded else Kind.TEXT
    if declared is not None and declared.kind not in (Kind.TEXT, Kind.CODE, Kind.WORD):
        return declared.kind
    return Kind.NUMBER if pd.api.types.is_float_dtype(column.dtype) else Kind.COUNT


def heading_of(name: str, lang: str) -> str:
    """The heading of a column for people; its own name where none is declared.

    Examples
    --------
    >>> heading_of("target_value", "zh"), heading_of("remark", "zh")
    ('目标值', 'remark')
    """
    declared = COLUMNS.get(name)
    if declared is None:
        return printable(name)
    return declared.zh if lang == "zh" else declared.en


def heading_above(column: pd.Series, lang: str) -> str:
    """The heading of a column for people; above a method's labels the method's own name.

    The method ``acceleration`` shares its name with a figure, which has the declared heading.

    Examples
    --------
    >>> heading_above(pd.Series(["moderate"], name="acceleration"), "zh")
    'acceleration'
    >>> heading_above(pd.Series([1.5], name="acceleration"), "zh")
    '加速倍数'
    """
    name = str(column.name)
    is_method = name in METHODS and kind_of(column) is Kind.WORD
    return name if is_method else heading_of(name, lang)


def holds_figures(column: pd.Series) -> bool:
    """Whether the column's cells are figures with decimals (not years, counts or text)."""
    return kind_of(column) in _FIGURES or pd.api.types.is_float_dtype(column.dtype)


def doubles(column: pd.Series) -> npt.NDArray[np.float64]:
    """The column's figures, NaN where missing."""
    return column.to_numpy(dtype=np.float64, na_value=np.nan)


def written(column: pd.Series, write: Callable[[str], str], missing: str) -> list[str]:
    """The text of each cell of a column of texts, years or counts.

    Parameters
    ----------
    column
        One column of a frame.
    write
        Called once for each distinct text.
    missing
        The text for an empty or missing cell.

    Examples
    --------
    >>> written(pd.Series(["a", "", "a", None]), str.upper, "-")
    ['A', '-', 'A', '-']
    """
    codes, texts = distinct(column)
    written_once = [write(text) if text else missing for text in texts]
    cells: list[str] = np.array([*written_once, missing], dtype=object)[codes].tolist()
    return cells


def distinct(column: pd.Series) -> tuple[npt.NDArray[np.intp], list[str]]:
    """For each cell which of the column's distinct texts it holds (-1 for missing), and those."""
    codes, found = pd.factorize(column)
    return codes, [str(value) for value in found.tolist()]
