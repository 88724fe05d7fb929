"""No call and no read outlasts its time, and what is raised comes through."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import closing

import pytest

from feeder.errors import FetchError
from feeder.sources.metered import Meter, MeteredStream


def meter(seconds=1.0, **more):
    given = {"address": "http://news.example/", "ends_at": time.monotonic() + seconds, "bytes_left": 10}
    return Meter(**(given | more))


def test_result_comes_through():
    """What a call returns is returned."""
    assert meter().in_time(lambda: 42) == 42


def test_error_comes_through():
    """What a call raises is raised."""
    with pytest.raises(ZeroDivisionError):
        meter().in_time(lambda: 1 // 0)


def test_call_that_hangs_is_left_behind():
    """A call that takes longer than half of the time that is left is left behind."""
    done = threading.Event()
    begin = time.monotonic()

    with pytest.raises(FetchError, match="its name was not looked up in time"):
        meter(0.2).in_time(lambda: done.wait(30))

    assert time.monotonic() - begin < 1
    done.set()


def test_nothing_is_done_without_time():
    """Once the time of a fetch is over every step of it fails."""
    with pytest.raises(FetchError, match="was not complete in the time that a fetch may take"):
        meter(-1).timeouts()


def test_timeouts_fit_into_what_is_left():
    """A look-up (half), four connection attempts and a handshake (a tenth each) fit into the time that is left."""
    connect, read = meter(1).timeouts()

    assert 0 < 0.5 + 5 * connect <= 1
    assert 0 < read <= 1


def test_bytes_are_counted():
    """What comes within the bytes that are left is read; the first byte beyond them is a failure."""
    ours, theirs = socket.socketpair()
    with ours, theirs, closing(MeteredStream(ours, ours.makefile("rb", buffering=0), meter())) as stream:
        theirs.sendall(b"1234567890")
        assert stream.read(20) == b"1234567890"
        theirs.sendall(b"1")
        with pytest.raises(FetchError, match="its answer is larger than feeder reads"):
            stream.read(20)


@pytest.mark.parametrize(("seconds", "silence", "error"), [(5, 0.05, TimeoutError), (0.05, 5, FetchError)])
def test_silence_is_told_from_the_deadline(seconds, silence, error):
    """A server that is silent for too long times out; when it is the fetch that ends, that is said."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        measured = MeteredStream(ours, ours.makefile("rb", buffering=0), meter(seconds, silence=silence))
        with closing(measured) as stream, pytest.raises(error):
            stream.read(1)
