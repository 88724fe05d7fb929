"""How the sources do: for scripts, and as a feed of incidents."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from feeder.model import FeedSummary, Happening, Incident, Overview, SourceStatus, State
from feeder.outputs import incidents, status

SINCE = datetime(2026, 2, 4, 16, 2, tzinfo=UTC)
REASON = "/srv/a.txt: https://radio.example/live: ConnectionError"
STATUS = SourceStatus(
    source="hafen",
    title="Hafen-Ticker",
    state=State.BROKEN,
    since=SINCE,
    reason=REASON,
    last_good_at=SINCE,
    due_at=SINCE,
    entries=17,
)
FEED = FeedSummary(name="see", title="See", query="See", language="de", count=3)
BROKEN = Incident(
    source="hafen",
    title="Hafen & Meer",
    language="de",
    happenings=((SINCE, Happening.BROKEN), (SINCE + timedelta(minutes=40), Happening.OK)),
)
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_one_schema(make):
    """What everybody may read and what the operator sees have the same keys, and the same version."""
    overview = Overview(site=make.site, feeds=(FEED,), sources=(STATUS,))
    own, public = status.data(overview), json.loads(status.render(overview).content)

    assert (1, list(own)) == (public["version"], list(public))
    for table in ("sources", "topics"):
        assert [list(each) for each in own[table]] == [list(each) for each in public[table]]
    assert REASON == own["sources"][0]["reason"]


def test_what_everybody_may_read(make):
    """The public file holds names, states and numbers: no address, no path, no failure, and no time of a pass."""
    overview = Overview(site=make.site, feeds=(FEED,), sources=(STATUS, replace(STATUS, state=State.OK)))
    content = status.render(overview).content
    broken, fine = json.loads(content)["sources"]

    assert ("broken", "2026-02-04T16:02:00Z", 17) == (broken["state"], broken["since"], broken["entries"])
    assert (None, None, None, "") == tuple(fine[key] for key in ("since", "last_good_at", "due_at", "reason"))
    assert [] == [word for word in (b"/srv", b"://", b"Error") if word in content]


@pytest.mark.parametrize(
    ("outputs", "expected"),
    [(("atom",), "_private/x/see.atom"), (("page",), "_private/x/see.html"), (("entry",), "_private/x/")],
)
def test_address_of_a_private_topic(outputs, expected, make_for):
    """Whoever runs the site is told where a private topic is served."""
    site = make_for(outputs=outputs).site
    [topic] = status.data(Overview(site=site, feeds=(replace(FEED, folder="_private/x/"),), sources=()))["topics"]

    assert (True, site.url + expected) == (topic["private"], topic["address"])


def root_of(overview: Overview) -> etree._Element:
    return etree.fromstring(incidents.render(overview).content)


def test_incidents(make):
    """An incident is one entry: a stable id, when it began, when something last happened, and all that happened."""
    overview = Overview(
        site=make.site, feeds=(), sources=(), incidents=(BROKEN,), incidents_at=SINCE + timedelta(minutes=40)
    )
    [entry] = root_of(overview).iterfind("a:entry", ATOM)
    told = {
        name: entry.findtext(f"a:{name}", None, ATOM) for name in ("id", "title", "published", "updated", "content")
    }

    assert {
        "id": "tag:example.org,2026:feed/_status/hafen/20260204T160200Z",
        "title": "Hafen & Meer läuft wieder",
        "published": "2026-02-04T16:02:00Z",
        "updated": "2026-02-04T16:42:00Z",
        "content": (
            "<ul><li>4. Februar 2026, 17:02 MEZ: ist zurzeit nicht erreichbar oder nicht lesbar</li>"
            "<li>4. Februar 2026, 17:42 MEZ: läuft wieder</li></ul>"
        ),
    } == told


def test_an_incident_keeps_its_id(make):
    """While an incident goes on its id stays, and `updated` moves."""
    first = replace(BROKEN, happenings=BROKEN.happenings[:1])
    overviews = [Overview(site=make.site, feeds=(), sources=(), incidents=(each,)) for each in (first, BROKEN)]
    ids, updates = (
        [root_of(each).findtext(f"a:entry/a:{name}", None, ATOM) for each in overviews] for name in ("id", "updated")
    )

    assert (1, 2) == (len(set(ids)), len(set(updates)))


def test_without_incidents(make):
    """Before anything happened the feed stands there, so that it can be subscribed to."""
    root = root_of(Overview(site=make.site, feeds=(), sources=(), incidents_at=datetime(2026, 1, 1, tzinfo=UTC)))

    assert ("2026-01-01T00:00:00Z", None) == (root.findtext("a:updated", None, ATOM), root.find("a:entry", ATOM))
    assert "http://127.0.0.1:8080/_status.atom" == root.find("a:link[@rel='self']", ATOM).get("href")
