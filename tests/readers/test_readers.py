"""Real feed readers over successive states of a ticker: nothing doubled, nothing lost, edits seen.

The site has a small window, so that entries leave the feed for archive documents meanwhile.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from feeder import archiving
from tests.test_run import Place

REPORTS = {
    clock: f"4. Februar, {clock} Uhr: Meldung {number} im Hafen\n\nSchiff {number}: {number * 11} Container dabei.\n\n"
    for number, clock in enumerate(("17.10", "17.40", "18.05", "18.35", "19.00", "19.20", "19.40", "20.05"), 1)
}
EDITED = REPORTS["18.05"].replace("Container", "Autos und Lastwagen")
# What stands on the page at each step, the newest first; at the third, one report is edited.
STATES = [
    ["18.35", "18.05", "17.40", "17.10"],
    ["19.20", "19.00", "18.35", "18.05", "17.40"],
    ["19.40", "19.20", "19.00", "18.35", "edited"],
    ["20.05", "19.40", "19.20", "19.00", "18.35"],
]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def served(tmp_path, monkeypatch) -> Iterator[tuple[Place, str]]:
    """A ticker's place, and the address at which its folder is served."""
    monkeypatch.setattr(archiving, "_FULL", 2)
    place = Place(tmp_path / "site")
    place.public.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(place.public)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/"
    place.change("http://127.0.0.1:8080/", address)
    place.change('query = "*"\n', 'query = "*"\nentries = 4\nwindow = "1m"\n')
    yield place, address
    server.shutdown()
    server.server_close()


def play(place: Place, poll: Callable[[], None]) -> None:
    """Each state once, each looked at twice."""
    for step, clocks in enumerate(STATES):
        place.write("".join(REPORTS.get(clock, EDITED) for clock in clocks), minute=5 * step)
        place.once()
        poll()
        poll()


def call(home: Path, *command: str) -> None:
    """Run a reader in a home of its own."""
    environment: Mapping[str, str] = {**os.environ, "HOME": str(home), "LC_ALL": "C.UTF-8", "NO_PROXY": "*"}
    subprocess.run(command, cwd=home, env=environment, check=True, capture_output=True, timeout=60)


def test_newsboat(served, requires, tmp_path):
    """Newsboat holds each report once, the edited one in its new words, and loses none that has left the feed."""
    program = requires("newsboat", package="newsboat")
    place, address = served
    (tmp_path / "urls").write_text(f"{address}alle.atom\n", "utf-8")
    (tmp_path / "config").write_text("", "utf-8")
    files = ["-u", "urls", "-C", "config", "-c", "cache.db"]

    play(place, lambda: call(tmp_path, program, *files, "-x", "reload"))
    with sqlite3.connect(tmp_path / "cache.db") as cache:
        rows = cache.execute("SELECT title, content FROM rss_item ORDER BY pubDate").fetchall()
    cache.close()

    assert (place.public / "archive" / "alle" / "0002.atom").is_file()
    assert [f"Meldung {number} im Hafen" for number in range(1, 9)] == [title for title, _ in rows]
    assert [3] == [number for number, (_, text) in enumerate(rows, 1) if "Autos und Lastwagen" in text]


def test_sfeed(served, requires, tmp_path):
    """Sfeed holds each report once: its ids and dates have not moved."""
    program = requires("sfeed_update", package="sfeed")
    place, address = served
    (tmp_path / "sfeedrc").write_text(
        f'sfeedpath="{tmp_path}/feeds"\nfeeds() {{\n\tfeed "alle" "{address}alle.atom"\n}}\n', "utf-8"
    )

    play(place, lambda: call(tmp_path, program, str(tmp_path / "sfeedrc")))
    lines = (tmp_path / "feeds" / "alle").read_text("utf-8").splitlines()
    assert [f"Meldung {number} im Hafen" for number in range(8, 0, -1)] == [line.split("\t")[1] for line in lines]
