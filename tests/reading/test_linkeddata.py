"""Linked data: what pages describe for machines, in all its legal and many of its careless forms."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from feeder.model import Snapshot, Source, Ticker
from feeder.reading import Reference, read, tree
from feeder.reading.page import linkeddata, microdata

TEXTS = (
    "Die Feuerwehr bleibt über Nacht am Siel und misst alle halbe Stunde den Pegel der Linde.",
    "Die Fähre fährt wieder, und bis zum Abend sollen alle Wartenden auf der Insel sein.",
    "Zwei Klassen der Schule am Markt lernen heute im Rathaus, weil der Keller geräumt wird.",
    "Ab sofort ist die Brücke über die Linde zu, weil Treibholz gegen die Pfeiler schlägt.",
)
TITLES = ("Deich hält", "Fähre fährt", "Schule zieht um", "Brücke gesperrt")
HOURS = (18, 17, 16, 15)
PAGE = "https://bote.example/live"


def posts(**changed: object) -> list[dict]:
    """Four updates, newest first; a list among the changes gives each its own value."""
    return [
        {
            "@type": "BlogPosting",
            "headline": TITLES[number],
            "url": f"{PAGE}#p{90 - number}",
            "datePublished": f"2026-02-04T{HOURS[number]}:35:12+01:00",
            "articleBody": TEXTS[number],
        }
        | {name: value[number] if isinstance(value, list) else value for name, value in changed.items()}
        for number in range(4)
    ]


def named() -> list[dict]:
    return [post | {"@id": f"#{number}"} for number, post in enumerate(posts())]


def blog(updates: object, **more: object) -> dict:
    return {"@type": "LiveBlogPosting", "headline": "Sturm", "liveBlogUpdate": updates} | more


def page(*scripts: object, body: str = "<p>Nichts.</p>") -> str:
    written = "".join(
        f'<script type="application/ld+json">{each if isinstance(each, str) else json.dumps(each)}</script>'
        for each in scripts
    )
    return f'<html><head><link rel="canonical" href="{PAGE}">{written}</head><body>{body}</body></html>'


@pytest.fixture
def seen(reading: Callable[..., Ticker]) -> Callable[..., Ticker]:
    """Read a page of these scripts and this body."""
    return lambda *scripts, **more: reading(page(*scripts, **more), "text/html")


@pytest.mark.parametrize(
    "scripts",
    [
        [blog(posts())],
        [[{"@type": "WebPage"}, blog(posts())]],
        [{"@graph": [{"@type": "WebPage"}, blog(posts())]}],
        [{"@type": "WebPage", "mainEntity": {"@type": "Thing", "about": [blog(posts())]}}],
        [blog(posts(), **{"@type": ["NewsArticle", "https://schema.org/LiveBlogPosting"]})],
        [{"@type": "NewsArticle", "liveBlogUpdate": [posts()[:2], posts()[2:]]}],
        [blog({"@type": "ItemList", "item": posts()[0]}), blog(posts())],
        ["{broken", blog(posts()), {"@type": "NewsArticle", "datePublished": "2026-02-01"}],
        ["<!-- " + json.dumps(blog(posts())) + " -->"],
        ["//<![CDATA[\n" + json.dumps(blog(posts())) + ";\n//]]>"],
        [{"@graph": [blog([{"@id": f"#{n}"} for n in range(4)]), *named()]}],
        [{"@graph": [blog(["#0", "#1", "#2", "#3"]), *named()]}],
    ],
)  # fmt: skip
def test_every_legal_form(scripts, seen):
    """Updates are found wherever a script may hold them, and a broken script hides no other."""
    ticker = seen(*scripts)

    assert list(TITLES) == [item.title for item in ticker.items]
    assert list(TEXTS) == [item.text for item in ticker.items]
    assert [f"{PAGE}#p{90 - number}" for number in range(4)] == [item.link or f"{PAGE}#p90" for item in ticker.items]
    assert ["p90", "p89", "p88", "p87"] == [item.key for item in ticker.items]
    assert datetime(2026, 2, 4, 17, 35, 12, tzinfo=UTC) == ticker.items[0].published


def test_a_single_update_that_is_no_list(seen):
    """A ticker that has just begun has one update, which need not stand in a list."""
    assert ["Deich hält"] == [item.title for item in seen(blog(posts()[0])).items]


def test_broken_scripts_are_named(seen):
    """Who runs the ticker learns which script is broken; nesting without end is no crash."""
    remarks = seen("{broken", blog(posts()), "[" * 100_000).remarks

    assert [
        "linked data: script 1 of 3 is skipped: it is no JSON: ",
        "linked data: script 3 of 3 is skipped: it is no JSON: it nests too deeply",
    ] == [remarks[0].split("Expecting", maxsplit=1)[0], remarks[1]]


def test_what_is_the_same_everywhere_is_the_pages_own(seen):
    """A headline that all updates share, an author and a picture that the page names as its own, belong to it."""
    shared = {"headline": "Sturm", "author": {"name": "Redaktion"}, "image": "https://bote.example/sturm.jpg"}
    own = {name: shared[name] for name in ("author", "image")}
    items = seen(blog(posts(**shared), **own)).items

    assert [(None, None, ())] * 4 == [(item.title, item.author, item.images) for item in items]


def test_what_differs_is_the_updates_own(seen):
    """Authors and pictures that differ are each update's own; of an address that names a type, it is known."""
    items = seen(
        blog(
            posts(
                author=["Vera Alm", {"name": "Jan Ode"}, [{"name": "Ada Li"}, {"name": "Bo Ek"}], {"@id": "#nobody"}],
                image=[f"https://bote.example/{n}.png" for n in range(3)] + [{"url": "bild.webp"}],
            )
        )
    ).items

    assert ["Vera Alm", "Jan Ode", "Ada Li, Bo Ek", None] == [item.author for item in items]
    assert [("https://bote.example/0.png", "image/png"), ("https://bote.example/bild.webp", "image/webp")] == [
        (items[n].images[0].url, items[n].images[0].media_type) for n in (0, 3)
    ]


