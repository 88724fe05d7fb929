"""One at a time: who writes a feed, from the look at its marks until they are wiped."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import sqlalchemy as sa

from feeder.errors import StoreError
from feeder.store.database import BUSY_SECONDS, Store

_LOOKS = 20  # a second, at a lock that another one has
_FEEDS = 0x6665  # the first of the two numbers that lock something on PostgreSQL; the second is the feed's


@contextmanager
def holding(store: Store, feed: str) -> Iterator[None]:
    """While this lasts no other process, and no other thread, holds the feed; who comes later waits.

    On SQLite one holds all feeds of the store, on PostgreSQL this one alone. A process that is killed holds nothing.

    Raises:
        StoreError: another one holds it for too long, the store fails, or the file beside it cannot be locked.
    """
    if store.engine.dialect.name != "sqlite":
        with store.writing() as db:
            db.execute(sa.text(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'"))
            db.execute(sa.select(sa.func.pg_advisory_xact_lock(_FEEDS, sa.func.hashtext(feed))))
            yield
        return
    # Not SQLite's own lock for writers: sources would wait while files are written.
    with _locked(Path(f"{store.engine.url.database}-feeds")):
        yield


def _locked(path: Path) -> BinaryIO:
    """The file, locked until it is closed."""
    try:
        file = path.open("ab")
        for _ in range(BUSY_SECONDS * _LOOKS):
            if _is_ours(file):
                return file
            time.sleep(1 / _LOOKS)
    except OSError as error:
        raise StoreError(f"{path}: it cannot be locked: {error.strerror}: let this user write to the folder") from error
    file.close()
    raise StoreError(
        f"{path}: another process has been writing feeds for {BUSY_SECONDS} s: end it if it hangs, else try again later"
    )


def _is_ours(file: BinaryIO) -> bool:
    """Whether nobody else has the lock, so that we have it now."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
