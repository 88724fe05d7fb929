"""feeder topics replay: what would a query take of all entries that are kept?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feeder.cli.common import config_option, counted, progress
from feeder.cli.topics.archive import opened, show
from feeder.errors import FeederError, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from feeder.config import Config
    from feeder.model import Entry, Topic
    from feeder.store import Store

_TRIED = "query"


@dataclass(slots=True, kw_only=True)
class _Change:
    """What a query changes: entries that enter and leave, how many stay, and how many it does not choose among."""

    enter: list[Entry] = field(default_factory=list)
    leave: list[Entry] = field(default_factory=list)
    stay: int = 0
    unasked: int = 0


@click.command("replay")
@click.argument("name", metavar="[TOPIC]", required=False)
@config_option
@click.option("--query", metavar="QUERY", help="Try this query, in the place of the topic's or as a new topic.")
def command(name: str | None, config: Path | None, query: str | None) -> None:
    """Run a topic's query, as it now stands in the configuration, over all kept entries, and change nothing.

    Shows which entries would enter the topic and which would leave it. With backfill = false none would: what is kept
    stays as it was chosen.
    """
    from feeder import config as configuration

    settings = configuration.load(config)
    topic = _topic(settings, name, query)
    with opened(settings) as store, progress() as tell:
        change = _replayed(settings, store, topic, tell)
    click.echo(
        f"{topic.name}: {counted(len(change.enter), 'entry', 'entries')} would enter, {len(change.leave)} leave, "
        f"{change.stay} stay"
    )
    if change.unasked:
        entries = counted(change.unasked, "entry", "entries")
        click.echo(f"backfill = false: {entries} that the query chooses otherwise stay as they were")
    show(change.enter, "+")
    show(change.leave, "-")


def _topic(settings: Config, name: str | None, query: str | None) -> Topic:
    from feeder.model import Topic

    known = {topic.name: topic for topic in settings.topics}
    if name is not None and name not in known:
        raise FeederError(f"there is no topic {quoted(name)}: the configuration names them; --query tries a new one")
    if name is not None:
        return replace(known[name], query=query) if query is not None else known[name]
    if query is None:
        raise FeederError("which query? name a topic, or write one with --query")
    return Topic(name=_TRIED, title=_TRIED, query=query, language=settings.site.language)


def _replayed(settings: Config, store: Store, topic: Topic, tell: Callable[[str, int, int], None]) -> _Change:
    from feeder import store as kept
    from feeder.store import archive
    from feeder.topics.matcher import Matcher
    from feeder.work import as_configured, taken_by

    matcher = Matcher.of([topic])
    change = _Change()
    with store.reading() as db:
        sources = {name: as_configured(settings, each) for name, each in kept.sources.known(db).items()}
        known = kept.topics.known(db)
        names = (topic.name, *reversed(topic.was))  # one that is not yet renamed has its members under its old name
        before = archive.members(db, next((name for name in names if name in known), topic.name))
        whole = kept.entries.last_number(db)
        for batch in kept.entries.batches(db):
            for number, entry in batch.items():
                takes = bool(taken_by(matcher, entry, sources[entry.source], settings))
                if not topic.backfill and takes is not (number in before):
                    change.unasked += 1
                    takes = number in before
                change.stay += takes and number in before
                if takes and number not in before:
                    change.enter.append(entry)
                if number in before and not takes:
                    change.leave.append(entry)
            tell("matching", max(batch), whole)
    return change
