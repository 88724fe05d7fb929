"""The formats, and the files that stand once for the site."""

from __future__ import annotations

from feeder import outputs
from feeder.model import Overview


def test_names_are_the_files():
    """The formats of a feed are the files in the folder, those for the whole site and shared ones apart."""
    assert outputs.names() == ("atom", "entry", "json", "page", "rss")


def test_each_format_has_its_file(make):
    """The word in the configuration leads to the file with that name."""
    feed = make.feed(make.entry())

    assert [outputs.render(name, feed).path for name in outputs.names() if name not in outputs.OF_ENTRIES] == [
        "hafen-und-meer.atom",
        "hafen-und-meer.json",
        "hafen-und-meer.html",
        "hafen-und-meer.rss",
    ]


def test_site_has_its_files(make):
    """A site has a front page and a list of its feeds."""
    documents = outputs.render_site(Overview(site=make.site, feeds=(), sources=()))

    assert [document.path for document in documents] == ["index.html", "feeds.opml", "_status.json", "_status.atom"]
