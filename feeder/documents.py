"""What a feed's files must hold, from what the store does: compose | render."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa

from feeder import archiving, store
from feeder.compose import CHARTED, INCIDENTS, LARGEST, Held, abridged, addresses, compose, compose_edits, survey
from feeder.config import Config
from feeder.difference import edit_as_entry
from feeder.model import Document, Overview, Permalink, Source, SourceStatus, State, Topic
from feeder.outputs import OF_ENTRIES, render, render_entry, render_site
from feeder.outputs.entry import path as path_of_entry
from feeder.store.pages import Told
from feeder.work import OVERVIEW, Work


def documents_of(work: Work, name: str) -> Sequence[Document]:
    """The files of one topic, or of the whole site; of an unknown name none.

    Raises:
        StoreError: the store fails.
    """
    if name == OVERVIEW:
        return render_site(overview(work))
    topic = work.topics.get(name)
    return _of_topic(work, topic) if topic else ()


def _of_topic(work: Work, topic: Topic) -> list[Document]:
    """Each format at each address of the topic."""
    with work.store.reading() as db:
        sources = work.told_of(store.sources.known(db))
        dropping = work.dropping(sources.values())
        entries = archiving.standing(db, topic, dropping)
        archived = store.archives.count(db, topic.name)
        names = store.topics.of(db, [entry.id for entry in entries])
        tombstones = store.entries.tombstones(db, topic.name, LARGEST, work.burying(sources.values()))
        updated = store.entries.newest_change(db, topic.name)
        edits = store.history.edits(db, topic.name, LARGEST, dropping) if topic.edits else ()
        edited_at = store.history.last_edit(db, topic.name) if topic.edits else None
        folder = store.privacy.folder(db, topic)
    if folder is None:
        return []
    site = work.config.site
    topics = {entry: [work.topics[name] for name in names if name in work.public] for entry, names in names.items()}
    feed = replace(
        compose(topic, entries, site, sources, updated), tombstones=tombstones, archived=archived, topics=topics
    )
    formats = [output for output in site.outputs if output not in OF_ENTRIES]
    documents = [render(output, each) for each in addresses(feed, topic, folder) for output in formats]
    if topic.edits:
        of_edits = compose_edits(topic, [edit_as_entry(edit) for edit in edits], site, sources, edited_at)
        documents += [render("atom", each) for each in addresses(of_edits, topic, folder)]
    return documents


def of_entries(work: Work, numbers: Collection[int]) -> Mapping[str, Document | None]:
    """The own pages of the entries with these numbers by their paths; none where one must not be there.

    Raises:
        StoreError: the store fails.
    """
    with work.store.reading() as db:
        sources = work.told_of(store.sources.known(db))
        told = store.pages.told(db, numbers, work.public)
    return {path_of_entry(each.entry): _page(work, each, sources[each.entry.source]) for each in told}


def _page(work: Work, told: Told, source: Source) -> Document | None:
    entry = told.entry
    if not told.is_public or (entry.is_blank and not entry.withdrawn):
        return None
    shown, *edits = abridged((entry, *map(edit_as_entry, told.edits)), {entry.source: source})
    permalink = Permalink(
        entry=shown,
        site=work.config.site,
        language=source.language,
        source=source.title,
        edits=tuple(edits),
    )
    return render_entry(permalink)


def overview(work: Work, *, private: bool = False) -> Overview:
    """What the site has to offer.

    Args:
        work: what is asked for, and the store.
        private: topics that nobody may know of are in it, too.

    Raises:
        StoreError: the store fails.
    """
    topics = [topic for topic in work.config.topics if private or not topic.private]
    with work.store.reading() as db:
        counts = store.topics.counts(db)
        dropping = work.dropping(store.sources.known(db).values())
        newest = {each.name: next(iter(store.entries.newest(db, each.name, 1, dropping)), None) for each in topics}
        last = max((each.published for each in newest.values() if each), default=None)
        hours = store.topics.hours(db, last, CHARTED) if last else {}
        folders = {topic.name: store.privacy.folder(db, topic) or "" for topic in topics}
        standing = statuses(work, db)
        incidents = store.incidents.latest(db, INCIDENTS)
    held = {
        name: Held(count=counts.get(name, 0), newest=entry, hours=tuple(hours.get(name, ())), folder=folders[name])
        for name, entry in newest.items()
    }
    return survey(work.config.site, topics, held, standing, incidents)


def before_any_pass(config: Config) -> Overview:
    """What the site will have to offer: nothing was read yet."""
    waiting = [SourceStatus(source=each.name, title=each.title, state=State.WAITING) for each in config.sources]
    return survey(config.site, config.topics, {}, waiting)


def statuses(work: Work, db: sa.Connection) -> tuple[SourceStatus, ...]:
    """How the sources do, and last the folders with files that name none; as the store has it, not the disk."""
    folders, known = store.folders.noted(db), store.sources.known(db)
    standing: list[Source] = []
    closed: list[SourceStatus] = []
    for source in work.config.sources:
        reason = folders.closed.get(source.name) if source.per_file else None
        if reason:
            state = State.DEGRADED if folders.of.get(source.name) else State.BROKEN
            closed.append(SourceStatus(source=source.name, title=source.title, state=state, reason=reason))
        if source.per_file and source.name in folders.of:
            standing += [known[name] for name in folders.of[source.name]]
        elif not reason:
            standing.append(source)
    return (*store.sources.statuses(db, standing), *closed)