@pytest.mark.parametrize(
    ("headlines", "expected"),
    [
        ([f"{hour}:35(IST) {text[:60]}" for hour, text in zip(HOURS, TEXTS, strict=True)], [None] * 4),
        ([f"{hour}.35 Uhr: {title}" for hour, title in zip(HOURS, TITLES, strict=True)], list(TITLES)),
        ([f"&quot;{title}&quot;\n" for title in TITLES], [f'"{title}"' for title in TITLES]),
        (["Wetter", "Wetter", "Wetter", "Deich hält"], [None, None, None, "Deich hält"]),
        (["", "Fähre fährt", "", ""], [None, "Fähre fährt", None, None]),
    ],
)
def test_headlines(headlines, expected, seen):
    """A headline is no title where it is the beginning of the text, a label, or empty; a clock glued on goes."""
    assert expected == [item.title for item in seen(blog(posts(headline=headlines))).items]


@pytest.mark.parametrize(
    ("body", "text", "html"),
    [
        ("Er sagt: &quot;Ja&quot; &amp;#39;so&amp;#39;", "Er sagt: \"Ja\" 'so'", "<p>Er sagt: \"Ja\" 'so'</p>"),
        ("Eins.\nZwei.", "Eins.\n\nZwei.", "<p>Eins.</p>\n<p>Zwei.</p>"),
        ("Eins\nzwei.\n\nDrei.", "Eins zwei.\n\nDrei.", "<p>Eins zwei.</p>\n<p>Drei.</p>"),
        (
            "<p>Eins <a href='/x'>zwei</a>.</p><p>D &amp;quot;rei</p>",
            'Eins zwei.\n\nD "rei',
            '<p>Eins <a href="https://bote.example/x">zwei</a>.</p><p>D "rei</p>',
        ),
        (
            "&lt;p&gt;Eins&lt;/p&gt;&lt;div&gt;zwei&lt;br&gt;&lt;br&gt;drei&lt;/div&gt;",
            "Eins\n\nzwei\n\ndrei",
            "<p>Eins</p>\n<p>zwei</p>\n<p>drei</p>",
        ),
        ("a < b und c > d", "a < b und c > d", "<p>a &lt; b und c &gt; d</p>"),
    ],
)
def test_bodies(body, text, html, seen):
    """Bodies come as text, as text that was escaped twice, as HTML: paragraphs stay, and nothing is left escaped."""
    item = seen(blog(posts(articleBody=body))).items[0]

    assert (text, html) == (item.text, item.html)


def test_values_of_other_types(seen):
    """A body in an object counts, the name of a type does not; numbers and blanks are values."""
    bodies = [{"@type": "Text"}, {"@value": "Eins."}, ["Zwei.", "Drei."], 4]
    items = seen(blog(posts(articleBody=bodies, headline=["A", "B", "C", True]))).items

    assert [("A", ""), ("B", "Eins."), ("C", "Zwei."), (None, "4")] == [(item.title, item.text) for item in items]


