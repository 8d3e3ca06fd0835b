"""Text broken into lines of terminal cells: between words, and between Chinese characters."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.cells import cell_len, chop_cells

_WIDE = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef"
_OPENING = "（《“‘【「"
_CLOSING = "，。；：、！？）》”’】」%％"
_PIECE = re.compile(
    rf"\s+|[{_OPENING}]*[{_WIDE}][{_CLOSING}]*|[^\s{_WIDE}]+?[-_/]+(?=\w)|[^\s{_WIDE}]+[{_CLOSING}]*"
)


def wrap(text: str, width: int, indent: int = 0) -> list[str]:
    """The lines of the text, none wider than `width` cells; later ones are indented.

    Lines end at spaces, after hyphens and between Chinese characters, punctuation staying with
    what it follows; a word longer than a line is folded.

    Examples
    --------
    >>> wrap("core industries revenue", 16, indent=2)
    ['core industries', '  revenue']
    >>> wrap("市级以上（智能工厂）", 11)
    ['市级以上', '（智能工', '厂）']
    """
    indent = min(indent, width // 2)
    return _filled(_pieces(text, width - indent), width, indent)


def _filled(pieces: Iterable[str], width: int, indent: int) -> list[str]:
    lines = [""]
    for piece in pieces:
        if cell_len(lines[-1] + piece.rstrip()) <= width:
            lines[-1] += piece
        elif piece.strip():
            lines.append(" " * indent + piece)
    return [line.rstrip() for line in lines]


def balanced(text: str, width: int, indent: int = 0) -> list[str]:
    """The same number of lines as `wrap` makes, but of about the same length.

    Examples
    --------
    >>> balanced("数字经济核心服务业营业收入", 24)
    ['数字经济核心服', '务业营业收入']
    """
    lines = wrap(text, width, indent)
    if len(lines) == 1:
        return lines
    narrowest = indent + max(map(cell_len, _PIECE.findall(text)))
    narrower = (wrap(text, tried, indent) for tried in range(narrowest, width))
    return next((evened for evened in narrower if len(evened) == len(lines)), lines)


def longest_word(text: str) -> int:
    """The width of the longest word between spaces, in cells."""
    return max(map(cell_len, text.split()), default=0)


def _pieces(text: str, width: int) -> list[str]:
    return [
        part
        for piece in _PIECE.findall(text)
        for part in ([piece] if cell_len(piece) <= width else chop_cells(piece, width))
    ]
