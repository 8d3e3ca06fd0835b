"""How long the start takes, beside what a user would run instead.

Run ``python benchmarks/start.py``: nbde from this Python, the peers from ``benchmarks/.peers``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from processes import peers, show, side_by_side

HERE = Path(__file__).resolve().parent
TWO_COMMANDS = """
import typer
app = typer.Typer(rich_markup_mode=None)
@app.command()
def one(): "One."
@app.command()
def two(): "Two."
app()
"""


def main() -> None:
    nbde = Path(sys.executable).with_name("nbde")
    peer = peers(HERE / ".peers")
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(TWO_COMMANDS)
        measured = side_by_side(
            {
                "bare Typer, two commands, --help": [sys.executable, bare, "--help"],
                "nbde --help": [nbde, "--help"],
                "nbde --version": [nbde, "--version"],
                "nbde gap --help": [nbde, "gap", "--help"],
            },
            rounds=15,
        )
        show(measured, "bare Typer, two commands, --help")
    targets = HERE.parent / "data" / "targets.csv"
    print()
    measured = side_by_side(
        {
            "import pandas": [sys.executable, "-c", "import pandas"],
            "import typer, rich.table, pandas, pint": [
                sys.executable,
                "-c",
                "import typer, rich.table, pandas, pint",
            ],
            "nbde gap --year 2024": [nbde, "gap", "--year", "2024"],
            "csvstat targets.csv": [peer, "-m", "csvkit.utilities.csvstat", targets],
        },
        rounds=15,
    )
    show(measured, "import typer, rich.table, pandas, pint")


if __name__ == "__main__":
    main()
