"""feeder topics: what do filters take, and why?"""

from __future__ import annotations

import click

from feeder.cli.topics.explain import command as explain
from feeder.cli.topics.match import command as match
from feeder.cli.topics.replay import command as replay
from feeder.cli.topics.unmatched import command as unmatched


@click.group
def command() -> None:
    """Try topic filters, on texts and on all entries that are kept."""


for _each in (match, explain, replay, unmatched):
    command.add_command(_each)
