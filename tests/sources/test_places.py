"""Tickers that lie at another address every day, or behind a link of a page."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from feeder.errors import FetchError
from feeder.model import Validators
from feeder.sources import Terms, fetch
from feeder.sources.places import moves, newest_link, on_day

NOW = datetime(2026, 2, 5, 12, 0, tzinfo=UTC)
PAGE = b"<!doctype html><p>18.35 Uhr</p>"
LIVE = "/{date:%Y-%m-%d}/live"


@pytest.fixture
def bring(server, make_source):
    """Fetches what a source of the server shows now, without its robots.txt unless a test wants it."""

    def ask(path, validators=Validators(), *, now=NOW, **more):  # noqa: B008 # a frozen value
        given = {"allow_private": True, "robots": False} | more
        source = make_source(server.url(path), kind="url", **given)
        return fetch(source, validators, now, Terms(patience=timedelta(seconds=5)))

    return ask


def linked(*links):
    """A page with these links."""
    return "".join(f"<li><a href='{href}'>{text}</a></li>" for href, text in links).encode()


# ---------------------------------------------------------------- addresses that hold a day


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("https://a.example/live", "https://a.example/live"),
        ("https://a.example/{date:%Y-%m-%d}", "https://a.example/2026-02-05"),
        ("https://a.example/{date:%Y/%m}/{date:%d}.html", "https://a.example/2026/02/05.html"),
    ],
)
def test_an_address_on_a_day(location, expected):
    """The day stands where the braces are, as often as they are there."""
    assert (expected, location != expected) == (on_day(location, date(2026, 2, 5)), moves(location))


@pytest.mark.parametrize(("hour", "path"), [(22, "/2026-02-05/live"), (23, "/2026-02-06/live")])
def test_the_day_is_that_of_the_zone(server, bring, hour, path):
    """The day begins at midnight in the zone of the source, not in that of the machine."""
    server.answers[path] = [server.answer(PAGE)]

    fetched = bring(LIVE, now=NOW.replace(hour=hour, minute=30))

    assert [server.url(path)] == [snapshot.origin for snapshot in fetched.snapshots]


def test_no_page_of_today_yet(server, bring):
    """While there is no page of today, yesterday's is the ticker."""
    server.answers["/2026-02-04/live"] = [server.answer(PAGE, 'ETag: "v1"'), server.head("304 Not Modified")]

    first = bring(LIVE)
    second = bring(LIVE, first.validators)

    assert [server.url("/2026-02-04/live")] == [snapshot.origin for snapshot in first.snapshots]
    assert (True, first.validators) == (second.unchanged, second.validators)


def test_neither_today_nor_yesterday(server, bring):
    """Where neither day has a page, today's address is told."""
    with pytest.raises(FetchError) as caught:
        bring(LIVE)

    assert str(caught.value).startswith(f'"{server.url("/2026-02-05/live")}": there is no such page (status 404)')


def test_a_last_look_at_the_day_before(server, bring):
    """What was written at the old address between the last look and the new day is brought in, before the new page."""
    server.answers["/2026-02-04/live"] = [server.answer(PAGE, 'ETag: "v1"'), server.answer(b"23.59 Uhr", 'ETag: "v2"')]
    server.answers["/2026-02-05/live"] = [server.answer(b"0.01 Uhr", 'ETag: "v1"')]

    first = bring(LIVE, now=NOW - timedelta(days=1))
    second = bring(LIVE, first.validators)
    third = bring(LIVE, second.validators)

    assert [b"23.59 Uhr", b"0.01 Uhr"] == [snapshot.content for snapshot in second.snapshots]
    assert [b"0.01 Uhr"] == [snapshot.content for snapshot in third.snapshots]
    assert Validators(etag='"v1"', address=server.url("/2026-02-05/live")) == second.validators
    assert [None, None, '"v1"', '"v1"'] == [request.headers.get("If-None-Match") for request in server.requests]


@pytest.mark.parametrize("gone", ["404 Not Found", "304 Not Modified"])
def test_a_last_look_that_brings_nothing(server, bring, gone):
    """An old page that is gone or has not changed is no failure: the new one stands alone."""
    server.answers["/2026-02-04/live"] = [server.answer(PAGE, 'ETag: "v1"'), server.head(gone)]
    server.answers["/2026-02-05/live"] = [server.answer(b"0.01 Uhr")]

    first = bring(LIVE, now=NOW - timedelta(days=1))

    assert [b"0.01 Uhr"] == [each.content for each in bring(LIVE, first.validators).snapshots]


def test_a_last_look_that_fails(server, bring):
    """An old address that may not be asked any more is no failure either."""
    server.answers["/2026-02-05/live"] = [server.answer(PAGE)]
    elsewhere = Validators(etag='"v1"', address="http://nowhere.invalid/")

    assert 1 == len(bring(LIVE, elsewhere).snapshots)


