"""The feed of a topic's edits."""

from __future__ import annotations

import re

import pytest

from feeder import config
from feeder.difference import as_html
from tests.test_run import BRIDGE, FERRY, POWER, Place

BRIEF = BRIDGE.replace("bis Donnerstag", "bis Freitag")


@pytest.fixture
def place(tmp_path) -> Place:
    """A site whose topic `alle` has a feed of edits."""
    made = Place(tmp_path)
    made.change('name = "alle"\n', 'name = "alle"\nedits = true\n')
    return made


def ids(feed: bytes) -> list[str]:
    """The ids of its entries."""
    return re.findall(r"<entry>\s*<id>([^<]*)", feed.decode())


def test_before_any_edit(place):
    """A feed without edits stands there and is valid, so that it can be subscribed to."""
    place.write(BRIDGE + FERRY)
    place.once()
    feed = place.files()["alle.edits.atom"]

    assert [] == ids(feed)
    assert b"<id>tag:example.org,2026:feed/alle/edits</id>" in feed
    assert "verkehr.edits.atom" not in place.files()


def test_each_edit_is_an_entry(place):
    """Each significant edit is an entry with an id of its own, which no entry of the topic's feed has."""
    place.write(BRIDGE + FERRY)
    place.once()
    place.write(BRIEF + FERRY, minute=5)
    place.once()
    place.write(BRIEF.replace("gesperrt.", "für alle Autos gesperrt.") + FERRY, minute=10)
    place.once()
    edits, states = place.files()["alle.edits.atom"], place.files()["alle.atom"]

    assert 2 == len(ids(edits))
    assert not set(ids(edits)) & set(ids(states))
    assert {each.rsplit(".", 1)[0] for each in ids(edits)} <= set(ids(states))
    assert b"&lt;del&gt;Donnerstag &lt;/del&gt;&lt;ins&gt;Freitag &lt;/ins&gt;" in edits
    assert b"alle: \xc3\x84nderungen" in edits


def test_what_is_new_is_no_edit(place):
    """A new entry leaves the feed of edits as it was, to the byte."""
    place.write(BRIDGE + FERRY)
    place.once()
    place.write(BRIEF + FERRY, minute=5)
    place.once()
    before = place.files()["alle.edits.atom"]
    place.write(POWER + BRIEF + FERRY, minute=10)
    place.once()

    assert before == place.files()["alle.edits.atom"]


def test_what_is_taken_back(place):
    """That an entry is withdrawn is an edit, without its words."""
    place.change('language = "de"\n', 'language = "de"\nwithdraw_after = 1\n')
    place.write(POWER + BRIDGE + FERRY)
    place.once()
    place.write(POWER + FERRY, minute=5)
    place.once()
    feed = place.files()["alle.edits.atom"]

    assert 1 == len(ids(feed))
    assert b"Donnerstag" not in feed


def test_it_is_in_the_list_of_feeds(place):
    """Whoever imports the list of all feeds gets it, too."""
    place.write(BRIDGE + FERRY)
    place.once()

    assert b'xmlUrl="http://127.0.0.1:8080/alle.edits.atom"' in place.files()["feeds.opml"]
    assert [True, False] == [topic.edits for topic in config.load(place.toml).topics]


@pytest.mark.parametrize(("before", "after", "expected"), [
    ("Ein Wort", "Ein Wort mehr", "<p>Ein Wort <ins>mehr</ins></p>"),
    ("a < b", "a > b", "<p>a <del>&lt; </del><ins>&gt; </ins>b</p>"),
    ("A.\n\nB.", "A.\n\nC.\n\nD.", "<p>A.</p>\n<p><del>B.</del><ins>C.</ins></p>\n<p><ins>D.</ins></p>"),
])  # fmt: skip
def test_as_html(before, after, expected):
    """What went and what came is marked, each paragraph apart."""
    assert expected == as_html(before, after)
