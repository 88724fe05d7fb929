"""Pages without linked data: elements that repeat with times, flat paragraphs, and what only looks like a ticker."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from feeder.errors import ReadError
from feeder.model import Item, Precision, Snapshot, Source, Ticker
from feeder.reading import Reference, page, read
from feeder.reading.page import keys
from feeder.reading.reference import Reference as Known

ENTRIES = (
    (18, "Deich hält", "Die Feuerwehr bleibt über Nacht am Siel und misst alle halbe Stunde den Pegel der Linde."),
    (17, "Fähre fährt", "Die Fähre fährt wieder, und bis zum Abend sollen alle Wartenden auf der Insel sein."),
    (16, "Schule zieht um", "Zwei Klassen der Schule am Markt lernen heute im Rathaus, weil der Keller geräumt wird."),
    (14, "Brücke gesperrt", "Ab sofort ist die Brücke über die Linde zu, weil Treibholz gegen die Pfeiler schlägt."),
    (12, "Sturm ist da", "Am Mittag hat der Sturm die Küste erreicht, mit Böen von hundertzehn Kilometern je Stunde."),
)
TITLES = [title for _, title, _ in ENTRIES]
TEXTS = [text for *_, text in ENTRIES]


def html(template: str, entries: Iterable = ENTRIES, before: str = "", after: str = "") -> str:
    """A page whose entries are written by the template."""
    written = "".join(
        template.format(n=number, id=90 - number, hour=hour, title=title, text=text)
        for number, (hour, title, text) in enumerate(entries)
    )
    head = (
        '<head><link rel="canonical" href="https://bote.example/live"><meta name="description" content="Lage."></head>'
    )
    return f"<html>{head}<body><h1>Sturm</h1>{before}<main>{written}</main>{after}</body></html>"


MACHINE = '<time datetime="2026-02-04T{hour}:35:00+01:00">{hour}:35</time>'


@pytest.fixture
def seen(reading: Callable[..., Ticker]) -> Callable[..., tuple[Item, ...]]:
    return lambda *given, **more: reading(html(*given, **more), "text/html").items


@pytest.mark.parametrize(
    "template",
    [
        "<article>" + MACHINE + "<h2>{title}</h2><p>{text}</p></article>",
        '<li id="e{id}"><p class="meta">' + MACHINE + " Uhr</p><h3>{title}</h3><div>{text}</div></li>",
        '<div class="entry e-{id}"><b class="t">{hour}:35 Uhr</b><b class="headline">{title}</b>{text}</div>',
        '<div class="row{n}"><div data-post-time="{hour}"><i>{hour}.35</i><h3>{title}</h3>{text}</div></div>',
        "<div><time>Stand {hour}:35 Uhr</time><h4>{title}</h4><p>{text}</p></div>",
        "<div><time><span>Posted at {hour}:35</span><span>{hour}:35</span></time><h4>{title}</h4><p>{text}</p></div>",
        "<div><p><span>4. Februar</span> <span>{hour}:35</span></p><h4>{title}</h4><p>{text}</p></div>",
        '<div aria-labelledby="t{n}">' + MACHINE + '<h3><i>Eil</i><b id="t{n}">{title}</b></h3>{text}</div>',
        "<div>" + MACHINE + '<span class="kicker">WICHTIG</span><h3>{title}</h3><p>{text}</p></div>',
        "<div><aside>" + MACHINE + "</aside><h3>{title}</h3><p>{text}</p></div>",
        '<div><meta itemprop="datePublished" content="2026-02-04T{hour}:35:00+01:00"><h3>{title}</h3>{text}</div>',
        '<div><abbr title="2026-02-04T{hour}:35:00+01:00">eben</abbr><h3>{title}</h3><p>{text}</p></div>',
        "<div>" + MACHINE + '<time class="updated" datetime="2026-02-04T19:00">neu</time><h3>{title}</h3>{text}</div>',
        "<h3>" + MACHINE + " {title}</h3><p>{text}</p>",
        "<p>" + MACHINE + "</p><h3>{title}</h3><p>{text}</p>",
        "<p><b>{hour}.35 Uhr: {title}</b></p><p>{text}</p>",
        "<h3>{hour}.35 Uhr: {title}</h3><div>{text}</div>",
    ],
)  # fmt: skip
def test_templates(template, seen):
    """Entries are found whatever elements carry them, and their time, title and text are told apart."""
    items = seen(template)

    assert TITLES == [item.title for item in items]
    assert TEXTS == [item.text for item in items]
    assert [datetime(2026, 2, 4, hour - 1, 35, tzinfo=UTC) for hour, *_ in ENTRIES] == [
        item.published for item in items
    ]


def test_days_stand_above(seen):
    """A day above a section dates its entries."""
    days = {0: "<h2>Mittwoch, 4. Februar 2026</h2>", 2: "<h2>Dienstag, 3. Februar 2026</h2>"}
    written = "".join(
        f"<section>{days.get(number, '')}<div><b>{hour}:35</b><p>{text}</p></div></section>"
        for number, (hour, _, text) in enumerate(ENTRIES)
    )

    assert [4, 4, 3, 3, 3] == [item.published.day for item in seen(written, ENTRIES[:1])]


def test_authors_captions_links_and_furniture(seen):
    """What belongs to an entry is kept apart from its text, and what does not is left out."""
    template = (
        '<div class="e" id="u{id}"><a href="/live#u{id}">' + MACHINE + "</a><div>Vera Alm</div><h3>{title}</h3>"
        '<p>{text}</p><figure><img src="/{n}.jpg" alt=""><figcaption>Der Deich. <i>Foto: Bote</i></figcaption></figure>'
        '<div class="social-share">Teilen</div><a href="https://twitter.com/intent/tweet?x">X</a>'
        '<div class="ad-slot">Kauf!</div><ul><li><a href="mailto:?a">Mail</a></li></ul>'
        '<p class="last-modified">Geändert um 19.01 Uhr</p><footer>Ende</footer></div>'
    )
    item = seen(template)[0]

    assert (TEXTS[0], "Vera Alm", ("Der Deich. Foto: Bote",)) == (item.text, item.author, item.captions)
    assert ("u90", "https://bote.example/live#u90") == (item.key, item.link)
    assert ["https://bote.example/0.jpg"] == [image.url for image in item.images]


@pytest.mark.parametrize(
    ("markup", "author"),
    [
        ('<span class="byline">Von <b>Jan Ode</b></span>', "Jan Ode"),
        ('<a rel="author" href="/x">by Jan Ode</a>', "Jan Ode"),
        ('<div class="contributor"><p class="contributor-name">Jan Ode</p><p>Reporter am Deich</p></div>', "Jan Ode"),
        ("<mark>Jan Ode</mark>", "Jan Ode"),
        ("<mark>WICHTIGE MELDUNG</mark>", None),
        ('<span class="author"></span>', None),
        ('<span class="author">–</span>', None),
    ],
)
def test_authors(markup, author, seen):
    """An author is who is called one, or whose name stands behind the time; a label in capitals is none."""
    items = seen("<div>" + MACHINE + markup + "<h3>{title}</h3><p>{text}</p></div>")

    assert [author] * 5 == [item.author for item in items]
    assert TEXTS == [item.text for item in items]


def test_a_name_that_opens_the_text_is_no_author(seen):
    """In bold, a name may open the text, and be all that an entry says."""
    items = seen("<p><b>{hour}:35 Uhr</b> <b>Vera Alm</b> sagt: {text}</p>")

    assert [(None, f"Vera Alm sagt: {text}") for text in TEXTS] == [(item.author, item.text) for item in items]


def test_a_sign_within_a_sentence_stays(seen):
    """What is called an advert within a sentence is a part of it."""
    items = seen(
        "<div>" + MACHINE + '<h3>{title}</h3><p>Der <b>Bote</b><span class="ad">* </span>meldet: {text}</p></div>'
    )

    assert [f"Der Bote* meldet: {text}" for text in TEXTS] == [item.text for item in items]


def test_copies_are_read_once(seen):
    """An entry that was pinned above the others is one; so is one among them that bears no time."""
    entry = "<article>" + MACHINE + "<h2>{title}</h2><p>{text}</p></article>"
    pinned = entry.format(hour=16, title=TITLES[2], text=TEXTS[2])
    items = seen(entry, before=f"<main>{pinned}</main>")

    assert sorted(TITLES) == sorted(item.title for item in items)


def test_a_label_is_no_title(seen):
    """What stands above half of the entries says of what kind they are."""
    entries = [(hour, "Eilmeldung" if number else title, text) for number, (hour, title, text) in enumerate(ENTRIES)]

    assert ["Deich hält", *[None] * 4] == [
        item.title for item in seen("<div>" + MACHINE + "<h3>{title}</h3><p>{text}</p></div>", entries)
    ]


def test_no_day_at_all():
    """Where nothing tells the day, entries bear no moment, and are still in order."""
    html_page = html("<div><b>{hour}:35</b><h3>{title}</h3><p>{text}</p></div>")
    ticker = page.read(html_page, Known(), ZoneInfo("Europe/Berlin"))

    assert [(None, Precision.NONE)] * 5 == [(item.published, item.precision) for item in ticker.items]


def test_minutes_of_a_game(seen):
    """A game's minutes order its entries and date none."""
    entries = [(90 - 9 * number, "", f"{TEXTS[number % 5]} Minute {number}.") for number in range(9)]
    items = seen("<div><span>{hour}'</span><p>{text}</p></div>", entries)

    assert [(None, "none")] * 9 == [(item.published, str(item.precision)) for item in items]


