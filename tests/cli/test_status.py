"""feeder status: how the sources do, and what the topics hold."""

from __future__ import annotations

import json
import os
import re

import pytest


def test_before_the_first_pass(call, site, snapshot):
    """Before anything was read all sources wait, and looking makes no store."""
    before = snapshot(site)
    shown = call("status")

    assert (0, "", before) == (shown.status, shown.err, snapshot(site))
    assert [
        "source  entries  state    since  last good  next due",
        "live          0  waiting  –      –          –",
        "",
        "topic  entries  newest",
        "all          0  –",
        "strom        0  –",
        "",
        "times in Europe/Berlin",
    ] == [line.rstrip() for line in shown.out.splitlines()]


def test_after_a_pass(call, site, snapshot):
    """After a pass each source has its state and times, each topic its entries; looking changes nothing."""
    call("run", "--once")
    before = snapshot(site)
    shown = call("status")
    lines = [line.rstrip() for line in shown.out.splitlines()]

    assert (0, "", before) == (shown.status, shown.err, snapshot(site))
    assert re.fullmatch(r"live          3  ok     \d\d:\d\d  \d\d:\d\d      \d\d:\d\d|.*\d{4}-\d\d-\d\d.*", lines[1])
    assert ["all          3  2026-03-06 09:25", "strom        1  2026-03-06 08:05"] == lines[4:6]


@pytest.mark.usefixtures("site")
def test_json(call):
    """A script gets one documented object, with its version."""
    call("run", "--once")
    shown = call("status", "--json")
    data = json.loads(shown.out)
    source = data["sources"][0]

    assert (0, "", ["version", "sources", "topics"], 1) == (shown.status, shown.err, list(data), data["version"])
    assert ["name", "title", "state", "since", "reason", "last_good_at", "due_at", "entries"] == list(source)
    assert ("live", "live", "ok", "", 3) == tuple(
        source[key] for key in ("name", "title", "state", "reason", "entries")
    )
    assert all(
        re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", source[key]) for key in ("since", "last_good_at", "due_at")
    )
    public = {"private": False, "address": ""}
    assert [
        {"name": "all", "title": "Everything", "entries": 3, "newest": "2026-03-06T08:25:00Z", **public},
        {"name": "strom", "title": "strom", "entries": 1, "newest": "2026-03-06T07:05:00Z", **public},
    ] == data["topics"]


@pytest.mark.usefixtures("site")
def test_json_before_the_first_pass(call):
    """Before anything was read there are no times."""
    (source,) = json.loads(call("status", "--json").out)["sources"]

    assert ("waiting", None, None, None) == tuple(source[key] for key in ("state", "since", "last_good_at", "due_at"))


def test_a_source_that_is_broken(call, site):
    """A source that needs a look gives the status 1, and its reason is shown whole."""
    (site / "ticker" / "1.txt").write_text("", "utf-8")
    os.utime(site / "ticker" / "1.txt", (1_772_800_000, 1_772_800_000))
    call("run", "--once")
    shown = call("status")

    assert (1, True) == (shown.status, "\nlive: 1.txt: no ticker: it is empty\n" in shown.out)


def test_a_source_without_files(call, site):
    """A source that waits for its first file says where it looks."""
    (site / "ticker" / "1.txt").unlink()

    assert f"\nlive: no file matches {site}/ticker/*.txt yet\n" in call("status").out


def test_the_real_command(feeder, site):
    """The command as a user starts it."""
    shown = feeder("status", cwd=site)

    assert (0, "") == (shown.returncode, shown.stderr)
    assert shown.stdout.startswith("source  entries  state")


def test_address_of_a_private_topic(call, site):
    """Where a private topic is served is told here, and nowhere else."""
    toml = site / "feeder.toml"
    toml.write_text(toml.read_text("utf-8").replace('name = "strom"\n', 'name = "strom"\nprivate = true\n'), "utf-8")
    call("run", "--once")

    shown = call("status").out

    assert re.search(r"^strom is private: http://\S+/_private/[0-9a-f]{32}/strom\.atom$", shown, re.MULTILINE)
