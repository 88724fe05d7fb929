"""The gate of the passes."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from feeder.daemon.gate import Ended, Gate


def test_many_are_inside():
    """Passes go on side by side."""
    gate, together = Gate(), threading.Barrier(2, timeout=10)

    def go() -> None:
        with gate.passing():
            together.wait()

    with ThreadPoolExecutor(2) as pool:
        assert [None, None] == [each.result() for each in [pool.submit(go), pool.submit(go)]]
    assert gate.is_empty()


def test_a_shut_gate():
    """Nobody comes in while it is shut, and who waits comes in when it opens."""
    gate, entered = Gate(), threading.Event()

    def go() -> None:
        with gate.passing():
            entered.set()

    thread = threading.Thread(target=go)
    with gate.shut():
        thread.start()
        assert gate.is_empty(within=0.1)
        assert not entered.is_set()
    thread.join(10)

    assert entered.is_set()


def test_one_inside_keeps_it_from_being_empty():
    """It is empty only when the last one has left."""
    gate = Gate()
    with gate.passing():
        assert not gate.is_empty(within=0.01)

    assert gate.is_empty()


def test_the_end():
    """After the end nobody comes in, who waits is sent away, and who is inside is told."""
    gate = Gate()

    def go() -> bool:
        try:
            with gate.passing():
                return True
        except Ended:
            return False

    with ThreadPoolExecutor(1) as pool, gate.shut():
        sent_away = pool.submit(go)
        gate.end()
        assert not sent_away.result(10)
    with pytest.raises(Ended), gate.passing():
        pass
    with pytest.raises(Ended):
        gate.sign()


def test_silence():
    """The longest silence is that of the one inside who gave no sign for longest."""
    time = 100.0
    gate = Gate(clock=lambda: time)
    gate.sign()
    assert 0 == gate.longest_silence()
    with gate.passing():
        time += 7
        before = gate.longest_silence()
        gate.sign()

        assert (7, 0) == (before, gate.longest_silence())