def test_positions_are_no_keys(seen):
    """What counts down the page from its top shifts with each new update, and names none."""
    items = seen(blog(posts(url=[f"{PAGE}#post{n}" for n in (1, 2, 3, 4)]))).items

    assert [(None, None)] * 4 == [(item.key, item.link) for item in items]


def test_the_same_key_twice_is_no_key(seen):
    """A key that two updates bear tells none of them apart."""
    assert [None] * 4 == [item.key for item in seen(blog(posts(url=f"{PAGE}#live"))).items]


def test_times_of_the_page_are_not_those_of_updates(seen):
    """Where all updates bear one time, which is the page's, the elements tell; without them there is none."""
    body = "".join(
        f'<article id="p{90 - n}"><time datetime="2026-02-04T{HOURS[n]}:30+01:00">x</time><p>{TEXTS[n]}</p></article>'
        for n in range(4)
    )
    updates = posts(datePublished="2026-02-04T18:40:00Z")

    assert [17, 16, 15, 14] == [item.published.hour for item in seen(blog(updates), body=body).items]
    assert [None] * 4 == [item.published for item in seen(blog(updates)).items]


def test_times_of_drafts_give_way_to_times_in_order(seen):
    """Times that run in no order are those of drafts where the ones that readers see fall."""
    body = "".join(
        f'<article id="p{90 - n}"><time datetime="2026-02-04T{HOURS[n]}:30+01:00">x</time><p>{TEXTS[n]}</p></article>'
        for n in range(4)
    )
    updates = posts(datePublished=[f"2026-02-04T0{hour}:11:11+01:00" for hour in (3, 5, 2, 6)])

    assert [17, 16, 15, 14] == [item.published.hour for item in seen(blog(updates), body=body).items]
    assert [2, 4, 1, 5] == [item.published.hour for item in seen(blog(updates)).items]


def test_a_zone_that_lies_in_the_future_is_false(seen):
    """A `Z` behind clocks of the page's zone puts the newest update behind the moment of the reading."""
    late = [f"2026-02-04T{hour}:40:00Z" for hour in (20, 19, 18, 17)]

    assert [19, 18, 17, 16] == [item.published.hour for item in seen(blog(posts(datePublished=late))).items]


def test_a_zone_that_readers_see_otherwise_is_false(seen):
    """A `Z` without seconds behind what the page shows, letter for letter, is put there by a template."""
    body = "".join(f'<div id="p{90 - n}"><b class="t">{HOURS[n]}:35</b><p>{TEXTS[n]}</p></div>' for n in range(4))
    updates = posts(datePublished=[f"2026-02-04T{hour}:35Z" for hour in HOURS])

    assert [17, 16, 15, 14] == [item.published.hour for item in seen(blog(updates), body=body).items]


def test_elements_that_the_script_does_not_describe(seen):
    """What the page shows between described updates, made alike, is an update too; an advert is none."""
    body = "".join(
        f'<article class="e" id="p-{90 - n}"><time datetime="2026-02-04T{HOURS[n]}:35:12+01:00">x</time>'
        f"<h3>{TITLES[n]}</h3><p>{TEXTS[n]}</p></article>"
        '<article class="e"><time datetime="2026-02-04">x</time>Werbung</article>'
        for n in range(4)
    )
    updates = [each for n, each in enumerate(posts(url=[f"{PAGE}#p-{90 - n}" for n in range(4)])) if n in (0, 2)]

    assert list(TITLES) == [item.title for item in seen(blog(updates), body=body).items]


def test_elements_found_by_what_they_say(seen):
    """Where no id tells, elements are found by title or text, wherever they stand; half a body is completed."""
    entries = [
        f'<section><time datetime="2026-02-04T{HOURS[n]}:35:12+01:00">x</time><h2>{TITLES[n]}</h2>'
        f'<p>{TEXTS[n]} <a href="/{n}">Mehr</a></p></section>'
        for n in range(4)
    ]
    updates = posts(url="", articleBody=[*TEXTS[:3], f"{TEXTS[3]} {TEXTS[2]} {TEXTS[1]} {TEXTS[0]}"])
    items = seen(blog(updates[::-1]), body="".join(entries)).items

    assert list(TITLES[::-1]) == [item.title for item in items]
    assert f"{TEXTS[3]} {TEXTS[2]} {TEXTS[1]} {TEXTS[0]}" == items[0].text
    assert f"{TEXTS[0]} Mehr" == items[3].text


