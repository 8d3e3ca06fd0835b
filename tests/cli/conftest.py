"""A plain environment: what the machine's owner has set changes no test."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NBDE_TARGETS", "NBDE_OBSERVATIONS", "NBDE_LANG", "NBDE_FORMAT", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
