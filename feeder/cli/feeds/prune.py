"""feeder feeds prune: take away what is no longer asked for."""

from __future__ import annotations

from pathlib import Path

import click

from feeder.cli.common import config_option, counted, existing_store


@click.command("prune")
@config_option
def command(config: Path | None) -> None:
    """Take away the files of topics that are no longer configured.

    Without it a topic that was taken out keeps its last feed. Public files of topics that are private now go, too, and
    pages of entries that no public topic has any more. Ends with 1 if a file cannot be taken away.
    """
    from feeder import config as configuration
    from feeder import leftovers, upkeep
    from feeder.work import Work

    settings = configuration.load(config)
    with existing_store(settings) as opened:
        work = Work(config=settings, store=opened)
        upkeep.prepare(work)
        paths = leftovers.prune(work)
    for path in paths:
        click.echo(path)
    click.echo(f"{counted(len(paths), 'file')} taken away")
