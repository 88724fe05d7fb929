"""What jobs do, with a real store and real files."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from feeder import config, upkeep
from feeder.daemon.gate import Gate
from feeder.daemon.passes import Passes


@pytest.fixture
def told():
    """Grows with each change of a state."""
    return []


@pytest.fixture
def gate():
    return Gate()


@pytest.fixture
def passes(work, gate, told, events):  # noqa: ARG001  # what is logged is looked at
    upkeep.prepare(work)
    return Passes(work, gate, lambda: told.append(1))


def test_a_pass(place, passes, told, events):
    """A source that does well is read and due again at its time, and nothing is told."""
    assert timedelta(minutes=5) == passes.over_source("live")
    passes.over_feeds("_feeds")

    assert "64 Einsätze" in place.feed()
    assert ([], []) == (told, events)


def test_a_source_that_is_gone(passes):
    """A source that the configuration names no more is passed over."""
    assert passes.over_source("other") is None


def test_after_the_end(passes, gate, place):
    """After the end nothing is begun."""
    gate.end()
    passes.over_feeds("_feeds")

    assert (None, "") == (passes.over_source("live"), place.feed())


def test_an_end_meanwhile(passes, gate, place):
    """A pass that is under way stops at its next sign of life, and leaves what it has for the next one."""

    def ends(*_progress):
        gate.end()
        gate.sign()

    passes.work = replace(passes.work, progress=ends)

    assert (None, "") == (passes.over_source("live"), place.feed())


def test_a_state_is_told_once(place, passes, told, events):
    """A source that fares ill is told with its reason, once, and again when it is well."""
    text = place.ticker.read_text("utf-8")
    place.put(place.ticker, "no ticker", age=5)
    passes.over_source("live")
    passes.over_source("live")
    troubles = passes.troubles()
    place.put(place.ticker, text, age=5)
    passes.over_source("live")

    reason = "1.txt: no ticker: no line opens with a time"
    assert {"live": reason} == {name: verdict.reason for name, verdict in troubles.items()}
    assert [
        {"event": "state", "source": "live", "state": "broken", "reason": reason, "log_level": "warning"},
        {"event": "state", "source": "live", "state": "ok", "log_level": "info"},
    ] == events
    assert ({}, 2) == (passes.troubles(), len(told))


def test_a_state_after_a_reload(place, passes, events):
    """After a reload it is told anew."""
    shutil.rmtree(place.ticker.parent)
    passes.over_source("live")
    passes.forget()
    passes.over_source("live")

    assert ["waiting", "waiting"] == [event["state"] for event in events]


def test_files_that_are_tickers_of_their_own(place, passes, events):
    """A broken one among them keeps none of the others from its feed, and the soonest decides when all are due."""
    place.configure(place.source + 'tickers = "per-file"\n', place.topic)
    place.put(place.ticker.with_name("2.txt"), "no ticker", age=5)
    place.put(place.ticker.with_name("3.txt"), place.text, age=0)
    passes.work = replace(passes.work, config=config.load(place.config))
    pause = passes.over_source("live")
    passes.over_feeds("_feeds")

    assert timedelta(seconds=2) == pause
    assert "64 Einsätze" in place.feed()
    assert ["live-2"] == [event["source"] for event in events]


def test_a_folder_whose_files_name_no_source(place, passes, events):
    """Files that give no names are told, and looked at again soon; the others are read."""
    place.configure(place.source + 'tickers = "per-file"\n', place.topic)
    place.put(place.ticker.with_name("___.txt"), place.text, age=5)
    passes.work = replace(passes.work, config=config.load(place.config))

    assert timedelta(seconds=30) == passes.over_source("live")
    assert [("state", "degraded")] == [(event["event"], event["state"]) for event in events]
    place.ticker.unlink()
    assert timedelta(seconds=30) == passes.over_source("live")
    assert "pass failed" == events[-1]["event"]


def test_a_store_that_fails(passes, work, events):
    """A store that fails is told once, the source stays due, a folder soon, and when it is well that is told too."""
    with work.store.writing() as db:
        db.execute(sa.text("ALTER TABLE dirty RENAME TO away"))
    pauses = [passes.over_source("live"), passes.over_source("live")]
    passes.over_feeds("_feeds")
    with work.store.writing() as db:
        db.execute(sa.text("ALTER TABLE away RENAME TO dirty"))
    pauses.append(passes.over_source("live"))
    passes.over_feeds("_feeds")

    assert [timedelta(seconds=30), timedelta(seconds=30), timedelta(minutes=5)] == pauses
    assert [
        ("pass failed", "live"),
        ("pass failed", "feeds"),
        ("passed again", "live"),
        ("passed again", "feeds"),
    ] == [(event["event"], event["of"]) for event in events]
    assert "the store fails" in events[0]["reason"]


def test_a_bug(passes, work, events):
    """What nobody expected is told with its traceback, and a server is not asked again before its time."""
    odd = replace(work.config.sources[0], kind="url", location="http://[", every=timedelta(hours=1))
    passes.work = replace(work, config=replace(work.config, sources=(replace(odd, kind="nonsense"),)))

    assert timedelta(hours=1) == passes.over_source("live")
    assert [("pass failed by a bug", "ModuleNotFoundError"), ("state", None)] == [
        (event["event"], type(event["exc_info"]).__name__ if "exc_info" in event else None) for event in events
    ]
    assert {"live": "broken"} == {name: str(verdict.state) for name, verdict in passes.troubles().items()}


def test_feeds_that_cannot_be_written(place, passes, events):
    """What cannot be written is told once, is written as soon as it can be, and that is told too."""
    (place.folder / "public").touch()
    passes.over_source("live")
    passes.over_feeds("_feeds")
    first = len(events)
    passes.over_feeds("_feeds")
    second = len(events)
    (place.folder / "public").unlink()
    passes.over_feeds("_feeds")

    assert first == second > 0
    assert ({"not published"}, "published again") == ({each["event"] for each in events[:-1]}, events[-1]["event"])
    assert "64 Einsätze" in place.feed()
