"""Text that a stream can show: control characters harmless, characters it lacks replaced."""

from __future__ import annotations

import codecs

_JOINERS = "\u200c\u200d"
_PLAINER = str.maketrans({"—": "-", "–": "-", "─": "-", "█": "#", "·": ".", "×": "x", "…": "."})


def printable(text: str) -> str:
    r"""The text on one line, with no character that could move a cursor or break a table.

    Line ends, tabs and other white space become spaces; control and other invisible characters
    are written as escapes.

    Examples
    --------
    >>> printable("a\nb\x1b[31m")
    'a b\\x1b[31m'
    """
    if text.isprintable():
        return text
    return "".join(map(_harmless, text.replace("\r\n", " "))).strip()


def _harmless(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    if character.isspace():
        return " "
    return character.encode("unicode_escape").decode("ascii")


def encodable(text: str, encoding: str) -> str:
    """The text with only characters that `encoding` has.

    Outside Unicode, dashes, dots and bars become ASCII even where the encoding has them, since a
    GBK console draws them two cells wide and every line of a table would be out of place.

    Examples
    --------
    >>> encodable("数字 — 5G·😀", "gbk"), encodable("数字 — 5G", "ascii")
    ('数字 - 5G.?', '?? - 5G')
    """
    if is_unicode(encoding):
        return text
    return text.translate(_PLAINER).encode(encoding, "replace").decode(encoding)


def is_unicode(encoding: str) -> bool:
    """Whether the encoding has every character."""
    return codecs.lookup(encoding).name.startswith("utf")
