"""A frame of cells that break naive writers: markup, formulas, controls, extreme figures."""

from __future__ import annotations

import pandas as pd

from .frames import of_command

NAMES = (
    "[2021] [bold red]not red[/] :smile:",
    '=HYPERLINK("http://x")',
    "pipe | and `code` *star* _under_ \\ $x$",
    "<script>alert('x')</script> & co",
    'quote " and, comma',
    "two\nlines\r\nand\ttab",
    "\x1b[31mred\x07 \u202egnp",
    "数字经济—核心产业 😀",
    "  ＝1+1",
    "",
)
VALUES = (
    0.1 + 0.2,
    -5e-324,
    1.7976931348623157e308,
    10000.0,
    float("nan"),
    -0.0,
    1e22,
    0.1487,
    12408.7,
    2 / 3,
)


def nasty() -> pd.DataFrame:
    """Ten rows as `nbde gap` would hand them over, and a column of the user's own."""
    rows: list[dict[str, object]] = [
        {
            "plan": "p|<b>",
            "entity": "Ningbo",
            "indicator": f"code_{i}",
            "name": name,
            "unit": "%" if i % 2 else "亿元",
            "year": 2024,
            "as_of": 2024 - i % 3,
            "value": value,
            "value_basis": "derived",
            "target_year": 2026,
            "comparison": "=",
            "target_value": value,
            "progress": value,
            "status": "on_track",
            "note": name,
        }
        for i, (name, value) in enumerate(zip(NAMES, VALUES, strict=True))
    ]
    return of_command("gap", rows).assign(**{"own |<column>": pd.Series(NAMES, dtype="category")})
