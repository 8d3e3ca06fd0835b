"""Texts of a workbook with raised characters: footnote marks, and the powers of units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

_RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_POWER = re.compile(r"-?[23]")
_FIGURE = re.compile(r"\D?[\d.,%\s年度]+")


def raised_text(element: ElementTree.Element) -> str | None:
    """The text of a shared or an inline string as a person reads it; None if nothing is raised.

    Raised characters stay raised in a figure or a year, which is then neither (12.3¹), and in a
    power of metres (m²); in a name they are the marks of footnotes and go.
    """
    runs = [*_runs(element)]
    if not any(raised for _, raised in runs):
        return None
    bare = "".join(text for text, raised in runs if not raised)
    is_figure = not bare.strip() or bool(_FIGURE.fullmatch(bare.strip()))
    shown = ""
    for text, raised in runs:
        if not raised:
            shown += text
        elif is_figure or (_POWER.fullmatch(text) and shown.endswith(("m", "米"))):
            shown += text.translate(_RAISED)
    return shown.strip()


def _runs(element: ElementTree.Element) -> Iterator[tuple[str, bool]]:
    """The runs of a string, each with whether it is raised."""
    for part in element:
        name = _local(part)
        if name == "t":
            yield part.text or "", False
        elif name == "r":
            text = "".join(each.text or "" for each in part if _local(each) == "t")
            yield (
                text,
                any(
                    _local(each) == "vertAlign" and each.get("val") == "superscript"
                    for each in part.iter()
                ),
            )


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
