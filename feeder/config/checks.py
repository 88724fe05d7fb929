"""What must hold between the keys of a configuration, and what its queries say.

The checks look at what is written, not at what it means: so they find all they can where the form of a value is wrong.
That is told elsewhere; here such a value is passed over.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from feeder.config import forms
from feeder.config.faults import Fault, cut
from feeder.errors import QueryError

if TYPE_CHECKING:
    from feeder.config.tables import Tables

_SHORTEST_URL_INTERVAL = timedelta(seconds=60)

Row = tuple[int, Mapping[str, Any]]
"""A table of which there may be several, with its number from 0."""


def check(data: Mapping[str, Any]) -> list[Fault]:
    """All faults between the keys, and in the queries."""
    sources, topics = _rows(data, "source"), _rows(data, "topic")
    return [*_sources(sources), *_topics(topics, sources), *_names("source", sources), *_names("topic", topics)]


def _rows(data: Mapping[str, Any], table: str) -> list[Row]:
    rows = data.get(table)
    return [(number, row) for number, row in enumerate(rows if isinstance(rows, list) else []) if isinstance(row, dict)]


def _sources(rows: Sequence[Row]) -> Iterator[Fault]:
    for number, row in rows:
        for key, message in _source(row):
            yield Fault(("source", number, key) if key else ("source", number), message)


def _source(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if "folder" not in row and "url" not in row:
        yield "", 'it does not say where the ticker is: write folder = "ticker/*.txt", or url = "https://…"'
    if "folder" in row and "url" in row:
        yield "url", "a source has either a folder or a url: make a [[source]] of its own for the other"
    if "folder" in row and "timezone" not in row:
        yield "timezone", 'it is missing: clocks in files name no zone; write one like timezone = "Europe/Berlin"'
    if "url" in row and row.get("tickers") == "per-file":
        yield "tickers", "only a folder holds several tickers: make a [[source]] for each page"
    if "follow" in row and "url" not in row:
        yield "follow", "only a page has links: give it a url, the address of the page on which the link stands"
    if row.get("tombstones") is True and row.get("withdrawn") != "drop":
        yield "tombstones", 'they stand for entries that left the feeds, and marked ones stay: write withdrawn = "drop"'
    if "url" in row and _is_hasty(row.get("every")):
        yield "every", f'"{row["every"]}": a page is asked once a minute at most: write "60s" or more'


def _is_hasty(every: object) -> bool:
    with suppress(ValueError):
        return forms.duration(every) < _SHORTEST_URL_INTERVAL
    return False


def _topics(rows: Sequence[Row], sources: Sequence[Row]) -> Iterator[Fault]:
    names = [name for _, row in sources if isinstance(name := row.get("name"), str)]
    for number, row in rows:
        wanted = row.get("sources")
        for position, name in enumerate(wanted if isinstance(wanted, list) else []):
            if isinstance(name, str) and name not in names:
                known = f"known are {', '.join(dict.fromkeys(names))}" if names else "there is none"
                yield Fault(("topic", number, "sources", position), f'"{name}": no such source; {known}')
        query = row.get("query")
        if isinstance(query, str) and query.strip():
            yield from _query(("topic", number, "query"), query)


def _query(place: tuple[str | int, ...], query: str) -> Iterator[Fault]:
    from feeder.topics.query import parse

    try:
        parse(query)
    except QueryError as error:
        start = query.rfind("\n", 0, error.position) + 1
        line = query[start:].split("\n", 1)[0]
        message = f"{error}\n{cut(line, error.position - start)}"
        yield Fault(place, message, below=query.count("\n", 0, error.position))


def _names(kind: str, rows: Sequence[Row]) -> Iterator[Fault]:
    """Each name once: those that stand now, and those that stood before."""
    faults = {
        "name": f"another {kind} has this name: choose one that no other has",
        "was": f"a {kind} has this name, or had it before: here stand names that no other has or had",
    }
    taken: set[str] = set()
    for key, message in faults.items():
        for number, row in rows:
            for name in _named(row.get(key))[key == "was" and _is_back(kind, row) :]:
                if name in taken:
                    yield Fault((kind, number, key), f'"{name}": {message}')
                taken.add(name)


def _is_back(kind: str, row: Mapping[str, Any]) -> bool:
    """A topic has its first name again: that stands at the beginning of `was`, since its feed's id holds it."""
    names = _named(row.get("was"))
    return kind == "topic" and len(names) > 1 and names[0] == row.get("name")


def _named(value: object) -> list[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]


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


def early(authority: str, today: date) -> Iterator[str]:
    """Why nobody can have owned the authority's domain yet: its day is still to come (RFC 4151 section 2.1)."""
    day = f"{authority.rsplit(',', 1)[1]}-01-01"[:10]
    if date.fromisoformat(day) > today:
        yield (
            f'[site] authority: "{authority}": {day} is still to come, and a feed without entries says that it was '
            "changed then: before the first entry is published, put a day there on which you owned the domain"
        )


def _is_example(domain: str) -> bool:
    """Nobody can own it (RFC 2606)."""
    return bool(re.search(r"(^|\.)(example(\.(com|net|org))?|invalid|test)$", domain))


def _is_private(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return _is_example(host) or bool(re.search(r"(^|\.)(localhost|local|lan|internal)$", host))
