"""Where the bundled tables lie: inside an installed package, or at the top of a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_MARKER = "datapackage.json"


@cache
def folder() -> Path:
    """The folder of the bundled tables, recognised by its data package descriptor.

    Raises
    ------
    FileNotFoundError
        If the installation has lost its data; this is a bug of the installation, not of the input.
    """
    package = Path(__file__).resolve().parents[1]
    for candidate in (package / "data", package.parents[1] / "data"):
        if (candidate / _MARKER).is_file():
            return candidate
    raise FileNotFoundError(f"no bundled tables beside {package}")


def path(name: str) -> Path:
    """The path of a bundled file, such as ``targets.csv`` or ``scenarios/doubling.csv``."""
    return folder() / name


def holds(file: str | Path) -> bool:
    """Whether a file is one of the bundled tables."""
    return Path(file).is_relative_to(folder())


def scenarios() -> list[str]:
    """The names of the bundled scenarios."""
    return sorted(file.stem for file in (folder() / "scenarios").glob("*.csv"))
