"""RSS and JSON Feed beside Atom: the same entries, said in other words."""

from __future__ import annotations

import json as plain_json
import warnings
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from feeder.model import Image, Tombstone, Topic
from feeder.outputs import atom, json, render, rss

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it imports what Python is about to drop
    import feedparser

LATER = datetime(2026, 2, 5, 8, tzinfo=UTC)
PICTURE = Image(url="https://hafen.example/a.jpg", media_type="image/jpeg", length=1234)
LINK = "https://hafen.example/7"


@pytest.fixture
def busy(make):
    """A feed of a new entry, an edited one, a withdrawn one, one with all there is, and one of another language."""
    entries = [
        make.entry(),
        make.entry("Kai & Kran <gesperrt>", "Wegen 'Sturm' > 9.", updated=LATER),
        make.entry(withdrawn=True, images=(PICTURE,)),
        full := make.entry(author="Jule Petersen", link=LINK, images=(PICTURE,)),
        make.entry("Ferry back", "It sails.", source="radio"),
        make.entry("\x0b", " "),
    ]
    topics = {full.id: [Topic(name="kai", title="Am Kai", query="Kai", language="de")]}
    return make.feed(*entries, topics=topics, updated=LATER)


def items(feed) -> list[dict]:
    return plain_json.loads(json.render(feed).content)["items"]


def channel(feed) -> etree._Element:
    return etree.fromstring(rss.render(feed).content).find("channel")


def test_twins_have_the_same_entries(busy):
    """In all three formats the same ids stand in the same order, with the same dates, titles, texts and links."""
    read = [feedparser.parse(render(name, busy).content) for name in ("atom", "rss")]
    assert [False, False] == [each.bozo for each in read]
    (of_atom, of_rss), of_json = (each.entries for each in read), items(busy)

    assert 5 == len(of_atom)
    for name, key in (("id", "id"), ("title", "title"), ("link", "url"), ("published", "date_published")):
        told = [each.get(name) for each in of_atom]
        assert told == [each.get(key) for each in of_json], name
        if name != "published":
            assert told == [each.get(name) for each in of_rss], name
    for name in ("published_parsed", "author"):
        assert [each[name] for each in of_atom] == [each[name] for each in of_rss]
    assert [each.updated for each in of_atom] == [each["date_modified"] for each in of_json]
    changed = [each.updated_parsed for each in of_atom if each.updated != each.published]
    assert changed == [each.updated_parsed for each in of_rss if "updated_parsed" in each]
    texts = [each.content[0].value for each in of_atom]
    assert texts == [each.summary for each in of_rss] == [each["content_html"] for each in of_json]


def test_head_of_rss(busy):
    """A channel says what it is, where it is served, when it changed and where its page is."""
    head = channel(busy)

    assert ["Hafen & Meer", "Hafen & Meer: Ticker nach Themen", "de", "feeder"] == [
        head.findtext(name) for name in ("title", "description", "language", "generator")
    ]
    assert "http://127.0.0.1:8080/hafen-und-meer.html" == head.findtext("link")
    assert "Thu, 05 Feb 2026 08:00:00 +0000" == head.findtext("lastBuildDate")
    assert {"href": "http://127.0.0.1:8080/hafen-und-meer.rss", "rel": "self", "type": "application/rss+xml"} == dict(
        head.find("{http://www.w3.org/2005/Atom}link").attrib
    )


def test_an_item_of_rss(busy):
    """An item has a guid that is no address, its topics, its picture and its author by name."""
    item = channel(busy).findall("item")[3]

    assert ("false", LINK) == (item.find("guid").get("isPermaLink"), item.findtext("link"))
    assert ("Am Kai", "tag:example.org,2026:feed") == (item.findtext("category"), item.find("category").get("domain"))
    assert {"url": PICTURE.url, "length": "1234", "type": "image/jpeg"} == dict(item.find("enclosure").attrib)
    assert PICTURE.url == item.find("{http://search.yahoo.com/mrss/}thumbnail").get("url")
    assert "Jule Petersen" == item.findtext("{http://purl.org/dc/elements/1.1/}creator")


