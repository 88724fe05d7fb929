"""Atom through feedgen: each of its pitfalls by number, what readers see, and laws."""

from __future__ import annotations

import time
import warnings
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from importlib.metadata import version

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from feeder.compose import as_archive
from feeder.model import Image, Precision, Tombstone, Topic
from feeder.outputs import atom, render
from feeder.text import clean, to_html

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it imports what Python is about to drop
    import feedparser


def tree_of(feed) -> etree._Element:
    return etree.fromstring(atom.render(feed).content)


def only_entry(feed) -> etree._Element:
    return tree_of(feed).find(f"{ATOM}entry")


def text_of(element, *names: str) -> str | None:
    return element.findtext("/".join(ATOM + name for name in names))


def as_read(feed) -> feedparser.FeedParserDict:
    return feedparser.parse(atom.render(feed).content)


# ---------------------------------------------------------------- the head


def test_head(make):
    """A feed says what it is, who makes it, where it is served and where its page is."""
    root = tree_of(make.feed(make.entry()))

    assert text_of(root, "id") == "tag:example.org,2026:feed/hafen-und-meer"
    assert text_of(root, "title") == "Hafen & Meer"
    assert text_of(root, "updated") == "2026-02-04T17:35:00Z"
    assert text_of(root, "author", "name") == "Ticker nach Themen"
    assert root.get(LANGUAGE) == "de"
    assert [dict(link.attrib) for link in root.findall(f"{ATOM}link")] == [
        {"rel": "self", "type": "application/atom+xml", "href": "http://127.0.0.1:8080/hafen-und-meer.atom"},
        {"rel": "alternate", "type": "text/html", "href": "http://127.0.0.1:8080/hafen-und-meer.html"},
    ]


def test_no_page_no_link_to_one(make_for):
    """Where no pages are written, neither the feed nor its entries lead to one."""
    make = make_for(outputs=("atom",))
    root = tree_of(make.feed(make.entry()))

    assert [link.get("rel") for link in root.iter(f"{ATOM}link")] == ["self"]
    assert text_of(root, "entry", "content") == "<p>Sie fährt wieder.</p>"


def test_feed_without_entries_is_whole(make):
    """A topic without entries has a feed with everything but entries."""
    read = as_read(make.feed())

    assert (False, 0, "Hafen & Meer") == (read.bozo, len(read.entries), read.feed.title)


def test_path_and_declaration(make):
    """The file has the topic's name, says that it is UTF-8 and ends with a line end."""
    document = atom.render(make.feed())

    assert document.path == "hafen-und-meer.atom"
    assert document.content.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<feed ")
    assert document.content.endswith(b"</feed>\n")


# ---------------------------------------------------------------- the pitfalls of feedgen, by number


def test_f1_entry_links_keep_their_attributes(make):
    """An entry's link says that it is an alternate and HTML: the ticker's own address, else its place on the page."""
    inside, outside = make.entry(), make.entry(link="https://hafen.example/live?post=7")
    links = [dict(link.attrib) for link in tree_of(make.feed(inside, outside)).findall(f"{ATOM}entry/{ATOM}link")]

    place = f"http://127.0.0.1:8080/hafen-und-meer.html?entry={inside.opaque}#e-{inside.opaque}"
    assert links == [
        {"rel": "alternate", "type": "text/html", "href": place},
        {"rel": "alternate", "type": "text/html", "href": "https://hafen.example/live?post=7"},
        {"rel": "via", "type": "text/html", "href": "https://hafen.example/live?post=7"},
    ]


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "/live", "https://", "https://a b/", "https://[1/", "mailto:a@example.org"]
)
def test_f1_a_link_that_could_do_harm_is_not_written(link, make):
    """A link that is not a whole http address gives way to the place on the page."""
    entry = only_entry(make.feed(make.entry(link=link)))

    assert entry.find(f"{ATOM}link").get("href").startswith("http://127.0.0.1:8080/hafen-und-meer.html?entry=")


def test_f2_no_clock_in_the_bytes(make):
    """Every date in the file is one of the feed, so that two renderings at different times are equal."""
    entry = make.entry(updated=datetime(2026, 2, 5, 8, tzinfo=UTC))
    content = atom.render(make.feed(entry)).content

    dates = {element.text for element in etree.fromstring(content).iter(f"{ATOM}updated", f"{ATOM}published")}
    assert dates == {"2026-02-04T17:35:00Z", "2026-02-05T08:00:00Z"}
    assert content == atom.render(make.feed(entry)).content


