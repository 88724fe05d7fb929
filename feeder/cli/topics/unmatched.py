"""feeder topics unmatched: which entries did no topic take?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from feeder.cli.common import config_option, counted, progress
from feeder.cli.topics.archive import opened, show

if TYPE_CHECKING:
    from collections.abc import Callable

    from feeder.config import Config
    from feeder.model import Entry
    from feeder.store import Store
    from feeder.topics.telling import Tally

_MOST_WORDS = 12


@click.command("unmatched")
@config_option
def command(config: Path | None) -> None:
    """Show the kept entries that no topic took, and the words that tell them from the others.

    Topics that take every entry (*) do not count.
    """
    from feeder import config as configuration

    settings = configuration.load(config)
    with opened(settings) as store, progress() as tell:
        left, words = _left(settings, store, tell)
    click.echo(f"{counted(len(left), 'entry', 'entries')} in no topic")
    show(left, "-")
    if telling := words.most_telling(_MOST_WORDS):
        click.echo("words that tell: " + ", ".join(f"{each.word} ({each.texts})" for each in telling))


def _left(settings: Config, store: Store, tell: Callable[[str, int, int], None]) -> tuple[list[Entry], Tally]:
    from feeder import store as kept
    from feeder.store import archive
    from feeder.topics.query import parse, takes_all
    from feeder.topics.telling import Tally
    from feeder.work import as_configured

    everything = frozenset(topic.name for topic in settings.topics if takes_all(parse(topic.query)))
    left: list[Entry] = []
    words = Tally()
    with store.reading() as db:
        sources = {name: as_configured(settings, each) for name, each in kept.sources.known(db).items()}
        placed = archive.placed(db, everything)
        whole = kept.entries.last_number(db)
        for batch in kept.entries.batches(db):
            for number, entry in batch.items():
                is_left = number not in placed
                if is_left:
                    left.append(entry)
                text = f"{entry.item.title or ''}\n{entry.item.text}"
                words.add(text, sources[entry.source].language, asked=is_left)
            tell("reading", max(batch), whole)
    return left, words