# ---------------------------------------------------------------- the link of an overview


def test_the_newest_link_is_followed(server, bring):
    """The overview is asked for every time, and its newest link that says the words, conditionally."""
    first_page = linked(("/4", "Liveticker vom 4. Februar"), ("/x", "Anderes"))
    server.answers["/all"] = [
        server.answer(first_page, 'ETag: "all"'),
        server.answer(first_page, 'ETag: "all"'),
        server.answer(linked(("/5", "Der LIVETICKER vom 5.")) + first_page),
    ]
    server.answers["/4"] = [server.answer(b"vier", 'ETag: "v4"'), server.head("304 Not Modified"), server.answer(b"4b")]
    server.answers["/5"] = [server.answer(b"fuenf")]

    first = bring("/all", follow="liveticker")
    second = bring("/all", first.validators, follow="liveticker")
    third = bring("/all", second.validators, follow="liveticker")

    assert [[b"vier"], [], [b"4b", b"fuenf"]] == [
        [snapshot.content for snapshot in each.snapshots] for each in (first, second, third)
    ]
    assert [("/4", '"v4"'), ("/4", '"v4"')] == [
        (request.path, request.headers["If-None-Match"])
        for request in server.requests
        if "If-None-Match" in request.headers
    ]


def test_an_overview_without_the_link(server, bring):
    """Where no link says the words, the failure says so and what to do."""
    server.answers["/all"] = [server.answer(linked(("/4", "Nachrichten")))]

    with pytest.raises(FetchError) as caught:
        bring("/all", follow="Liveticker")

    assert str(caught.value) == (
        f'"{server.url("/all")}": no link on this page says "Liveticker": look how the link to the ticker reads now, '
        "and change `follow`"
    )


def test_an_overview_that_fails(bring):
    """An overview that is not there is told as such."""
    with pytest.raises(FetchError, match="there is no such page"):
        bring("/all", follow="Liveticker")


def test_each_address_is_judged(server, bring):
    """The link is held against robots.txt and the network like any address."""
    server.answers["/robots.txt"] = [server.answer(b"User-agent: *\nDisallow: /4")]
    server.answers["/all"] = [
        server.answer(linked(("/4", "Liveticker"))),
        server.answer(linked(("http://169.254.169.254/4", "Liveticker"))),
    ]

    with pytest.raises(FetchError, match=r"robots\.txt does not want"):
        bring("/all", follow="Liveticker", robots=True)
    with pytest.raises(FetchError, match="not public"):
        bring("/all", follow="Liveticker", robots=True)
    assert "/4" not in server.paths()


ADDRESS = "https://a.example/all/"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (linked(("1", "Ticker"), ("2", "Ticker")), "https://a.example/all/1"),
        (linked(("/2026/02/03/x", "Ticker"), ("/2026/02/04/y", "Ticker")), "https://a.example/2026/02/04/y"),
        (linked(("/a", "Ticker vom 3.2.2026"), ("/b", "Ticker vom 4. 2. 2026")), "https://a.example/b"),
        (linked(("/a-20260203", "Ticker"), ("/b-20260204", "Ticker")), "https://a.example/b-20260204"),
        (linked(("/a", "Ticker vom 99.99.2026"), ("/2026-99-99", "Ticker")), "https://a.example/a"),
        (linked(("/a", "Tickerarchiv"), ("/b", "Der <b>Ticker</b>: Lage")), "https://a.example/b"),
        (linked(("#top", "Ticker"), ("mailto:t@a.example", "Ticker"), ("http://[x/", "Ticker")), None),
        (b"<a href=/a title='Zum Ticker'><img></a>", "https://a.example/a"),
        (b"<a href=/a aria-label='Ticker'></a>", "https://a.example/a"),
        (b"<base href='/b/'><a href=c#d>Ticker</a>", "https://a.example/b/c"),
        (b"<base href='http://[x/'><a href=/c>Ticker</a>", "https://a.example/c"),
        (
            (
                b"<li><a href=/a>Ticker</a><time datetime=2026-02-03></time>"
                b"<li><a href=/b>Ticker</a><time datetime=2026-02-04T10:00></time>"
            ),
            "https://a.example/b",
        ),
        (b"", None),
    ],
)
def test_the_newest_link(page, expected):
    """The latest day in address, text or row decides, else the place on the page; the words count as whole words."""
    assert expected == newest_link(page, "text/html", ADDRESS, "ticker")


def test_the_encoding_of_an_overview():
    """The server's word for the encoding counts."""
    page = linked(("/a", "Börse live")).decode().encode("cp1252")

    assert "https://a.example/a" == newest_link(page, "text/html; charset=windows-1252", ADDRESS, "börse")
