"""Which language to speak: as asked, else as the environment says, else as the locale."""

from __future__ import annotations

import os

from nbde.errors import UsageError
from nbde.words import LANGUAGES


def asked_language(option: str | None) -> str | None:
    """The language of ``--lang`` or ``NBDE_LANG``, if either is given.

    Raises
    ------
    UsageError
        If it is not a language of nbde.
    """
    asked = option or os.environ.get("NBDE_LANG")
    if asked and asked not in LANGUAGES:
        raise UsageError("error.choice", option="--lang", got=asked, known=", ".join(LANGUAGES))
    return asked or None


def message_language(option: str | None) -> str:
    """The language of messages and of tables on paper."""
    asked = option or os.environ.get("NBDE_LANG")
    return asked if asked in LANGUAGES else _locale_language()


def _locale_language() -> str:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return "zh" if os.environ[variable].lower().startswith("zh") else "en"
    return "en"
