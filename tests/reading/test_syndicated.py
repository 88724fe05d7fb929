"""RSS, Atom and JSON Feed as sources; what is read of each form stands in the corpus beside this file."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from feeder.errors import ReadError
from feeder.model import Image, Precision, Snapshot, Source
from feeder.reading import Reference, read
from feeder.reading.forms import is_feed
from feeder.reading.syndicated import LONGEST

BERLIN = ZoneInfo("Europe/Berlin")
ADDRESS = "https://feeds.example/lage.xml"
RSS = '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
END = "</channel></rss>"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">'


def rss(*items: str, head: str = "<title>Lage</title>") -> str:
    return RSS + head + "".join(f"<item>{item}</item>" for item in items) + END


def atom(*entries: str, head: str = "<title>Lage</title>") -> str:
    return ATOM + head + "".join(f"<entry>{entry}</entry>" for entry in entries) + "</feed>"


def json_feed(*items: object, **more: object) -> str:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Lage", "items": items} | more)


def seen(content, media_type="text/xml", *, layout="", kind="url", reference=None, origin=ADDRESS):
    """What is read of a feed at an address."""
    source = Source(name="s", kind=kind, location=origin, timezone=BERLIN, language="de", title="S", layout=layout)
    snapshot = Snapshot(
        source=source,
        origin=origin,
        content=content.encode() if isinstance(content, str) else content,
        media_type=media_type,
        fetched_at=datetime(2026, 2, 4, 20, tzinfo=UTC),
    )
    return read(snapshot, reference)


def only(content, **more):
    """The one entry of a feed."""
    (item,) = seen(content, **more).items
    return item


def refused(content, media_type="text/xml", **more):
    """Why a feed is none."""
    with pytest.raises(ReadError) as caught:
        seen(content, media_type, **more)
    return str(caught.value).removeprefix(f"{ADDRESS}: no ticker: ")


# ---------------------------------------------------------------- what is a feed


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("application/rss+xml; charset=utf-8", "was auch immer"),
        ("application/atom+xml", ""),
        ("application/feed+json", "{}"),
        ("application/json", "[]"),
        ("text/plain", rss()),
        ("text/html", rss()),
        (
            "application/octet-stream",
            '\ufeff<?xml version="1.0"?>\n<!-- <html> --><!DOCTYPE rss [<!ENTITY a "b">]>\n' + rss(),
        ),
        ("text/xml", atom()),
        ("text/xml", '<atom:feed xmlns:atom="http://www.w3.org/2005/Atom"/>'),
        ("text/xml", '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'),
        ("text/plain", ' {"title": "x", "version" : "https:\\/\\/jsonfeed.org\\/version\\/1"}'),
    ],
)
def test_what_is_a_feed(media_type, content):
    """A feed says so by its type, or by the way it begins."""
    assert is_feed(media_type, content.encode())


@pytest.mark.parametrize(("media_type", "content"), [
    ("text/plain", "18.35 Uhr: <rss> kommt zurück"),
    ("text/xml", "<html><body>x</body></html>"),
    ("application/xml", '<?xml version="1.0"?><sitemap/>'),
    ("application/rss+xml", "<!DOCTYPE html><p>Wartung</p>"),
    ("text/plain", '{"version": 1}'),
    ("text/plain", ""),
])  # fmt: skip
def test_what_is_no_feed(media_type, content):
    """Prose, pages and other XML are none, and a page that is called a feed is a page."""
    assert not is_feed(media_type, content.encode())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-8-sig"])
def test_a_feed_in_another_encoding_begins_like_one(encoding):
    """How the beginning is encoded does not matter."""
    assert is_feed("text/plain", rss().encode(encoding))


def test_a_source_may_ask_for_the_reader():
    """With another layout a feed is read as text, and what is no feed is refused as one."""
    assert "it is no feed" in refused("18.35 Uhr: Eins\n\nText.", "text/plain", layout="feed")
    assert "layout" not in refused(rss("<title>A</title>"), layout="text")
    assert 1 == len(seen(rss("<title>A</title>"), layout="feed").items)


# ---------------------------------------------------------------- ids and links


@pytest.mark.parametrize(("items", "keys"), [
    (["<guid>tag:1</guid><link>https://a.example/1</link>"], ["tag:1"]),
    (["<link>https://a.example/1</link>"], ["https://a.example/1"]),
    (["<title>A</title>"], [None]),
    (["<guid>1</guid><title>A</title>", "<guid>1</guid><title>B</title>", "<guid>2</guid>"], [None, None, "2"]),
    (["<guid>1</guid><title>A</title>", "<guid>1</guid><title>A</title>"], ["1"]),
])  # fmt: skip
def test_keys(items, keys):
    """An entry's key is its id, else its link; what several entries share is none, and a repeated entry is one."""
    assert keys == [item.key for item in seen(rss(*items)).items]


