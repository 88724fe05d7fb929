"""What must hold between the keys of a configuration, beyond the form of each."""

from __future__ import annotations

import ipaddress
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from urllib.parse import urlsplit

from feeder import outputs
from feeder.config.faults import Fault
from feeder.config.tables import SourceTable, Tables, TopicTable

_SHORTEST_URL_INTERVAL = timedelta(seconds=60)
# RFC 4151 section 2.1: taggingEntity = authorityName "," date
_AUTHORITY = re.compile(
    r"(?=[^,]{1,120},)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+,(\d{4}(?:-\d\d(?:-\d\d)?)?)"
)
_STATES = ("sqlite:///", "postgresql+psycopg://")


def check(tables: Tables) -> list[Fault]:
    """All faults between the keys."""
    return [*_site(tables), *_sources(tables), *_topics(tables), *_names(tables)]


def warnings(tables: Tables) -> Iterator[str]:
    """What is allowed, but hardly meant."""
    domain = tables.site.authority.split(",")[0]
    if _is_example(domain) and not _is_private(urlsplit(tables.site.url).hostname or ""):
        yield (
            f'[site] authority: "{tables.site.authority}" is an example, but {tables.site.url} looks public: put a '
            "domain that you own there before the first entry is published; it stands in every id and never changes"
        )
    if not tables.source:
        yield "there is no [[source]]: nothing will be read"
    if not tables.topic:
        yield "there is no [[topic]]: no feed will be written"


def _site(tables: Tables) -> Iterator[Fault]:
    site = tables.site
    match = _AUTHORITY.fullmatch(site.authority)
    if not match or not _is_day(match[1]):
        yield Fault(
            ("site", "authority"),
            f'"{site.authority}": write a domain of yours in lower case and a day on which '
            'you owned it, say "news.example.org,2026" (RFC 4151)',
        )
    if any(mark in site.url for mark in "?#"):
        yield Fault(("site", "url"), "an address of a folder has no ? and no #")
    if not site.state.startswith(_STATES):
        yield Fault(
            ("site", "state"), f'"{site.state}": write "sqlite:///FILE" or "postgresql+psycopg://USER@HOST/DATABASE"'
        )
    known = outputs.names()
    for number, name in enumerate(site.outputs):
        if name not in known:
            yield Fault(("site", "outputs", number), f'"{name}": no such output; known are {", ".join(known)}')


def _sources(tables: Tables) -> Iterator[Fault]:
    for number, source in enumerate(tables.source):
        if bool(source.folder) == bool(source.url):
            yield Fault(("source", number), "give either folder or url")
        yield from (Fault(("source", number, *fault.place), fault.message) for fault in _source(source))


def _source(source: SourceTable) -> Iterator[Fault]:
    if source.name == "feed":
        yield Fault(("name",), '"feed" stands in the ids of feeds: choose another name')
    if source.folder and not source.timezone:
        yield Fault(("timezone",), 'it is missing: clocks in files name no zone; write one like "Europe/Berlin"')
    if source.url and source.tickers != "one":
        yield Fault(("tickers",), "only a folder holds several tickers")
    if source.url and source.every < _SHORTEST_URL_INTERVAL:
        yield Fault(("every",), 'a page is asked at most once a minute: write "60s" or more')


def _topics(tables: Tables) -> Iterator[Fault]:
    names = {source.name for source in tables.source}
    for number, topic in enumerate(tables.topic):
        for position, name in enumerate(topic.sources):
            if name not in names:
                known = ", ".join(sorted(names)) or "none"
                yield Fault(("topic", number, "sources", position), f'"{name}": no such source; there are: {known}')


def _names(tables: Tables) -> Iterator[Fault]:
    kinds: tuple[tuple[str, Sequence[SourceTable | TopicTable]], ...] = (
        ("source", tables.source),
        ("topic", tables.topic),
    )
    for kind, rows in kinds:
        counts = Counter(name for row in rows for name in {row.name, *row.was})
        for number, row in enumerate(rows):
            if counts[row.name] > 1:
                yield Fault((kind, number, "name"), f'"{row.name}": this name is taken by another {kind} or its `was`')


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _is_example(domain: str) -> bool:
    return domain in {"example", "invalid", "test"} or bool(
        re.search(r"(^|\.)example(\.(com|net|org))?$|\.(invalid|test)$", domain)
    )


def _is_private(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".lan", ".internal", ".example", ".test"))
