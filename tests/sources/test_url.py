"""Pages are asked for politely, and whatever a server does, the fetch ends in a page or a reason."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from feeder import __version__
from feeder.errors import FetchError
from feeder.model import Fetched, Snapshot, Validators
from feeder.sources import Terms, fetch
from feeder.sources.url import user_agent

NOW = datetime(2026, 2, 5, 12, 0, tzinfo=UTC)
PAGE = b"<!doctype html><p>18.35 Uhr</p>"
HTML = "Content-Type: text/html; charset=utf-8"
WAIT = "; it asks us to wait "
PAST = "Thu, 05 Feb 2026 11:30:00 GMT"
SHORT = timedelta(seconds=0.6)


@pytest.fixture
def bring(server, make_source):
    """Fetches a page of the server, without its robots.txt unless a test wants it."""

    def ask(path="/live", validators=Validators(), *, location=None, terms=None, **more):  # noqa: B008 # a frozen value
        given = {"allow_private": True, "robots": False} | more
        source = make_source(location or server.url(path), kind="url", **given)
        return fetch(source, validators, NOW, terms or Terms(contact="https://feeder.example/", patience=SHORT))

    return ask


@pytest.fixture
def failure(bring):
    """What a fetch that fails says, without the address that it begins with."""

    def said(*args, **named):
        with pytest.raises(FetchError) as caught:
            bring(*args, **named)
        return str(caught.value).partition('": ')[2]

    return said


# ---------------------------------------------------------------- a page


def test_page_becomes_a_snapshot(server, bring, make_source):
    """A good page is a snapshot as the server gave it, with its validators for the next time."""
    server.answers["/live"] = [server.answer(PAGE, HTML, f"Last-Modified: {PAST}", 'ETag: W/"a, b"')]

    assert bring() == Fetched(
        snapshots=(
            Snapshot(
                source=make_source(server.url(), kind="url", allow_private=True, robots=False),
                origin=server.url(),
                content=PAGE,
                media_type="text/html; charset=utf-8",
                fetched_at=NOW,
                modified_at=NOW - timedelta(minutes=30),
            ),
        ),
        validators=Validators(etag='W/"a, b"', last_modified=PAST, address=server.url()),
    )


def test_request_says_who_asks_and_what_it_understands(server, bring):
    """A request names feeder, its version and its operator, asks for gzip alone, and carries nothing else of ours."""
    server.answers["/live"] = [server.answer(PAGE)]

    bring()

    sent = server.requests[0].headers
    assert sent["Accept"].startswith("text/html, application/xhtml+xml, application/atom+xml;q=0.9, ")
    assert sent["User-Agent"] == f"feeder/{__version__} (+https://feeder.example/)"
    assert sent["Accept-Encoding"] == "gzip"
    assert set(sent) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


@pytest.mark.parametrize(
    ("contact", "agent"),
    [("", ""), ("a@b.example", " (+a@b.example)"), ("Größe (x)\r\nCookie: y", " (+Gre xCookie: y)"), ("ü", "")],
)
def test_contact_cannot_break_the_header(contact, agent):
    """Whatever the contact holds, the User-Agent is one line that a header may hold."""
    assert user_agent(contact) == f"feeder/{__version__}{agent}"


def test_fragment_is_not_asked_for(server, bring):
    """The fragment of an address is for browsers; it is neither sent nor kept."""
    server.answers["/live"] = [server.answer(PAGE)]

    assert bring("/live#top").snapshots[0].origin == server.url("/live")
    assert server.paths() == ["/live"]


def test_gzip_is_unpacked(server, bring):
    """A packed page comes out as it was before it was packed."""
    server.answers["/live"] = [server.answer(gzip.compress(PAGE), "Content-Encoding: gzip")]

    assert bring().snapshots[0].content == PAGE


@pytest.mark.parametrize(
    ("headers", "media_type"),
    [
        ((), "application/octet-stream"),
        (("Content-Type: text/html", "Content-Type: text/plain"), "text/html"),
        (('Content-Type: text/HTML; Charset="UTF-8"',), 'text/HTML; Charset="UTF-8"'),
        (("Content-Type: text/html\0; charset=utf\0-8",), "text/html; charset=utf-8"),
    ],
)
def test_media_type_is_what_the_server_says(server, bring, headers, media_type):
    """The media type is the server's word, with its parameters, cleaned; of two the first; without one it is bytes."""
    server.answers["/live"] = [server.answer(PAGE, *headers)]

    assert bring().snapshots[0].media_type == media_type


