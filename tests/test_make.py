"""The commands of the Makefile, as a user runs them in a fresh checkout."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NOT_IN_A_CHECKOUT = shutil.ignore_patterns(
    ".git", ".venv", ".*_cache", "__pycache__", "public", "state", "build", "dist"
)
SECONDS_TO_SERVE = 90


@pytest.fixture
def checkout(tmp_path):
    """A fresh checkout, in a folder whose name has blanks."""
    return Path(shutil.copytree(ROOT, tmp_path / "my feeder", ignore=NOT_IN_A_CHECKOUT))


def make(checkout, *arguments, **options):
    return subprocess.run(
        ["make", *arguments, f"PYTHON={sys.executable}"],
        cwd=checkout,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


def environment() -> dict[str, str]:
    """This one's, but for what the make that runs these tests hands down, and what would set feeder up otherwise."""
    inherited = (
        "MAKEFLAGS",
        "MAKELEVEL",
        "MFLAGS",
        "FEEDER_CONFIG",
        "COVERAGE_PROCESS_CONFIG",
        "COVERAGE_PROCESS_START",
    )
    return {name: value for name, value in os.environ.items() if name not in inherited}


def test_another_python_is_asked_for_where_it_is_too_old(checkout, tmp_path):
    """Where Python is too old or lacks venv, make says what it needs and how to name another one."""
    old = tmp_path / "old python"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit\nexit 1\n')
    old.chmod(0o755)
    result = subprocess.run(
        ["make", "run", f"PYTHON={old}"], cwd=checkout, env=environment(), capture_output=True, text=True, check=False
    )

    assert result.returncode == 2
    assert result.stderr.startswith(
        "make: feeder needs Python 3.11 or newer, with venv (Debian: python3-venv).\n"
        f"{old} is not: Python 3.9.2\n"
        "Name another one: make run PYTHON=python3.13\n"
    )
    assert not (checkout / ".venv").exists()


@pytest.mark.long
@pytest.mark.timeout(300)
def test_make_run_serves_the_example(checkout):
    """In a fresh checkout `make run` sets up, and serves feeds that name their own address, within 90 seconds."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    begun = time.monotonic()
    command = ["make", "run", f"PORT={port}", f"PYTHON={sys.executable}"]
    with subprocess.Popen(
        command,
        cwd=checkout,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as process:
        try:
            opml = first_answer(f"http://127.0.0.1:{port}/feeds.opml", process)
            served_after = time.monotonic() - begun
            feeds = re.findall(r'xmlUrl="([^"]+)"', opml)
            atoms = [urllib.request.urlopen(feed).read().decode() for feed in feeds]
            os.killpg(process.pid, signal.SIGINT)
            process.communicate(timeout=15)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)

    assert len(feeds) >= 4
    assert served_after <= SECONDS_TO_SERVE
    for feed, atom in zip(feeds, atoms, strict=True):
        assert feed.startswith(f"http://127.0.0.1:{port}/")
        assert feed in re.search(r'<link[^>]+rel="self"[^>]*>', atom)[0]


def first_answer(url: str, process: subprocess.Popen) -> str:
    """What the address gives as soon as it gives something."""
    while process.poll() is None:
        try:
            return urllib.request.urlopen(url, timeout=5).read().decode()
        except urllib.error.HTTPError as error:  # it serves, but nothing has been published yet
            error.close()
        except OSError:  # nobody listens yet
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.2)
    pytest.fail(f"make run ended with {process.returncode}:\n{process.stdout.read().decode()}")


@pytest.mark.long
@pytest.mark.timeout(300)
def test_make_install_lays_everything_out(checkout, tmp_path):
    """`make install` lays out program, unit and configuration; again, it keeps the configuration; uninstall too."""
    destination = tmp_path / "image"
    first = make(checkout, "install", f"DESTDIR={destination}")
    configuration = destination / "etc/feeder/feeder.toml"
    written = configuration.read_text("utf-8") if first.returncode == 0 else first.stderr
    configuration.write_text(written + "# mine\n", "utf-8")
    second = make(checkout, "install", f"DESTDIR={destination}")
    scripts = [(destination / "opt/feeder/bin" / name).read_text("utf-8") for name in ("feeder", "pip")]
    version = subprocess.run(
        [destination / "opt/feeder/bin/python", "-m", "feeder", "--version"],
        capture_output=True,
        text=True,
        check=False,
    )
    unit = (destination / "usr/local/lib/systemd/system/feeder.service").read_text("utf-8")

    assert (0, 0) == (first.returncode, second.returncode), first.stderr + second.stderr
    assert "@" not in re.sub("#.*", "", written)
    assert configuration.read_text("utf-8") == written + "# mine\n"
    assert (configuration.stat().st_mode & 0o777, configuration.parent.stat().st_mode & 0o777) == (0o640, 0o750)
    assert all(script.startswith("#!/opt/feeder/bin/python") for script in scripts)
    assert version.stdout.startswith("feeder ")
    assert "ExecStart=/opt/feeder/bin/feeder run --config /etc/feeder/feeder.toml\n" in unit

    removed = make(checkout, "uninstall", f"DESTDIR={destination}")
    left = {path.relative_to(destination).as_posix() for path in destination.rglob("*") if not path.is_dir()}

    assert (0, {"etc/feeder/feeder.toml"}) == (removed.returncode, left)