def test_flat_elements_under_named_heads(seen):
    """Where an id names but the head of an entry, what follows up to the next head belongs to it."""
    body = "".join(
        f'<h3 id="p{90 - n}">{TITLES[n]}</h3><p>{TEXTS[n]}</p><p>Mehr als der Kopf, und <b>mehr</b>.</p>'
        for n in range(4)
    )
    items = seen(blog(posts()), body=f"<div>{body}</div>").items

    assert [f"{text}\n\nMehr als der Kopf, und mehr." for text in TEXTS] == [item.text for item in items]
    assert list(TITLES) == [item.title for item in items]


@pytest.mark.parametrize("name", ["block-77{n}0aff", "liveblog-77{n}0aff"])
def test_ids_that_end_in_the_name(name, seen):
    """An id may carry a prefix before the update's name, or share only its number with it."""
    body = "".join(f'<section id="{name.format(n=n)}"><p>{TEXTS[n]} <i>Mehr.</i></p></section>' for n in range(4))
    items = seen(blog(posts(**{"url": "", "@id": [f"77{n}0aff" for n in range(4)]})), body=body).items

    assert [f"{text} Mehr." for text in TEXTS] == [item.text for item in items]


def test_updates_in_another_number_than_elements(seen):
    """Elements that repeat are found by their text, also where the page shows more of them."""
    body = "".join(
        f'<section><time datetime="2026-02-04T{20 - n}:35:12+01:00">x</time><p>{text} <i>Mehr.</i></p></section>'
        for n, text in enumerate(["Etwas anderes steht hier, das kein Skript beschreibt.", *TEXTS])
    )
    items = seen(blog(posts(url="")), body=body).items

    assert [f"{text} Mehr." for text in TEXTS] == [item.text for item in items][-4:]


def test_a_blog_without_updates_is_none():
    """A page that only announces a live blog describes no updates."""
    found = linkeddata.from_scripts([json.dumps(blog(None))])

    assert [()] == [each.posts for each in found.blogs]


def test_microdata():
    """An update's own properties count, not those of what it quotes; its element is kept."""
    page = tree.parse(
        '<div itemscope itemtype="https://schema.org/LiveBlogPosting"><h1 itemprop="headline">Sturm</h1>'
        '<div itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting" itemid="u1">'
        '<a itemprop="url" href="#u1"></a><time itemprop="datePublished" datetime="2026-02-04T18:35Z">x</time>'
        '<h2 itemprop="headline">Deich  hält</h2><p itemprop="author" itemscope><b itemprop="name">Vera Alm</b></p>'
        '<i itemprop="author">Jan Ode</i><blockquote itemscope itemtype="http://schema.org/Article">'
        '<b itemprop="headline">Anderes</b></blockquote></div></div><p itemscope itemtype="http://schema.org/Article">x</p>'
    )
    (found,) = microdata.read([tag for tag in page.tags if "itemscope" in tag.attrs])
    (post,) = found.posts

    assert ("Sturm", "#u1", "u1", "2026-02-04T18:35Z", "Deich hält", ("Vera Alm", "Jan Ode")) == (
        found.page.headline, post.url, post.id, post.published, post.headline, post.authors,
    )  # fmt: skip


def test_microdata_of_the_blog_alone(reading):
    """Where elements only say that they are a live blog, its updates are the children with numbered ids."""
    body = "".join(
        f'<div class="e" id="{700 - n}"><p>{text}</p></div><div class="ad">x</div>' for n, text in enumerate(TEXTS)
    )
    html = f'<html><body><div itemscope itemtype="http://schema.org/LiveBlogPosting">{body}</div></body></html>'

    assert [(text, "none") for text in TEXTS] == [
        (item.text, str(item.precision)) for item in reading(html, "text/html").items
    ]


def test_a_page_from_a_server_knows_its_address():
    """Relative links are resolved against the address that the page came from, and its `base`."""
    html = page(blog(posts(articleBody="<p>Ein <a href='mehr'>Wort</a></p>"))).replace(PAGE, "/live")
    source = Source(name="s", kind="url", location=PAGE, timezone=ZoneInfo("Europe/Berlin"), language="de", title="S")
    snapshot = Snapshot(
        source=source,
        origin="https://bote.example/live",
        content=html.replace("<head>", '<head><base href="/ort/">').encode(),
        media_type="text/html",
        fetched_at=datetime(2026, 2, 4, 20, tzinfo=UTC),
    )

    assert '<p>Ein <a href="https://bote.example/ort/mehr">Wort</a></p>' == read(snapshot, Reference()).items[0].html
