"""Frames as delimited text, for CSV and TSV.

UTF-8 text, LF, one header line of column names. Empty is missing. A text that holds the delimiter,
a quote or a line end is quoted after RFC 4180; figures never are. A text that a spreadsheet would
run as a formula has an apostrophe in front. A lone ``=`` is no formula but a comparison, and is
left as it is, so that tables read back what they were.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain

import pandas as pd

from nbde.formats import Style
from nbde.formats.assembly import Figures, Texts, lines
from nbde.formats.columns import distinct, doubles, holds_figures, kind_of
from nbde.messages import label
from nbde.schema import Kind

_WHOLE = frozenset({Kind.YEAR, Kind.COUNT})
_FORMULA = re.compile(r"[\t\r]|[\s\ufeff]*[=+\-@＝＋－＠]")


def delimited(
    frame: pd.DataFrame, style: Style, delimiter: str, plain: Callable[[str], str] = str
) -> Iterator[bytes]:
    """The frame as lines of cells with `delimiter` between them, in UTF-8, some lines at a time.

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
    special = re.compile(f'[{delimiter}"\r\n]')
    missing = '""' if len(frame.columns) == 1 else ""  # a blank line would read as no row at all

    def cell(text: str) -> str:
        text = plain(guarded(text))
        return f'"{text.replace(_QUOTE, _QUOTE * 2)}"' if special.search(text) else text

    def column(name: str, end: str) -> Texts | Figures:
        cells = frame[name]
        if holds_figures(cells):
            return Figures(doubles(cells), style.precision, missing, end)
        code, texts = distinct(cells)
        if kind_of(cells) is Kind.WORD and style.lang != "en":
            texts = [label(text, style.lang) if text else "" for text in texts]
        write = str if kind_of(cells) in _WHOLE else cell
        said = (write(text) if text else missing for text in texts)
        return Texts(code, [*said, missing], end)

    header = delimiter.join(cell(str(name)) for name in frame.columns)
    ends = delimiter * (len(frame.columns) - 1) + "\n"
    columns = [column(name, end) for name, end in zip(frame.columns, ends, strict=True)]
    return chain([f"{header}\n".encode()], lines(columns, len(frame)))


_QUOTE = '"'


def guarded(text: str) -> str:
    """The text, with an apostrophe in front if a spreadsheet would run it as a formula.

    Examples
    --------
    >>> [guarded(text) for text in ("=1+1", " @sum", "＝1", "=", ">=", "a=b")]
    ["'=1+1", "' @sum", "'＝1", '=', '>=', 'a=b']
    """
    return f"'{text}" if text != "=" and _FORMULA.match(text) else text
