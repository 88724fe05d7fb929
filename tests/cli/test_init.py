"""feeder init: a configuration to begin with."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from feeder.config import load


def test_it_writes_into_a_new_place(call, place):
    """The configuration and the ticker's folder are there, and the user is told how to go on."""
    made = call("init", "new place")

    assert (0, "") == (made.status, made.err)
    assert (
        "wrote new place/feeder.toml\n"
        "next: put a ticker's text into new place/ticker, as a file that ends in .txt, then\n"
        "  feeder run --serve --config 'new place/feeder.toml'\n"
    ) == made.out
    assert ["feeder.toml", "ticker"] == sorted(path.name for path in (place / "new place").iterdir())


def test_it_writes_here(call, place):
    """Without a folder it writes into the working directory, and needs no path afterwards."""
    assert "  feeder run --serve\n" in call("init").out
    assert (place / "feeder.toml").exists()


def test_it_overwrites_nothing(call, place, snapshot):
    """A second time it refuses, and nothing has changed."""
    call("init", "new")
    before = snapshot(place)

    again = call("init", "new")

    assert (2, "", before) == (again.status, again.out, snapshot(place))
    assert "feeder: new/feeder.toml: stands there already, and nothing is overwritten: choose another folder\n" == (
        again.err
    )


@pytest.mark.parametrize("name", ["file", "file/below"])
def test_it_refuses_a_file(call, place, name):
    """Where a file stands, no folder can be made."""
    (place / "file").touch()

    assert (2, [place / "file"]) == (call("init", name).status, list(place.iterdir()))


def test_it_writes_all_or_nothing(call, place):
    """Where a file has the name of the ticker's folder, no configuration is left behind."""
    (place / "ticker").touch()
    refused = call("init")

    assert (2, ["ticker"]) == (refused.status, [path.name for path in place.iterdir()])
    assert "ticker: stands there already" in refused.err


def test_two_installations_differ(call, place):
    """Each one gets an authority of its own, so that no ids are ever alike."""
    call("init", "one")
    call("init", "two")
    authorities = {load(place / name / "feeder.toml").site.authority for name in ("one", "two")}

    assert 2 == len(authorities)
    assert all(re.fullmatch(r"[0-9a-f]{10}\.example\.org,\d{4}", authority) for authority in authorities)


@pytest.mark.parametrize(
    ("environment", "zone"),
    [("America/New_York", "America/New_York"), ("Nowhere/City", None), ("", None)],
)
def test_the_clocks_are_those_of_the_user(call, place, monkeypatch, environment, zone):
    """The ticker's zone is that of the user, else of the machine, else UTC."""
    monkeypatch.setenv("TZ", environment)
    call("init")
    written = load(place / "feeder.toml").sources[0].timezone
    machine = str(Path("/etc/localtime").resolve()).rpartition("/zoneinfo/")[2]

    assert ZoneInfo(zone or (machine if not machine.startswith("/") else "UTC")) == written


def test_what_it_wrote_is_right(feeder, tmp_path):
    """What it wrote passes `check`, and runs at once."""
    made = feeder("init", cwd=tmp_path)
    checked = feeder("check", cwd=tmp_path)
    ran = feeder("run", "--once", cwd=tmp_path)

    assert [(0, "")] * 3 == [(each.returncode, each.stderr) for each in (made, checked, ran)]
    assert ["_status.atom", "_status.json", "all.atom", "all.html", "feeds.opml", "index.html"] == sorted(
        path.name for path in (tmp_path / "public").iterdir()
    )
