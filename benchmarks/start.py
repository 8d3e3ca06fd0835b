"""How long the start takes, beside what a user would run instead.

Run ``python benchmarks/start.py [rounds]``: nbde from this Python, the peers from
``benchmarks/.peers``, which is made at the first run. The commands of a table take turns, so that
all see the same machine.
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
HELPS = ("--help", "--version", "gap --help", "explain --help", "convert --help")
QUESTIONS = (
    "gap --year 2024",
    "gap --year 2024 -f csv",
    "growth --year 2024",
    "share --year 2024",
    "path --year 2022-2026",
    "status --year 2024",
    "status --year 2024 --method all",
    "forecast --year 2024",
    "audit --year 2024",
    "explain core_value_added_share --year 2024",
    "targets",
    "check",
    "compound --start 5000亿元 --end 1万亿元 --years 5",
    "convert 1万亿元 亿元",
)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    python, nbde = Path(sys.executable), Path(sys.executable).with_name("nbde")
    peer = peers(HERE / ".peers")
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(TWO_COMMANDS)
        base = "Typer with two commands, --help"
        commands = {base: [python, bare, "--help"]}
        commands |= {f"nbde {asked}": [nbde, *asked.split()] for asked in HELPS}
        completing = ["env", "_NBDE_COMPLETE=complete_bash", "COMP_WORDS=nbde g", "COMP_CWORD=1"]
        commands["nbde g<Tab>"] = [*completing, nbde]
        show(side_by_side(commands, rounds), base)
    print()
    targets = HERE.parent / "data" / "targets.csv"
    base, imports = "import pandas", "import typer, rich.table, pandas, pint"
    commands = {each: [python, "-c", each] for each in (base, imports)}
    commands["csvstat targets.csv"] = [peer, "-m", "csvkit.utilities.csvstat", targets]
    commands |= {f"nbde {asked}": [nbde, *asked.split()] for asked in QUESTIONS}
    show(side_by_side(commands, rounds), imports)


if __name__ == "__main__":
    main()