def test_f3_order_is_kept(make):
    """Entries stand in the order of the feed."""
    entries = [make.entry() for _ in range(3)]

    ids = [element.text for element in tree_of(make.feed(*entries)).findall(f"{ATOM}entry/{ATOM}id")]
    assert ids == [entry.id for entry in entries]


def test_f4_what_xml_cannot_hold_is_left_out(make):
    """A control character or half a character costs itself, not the feed."""
    bad = "a\x0bb\x00c\ufffed\ud800e\x85f"
    entry = only_entry(make.feed(make.entry(bad, bad, html=f"<p>{bad}</p>", author=bad), title=bad))

    assert text_of(entry, "title") == "abcdef"
    assert text_of(entry, "content") == "<p>abcdef</p>"
    assert text_of(entry, "author", "name") == "abcdef"


@pytest.mark.parametrize(("title", "body"), [(None, ""), ("", "  "), ("\x0b", "\x00")])
def test_f5_one_bad_entry_does_not_cost_the_feed(title, body, make):
    """An entry without words is left out, and the others are there."""
    good = make.entry()

    root = tree_of(make.feed(make.entry(title, body), good))
    assert [element.text for element in root.findall(f"{ATOM}entry/{ATOM}id")] == [good.id]


def test_f5_markup_that_is_not_xml_is_no_error(make):
    """HTML that no XML parser would take goes into the content as it is."""
    html = "<p>A&nbsp;& B<br>C</p>"

    assert text_of(only_entry(make.feed(make.entry(html=html))), "content") == html


def test_f6_content_is_escaped_html(make):
    """The content has the type html and no CDATA."""
    feed = make.feed(make.entry())

    assert only_entry(feed).find(f"{ATOM}content").get("type") == "html"
    assert b"CDATA" not in atom.render(feed).content


def test_f7_content_is_never_empty(make):
    """A report that is a headline alone has it as its content too, and one without HTML its text."""
    headline, bare = make.entry("Tor!", " "), make.entry(None, "Erster Satz. Zweiter.", html="")

    contents = [element.text for element in tree_of(make.feed(headline, bare)).iter(f"{ATOM}content")]
    assert contents == ["<p>Tor!</p>", "<p>Erster Satz. Zweiter.</p>"]


def test_f8_dates_are_utc_in_whole_seconds(make):
    """Whatever zone and fraction a moment has, it is written in UTC, with Z and to the second."""
    published = datetime(2026, 2, 4, 18, 35, 7, 999999, tzinfo=timezone(timedelta(hours=1)))
    entry = only_entry(make.feed(make.entry(published=published)))

    expected = "2026-02-04T17:35:07Z"
    assert (expected, expected) == (text_of(entry, "published"), text_of(entry, "updated"))


def test_f9_titles_are_plain_text(make):
    """Titles say that they are text, so that < and & in them are shown as they are."""
    feed = make.feed(make.entry("Wenn a < b & c > d, dann <b>"))
    titles = [tree_of(feed).find(f"{ATOM}title"), only_entry(feed).find(f"{ATOM}title")]

    assert [title.get("type") for title in titles] == ["text", "text"]
    assert as_read(feed).entries[0].title == "Wenn a < b & c > d, dann <b>"


def test_f10_source_is_whole(make):
    """An entry names its source by id, title and the entry's own date, which news elsewhere does not move."""
    entry = make.entry(updated=datetime(2026, 2, 5, 8, tzinfo=UTC))
    element = only_entry(make.feed(entry))

    source = [(child.tag.removeprefix(ATOM), child.text) for child in element.find(f"{ATOM}source")]
    assert source == [
        ("id", "tag:example.org,2026:hafen"),
        ("title", "Hafen-Ticker"),
        ("updated", "2026-02-05T08:00:00Z"),
    ]


def test_f10_source_that_is_no_longer_configured(make):
    """An entry whose source has left the configuration goes by the name that stands in its id."""
    entry = only_entry(make.feed(make.entry(), sources={}))

    assert ("hafen", "hafen") == (text_of(entry, "source", "title"), text_of(entry, "author", "name"))
    assert LANGUAGE not in entry.attrib


