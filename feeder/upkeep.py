"""Before the first pass, and on demand: the store brought to what the configuration asks for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import sqlalchemy as sa

from feeder import __version__, store
from feeder.model import Document, Topic
from feeder.store.folders import Folders
from feeder.text import in_one_line
from feeder.topics.matcher import Matcher
from feeder.work import OVERVIEW, Standing, Work, taken_by

# What of a source shows in files.
_SHOWN = ("name", "title", "withdrawn", "tombstones", "location", "layout", "content", "rights", "allow_private")


def prepare(work: Work) -> Standing:
    """Give sources their rows, topics their members, and mark the feeds whose files are not as they must be.

    They are missing, damaged, or written from other words. Gives the sources that stand there, each with its row.

    Raises:
        ConfigError: known entries would get new ids; the message names the remedy.
        StoreError: the store fails.
    """
    standing = work.standing()
    with work.store.writing() as db:
        speaks_anew = bring(work, db, standing)
        store.topics.check_scope(db, work.config.site.id_scope)
        _keep_asked_for(work, db)
        store.topics.note_asked(db, work.all_asked)
        known = store.topics.known(db)
        if OVERVIEW not in known:
            store.topics.note_query(db, OVERVIEW, "")  # here, where we are alone: passes only change rows of topics
        store.topics.mark(db, [*_unwritten(work, known), *_unwritten_archives(work, db)])
        for name in _renamed(work, known):
            store.topics.mark(db, store.topics.beside(db, name))
        _mark_pages(work, db)
        stale = [topic for topic in work.config.topics if _is_stale(work, topic, known)]
        last = store.entries.last_number(db)
        for topic in stale:
            store.topics.choose_after(db, topic.name, 0 if topic.backfill else last)
    refill(work, [topic for topic in work.config.topics if speaks_anew or topic in stale])
    return standing


def bring(work: Work, db: sa.Connection, standing: Standing) -> bool:
    """Give the sources that stand there their rows; true if a known one speaks another language now.

    The front page tells what folders of tickers stand for, so it is noted: what is written comes from the store alone.

    Raises:
        ConfigError: known entries would get new ids; the message names the remedy.
    """
    store.folders.check(db, work.config.sources)
    speaks_anew = store.sources.sync(db, standing.sources, work.config.site.authority)
    folders = {source.name for source in work.config.sources if source.per_file}
    of = {name: [each.name for each in sources] for name, sources in standing.of.items() if name in folders}
    closed = {name: in_one_line(reason) for name, reason in standing.closed.items()}
    if store.folders.note(db, Folders(of=of, closed=closed)):
        store.topics.mark(db, [OVERVIEW])
    return speaks_anew


def _keep_asked_for(work: Work, db: sa.Connection) -> None:
    """Topics that were renamed take their members with them; those that nobody asks for any more go."""
    store.topics.check(db, work.config.topics)
    known = store.topics.known(db).keys()
    for topic in work.config.topics:
        former = next((name for name in reversed(topic.was) if name in known), None)
        if former and topic.name not in known:
            store.topics.rename(db, former, topic.name)
    for name in store.topics.known(db).keys() - work.topics.keys() - {OVERVIEW}:
        store.topics.mark(db, store.topics.beside(db, name))  # they name it
        store.topics.forget(db, name)
        store.leftovers.note(db, name)
    store.topics.sync(db, work.config.topics)
    store.privacy.sync(db, work.config.topics)


def refill(work: Work, topics: Sequence[Topic]) -> None:
    """Choose the members of these topics anew, from all entries.

    Some hundred entries at a time, so that no pass waits long; a refill that is broken off begins anew.
    """
    if not topics:
        return
    matcher = Matcher.of(topics)
    names = {topic.name for topic in topics}
    last: int | None = 0
    while last is not None:
        with work.store.writing() as db:
            store.sources.lock_all(db)  # an edit that is recorded meanwhile must not be undone by its older text
            last = _refill_from(work, db, matcher, names, last)
    with work.store.writing() as db:
        store.sources.lock_all(db)
        for topic in topics:
            store.topics.note_query(db, topic.name, work.asked[topic.name])
        store.topics.mark(db, [*sorted(names), OVERVIEW])


def _refill_from(work: Work, db: sa.Connection, matcher: Matcher, names: Collection[str], last: int) -> int | None:
    """Choose from the entries behind this one; the last of them, or none if there were none."""
    entries = store.entries.behind(db, last)
    if not entries:
        return None
    work.progress("matching", last, store.entries.last_number(db))
    sources = store.sources.known(db)
    taken = {number: taken_by(matcher, each, sources[each.source], work.config) for number, each in entries.items()}
    moved = store.topics.place(db, entries, taken, names)
    if work.has_permalinks:
        store.pages.mark(db, {number for _, number in moved})
    store.topics.mark(db, store.topics.of_entries(db, {number for _, number in moved}))
    return max(entries)


def _mark_pages(work: Work, db: sa.Connection) -> None:
    """Have the entries' own pages written if they would be written from other words, or were not asked for before."""
    digest = _ingredients_of_pages(work)
    if (store.pages.rendered(db) or "") != digest:
        if work.has_permalinks:
            store.pages.mark_all(db)
        store.pages.note_rendered(db, digest)


