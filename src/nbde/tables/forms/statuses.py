"""The SDMX code list CL_OBS_STATUS: what the status of an observation means here.

Codes as SDMX and Eurostat write them, and the names that SDMX gives them, in lower case. A status
that is not listed (normal, estimated, imputed, a break, low reliability) changes nothing.
"""

from __future__ import annotations

_VINTAGES = {
    "p": "preliminary", "provisional value": "preliminary", "provisional": "preliminary",
    "v": "preliminary", "unvalidated value": "preliminary",
    "r": "revised", "revised": "revised",
}  # fmt: skip
_NO_OBSERVATION = frozenset(
    {
        "f", "forecast value",
        "h", "missing value; holiday or weekend",
        "l", "missing value; data exist but were not collected",
        "m", "missing value; data cannot exist",
        "o", "missing value",
        "q", "missing value; suppressed",
    }
)  # fmt: skip


def vintage(status: str) -> str:
    """Preliminary or revised, or nothing.

    Examples
    --------
    >>> vintage("P"), vintage("Provisional value"), vintage("A")
    ('preliminary', 'preliminary', '')
    """
    return _VINTAGES.get(status.lower(), "")


def is_observed(status: str) -> bool:
    """Whether there is an observed figure: neither a forecast nor a missing one."""
    return status.lower() not in _NO_OBSERVATION
