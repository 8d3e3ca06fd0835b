"""nbde: a calculator for policy targets.

The command line and this API are twins with one vocabulary: frames of targets and observations in,
a frame of figures out.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbde import formulas, methods
    from nbde.analysis.audit import audit
    from nbde.analysis.explain import explain
    from nbde.analysis.forecast import forecast
    from nbde.analysis.gap import gap
    from nbde.analysis.growth import growth
    from nbde.analysis.path import path
    from nbde.analysis.share import share
    from nbde.analysis.status import status
    from nbde.errors import NbdeError
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
    "audit": "nbde.analysis.audit",
    "explain": "nbde.analysis.explain",
    "forecast": "nbde.analysis.forecast",
    "gap": "nbde.analysis.gap",
    "growth": "nbde.analysis.growth",
    "path": "nbde.analysis.path",
    "read_observations": "nbde.tables.observations",
    "read_targets": "nbde.tables.targets",
    "share": "nbde.analysis.share",
    "status": "nbde.analysis.status",
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
