"""The sentences and words of the program: a table a family, English and Chinese side by side.

A sentence is found by its key, whose first part names the family; a family is imported when it is
first used. A sentence with a count has a second English form under ``key.one``.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from nbde import methods
from nbde.messages.labels import LABELS

LANGUAGES = ("en", "zh")
SENTENCES_JOINED: Mapping[str, str] = {"en": "; ", "zh": "；"}
NAMES_JOINED: Mapping[str, str] = {"en": "; ", "zh": "、"}
FIGURES_JOINED: Mapping[str, str] = {"en": ", ", "zh": "、"}
FAMILIES: Mapping[str, str] = {
    "audit": "audit",
    "doubt": "problems",
    "error": "errors",
    "fill": "report",
    "formula": "formulas",
    "hint": "hints",
    "note": "notes",
    "part": "notes",
    "problem": "problems",
    "reason": "notes",
    "report": "report",
    "table": "tables",
    "term": "formulas",
}
"""The first part of a key, and the module that holds it."""


def messages_of(key: str) -> dict[str, tuple[str, str]]:
    """The table that holds `key`: English and Chinese by key."""
    home = import_module(f"nbde.messages.{FAMILIES[key.partition('.')[0]]}")
    table: dict[str, tuple[str, str]] = home.MESSAGES
    return table


def every_message() -> dict[str, tuple[str, str]]:
    """All sentences of all families: English and Chinese by key."""
    return {key: both for family in FAMILIES for key, both in messages_of(family).items()}


def say(key: str, lang: str = "en", /, **values: object) -> str:
    """The sentence `key` in the language `lang`, with `values` put in.

    Examples
    --------
    >>> say("note.late", "en", year=2023, count=1)
    'met in 2023, 1 year late'
    """
    messages = messages_of(key)
    if values.get("count") == 1 and lang == "en":
        key = f"{key}.one" if f"{key}.one" in messages else key
    return messages[key][LANGUAGES.index(lang)].format_map(values)


def label(word: str, lang: str = "en") -> str:
    """The word of a vocabulary as a reader of `lang` sees it; the word itself if unknown.

    The labels of the published methods are asked last: their files are loaded for them.

    Examples
    --------
    >>> label("on_track", "zh")
    '如期'
    """
    both = LABELS.get(word)
    if both is None and word.isidentifier():
        both = methods.words().get(word)
    return word if both is None else both[LANGUAGES.index(lang)]
