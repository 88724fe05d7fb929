"""feeder check: is the configuration right?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feeder.cli.common import config_option

if TYPE_CHECKING:
    from feeder.config import Config
    from feeder.model import Topic


@click.command
@config_option
def command(config: Path | None) -> None:
    """Check the configuration, its queries and the topics' examples; change nothing.

    Ends with 0 if all is right, with 2 if not; each fault is told with its place.
    """
    from feeder import config as configuration
    from feeder import store

    settings = configuration.load(config)
    if store.exists(settings.state):
        _check_store(settings)
    faults = list(_examples(settings))
    for fault in faults:
        click.echo(fault, err=True)
    for warning in settings.warnings:
        click.echo(f"warning: {warning}", err=True)
    if faults:
        raise SystemExit(2)
    click.echo(f"{settings.path}: {len(settings.sources)} sources, {len(settings.topics)} topics: all right")


def _check_store(settings: Config) -> None:
    from feeder import store
    from feeder.sources import expand

    opened = store.connect(settings.state)
    try:
        with opened.reading() as db:
            store.sources.check(db, expand(settings.sources), settings.site.authority)
    finally:
        opened.close()


def _examples(settings: Config) -> Iterator[str]:
    from feeder.config.examples import failures

    for topic in settings.topics:
        for example, wanted in failures(topic):
            yield f"{settings.path}: [[topic]] {topic.name}: {_told(topic, example, wanted=wanted)}"


def _told(topic: Topic, example: str, *, wanted: bool) -> str:
    from feeder.errors import quoted

    should, does = ("match", "does not") if wanted else ("not match", "does")
    return f"the example {quoted(example)} should {should} {quoted(topic.query)}, and {does}"
