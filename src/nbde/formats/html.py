"""A small HTML document: one table, its title as caption and its notes below.

It says that it is UTF-8, and must be written so whatever the stream's encoding.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape

import pandas as pd

from nbde.formats import Style
from nbde.formats.paper import PaperColumn, legend, paper

_LOOK = """\
body { font-family: system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 2em; }
table { border-collapse: collapse; }
caption { font-weight: bold; padding-bottom: .6em; text-align: left; }
th, td { padding: .25em .8em; text-align: left; vertical-align: top; }
thead th { border-bottom: 1px solid; vertical-align: bottom; }
.figure { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
p, ul { color: #555; font-size: .9em; max-width: 60em; }"""


def render(frame: pd.DataFrame, style: Style, *, command: str, chosen: bool) -> str:
    """The frame as an HTML document."""
    sheet = paper(frame, replace(style, encoding="utf-8"), command, chosen)
    headings = "".join(_cell("th", column.heading, column) for column in sheet.columns)
    rows = zip(
        *([_cell("td", cell.text, column) for cell in column.cells] for column in sheet.columns),
        strict=True,
    )
    marks = legend(sheet.columns, replace(style, encoding="utf-8"))
    notes = "\n".join(f"<li>{escape(note)}</li>" for note in sheet.notes)
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{style.lang}">',
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{escape(sheet.title or command)}</title>",
        f"<style>\n{_LOOK}\n</style>",
        "</head>",
        "<body>",
        "<table>",
        f"<caption>{escape(sheet.title)}</caption>" if sheet.title else "",
        f"<thead>\n<tr>{headings}</tr>\n</thead>",
        "<tbody>",
        *(f"<tr>{''.join(row)}</tr>" for row in rows),
        "</tbody>",
        "</table>",
        f"<p>{escape(marks)}</p>" if marks else "",
        f"<ul>\n{notes}\n</ul>" if notes else "",
        "</body>",
        "</html>",
    ]
    return "\n".join(filter(None, lines)) + "\n"


def _cell(tag: str, text: str, column: PaperColumn) -> str:
    figure = ' class="figure"' if column.figures else ""
    return f"<{tag}{figure}>{escape(text)}</{tag}>"
