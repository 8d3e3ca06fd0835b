"""The units that Open SDG sites write out, such as ``Percentage (%)``."""

from __future__ import annotations

import re
from functools import lru_cache

from nbde.tables.units import Unit, UnknownUnitError, unit

_PARENTHESES = re.compile(r"(?P<before>[^()]+?) ?\((?P<within>[^()]+)\)")
_SHARE = re.compile(r"(?:percent|per cent|percentage|%)(?: \(%\))?(?: of (?P<whole>.+))?", re.I)
_NO_WHOLE = re.compile(
    r"[0-9]{4}|[,;]|\b(?:per|change|growth|increase|decrease|base|baseline|level|index)\b", re.I
)
_QUANTITIES = frozenset(
    {"amount", "area", "distance", "duration", "energy", "length", "mass", "proportion", "rate",
     "share", "volume", "weight"}
)  # fmt: skip
_SIGNS = {"GBP": "£", "EUR": "€", "USD": "$", "JPY": "¥", "CNY": "¥"}


@lru_cache(maxsize=4096)
def unit_of(text: str) -> str:
    """The unit that a text is, all of it; the text itself where a word of it is left over.

    Parentheses count where they repeat the unit before them, or give that of a quantity.

    Examples
    --------
    >>> unit_of("Percentage (%) of GDP"), unit_of("1 000 eur"), unit_of("Energy (MJ)")
    ('%', '1 000 eur', 'MJ')
    >>> unit_of("Million tonnes (t)"), unit_of("Percent change from 2005")
    ('Million tonnes (t)', 'Percent change from 2005')
    """
    share = _SHARE.fullmatch(text)
    if share and not _NO_WHOLE.search(share["whole"] or ""):
        return "%"
    parts = _PARENTHESES.fullmatch(text)
    if parts is None or _known(text):
        return text
    before, within = parts["before"], parts["within"]
    one, other = _known(before), _known(within)
    if one and other and (one.dimension, one.scale) == (other.dimension, other.scale):
        return before
    if before.lower() in _QUANTITIES and other:
        return within
    return before if _SIGNS.get(before) == within else text


def _known(text: str) -> Unit | None:
    try:
        return unit(text)
    except UnknownUnitError:
        return None
