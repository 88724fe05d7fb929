"""Writes what this version leaves behind, for the tests of those to come: tests/upgrade/VERSION/.

Run it once before a release, and commit the folder: `.venv/bin/python tests/upgrade/make_release.py`. A folder that
stands is never written again: what a version left behind is what users have.

    ticker.txt   the ticker, as it stood there at the last pass
    store.sql    the store as text; FOLDER stands for the folder in which it was
    alle.atom    the feed that readers have seen

A later version reads some texts otherwise. So the store is made as by a reader that kept a caption in its entry's
text, and saw no title in another one.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from feeder import __version__, config, run, store
from feeder.sources import Terms
from feeder.work import Work

HERE = Path(__file__).parent
NOON = datetime(2026, 2, 4, 12, tzinfo=UTC)
TOML = """\
[site]
title = "Upgrade"
url = "http://127.0.0.1:8080/"
authority = "example.org,2026"
output = "public"
state = "sqlite:///state/feeder.db"

[[source]]
name = "linde"
folder = "ticker/*.txt"
timezone = "Europe/Berlin"
language = "de"

[[topic]]
name = "alle"
query = "*"
edits = true
"""
FERRY = """\
4. Februar, 10.10 Uhr: Fähre fährt

Die Fähre nimmt wieder Fahrgäste mit, Autos noch nicht.

"""
BRIDGE = """\
4. Februar, 11.35 Uhr: Brücke gesperrt

Die Brücke über die Linde bleibt bis {day} gesperrt, sagt die Leitstelle.

"""
POWER = """\
4. Februar, 12.40 Uhr: Strom zurück

In der Altstadt gibt es wieder Strom, auch die Ampeln gehen.

Foto: Jule Petersen/Lindenpresse

"""
ALARM = """\
4. Februar, 12.45 Uhr: Luftalarm

Entwarnung nach einer halben Stunde.

"""


def states() -> list[str]:
    """The ticker: at first, after an edit, and three times without an entry that it took back."""
    first = ALARM + POWER + BRIDGE.format(day="Donnerstag") + FERRY
    edited = first.replace("Donnerstag", "Freitag")
    without = edited.replace(ALARM, "")
    return [first, edited, *(without + "\n" * count for count in range(3))]


def one_pass(folder: Path, text: str, now: datetime) -> None:
    """The ticker holds the text, and a pass is made."""
    ticker = folder / "ticker" / "ticker.txt"
    ticker.write_text(text, "utf-8")
    os.utime(ticker, (now.timestamp() - 60,) * 2)
    settings = config.load(folder / "feeder.toml")
    opened = store.connect(settings.state)
    try:
        work = Work(config=settings, store=opened, terms=Terms(once=True))
        run.once(work, now)
    finally:
        opened.close()


def read_otherwise(db: sqlite3.Connection) -> None:
    """The store, as a reader leaves it that kept captions in the text and saw no title above a short one."""

    def caption(item: dict[str, Any]) -> None:
        item["text"] = "\n\n".join([item["text"], *item["captions"]])
        item["html"] += "".join(f"<p>{each}</p>" for each in item["captions"])
        item["captions"] = []

    def title(item: dict[str, Any]) -> None:
        item["text"] = f"{item['title']}\n\n{item['text']}"
        item["html"] = f"<p>{item['title']}</p>{item['html']}"
        item["title"] = None

    _change(db, "Strom zurück", caption)
    _change(db, "Fähre fährt", title)


def _change(db: sqlite3.Connection, title: str, change: Callable[[dict[str, Any]], None]) -> None:
    for table in ("entry", "revision"):
        for row, text in db.execute(f"SELECT rowid, item FROM {table} WHERE item LIKE ?", (f"%{title}%",)).fetchall():  # noqa: S608  # our own names
            item = json.loads(text)
            change(item)
            told = json.dumps(item, ensure_ascii=False, sort_keys=True)
            db.execute(f"UPDATE {table} SET item = ? WHERE rowid = ?", (told, row))  # noqa: S608  # our own names
    db.commit()


def written_anew(folder: Path, now: datetime) -> None:
    """The feeds say what the store says."""
    settings = config.load(folder / "feeder.toml")
    opened = store.connect(settings.state)
    try:
        run.rebuild(Work(config=settings, store=opened, terms=Terms(once=True)), now)
    finally:
        opened.close()


def main() -> None:
    """Write the folder of this version, unless it stands there."""
    target = HERE / __version__
    if target.exists():
        sys.exit(f"{target} stands there: what {__version__} left behind is not written again")
    folder = Path(tempfile.gettempdir(), "feeder-upgrade")  # a name without digits: the store pads them in paths
    (folder / "ticker").mkdir(parents=True)
    try:
        (folder / "feeder.toml").write_text(TOML, "utf-8")
        for step, text in enumerate(states()):
            one_pass(folder, text, NOON + timedelta(minutes=5 * step))
        db = sqlite3.connect(folder / "state" / "feeder.db")
        read_otherwise(db)
        written_anew(folder, NOON + timedelta(hours=1))
        told = "\n".join(db.iterdump()).replace(str(folder), "FOLDER")
        db.close()
        target.mkdir()
        (target / "store.sql").write_text(told + "\n", "utf-8")
        (target / "ticker.txt").write_text(states()[-1], "utf-8")
        (target / "alle.atom").write_bytes((folder / "public" / "alle.atom").read_bytes())
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
