"""What commands share: progress on a terminal, tables, counts."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios

import pytest

from feeder.cli.common import counted, progress
from feeder.clock import now

WORK = """
import sys
from itertools import count
import click
from feeder.cli.common import progress

with progress(clock=map(float, count(0, {step})).__next__) as tell:
    for done in range(4):
        tell("reading" if done < 3 else "writing", done, 4)
    click.echo("a result")
    click.echo("a remark", err=True)
"""


def on_terminal(*command, columns=80, stdout=None, **options):
    """What a command writes to a terminal of this width; its standard output may go elsewhere."""
    controller, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "NO_COLOR"}}
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=stdout or terminal,
        stderr=terminal,
        env=environment | {"TERM": "xterm-256color"},
        **options,
    ):
        os.close(terminal)
        said = b"".join(iter(lambda: read(controller), b""))
    os.close(controller)
    return said.decode().replace("\r\n", "\n")


def read(controller) -> bytes:
    """What comes from the terminal; nothing once nobody holds its other end."""
    try:
        return os.read(controller, 65536)
    except OSError:
        return b""


def test_quick_work_shows_no_bar():
    """On a terminal, work that takes less than a second shows nothing but its results."""
    assert "a result\na remark\n" == on_terminal(sys.executable, "-c", WORK.format(step=0.1))


def test_long_work_shows_a_bar(tmp_path):
    """Longer work shows how far it is and takes the bar away; results that go to a file do so whole."""
    with (tmp_path / "out").open("wb") as out:
        said = on_terminal(sys.executable, "-c", WORK.format(step=0.6), stdout=out)

    assert "a result\n" == (tmp_path / "out").read_text()
    assert [True, True, True, True] == [part in said for part in ("reading", "writing", "3/4", "a remark\n")]
    assert said.endswith("\x1b[1A\x1b[2K")


def test_nobody_watches(capsys):
    """Without a terminal nobody is told, however long it takes."""
    with progress(clock=iter([0.0, 5.0, 10.0]).__next__) as tell:
        tell("reading", 0, 2)

    assert ("", "") == tuple(capsys.readouterr())


@pytest.mark.parametrize("columns", [80, 120])
def test_a_table_fits_the_terminal(site, columns):
    """On a terminal no row of a table is longer than a line: the title is cut, and shows it, all else is whole."""
    title = "Ein Titel, der länger ist als jede Zeile, die ein Bildschirm mit achtzig oder hundertzwanzig Spalten hat"
    ticker = site / "ticker" / "1.txt"
    ticker.write_text(ticker.read_text("utf-8").replace("Feuerwehr zählt 64 Einsätze", title), "utf-8")
    said = on_terminal(sys.executable, "-m", "feeder", "parse", ticker, columns=columns, cwd=site)
    rows = [line.rstrip() for line in said.split("\n")]

    assert columns == max(map(len, (row.replace("\x1b[1m", "").replace("\x1b[0m", "") for row in rows[1:4])))
    assert rows[1].startswith("2026-03-06 09:25          80  Ein Titel, ")
    assert rows[1].endswith("…")


def test_a_pass_by_hand_says_what_it_did(site):
    """On a terminal one pass tells where the feeds are, and which source waits for its first file."""
    (site / "ticker" / "1.txt").unlink()
    said = on_terminal(sys.executable, "-m", "feeder", "run", "--once", cwd=site)

    assert f"live: no file matches {site}/ticker/*.txt yet\n1 source, 2 topics: feeds in {site}/public\n" == said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [((1, "source"), "1 source"), ((2, "source"), "2 sources"), ((0, "entry", "entries"), "0 entries")],
)
def test_counts(arguments, words):
    """Things are counted in words that fit their number."""
    assert words == counted(*arguments)


def test_the_time_has_a_zone():
    """Moments are aware."""
    assert now().tzinfo is not None