def test_links_are_absolute():
    """Links are relative to `xml:base`, else to the feed's own page, else to where it was taken from."""
    based = atom('<link href="1"/>', head='<link href="https://a.example/x/"/>').replace(
        "<entry>", '<entry xml:base="live/">'
    )

    assert "https://a.example/x/live/1" == only(based).link
    assert "https://a.example/1" == only(rss("<link>/1</link>", head="<link>https://a.example/x</link>")).link
    assert "https://feeds.example/1" == only(rss("<link>/1</link>")).link
    assert (
        "https://a.example/f/1"
        == only(
            atom('<link href="1"/>', head='<link rel="self" href="https://a.example/f/atom"/>'),
            kind="folder",
            origin="/x/f",
        ).link
    )
    assert None is only(rss("<link>/1</link>"), kind="folder", origin="/x/f.rss").link


def test_a_number_is_no_address():
    """A guid that is no whole address leads nowhere."""
    assert None is only(rss("<title>A</title><guid>4711</guid>", head="<link>https://a.example/x/</link>")).link
    assert "https://a.example/1" == only(rss("<title>A</title><guid>https://a.example/1</guid>")).link


@pytest.mark.parametrize("link", ["javascript:alert(1)", "urn:1", "http://[x/", "  ", "mailto:a@a.example"])
def test_what_is_no_address(link):
    """Only http and https lead anywhere."""
    assert None is only(rss(f"<title>A</title><link>{link}</link>")).link


def test_what_lacks_its_address():
    """Links, pictures and enclosures that name no address are passed over."""
    item = only(
        atom('<title>A</title><link/><link rel="enclosure" type="image/png"/>', head='<link rel="self"/><link/>')
    )

    assert (None, ()) == (item.link, item.images)
    assert () == only(rss("<title>A</title><media:content/><media:thumbnail/><enclosure/>")).images


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(("written", "moment", "precision"), [
    ("Wed, 04 Feb 2026 18:35:10 +0100", "2026-02-04T17:35:10+00:00", "second"),
    ("4 Feb 2026 18:35 GMT", "2026-02-04T18:35:00+00:00", "minute"),
    ("Wed, 04 Feb 2026 18:35:00 EST", "2026-02-04T23:35:00+00:00", "second"),
    ("Wed, 04 Feb 2026 18:35:00 MEZ", "2026-02-04T17:35:00+00:00", "second"),
    ("Wed, 04 Feb 2026 18:35:00 -0000", "2026-02-04T18:35:00+00:00", "second"),
    ("Wed, 04 Feb 2026", "2026-02-03T23:00:00+00:00", "day"),
    ("2026-02-04T18:35:00.5+01:00", "2026-02-04T17:35:00+00:00", "second"),
    ("2026-02-04T18:35Z", "2026-02-04T18:35:00+00:00", "minute"),
    ("2026-02-04 18:35:00", "2026-02-04T17:35:00+00:00", "second"),
    ("2026-02-04", "2026-02-03T23:00:00+00:00", "day"),
    ("2026-02-04t18:35:00z", "2026-02-04T18:35:00+00:00", "second"),
    ("Wed, 04 Feb 2026 06:35 PM +0100", "2026-02-04T17:35:00+00:00", "minute"),
    ("Feb 4, 2026 12:35 a.m.", "2026-02-03T23:35:00+00:00", "minute"),
    ("04.02.2026 18:35", "2026-02-04T17:35:00+00:00", "minute"),
    ("02/04/2026 6:35 PM", None, "none"),
    ("31.02.2026 18:35", None, "none"),
    ("Wed, 04 Feb 1904 18:35:00 +0100", None, "none"),
    ("Mittwoch um halb sieben", None, "none"),
    ("Wed, 99 Feb 2026 18:35:00 +0100", None, "none"),
    ("", None, "none"),
])  # fmt: skip
def test_dates(written, moment, precision):
    """A date is read as it is meant, without a zone in that of the source; what is none leaves the entry undated."""
    item = only(rss(f"<title>A</title><pubDate>{written}</pubDate>"))

    assert (moment, precision) == (item.published and item.published.isoformat(), str(item.precision))