@pytest.mark.parametrize("value", ["Sun, 01 Mar 2099 17:42:00 GMT", "yesterday", "Thu, 05 Feb 99999 11:30:00 GMT", ""])
def test_date_that_cannot_be_is_none(server, bring, value):
    """A Last-Modified in the future or of no sense dates nothing; it is still sent back as it came."""
    server.answers["/live"] = [server.answer(PAGE, f"Last-Modified: {value}")]

    fetched = bring()

    assert (fetched.snapshots[0].modified_at, fetched.validators.last_modified) == (None, value or None)


@pytest.mark.parametrize(
    ("value", "last", "modified"),
    [
        ("Thu, 01 Jan 1970 00:00:00 GMT", None, None),
        ("Mon, 01 Jan 0001 00:00:00 GMT", None, None),
        ("Thu, 29 Jan 2026 11:59:59 GMT", None, None),
        ("Thu, 29 Jan 2026 12:00:00 GMT", None, NOW - timedelta(days=7)),
        (PAST, NOW - timedelta(minutes=29), None),
        (PAST, NOW - timedelta(minutes=30), NOW - timedelta(minutes=30)),
        (PAST, NOW - timedelta(days=30), NOW - timedelta(minutes=30)),
    ],
)
def test_date_that_is_not_of_this_state(server, bring, value, last, modified):
    """A Last-Modified of long ago, or older than the last state, is that of something else, and dates nothing."""
    server.answers["/live"] = [server.answer(PAGE, f"Last-Modified: {value}")]

    assert bring(terms=Terms(last_state_at=last)).snapshots[0].modified_at == modified


def test_date_without_a_zone_is_universal_time(server, bring):
    """A date whose zone is unknown is read as UTC, as HTTP dates are."""
    server.answers["/live"] = [server.answer(PAGE, "Last-Modified: Thu, 05 Feb 2026 11:30:00 -0000")]

    assert bring().snapshots[0].modified_at == NOW - timedelta(minutes=30)


# ---------------------------------------------------------------- conditional requests


def test_validators_are_sent_back_byte_for_byte(server, bring):
    """ETag and Last-Modified are echoed as they came, both, umlauts in Latin-1 and missing quotes included."""
    server.answers["/live"] = [server.answer(PAGE, "ETag: brücke v1", f"Last-Modified: {PAST}"), server.answer(PAGE)]

    first = bring()
    second = bring(validators=first.validators)

    assert server.requests[1].headers["If-None-Match"] == "brücke v1"
    assert server.requests[1].headers["If-Modified-Since"] == PAST
    assert second.validators == Validators(address=server.url())


@pytest.mark.parametrize(("headers", "etag"), [((), '"v1"'), (('ETag: "v2"',), '"v2"')])
def test_not_modified(server, bring, headers, etag):
    """A 304 says unchanged; validators that it brings hold from then on, the others stay."""
    server.answers["/live"] = [server.head("304 Not Modified", *headers)]
    known = Validators(etag='"v1"', last_modified=PAST, address=server.url())

    assert bring(validators=known) == Fetched(
        unchanged=True, validators=Validators(etag=etag, last_modified=PAST, address=server.url())
    )


def test_not_modified_without_a_question_is_refused(server, failure):
    """A 304 to a request without validators is a failure: there is nothing that could be unchanged."""
    server.answers["/live"] = [server.head("304 Not Modified")]

    assert failure() == "it says that nothing has changed since a time that we never named (status 304)"


@pytest.mark.parametrize("etag", ["", "x" * 1001, '"a\x07b"'])
def test_validator_that_cannot_be_sent_back_is_not_kept(server, bring, etag):
    """An empty, overlong or unprintable ETag is not kept: it could not be echoed as it is."""
    server.answers["/live"] = [server.answer(PAGE, f"ETag: {etag}")]

    assert bring().validators == Validators(address=server.url())


# ---------------------------------------------------------------- redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(server, bring, status):
    """A redirect is followed, and the snapshot tells where the page was found."""
    server.answers["/live"] = [server.head(f"{status} Moved", "Location: ../new#top")]
    server.answers["/new"] = [server.answer(PAGE)]

    assert bring().snapshots[0].origin == server.url("/new")


