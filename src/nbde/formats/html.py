"""A small HTML document: one table, its title as caption and its notes below.

It says that it is UTF-8, and must be written so whatever the stream's encoding.
"""

from __future__ import annotations

from html import escape

from nbde.formats import Style
from nbde.formats.display import Display, DisplayColumn, legend

_LOOK = """\
body { font-family: system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 2em; }
table { border-collapse: collapse; }
caption { font-weight: bold; padding-bottom: .6em; text-align: left; }
th, td { padding: .25em .8em; text-align: left; vertical-align: top; }
thead th { border-bottom: 1px solid; vertical-align: bottom; }
.figure { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
p, ul { color: #555; font-size: .9em; max-width: 60em; }"""


def render(shown: Display, style: Style) -> str:
    """The display as an HTML document."""
    headings = "".join(_cell("th", column.heading, column) for column in shown.columns)
    rows = (
        "".join(
            _cell("td", cell.text, column) for cell, column in zip(row, shown.columns, strict=True)
        )
        for row in shown.rows()
    )
    marks = legend(shown.columns, style)
    notes = "\n".join(f"<li>{escape(note)}</li>" for note in shown.notes)
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{style.lang}">',
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{escape(shown.title or shown.command)}</title>",
        f"<style>\n{_LOOK}\n</style>",
        "</head>",
        "<body>",
        "<table>",
        f"<caption>{escape(shown.title)}</caption>" if shown.title else "",
        f"<thead>\n<tr>{headings}</tr>\n</thead>",
        "<tbody>",
        *(f"<tr>{row}</tr>" for row in rows),
        "</tbody>",
        "</table>",
        f"<p>{escape(marks)}</p>" if marks else "",
        f"<ul>\n{notes}\n</ul>" if notes else "",
        "</body>",
        "</html>",
    ]
    return "\n".join(filter(None, lines)) + "\n"


def _cell(tag: str, text: str, column: DisplayColumn) -> str:
    figure = ' class="figure"' if column.figures else ""
    return f"<{tag}{figure}>{escape(text)}</{tag}>"