def test_an_entry_that_was_only_updated():
    """Where a feed tells the last change alone, that is the entry's moment."""
    item = only(atom("<title>A</title><updated>2026-02-04T18:35:00Z</updated>"))

    assert (datetime(2026, 2, 4, 18, 35, tzinfo=UTC), Precision.SECOND) == (item.published, item.precision)


ENTRY = "<title>A</title><published>2026-02-04T17:00:00Z</published><updated>{}</updated>"


@pytest.mark.parametrize(("content", "dated_at"), [
    (atom(ENTRY.format("2026-02-04T18:35:00Z")), "2026-02-04T18:35:00+00:00"),
    (
        atom(ENTRY.format("2026-02-04T17:30:00Z"), head="<updated>2026-02-04T19:00:00Z</updated>"),
        "2026-02-04T19:00:00+00:00",
    ),
    # A clock that is ahead tells nothing.
    (atom(ENTRY.format("2026-02-05T18:35:00Z")), "2026-02-04T17:00:00+00:00"),
    # A feed's own date may stand still for years while entries without one come and go.
    (atom("<title>A</title>", head="<updated>2016-02-04T19:00:00Z</updated>"), None),
    (atom(), None),
])  # fmt: skip
def test_when_a_state_stood_there(content, dated_at):
    """A state is dated by its newest date that is not still to come."""
    found = seen(content).dated_at

    assert dated_at == (found and found.isoformat())
    assert not found or seen(content, reference=Reference(day=date(2026, 2, 9))).dated_at >= found


# ---------------------------------------------------------------- titles, texts, authors


@pytest.mark.parametrize(("item", "title", "text"), [
    ("<title>A &amp;amp; &lt;b&gt;B&lt;/b&gt;</title><description>C</description>", "A & B", "C"),
    ("<title>5 &lt; 6</title>", "5 < 6", ""),
    (
        "<title>Die Brücke über die …</title><description>Die Brücke über die Linde ist zu.</description>",
        None,
        "Die Brücke über die Linde ist zu.",
    ),
    ("<title>Und nun …</title><description>Die Brücke ist zu.</description>", "Und nun …", "Die Brücke ist zu."),
    ("<title>Brücke zu.</title><description>Brücke zu</description>", "Brücke zu.", ""),
    ("<description>a &amp;lt; b\n\nc &amp;amp; d</description>", None, "a < b\n\nc & d"),
    ("<description>&lt;p&gt;eins&lt;/p&gt;&lt;p&gt;zwei&lt;/p&gt;</description>", None, "eins\n\nzwei"),
    ("<description><![CDATA[<b>www.a.example</b>]]></description>", None, "www.a.example"),
    ("<title></title><description></description>", None, ""),
])  # fmt: skip
def test_titles_and_texts(item, title, text):
    """Tags and entities become what they mean; a title that is cut from the text, or is all of it, is not doubled."""
    found = only(rss(item))

    assert (title, text) == (found.title, found.text)


def test_the_text_and_not_its_summary():
    """Where a feed has the whole text and a summary, the text is the body."""
    found = only(atom("<summary>Kurz</summary><content type='text'>Lang &lt;und&gt; breit</content>"))

    assert "Lang breit" == " ".join(found.text.split()) or "Lang <und> breit" == found.text


def test_hostile_html():
    """Of HTML only what a reader may show is left: no script, no handler, absolute addresses alone."""
    body = (
        '<p onclick="x()">Ein <a href="/a">Link</a>, <a href="javascript:x()">keiner</a>.</p><script>x()</script>'
        '<img src="b.png" onerror="x()"><iframe src="https://video.example/1"></iframe><style>p{}</style>'
    )
    found = only(rss(f"<title>A</title><description><![CDATA[{body}]]></description>"))

    assert [] == [word for word in ("script", "onclick", "onerror", "iframe", "style", "x()") if word in found.html]
    assert 'href="https://feeds.example/a"' in found.html
    assert "https://feeds.example/b.png" == found.images[0].url


@pytest.mark.parametrize(("item", "author"), [
    ("<author>redaktion@a.example (Vera Alm)</author>", "Vera Alm"),
    ("<author>Vera Alm &lt;redaktion@a.example&gt;</author>", "Vera Alm"),
    ("<author>redaktion@a.example</author>", None),
    ("<dc:creator>Vera Alm</dc:creator>", "Vera Alm"),
    ("<title>A</title>", None),
])  # fmt: skip
def test_authors(item, author):
    """Who wrote an entry is named without an address."""
    assert author == only(rss(item)).author


