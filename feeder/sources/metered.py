"""Connections that cannot outlast a deadline nor bring more than so many bytes.

Every wait for a server goes through `MeteredStream`, below the HTTP library: whatever the library is looping over
(status line, headers, interim answers, chunk sizes, body), each of its reads gets the time and the bytes that are left.
Name look-ups, which the system does not let us interrupt, run in a thread that is left behind if it is late.
"""

from __future__ import annotations

import functools
import io
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import Any

from ssrfguard import Policy
from ssrfguard.requests import SafeAdapter

from feeder.errors import FetchError
from feeder.sources.faults import shown

_CONNECT_SECONDS = 3.05


@dataclass(slots=True, kw_only=True)
class Meter:
    """What one request may still take.

    Attributes:
        address: what is asked for, for messages.
        ends_at: when the whole fetch must be over, on the monotonic clock.
        bytes_left: how many bytes may still come.
        silence: seconds that a server may be silent.
    """

    address: str
    ends_at: float
    bytes_left: int
    silence: float = 10.0

    def seconds(self) -> float:
        """The time that is left; raises FetchError if there is none."""
        left = self.ends_at - time.monotonic()
        if left <= 0:
            raise FetchError(
                f"{shown(self.address)}: its answer was not complete in the time that a fetch may take: "
                "the server is too slow, or never ends; feeder asks again at the next pass"
            )
        return left

    def timeouts(self) -> tuple[float, float]:
        """Seconds for a connection attempt and for a read: look-up, four attempts and handshake fit into the rest."""
        left = self.seconds()
        return min(_CONNECT_SECONDS, left / 10), min(self.silence, left)

    def take(self, count: int) -> None:
        """Notes that so many bytes came; raises FetchError if these are too many."""
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise FetchError(f"{shown(self.address)}: its answer is larger than feeder reads: look at the address")

    def in_time(self, call: Callable[[], Any]) -> Any:
        """What the call returns or raises, in at most half of the time that is left.

        A call that is late is left behind in its thread; that is for those that nobody can interrupt.
        """
        future: Future[Any] = Future()

        def run() -> None:
            try:
                future.set_result(call())
            except Exception as error:  # noqa: BLE001 # it is raised again where it is waited for
                future.set_exception(error)

        # A thread of our own, not a pool's: at exit a pool waits for calls that hang.
        threading.Thread(target=run, name="feeder-in-time", daemon=True).start()
        finished, _ = wait((future,), self.seconds() / 2)
        if not finished:
            raise FetchError(f"{shown(self.address)}: its name was not looked up in time: is the network up?")
        return future.result()


class MeteredAdapter(SafeAdapter):
    """ssrfguard's adapter, whose connections read through a meter."""

    def __init__(self, *, policy: Policy, meter: Meter) -> None:
        self._meter = meter
        super().__init__(policy=policy, resolver=lambda *name: meter.in_time(lambda: socket.getaddrinfo(*name)))

    def init_poolmanager(self, *args: Any, **named: Any) -> None:
        """Gives each kind of connection the metered answer."""
        super().init_poolmanager(*args, **named)
        response_class = staticmethod(functools.partial(_metered, self._meter))
        pools = self.poolmanager.pool_classes_by_scheme
        for scheme, pool in list(pools.items()):
            connection = type("MeteredConnection", (pool.ConnectionCls,), {"response_class": response_class})
            pools[scheme] = type("MeteredPool", (pool,), {"ConnectionCls": connection})


def _metered(meter: Meter, connection: socket.socket, *args: Any, **named: Any) -> HTTPResponse:
    """An answer as http.client makes it, reading through the meter."""
    response = HTTPResponse(connection, *args, **named)
    raw = response.fp.detach()
    response.fp = io.BufferedReader(MeteredStream(connection, raw, meter))
    return response


class MeteredStream(io.RawIOBase):
    """A connection's stream of bytes, of which each read is measured."""

    def __init__(self, connection: socket.socket, raw: Any, meter: Meter) -> None:
        self._connection, self._raw, self._meter = connection, raw, meter

    def readable(self) -> bool:
        """Always: there is nothing else to do with it."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Reads what is there; FetchError if time or bytes are over, TimeoutError if the server is silent."""
        self._connection.settimeout(min(self._meter.silence, self._meter.seconds()))
        try:
            count: int = self._raw.readinto(buffer)
        except TimeoutError:
            self._meter.seconds()  # says so if it was the whole fetch that ran out of time
            raise
        self._meter.take(count)
        return count

    def close(self) -> None:
        """Closes the connection's stream with it."""
        self._raw.close()
        super().close()
