"""feeder feeds: what stands in the output folder."""

from __future__ import annotations

import click

from feeder.cli.feeds.prune import command as prune


@click.group
def command() -> None:
    """Look after the files in the output folder."""


command.add_command(prune)
