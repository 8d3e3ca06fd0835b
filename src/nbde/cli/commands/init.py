"""``nbde init``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from typer import Argument

from nbde.cli import streams
from nbde.cli.options import Language, Quiet
from nbde.errors import DataError

_COPIED = ("targets.csv", "observations.csv", "README.md", "scenarios/doubling.csv")


def init(
    directory: Annotated[str, Argument(metavar="DIR", help="The folder for your own tables.")],
    lang: Language = None,  # noqa: ARG001  # heeded as it is parsed
    quiet: Quiet = False,
) -> None:
    """Copy the bundled tables as a start for one's own.

    Nothing is overwritten. Figures of your own go into the two tables, and every command reads them
    with --targets and --observations.
    """
    from nbde.tables import bundled

    streams.requested_language()
    folder = Path(directory)
    _make_room(folder)
    for name in _COPIED:
        streams.write_file(folder / name, [bundled.path(name).read_bytes()])
    if not quiet:
        for name in _COPIED:
            streams.hint("hint.written", path=folder / name)
        targets, observations = (folder / name for name in _COPIED[:2])
        streams.hint("hint.init", targets=targets, observations=observations)


def _make_room(folder: Path) -> None:
    """Make the folders, unless one of the files is there already."""
    try:
        if folder.exists() and not folder.is_dir():
            raise DataError("error.not_folder", path=folder)
        for name in _COPIED:
            if os.path.lexists(folder / name):
                raise DataError("error.exists", path=folder / name)
        for name in _COPIED:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError("error.not_written", path=folder, reason=error.strerror) from None
