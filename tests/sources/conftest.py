"""A web server on loopback that answers as a test tells it to, and the values that all tests of this folder use."""

from __future__ import annotations

import socket
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import pytest

from feeder.model import Source

Step = bytes | Callable[[socket.socket, threading.Event], None]


def head(status: str, *headers: str) -> bytes:
    """A status line and headers; a header may hold any byte as its Latin-1 character."""
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "Connection: close", "", ""]).encode("latin-1")


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """A whole answer, framed by its length."""
    return head(status, *headers, f"Content-Length: {len(body)}") + body


def dripping(start: bytes, drop: bytes) -> Step:
    """Sends the start at once, then a drop again and again until the test ends."""

    def drip(connection: socket.socket, stopped: threading.Event) -> None:
        connection.sendall(start)
        while not stopped.wait(0.05):
            connection.sendall(drop)

    return drip


@dataclass(frozen=True, slots=True)
class Request:
    path: str
    headers: dict[str, str]


@dataclass(slots=True)
class Server:
    """`answers` has what to send for each path: one step for each request in turn, of which the last one stays."""

    listener: socket.socket
    answers: dict[str, Sequence[Step]] = field(default_factory=lambda: defaultdict(lambda: [head("404 Not Found")]))
    requests: list[Request] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)
    # For the tests, which cannot import this file.
    head = staticmethod(head)
    answer = staticmethod(answer)
    dripping = staticmethod(dripping)

    def url(self, path: str = "/live") -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}{path}"

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    def run(self) -> None:
        with suppress(OSError):  # the listener is closed when the test ends
            while True:
                connection, _ = self.listener.accept()
                threading.Thread(target=self._serve, args=(connection,)).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):  # the other side left
            data = b""
            while b"\r\n\r\n" not in data:
                if data and not data.startswith(b"GET "):
                    connection.sendall(head("400 Bad Request"))
                    return
                if not (part := connection.recv(65_536)):
                    return
                data += part
            first, *lines = data.decode("latin-1").split("\r\n")
            path = first.split(" ")[1]
            earlier = self.paths().count(path)
            self.requests.append(Request(path, dict(line.split(": ", 1) for line in lines if line)))
            steps = self.answers[path]
            step = steps[min(earlier, len(steps) - 1)]
            if callable(step):
                step(connection, self.stopped)
            else:
                connection.sendall(step)


@pytest.fixture
def server() -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        served = Server(listener)
        served.answers["/robots.txt"] = [head("404 Not Found")]
        accepting = threading.Thread(target=served.run)
        accepting.start()
        yield served
        served.stopped.set()
        listener.shutdown(socket.SHUT_RDWR)
        accepting.join()


@pytest.fixture
def make_source() -> Callable[..., Source]:
    def make(location: str, kind: str = "folder", **more: object) -> Source:
        given = {"name": "sturm", "timezone": ZoneInfo("Europe/Berlin"), "language": "de", "title": "Sturm"}
        return Source(kind=kind, location=location, **(given | more))

    return make
