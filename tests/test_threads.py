"""Two pieces of work at once give what they give one after the other."""

from __future__ import annotations

import doctest
from threading import Event, current_thread, main_thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbde import threads
from nbde.threads import in_background, in_halves, in_order


def test_examples() -> None:
    assert doctest.testmod(threads).failed == 0


@pytest.mark.parametrize("pays", [False, True])
def test_both_results_are_there(pays: bool) -> None:
    with in_background(lambda: "of the work", pays=pays) as result:
        within = "of what is within"
    assert (result(), within) == ("of the work", "of what is within")


def test_what_pays_is_done_in_the_background() -> None:
    met = Event()

    def work() -> bool:
        return met.wait(timeout=60) and current_thread() is not main_thread()

    with in_background(work, pays=True) as result:
        met.set()  # never reached if the work were done first
    assert result()


@pytest.mark.parametrize("pays", [False, True])
def test_an_error_of_the_work_comes_first(pays: bool) -> None:
    def work() -> None:
        raise KeyError

    with pytest.raises(KeyError), in_background(work, pays=pays):
        raise ValueError


def test_an_error_within_is_not_lost() -> None:
    with pytest.raises(ValueError, match="within"), in_background(lambda: None, pays=True):
        raise ValueError("within")


def test_an_interruption_waits_for_nobody() -> None:
    never = Event()
    with pytest.raises(KeyboardInterrupt), in_background(lambda: never.wait(60), pays=True):
        raise KeyboardInterrupt
    never.set()


@pytest.mark.parametrize("many", [0, 1, 3, threads.MANY])
@given(items=st.lists(st.integers()))
def test_halves_together_are_the_whole(many: int, items: list[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(threads, "MANY", many)
        parts = in_halves(lambda rows: items[rows], len(items))
    assert [item for part in parts for item in part] == items
    assert len(parts) == (2 if len(items) // 2 >= many else 1)


@pytest.mark.parametrize("pays", [False, True])
@given(items=st.lists(st.integers()))
def test_results_come_in_the_order_of_the_items(pays: bool, items: list[int]) -> None:
    assert list(in_order(str, items, pays=pays)) == [str(item) for item in items]


@pytest.mark.parametrize("pays", [False, True])
def test_results_come_up_to_the_first_error(pays: bool) -> None:
    results = in_order(lambda item: 1 // item, [1, -1, 0, 1], pays=pays)
    assert [next(results), next(results)] == [1, -1]
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_no_more_is_begun_than_is_soon_used() -> None:
    """However many items there are: what was made and not yet used stays little."""
    begun = []

    def work(item: int) -> int:
        begun.append(item)
        return item

    assert next(in_order(work, range(1000), pays=True)) == 0
    assert len(begun) < 10
