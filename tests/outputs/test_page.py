"""A topic's page."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from lxml import html

from feeder.errors import PublishError
from feeder.model import FeedSummary, Image, Overview, Precision, SourceStatus, State
from feeder.outputs import atom, index, page


def tree_of(feed) -> html.HtmlElement:
    return html.fromstring(page.render(feed).content.decode())


def words_of(element) -> str:
    return " ".join(element.text_content().split())


def test_path(make):
    """The page has the topic's name."""
    assert page.render(make.feed()).path == "hafen-und-meer.html"


def test_head_tells_readers_where_the_feed_is(make):
    """The page says its language, its title and where its feed is, in the head and for people."""
    root = tree_of(make.feed(make.entry()))

    assert (root.get("lang"), root.findtext("head/title")) == ("de", "Hafen & Meer – Ticker nach Themen")
    (link,) = root.xpath("//link[@rel='alternate']")
    assert ("application/atom+xml", "http://127.0.0.1:8080/hafen-und-meer.atom") == (link.get("type"), link.get("href"))
    assert root.xpath("//p[@class='subscribe']/a/@href") == [link.get("href")]


def test_without_feeds_the_page_leads_to_none(make_for):
    """Where no feeds are written, the page names none."""
    root = tree_of(make_for(outputs=("page",)).feed())

    assert root.xpath("//link[@rel='alternate'] | //p[@class='subscribe']") == []


def test_facts(make):
    """The page says how many entries it has, the newest one's moment and what its topic asks for."""
    (facts,) = tree_of(make.feed(make.entry(), make.entry())).xpath("//header/p[@class='facts']")

    assert words_of(facts) == '2 Meldungen zuletzt 4. Februar 2026, 18:35 MEZ Filter: Hafen OR "hohe See"'


def test_topic_that_takes_all_says_so(make):
    """A topic whose query takes everything says that in words."""
    (facts,) = tree_of(make.feed(query="*")).xpath("//header/p[@class='facts']")

    assert words_of(facts) == "keine Meldungen Filter: alle Meldungen"


def test_page_without_entries(make):
    """A topic without entries has a page that says what to expect."""
    (empty,) = tree_of(make.feed()).xpath("//main/p")

    assert words_of(empty) == "Noch keine Meldungen. Sobald ein Ticker etwas dazu bringt, steht es hier."


def test_entries_by_day(make):
    """Entries stand below their days in the site's zone, newest first."""
    midnight = datetime(2026, 2, 3, 23, tzinfo=UTC)
    after, before = make.entry(published=midnight), make.entry(published=midnight - timedelta(minutes=1))
    days = tree_of(make.feed(after, before)).xpath("//main/section")

    shown = [(words_of(day.find("h2")), words_of(day.find("article//*[@class='when']"))) for day in days]
    assert shown == [("Mittwoch, 4. Februar 2026", "00:00 MEZ"), ("Dienstag, 3. Februar 2026", "23:59 MEZ")]


def test_the_feeds_links_lead_to_their_entries(make):
    """The place that an entry's link in the feed names is there on the page."""
    feed = make.feed(make.entry(), make.entry())
    links = re.findall(
        r'href="http://127\.0\.0\.1:8080/hafen-und-meer\.html\?entry=\w+#(.+?)"', atom.render(feed).content.decode()
    )

    assert links == tree_of(feed).xpath("//article/@id")


def test_entry(make):
    """An entry shows its title as text, its body as HTML, its writer, its last change and its place in the ticker."""
    entry = make.entry(
        "A < B & C",
        html="<p>Ein <strong>Wort</strong>.</p>",
        author="Jule Petersen",
        link="https://hafen.example/7",
        updated=datetime(2026, 2, 4, 18, 10, tzinfo=UTC),
    )
    (article,) = tree_of(make.feed(entry)).xpath("//article")

    assert words_of(article.find("h3")) == "A < B & C"
    assert words_of(article.find(".//strong")) == "Wort"
    assert words_of(article.find("p[@class='facts']")) == "Jule Petersen aktualisiert 19:10 MEZ im Ticker"
    assert article.xpath("p[@class='facts']//a/@href") == ["https://hafen.example/7"]


