"""Entries are forgotten: their text is taken out of the store, of all files, and of what deleted words leave behind."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from feeder import leftovers, store
from feeder.errors import PublishError
from feeder.forgetting import as_data, marks_of
from feeder.publish import remove
from feeder.run import pass_feeds, prepare
from feeder.work import OVERVIEW, Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What came of forgetting entries.

    Attributes:
        removed: files of topics that went, which held them and are gone.
        unwritten: what kept other files from being written without them.
    """

    removed: tuple[str, ...]
    unwritten: tuple[PublishError, ...]


def forget(work: Work, numbers: Collection[int], now: datetime) -> Forgotten:
    """Take the entries with these numbers out of the store and all files for good; their ids stay, so none returns.

    Raises:
        ConfigError: known entries would get new ids.
        PublishError: a file that held one cannot be taken away.
        StoreError: the store fails.
    """
    prepare(work, now)
    with work.store.writing() as db:
        store.sources.lock_all(db)
        store.oblivion.forget(db, numbers, now, lambda items, source: as_data(marks_of(items, source)))
        store.oblivion.erase_snapshots(db, numbers)
        store.topics.mark(db, [*store.topics.of_entries(db, numbers), OVERVIEW])
        store.pages.mark(db, numbers if work.has_permalinks else ())
        opaques = [entry_id.rpartition("/")[2] for entry_id in store.oblivion.ids(db, numbers)]
    unwritten = pass_feeds(work, now)
    removed = leftovers.holding(work, opaques)
    for path in removed:
        remove(path, work.config.output)
    store.oblivion.purge(work.store)
    return Forgotten(removed=tuple(removed), unwritten=unwritten)
