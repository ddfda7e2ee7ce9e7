"""A deadline stops whatever runs, also code that catches every exception."""

from __future__ import annotations

import contextlib
import re
import signal
import time

import pytest

from bot.engine.limits import TurnInterrupted, deadline


def _spin() -> None:
    while True:
        pass


def _swallow() -> None:
    while True:
        with contextlib.suppress(Exception):
            time.sleep(30)


def _match() -> None:
    re.fullmatch("(a+)+b", "a" * 40)


@pytest.mark.parametrize("work", [_spin, _swallow, _match, lambda: time.sleep(30)])
def test_the_deadline_interrupts(work: object) -> None:
    assert callable(work)
    started = time.monotonic()
    with pytest.raises(TurnInterrupted), deadline(0.05):
        work()
    assert time.monotonic() - started < 5


def test_an_interrupt_that_was_swallowed_comes_again() -> None:
    def swallow_once() -> None:
        with contextlib.suppress(BaseException):
            time.sleep(30)
        time.sleep(30)

    with pytest.raises(TurnInterrupted), deadline(0.05):
        swallow_once()


def test_work_in_time_is_left_alone_and_no_alarm_is_left_behind() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with deadline(0.05):
        result = 3
    time.sleep(0.1)
    assert result == 3
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
