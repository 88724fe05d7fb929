"""feeder forget: take an entry's or a source's text out of everything, for good."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feeder.cli.common import config_option, counted, existing_store, progress
from feeder.cli.entries import not_one
from feeder.clock import now
from feeder.errors import ReadError

if TYPE_CHECKING:
    from feeder.config import Config
    from feeder.store import Store

_DATABASE = b"SQLite format 3"


@click.command
@click.argument("entry", required=False)
@click.option("--source", metavar="NAME", help="All entries of this source instead of one entry.")
@config_option
def command(entry: str | None, source: str | None, config: Path | None) -> None:
    """Take an entry's text out of the store and all files, for good.

    ENTRY is its id, the last part of it, or how this begins. Its id stays, and its feeds say that it was deleted: it
    never returns, though its ticker may go on showing it. Ends with 1 if there is no such entry or source, or a file
    could not be written.
    """
    from feeder import config as configuration
    from feeder.oblivion import forget
    from feeder.store import oblivion
    from feeder.work import Work

    if (entry is None) == (source is None):
        raise click.UsageError("name either an entry or a source: ENTRY, or --source NAME")
    settings = configuration.load(config)
    with existing_store(settings) as opened, progress() as tell:
        numbers = _meant(opened, entry, source)
        done = forget(Work(config=settings, store=opened, progress=tell), numbers, now())
        with opened.reading() as db:
            ids = oblivion.ids(db, numbers)
    click.echo(f"{counted(len(ids), 'entry', 'entries')} forgotten{f': {ids[0]}' if entry else ''}")
    for path in done.removed:
        click.echo(f"{path}: taken away: it held it, and its topic is no longer configured")
    for copy in _copies(settings, ids):
        click.echo(f"{copy}: a copy of the store that still holds it: delete it, or forget it there as well")
    click.echo(
        "Backups of the store and of the output folder from before now still hold it: delete them, or forget it again "
        "after a restore. The ticker itself and feed readers keep what they have."
    )
    for fault in done.unwritten:
        click.echo(f"feeder: {fault}", err=True)
    raise SystemExit(1 if done.unwritten else 0)


def _meant(opened: Store, entry: str | None, source: str | None) -> Sequence[int]:
    from feeder.store import history, oblivion, sources

    with opened.reading() as db:
        if entry is not None:
            found = history.find(db, entry)
            if len(found) != 1:
                raise ReadError(not_one(entry, [each for _, each in found]))
            return [number for number, _ in found]
        known = sources.known(db)
        if source not in known:
            raise ReadError(f"{source}: no source has this name; known are {', '.join(sorted(known))}")
        return oblivion.of_source(db, source)


def _copies(settings: Config, ids: Sequence[str]) -> Iterator[Path]:
    """Other databases beside the store in which one of the ids stands."""
    from feeder.storeurl import file_of

    file = file_of(settings.state)
    if file is None:
        return
    wanted = [entry_id.encode() for entry_id in ids]
    for path in sorted(file.parent.iterdir()):
        if path != file and path.is_file() and not path.name.startswith(f"{file.name}-"):
            content = path.read_bytes()
            if content.startswith(_DATABASE) and any(each in content for each in wanted):
                yield path
