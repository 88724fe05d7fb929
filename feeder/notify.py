"""The talk with the service manager (sd_notify(3)): a datagram to `$NOTIFY_SOCKET`, silence where there is none."""

from __future__ import annotations

import os
import socket
import time
from contextlib import suppress
from datetime import timedelta

_LONGEST_STATUS = 200
_PATIENCE_SECONDS = 1.0


def tell(**fields: str) -> None:
    """Send fields such as `READY="1"`; several in one message belong together.

    A manager that does not listen is no reason to end: whoever is to be alive for it ends us by its watchdog.
    """
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    # A name that begins with @ is in the abstract namespace, which is written with a NUL.
    target = "\0" + address[1:] if address.startswith("@") else address
    # Each line of a message is a field: a reason that has several would be taken for them.
    message = "\n".join(f"{name}={' '.join(value.split())[:_LONGEST_STATUS]}" for name, value in fields.items())
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as channel, suppress(OSError):
        channel.settimeout(_PATIENCE_SECONDS)
        channel.connect(target)
        channel.sendall(message.encode())


def reloading() -> None:
    """Say that a reload begins; the time in the same message is what newer managers ask for."""
    tell(RELOADING="1", MONOTONIC_USEC=str(time.monotonic_ns() // 1000))


def extend(step: timedelta, status: str) -> None:
    """Say that a start or an end goes on, and that the next word may take as long as the step."""
    tell(EXTEND_TIMEOUT_USEC=str(step // timedelta(microseconds=1)), STATUS=status)


def watchdog_seconds() -> float | None:
    """How often the manager wants a sign of life, in seconds; none if it does not watch (sd_watchdog_enabled(3))."""
    interval = os.environ.get("WATCHDOG_USEC", "")
    meant_for = os.environ.get("WATCHDOG_PID", str(os.getpid()))
    return int(interval) / 1e6 if interval.isdecimal() and int(interval) and meant_for == str(os.getpid()) else None