SHORT = [(hour, title, "Tor!") for hour, title, _ in ENTRIES]


@pytest.mark.parametrize(
    ("template", "entries", "reason"),
    [
        ("<div>" + MACHINE + '<h3><a href="/a{n}">{title}</a></h3><p>{text}</p></div>', ENTRIES, "lead to other pages"),
        ("<div>" + MACHINE + '<a href="/a{n}"><h3>{title}</h3></a><p>{text}</p></div>', ENTRIES, "lead to other pages"),
        ("<div>" + MACHINE + '<p><a href="/a{n}">{text}</a></p></div>', ENTRIES, "links to other pages"),
        ('<div class="comment">' + MACHINE + "<p>{text}</p></div>", ENTRIES, "a discussion"),
        ('<div class="sidebar-item">' + MACHINE + "<p>{text}</p></div>", ENTRIES, "beside the page's own"),
        ("<div>" + MACHINE + "<p>{text}</p></div>", SHORT, "too short for reports"),
        ("<div>" + MACHINE + "<p>{text}</p></div>", [(h, t, x.rstrip(".")) for h, t, x in ENTRIES], "headlines"),
        ("<div>" + MACHINE + "<p>{text}</p></div>", ENTRIES[::-1], "rise down the page"),
        ("<div>" + MACHINE + "<p>{text}</p></div>", [*ENTRIES[::2], *ENTRIES[1::2], *ENTRIES[:2]], "in no order"),
        ("<div>" + MACHINE + "<p>{text}</p></div>", [(18, t, x) for _, t, x in ENTRIES], "all the same"),
        ('<div><time datetime="2026-02-{hour}">x</time><p>{text}</p></div>', ENTRIES, "days alone"),
        ("<div>{hour}:00 – {hour}:45 Uhr<p>{text}</p></div>", ENTRIES, "no line opens with a time"),
    ],
)  # fmt: skip
def test_no_ticker(template, entries, reason, reading):
    """Teasers, comments, boxes, programmes, streams of articles are no tickers, and the reason is told."""
    with pytest.raises(ReadError) as caught:
        reading(html(template, entries), "text/html")

    assert reason in str(caught.value)


