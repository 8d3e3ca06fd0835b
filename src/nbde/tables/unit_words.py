"""The units of ``units.txt``: their definitions, and the words people write for them.

Counts keep the dimension of their Chinese measure word. An English word shares one only where it
can mean nothing else; 名 and 位 count people and so does ``persons``.
"""

from __future__ import annotations

from pathlib import Path

_PREFIXES = {
    "k": 3, "K": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18, "Z": 21, "千": 3, "兆": 6, "吉": 9,
}  # fmt: skip

DEFINITIONS: dict[str, str] = {}
"""Identifiers, each with its definition in pint's notation."""

NAMES: dict[str, str] = {}
"""Words read in any case, in lower case, each with its identifier."""

SYMBOLS: dict[str, str] = {}
"""Symbols whose case matters, each with its identifier."""

PREFIXED: dict[str, tuple[int, str]] = {}
"""Symbols with a decimal prefix: the power of ten and the identifier of the bare unit."""

PRODUCTS = {
    **dict.fromkeys(
        ("人年", "person-year", "person-years", "man-year", "man-years"), ("person", "year")
    ),
    "人月": ("person", "month"),
    "人天": ("person", "day"),
    "人日": ("person", "day"),
    "人公里": ("person", "kilometre"),
    "吨公里": ("tonne", "kilometre"),
}
"""Words that are a product of two units."""


def _read_units() -> None:
    """Fill the tables from the file."""
    for line in Path(__file__).with_name("units.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, _, fields = line.partition(" = ")
        definition, names, symbols, *prefixed = [*map(str.strip, fields.split(";")), "", ""]
        DEFINITIONS[name] = definition
        NAMES.update(dict.fromkeys(filter(None, names.split(", ")), name))
        SYMBOLS.update(dict.fromkeys(filter(None, symbols.split(", ")), name))
        for field in filter(None, prefixed):
            prefixes, _, bare = field.partition(": ")
            for prefix in prefixes.split():
                power = _PREFIXES[prefix]
                PREFIXED.update({prefix + symbol: (power, name) for symbol in bare.split(", ")})


_read_units()
