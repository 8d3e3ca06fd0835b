"""nbde: a calculator for policy targets.

The command line and this API are twins with one vocabulary: frames of targets and observations in,
a frame of figures out.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbde import formulas, methods
    from nbde.errors import NbdeError
    from nbde.questions.audit import audit
    from nbde.questions.explain import explain
    from nbde.questions.forecast import forecast
    from nbde.questions.gap import gap
    from nbde.questions.growth import growth
    from nbde.questions.path import path
    from nbde.questions.share import share
    from nbde.questions.status import status
    from nbde.tables.observations import read_observations
    from nbde.tables.targets import read_targets

__version__ = "0.1.0"

__all__ = [
    "NbdeError",
    "audit",
    "explain",
    "forecast",
    "formulas",
    "gap",
    "growth",
    "methods",
    "path",
    "read_observations",
    "read_targets",
    "share",
    "status",
]

_HOMES = {
    "NbdeError": "nbde.errors",
    "audit": "nbde.questions.audit",
    "explain": "nbde.questions.explain",
    "forecast": "nbde.questions.forecast",
    "gap": "nbde.questions.gap",
    "growth": "nbde.questions.growth",
    "path": "nbde.questions.path",
    "read_observations": "nbde.tables.observations",
    "read_targets": "nbde.tables.targets",
    "share": "nbde.questions.share",
    "status": "nbde.questions.status",
}


def __getattr__(name: str) -> Any:
    """Load a name of the API when it is first used: importing the package costs nothing."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name in ("formulas", "methods"):
        return import_module(f"nbde.{name}")
    raise AttributeError(f"module 'nbde' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
