"""How a figure stands in a sentence."""

from __future__ import annotations

import math
from decimal import Decimal

from nbde.formulas.scale import difference

_SCIENTIFIC_FROM, _SCIENTIFIC_BELOW = 1e15, 1e-9


def figure_text(value: float) -> str:
    """A finite figure as a reader writes it.

    A figure of at most eight significant digits keeps them; a longer one was computed, and has one
    decimal from 1000 up, two from 1 up, three significant digits below.

    Examples
    --------
    >>> [figure_text(x) for x in (10000.0, 12408.7, 57807 / 3.000001, 70000 / 35700, 2 / 3)]
    ['10000', '12408.7', '19269', '1.96', '0.667']
    """
    value += 0.0  # no minus before a zero
    size = abs(value)
    if size >= _SCIENTIFIC_FROM or 0 < size < _SCIENTIFIC_BELOW:
        return f"{value:.6g}"
    short = Decimal(f"{value:.8g}")
    if not math.isclose(float(short), value, rel_tol=1e-14):
        places = 1 if size >= 1000 else 2 if size >= 1 else 2 - short.adjusted()
        short = Decimal(f"{value:.{places}f}")
    text = f"{short:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def apart(one: float, other: float) -> float:
    """How far two figures of a sentence are apart: as they are shown there, if that is not nothing.

    Examples
    --------
    >>> apart(70000 / 35700, 2), apart(2.0001, 2)
    (0.04, 0.0001)
    """
    shown = abs(float(difference(float(figure_text(one)), float(figure_text(other)))))
    return shown or abs(float(difference(one, other)))