def test_change_on_another_day(make):
    """A change on another day than the entry's is told with its day."""
    entry = make.entry(updated=datetime(2026, 2, 5, 8, 12, tzinfo=UTC))
    (facts,) = tree_of(make.feed(entry)).xpath("//article/p[@class='facts']")

    assert words_of(facts) == "aktualisiert 5. Februar 2026, 09:12 MEZ"


def test_change_within_the_minute_is_not_told(make):
    """A change in the same minute is no news to anyone."""
    entry = make.entry()
    moved = replace(entry, updated=entry.published + timedelta(seconds=20))

    assert tree_of(make.feed(moved)).xpath("//article/p[@class='facts']") == []


def test_sources(make):
    """The page ends with the sources of its texts; an entry names its own where there are several."""
    one = tree_of(make.feed(make.entry()))
    two = tree_of(make.feed(make.entry(), make.entry(source="radio")))

    assert words_of(one.xpath("//footer/p")[0]) == "Texte: Hafen-Ticker"
    assert one.xpath("//article/p[@class='facts']") == []
    assert words_of(two.xpath("//footer/p")[0]) == "Texte: Hafen-Ticker · Radio"
    assert [words_of(facts) for facts in two.xpath("//article/p[@class='facts']")] == ["Hafen-Ticker", "Radio"]


def test_languages(make, make_for):
    """What is not in the page's language says in which it is."""
    root = tree_of(make.feed(make.entry(), make.entry(source="radio")))
    foreign = tree_of(make_for(language="en").feed(make.entry()))

    assert [heading.get("lang") for heading in root.xpath("//h1 | //h3")] == [None, None, "en"]
    assert [heading.get("lang") for heading in foreign.xpath("//h1 | //h3")] == ["de", "de"]


def test_notes_on_times(make):
    """A moment that is not the ticker's own, or not exact, says so beside the clock."""
    entries = [make.entry(precision=precision) for precision in (Precision.NONE, Precision.HOUR, Precision.DAY)]
    root = tree_of(make.feed(*entries))

    times = [words_of(when) for when in root.xpath("//*[@class='when']")]
    assert times == ["18:35 MEZ gesehen", "18:34 MEZ ungefähr", "ohne Uhrzeit"]
    assert root.xpath("//article//time/@datetime")[-1] == "2026-02-04"


def test_withdrawn(make):
    """A withdrawn entry says so and no longer tells its text."""
    (article,) = tree_of(make.feed(make.entry(withdrawn=True))).xpath("//article")

    assert words_of(article.find("h3")) == "Zurückgezogen: Fähre legt ab"
    assert words_of(article.find("div[@class='text']")) == "Der Ticker hat diese Meldung zurückgezogen."


def test_withdrawn_without_a_title(make):
    """Of a withdrawn entry that has no title of its own, none is made from its text."""
    (article,) = tree_of(make.feed(make.entry(None, withdrawn=True))).xpath("//article")

    assert (words_of(article.find("h3")), words_of(article.xpath("div[@class='when']")[0])) == (
        "Zurückgezogen: eine Meldung",
        "18:35 MEZ zurückgezogen",
    )


def test_edits_are_marked(make):
    """An entry that has changed in substance says so beside its time, where the eye looks first."""
    entry = make.entry(updated=datetime(2026, 2, 4, 18, 10, tzinfo=UTC))
    marks = tree_of(make.feed(entry, make.entry())).xpath("//*[@class='mark']")

    assert ["bearbeitet"] == [words_of(mark) for mark in marks]


def test_pictures(make):
    """Pictures are loaded when they come into view, also those that stand apart from the text."""
    within, apart = Image(url="https://a.example/1.jpg?a=1&b=2"), Image(url="https://a.example/2.jpg", alt='Ein "Kai"')
    body = '<p>Ein Bild: <img src="https://a.example/1.jpg?a=1&amp;b=2" alt=""></p>'
    shown = tree_of(make.feed(make.entry(html=body, images=(within, apart)))).xpath("//article//img")

    assert [("lazy", within.url, ""), ("lazy", apart.url, 'Ein "Kai"')] == [
        (picture.get("loading"), picture.get("src"), picture.get("alt")) for picture in shown
    ]


