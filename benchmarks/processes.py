"""Whole processes timed side by side, every command once a round, so that all share one mood."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PEERS = ("duckdb", "polars", "csvkit", "typer")


@dataclass(frozen=True)
class Measured:
    """Wall and processor seconds of each round and the highest peak memory [MB] of a command."""

    seconds: list[float]
    worked: list[float]
    peak: float

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def work(self) -> float:
        return statistics.median(self.worked)


def peers(folder: Path) -> Path:
    """The Python of a fresh virtual environment that holds the peers."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PEERS], check=True)
    return python


def side_by_side(commands: Mapping[str, Sequence[str | Path]], rounds: int) -> dict[str, Measured]:
    """Each command run `rounds` times, after one run that counts for nothing."""
    changing = ("NBDE_", "PYTHONDONTWRITEBYTECODE")
    environment = {name: v for name, v in os.environ.items() if not name.startswith(changing)}
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    worked: dict[str, list[float]] = {name: [] for name in commands}
    peak = dict.fromkeys(commands, 0.0)
    for round_ in range(rounds + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            process = subprocess.Popen(
                [str(word) for word in command],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=environment,
            )
            assert process.stderr is not None
            said = process.stderr.read()
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                sys.exit(f"{name} ended with {process.returncode}: {said.decode()[-2000:]}")
            if round_:
                seconds[name].append(time.perf_counter() - start)
                worked[name].append(used.ru_utime + used.ru_stime)
            peak[name] = max(peak[name], used.ru_maxrss / 1024)
    return {name: Measured(seconds[name], worked[name], peak[name]) for name in commands}


def show(measured: Mapping[str, Measured], base: str) -> None:
    """A line a command: median seconds and their ratio to `base`, by the wall and by the work."""
    width = max(map(len, measured))
    print(f"{'':{width}} {'wall':>10} {'ratio':>6} {'processor':>11} {'ratio':>6} {'peak':>11}")
    for name, found in measured.items():
        ratio = found.median / measured[base].median
        of_work = found.work / measured[base].work
        print(
            f"{name:{width}} {found.median:8.3f} s {ratio:6.2f} {found.work:9.3f} s {of_work:6.2f}"
            f" {found.peak:8.0f} MB"
        )
