"""The command line: arguments in, streams and exit codes out."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; characters that a stream cannot show are replaced."""
    from nbde.cli.app import app

    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    app(prog_name="nbde")