def test_validators_are_for_who_gave_them(server, bring):
    """Behind a redirect the page that gave the validators is asked with them, and nobody else is."""
    server.answers["/live"] = [server.head("302 Found", "Location: /new")] * 2 + [
        server.head("302 Found", "Location: /newer")
    ]
    server.answers["/new"] = [server.answer(PAGE, 'ETag: "v1"'), server.head("304 Not Modified")]
    server.answers["/newer"] = [server.answer(PAGE, 'ETag: "v1"')]

    first = bring()
    second = bring(validators=first.validators)
    third = bring(validators=second.validators)

    assert [False, True, False] == [each.unchanged for each in (first, second, third)]
    assert ["/new"] == [request.path for request in server.requests if "If-None-Match" in request.headers]


def test_redirect_with_umlauts(server, bring):
    """A Location in UTF-8 is understood as browsers understand it."""
    server.answers["/live"] = [server.head("302 Found", "Location: /brücke".encode().decode("latin-1"))]
    server.answers["/br%C3%BCcke"] = [server.answer(PAGE)]

    assert bring().snapshots[0].content == PAGE


def test_redirect_loop_ends(server, failure):
    """After five redirects it is enough."""
    server.answers["/live"] = [server.head("302 Found", "Location: /live")]

    assert failure().startswith("it redirects more than 5 times, at last to ")
    assert len(server.requests) == 6


def test_body_of_a_redirect_is_not_read(server, bring):
    """Whatever a redirect carries beside its Location is left where it is."""
    server.answers["/live"] = [server.dripping(server.head("302 Found", "Location: /new"), b"x" * 100_000)]
    server.answers["/new"] = [server.answer(PAGE)]

    assert bring().snapshots[0].content == PAGE


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ((), "it redirects to nowhere (status 302 without Location)"),
        (("Location: http://[::1/",), 'it redirects to "http://[::1/", which is no address'),
        (("Location: http://169.254.169.254/",), "it leads to an address that is not public"),
        (("Location: http://user:word@127.0.0.1/",), "it is no address that may be asked"),
        (("Location: file:///etc/passwd",), "it is no address that may be asked"),
        (("Location: http://127.0.0.1:0/",), "it is no address that may be asked"),
    ],
)
def test_redirect_to_where_nobody_should_go(server, failure, headers, reason):
    """Each hop is judged like the first address, also for a source that may lie on a private network."""
    server.answers["/live"] = [server.head("302 Found", *headers)]

    assert failure().startswith(reason)
    assert server.paths() == ["/live"]


# ---------------------------------------------------------------- where a fetch may go


def test_private_addresses_are_refused_by_default(server, failure):
    """Without `allow_private` nothing on a private network is asked, and the message names the switch."""
    public_port = server.url().replace(server.url("").rpartition(":")[2], "80")

    assert failure(location=public_port, allow_private=False) == (
        "it leads to an address that is not public, where no feed should look by mistake: "
        "if it is meant, set `allow_private = true` for this source"
    )
    assert failure(location="http://localhost/", allow_private=False).startswith("it leads to an address that is not")
    assert server.requests == []


def test_odd_ports_are_refused_by_default(failure):
    """Without `allow_private` only the web's own ports are asked."""
    assert failure(location="http://news.example:22/", allow_private=False) == (
        "it names a port that web pages do not have: if it is meant, set `allow_private = true` for this source"
    )


def test_password_in_an_address_is_not_shown(bring):
    """A message never holds a user name or password that stands in an address."""
    with pytest.raises(FetchError) as caught:
        bring(location="http://user:secret@news.example/")

    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "location", ["http://" + "a" * 70 + ".example/", "http://a..b.example/", "http://\u2028.example/"]
)
def test_no_address_at_all(failure, location):
    """What is no host name is refused with a reason, not with a traceback."""
    assert failure(location=location)


def test_host_that_is_not_there(failure):
    """A name that nobody knows is told as such."""
    assert failure(location="http://nowhere.invalid/", terms=Terms()) == (
        "there is no such host: look at the spelling, or is the network down?"
    )


def test_server_that_is_not_there(failure):
    """A port where nobody listens is told as such."""
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]

    assert failure(location=f"http://127.0.0.1:{port}/") == (
        "the server refuses the connection: is it running, and is the port right?"
    )


def test_tls_where_there_is_none(server, failure):
    """https:// at a port that speaks plain HTTP is told as such."""
    server.answers["/live"] = [server.answer(PAGE)]

    assert failure(location=server.url().replace("http:", "https:")).startswith("it speaks no TLS that we understand")


# ---------------------------------------------------------------- answers that are no page