UNSEEN = '<time datetime="2026-02-04T{hour}:35:00+01:00">x</time>'
FEW_TIMES = "<div>{before}<p>{text} {text} {text} {text}</p>" + UNSEEN + "<p>{text} {text}</p></div>"


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        (FEW_TIMES.replace("{before}", ""), "its times stand amid the texts"),
        ("<p><b>{hour}:35</b></p><h3>{title}</h3><p>{text}</p>", "its times rise down the page"),
    ],
)
def test_times_that_are_not_the_texts_own(template, reason, reading):
    """A time amid the text is none of its own; clocks between paragraphs are left to the grammar of text."""
    entries = ENTRIES if "amid" in reason else ENTRIES[::-1]
    with pytest.raises(ReadError) as caught:
        reading(html(template, entries), "text/html")

    assert reason in str(caught.value)


def test_a_small_part_of_a_page_is_no_ticker(reading):
    """What stands on a page of another text is none of it."""
    with pytest.raises(ReadError) as caught:
        reading(
            html("<div>" + MACHINE + "<p>{text}</p></div>", after=f"<p>{'Ein langer Bericht. ' * 400}</p>"), "text/html"
        )

    assert "a small part of the page" in str(caught.value)


def test_teasers_are_no_ticker_for_the_grammar_of_text_either(reading):
    """What elements show to be teasers is none however its text is read."""
    teaser = '<div><p>{hour}:35</p><h3><a href="/a{n}">{title}</a></h3><p>{text}</p></div>'
    with pytest.raises(ReadError) as caught:
        reading(html(teaser), "text/html")

    assert "teasers, comments or other articles" in str(caught.value)


