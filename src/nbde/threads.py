"""Work in background threads: NumPy lets go of the interpreter while it works on long arrays."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")

MANY = 1 << 16  # rows whose work takes longer than a thread takes to begin
_AT_ONCE = 2


@contextmanager
def in_background(work: Callable[[], Result], *, pays: bool) -> Iterator[Callable[[], Result]]:
    """Run `work` in a background thread during the with-block; what is given waits for its result.

    An error of the work comes before one of the block. The end of the program does not wait for
    work that nobody waits for.

    Parameters
    ----------
    work
        It changes nothing that is read in the block, and the other way round.
    pays
        Whether both are long enough: tens of milliseconds, on arrays of 100 000 numbers or more.
        Otherwise the work is done first.

    Examples
    --------
    >>> with in_background(lambda: sum(range(4)), pays=True) as total:
    ...     longest = max(range(4))
    >>> total(), longest
    (6, 3)
    """
    if not pays:
        result = work()
        yield lambda: result
        return
    begun = _begun(work)
    try:
        yield begun.result
    except Exception:
        begun.result()
        raise


def in_halves(work: Callable[[slice], Result], count: int) -> list[Result]:
    """The results for both halves of so many rows, worked on at once; of few rows, one for all.

    Examples
    --------
    >>> in_halves(lambda rows: sum(range(4)[rows]), 4)
    [6]
    """
    middle = count // 2
    if middle < MANY:
        return [work(slice(None))]
    with in_background(lambda: work(slice(middle, None)), pays=True) as second:
        first = work(slice(middle))
    return [first, second()]


def in_order(
    work: Callable[[Item], Result], items: Iterable[Item], *, pays: bool
) -> Iterator[Result]:
    """The results of work on each item; where it pays, the next are made while one is used.

    Examples
    --------
    >>> list(in_order(abs, [-2, 1, -1, 3], pays=True))
    [2, 1, 1, 3]
    """
    if not pays:
        yield from map(work, items)
        return

    from concurrent.futures import ThreadPoolExecutor

    begun: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for item in items:
            begun.append(pool.submit(work, item))
            if len(begun) > _AT_ONCE:
                yield begun.popleft().result()
        yield from (future.result() for future in begun)


def _begun(work: Callable[[], Result]) -> Future[Result]:
    from concurrent.futures import Future
    from threading import Thread

    future: Future[Result] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)

    Thread(target=run, daemon=True).start()
    return future
