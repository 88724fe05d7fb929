"""A site, its sources, and entries and feeds of them with whatever a test wants otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from feeder import text
from feeder.model import Entry, Feed, Item, Precision, Site, Source

BERLIN = ZoneInfo("Europe/Berlin")
SITE = Site(
    title="Ticker nach Themen",
    url="http://127.0.0.1:8080/",
    authority="example.org,2026",
    language="de",
    timezone=BERLIN,
)
HARBOUR = Source(
    name="hafen",
    kind="folder",
    location="/ticker/*.txt",
    timezone=BERLIN,
    language="de",
    title="Hafen-Ticker",
)
RADIO = replace(HARBOUR, name="radio", kind="url", location="https://radio.example/live", language="en", title="Radio")


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Makes entries, the next always a minute older than the one before, and feeds."""

    site: Site = SITE
    numbers: Any = field(default_factory=count)

    def entry(self, title: str | None = "Fähre legt ab", body: str = "Sie fährt wieder.", **changes: Any) -> Entry:
        number = next(self.numbers)
        names = {name.name for name in Item.__dataclass_fields__.values()} - {"published"}
        item = Item(
            **{
                "published": None,
                "precision": Precision.MINUTE,
                "title": title,
                "text": body,
                "html": text.to_html(body),
                **{name: value for name, value in changes.items() if name in names},
            }
        )
        source = changes.get("source", "hafen")
        published = changes.get("published", datetime(2026, 2, 4, 17, 35, tzinfo=UTC) - timedelta(minutes=number))
        updated = changes.get("updated", published)
        return Entry(
            id=f"tag:{self.site.authority}:{source}/{number:08x}",
            source=source,
            number=1,
            item=item,
            published=published,
            updated=updated,
            seen_at=changes.get("seen_at", updated),
            withdrawn=changes.get("withdrawn", False),
        )

    def feed(self, *entries: Entry, **changes: Any) -> Feed:
        feed = Feed(
            name="hafen-und-meer",
            id=f"tag:{self.site.authority}:feed/hafen-und-meer",
            title="Hafen & Meer",
            query='Hafen OR "hohe See"',
            site=self.site,
            language="de",
            updated=max((entry.updated for entry in entries), default=datetime(2026, 1, 1, tzinfo=UTC)),
            entries=entries,
            sources={source.name: source for source in (HARBOUR, RADIO)},
        )
        return replace(feed, **changes)


@pytest.fixture
def make() -> Maker:
    """Makes entries and feeds of one site."""
    return Maker()


@pytest.fixture
def make_for() -> Callable[..., Maker]:
    """`make_for(language="en")` makes entries and feeds of a site that differs in this."""
    return lambda **changes: Maker(site=replace(SITE, **changes))


@pytest.fixture
def judge(shared, monkeypatch):
    """An independent judge of feeds: what it finds wrong with one."""
    pytest.importorskip("html5lib")
    pytest.importorskip("jsonschema")
    monkeypatch.syspath_prepend(str(shared / "verify"))
    import check_feed

    options = check_feed.Options(now=datetime(2026, 3, 1, tzinfo=UTC), self_base="http://127.0.0.1:8080/")

    def faults(document, folder) -> list[str]:
        file = folder / document.path
        file.write_bytes(document.content)
        return [str(problem) for problem in check_feed.check_file(file, file.name, options).problems]

    return faults
