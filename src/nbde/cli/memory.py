"""What becomes of memory no longer needed: no import makes any, and the end takes all."""

from __future__ import annotations

import gc

_TRIM_THRESHOLD, _MMAP_MAX, _ARENA_MAX = -1, -4, -8  # names of malloc.h, for mallopt(3)
_NEVER, _NONE = -1, 0


def hold() -> None:
    """Collect nothing for now: looking through all that is being imported would find nothing."""
    gc.disable()


def collect() -> None:
    """Collect from here on, if it was held; what was imported so far is not looked through."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def keep() -> None:
    """Keep the memory of an array that is gone for the next one.

    The GNU C library hands arrays of many megabytes back, and the system clears the same memory
    for the next array: a fifth of the time that a million rows take. It also gives each thread a
    heap of its own, where what other threads freed is not found. Elsewhere nothing is done.
    """
    import ctypes

    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return
    mallopt(_TRIM_THRESHOLD, _NEVER)
    mallopt(_MMAP_MAX, _NONE)
    mallopt(_ARENA_MAX, 1)


def leave() -> None:
    """Leave what there is to the end of the process, which need not take it apart first."""
    gc.freeze()
