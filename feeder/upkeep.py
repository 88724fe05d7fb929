"""Before the first pass, and on demand: the store brought to what the configuration asks for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import sqlalchemy as sa

from feeder import __version__, store
from feeder.model import Document, Topic
from feeder.topics.matcher import Matcher
from feeder.work import OVERVIEW, Work, taken_by


def prepare(work: Work) -> None:
    """Give sources their rows, topics their members, and mark the feeds whose files are missing or out of date.

    Raises:
        ConfigError: known entries would get new ids; the message names the remedy.
        StoreError: the store fails.
    """
    with work.store.writing() as db:
        store.sources.sync(db, work.sources(), work.config.site.authority)
        known = store.topics.known(db)
        for name in known.keys() - work.topics.keys() - {OVERVIEW}:
            store.topics.forget(db, name)
        refill(work, db, [topic for topic in work.config.topics if _is_stale(topic, known)])
        store.topics.mark(db, _unwritten(work, known))


def refill(work: Work, db: sa.Connection, topics: Sequence[Topic]) -> None:
    """Choose the members of these topics anew, from all entries."""
    if not topics:
        return
    matcher = Matcher.of(topics)
    sources = {source.name: source for source in work.sources()}
    for topic in topics:
        store.topics.clear(db, topic.name)
    whole = store.entries.count(db)
    for done, (number, entry) in enumerate(store.entries.every(db)):
        work.progress("matching", done, whole)
        if source := sources.get(entry.source):
            for name in sorted(taken_by(matcher, entry, source, work.config)):
                store.topics.add(db, name, number, entry)
    for topic in topics:
        store.topics.note_query(db, topic.name, _asked(topic))
    store.topics.mark(db, [*(topic.name for topic in topics), OVERVIEW])


def rendering(work: Work, topic: Topic | None, documents: Iterable[Document]) -> str:
    """What is remembered of a feed's files: what they were written from beside the entries, and where they stand.

    Args:
        work: what the pass works with.
        topic: whose files they are; none for those of the whole site.
        documents: the files.
    """
    return json.dumps({"from": _ingredients(work, topic), "paths": [document.path for document in documents]})


def _is_stale(topic: Topic, known: Mapping[str, tuple[str, str]]) -> bool:
    return known.get(topic.name, ("", ""))[0] != _asked(topic)


def _asked(topic: Topic) -> str:
    """What a topic's members are chosen by; the version is in it, since matching may have improved."""
    return repr((topic.query, topic.sources, __version__))


def _unwritten(work: Work, known: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """The feeds whose files are missing, or were written from other words."""
    for topic in (*work.config.topics, None):
        name = topic.name if topic else OVERVIEW
        written = json.loads(known.get(name, ("", ""))[1] or "{}")
        paths = [Path(work.config.output, path) for path in written.get("paths", [])]
        if written.get("from") != _ingredients(work, topic) or not all(path.exists() for path in paths):
            yield name


def _ingredients(work: Work, topic: Topic | None) -> str:
    """A digest of all that a feed's files are written from, apart from its entries."""
    sources = [(source.name, source.title) for source in work.config.sources]
    words = (__version__, work.config.site, topic or work.config.topics, sources)
    return hashlib.sha256(repr(words).encode()).hexdigest()
