"""The talk with the service manager (sd_notify(3)): a datagram to `$NOTIFY_SOCKET`, silence where there is none."""

from __future__ import annotations

import os
import socket
import time


def tell(**fields: str) -> None:
    """Send fields such as `READY="1"`; several in one message belong together."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    # A name that begins with @ is in the abstract namespace, which is written with a NUL.
    target = "\0" + address[1:] if address.startswith("@") else address
    message = "\n".join(f"{name}={value}" for name, value in fields.items())
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as channel:
        channel.connect(target)
        channel.sendall(message.encode())


def reloading() -> None:
    """Say that a reload begins; the time in the same message is what newer managers ask for."""
    tell(RELOADING="1", MONOTONIC_USEC=str(time.monotonic_ns() // 1000))


def watchdog_seconds() -> float | None:
    """How often the manager wants a sign of life, in seconds; none if it does not watch (sd_watchdog_enabled(3))."""
    interval = os.environ.get("WATCHDOG_USEC", "")
    meant_for = os.environ.get("WATCHDOG_PID", str(os.getpid()))
    return int(interval) / 1e6 if interval.isdigit() and meant_for == str(os.getpid()) else None
