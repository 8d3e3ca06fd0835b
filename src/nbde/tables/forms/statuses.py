"""The SDMX code list CL_OBS_STATUS: what the status of an observation means here.

Codes as SDMX and Eurostat write them, and the names that SDMX gives them, in lower case. A status
that is not listed (normal, estimated, imputed, a break, low reliability) changes nothing. Eurostat
joins the letters of several: ``bp`` is a break and provisional.
"""

from __future__ import annotations

import re

_PRELIMINARY = frozenset(
    {"p", "provisional value", "provisional", "v", "unvalidated value", "preliminary"}
)
_REVISED = frozenset({"r", "revised"})
_NO_OBSERVATION = frozenset(
    {
        "f", "forecast value", "forecast",
        "h", "missing value; holiday or weekend",
        "l", "missing value; data exist but were not collected",
        "m", "missing value; data cannot exist",
        "o", "missing value",
        "q", "missing value; suppressed",
    }
)  # fmt: skip
_BETWEEN = re.compile(r"\s*[,;:/|+]\s*")
_LETTERS = re.compile(r"[bcdefinprsuvz](?: ?[bcdefinprsuvz]){1,2}")


def vintage(status: str) -> str:
    """Preliminary or revised, or nothing.

    Examples
    --------
    >>> vintage("P"), vintage("Provisional value"), vintage("bp"), vintage("A")
    ('preliminary', 'preliminary', 'preliminary', '')
    """
    said = _said(status)
    if said & _PRELIMINARY:
        return "preliminary"
    return "revised" if said & _REVISED else ""


def is_observed(status: str) -> bool:
    """Whether there is an observed figure: neither a forecast nor a missing one.

    Examples
    --------
    >>> is_observed("E"), is_observed("fe"), is_observed("Forecast value")
    (True, False, False)
    """
    return _said(status).isdisjoint(_NO_OBSERVATION)


def _said(status: str) -> set[str]:
    """The statuses that a text gives: the whole of it, its parts, and the letters it joins."""
    text = status.strip().lower()
    parts = {text, *_BETWEEN.split(text)}
    letters = {letter for part in parts if _LETTERS.fullmatch(part) for letter in part}
    return parts | letters
