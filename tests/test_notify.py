"""The talk with the service manager: one that only listens."""

from __future__ import annotations

import os
import socket
import time
from datetime import timedelta

import pytest

from feeder import notify


@pytest.fixture
def manager(tmp_path, monkeypatch):
    """The receiving end, and its name in the environment."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.settimeout(5)
        listener.bind(str(tmp_path / "notify"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield listener


def test_several_fields(manager):
    """Fields that belong together come in one message, a line for each."""
    notify.tell(READY="1", STATUS="3 sources")

    assert b"READY=1\nSTATUS=3 sources" == manager.recv(4096)


def test_a_text_of_several_lines(manager):
    """No line of a text can be taken for a field, and a long one is cut."""
    notify.tell(STATUS="a fault:\nREADY=1 " + "x" * 1000)
    message = manager.recv(4096).decode()

    assert message.startswith("STATUS=a fault: READY=1 xxx")
    assert 1 == len(message.splitlines())
    assert 300 > len(message)


def test_an_abstract_name(monkeypatch):
    """A name that begins with @ belongs to no file."""
    name = f"@feeder-test-{os.getpid()}"
    monkeypatch.setenv("NOTIFY_SOCKET", name)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind("\0" + name[1:])
        notify.tell(WATCHDOG="1")

        assert b"WATCHDOG=1" == listener.recv(4096)


def test_no_manager(monkeypatch):
    """Without a manager nothing is said."""
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    notify.tell(READY="1")


def test_a_manager_that_is_gone(monkeypatch, tmp_path):
    """A manager that does not listen stops nobody."""
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "gone"))
    notify.tell(READY="1")


def test_a_reload(manager):
    """A reload is told with the time of the clock that nobody sets, in microseconds."""
    before = time.monotonic_ns() // 1000
    notify.reloading()
    fields = dict(line.split("=") for line in manager.recv(4096).decode().splitlines())

    assert {"RELOADING", "MONOTONIC_USEC"} == set(fields)
    assert before <= int(fields["MONOTONIC_USEC"]) <= time.monotonic_ns() // 1000


def test_more_time(manager):
    """More time is asked for in microseconds, with the reason."""
    notify.extend(timedelta(seconds=60), "matching: 500 of 9000")

    assert b"EXTEND_TIMEOUT_USEC=60000000\nSTATUS=matching: 500 of 9000" == manager.recv(4096)


@pytest.mark.parametrize(
    ("interval", "pid", "seconds"),
    [
        ("120000000", None, 120.0),
        ("1500000", "own", 1.5),
        ("1500000", "1", None),
        ("0", None, None),
        ("soon", None, None),
        (None, None, None),
    ],
)
def test_the_watchdog(monkeypatch, interval, pid, seconds):
    """The interval is given in microseconds, and only to the process that is meant."""
    for name, value in (("WATCHDOG_USEC", interval), ("WATCHDOG_PID", pid)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, str(os.getpid()) if value == "own" else value)

    assert seconds == notify.watchdog_seconds()