def test_flat_paragraphs_keep_links_pictures_and_keys(seen):
    """What the grammar of text reads has the markup of its elements; what heads the next part of the page is none."""
    template = (
        '<h3 id="um-{id}">{hour}.35 Uhr: {title}</h3><p>{text} <a href="/amt">Amt</a></p><img src="/{n}.png">'
        '<figure><img src="/f{n}.png"><figcaption>Der Pegel</figcaption></figure><p><a href="/mehr">Mehr lesen</a></p>'
    )
    items = seen(template, after='<h2><a href="/alt">Was bisher geschah</a></h2>')

    assert [f"{text} Amt" for text in TEXTS] == [item.text for item in items]
    assert f'<p>{TEXTS[0]} <a href="https://bote.example/amt">Amt</a></p>' == items[0].html
    assert ["https://bote.example/0.png", "https://bote.example/f0.png"] == [image.url for image in items[0].images]
    assert (("Der Pegel",), "um-90") == (items[0].captions, items[0].key)


def test_what_heads_the_next_part_of_a_column_is_no_text(reading):
    """A heading that is a link, behind the last entry, heads what follows the ticker."""
    written = html("<h3>{hour}.35 Uhr: {title}</h3><p>{text}</p>")
    ending = '<h2><a href="/alt">Was bisher geschah</a></h2></main>'
    items = reading(written.replace("</main>", ending), "text/html").items

    assert TEXTS == [item.text for item in items]


@pytest.mark.parametrize(
    ("layout", "expected"),
    [("repeated", "elements with times repeat on it"), ("", "elements with times repeat on it")],
)
def test_layouts(layout, expected):
    """A source may ask for one layer of a page."""
    assert expected == laid_out(layout).reason


@pytest.mark.parametrize(
    ("layout", "reason"),
    [("linked-data", "it describes no live blog for machines"), ("repeated", "no elements with times repeat on it")],
)
def test_a_layer_that_is_not_there(layout, reason):
    """A layer that a source asks for and that the page lacks is no ticker."""
    with pytest.raises(ReadError) as caught:
        laid_out(layout, template="<p>{text}</p>")

    assert reason in str(caught.value)


def laid_out(layout: str, template: str = "<div>" + MACHINE + "<h3>{title}</h3><p>{text}</p></div>") -> Ticker:
    source = Source(
        name="s",
        kind="url",
        location="https://bote.example/live",
        timezone=ZoneInfo("Europe/Berlin"),
        language="de",
        title="S",
    )
    snapshot = Snapshot(
        source=replace(source, layout=layout),
        origin="https://bote.example/live",
        content=html(template).encode(),
        media_type="text/html",
        fetched_at=datetime(2026, 2, 4, 20, tzinfo=UTC),
    )
    return read(snapshot, Reference(day=date(2026, 2, 4)))


@pytest.mark.parametrize(
    ("given", "newest_first", "expected"),
    [
        (["a", None, "c"], True, ["a", None, "c"]),
        (["a", "a"], True, [None, None]),
        (["post1", "post2", "post3"], True, [None] * 3),
        (["post0", "post1"], True, [None] * 2),
        (["post1", "post2"], False, ["post1", "post2"]),
        (["p80", "p79"], True, ["p80", "p79"]),
        (["p1", "q"], True, ["p1", "q"]),
        (["p1"], True, ["p1"]),
    ],
)
def test_keys(given, newest_first, expected):
    """Names of entries are keys; positions in a list that grows at its top, and names of several, are none."""
    assert expected == keys.own(given, newest_first=newest_first)
