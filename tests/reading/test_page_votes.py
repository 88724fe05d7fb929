"""What one more update may not change: keys, authors, pictures, zones of the others; and what none may lose."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from feeder.model import Item, Precision, Snapshot, Source, Ticker
from feeder.reading import read
from feeder.reading.explained import explain
from feeder.reading.links import Links
from feeder.reading.syndicated import feeddates

TEXT = "Die Feuerwehr bleibt über Nacht am Siel und misst alle halbe Stunde den Pegel der Linde, Stand {}."
PAGE = "https://bote.example/live"


def update(number: int, **more: object) -> dict[str, object]:
    return {
        "url": f"{PAGE}#p{number}",
        "datePublished": f"2026-02-04T{10 + number}:35:00+01:00",
        "headline": f"Siel {number}",
        "articleBody": TEXT.format(number),
        **more,
    }


def described(updates: Sequence[dict[str, object]], body: str = "", **more: object) -> str:
    """A page that describes the updates, the newest first."""
    blog = {"@type": "LiveBlogPosting", "url": PAGE, "liveBlogUpdate": [*reversed(updates)], **more}
    script = f'<script type="application/ld+json">{json.dumps(blog)}</script>'
    return f'<html><head><link rel="canonical" href="{PAGE}">{script}</head><body>{body}</body></html>'


@pytest.fixture
def page(reading: Callable[..., Ticker]) -> Callable[[str], tuple[Item, ...]]:
    """The items of a page."""
    return lambda html: reading(html, "text/html").items


def elements(entries: Sequence[str], title: str = "Sturm") -> str:
    return f"<html><body><h1>{title}</h1><main>{''.join(reversed(entries))}</main></body></html>"


@pytest.mark.parametrize(("last", "stays"), [
    ("<p>Stimmen Sie ab:</p><form><button>Ja</button><button>Nein</button></form>", False),
    ("<p>Das Siel am Abend:</p><img src='https://bote.example/siel.jpg' alt='Siel'>", True),
])  # fmt: skip
@pytest.mark.parametrize("is_described", [True, False])
def test_a_lone_line_that_leads_to_a_form_is_no_entry(page, last, stays, is_described):
    """What only announces a form says nothing in a feed; above a picture it does."""
    stamp = '<article id="p{0}"><time datetime="2026-02-04T{1}:35+01:00">{1}.35 Uhr</time>{2}</article>'
    bodies = [*(f"<p>{TEXT.format(number)}</p>" for number in range(4)), last]
    html = elements([stamp.format(number, 10 + number, each) for number, each in enumerate(bodies)])
    if is_described:
        updates = [
            {"url": f"{PAGE}#p{number}", "datePublished": f"2026-02-04T{10 + number}:35:00+01:00"}
            for number in range(5)
        ]
        html = described(updates, html)

    assert len(page(html)) == (5 if stays else 4)


@pytest.mark.parametrize(("one", "other"), [
    ({"author": {"name": "Vera Alm"}}, {"author": {"name": "Jan Ode"}}),
    ({"image": "https://bote.example/a.jpg"}, {"image": "https://bote.example/b.jpg"}),
])  # fmt: skip
def test_another_author_or_picture_changes_no_entry(page, one, other):
    """Who wrote the older updates, and what they show, stays when one comes that differs."""
    before = page(described([update(number, **one) for number in range(4)]))
    after = page(described([*(update(number, **one) for number in range(4)), update(4, **other)]))

    assert before == after[1:]


def test_a_shared_address_is_no_name(page):
    """Two updates with one address lose it as a name, the others keep theirs."""
    items = page(described([update(0), update(1), update(2), update(3, url=f"{PAGE}#p2")]))

    assert [None, None, "p1", "p0"] == [item.key for item in items]


def test_seconds_in_one_update_move_no_other(page):
    """A zone that is only put behind the clocks is known by most; what is right by itself stays."""
    entry = '<article id="e{id}"><time datetime="2026-02-04T{utc}Z">{clock}</time><p>{text}</p></article>'
    old = [
        entry.format(id=hour, utc=f"{hour}:35", clock=f"{hour}:35", text=TEXT.format(hour)) for hour in range(12, 17)
    ]
    new = entry.format(id=18, utc="17:35:10", clock="18:35", text=TEXT.format(18))
    before, after = page(elements(old)), page(elements([*old, new]))

    assert datetime(2026, 2, 4, 15, 35, tzinfo=UTC) == before[0].published
    assert before == after[1:]
    assert datetime(2026, 2, 4, 17, 35, 10, tzinfo=UTC) == after[0].published


def test_seconds_in_one_described_update_move_no_other(page):
    """The same holds of times that are described, and shown beside."""
    shown = '<article id="p{id}"><b>4. Februar, {hour}:35 Uhr</b><h3>Siel {id}</h3><p>{text}</p></article>'
    old = [update(number, datePublished=f"2026-02-04T{10 + number}:35Z") for number in range(5)]
    new = update(5, datePublished="2026-02-04T15:35:10Z")
    bodies = [shown.format(id=number, hour=10 + number, text=TEXT.format(number)) for number in range(5)]
    bodies.append(shown.format(id=5, hour=16, text=TEXT.format(5)))
    before = page(described(old, "".join(reversed(bodies[:5]))))
    after = page(described([*old, new], "".join(reversed(bodies))))

    assert datetime(2026, 2, 4, 13, 35, tzinfo=UTC) == before[0].published
    assert before == after[1:]
    assert datetime(2026, 2, 4, 15, 35, 10, tzinfo=UTC) == after[0].published


@pytest.mark.parametrize("line", ['<span class="where">{place}</span>', "<p>{count} Tote</p>"])
def test_datelines_are_no_speakers(page, line):
    """A place over each text, or how many they were, does not make a page one of readers, however it grows."""
    places = ("Kiew", "Kiew", "Kiew", "Moskau", "Berlin", "Paris", "Rom", "Wien", "Bern")
    entry = (
        '<article><time datetime="2026-02-04T{hour}:07:00+01:00">{hour}:07</time> ' + line + "<p>{text}</p></article>"
    )
    entries = [
        entry.format(hour=10 + at, place=place, count=at + 2, text=TEXT.format(at)) for at, place in enumerate(places)
    ]

    assert [*range(3, 10)] == [len(page(elements(entries[:count]))) for count in range(3, 10)]


def test_names_on_a_page_that_calls_itself_live(page):
    """What stands over each text of a page that calls itself live is no name of a reader."""
    entry = '<article><time datetime="2026-02-04T{0}:07:00+01:00">{0}:07</time> <span>{1}</span><p>{2}</p></article>'
    places = ("Kiew", "Moskau", "Berlin", "Paris", "Rom")
    entries = [entry.format(10 + at, place, TEXT.format(at)) for at, place in enumerate(places)]

    assert len(places) == len(page(elements(entries, "Liveticker zum Sturm")))


@pytest.mark.parametrize(("body", "text"), [
    ("Wind <Stufe 5 und fallend, sagt das Amt", "Wind <Stufe 5 und fallend, sagt das Amt"),
    ("Der Pegel ist <b>hoch</b>", "Der Pegel ist hoch"),
])  # fmt: skip
def test_less_than_is_no_markup(page, reading, body, text):
    """What stands behind `<` is kept where it is no element, in linked data and in feeds."""
    written = body.replace("<", "&lt;").replace(">", "&gt;")
    item = f"<item><title>Amt</title><description>{written}</description></item>"
    feed = f'<rss version="2.0"><channel>{item}</channel></rss>'

    assert text == page(described([update(0), update(1, articleBody=body)]))[0].text
    assert text == reading(feed, "application/rss+xml").items[0].text


def test_the_whole_text_before_the_one_that_is_cut(page):
    """An element that breaks off amid what is described does not count."""
    cut = '<article id="p{0}"><h3>Siel {0}</h3><p>{1} … <a href="#p{0}">mehr</a></p></article>'
    body = "".join(cut.format(number, TEXT.format(number)[:80]) for number in (2, 1, 0))
    items = page(described([update(number) for number in range(3)], body))

    assert [TEXT.format(number) for number in (2, 1, 0)] == [item.text for item in items]


def test_another_live_blog_is_named(reading):
    """Whoever runs the page learns that it describes two live blogs, of which one is read."""
    other = {"@type": "LiveBlogPosting", "headline": "Wahl", "liveBlogUpdate": [update(7, url=""), update(8, url="")]}
    script = f'<script type="application/ld+json">{json.dumps(other)}</script></head>'
    one = described([update(number) for number in range(4)])

    assert () == reading(one, "text/html").remarks
    assert (
        'linked data: the page describes another live blog, "Wahl", with 2 updates: only the longest is read',
    ) == reading(one.replace("</head>", script), "text/html").remarks


def test_the_encoding_of_a_script_is_not_the_page_s(page):
    """Only a `meta` says how the page is encoded."""
    entries = [
        f'<article><time datetime="2026-02-04T{hour}:07:00+01:00">{hour}:07</time><p>{TEXT.format(hour)}</p></article>'
        for hour in range(12, 17)
    ]
    head = '<html><head><script src="a.js" charset="iso-8859-1"></script><meta charset="utf-8"></head>'

    assert TEXT.format(16) == page(elements(entries).replace("<html>", head).encode())[0].text


@pytest.mark.parametrize(("address", "absolute"), [
    ('/a"><b>', "https://bote.example/a%22%3E%3Cb%3E"),
    ("/a%22?b=c|d", "https://bote.example/a%22?b=c%7Cd"),
    ("/straße", "https://bote.example/straße"),
])  # fmt: skip
def test_addresses_are_encoded(address, absolute):
    """What may stand in no address is written in percents; letters of any script stay."""
    assert absolute == Links(base=PAGE, page=PAGE).absolute(address)


def test_notices_below_the_text(page):
    """The name of a notice that the law asks for is no text of the last entry."""
    entries = [f"<h3>4. Februar, {hour}:07 Uhr: Halle {hour}</h3><p>{TEXT.format(hour)}</p>" for hour in range(12, 17)]
    items = page(elements(entries).replace("</main>", "<p>Impressum</p></main>"))

    assert TEXT.format(12) == items[-1].text


@pytest.mark.parametrize("written", [
    "Sa, 04 Okt 2025 12:30:00 +0200", "Sat, 04 Oct 2025 12:30:00 +0200", "4. Oktober 2025 12:30:00 +0200",
    "sam., 04 oct. 2025 12:30:00 +0200",
])  # fmt: skip
def test_dates_of_feeds_in_other_languages(written):
    """A server may write the days and months of RFC 822 in its own language."""
    assert (datetime(2025, 10, 4, 10, 30, tzinfo=UTC), Precision.SECOND) == feeddates.moment(written, ZoneInfo("UTC"))


def at(origin: str, content: str, media_type: str) -> Ticker:
    source = Source(name="s", kind="url", location=origin, timezone=ZoneInfo("UTC"), language="de", title="S")
    taken = datetime(2026, 2, 4, 20, tzinfo=UTC)
    return read(
        Snapshot(source=source, origin=origin, content=content.encode(), media_type=media_type, fetched_at=taken)
    )


def test_links_hold_no_password():
    """What the source's address holds to be let in stands in no link."""
    updates = described([update(number, url=f"/live/{number}") for number in range(3)])

    assert [f"{PAGE}/{number}" for number in (2, 1, 0)] == [
        item.link for item in at("https://anna:geheim@bote.example/live", updates, "text/html").items
    ]


