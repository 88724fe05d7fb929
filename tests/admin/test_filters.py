"""The page to try filters, asked over HTTP and looked at in a real browser."""

from __future__ import annotations

import http.client
import os
import tomllib
from datetime import date
from urllib.parse import urlencode, urlsplit

import pytest
from lxml import html

from feeder import admin, run, serve, store
from feeder.admin import chart, page, shown
from feeder.clock import now
from feeder.config import load
from feeder.sources import Terms
from feeder.work import Work

CONFIG = """\
[site]
title = "Hafen & Meer"
url = "http://127.0.0.1:8080/"
authority = "example.org,2026"

[[source]]
name = "live"
title = "Hafen-Ticker"
folder = "ticker/*.txt"
timezone = "Europe/Berlin"
language = "de"

[[topic]]
name = "strom"
title = "Strom & Netz"
query = 'Strom -"<i>"'
"""
TICKER = """ date 2026-03-06 Nach der Sturmflut räumt die Stadt auf.

Die Stadt räumt auf, die Schulen bleiben zu.

09.25 Uhr: Feuerwehr zählt 64 Einsätze
Seit Mitternacht ist die Feuerwehr 64 Mal ausgerückt, meist wegen voller Keller.

08.05 Uhr: Die Insel hat wieder Strom
Am Morgen endete der Stromausfall auf der Insel. Ein Kabel am Deich war gerissen.

07.10 Uhr: Eine Probe <img src=x onerror=alert(1)> am Deich
Die Stadtwerke stellen zur Probe den Strom ab, sagt Jan "><script>alert(2)</script> Petersen.

06.20 Uhr: 130 Menschen verbringen die Nacht in der Halle
In der Sporthalle haben 130 Menschen übernachtet. Helfer gaben Tee und Decken aus.
"""
HOSTILE = 'Strom OR "><script>alert(3)</script><img src=x onerror=alert(4)>"'


@pytest.fixture(scope="module")
def config(tmp_path_factory):
    """A site whose ticker was read."""
    place = tmp_path_factory.mktemp("admin")
    (place / "feeder.toml").write_text(CONFIG, "utf-8")
    (place / "ticker").mkdir()
    ticker = place / "ticker" / "1.txt"
    ticker.write_text(TICKER, "utf-8")
    os.utime(ticker, (1_772_800_000, 1_772_800_000))
    settings = load(place / "feeder.toml")
    opened = store.connect(settings.state)
    run.once(Work(config=settings, store=opened, terms=Terms(once=True)), now())
    opened.close()
    return settings


@pytest.fixture(scope="module")
def server(config):
    with serve.listen(admin.app(config), "127.0.0.1", 0) as running:
        yield running


