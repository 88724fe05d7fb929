"""The site's front page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from lxml import html

from feeder.model import FeedSummary, Overview, Precision, SourceStatus, State
from feeder.outputs import index

SINCE = datetime(2026, 2, 4, 16, 2, tzinfo=UTC)
STATUS = SourceStatus(
    source="hafen",
    title="Hafen-Ticker",
    state=State.BROKEN,
    since=SINCE,
    reason="hafen: no file can be read; see who may read it",
    last_good_at=SINCE,
    due_at=SINCE,
    entries=17,
)


def summary(make, **changes) -> FeedSummary:
    newest = make.entry("Fähre & Brücke", source="hafen")
    values = {"name": "hafen", "title": "Hafen", "query": "Hafen", "language": "de", "count": 3, "newest": newest}
    return FeedSummary(**(values | changes))


def tree_of(site, *feeds, sources=()) -> html.HtmlElement:
    return html.fromstring(index.render(Overview(site=site, feeds=feeds, sources=sources)).content.decode())


def words_of(element) -> str:
    return " ".join(element.text_content().split())


def test_topic(make):
    """A topic has its title, its newest entry, its number of entries, and leads to its page and its feed."""
    line = summary(make)
    (topic,) = tree_of(make.site, line).xpath("//ul[@class='topics']/li")

    assert words_of(topic) == (
        "Hafen Fähre & Brücke 3 Meldungen zuletzt 4. Februar 2026, 18:35 MEZ Feed http://127.0.0.1:8080/hafen.atom"
    )
    addresses = ["hafen.html", f"hafen.html#e-{line.newest.opaque}", "http://127.0.0.1:8080/hafen.atom"]
    assert topic.xpath(".//a/@href") == addresses


def test_topic_without_entries(make):
    """A topic without entries says so, and can be subscribed to."""
    (topic,) = tree_of(make.site, summary(make, count=0, newest=None)).xpath("//ul[@class='topics']/li")

    assert words_of(topic) == "Hafen keine Meldungen Feed http://127.0.0.1:8080/hafen.atom"


@pytest.mark.parametrize(
    ("outputs", "links"),
    [(("atom",), ["http://127.0.0.1:8080/hafen.atom"]), (("page",), ["hafen.html", "hafen.html#e-00000000"])],
)
def test_only_what_is_written_is_linked(outputs, links, make):
    """The front page leads to no file that is not written."""
    (topic,) = tree_of(replace(make.site, outputs=outputs), summary(make)).xpath("//ul[@class='topics']/li")

    assert topic.xpath(".//a/@href") == links


def test_newest_with_a_day_alone(make):
    """Of a newest entry without a clock only the day is told."""
    newest = make.entry(precision=Precision.DAY)
    (time,) = tree_of(make.site, summary(make, newest=newest)).xpath("//ul[@class='topics']//time")

    assert (words_of(time), time.get("datetime")) == ("4. Februar 2026", "2026-02-04")


def test_readers_find_all_feeds(make):
    """The head of the page names all feeds, and the page leads to the list of them."""
    root = tree_of(make.site, summary(make), summary(make, name="alle", title="Alles"))

    feeds = [(link.get("title"), link.get("href")) for link in root.xpath("//link[@rel='alternate']")]
    assert feeds == [("Hafen", "http://127.0.0.1:8080/hafen.atom"), ("Alles", "http://127.0.0.1:8080/alle.atom")]
    assert root.xpath("//ol//a/@href") == ["feeds.opml"]


def test_source(make):
    """A source has its state as a word, since when, and what that means for readers."""
    (source,) = tree_of(make.site, sources=(STATUS,)).xpath("//ul[@class='sources']/li")

    assert words_of(source) == (
        "Hafen-Ticker gestört seit 4. Februar 2026, 17:02 MEZ "
        "Die Quelle ist zurzeit nicht lesbar. Was sie bisher gebracht hat, bleibt stehen."
    )


def test_no_reason_is_public(make):
    """Why a source does not do well may name files, addresses and failures: the page holds none of it."""
    status = replace(STATUS, reason="/srv/ticker/a.txt: https://radio.example/live: ConnectionError")
    page = index.render(Overview(site=make.site, feeds=(), sources=(status,))).content

    assert [] == [word for word in (b"/srv/", b"radio.example", b"ConnectionError") if word in page]


def test_a_source_that_is_well(make):
    """Since when a source is well is not in the page: it would be the time of the first pass, which is no news."""
    status = replace(STATUS, state=State.OK, reason="")
    (source,) = tree_of(make.site, sources=(status,)).xpath("//ul[@class='sources']/li")

    assert words_of(source) == "Hafen-Ticker läuft"


def test_a_pass_without_news_changes_nothing(make):
    """When a source was read last, is due next and how much it gave is not in the page."""
    later = replace(STATUS, last_good_at=None, due_at=None, entries=99)
    first, second = (index.render(Overview(site=make.site, feeds=(), sources=(status,))) for status in (STATUS, later))

    assert first == second


def test_language_of_the_site(make_for):
    """The page speaks the site's language, and marks what is in another."""
    make = make_for(language="en")
    root = tree_of(make.site, summary(make), sources=(STATUS,))

    assert root.get("lang") == "en"
    assert [words_of(heading) for heading in root.xpath("//h2")] == ["Topics", "How to subscribe", "Sources"]
    assert root.xpath("//ul[@class='topics']//h3/@lang") == ["de"]
    assert root.xpath("//p[@class='note']/@lang") == []


def test_chart(make):
    """A topic shows how many entries came in each hour, in words for those who hear it."""
    (topic,) = tree_of(make.site, summary(make, hours=(0, 2, 0, 4))).xpath("//ul[@class='topics']/li")
    (chart,) = topic.xpath(".//*[local-name()='svg'][@role='img']")
    label = (
        "Meldungen je Stunde in den 48 Stunden bis 4. Februar 2026, 18:35 MEZ: zusammen 6 Meldungen, "
        "höchstens 4 in einer Stunde"
    )

    assert label == chart.get("aria-label")
    assert ["M5 29h4v-14.0h-4z", "M15 29h4v-28.0h-4z"] == chart.xpath(".//*[local-name()='path']/@d")[1:]
    assert "6 Meldungen in 48 Stunden" == words_of(topic.find("figure"))


def test_no_chart_of_nothing(make):
    """A topic that nothing came to in these hours has no chart."""
    assert [] == tree_of(make.site, summary(make, hours=(0, 0))).xpath("//figure")


@pytest.mark.parametrize(("told", "robots"), [(False, ["noindex"]), (True, [])])
def test_search_engines_stay_out_unless_told(told, robots, make_for):
    """The page asks search engines to leave it alone, unless the site wants to be found."""
    assert robots == tree_of(make_for(index=told).site).xpath("//meta[@name='robots']/@content")