@pytest.mark.timeout(60)
def test_explaining_takes_no_square_of_the_length():
    """Many entries are explained without a search of the whole for each: it ends soon."""
    source = Source(name="s", kind="folder", location="/x", timezone=ZoneInfo("UTC"), language="de", title="S")

    def explained(count: int) -> int:
        marks = [f"{at // 60:02}:{at % 60:02} Uhr: Siel {at}\n{TEXT.format(at)}" for at in reversed(range(count))]
        content = "2026-02-04\n\n" + "\n\n".join(marks)
        snapshot = Snapshot(
            source=source, origin="/x/t", content=content.encode(), media_type="text/plain",
            fetched_at=datetime(2026, 2, 5, 20, tzinfo=UTC),
        )  # fmt: skip
        ticker = read(snapshot)
        assert count == len(ticker.items)
        return len(explain(snapshot, ticker))

    assert explained(1400) > explained(350) > 350


@pytest.mark.parametrize("behind", [
    "<p>Es fehlen Teile, heißt es.</p>", "<ul><li>Es fehlen Teile.</li></ul>",
    "<blockquote>Es fehlen Teile.</blockquote>",
])  # fmt: skip
def test_what_follows_a_paragraph_with_a_time_belongs_to_it(page, behind):
    """Paragraphs one behind the other: those between two times are the entry's, however short they are."""
    heads = [f"<p><strong>{18 - number}.50 Uhr:</strong> {TEXT.format(number)}</p>" for number in range(4)]
    items = page(f"<html><body><h1>Sturm</h1><div>{heads[0]}{behind}{''.join(heads[1:])}</div></body></html>")

    assert [True, False, False, False] == ["fehlen" in item.text for item in items]


def test_a_button_of_an_entry_is_no_text(page):
    """A link on a line of its own that says what a button does is left out of each entry."""
    entries = [
        f'<article><time>{10 + number}.35 Uhr</time><p>{TEXT.format(number)}</p><a href="/teilen">Teilen</a></article>'
        for number in range(4)
    ]

    assert ["Teilen" not in item.text for item in page(elements(entries))] == [True] * 4


def test_the_width_of_a_picture_may_be_anything(page):
    """A set of pictures with a width of thousands of digits breaks nothing."""
    picture = f'<img src="a.jpg" srcset="https://bote.example/b.jpg {"9" * 5000}w">'
    entries = [f"<article><time>{10 + at}.35 Uhr</time><p>{TEXT.format(at)}</p>{picture}</article>" for at in range(4)]

    assert 4 == len(page(elements(entries)))