def test_head_and_item_of_json(busy):
    """A JSON Feed says what it is, where it is served and where its page is; an item has all that its entry has."""
    feed = plain_json.loads(json.render(busy).content)
    item = feed.pop("items")[3]

    assert {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Hafen & Meer",
        "home_page_url": "http://127.0.0.1:8080/hafen-und-meer.html",
        "feed_url": "http://127.0.0.1:8080/hafen-und-meer.json",
        "authors": [{"name": "Ticker nach Themen"}],
        "language": "de",
    } == feed
    assert (LINK, LINK, ["Am Kai"]) == (item["url"], item["external_url"], item["tags"])
    assert (PICTURE.url, [{"url": PICTURE.url, "mime_type": "image/jpeg", "size_in_bytes": 1234}]) == (
        item["image"],
        item["attachments"],
    )
    assert ("de", [{"name": "Jule Petersen"}]) == (item["language"], item["authors"])


def test_what_is_not_known_is_not_said(make_for):
    """Without pages there are no links to them; a picture without type or size is told as what it is."""
    make = make_for(outputs=("rss", "json"), title="Ticker")
    bare = Image(url="https://hafen.example/b")
    feed = make.feed(make.entry(images=(bare,)), make.entry(images=(replace(PICTURE, length=None),)))
    first, second = items(feed)

    assert "url" not in first
    assert (bare.url, "attachments" in first) == (first["image"], False)
    assert [{"url": PICTURE.url, "mime_type": "image/jpeg"}] == second["attachments"]
    assert ("http://127.0.0.1:8080/", None) == (channel(feed).findtext("link"), channel(feed).findtext("item/link"))
    assert [None, "0"] == [
        None if each.find("enclosure") is None else each.find("enclosure").get("length")
        for each in channel(feed).findall("item")
    ]


@pytest.mark.parametrize("logo", ["", "https://a.example/l.png"])
def test_rights_and_pictures_of_the_site(logo, make_for):
    """The twins tell the site's rights and its picture, the logo before the icon."""
    icon = "https://a.example/i.png"
    feed = make_for(rights="Alle Rechte beim Sender", icon=icon, logo=logo).feed()
    head = plain_json.loads(json.render(feed).content)

    assert ("Alle Rechte beim Sender", logo or icon) == (
        channel(feed).findtext("copyright"),
        channel(feed).findtext("image/url"),
    )
    assert (logo or icon, icon) == (head["icon"], head["favicon"])


def test_an_empty_feed_has_twins(make):
    """A topic without entries has whole files in all formats."""
    assert [] == items(make.feed())
    assert channel(make.feed()).findall("item") == []


def test_no_clock_in_the_bytes(busy):
    """The same feed gives the same bytes, whenever it is written."""
    moved = replace(busy, updated=busy.updated + timedelta(0))

    assert all(render(name, busy) == render(name, moved) for name in ("rss", "json"))


def test_twins_keep_the_standards(busy, judge, tmp_path):
    """An independent judge finds no fault in any twin, nor between them."""
    documents = [each.render(busy) for each in (atom, rss, json)]

    # A title that tells of markup is right to show it as it is.
    faults = [fault for each in documents for fault in judge(each, tmp_path) if "markup-in-text" not in fault]
    assert [] == faults


def test_ids_of_feeds(make_for):
    """Where ids are of feeds, an entry and its tombstone have ids with the feed's name, in all formats."""
    make = make_for(id_scope="feed")
    gone = Tombstone(entry_id="tag:example.org,2026:hafen/b", when=LATER)
    feed = make.feed(make.entry(), tombstones=(gone,))
    expected = "tag:example.org,2026:hafen/00000000/hafen-und-meer"
    root = etree.fromstring(atom.render(feed).content)

    assert [expected] * 3 == [
        root.findtext("{*}entry/{*}id"),
        channel(feed).findtext("item/guid"),
        items(feed)[0]["id"],
    ]
    assert "tag:example.org,2026:hafen/b/hafen-und-meer" == root.find("{*}deleted-entry").get("ref")
    assert "tag:example.org,2026:hafen" == root.findtext("{*}entry/{*}source/{*}id")
    edits = atom.render(replace(feed, id=f"{feed.id}/edits")).content
    assert f"{expected}/edits" == etree.fromstring(edits).findtext("{*}entry/{*}id")
