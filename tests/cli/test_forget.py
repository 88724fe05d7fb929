"""feeder forget, feeder feeds prune."""

from __future__ import annotations

import json
import re
import shutil

import pytest


@pytest.fixture
def entry(call, site) -> str:
    """The last part of the id of an entry that stands in the feeds."""
    del site
    call("run", "--once")
    return re.findall(r"<id>tag:[^<]*/([a-z2-7]{16})</id>", _read("public/all.atom"))[0]


def _read(name: str) -> str:
    from pathlib import Path

    return Path(name).read_text("utf-8")


def test_an_entry(call, entry, site):
    """An entry is forgotten by the last part of its id; copies of the store that hold it are named."""
    [file] = site.rglob("*.db")
    shutil.copy(file, file.with_name("copy.db"))
    told = call("forget", entry)

    assert (0, "") == (told.status, told.err)
    assert re.match(rf"1 entry forgotten: tag:\S+/{entry}\n.*/copy\.db: a copy of the store that still", told.out)
    assert "Backups of the store" in told.out
    assert f"<id>tag:example.org,2026:live/{entry}" not in _read("public/all.atom")


@pytest.mark.usefixtures("entry")
def test_a_source(call):
    """All entries of a source are forgotten at once."""
    told = call("forget", "--source", "live")
    held = json.loads(call("status", "--json").out)

    assert (0, "3 entries forgotten") == (told.status, told.out.splitlines()[0])
    assert [0, 0] == [topic["entries"] for topic in held["topics"]]


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize(
    ("arguments", "status", "why"),
    [
        ((), 2, "name either an entry or a source"),
        (("a", "--source", "live"), 2, "name either an entry or a source"),
        (("zzzz",), 1, "zzzz: no entry has this id"),
        (("--source", "nobody"), 1, "nobody: no source has this name; known are live"),
    ],
)
def test_what_is_not_there(call, arguments, status, why):
    """Who names nothing, or what is not there, is told so, and nothing is forgotten."""
    told = call("forget", *arguments)

    assert (status, True) == (told.status, why in told.err)


def test_prune(call, site, entry):
    """Files of topics that went are taken away and named."""
    del entry
    toml = site / "feeder.toml"
    text = toml.read_text("utf-8")
    toml.write_text(text[: text.index('[[topic]]\nname = "strom"')], "utf-8")
    told = call("feeds", "prune")

    assert (0, "strom.atom\nstrom.html\n2 files taken away\n") == (told.status, told.out)


def test_files_that_cannot_be_written_anew(call, site, entry):
    """A file of a topic that went is named when it had to be taken away with the entry."""
    toml = site / "feeder.toml"
    text = toml.read_text("utf-8")
    toml.write_text(text.replace('name = "all"', 'name = "every"'), "utf-8")
    told = call("forget", entry)

    assert (0, True) == (told.status, "all.atom: taken away: it held it" in told.out)
