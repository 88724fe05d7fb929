"""Compose: a topic and its entries become a feed.

Pure: a feed is a function of the store and the configuration alone, never of the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from feeder.model import Entry, Feed, FeedSummary, Incident, Overview, Site, Source, SourceStatus, Topic
from feeder.text import excerpt, to_html

LARGEST = 500
"""How many edits and tombstones a feed holds."""

CHARTED = 48
"""For how many hours the overview tells how many entries came in each."""
INCIDENTS = 50
"""Of how many incidents the status feed tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a topic holds.

    Attributes:
        count: how many entries.
        newest: the newest of them.
        hours: how many came in each hour until that of the newest of all topics.
        folder: of its files, with a slash at its end; empty where they stand at the top.
    """

    count: int = 0
    newest: Entry | None = None
    hours: tuple[int, ...] = ()
    folder: str = ""


def compose(
    topic: Topic,
    entries: Sequence[Entry],
    site: Site,
    sources: Mapping[str, Source],
    updated: datetime | None,
) -> Feed:
    """The feed of a topic: its entries, newest first.

    Entries of one moment keep the order in which they are given. Blank ones are left out (`Entry.is_blank`): they
    have nothing to show, and no format could hold them.

    Args:
        topic: what the feed is about.
        entries: what stands in it, those of one moment in document order.
        site: where it is served.
        sources: the known sources by name.
        updated: newest visible change of the topic, as the store has it; none where nothing ever was in it.
    """
    worded = [entry for entry in entries if not entry.is_blank]
    drawn_on = _drawn_on(worded, sources)
    newest = abridged(sorted(worded, key=lambda entry: entry.published, reverse=True), drawn_on)
    return Feed(
        name=topic.name,
        id=f"tag:{site.authority}:feed/{topic.id_name}",
        title=topic.title,
        query=topic.query,
        site=site,
        language=topic.language,
        updated=_last_change(newest, updated, site),
        entries=newest,
        sources=drawn_on,
        private=topic.private,
    )


def compose_edits(
    topic: Topic, edits: Sequence[Entry], site: Site, sources: Mapping[str, Source], updated: datetime | None
) -> Feed:
    """The feed of what was edited in a topic: an entry for each significant revision, the latest first.

    Args:
        topic: what the feed is about.
        edits: the latest of its entries, each as an entry, the latest first.
        site: where it is served.
        sources: the known sources by name.
        updated: when an entry that ever was in it was last edited; none if none was.
    """
    worded = [edit for edit in edits if not edit.is_blank]
    drawn_on = _drawn_on(worded, sources)
    return Feed(
        name=f"{topic.name}.edits",
        id=f"tag:{site.authority}:feed/{topic.id_name}/edits",
        title=topic.title,
        query=topic.query,
        site=site,
        language=topic.language,
        updated=updated or _founded(site),
        entries=abridged(worded, drawn_on),
        sources=drawn_on,
        edits_of=topic.name,
        private=topic.private,
    )


def as_archive(feed: Feed, number: int, archived: int) -> Feed:
    """The feed as an archive document of itself (RFC 5005 section 4); `addresses` says where that stands.

    Args:
        feed: with what stands in the document.
        number: of the document, from 1, the oldest.
        archived: how many archive documents there are.
    """
    return replace(feed, number=number, archived=archived, archive_of=feed.name)


def archive_path(name: str, number: int) -> str:
    """The stem of the archive document of that number, of the feed whose stem is the name."""
    folder, slash, own = name.rpartition("/")
    return f"{folder}{slash}archive/{own}/{number:04}"


def addresses(feed: Feed, topic: Topic, folder: str = "") -> tuple[Feed, ...]:
    """The feed once for each name that its topic has or had: its id is the same, its files are others.

    Args:
        feed: the feed.
        topic: what it is about.
        folder: in which its files stand, with a slash at its end; empty for the top.
    """
    names = [f"{folder}{name}" for name in (topic.name, *topic.was)]
    if feed.archive_of:
        return tuple(replace(feed, name=archive_path(name, feed.number), archive_of=name) for name in names)
    if feed.edits_of:
        return tuple(replace(feed, name=f"{name}.edits", edits_of=name) for name in names)
    return tuple(replace(feed, name=name) for name in names)


def survey(
    site: Site,
    topics: Iterable[Topic],
    held: Mapping[str, Held],
    sources: Sequence[SourceStatus],
    incidents: Sequence[Incident] = (),
) -> Overview:
    """What the site has to offer.

    Args:
        site: where it is served.
        topics: in the order in which they are shown.
        held: what a topic holds, by its name; none for an empty one.
        sources: how the sources do.
        incidents: how they did, the latest first.
    """
    feeds = (
        FeedSummary(
            name=topic.name,
            title=topic.title,
            query=topic.query,
            language=topic.language,
            count=each.count,
            newest=each.newest,
            has_edits=topic.edits,
            hours=each.hours,
            folder=each.folder,
        )
        for topic in topics
        for each in (held.get(topic.name, Held()),)
    )
    return Overview(
        site=site,
        feeds=tuple(feeds),
        sources=tuple(sources),
        incidents=tuple(incidents),
        incidents_at=max((each.updated_at for each in incidents), default=_founded(site)),
    )


def abridged(entries: Iterable[Entry], sources: Mapping[str, Source]) -> tuple[Entry, ...]:
    """The entries as their sources let them be published: whole, or only how their texts begin."""
    brief = {name for name, source in sources.items() if source.content == "summary"}
    return tuple(_begun(entry) if entry.source in brief else entry for entry in entries)


def _begun(entry: Entry) -> Entry:
    shown = excerpt(entry.item.text)
    return replace(entry, item=replace(entry.item, text=shown, html=to_html(shown)))


def _last_change(entries: Iterable[Entry], updated: datetime | None, site: Site) -> datetime:
    """The last visible change; readers that look at this date alone must never miss a later entry."""
    moments = [moment for entry in entries for moment in (entry.published, entry.updated, entry.seen_at)]
    return max(moments + ([updated] if updated else []), default=_founded(site))


def _founded(site: Site) -> datetime:
    """The day in the site's authority (RFC 4151 section 2.1: a missing month or day is the first)."""
    _, date = site.authority.rsplit(",", 1)
    year, month, day = (*map(int, date.split("-")), 1, 1)[:3]
    return datetime(year, month, day, tzinfo=UTC)


def _drawn_on(entries: Iterable[Entry], sources: Mapping[str, Source]) -> dict[str, Source]:
    """The sources of the entries, by the name that the entries know them by; it may be a former one."""
    known = {name: source for source in sources.values() for name in (*source.was, source.name)}
    names = sorted({entry.source for entry in entries})
    return {name: known[name] for name in names if name in known}