@pytest.mark.parametrize(
    ("status", "headers", "reason"),
    [
        (404, (), "there is no such page (status 404): look whether the ticker has moved, and change its `url`"),
        (410, (), "there is no such page (status 410): look whether the ticker has moved, and change its `url`"),
        (401, (), "the server refuses us (status 401): it wants a login, or wants no programs; ask its operator"),
        (403, (), "the server refuses us (status 403): it wants a login, or wants no programs; ask its operator"),
        (
            429,
            ("Retry-After: 120",),
            "the server says that we ask too often (status 429): raise `every`; feeder asks again later"
            + WAIT
            + "120 s",
        ),
        (
            503,
            ("Retry-After: Thu, 05 Feb 2026 12:02:00 GMT",),
            "the server has trouble of its own (status 503); feeder asks again later"
            + WAIT
            + "until 2026-02-05 12:02:00 UTC",
        ),
        (503, (f"Retry-After: {PAST}",), "the server has trouble of its own (status 503); feeder asks again later"),
        (500, ("Retry-After: soon",), "the server has trouble of its own (status 500); feeder asks again later"),
        (418, (), "its answer brings no page (status 418): open the address in a browser"),
        (204, (), "its answer brings no page (status 204): open the address in a browser"),
        (206, (), "its answer brings no page (status 206): open the address in a browser"),
        (300, (), "its answer brings no page (status 300): open the address in a browser"),
        (103, (), "its answer brings no page (status 103): open the address in a browser"),
        (999, (), "its answer brings no page (status 999): open the address in a browser"),
    ],
)
def test_status_that_brings_no_page(server, failure, status, headers, reason):
    """A status other than 200 and 203 is a failure that says what to do, whatever stands in the body."""
    server.answers["/live"] = [server.answer(PAGE, *headers, status=f"{status} So")]

    assert failure() == reason
    assert len(server.requests) == 1


@pytest.mark.parametrize("body", [b"", b" \r\n\t "])
def test_empty_page(server, failure, body):
    """A page without a byte, or of spaces alone, is a failure."""
    server.answers["/live"] = [server.answer(body)]

    assert failure() == "the page is empty; feeds keep their last good state"


def reset(connection, _stopped):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\nhalf", "its answer broke off, or is garbled"),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
            "its answer is not HTTP as it should be",
        ),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nlots\r\n", "its answer broke off, or is garbled"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(PAGE, mtime=0)[:-9],
            "what came cannot be unpacked",
        ),
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
            "its answer is not HTTP as it should be",
        ),
        (b"HTTP/1.1 200 OK\r\n" + b"X-More: x\r\n" * 101 + b"\r\n", "its answer is not HTTP as it should be"),
        (b"220 mail.example ESMTP\r\n", "it does not answer in HTTP"),
        (b"HTTP/1.1 fine\r\n\r\n", "it does not answer in HTTP"),
        (b"<!doctype html>\r\n\r\n", "it does not answer in HTTP"),
        (b"", "the connection broke off"),
        (reset, "the connection broke off"),
    ],
)
def test_broken_answers(server, failure, step, reason):
    """Whatever is cut, garbled or no HTTP at all is a failure in plain words."""
    server.answers["/live"] = [step]

    assert failure().startswith(reason)


# ---------------------------------------------------------------- time and size


def interim(connection, stopped):
    while not stopped.wait(0.05):
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")


def silent(_connection, stopped):
    stopped.wait(30)


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("start", "drop"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\n", b"X"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        (CHUNKED, b"1\r\nx\r\n"),
        (CHUNKED + b"4;", b"x"),
        (None, interim),
        (None, silent),
    ],
    ids=["status line", "header", "body", "chunks", "chunk size", "interim answers", "silence"],
)
def test_deadline_holds(server, failure, start, drop):
    """A server that drips or falls silent, wherever it does, is left at the deadline, and no thread stays behind."""
    server.answers["/live"] = [drop if start is None else server.dripping(start, drop)]
    before = {thread.name for thread in threading.enumerate()}
    begin = time.monotonic()

    reason = failure()

    assert time.monotonic() - begin < SHORT.total_seconds() + 0.4
    assert reason.startswith("its answer was not complete in the time that a fetch may take")
    assert not {thread.name for thread in threading.enumerate() if thread.name.startswith("feeder")} - before


