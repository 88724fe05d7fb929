"""A ticker whose address changes: nothing is lost, nothing is doubled, and edits go on at the new one."""

from __future__ import annotations

import http.server
import re
import threading
from datetime import UTC, datetime

import pytest

from feeder import config, documents, run, store
from feeder.model import State
from feeder.sources import Terms
from feeder.work import Work

TOML = """
[site]
title = "Test"
url = "http://127.0.0.1:8080/"
authority = "example.org,2026"
output = "public"
state = "sqlite:///feeder.db"

[[source]]
name = "lage"
url = "{url}"
timezone = "Europe/Berlin"
language = "de"
allow_private = true
robots = false
{more}

[[topic]]
name = "alle"
query = "*"
"""
FEED = """<rss version="2.0"><channel><title>T</title>{items}</channel></rss>"""
ITEM = """<item><guid isPermaLink="false">{key}</guid><title>{title}</title>
<description>{title}: ein Satz.</description><pubDate>{date} +0100</pubDate></item>"""


class Server:
    """Pages by path on loopback; a page that has not changed is not sent again."""

    def __init__(self) -> None:
        pages = self.pages = dict[str, str]()
        self.modified = ""
        served = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = pages.get(self.path, "").encode()
                etag = f'"{hash(body)}"'
                known = self.headers.get("If-None-Match") == etag
                self.send_response(304 if known else 200 if body else 404)
                self.send_header("ETag", etag)
                self.send_header("Last-Modified", served.modified)
                self.send_header("Content-Length", "0" if known else str(len(body)))
                self.end_headers()
                if not known:
                    self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def web():
    served = Server()
    thread = threading.Thread(target=served.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield served
    served.server.shutdown()
    thread.join()
    served.server.server_close()


@pytest.fixture
def passing(tmp_path, web):
    """`passing(path, more)(now)`: one pass at that time; how the source does, and the titles in the feed."""
    opened = []

    def configure(path, more=""):
        (tmp_path / "feeder.toml").write_text(TOML.format(url=web.url + path, more=more), "utf-8")
        settings = config.load(tmp_path / "feeder.toml")
        opened.append(store.connect(settings.state))
        work = Work(config=settings, store=opened[-1], terms=Terms(once=True))

        def run_once(now):
            run.once(work, now)
            status = documents.overview(work).sources[0]
            feed = (tmp_path / "public" / "alle.atom").read_text("utf-8")
            return status.state, re.findall(r"<entry>.*?<title[^>]*>([^<]*)<", feed, re.DOTALL)

        return run_once

    yield configure
    for each in opened:
        each.close()


def feed(*items):
    return FEED.format(items="".join(ITEM.format(key=key, title=title, date=date) for key, title, date in items))


def test_another_address_every_day(web, passing):
    """The last words of yesterday's page are brought in with the first of today's, and both may still be edited."""
    once = passing("/{date:%Y-%m-%d}")
    eve = ("1", "Eins", "Wed, 04 Feb 2026 21:00:00")
    web.pages["/2026-02-04"] = feed(eve)

    first = once(datetime(2026, 2, 4, 21, tzinfo=UTC))
    web.pages["/2026-02-04"] = feed(("2", "Zwei", "Wed, 04 Feb 2026 23:59:00"), eve)
    web.pages["/2026-02-05"] = feed(("3", "Drei", "Thu, 05 Feb 2026 00:01:00"))
    second = once(datetime(2026, 2, 4, 23, 5, tzinfo=UTC))
    web.pages["/2026-02-05"] = feed(("3", "Drei, neu", "Thu, 05 Feb 2026 00:01:00"))
    third = once(datetime(2026, 2, 4, 23, 10, tzinfo=UTC))

    assert (State.OK, ["Eins"]) == first
    assert (State.OK, ["Drei", "Zwei", "Eins"]) == second
    assert (State.OK, ["Drei, neu", "Zwei", "Eins"]) == third


def test_a_ticker_that_begins_while_the_last_one_goes_on(web, passing):
    """A newer ticker that overlaps the last one in time is no stranger to it: its edits are taken like any other."""
    once = passing("/all", 'follow = "Liveticker"')
    web.pages["/all"] = "<a href='/a'>Liveticker</a>"
    web.pages["/a"] = feed(*((str(n), f"Alt {n}", f"Wed, 04 Feb 2026 20:0{n}:00") for n in range(5)))
    once(datetime(2026, 2, 4, 21, tzinfo=UTC))

    web.pages["/all"] = "<a href='/b'>Liveticker</a><a href='/a'>Liveticker</a>"
    web.pages["/b"] = feed(("b1", "Anpfiff", "Wed, 04 Feb 2026 20:02:30"))
    begun, _ = once(datetime(2026, 2, 4, 21, 5, tzinfo=UTC))
    web.pages["/b"] = feed(("b1", "Anpfiff mit Verspätung", "Wed, 04 Feb 2026 20:02:30"))
    state, titles = once(datetime(2026, 2, 4, 21, 10, tzinfo=UTC))

    assert (State.OK, State.OK, 6) == (begun, state, len(titles))
    assert "Anpfiff mit Verspätung" in titles


def test_a_date_that_begins_late(web, passing):
    """A server that names the date of a template some day moves no entry to that day, and doubles none."""
    once = passing("/live")
    page = "<h1>Liveticker</h1>" + "".join(
        f"<article><h3>{clock} Uhr</h3><p>Um {clock} geschieht hier etwas Neues.</p></article>"
        for clock in ("20.40", "20.30", "20.20")
    )
    web.pages["/live"] = page
    _, before = once(datetime(2026, 2, 4, 21, tzinfo=UTC))
    web.modified = "Tue, 03 Feb 2026 12:00:00 GMT"
    web.pages["/live"] = page + " "
    _, after = once(datetime(2026, 2, 4, 21, 5, tzinfo=UTC))

    assert (3, before) == (len(before), after)


def test_no_link_to_the_ticker(web, passing):
    """An overview without the link leaves the feed as it is, and the source says why it is broken."""
    once = passing("/all", 'follow = "Liveticker"')
    web.pages["/all"] = "<a href='/a'>Nachrichten</a>"
    state, titles = once(datetime(2026, 2, 4, 21, tzinfo=UTC))

    assert (State.BROKEN, []) == (state, titles)
