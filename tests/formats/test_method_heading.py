"""A method's labels and a figure of the same name have headings of their own."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from nbde.formats import Style, render, render_bytes

LABELS = pd.DataFrame({"name": ["x"], "sdsn": ["stagnating"], "acceleration": ["off_track"]})
FIGURES = pd.DataFrame({"name": ["x"], "value": [1.0], "acceleration": [1.5]})


@pytest.mark.parametrize(
    ("frame", "command", "heading"),
    [(LABELS, "status", "acceleration"), (FIGURES, "growth", "加速倍数")],
)
def test_the_heading_is_that_of_what_the_column_holds(
    frame: pd.DataFrame, command: str, heading: str
) -> None:
    style = Style("zh")
    for chosen in (True, False):
        table = render("markdown", frame, style, command=command, chosen=chosen)
        assert heading in next(line for line in table.splitlines() if line.startswith("|"))
        (book,) = render_bytes("xlsx", frame, style, command=command, chosen=chosen)
        first = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
        assert first[0][-1] == heading
