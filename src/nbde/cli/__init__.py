"""The command line: arguments in, streams and exit codes out."""

from __future__ import annotations

import gc
import os
import sys

CLOSED_PIPE = 141
_CLOSED_PIPE_TO_TYPER = 1
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "1")  # no matrix is multiplied here: NumPy needs no more


def main() -> None:
    """Run the command line; a closed pipe or a full disk ends it without a traceback."""
    gc.disable()  # looking through all that is being imported would find nothing
    os.environ.setdefault(*_ONE_THREAD)
    try:
        _run()
    finally:
        gc.freeze()  # the end of the process takes all memory, and need not take it apart first


def _run() -> None:
    from nbde.cli import streams
    from nbde.cli.app import app
    from nbde.errors import DataError

    streams.prepare()
    try:
        app(prog_name="nbde")
    except SystemExit as end:
        sys.exit(CLOSED_PIPE if end.code == _CLOSED_PIPE_TO_TYPER else end.code)
    except BrokenPipeError:
        streams.discard(sys.stderr)
        sys.exit(CLOSED_PIPE)
    except OSError as error:
        streams.discard(sys.stdout)
        streams.remark(str(error))
        sys.exit(DataError.exit_code)
