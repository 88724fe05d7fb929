"""The command line in this process, a configuration, and a ticker."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from feeder.cli import main

CONFIG = """\
[site]
title = "Ticker"
url = "http://127.0.0.1:8080/"
authority = "example.org,2026"

[[source]]
name = "live"
folder = "ticker/*.txt"
timezone = "Europe/Berlin"
language = "de"

[[topic]]
name = "all"
title = "Everything"
query = "*"

[[topic]]
name = "strom"
query = "Strom"
"""
TICKER = """ date 2026-03-06 Nach der Sturmflut räumt die Stadt auf.

Die Stadt räumt auf, die Schulen bleiben zu.

09.25 Uhr: Feuerwehr zählt 64 Einsätze
Seit Mitternacht ist die Feuerwehr 64 Mal ausgerückt, meist wegen voller Keller.

08.05 Uhr: Die Insel hat wieder Strom
Am Morgen floss in den ersten Straßen wieder Strom. Ein Kabel am Deich war gerissen.

06.20 Uhr: 130 Menschen verbringen die Nacht in der Halle
In der Sporthalle haben 130 Menschen übernachtet. Helfer gaben Tee und Decken aus.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with nothing in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FEEDER_CONFIG", raising=False)
    return tmp_path


@pytest.fixture
def site(place: Path) -> Path:
    """The working directory, with a configuration and a ticker that has come to rest."""
    (place / "feeder.toml").write_text(CONFIG, "utf-8")
    (place / "ticker").mkdir()
    ticker = place / "ticker" / "1.txt"
    ticker.write_text(TICKER, "utf-8")
    os.utime(ticker, (1_772_800_000, 1_772_800_000))
    return place


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """`call("run", "--once")`: the command line in this process."""

    def run(*arguments: str | Path) -> Result:
        with pytest.raises(SystemExit) as ended:
            main([str(each) for each in arguments])
        said = capsys.readouterr()
        status = ended.value.code
        return Result(status=status if isinstance(status, int) else 0, out=said.out, err=said.err)

    return run


def files(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Each file below the folder with its bytes and its modification time."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def snapshot() -> Callable[[Path], dict[str, tuple[bytes, int]]]:
    """Each file below a folder with its bytes and its modification time."""
    return files
