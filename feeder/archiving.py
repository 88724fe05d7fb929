"""Archives: what has left a feed's window goes into documents that stay as they are (RFC 5005 section 4).

A document has 100 entries. It is closed once all of them have left the window; until then the feed holds them beside
the window, so that nobody who asks seldom misses one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from feeder import store, upkeep
from feeder.compose import addresses, as_archive, compose
from feeder.model import Document, Entry, Topic
from feeder.outputs import render
from feeder.publish import publish
from feeder.windows import LARGEST, MOST, reach, weight, window
from feeder.work import Work

_FULL = 100
# Where the feed would be too large, a document is closed with fewer entries, but not with a handful.
_WORTH_CLOSING = LARGEST // 5


def standing(db: sa.Connection, topic: Topic, dropped: frozenset[str]) -> tuple[Entry, ...]:
    """What stands in a topic's feed: its window, and what has left that and is in no archive document yet.

    Args:
        db: a reading transaction.
        topic: its limits.
        dropped: names of the sources whose withdrawn entries are left out.
    """
    held = _window(db, topic, dropped)
    ids = {entry.id for entry in held}
    # What has left the window comes first here; beyond a document's worth of it, only what has come this moment.
    left = store.archives.waiting(db, topic.name, 2 * _FULL, dropped) if topic.archive else {}
    return (*held, *(entry for entry in reversed(left.values()) if entry.id not in ids))


def _window(db: sa.Connection, topic: Topic, dropped: frozenset[str]) -> tuple[Entry, ...]:
    newest = store.entries.newest(db, topic.name, topic.entries + 1, dropped)
    if len(newest) > topic.entries and reach(topic, newest):
        newest = store.entries.newest(db, topic.name, MOST, dropped)
    return window(topic, newest)


def close(work: Work, topic: Topic) -> None:
    """Close each archive document of the topic's feed that is full.

    Raises:
        StoreError: the store fails.
    """
    if not topic.archive:
        return
    with work.store.reading() as db:
        dropped = work.dropping(store.sources.known(db).values())
        held = _window(db, topic, dropped)
        is_due = bool(_full(db, topic, held, dropped))
    while is_due:
        with work.store.writing() as db:
            left = _full(db, topic, held, dropped)
            if left:
                store.archives.close(db, topic.name, left)
        is_due = bool(left)


def _full(db: sa.Connection, topic: Topic, held: tuple[Entry, ...], dropped: frozenset[str]) -> dict[int, Entry]:
    """What goes into the next document, by number; nothing while too little has left the window."""
    inside = {entry.id for entry in held}
    oldest = store.archives.waiting(db, topic.name, _FULL, dropped)
    left = {number: entry for number, entry in oldest.items() if entry.id not in inside}
    size = sum(map(weight, left.values()))
    is_too_large = size >= _WORTH_CLOSING and size + sum(map(weight, held)) > LARGEST
    return left if len(left) == _FULL or is_too_large else {}


def write(work: Work, topic: Topic, now: datetime) -> None:
    """Write each archive document of the topic's feed that is to be written.

    Raises:
        PublishError: a file could not be written.
        StoreError: the store fails.
    """
    for number, documents in _unwritten(work, topic):
        for document in documents:
            publish(document, work.config.output, now, compressed=work.config.site.precompress)
        with work.store.writing() as db:
            store.archives.note(db, topic.name, number, upkeep.rendering(work, topic, documents))


def _unwritten(work: Work, topic: Topic) -> Iterator[tuple[int, list[Document]]]:
    with work.store.reading() as db:
        numbers = store.archives.unwritten(db, topic.name)
    for number in numbers:
        with work.store.reading() as db:
            sources = work.told_of(store.sources.known(db))
            entries = store.archives.document(db, topic.name, number, work.dropping(sources.values()))
            archived = store.archives.count(db, topic.name)
            folder = store.privacy.folder(db, topic)
        if folder is None:
            return
        # Which other topics an entry is in may change, and the document does not.
        topics = {entry.id: [topic] for entry in entries if topic.name in work.public}
        feed = replace(compose(topic, entries, work.config.site, sources, None), topics=topics)
        feed = as_archive(feed, number, archived)
        yield number, [render("atom", each) for each in addresses(feed, topic, folder)]
