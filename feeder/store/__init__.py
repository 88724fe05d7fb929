"""record: what feeder knows, in one database, SQLite or PostgreSQL.

A pass over a source is two commits. What was fetched is committed in rows of its own before anything is read from it
(`snapshots.keep`); what the pass learned is one transaction that begins by locking the source's row (`sources.lock`).
Revisions are append-only. Dirty marks are appended, and after a feed's file stands exactly those that were seen are
deleted; one process at a time does this for a feed (`locks.holding`). So a crash anywhere heals on the next pass.
"""

from feeder.store import (
    archives,
    entries,
    folders,
    history,
    incidents,
    leftovers,
    locks,
    oblivion,
    pages,
    privacy,
    snapshots,
    sources,
    topics,
)
from feeder.store.database import Store, connect, exists

__all__ = [
    "Store",
    "archives",
    "connect",
    "entries",
    "exists",
    "folders",
    "history",
    "incidents",
    "leftovers",
    "locks",
    "oblivion",
    "pages",
    "privacy",
    "snapshots",
    "sources",
    "topics",
]
