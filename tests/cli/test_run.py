"""feeder run: one pass, and the daemon."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from urllib.request import urlopen

import pytest

from feeder.config import load


def test_a_pass_writes_feeds(call, site):
    """One pass reads the source, writes all files, and says nothing where nobody watches."""
    ran = call("run", "--once")

    assert (0, "", "") == (ran.status, ran.out, ran.err)
    assert [
        "_status.atom",
        "_status.json",
        "all.atom",
        "all.html",
        "feeds.opml",
        "index.html",
        "strom.atom",
        "strom.html",
    ] == sorted(path.name for path in (site / "public").iterdir())


def test_a_second_pass_changes_nothing(call, site, snapshot):
    """Without news no file is touched."""
    call("run", "--once")
    before = snapshot(site / "public")

    assert (0, before) == (call("run", "--once").status, snapshot(site / "public"))


def test_a_source_that_fails(call, site):
    """A source that cannot be read gives the status 1 and its reason; feeds are there all the same."""
    (site / "ticker" / "1.txt").write_text("", "utf-8")
    os.utime(site / "ticker" / "1.txt", (1_772_800_000, 1_772_800_000))
    ran = call("run", "--once")

    assert (1, "", "feeder: source live is broken: 1.txt: no ticker: it is empty\n") == (ran.status, ran.out, ran.err)
    assert (site / "public" / "all.atom").exists()


def test_an_example_that_fails(call, site):
    """An example that a query gets wrong is told with its line, and the pass is made all the same."""
    with (site / "feeder.toml").open("a", encoding="utf-8") as file:
        file.write('ignores = ["Der Strom ist da"]\n')
    ran = call("run", "--once")

    assert (0, "") == (ran.status, ran.out)
    assert ran.err.startswith("feeder: warning: ")
    assert 'feeder.toml:20: [[topic]] strom: ignores: "Der Strom ist da" should not' in ran.err
    assert (site / "public" / "all.atom").exists()


def test_files_that_cannot_be_written(call, site):
    """A feed that cannot be written gives the status 1 and the reason."""
    (site / "public").touch()
    ran = call("run", "--once")

    assert (1, "") == (ran.status, ran.out)
    assert ran.err.startswith("feeder: ")


def test_a_configuration_with_faults(call, site):
    """A configuration with faults gives the status 2, and nothing is written."""
    (site / "feeder.toml").write_text("[site]\n", "utf-8")

    assert (2, ["feeder.toml", "ticker"]) == (call("run", "--once").status, sorted(p.name for p in site.iterdir()))


def test_a_store_that_cannot_be_opened(call, site):
    """A store that is none gives the status 2."""
    (site / "state").mkdir()
    (site / "state" / "feeder.db").write_bytes(b"no database" * 100)

    assert 2 == call("run", "--once").status


@pytest.fixture
def daemon(site):
    """Starts `feeder run` with options in a process of its own; it is ended after the test."""
    started: list[subprocess.Popen[str]] = []

    def start(*options):
        process = subprocess.Popen(
            [sys.executable, "-m", "feeder", "run", *options],
            cwd=site,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_the_daemon_serves(call, daemon):
    """It tells where the feeds are, serves them there, and ends well when it is told to."""
    call("run", "--once")
    port = free_port()
    process = daemon("--serve", "--port", str(port))
    said = [process.stdout.readline().rstrip("\n") for _ in range(6)]
    status = urlopen(f"http://127.0.0.1:{port}/all.atom", timeout=10).status
    process.send_signal(signal.SIGTERM)
    _, log = process.communicate(timeout=20)

    url = f"http://127.0.0.1:{port}/"
    assert [
        f"Ticker: {url}",
        f"  {url}all.atom",
        f"  {url}all.html",
        f"  {url}strom.atom",
        f"  {url}strom.html",
        "Subscribe to an address that ends in .atom with any feed reader; Ctrl-C ends.",
    ] == said
    assert (200, 0, True) == (status, process.returncode, "event=started" in log)


def test_the_daemon_serves_where_the_site_says(daemon, site):
    """Without a port it serves at that of the site's address."""
    port = free_port()
    text = (site / "feeder.toml").read_text("utf-8")
    (site / "feeder.toml").write_text(text.replace("8080", str(port)), "utf-8")
    process = daemon("--serve")
    assert f"Ticker: http://127.0.0.1:{port}/\n" == process.stdout.readline()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)

    assert 0 == process.returncode


def test_the_daemon_alone(daemon):
    """Without a server it works in silence, and logs as it is told."""
    process = daemon("--log", "json")
    first = process.stderr.readline()
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=20)

    assert (0, "") == (process.returncode, out)
    assert re.match(r'\{.*"event": "started"', first)


@pytest.mark.usefixtures("place")
def test_an_address_of_six(call):
    """A host that is an IPv6 address stands in brackets in the feeds' links."""
    run = import_module("feeder.cli.run")
    call("init")

    assert "http://[::1]:8090/" == run._moved(load(Path("feeder.toml")), "::1", 8090).site.url
