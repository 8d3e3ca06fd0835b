"""A GitHub table, its title above and its notes below as a list."""

from __future__ import annotations

import re
from html import escape

import pandas as pd

from nbde.formats import Style
from nbde.formats.paper import legend, paper

_MARKUP = re.compile(r"[\\`*\[\]|$]|(?<!\w)_|_(?!\w)|~(?=\S)|:(?=\w+:)")


def render(frame: pd.DataFrame, style: Style, *, command: str, chosen: bool) -> str:
    """The frame as Markdown."""
    sheet = paper(frame, style, command, chosen)
    rules = ["---:" if column.figures else "---" for column in sheet.columns]
    rows = zip(*([literal(c.text) for c in column.cells] for column in sheet.columns), strict=True)
    table = [[literal(column.heading) for column in sheet.columns], rules, *rows]
    marks = legend(sheet.columns, style)
    blocks = [
        f"**{literal(sheet.title)}**" if sheet.title else "",
        "\n".join(f"| {' | '.join(row)} |" for row in table),
        literal(marks),
        "\n".join(f"- {literal(note)}" for note in sheet.notes),
    ]
    return "\n\n".join(filter(None, blocks)) + "\n"


def literal(text: str) -> str:
    r"""The text such that Markdown shows it as it is.

    Examples
    --------
    >>> literal("a|b <i> [2021] core_value 7.1*")
    'a\\|b &lt;i&gt; \\[2021\\] core_value 7.1\\*'
    """
    return _MARKUP.sub(r"\\\g<0>", escape(text, quote=False))