def test_f11_entries_have_no_relations_of_feeds(make):
    """The relations of an entry's links are those of entries alone, also in an archive document."""
    feed = make.feed(make.entry(), make.entry(link="https://hafen.example/7"), archived=3)

    for each in (feed, as_archive(feed, 2, 3)):
        relations = {link.get("rel") for link in tree_of(each).findall(f"{ATOM}entry/{ATOM}link")}
        assert relations == {"alternate", "via"}


def test_f12_entry_in_another_language_says_so(make):
    """An entry whose source has another language than the feed carries it, the others do not."""
    root = tree_of(make.feed(make.entry(), make.entry("Ferry back", "It sails.", source="radio")))

    assert [entry.get(LANGUAGE) for entry in root.findall(f"{ATOM}entry")] == [None, "en"]


def test_f13_no_summary_beside_the_content(make):
    """The text stands once, as the content."""
    entry = only_entry(make.feed(make.entry()))

    assert entry.find(f"{ATOM}summary") is None
    assert text_of(entry, "content") == "<p>Sie fährt wieder.</p>"


def test_f14_rendering_writes_no_file(make, tmp_path, monkeypatch):
    """A rendered feed is bytes in memory: to put them on disk is another's work."""
    monkeypatch.chdir(tmp_path)
    atom.render(make.feed(make.entry()))

    assert list(tmp_path.iterdir()) == []


def test_f15_speed(make):
    """A full feed takes well under a second."""
    entries = [make.entry(body="Ein Satz, der etwas länger ist. " * 20) for _ in range(500)]
    atom.render(make.feed())
    started = time.perf_counter()
    atom.render(make.feed(*entries))

    assert time.perf_counter() - started < 1


def test_f16_the_version_is_the_one_that_was_examined(make):
    """These tests hold for feedgen 1.0, and its version is not in the bytes, where a new one would move all files."""
    assert version("feedgen").startswith("1.0.")
    assert text_of(tree_of(make.feed()), "generator") == "feeder"
    assert tree_of(make.feed()).find(f"{ATOM}generator").attrib == {}


# ---------------------------------------------------------------- entries


def test_title_is_made_where_there_is_none(make):
    """An entry without a title gets one from its first sentence."""
    entry = only_entry(make.feed(make.entry(None, "Die Brücke ist zu. Der Tunnel nicht.")))

    assert text_of(entry, "title") == "Die Brücke ist zu"


def test_author_is_the_writer_else_the_source(make):
    """Who is named as the writer is the author, else the source."""
    root = tree_of(make.feed(make.entry(author="Jule Petersen"), make.entry()))

    authors = [element.text for element in root.findall(f"{ATOM}entry/{ATOM}author/{ATOM}name")]
    assert authors == ["Jule Petersen", "Hafen-Ticker"]


@pytest.mark.parametrize(
    ("language", "title", "body"),
    [
        ("de-CH", "Zurückgezogen: Fähre legt ab", "<p>Der Ticker hat diese Meldung zurückgezogen.</p>"),
        ("fr", "Withdrawn: Fähre legt ab", "<p>The ticker has withdrawn this report.</p>"),
    ],
)
def test_withdrawn(language, title, body, make_for):
    """A withdrawn entry says so in its title, in the site's language, and no longer tells its text."""
    make = make_for(language=language)
    entry = only_entry(make.feed(make.entry(withdrawn=True)))

    assert (title, body) == (text_of(entry, "title"), text_of(entry, "content"))


def test_tombstones(make):
    """What was taken back has its tombstone (RFC 6721) before all entries; without one no byte tells of them."""
    gone = (
        Tombstone(entry_id="tag:example.org,2026:hafen/b", when=datetime(2026, 2, 4, 19, 30, tzinfo=UTC)),
        Tombstone(entry_id="tag:example.org,2026:hafen/a", when=datetime(2026, 2, 4, 19, 5, 7, 9, tzinfo=UTC)),
    )
    feed = make.feed(make.entry(), tombstones=gone)
    root = tree_of(feed)
    names = [etree.QName(each).localname for each in root]

    assert names[-3:] == ["deleted-entry", "deleted-entry", "entry"]
    assert [dict(each.attrib) for each in root.iter("{http://purl.org/atompub/tombstones/1.0}deleted-entry")] == [
        {"ref": "tag:example.org,2026:hafen/b", "when": "2026-02-04T19:30:00Z"},
        {"ref": "tag:example.org,2026:hafen/a", "when": "2026-02-04T19:05:07Z"},
    ]
    assert (False, 1) == (as_read(feed).bozo, len(as_read(feed).entries))
    assert b"tombstones" not in atom.render(replace(feed, tombstones=())).content


