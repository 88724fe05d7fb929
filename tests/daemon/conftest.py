"""The daemon as a process of its own, a site for it, a web server on loopback, and a manager that listens."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import structlog

from feeder import config, store
from feeder.work import Work

SITE = """\
[site]
title = "Ticker"
url = "http://127.0.0.1:8080/"
authority = "example.org,2026"
"""
FOLDER = """
[[source]]
name = "live"
folder = "ticker/*.txt"
timezone = "Europe/Berlin"
language = "de"
"""
TOPIC = """
[[topic]]
name = "all"
title = "Everything"
query = "*"
"""
TICKER = """ date 2026-03-06 Nach der Sturmflut räumt die Stadt auf.

Die Stadt räumt auf, die Schulen bleiben zu.

09.25 Uhr: Feuerwehr zählt 64 Einsätze
Seit Mitternacht ist die Feuerwehr 64 Mal ausgerückt, meist wegen voller Keller.

08.05 Uhr: Die Insel hat wieder Strom
Am Morgen floss in den ersten Straßen wieder Strom. Ein Kabel am Deich war gerissen.
"""
NEWS = """10.10 Uhr: Der Pegel fällt
Seit zehn Uhr fällt der Pegel am Hafen, sagt das Amt für Küstenschutz.

"""


def until(holds: Callable[[], object], seconds: float = 20) -> bool:
    """Whether it holds within so many seconds."""
    end = time.monotonic() + seconds
    pause = threading.Event()
    while time.monotonic() < end:
        with suppress(OSError):  # a file that is not there yet
            if holds():
                return True
        pause.wait(0.02)
    return False


@pytest.fixture(scope="session", name="until")
def until_fixture() -> Callable[..., bool]:
    return until


# ---------------------------------------------------------------- a site


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with a configuration and a ticker."""

    folder: Path
    site: str = SITE
    source: str = FOLDER
    topic: str = TOPIC
    text: str = TICKER

    @property
    def config(self) -> Path:
        return self.folder / "feeder.toml"

    @property
    def ticker(self) -> Path:
        return self.folder / "ticker" / "1.txt"

    def configure(self, *parts: str) -> None:
        """Write the configuration: the site, and these tables."""
        self.config.write_text(self.site + "".join(parts), "utf-8")

    def add_news(self) -> None:
        """A new entry on top of the ticker, in a file that has come to rest."""
        at = self.text.index("09.25 Uhr")
        self.put(self.ticker.with_name("2.txt"), self.text[:at] + NEWS + self.text[at:], age=5)

    def put(self, path: Path, text: str, age: float) -> None:
        """A file, there at once as a whole, that was last modified so many seconds ago."""
        hidden = path.with_name(".new")
        hidden.write_text(text, "utf-8")
        os.utime(hidden, (time.time() - age,) * 2)
        hidden.rename(path)

    def feed(self, name: str = "all") -> str:
        """The feed as it stands; empty if there is none."""
        path = self.folder / "public" / f"{name}.atom"
        return path.read_text("utf-8") if path.exists() else ""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path)
    made.ticker.parent.mkdir()
    made.put(made.ticker, made.text, age=60)
    made.configure(made.source, made.topic)
    return made


@pytest.fixture
def work(place: Place) -> Iterator[Work]:
    """What a pass over the place needs, in this process."""
    settings = config.load(place.config)
    opened = store.connect(settings.state)
    yield Work(config=settings, store=opened)
    opened.close()


@pytest.fixture
def events() -> Iterator[list[dict[str, object]]]:
    """What is logged in this process."""
    with structlog.testing.capture_logs() as caught:
        yield caught


# ---------------------------------------------------------------- the daemon


@dataclass(frozen=True, slots=True)
class Process:
    """The daemon, and what it has logged until now."""

    process: subprocess.Popen[bytes]
    path: Path

    def log(self) -> str:
        return self.path.read_text("utf-8")

    def says(self, text: str, times: int = 1) -> bool:
        """Whether it logs this, so many times, before long."""
        return until(lambda: self.log().count(text) >= times or self.process.poll() is not None) and (
            self.log().count(text) >= times
        )

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.send(number)
        return self.process.wait(timeout=20)

    def count(self, what: str) -> int:
        """How many threads (`task`) or open files (`fd`) it has."""
        return len(os.listdir(f"/proc/{self.process.pid}/{what}"))  # noqa: PTH208  # only their number counts


@pytest.fixture
def daemon(place: Place) -> Iterator[Callable[..., Process]]:
    """Starts `feeder run` with options; it is killed after the test if it still runs."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*options: str, **environment: str) -> Process:
        path = place.folder / f"log{len(started)}"
        inherited = {
            name: value for name, value in os.environ.items() if name not in ("FEEDER_CONFIG", "JOURNAL_STREAM")
        }
        with path.open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "feeder", "run", *options],
                cwd=place.folder,
                stdout=subprocess.DEVNULL,
                stderr=log,
                env=inherited | environment,
            )
        started.append(process)
        return Process(process, path)

    yield start
    for process in started:
        process.kill()
        process.wait()


# ---------------------------------------------------------------- a web server


@dataclass(slots=True)
class Web:
    """A server that gives its text, and counts how often it was asked; or drips, and never comes to an end."""

    text: str
    drips: bool = False
    asked: int = 0
    url: str = ""
    stopped: threading.Event = field(default_factory=threading.Event)

    def source(self, every: str = "10m") -> str:
        """The table of a source that reads it."""
        return (
            f'\n[[source]]\nname = "web"\nurl = "{self.url}"\ntimezone = "Europe/Berlin"\nlanguage = "de"\n'
            f'every = "{every}"\nallow_private = true\nrobots = false\n'
        )


@pytest.fixture
def web(place: Place) -> Iterator[Web]:
    served = Web(place.text)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked += 1
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.end_headers()
            with suppress(OSError):  # the daemon has ended
                self.wfile.write(served.text.encode())
                while served.drips and not served.stopped.wait(0.05):
                    self.wfile.write(b".")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.url = f"http://127.0.0.1:{server.server_port}/live"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield served
    served.stopped.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
