"""Which language to speak: as asked, else as the environment says, else as the locale."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from nbde.cli import values
from nbde.messages import LANGUAGES

_VARIABLE = "NBDE_LANG"
_given: ContextVar[str | None] = ContextVar("lang", default=None)


@contextmanager
def speaking(option: str | None) -> Iterator[None]:
    """Within, messages are in the language of ``--lang``, whoever says them."""
    token = _given.set(option)
    try:
        yield
    finally:
        _given.reset(token)


def asked_language(option: str | None) -> str | None:
    """The language of ``--lang`` or ``NBDE_LANG``, if either is given.

    Raises
    ------
    UsageError
        If it is not a language of nbde.
    """
    if option is not None:
        return values.one_of("--lang", option, LANGUAGES)
    return values.one_of(_VARIABLE, os.environ.get(_VARIABLE) or None, LANGUAGES)


def message_language(option: str | None = None) -> str:
    """The language of messages and of tables on paper."""
    asked = option or _given.get() or os.environ.get(_VARIABLE)
    return asked if asked in LANGUAGES else _locale_language()


def _locale_language() -> str:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return "zh" if os.environ[variable].lower().startswith("zh") else "en"
    return "en"