def test_updated_is_never_before_published(make):
    """An entry that was changed before the time that its ticker gives it is updated at that time."""
    entry = make.entry()
    entry = only_entry(make.feed(replace(entry, updated=entry.published - timedelta(minutes=3))))

    assert text_of(entry, "published") == text_of(entry, "updated")


@pytest.mark.parametrize("precision", Precision)
def test_precision_does_not_change_the_moment(precision, make):
    """However exactly a ticker gives its times, published is the stored moment."""
    entry = only_entry(make.feed(make.entry(precision=precision)))

    assert text_of(entry, "published") == "2026-02-04T17:35:00Z"


def links_of(element) -> dict[str, dict[str, str]]:
    """The attributes of its links but their relations, by these."""
    found = [dict(link.attrib) for link in element.findall(f"{ATOM}link")]
    return {link.pop("rel"): link for link in found}


@pytest.mark.parametrize(
    "link", ["https://hafen.example/live#p7", "https://radio.example/live", "https://radio.example/live#p7"]
)
def test_each_entry_has_a_link_of_its_own(link, make):
    """A link into the ticker's page is told as the origin, and the entry's own differs from others without fragment."""
    one, two = (
        links_of(each)
        for each in tree_of(make.feed(*(make.entry(link=link, source="radio") for _ in "ab"))).findall(f"{ATOM}entry")
    )

    assert link == one["via"]["href"] == two["via"]["href"]
    assert one["alternate"]["href"].split("#")[0] != two["alternate"]["href"].split("#")[0]


def test_an_archive_document_leads_to_no_place_on_a_page(make):
    """An entry that has left the page has no link there."""
    feed = make.feed(make.entry(), make.entry(link="https://hafen.example/7"))

    bare, linked = (links_of(each) for each in tree_of(as_archive(feed, 1, 1)).findall(f"{ATOM}entry"))
    assert ({}, {"alternate", "via"}) == (bare, set(linked))


def test_what_the_source_says_of_itself(make):
    """An entry names its ticker's address and rights; of a feed that it is read from it is the address of that."""
    radio = replace(make.feed().sources["radio"], rights="https://creativecommons.org/licenses/by/4.0/")
    page = only_entry(make.feed(make.entry(source="radio"), sources={"radio": radio}))
    feed = only_entry(make.feed(make.entry(source="radio"), sources={"radio": replace(radio, layout="feed")}))

    assert {"alternate": {"href": radio.location}} == links_of(page.find(f"{ATOM}source"))
    assert {"self": {"href": radio.location}} == links_of(feed.find(f"{ATOM}source"))
    assert (radio.rights, radio.rights) == (text_of(page, "source", "rights"), text_of(page, "rights"))
    assert {"href": radio.rights} == links_of(page)["license"]


@pytest.mark.parametrize(
    "changes", [{"allow_private": True}, {"kind": "folder"}, {"location": "https://a.example/{date:%Y}"}]
)
def test_an_address_that_is_not_for_all_is_not_told(changes, make):
    """The address of a ticker on a private network, of a folder, or of a day is told nowhere."""
    radio = replace(make.feed().sources["radio"], **changes)

    assert (
        radio.location
        not in atom.render(make.feed(make.entry(source="radio"), sources={"radio": radio})).content.decode()
    )


def test_the_topics_of_an_entry(make):
    """An entry names the topics that it is in, by the names in their feeds' ids and by their titles."""
    entry = make.entry()
    topics = [
        Topic(name="hafen", title="Der Hafen", query="Hafen", language="de"),
        Topic(name="meer", title="", query="See", language="de", was=("see",)),
    ]

    categories = only_entry(make.feed(entry, topics={entry.id: topics})).findall(f"{ATOM}category")
    assert [dict(each.attrib) for each in categories] == [
        {"term": "hafen", "scheme": "tag:example.org,2026:feed", "label": "Der Hafen"},
        {"term": "see", "scheme": "tag:example.org,2026:feed", "label": "meer"},
    ]


MEDIA = "{http://search.yahoo.com/mrss/}"


