"""Two pieces of work at once give what they give one after the other."""

from __future__ import annotations

from threading import Event, current_thread, main_thread

import pytest

from nbde.threads import beside


@pytest.mark.parametrize("pays", [False, True])
def test_both_results_are_there(pays: bool) -> None:
    with beside(lambda: "of the work", pays=pays) as result:
        within = "of what is within"
    assert (result(), within) == ("of the work", "of what is within")


def test_what_pays_is_done_beside() -> None:
    met = Event()

    def work() -> bool:
        return met.wait(timeout=60) and current_thread() is not main_thread()

    with beside(work, pays=True) as result:
        met.set()  # never reached if the work were done first
    assert result()


@pytest.mark.parametrize("pays", [False, True])
def test_an_error_of_the_work_comes_first(pays: bool) -> None:
    def work() -> None:
        raise KeyError

    with pytest.raises(KeyError), beside(work, pays=pays):
        raise ValueError


def test_an_error_within_is_not_lost() -> None:
    with pytest.raises(ValueError, match="within"), beside(lambda: None, pays=True):
        raise ValueError("within")


def test_an_interruption_waits_for_nobody() -> None:
    never = Event()
    with pytest.raises(KeyboardInterrupt), beside(lambda: never.wait(60), pays=True):
        raise KeyboardInterrupt
    never.set()
