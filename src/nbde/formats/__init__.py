"""Frames in, text or a workbook out: one file per output format, and the only place that rounds.

Importing the package costs nothing; the one format asked for is loaded when it is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

TEXTS = ("table", "csv", "tsv", "json", "jsonl", "markdown", "html")
BINARY = ("xlsx",)
FORMATS = (*TEXTS, *BINARY)
DELIMITED = frozenset({"csv", "tsv"})
MACHINE = frozenset({"csv", "tsv", "json", "jsonl"})
IN_BLOCKS = frozenset({("explain", "table"), ("explain", "markdown")})
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
        full precision and paper at a sensible one. On paper the decimals are those of the per cent.
    width
        Terminal cells a table may take; None is a pipe, as wide as needed.
    color
        Whether a table may hold colour codes.
    encoding
        What the stream can write; characters it lacks are replaced in tables and Markdown.
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
        The question answered: which columns stand on paper, and in which order.
    chosen
        The reader named the columns: paper shows every column of the frame, in its order.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"value": [10000.0], "unit": ["亿元"]})
    >>> print(render("csv", frame, Style(), command="convert"), end="")
    value,unit
    10000,亿元
    """
    text: str
    if (command, name) in IN_BLOCKS and not chosen:
        text = import_module("nbde.formats.blocks").render(name, frame, style)
        return text
    module = import_module(f"nbde.formats.{name}")
    if name in DELIMITED:
        pieces = render_bytes(name, frame, style, command=command, chosen=chosen)
        text = b"".join(pieces).decode()
    elif name in MACHINE:
        text = module.render(frame, style)
    else:
        text = module.render(frame, style, command=command, chosen=chosen)
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
    module = import_module(f"nbde.formats.{name}")
    pieces: Iterable[bytes]
    if name in DELIMITED:
        pieces = module.render(frame, style)
    else:
        pieces = [module.render(frame, style, command=command, chosen=chosen)]
    return pieces
