"""feeder check: is the configuration right?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feeder.cli.common import config_option, counted
from feeder.clock import now

if TYPE_CHECKING:
    from feeder.config import Config


@click.command
@config_option
def command(config: Path | None) -> None:
    """Check the configuration, its queries and the topics' examples; change nothing.

    Ends with 0 if all is right, with 2 if not; each fault is told with its place.
    """
    from feeder import config as configuration
    from feeder.config import checks, examples, places

    file = configuration.find(config)
    settings = configuration.load(file)
    faults = [*_in_file(file, settings), *_in_store(file, settings)]
    for fault in faults:
        click.echo(f"feeder: {fault}", err=True)
    for warning in (*settings.warnings, *checks.early(settings.site.authority, now().date())):
        click.echo(f"feeder: warning: {file}: {warning}", err=True)
    if faults:
        raise SystemExit(2)
    counts = f"{counted(len(settings.sources), 'source')}, {counted(len(settings.topics), 'topic')}"
    click.echo(f"{file}: all right: {counts}")
    for reason in places.waiting(settings):
        click.echo(reason)
    for name in examples.asked_of_all(settings):
        click.echo(f"topic {name}: no word must be there for it, so that every entry is asked: it costs time")


def _in_file(file: Path, settings: Config) -> Iterator[str]:
    """What is wrong with the places and examples that the file names."""
    from feeder.config import examples, places, syntax
    from feeder.config.files import files_of

    faults = [*places.faults(settings), *examples.faults(settings)]
    if faults:
        yield files_of(file, syntax.text_of(file)).report(faults)


def _in_store(file: Path, settings: Config) -> Iterator[str]:
    """What would give entries new ids that are known."""
    from feeder import store
    from feeder.errors import ConfigError, StoreError
    from feeder.sources import expand
    from feeder.store.viewing import view

    try:
        sources = expand(settings.sources)
        opened = view(settings.state)
        if opened:
            with opened.reading() as db:
                store.sources.check(db, sources, settings.site.authority)
                store.folders.check(db, settings.sources)
                store.topics.check(db, settings.topics)
    except ConfigError as error:
        yield f"{file}: {error}"
    except StoreError as error:
        yield str(error)
