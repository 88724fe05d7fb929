"""The list of all feeds."""

from __future__ import annotations

import pytest
from lxml import etree

from feeder.model import FeedSummary, Overview
from feeder.outputs import opml


def overview(make, *names: str) -> Overview:
    feeds = (FeedSummary(name=name, title=f"Thema <{name}>", query="*", language="de", count=0) for name in names)
    return Overview(site=make.site, feeds=tuple(feeds), sources=())


def test_each_feed_is_listed_with_its_page(make):
    """Each feed stands in the list once, in the order of the site, with its title, its address and its page's."""
    root = etree.fromstring(opml.render(overview(make, "meer", "alle")).content)

    assert root.findtext("head/title") == "Ticker nach Themen"
    assert [dict(outline.attrib) for outline in root.findall("body/outline")] == [
        {
            "type": "rss",
            "text": f"Thema <{name}>",
            "title": f"Thema <{name}>",
            "xmlUrl": f"http://127.0.0.1:8080/{name}.atom",
            "htmlUrl": f"http://127.0.0.1:8080/{name}.html",
        }
        for name in ("meer", "alle")
    ]


def test_no_page_no_address_of_one(make_for):
    """Where no pages are written, the list names none."""
    root = etree.fromstring(opml.render(overview(make_for(outputs=("atom",)), "alle")).content)

    assert root.find("body/outline").get("htmlUrl") is None


@pytest.mark.parametrize(("outputs", "ending"), [(("json", "rss"), "rss"), (("page", "json"), "json")])
def test_without_atom_the_next_best_format_is_listed(outputs, ending, make_for):
    """Where there is no Atom feed the list leads to the RSS feed, else to the JSON Feed."""
    root = etree.fromstring(opml.render(overview(make_for(outputs=outputs), "alle")).content)

    assert f"http://127.0.0.1:8080/alle.{ending}" == root.find("body/outline").get("xmlUrl")


def test_no_feeds_no_lines(make_for):
    """Where no feeds are written, the list is empty, and a list all the same."""
    root = etree.fromstring(opml.render(overview(make_for(outputs=("page",), title=""), "alle")).content)

    assert (root.findall("body/outline"), root.findtext("head/title")) == ([], "example.org,2026")


def test_no_dates(make):
    """The list holds no date, so that news in a feed does not change it."""
    content = opml.render(overview(make, "alle")).content

    assert b"date" not in content.lower()
