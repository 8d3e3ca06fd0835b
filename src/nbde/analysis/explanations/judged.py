"""What a published method is given of one target, as plain figures."""

from __future__ import annotations

import math
from dataclasses import dataclass

from nbde.formulas.targets import meets
from nbde.methods.windows import Window


@dataclass(frozen=True, slots=True)
class Judged:
    """What a method is given of one target, and the score it gives.

    `window` holds the values of the last five years; `limit` is the natural limit, NaN for none;
    `compound` whether china-schedule measures in logarithms.
    """

    base_year: float
    base: float
    year: float
    value: float
    target_year: float
    target: float
    direction: float
    limit: float
    compound: bool
    window: Window
    score: float
    lang: str

    @property
    def aimed(self) -> bool:
        """Whether there is a target value."""
        return not math.isnan(self.target)

    @property
    def met(self) -> bool:
        """Whether the value meets the target."""
        return bool(meets(self.value, self.target, self.direction))