def test_deadline_is_one_for_all_hops(server, failure):
    """Redirects share one deadline: a hop that starts after it is not asked."""

    def late(connection, stopped):
        stopped.wait(0.25)
        connection.sendall(server.head("302 Found", "Location: /live"))

    server.answers["/live"] = [late]

    assert failure().startswith("its answer was not complete in the time that a fetch may take")
    assert len(server.requests) <= 3


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10000001\r\n\r\n", "its answer is larger than 10000 kB"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 10_100_000, "its answer is larger than 10000 kB"),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 450_000, "its answer is larger than feeder reads"),
    ],
    ids=["announced", "sent", "interim answers"],
)
def test_size_is_bounded(server, failure, step, reason):
    """Reading stops at 10 MB of body, and at a little more of whatever else a server sends."""
    server.answers["/live"] = [step]

    assert failure(terms=Terms()).startswith(reason)


def test_bomb_is_not_unpacked(server, failure):
    """A small body that would unpack to far more than a page is a failure."""
    server.answers["/live"] = [server.answer(gzip.compress(bytes(30_000_000)), "Content-Encoding: gzip")]

    assert failure(terms=Terms()) == "what came cannot be unpacked: it grows beyond all measure when it is unpacked"


# ---------------------------------------------------------------- robots.txt


def test_robots_is_asked_first_and_once_a_day(server, bring):
    """robots.txt is asked for before the first page, and not again for a day."""
    server.answers["/robots.txt"] = [server.answer(b"User-agent: *\nDisallow: /private\n")]
    server.answers["/live"] = [server.answer(PAGE)]
    terms = Terms(patience=SHORT)

    bring(robots=True, terms=terms)
    bring(robots=True, terms=terms)

    assert server.paths() == ["/robots.txt", "/live", "/live"]


def test_robots_that_deny_are_obeyed(server, failure):
    """A denied page is not asked for; the message names the switch and whose decision it is."""
    server.answers["/robots.txt"] = [server.answer(b"User-agent: *\nDisallow: /live\n")]

    assert failure(robots=True) == (
        "the server's robots.txt does not want programs to read this page: "
        "ask its operator, or set `robots = false` for this source if you may decide otherwise"
    )
    assert server.paths() == ["/robots.txt"]


def test_robots_hold_for_each_hop(server, failure):
    """The target of a redirect is judged by robots.txt too."""
    server.answers["/robots.txt"] = [server.answer(b"User-agent: *\nDisallow: /new\n")]
    server.answers["/live"] = [server.head("302 Found", "Location: /new")]

    assert failure(robots=True).startswith("the server's robots.txt does not want")
    assert server.paths() == ["/robots.txt", "/live"]


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "401 Unauthorized"])
def test_server_without_robots_allows_all(server, bring, status):
    """A robots.txt that is not there, or not for us, allows everything (RFC 9309 section 2.3.1.3)."""
    server.answers["/robots.txt"] = [server.head(status)]
    server.answers["/live"] = [server.answer(PAGE)]

    assert bring(robots=True).snapshots[0].content == PAGE


@pytest.mark.parametrize("status", ["500 Internal Server Error", "429 Too Many Requests", "204 No Content"])
def test_robots_that_cannot_be_read_deny_for_now(server, failure, status):
    """A robots.txt that the server cannot give denies everything until it can, and is asked for again."""
    server.answers["/robots.txt"] = [server.head(status, "Retry-After: 60")]
    terms = Terms(patience=SHORT)

    reasons = [failure(robots=True, terms=terms) for _ in range(2)]

    assert reasons[0] == (
        f"the server's robots.txt cannot be read (status {status[:3]}); that forbids its pages for now (RFC 9309)"
        "; it asks us to wait 60 s; feeder asks again later; `robots = false` skips this"
    )
    assert reasons[1] == reasons[0]
    assert server.paths() == ["/robots.txt"] * 2


def test_robots_that_cannot_be_reached_deny_for_now(server, failure):
    """A robots.txt that breaks off denies everything for now, with the reason."""
    server.answers["/robots.txt"] = [b""]

    assert failure(robots=True) == (
        "the server's robots.txt, which must be read before its pages, could not be: "
        f'"{server.url("/robots.txt")}": the connection broke off; feeder asks again at the next pass'
    )


def test_robots_are_bounded(server, failure):
    """An endless robots.txt is not read beyond half a megabyte."""
    server.answers["/robots.txt"] = [b"HTTP/1.1 200 OK\r\n\r\n" + b"# and so on\n" * 50_000]

    assert "its answer is larger than 512 kB" in failure(robots=True, terms=Terms())
