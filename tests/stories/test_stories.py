"""Every story, and the laws that hold on all of them."""

from __future__ import annotations

import importlib.util
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from feeder import config, run, store
from feeder.work import Work

# The folder is no package: stories are data, and this module finds its helper beside itself.
_spec = importlib.util.spec_from_file_location("story", Path(__file__).with_name("story.py"))
story = importlib.util.module_from_spec(_spec)
sys.modules["story"] = story
_spec.loader.exec_module(story)

each_story = pytest.mark.parametrize("name", story.names())
# A command for each step takes long: a pass with edits, one that loses a file, and a page are enough for each run.
QUICK = {"edit_keeps_id", "file_goes", "page"}
each_story_by_command = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in QUICK else [pytest.mark.long]) for name in story.names()]
)


@each_story
def test_story(name, tmp_path, accept):
    """After each step, the feed says what the story expects."""
    where = story.stage(name, tmp_path)
    for step, told in zip(where.steps, story.play(where), strict=True):
        expected = where.story / f"{step}.feed"
        if accept:
            expected.write_text(story.shown(told), "utf-8")

        assert expected.read_text("utf-8") == story.shown(told)


@each_story_by_command
def test_by_command(name, tmp_path):
    """The command that users call does the same, whatever the clock says."""
    where = story.stage(name, tmp_path)
    for step, told in zip(where.steps, story.play(where, story.by_command), strict=True):
        assert (where.story / f"{step}.feed").read_text("utf-8") == story.shown(told)


@each_story
def test_again_changes_nothing(name, tmp_path):
    """A second pass over the same files touches no file."""
    where = story.stage(name, tmp_path)
    for told in story.play(where):
        states = story.in_process(where, story.BEGIN + timedelta(days=1))

        assert told == where.told(states)


@each_story
def test_same_bytes(name, tmp_path, postgresql_url):
    """Two empty stores that are fed the same snapshots give the same bytes, on SQLite and on PostgreSQL."""
    one = story.stage(name, tmp_path / "one")
    other = story.stage(name, tmp_path / "other", postgresql_url)
    for told, again in zip(story.play(one), story.play(other), strict=True):
        assert told.contents == again.contents


@each_story
def test_rebuilt_equals_incremental(name, tmp_path):
    """Members and files that are made anew from the store are the ones that grew."""
    where = story.stage(name, tmp_path)
    for told in story.play(where):
        settings = config.load(where.toml)
        opened = store.connect(settings.state)
        faults = run.rebuild(Work(config=settings, store=opened), story.BEGIN + timedelta(days=2))
        opened.close()

        assert faults == ()
        assert told == where.told(told.states)


CORRECTED = {"both_at_once": 1}
"""In how many entries of a story the ticker corrects a clock."""


@each_story
def test_ids_and_times(name, tmp_path):
    """An id stays, with its `published` unless the ticker corrects its clock; `updated` moves forward only."""
    before = {}
    feed_updated = ""
    where = story.stage(name, tmp_path)
    for told in story.play(where):
        root = story.etree.fromstring(told.files["all.atom"][0])
        now = {
            story._value(entry, "id"): (story._value(entry, "published"), story._value(entry, "updated"))
            for entry in root.iterfind("a:entry", story.ATOM)
        }

        assert before.keys() <= now.keys()
        moved = [entry for entry, (published, _) in before.items() if now[entry][0] != published]
        assert len(moved) == (CORRECTED.get(name, 0) if before else 0)
        assert all(now[entry][1] >= updated for entry, (_, updated) in before.items())
        assert feed_updated <= story._value(root, "updated")
        before, feed_updated = now, story._value(root, "updated")
