"""Frames in, text or a workbook out: one module a format, and the only place that rounds.

Importing the package costs nothing; a format's module is loaded when it is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

TEXTS = ("table", "csv", "tsv", "json", "jsonl", "markdown", "html")
BINARY = ("xlsx",)
FORMATS = (*TEXTS, *BINARY)
DELIMITED = frozenset({"csv", "tsv"})
MACHINE = frozenset({"csv", "tsv", "json", "jsonl"})
_WRITERS = {name: name for name in (*FORMATS, "plot")} | {"tsv": "csv", "jsonl": "json"}
_EXPLAINED = frozenset({"table", "markdown"})
ENDINGS: Mapping[str, str] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".txt": "table",
    ".xlsx": "xlsx",
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a result is to look.

    Parameters
    ----------
    lang
        ``en`` or ``zh``: headings, words and sentences. Machine formats keep the English codes
        in ``en``.
    precision
        Decimals of every figure that is not a year or a count; None leaves machine formats at
        full precision and displays at a sensible one, where decimals are those of the per cent.
    width
        Terminal cells a table may take; None is a pipe, as wide as needed.
    color
        Whether a table may hold colour codes.
    encoding
        The encoding of the stream; characters it lacks are replaced in tables and Markdown.
    """

    lang: str = "en"
    precision: int | None = None
    width: int | None = None
    color: bool = False
    encoding: str = "utf-8"


def render(
    name: str, frame: pd.DataFrame, style: Style, *, command: str, chosen: bool = False
) -> str:
    """The frame as text in the format `name`, final newline included.

    Parameters
    ----------
    name
        One of `TEXTS`, or ``plot`` for the charts of a path.
    frame
        Columns as `schema.COLUMNS` declares them; others are text.
    style
        Language, precision, width, colour and encoding.
    command
        The question answered: which columns a display shows, and in which order.
    chosen
        The reader named the columns: a display shows every column of the frame, in its order.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"value": [10000.0], "unit": ["亿元"]})
    >>> print(render("csv", frame, Style(), command="convert"), end="")
    value,unit
    10000,亿元
    """
    explained = command == "explain" and name in _EXPLAINED and not chosen
    writer = import_module(f"nbde.formats.{'explanation' if explained else _WRITERS[name]}")
    text: str
    if explained or name in MACHINE:
        text = writer.render(name, frame, style)
    elif name == "plot":
        text = writer.render(frame, style)
    else:
        from nbde.formats.display import display

        style = replace(style, encoding="utf-8") if name == "html" else style
        text = writer.render(display(frame, style, command, chosen), style)
    return text


def render_bytes(
    name: str, frame: pd.DataFrame, style: Style, *, command: str, chosen: bool = False
) -> Iterable[bytes]:
    """The frame as the bytes of a file in the format `name`, one of `DELIMITED` or `BINARY`.

    They come in pieces, so that of a long table only a few lines stand in memory at a time.

    The other parameters are those of `render`; width, colour and encoding do not count: delimited
    texts are UTF-8.

    Raises
    ------
    DataError
        If the format cannot hold so much.
    """
    writer = import_module(f"nbde.formats.{_WRITERS[name]}")
    pieces: Iterable[bytes]
    if name in DELIMITED:
        pieces = writer.pieces(name, frame, style)
    else:
        pieces = [writer.render(frame, style, command=command, chosen=chosen)]
    return pieces
