"""An entry's own page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from lxml import html

from feeder.difference import edit_as_entry
from feeder.model import Edit, Permalink
from feeder.outputs import _shown, entry

LATER = datetime(2026, 2, 4, 18, 10, tzinfo=UTC)


def permalink(make, told, *edits) -> Permalink:
    shown = tuple(edit_as_entry(edit) for edit in edits)
    return Permalink(entry=told, site=make.site, language="de", source="Hafen-Ticker", edits=shown)


def tree_of(told: Permalink) -> html.HtmlElement:
    return html.fromstring(entry.render(told).content.decode())


def words_of(element) -> str:
    return " ".join(element.text_content().split())


def test_path(make):
    """The page has the last part of the entry's id as its name, and lies in a folder by the beginning of that."""
    told = replace(make.entry(), id="tag:example.org,2026:hafen/ab7d2")

    assert "entry/ab/ab7d2.html" == entry.path(told) == entry.render(permalink(make, told)).path


def test_what_it_tells(make):
    """The page tells title, text, time, writer, source and the place in the ticker, and leads to the front page."""
    told = make.entry(author="Jule Petersen", link="https://hafen.example/7")
    root = tree_of(permalink(make, told))

    assert ("Fähre legt ab", "Sie fährt wieder.") == (words_of(root.find(".//h1")), words_of(root.find(".//main/div")))
    facts = words_of(root.xpath("//header/p")[0])
    assert "4. Februar 2026, 18:35 MEZ Jule Petersen Hafen-Ticker im Ticker" == facts
    assert ["../../index.html", "https://hafen.example/7"] == root.xpath("//header//a/@href")
    assert [] == root.xpath("//section")


def test_changes(make):
    """Each change stands there with its time and its words, the latest first; its place is what its link names."""
    told = make.entry("Fähre legt ab", "Sie fährt bis Freitag.", updated=LATER)
    before = replace(told.item, text="Sie fährt bis Donnerstag.")
    edit = Edit(entry=told, number=2, seen_at=LATER, before=before, after=told.item)
    root = tree_of(permalink(make, told, edit))
    (change,) = root.xpath("//section//li")

    assert ("r-2", "4. Februar 2026, 19:10 MEZ bearbeitet") == (change.get("id"), words_of(change.find("p")))
    assert (["Donnerstag."], ["Freitag."]) == tuple(
        [words_of(word) for word in change.iter(tag)] for tag in ("del", "ins")
    )


def test_withdrawn(make):
    """Of an entry that was taken back no word stands on its page, also not among what became of it."""
    told = make.entry(None, "Ein Irrtum.", withdrawn=True, updated=LATER)
    edited = Edit(entry=told, number=2, seen_at=LATER, before=replace(told.item, text="Ein Fehler."), after=told.item)
    gone = Edit(entry=told, number=3, seen_at=LATER, before=told.item, after=None)
    root = tree_of(permalink(make, told, gone, edited))

    assert ["zurückgezogen", "bearbeitet"] == [words_of(mark) for mark in root.xpath("//section//*[@class='mark']")]
    assert "Zurückgezogen: eine Meldung" == words_of(root.find(".//h1"))
    assert [] == [word for word in ("Irrtum", "Fehler") if word in words_of(root)]


def test_the_feeds_lead_there(make_for):
    """Where entries have pages of their own, feeds and topic pages lead there, also from an edit."""
    make = make_for(outputs=("atom", "page", "entry"))
    told = make.entry(link="https://hafen.example/7")
    feed = make.feed(told)
    edit = edit_as_entry(Edit(entry=told, number=3, seen_at=LATER, before=told.item, after=told.item))
    address = f"http://127.0.0.1:8080/{entry.path(told)}"

    assert address == _shown.link(told, feed)
    assert f"{address}?r=3#r-3" == _shown.link(edit, feed)
    assert entry.path(told) == entry.path(edit)
