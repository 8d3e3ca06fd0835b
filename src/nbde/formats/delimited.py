"""Frames as delimited text, for CSV and TSV.

UTF-8 text, LF, one header line of column names. Empty is missing. A text that holds the delimiter,
a quote or a line end is quoted after RFC 4180; figures never are. A text that a spreadsheet would
run as a formula has an apostrophe in front. A lone ``=`` is no formula but a comparison, and is
left as it is, so that tables read back what they were.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd

from nbde.formats import Style
from nbde.formats.columns import doubles, holds_figures, kind_of, written
from nbde.formats.figures import shortest
from nbde.schema import Kind
from nbde.words import label

_WHOLE = frozenset({Kind.YEAR, Kind.COUNT})
_FORMULA = re.compile(r"[\t\r]|[\s\ufeff]*[=+\-@＝＋－＠]")


def delimited(
    frame: pd.DataFrame, style: Style, delimiter: str, plain: Callable[[str], str] = str
) -> str:
    """The frame as lines of cells with `delimiter` between them.

    Parameters
    ----------
    frame
        Any declared or undeclared columns.
    style
        Its language and precision count.
    delimiter
        One character.
    plain
        Takes out of a text what the format cannot hold.
    """
    alone = len(frame.columns) == 1
    missing = '""' if alone else ""  # a blank line would read as no row at all
    special = re.compile(f'[{delimiter}"\r\n]')

    def cell(text: str) -> str:
        text = plain(guarded(text))
        return f'"{text.replace(_QUOTE, _QUOTE * 2)}"' if special.search(text) else text

    def cells(column: pd.Series) -> list[str]:
        if holds_figures(column):
            texts = shortest(doubles(column), style.precision)
            return [text or missing for text in texts] if alone else texts
        if kind_of(column) in _WHOLE:
            return written(column, str, missing)
        if kind_of(column) is Kind.WORD and style.lang != "en":
            return written(column, lambda word: cell(label(word, style.lang)), missing)
        return written(column, cell, missing)

    header = delimiter.join(cell(str(name)) for name in frame.columns)
    rows = map(delimiter.join, zip(*(cells(frame[name]) for name in frame.columns), strict=True))
    return "\n".join([header, *rows, ""])


_QUOTE = '"'


def guarded(text: str) -> str:
    """The text, with an apostrophe in front if a spreadsheet would run it as a formula.

    Examples
    --------
    >>> [guarded(text) for text in ("=1+1", " @sum", "＝1", "=", ">=", "a=b")]
    ["'=1+1", "' @sum", "'＝1", '=', '>=', 'a=b']
    """
    return f"'{text}" if text != "=" and _FORMULA.match(text) else text
