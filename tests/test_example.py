"""The bundled example: what `make run` shows to whoever meets feeder for the first time."""

from __future__ import annotations

import re
import shutil
from itertools import pairwise
from pathlib import Path

import feedparser
import pytest

from feeder.config import load
from feeder.config.examples import failures
from feeder.config.tables import SiteTable, SourceTable, TopicTable

CONFIG = Path(__file__).parent.parent / "config"
# A caption: the sentence before the credit, from the start of its paragraph or the full stop before it.
CAPTION = re.compile(r"(?P<sentence>[^.\n]+\.) © (?P<photographer>\w+ \w+)/dpa")
# A key in use, or as a comment.
KEY = re.compile(r"(?:# )?([a-z_]+) = ")
TOPICS = load(CONFIG / "feeder.toml").topics


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The configuration of a copy, so that no test meets or makes what `make run` remembers."""
    place = tmp_path_factory.mktemp("example")
    shutil.copytree(CONFIG, place / "config")
    return place / "config" / "feeder.toml"


@pytest.fixture(scope="module")
def feeds(example, feeder):
    """The Atom documents that one pass over the example writes, by topic."""
    passed = feeder("run", "--once", "--config", example)
    assert (0, "") == (passed.returncode, passed.stderr)
    return {path.stem: path.read_text("utf-8") for path in (example.parent.parent / "public").glob("*.atom")}


def entries(document: str) -> list[feedparser.FeedParserDict]:
    parsed = feedparser.parse(document)
    assert not parsed.bozo
    return list(parsed.entries)


def captions() -> list[str]:
    """What must not be published: each caption's sentence and each photographer's name, in both snapshots."""
    texts = [path.read_text("utf-8") for path in sorted((CONFIG / "ticker").glob("*.txt"))]
    return [part.strip() for text in texts for found in CAPTION.finditer(text) for part in found.groups()]


def test_it_checks(example, feeder):
    """The command that the example's first lines name finds nothing wrong."""
    checked = feeder("check", "--config", example)

    assert (0, "") == (checked.returncode, checked.stderr)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_the_examples_of_a_topic_hold(topic):
    """Each topic takes its matches and leaves its ignores."""
    assert [] == list(failures(topic))


@pytest.mark.parametrize("topic", [topic for topic in TOPICS if topic.query != "*"], ids=lambda topic: topic.name)
def test_each_topic_shows_examples(topic):
    """Each topic that chooses has two examples of what it takes and two of what it leaves."""
    assert (2, 2) == (len(topic.matches), len(topic.ignores))


@pytest.mark.parametrize(
    ("table", "begin"), [(SiteTable, "[site]"), (SourceTable, "[[source]]"), (TopicTable, "[[topic]]")]
)
def test_it_shows_every_key(table, begin):
    """Each key that a table may have stands in the example, in use or as a comment, below words that explain it."""
    text = (CONFIG / "feeder.toml").read_text("utf-8")
    tables = re.split(r"^(?=\[)", text, flags=re.MULTILINE)
    lines = [line for each in tables if each.startswith(begin) for line in ["", *each.splitlines()[1:]]]
    explained = {
        match[1]
        for above, line in pairwise(lines)
        if above.startswith("# ") and not KEY.match(above) and (match := KEY.match(line))
    }

    assert set() == set(table.model_fields) - explained


def test_a_pass_gives_all_entries(feeds):
    """Both snapshots are read: the twelve entries of the first and the three new ones of the second."""
    ids = [entry.id for entry in entries(feeds["alles"])]

    assert (15, 15) == (len(ids), len(set(ids)))


def test_the_edit_is_one_of_the_same_entry(feeds):
    """One headline was edited in the second snapshot, and its entry alone has `updated` later than `published`."""
    edited = [
        (entry.title, entry.published, entry.updated)
        for entry in entries(feeds["alles"])
        if entry.updated_parsed > entry.published_parsed
    ]

    assert [("Feuerwehr zählt 91 Einsätze", "2026-03-06T08:25:00Z", "2026-03-06T17:40:01Z")] == edited


def test_the_newest_entry_is_the_last_news(feeds):
    """A reader who sorts by date sees the second snapshot's first entry on top."""
    newest = max(entries(feeds["alles"]), key=lambda entry: entry.published_parsed)

    assert "Stadtrat beschließt 600.000 Euro Soforthilfe" == newest.title


def test_no_caption_is_published(feeds):
    """No caption and no photographer's name, from a paragraph of its own or from within the lead, is in a feed."""
    assert 2 * (4 + 5) == len(captions())
    assert [] == [part for part in captions() for document in feeds.values() if part in document]
    assert [] == [name for name, document in feeds.items() if "©" in document]


def test_each_topic_chooses(feeds):
    """Each topic takes at least two entries, and only the one that asks for everything takes all."""
    counts = {topic.name: len(entries(feeds[topic.name])) for topic in TOPICS}
    choosing = {topic.name: counts[topic.name] for topic in TOPICS if topic.query != "*"}

    assert 4 == len(counts)
    assert {"alles": 15} == {name: count for name, count in counts.items() if name not in choosing}
    assert {} == {name: count for name, count in choosing.items() if not 2 <= count < 15}