def _ingredients_of_pages(work: Work) -> str:
    sources = [(each.name, each.title, each.language, each.content) for each in work.config.sources]
    words = (__version__, work.config.site, sorted(work.public), sources)
    return hashlib.sha256(repr(words).encode()).hexdigest() if work.has_permalinks else ""


def doubt(work: Work, db: sa.Connection) -> None:
    """Have all topics chosen anew that ask for something else in the store than they do here.

    Another process may have brought the store to a configuration that this one has not read yet: what this one places
    in topics is then placed by their old queries.
    """
    if store.topics.asked(db) == work.all_asked:
        return
    for name, (query, _) in store.topics.known(db).items():
        if name != OVERVIEW and query and work.asked.get(name) != query:
            store.topics.note_query(db, name, "")


def rendering(work: Work, topic: Topic | None, documents: Iterable[Document]) -> str:
    """What is remembered of a feed's files: what they were written from beside the entries, their places and sizes.

    Args:
        work: what the pass works with.
        topic: whose files they are; none for those of the whole site.
        documents: the files.
    """
    sizes = {document.path: len(document.content) for document in documents}
    title = topic.title if topic else ""
    return json.dumps({"from": _ingredients(work, topic), "sizes": sizes, "title": title})


def _is_stale(work: Work, topic: Topic, known: Mapping[str, tuple[str, str]]) -> bool:
    return known.get(topic.name, ("", ""))[0] != work.asked[topic.name]


def _unwritten(work: Work, known: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """The feeds whose files are missing or of another size, or were written from other words."""
    for topic in (*work.config.topics, None):
        name = topic.name if topic else OVERVIEW
        if not _stands(work, known.get(name, ("", ""))[1], _ingredients(work, topic)):
            yield name


def _unwritten_archives(work: Work, db: sa.Connection) -> set[str]:
    """The feeds of which archive documents must be written anew; these are noted."""
    found = set()
    renderings = store.archives.renderings(db)
    ingredients = {name: _ingredients(work, work.topics[name]) for name, _ in renderings if name in work.topics}
    for (name, number), rendering in renderings.items():
        if name in ingredients and not _stands(work, rendering, ingredients[name]):
            store.archives.note(db, name, number, "")
            found.add(name)
    return found


def _renamed(work: Work, known: Mapping[str, tuple[str, str]]) -> list[str]:
    """The topics whose titles are others than when their files were written."""
    titles = {name: json.loads(rendering or "{}").get("title") for name, (_, rendering) in known.items()}
    return [topic.name for topic in work.config.topics if titles.get(topic.name) not in (None, topic.title)]


def _stands(work: Work, rendering: str, ingredients: str) -> bool:
    """Whether files are there, in their sizes, and were written from these words."""
    written = json.loads(rendering or "{}")
    sizes = written.get("sizes", {}).items()
    return written.get("from") == ingredients and all(_size(work.config.output / path) == size for path, size in sizes)


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _ingredients(work: Work, topic: Topic | None) -> str:
    """A digest of all that a feed's files are written from, apart from its entries."""
    sources = [[getattr(each, name) for name in _SHOWN] for each in work.config.sources]
    words = (__version__, work.config.site, topic or work.config.topics, sources)
    return hashlib.sha256(repr(words).encode()).hexdigest()