def test_several_authors():
    """Several authors are all named; the author of the whole feed is not that of an entry."""
    names = "<author><name>Vera Alm</name></author><author><name>Jonas Brandt</name></author>"

    assert "Vera Alm, Jonas Brandt" == only(atom(f"<title>A</title>{names}")).author
    assert None is only(atom("<title>A</title>", head="<author><name>Redaktion</name></author>")).author


# ---------------------------------------------------------------- pictures


@pytest.mark.parametrize(("item", "images"), [
    (
        (
            '<enclosure url="/a.jpg" type="image/jpeg" length="2048"/>'
            '<enclosure url="/a.mp3" type="audio/mpeg" length="9"/>'
        ),
        [Image(url="https://feeds.example/a.jpg", media_type="image/jpeg", length=2048)],
    ),
    (
        (
            '<media:content url="/a" medium="image"/><media:content url="/b.mp4" medium="video"/>'
            '<media:thumbnail url="/t.png"/>'
        ),
        [Image(url="https://feeds.example/a")],
    ),
    ('<media:content url="/a.webp"/>', [Image(url="https://feeds.example/a.webp", media_type="image/webp")]),
    ('<media:thumbnail url="/t.png"/>', [Image(url="https://feeds.example/t.png", media_type="image/png")]),
    ('<enclosure url="data:x" type="image/png" length="0"/>', []),
    (
        '<enclosure url="/a.png" type="image/png" length="0"/>',
        [Image(url="https://feeds.example/a.png", media_type="image/png")],
    ),
])  # fmt: skip
def test_pictures(item, images):
    """Enclosures and media that are pictures are those of the entry, a thumbnail only where there is nothing larger."""
    assert tuple(images) == only(rss(f"<title>A</title>{item}")).images


def test_a_picture_once():
    """A picture that stands in the text and beside it is one, with what is known of it."""
    text = '<description><![CDATA[<img src="/a.jpg">]]></description>'
    item = f'{text}<enclosure url="/a.jpg" type="image/jpeg" length="999"/>'

    assert (Image(url="https://feeds.example/a.jpg", media_type="image/jpeg", length=999),) == only(rss(item)).images


# ---------------------------------------------------------------- JSON Feed


def test_a_json_feed():
    """All fields of an entry are read, whatever their form in versions 1 and 1.1."""
    item = only(
        json_feed(
            {
                "id": 7,
                "url": "7",
                "title": "A",
                "content_html": "<p>B</p>",
                "content_text": "C",
                "date_published": "2026-02-04T18:35:00+01:00",
                "author": {"name": "Vera Alm"},
                "image": "/a.jpg",
                "attachments": [
                    {"url": "/b.png", "mime_type": "image/png", "size_in_bytes": 2048},
                    {"url": "/c.mp3", "mime_type": "audio/mpeg"},
                    7,
                ],
            },
            home_page_url="https://a.example/x/",
        ),
        media_type="application/feed+json",
    )

    assert ("7", "https://a.example/x/7", "A", "B", "Vera Alm") == (
        item.key, item.link, item.title, item.text, item.author
    )  # fmt: skip
    assert (
        Image(url="https://a.example/a.jpg", media_type="image/jpeg"),
        Image(url="https://a.example/b.png", media_type="image/png", length=2048),
    ) == item.images


@pytest.mark.parametrize("item", [
    {}, {"id": None, "title": 7, "content_text": [], "authors": "x", "attachments": "y", "image": {}, "url": 1.5},
    {"authors": [7], "author": 7, "id": True},
])  # fmt: skip
def test_json_of_no_sense(item):
    """Values of the wrong kind are passed over."""
    assert 1 == len(seen(json_feed(item, 7, None), "application/json").items)


@pytest.mark.parametrize(("content", "reason"), [
    (b"{", "its JSON is broken, or breaks off (Expecting property name enclosed in double quotes: line 1 column 2 "),
    (json_feed({"id": "1"}).encode()[:-9], "its JSON is broken, or breaks off ("),
    (b"[" * 100_000, "its JSON is broken, or breaks off ("),
    (b'{"a": ' + b"9" * 10_000 + b"}", "its JSON is broken, or breaks off ("),
    ('{"a": "ü"}'.encode("latin-1"), "it is not UTF-8, as JSON must be: byte 8 is wrong"),
    (b"[]", "it is JSON, but no JSON Feed: it has no `version` of jsonfeed.org"),
    (b'{"version": "https://jsonfeed.org/version/1", "items": {}}', "it is a JSON Feed without `items`"),
    (b" \n", "it is empty"),
])  # fmt: skip
def test_json_that_is_no_feed(content, reason):
    """JSON that is no whole feed is refused, and told why."""
    assert refused(content, "application/json").startswith(reason)