def test_withdrawn_pictures_are_gone(make):
    """A withdrawn entry shows no picture either."""
    entry = make.entry(images=(Image(url="https://a.example/2.jpg"),), withdrawn=True)

    assert [] == tree_of(make.feed(entry)).xpath("//img")


def test_own_template(make_for):
    """A site's own template stands in place of ours, and may build on it; its own style is what the policy allows."""
    own = (
        ("page.html", '{% extends "base.html" %}{% block body %}<h1>{{ feed.title }}!</h1>{% endblock %}'),
        ("style.css", "h1 { color: teal }"),
    )
    root = tree_of(make_for(templates=own).feed())
    digest = base64.b64encode(hashlib.sha256(own[1][1].encode()).digest()).decode()

    assert ("Hafen & Meer!", own[1][1]) == (root.findtext(".//h1"), root.findtext(".//style"))
    assert digest in root.xpath("//meta[@http-equiv]/@content")[0]


def test_own_template_that_fails(make_for):
    """A template that asks for what is not there is told as a fault of that template."""
    feed = make_for(templates=(("page.html", "{{ nothing.at.all }}"),)).feed()

    with pytest.raises(PublishError, match=r"page\.html: not written: a template of yours fails: 'nothing'"):
        page.render(feed)


def test_archives(make, make_for):
    """The page leads to the latest of the documents that hold what has left the feed, and names each by its number."""
    links = tree_of(make.feed(make.entry(), archived=12)).xpath("//nav[@class='archives']//a")

    assert [str(number) for number in range(12, 2, -1)] == [words_of(link) for link in links]
    assert "http://127.0.0.1:8080/archive/hafen-und-meer/0012.atom" == links[0].get("href")
    assert "Archiv Nummer 12 als Feed" == links[0].get("aria-label")
    for feed in (make.feed(), make_for(outputs=("page",)).feed(archived=12)):
        assert [] == tree_of(feed).xpath("//nav[@class='archives']")


def test_words_that_look_like_markup_are_shown(make):
    """Whatever stands in titles, names and queries is text, never markup."""
    bad = '"><script>alert(1)</script>'
    feed = make.feed(make.entry(bad, author=bad), title=bad, query=bad)
    root = tree_of(feed)

    assert root.xpath("//script") == []
    assert [words_of(heading) for heading in root.xpath("//h1 | //h3")] == [bad, bad]


def test_policy_allows_the_style_and_nothing_else(make):
    """The page's policy knows its one style by hash, and allows no script."""
    content = page.render(make.feed()).content.decode()
    (style,) = re.findall("<style>(.*?)</style>", content, re.DOTALL)
    (policy,) = html.fromstring(content).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")

    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == (f"default-src 'none'; style-src 'sha256-{digest}'; img-src http: https:; base-uri 'none'")


def test_pages_are_sound_in_a_browser(make, shared, requires, tmp_path):
    """A browser finds no script, no error, no request and no sideways scrolling on the pages."""
    requires("chromium", package="chromium")
    long_word = "Donaudampfschifffahrtsgesellschaftskapitänsmützenausstellung" * 3
    entries = [make.entry(long_word, long_word, html=f"<p>{long_word}</p><pre>{long_word}</pre>"), make.entry()]
    feed = make.feed(*entries, query=long_word)
    summary = FeedSummary(name=feed.name, title=long_word, query="*", language="de", count=2, newest=entries[0])
    broken = SourceStatus(source="hafen", title=long_word, state=State.BROKEN, reason=long_word)
    overview = Overview(site=feed.site, feeds=(summary,), sources=(broken,))
    for document in (page.render(feed), index.render(overview)):
        (tmp_path / document.path).write_bytes(document.content)

    seen = subprocess.run(
        [sys.executable, shared / "verify" / "pages.py", tmp_path], capture_output=True, text=True, check=False
    )
    assert ("", 0) == (seen.stdout, seen.returncode), seen.stderr
