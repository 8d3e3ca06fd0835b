"""How long each method takes to judge one million series, of six observations each for the windows.

Run ``python benchmarks/methods.py``. The aim is less than two seconds a method.
"""

from __future__ import annotations

import time

import numpy as np

from nbde.methods import NAMES, method

SERIES = 1_000_000
OBSERVATIONS = 6


def main() -> None:
    random = np.random.default_rng(2026)
    base = random.uniform(10, 100, SERIES)
    value = base * random.uniform(0.8, 1.3, SERIES)
    target = base * random.uniform(1.0, 2.0, SERIES)
    target[::10] = np.nan
    owner = np.repeat(np.arange(SERIES), OBSERVATIONS)
    years = np.tile(np.arange(2019.0, 2019 + OBSERVATIONS), SERIES)
    values = np.repeat(base, OBSERVATIONS) * random.uniform(0.8, 1.3, owner.size)
    ends = (np.full(SERIES, 2019.0), base, np.full(SERIES, 2024.0), value)
    goal = (np.full(SERIES, 2030.0), target)
    for name in NAMES:
        judge = method(name)
        given = (owner, years, values) if "series" in judge.needs else ends
        start = time.perf_counter()
        judge.assess(*given, *goal, direction=np.ones(SERIES))
        print(f"{name:<15} {time.perf_counter() - start:5.2f} s")


if __name__ == "__main__":
    main()
