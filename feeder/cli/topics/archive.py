"""What the commands that look at kept entries share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from feeder.errors import StoreError

if TYPE_CHECKING:
    from feeder.config import Config
    from feeder.model import Entry
    from feeder.store import Store

_MOST_SHOWN = 20


@contextmanager
def opened(config: Config) -> Iterator[Store]:
    """The store, for reading.

    Raises:
        StoreError: there is none yet, or it cannot be read.
    """
    from feeder.store.viewing import view

    store = view(config.state)
    if store is None:
        raise StoreError(f"{config.state}: nothing is kept there yet: `feeder run --once` reads the sources")
    try:
        yield store
    finally:
        store.close()


def name_of(entry: Entry) -> str:
    """The title of an entry, or the first words of its text, with its day."""
    words = entry.item.title or entry.item.text
    return f"{entry.published:%Y-%m-%d %H:%M}  {' '.join(words.split())[:80]}"


def show(entries: Sequence[Entry], mark: str) -> None:
    """A line for each entry, the newest first, and how many more there are."""
    newest = sorted(entries, key=lambda entry: entry.published, reverse=True)
    for entry in newest[:_MOST_SHOWN]:
        click.echo(f"{mark} {name_of(entry)}")
    if len(newest) > _MOST_SHOWN:
        click.echo(f"{mark} and {len(newest) - _MOST_SHOWN} more")