def test_pictures(make):
    """An entry's first picture is its thumbnail, and an enclosure where its type is known; a withdrawn one has none."""
    known = Image(url="https://hafen.example/a.jpg", media_type="image/jpeg", length=1234)
    sized, bare = known, Image(url="https://hafen.example/b", alt="Ein Kran")
    typed = replace(known, length=None)
    entries = [make.entry(images=(image, bare)) for image in (sized, typed, bare)]
    root = tree_of(make.feed(*entries, make.entry(images=(known,), withdrawn=True)))

    found = [(each.find(f"{MEDIA}thumbnail"), links_of(each).get("enclosure")) for each in root.findall(f"{ATOM}entry")]
    thumbnails = [None if thumbnail is None else thumbnail.get("url") for thumbnail, _ in found]
    assert thumbnails == [known.url, known.url, bare.url, None]
    enclosure = {"href": known.url, "type": "image/jpeg"}
    assert [each for _, each in found] == [enclosure | {"length": "1234"}, enclosure | {"length": "0"}, None, None]
    assert b"mrss" not in atom.render(make.feed(make.entry())).content


def test_what_the_site_says(make_for):
    """A feed tells the site's rights, its licence, its icon and its logo, as far as there are some."""
    licence = "https://creativecommons.org/licenses/by/4.0/"
    make = make_for(rights=licence, icon="https://a.example/i.png", logo="https://a.example/l.png")
    root = tree_of(make.feed())

    assert (licence, "https://a.example/i.png", "https://a.example/l.png") == tuple(
        text_of(root, name) for name in ("rights", "icon", "logo")
    )
    assert {"href": licence} == links_of(root)["license"]
    assert "license" not in links_of(tree_of(make_for(rights="Alle Rechte beim Sender").feed()))


def test_a_summary_in_place_of_the_text(make, make_for):
    """Where only the beginning may be published it is the summary, and the content where there is no link to more."""
    brief = {"hafen": replace(make.feed().sources["hafen"], content="summary")}
    linked = only_entry(make.feed(make.entry(), sources=brief))
    alone = make_for(outputs=("atom",))
    unlinked = only_entry(alone.feed(alone.entry(), sources=brief))

    assert ("Sie fährt wieder.", None) == (text_of(linked, "summary"), text_of(linked, "content"))
    assert (None, "<p>Sie fährt wieder.</p>") == (text_of(unlinked, "summary"), text_of(unlinked, "content"))


# ---------------------------------------------------------------- laws

HARD = [
    "<b>fett</b> & <i>",
    "&amp;lt; ]]>",
    "😀👩\u200d🚒 Feuer",
    "עברית \u200f ו العربية",
    "a\u0301e\u0308",
    "&#1; &nbsp;",
]
LINES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40) | st.sampled_from(HARD)
CHEAP = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@CHEAP
@given(title=LINES, body=LINES, author=LINES)
def test_law_words_survive(title, body, author, make):
    """Whatever words an entry has, they stand in the file as they are."""
    title, author = (" ".join(clean(words).split()) for words in (title, author))
    assume(title)
    entry = only_entry(make.feed(make.entry(title, body, html=to_html(clean(body)), author=author), title=title))

    assert text_of(entry, "title") == title
    assert text_of(entry, "author", "name") == (author or "Hafen-Ticker")
    assert text_of(entry, "content") == (to_html(clean(body)) or to_html(title))


@pytest.mark.parametrize("words", HARD)
def test_a_reader_shows_the_words(words, make):
    """Whatever looks like markup, runs from right to left or is no letter reaches the readers' eyes unchanged."""
    (entry,) = as_read(make.feed(make.entry(words, author=words))).entries

    shown = " ".join(clean(words).split())
    assert (shown, shown) == (entry.title, entry.author)


@CHEAP
@given(words=st.lists(st.tuples(LINES | st.none(), LINES), max_size=5))
def test_law_same_feed_same_bytes(words, make):
    """Rendering the same feed twice gives the same bytes, in every format."""
    feed = make.feed(*(make.entry(title, body) for title, body in words))

    for name in ("atom", "page"):
        assert render(name, feed) == render(name, replace(feed))


@CHEAP
@given(words=st.lists(st.tuples(st.none() | LINES, LINES, st.booleans()), max_size=4))
def test_law_every_feed_is_valid(words, make, judge, tmp_path):
    """Whatever words its entries have, a feed keeps the standards."""
    feed = make.feed(*(make.entry(title, body, withdrawn=withdrawn) for title, body, withdrawn in words))

    # A title that tells of markup is right to show it as it is.
    assert [] == [fault for fault in judge(atom.render(feed), tmp_path) if "markup-in-text" not in fault]
