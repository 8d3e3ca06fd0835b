"""A GitHub table, its title above and its notes below as a list."""

from __future__ import annotations

import re
from html import escape

from nbde.formats import Style
from nbde.formats.display import Display, legend

_MARKUP = re.compile(r"[\\`*\[\]|$]|(?<!\w)_|_(?!\w)|~(?=\S)|:(?=\w+:)")


def render(shown: Display, style: Style) -> str:
    """The display as Markdown."""
    headings = [literal(column.heading) for column in shown.columns]
    rules = ["---:" if column.figures else "---" for column in shown.columns]
    rows = [[literal(cell.text) for cell in row] for row in shown.rows()]
    blocks = [
        f"**{literal(shown.title)}**" if shown.title else "",
        "\n".join(f"| {' | '.join(row)} |" for row in (headings, rules, *rows)),
        literal(legend(shown.columns, style)),
        "\n".join(f"- {literal(note)}" for note in shown.notes),
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
