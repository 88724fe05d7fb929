"""feeder rebuild: members and files anew from the store."""

from __future__ import annotations

from pathlib import Path

import click

from feeder.cli.common import config_option, existing_store, progress
from feeder.clock import now


@click.command
@config_option
def command(config: Path | None) -> None:
    """Choose the entries of each topic anew and write all files from the store.

    Where nothing was wrong, no byte changes. Ends with 1 if a file could not be written, with 2 if the configuration or
    the store is wrong.
    """
    from feeder import config as configuration
    from feeder import run
    from feeder.work import Work

    settings = configuration.load(config)
    with existing_store(settings) as opened, progress() as tell:
        faults = run.rebuild(Work(config=settings, store=opened, progress=tell), now())
    for fault in faults:
        click.echo(f"feeder: {fault}", err=True)
    raise SystemExit(1 if faults else 0)
