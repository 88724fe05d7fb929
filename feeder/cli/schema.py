"""feeder schema: what an editor needs to know of the configuration."""

from __future__ import annotations

import json

import click


@click.command
def command() -> None:
    """Print the JSON Schema of the configuration, with which editors complete keys and mark faults.

    Save it beside the configuration, and name it in the first line there: `#:schema feeder.schema.json`.
    """
    from feeder.config import tables

    click.echo(json.dumps(tables.schema(), indent=2, ensure_ascii=False))