def ask(server, path, method="GET", **headers):
    """Status, headers and content of the answer to one request; `host=None` sends none."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)
    host = headers.pop("host", urlsplit(server.url).netloc)
    try:
        connection.putrequest(method, path, skip_host=True)
        for name, value in ({"Host": host} if host is not None else {}).items() | headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()
    finally:
        connection.close()


def tried(config, query, **others) -> html.HtmlElement:
    return html.fromstring(page.render(config, {"q": query, **others}).decode())


def words_of(element) -> str:
    return " ".join(element.text_content().split())


# ---------------------------------------------------------------- what it shows


def test_matches_are_marked_with_the_reason(config):
    """What matches is shown with its words marked in place, and with the terms that found them."""
    root = tried(config, "Strom Insel")
    (hit,) = root.xpath("//section[@class='hits']/article")

    assert "1 of 4 entries match" == words_of(root.xpath("//p[@class='count']")[0])
    assert ["Insel", "Strom", "Stromausfall", "Insel"] == [words_of(mark) for mark in hit.xpath(".//mark")]
    assert ["Insel", "Strom", "Strom", "Insel"] == hit.xpath(".//mark/@title")
    assert ["Insel found Insel", "Strom found Strom, Stromausfall"] == [
        words_of(reason) for reason in hit.xpath(".//ul[@class='reasons']/li")
    ]
    assert "2026-03-06 08:05 Hafen-Ticker" == words_of(hit.xpath("p[@class='facts']")[0])


def test_near_misses(config):
    """What would match without one part is counted by that part, exclusions first, with what was excluded marked."""
    root = tried(config, "Strom -Probe")
    near, other = root.xpath("//section[@class='near']/details")

    assert "1 entry matches without Strom" != words_of(other.find("summary"))
    assert "1 entry matches without NOT Probe" == words_of(near.find("summary"))
    assert ["Probe", "Probe"] == [words_of(mark) for mark in near.xpath(".//mark[@class='not']")]
    assert {"excluded: Probe"} == set(near.xpath(".//mark[@class='not']/@title"))


def test_the_chart_has_the_figures(config):
    """Matches a day stand beside all entries, drawn and as a table."""
    root = tried(config, "Strom")

    assert ["2026-03-06: 2 of 4"] == root.xpath("//svg//title/text()")
    assert ["2026-03-06", "2", "4"] == [words_of(cell) for cell in root.xpath("//tbody/tr/*")]


@pytest.mark.parametrize(
    ("query", "place", "reason"),
    [("Strom OR", 8, "the query ends"), ("Strom )", 6, "closes nothing"), ("a*b", 1, "a star stands only")],
)
def test_an_error_stands_under_its_character(config, query, place, reason):
    """A query that cannot be read is shown with the place of the error, and with what was expected."""
    root = tried(config, query)
    (written,) = root.xpath("//p[@class='query']/code")
    (here,) = written.xpath("span[@class='here']")

    assert query[:place] == written.text
    assert (query[place : place + 1] or " ") == here.text
    assert reason in words_of(root.xpath("//section[@id='wrong']")[0])
    assert root.xpath("//textarea/@aria-invalid") == ["true"]


@pytest.mark.parametrize("query", ["Strom", 'Strom "hohe See" -Probe', 'O\'Neill "x y"', "/a\\.b/", HOSTILE, "*"])
def test_the_table_is_a_topic(config, query):
    """The table to copy is TOML that the configuration takes, with the query as it was typed."""
    written = tried(config, query).xpath("//pre[@id='table']")[0].text_content()
    (config.path.parent / "tried.toml").write_text(CONFIG + "\n" + written, "utf-8")

    assert query == tomllib.loads(written)["topic"][0]["query"]
    assert query == load(config.path.parent / "tried.toml").topics[1].query


def test_it_begins_with_the_topics(config):
    """Without a query the page offers those of the topics."""
    root = html.fromstring(page.render(config, {}).decode())

    assert ["/filters?q=Strom%20-%22%3Ci%3E%22"] == root.xpath("//ul[@class='topics']//a/@href")
    assert "Strom & Netz" == root.xpath("//ul[@class='topics']//b")[0].text


def test_a_limit_is_told(config, monkeypatch):
    """Where there are more entries than are asked, the page says how many were left out."""
    monkeypatch.setattr(page, "CHOICES", (3, 10_000))
    root = tried(config, "Strom")

    assert "Only the newest 3 of 4 entries were asked." == words_of(root.xpath("//p[@class='limit']")[0])
    assert "2 of 4 entries match" == words_of(tried(config, "Strom", of="10000").xpath("//p[@class='count']")[0])


def test_a_query_that_is_too_long_is_refused(config):
    """A query of more characters than anybody types is not run."""
    assert "has 4001 characters" in words_of(tried(config, "x" * 4001))


def test_nothing_is_kept_yet(tmp_path):
    """Without a store the page says what to do, and makes none."""
    (tmp_path / "feeder.toml").write_text(CONFIG, "utf-8")

    assert "Nothing is kept yet" in words_of(tried(load(tmp_path / "feeder.toml"), "Strom"))
    assert ["feeder.toml"] == [path.name for path in tmp_path.iterdir()]


def test_hostile_texts_are_texts(config):
    """Neither a query nor an entry can put an element or an attribute into the page."""
    for query in (HOSTILE, "Probe", "Strom )<script>"):
        root = tried(config, query)

        assert [] == root.xpath("//img | //script[not(@src)] | //*[@onerror]")
    assert "<img src=x onerror=alert(1)>" in words_of(tried(config, "Probe"))


def test_long_texts_are_cut_beside_the_marks():
    """Of a long text what stands beside the marks is shown, and where there is none its beginning."""
    long = "wort " * 200
    marked = shown.Piece(text="Strom", term="Strom", style="t0")
    before, found, between, _, behind = shown.shortened(
        [shown.Piece(text=long), marked, shown.Piece(text=f" {long}"), marked, shown.Piece(text=f" {long}")]
    )

    assert (before.text[0], found, behind.text[-1]) == ("…", marked, "…")
    assert " … " in between.text
    assert max(map(len, (before.text, between.text, behind.text))) < 250
    assert [shown.Piece(text="kurz")] == list(shown.shortened([shown.Piece(text="kurz")]))
    assert ["wort " * 51 + "wort …"] == [each.text for each in shown.shortened([shown.Piece(text=long)])]


@pytest.mark.parametrize(
    ("last", "unit", "bars", "first"),
    [
        (date(2026, 3, 1), "day", 60, date(2026, 1, 1)),
        (date(2026, 6, 30), "week", 27, date(2025, 12, 29)),
        (date(2028, 1, 5), "month", 25, date(2026, 1, 1)),
        (date(2046, 1, 5), "month", 124, date(2035, 10, 1)),
    ],
)
def test_bars_stand_for_days_weeks_or_months(last, unit, bars, first):
    """A long time is drawn in weeks or months, of a very long one the last years."""
    drawn = chart.drawn({date(2026, 1, 1): 3, last: 300}, {last: 1})

    assert (unit, bars, first) == (drawn.unit, len(drawn.bars), drawn.bars[0].first)
    assert (300, 1, chart.HEIGHT, 2) == (
        drawn.bars[-1].entries,
        drawn.bars[-1].taken,
        drawn.bars[-1].height,
        drawn.bars[-1].taken_height,
    )
    assert drawn.bars[-1].x + drawn.bars[-1].width <= chart.WIDTH
    assert () == chart.drawn({}, {}).bars


# ---------------------------------------------------------------- whom it answers


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8081", "LOCALHOST:9", "[::1]:8081"])
def test_names_of_this_machine_are_answered(server, host):
    """A request to this machine is answered, through a tunnel with another port too."""
    assert 200 == ask(server, "/filters", host=host)[0]


@pytest.mark.parametrize("host", ["news.example", "127.0.0.1.news.example", "localhost@news.example", "", None, "::1"])
@pytest.mark.parametrize("path", ["/", "/filters?q=Strom", "/filters.js", "/nothing"])
def test_unknown_hosts_are_refused(server, host, path):
    """A request for any other name gets nothing, whatever it asks for."""
    status, _, content = ask(server, path, host=host)

    assert status in (400, 421)
    assert "Hafen" not in content


def test_other_pages_may_not_ask(server):
    """A page elsewhere may lead here, but cannot make the browser ask behind somebody's back."""
    assert 421 == ask(server, "/filters", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors")[0]
    assert 200 == ask(server, "/filters", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")[0]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_it_only_reads(server, method):
    """No method that could change something is known."""
    assert 405 == ask(server, "/filters", method=method)[0]


def test_headers(server):
    """Each answer forbids all but its own style and script, and is not kept; the front page leads to the filters."""
    for path, status, kind in [
        ("/", 307, None),
        ("/filters?q=Strom", 200, "text/html; charset=utf-8"),
        ("/filters.css", 200, "text/css; charset=utf-8"),
        ("/filters.js", 200, "text/javascript; charset=utf-8"),
        ("/nothing", 404, "text/plain; charset=utf-8"),
    ]:
        found, headers, _ = ask(server, path)

        assert (status, kind, "no-store") == (found, headers["Content-Type"], headers["Cache-Control"])
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'; script-src 'self';")
        assert "unsafe" not in headers["Content-Security-Policy"]


def test_the_feeds_server_does_not_know_it(config):
    """The server of the feeds has no path to the page."""
    with serve.start(config.output, "127.0.0.1", 0) as feeds:
        assert 404 == ask(feeds, "/filters?q=Strom")[0]


# ---------------------------------------------------------------- in a browser


def test_it_answers_while_one_types(server, browser):
    """In a browser results appear without a button, the address follows, and nothing foreign is asked."""
    browser.requests.clear()
    browser.open(f"{server.url}filters")
    browser.call("Input.insertText", text="Insel Strom")
    seen = browser.run(
        """new Promise(done => { const look = () => document.querySelector('.count')
        ? done([document.querySelector('.count').textContent, location.search, document.activeElement.id,
                document.getElementById('told').textContent, !document.getElementById('copy').hidden])
        : setTimeout(look, 5); look(); })"""
    )

    assert ["1 of 4 entries match", "?q=Insel+Strom&of=1000", "q", "1 entry of 4 match", True] == seen
    assert [] == browser.errors
    assert [] == [each for each in browser.requests if not each.startswith((server.url, "data:"))]


def test_it_works_by_keyboard(server, browser):
    """Enter asks; from the query the tab key leads to the choice, the button and then into the results."""
    browser.open(f"{server.url}filters?{urlencode({'q': 'Strom -Probe'})}")
    found = []
    for _ in range(5):
        browser.press("Tab")
        found.append(browser.run("document.activeElement.id || document.activeElement.localName"))

    assert ["of", "button", "summary", "summary", "summary"] == found


@pytest.mark.parametrize("query", ["Strom", "Strom (", "", "Donaudampfschifffahrtsgesellschaft" * 12])
def test_it_fits_a_phone(server, browser, query):
    """On a phone nobody scrolls sideways, in the light and in the dark."""
    for scheme in ("light", "dark"):
        browser.call("Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=1, mobile=True)
        browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        browser.open(f"{server.url}filters?{urlencode({'q': query})}")

        assert 390 == browser.run("document.documentElement.scrollWidth")
    browser.call("Emulation.clearDeviceMetricsOverride")


def test_hostile_texts_do_nothing_in_a_browser(server, browser):
    """No script of a query or an entry runs, and the policy has nothing to forbid."""
    for query in (HOSTILE, "Probe"):
        browser.open(f"{server.url}filters?{urlencode({'q': query})}")

        assert 0 == browser.run("document.images.length")
    assert [] == browser.errors


def test_it_works_without_script(server, browser):
    """Without script the form asks by its button."""
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(f"{server.url}filters?q=Insel")
    browser.open(f"{server.url}filters?q=Insel&of=10000")
    text = browser.call("DOM.getOuterHTML", nodeId=browser.call("DOM.getDocument")["root"]["nodeId"])["outerHTML"]
    browser.call("Emulation.setScriptExecutionDisabled", value=False)

    assert "<b>1</b> of 4 entries match" in text
