"""A story: a folder of snapshots, and the feed that must stand after each.

    tests/stories/edit_keeps_id/
        rule.txt           the rule, in one sentence
        feeder.toml        only where the usual configuration does not do
        1.txt, 2.txt, …    what `ticker/ticker.txt` holds at each step; `.html` for a page
        2+more.txt         a further file, `ticker/more.txt`, that comes at step 2
        2-more.txt         an empty file: `ticker/more.txt` goes at step 2
        1.feed, 2.feed, …  what must stand then: the source's state, and each entry of `all.atom`

Five minutes pass between two steps, in the files' modification times and nowhere else. `pytest --accept` writes the
`.feed` files anew; whoever reads the difference decides.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lxml import etree

from feeder import config, run, store
from feeder.model import State
from feeder.sources import Terms
from feeder.work import Work

HERE = Path(__file__).parent
BEGIN = datetime(2026, 2, 4, 20, 0, tzinfo=UTC)
STEP = timedelta(minutes=5)
ATOM = {"a": "http://www.w3.org/2005/Atom"}
CONFIG = """
[site]
title = "Stories"
url = "http://127.0.0.1:8080/"
authority = "example.org,2026"
output = "public"
state = "{state}"

[[source]]
name = "ticker"
folder = "ticker/*"
timezone = "Europe/Berlin"
language = "de"

[[topic]]
name = "all"
query = "*"

[[topic]]
name = "angriffe"
query = "Angriff OR Beschuss"
"""


def names() -> list[str]:
    """The names of all stories."""
    return sorted(path.parent.name for path in HERE.glob("*/rule.txt"))


@dataclass(frozen=True, slots=True)
class Told:
    """What a pass left behind: the states of the sources, and all files with their times."""

    states: tuple[str, ...]
    files: dict[str, tuple[bytes, int]]

    @property
    def contents(self) -> dict[str, bytes]:
        """The files without their times."""
        return {name: content for name, (content, _) in self.files.items()}


@dataclass(frozen=True, slots=True)
class Stage:
    """A place where a story is played: an empty folder with its configuration."""

    story: Path
    folder: Path

    @property
    def steps(self) -> list[int]:
        """The numbers of the steps."""
        return sorted({int(match[1]) for path in self.story.iterdir() if (match := re.match(r"(\d+)[.+-]", path.name))})

    @property
    def toml(self) -> Path:
        """The configuration."""
        return self.folder / "feeder.toml"

    def place(self, step: int) -> None:
        """Put the step's files where the source reads them."""
        ticker = self.folder / "ticker"
        for path in sorted(self.story.iterdir()):
            match = re.fullmatch(rf"{step}([.+-])(.+)", path.name)
            if not match or path.suffix == ".feed":
                continue
            target = ticker / (f"ticker.{match[2]}" if match[1] == "." else match[2])
            if match[1] == "-":
                target.unlink()
                continue
            shutil.copyfile(path, target)
            moment = (BEGIN + step * STEP).timestamp()
            os.utime(target, (moment, moment))

    def told(self, states: tuple[str, ...]) -> Told:
        """What stands now."""
        public = self.folder / "public"
        files = {
            path.relative_to(public).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in sorted(public.rglob("*"))
            if path.is_file()
        }
        return Told(states=states, files=files)


def stage(name: str, folder: Path, state: str | None = None) -> Stage:
    """A stage for the story in an empty folder; `state` is the database, a file there if none is given."""
    (folder / "ticker").mkdir(parents=True)
    given = HERE / name / "feeder.toml"
    text = given.read_text("utf-8") if given.exists() else CONFIG
    (folder / "feeder.toml").write_text(text.replace("{state}", state or "sqlite:///state/feeder.db"), "utf-8")
    return Stage(HERE / name, folder)


def play(where: Stage, one_pass: Callable[[Stage, datetime], tuple[str, ...]] | None = None) -> Iterator[Told]:
    """What stands after each step."""
    for step in where.steps:
        where.place(step)
        yield where.told((one_pass or in_process)(where, BEGIN + step * STEP + timedelta(seconds=30)))


def in_process(where: Stage, now: datetime) -> tuple[str, ...]:
    """One pass, in this process."""
    settings = config.load(where.toml)
    opened = store.connect(settings.state)
    try:
        work = Work(config=settings, store=opened, terms=Terms(once=True, pause=lambda _seconds: None))
        report = run.once(work, now)
    finally:
        opened.close()
    assert report.unwritten == ()
    return tuple(_state(status.source, status.state, status.reason, where) for status in report.statuses)


def by_command(where: Stage, _now: datetime) -> tuple[str, ...]:
    """One pass, by the command that users call, at the time that it is."""
    ended = subprocess.run(
        [sys.executable, "-m", "feeder", "run", "--once", "--config", where.toml],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert "Traceback" not in ended.stderr
    found = tuple(
        _state(match[1], State(match[2]), match[3], where)
        for match in re.finditer(r"^feeder: source (\S+) is (\w+): (.*)$", ended.stderr, re.MULTILINE)
    )
    assert ended.returncode == (0 if all(_is_well(state) for state in found) else 1), ended.stderr
    return found


def _is_well(state: str) -> bool:
    return re.match(r"[^:]+: (ok|waiting)", state) is not None


def _state(source: str, state: State, reason: str, where: Stage) -> str:
    return f"{source}: {state}" + (f": {reason.replace(str(where.folder), '…')}" if reason else "")


def shown(told: Told) -> str:
    """What stands, as a person reads it: the states that need a look, then the entries."""
    root = etree.fromstring(told.files["all.atom"][0])
    ill = [state for state in told.states if not re.search(r": (ok|waiting)$", state)]  # a remark is shown, too
    head = [*(ill or ["all well"]), f"feed updated {_value(root, 'updated')}", ""]
    return "\n".join(head + [line for entry in root.iterfind("a:entry", ATOM) for line in _entry(entry)])


def _entry(entry: etree._Element) -> Iterator[str]:
    published, updated = _value(entry, "published"), _value(entry, "updated")
    yield f"{published}  {_value(entry, 'title')}"
    yield f"  {_value(entry, 'id')}"
    if updated != published:
        yield f"  updated {updated}"
    text = etree.fromstring(f"<div>{_value(entry, 'content')}</div>", etree.HTMLParser())
    yield f"  {' '.join(text.itertext()).strip()}"
    yield ""


def _value(element: etree._Element, name: str) -> str:
    return element.findtext(f"a:{name}", "", ATOM)