# ---------------------------------------------------------------- what is broken or hostile


def test_a_feed_without_entries():
    """A sound feed that has no entries yet is a ticker that has none."""
    assert () == seen(rss()).items


@pytest.mark.parametrize(("content", "reason"), [
    (rss("<title>A</title>")[: -len(END)], "the feed breaks off before its end (no element found in line 1)"),
    (rss("<title>A</title>", "<title>B</title>")[:190], "the feed breaks off before its end ("),
    ("<rss", "the feed breaks off before its end (unclosed token in line 1)"),
    (rss("<title>&#55296; &nbsp;</title>"), "its XML is broken beyond repair ("),
    (RSS + "<" * 9 + END, "its XML is broken, and shows no entry (not well-formed (invalid token) in line 1"),
    (rss().replace("<channel>", "<a>\n<channel>"), "its XML is broken, and shows no entry (mismatched tag in line 2)"),
])  # fmt: skip
def test_a_feed_that_is_not_whole(content, reason):
    """A feed that breaks off, or is broken and shows nothing, is a fault, and is told why."""
    assert refused(content).startswith(reason)


def test_what_is_called_a_feed_and_is_none():
    """Text that a server calls a feed is refused."""
    assert "it is no feed: it begins neither as RSS nor as Atom" == refused("<a>x</a>", "application/rss+xml")


def test_a_broken_feed_is_read_as_well_as_it_can_be():
    """An entity that XML does not know, or a bare ampersand, costs certainty and is remarked on, and no entry."""
    ticker = seen(rss("<title>A&nbsp;&amp; B & C</title>"))

    assert ["A & B & C"] == [item.title for item in ticker.items]
    assert (0.9, 1) == (ticker.certainty, len(ticker.remarks))
    assert ticker.remarks[0].startswith("the feed's XML is broken (undefined entity in line 1)")


@pytest.mark.parametrize(("content", "media_type", "remarks"), [
    ('<?xml version="1.0" encoding="iso-8859-1"?>' + rss("<title>Öl</title>"), "text/xml; charset=utf-8", 0),
    (rss("<title>Öl</title>"), "text/xml; charset=ISO-8859-1", 0),
    ('<?xml version="1.0" encoding="utf-8"?>' + rss("<title>Öl</title>"), "text/xml", 1),
])  # fmt: skip
def test_encodings(content, media_type, remarks):
    """XML's own word for its encoding counts, else the server's; a word that is wrong is remarked on."""
    ticker = seen(content.encode("latin-1"), media_type)

    assert (["Öl"], remarks) == ([item.title for item in ticker.items], len(ticker.remarks))


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize("content", [
    f'<!DOCTYPE r [<!ENTITY e0 "aaaaaaaaaa">{BOMB}]>' + rss("<title>&e9;</title>"),
    '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + rss("<title>&a;</title>"),
    rss("<title>A</title>" + "<a>" * 50_000 + "</a>" * 50_000),
    rss("<description><![CDATA[" + "<b>" * 50_000 + "]]></description>"),
    rss("<description><![CDATA[" + "<div>" * 20_000 + "]]></description>"),
    rss("<title>" + "&lt;b&gt;" * 20_000 + "</title>"),
    RSS + "<item>" * 50_000,
    RSS + "<!--" * 50_000,
    "<!DOCTYPE a [" + "<!ENTITY " * 50_000,
    "<!-- " * 2_000 + rss(),
    '{"version": "https://jsonfeed.org/version/1", "items": [' + "{}," * 100_000 + "{}]}",
    '{"version": ' * 50_000,
])  # fmt: skip
def test_nothing_hangs(content):
    """Whatever a feed holds, it is read or refused in a time that a person would wait, and grows no bomb."""
    begun = time.perf_counter()
    try:
        ticker = seen(content)
    except ReadError:
        ticker = None

    assert time.perf_counter() - begun < 10
    assert ticker is None or sum(len(item.title or "") + len(item.text) for item in ticker.items) < 1_000_000


def test_a_feed_that_is_too_large():
    """A feed beyond all measure is refused before it is parsed."""
    assert f"the feed has {LONGEST + 1} bytes, over {LONGEST}" == refused(rss().encode().ljust(LONGEST + 1))
