"""feeder status: how the sources do, and what the topics hold."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feeder.cli.common import config_option, json_option, screen, shortened, table
from feeder.clock import now

if TYPE_CHECKING:
    from feeder.config import Config
    from feeder.model import Overview


@click.command
@config_option
@json_option
def command(config: Path | None, *, as_json: bool) -> None:
    """Show each source's state and each topic's entries.

    Ends with 0 if all is well, with 1 if a source needs a look, with 2 if the configuration or the store is wrong.
    """
    from feeder import config as configuration
    from feeder.outputs.status import data

    settings = configuration.load(config)
    overview = _overview(settings)
    if as_json:
        click.echo(json.dumps(data(overview), ensure_ascii=False, indent=2))
    else:
        _show(overview, settings)
    raise SystemExit(0 if all(status.state.is_well for status in overview.sources) else 1)


def _overview(settings: Config) -> Overview:
    from feeder import documents
    from feeder.store.viewing import view
    from feeder.work import Work

    opened = view(settings.state)
    if opened is None:
        return documents.before_any_pass(settings)
    try:
        return documents.overview(Work(config=settings, store=opened), private=True)
    finally:
        opened.close()


def _show(overview: Overview, settings: Config) -> None:
    from rich.text import Text

    from feeder.config.places import waiting
    from feeder.outputs.status import address

    zone = settings.site.timezone
    today = now().astimezone(zone).date()

    def local(moment: datetime | None) -> str:
        """In the site's zone; of today, the clock alone."""
        if moment is None:
            return "–"
        shown = moment.astimezone(zone)
        return shown.strftime("%H:%M" if shown.date() == today else "%Y-%m-%d %H:%M")

    sources = table(
        "source", "entries", "state", "since", "last good", "next due", numbers="entries", flexible="source"
    )
    for status in overview.sources:
        state = Text(status.state, style="green" if status.state.is_well else "red")
        times = (local(moment) for moment in (status.since, status.last_good_at, status.due_at))
        sources.add_row(shortened(status.source), str(status.entries), state, *times)
    topics = table("topic", "entries", "newest", numbers="entries", flexible="topic")
    for feed in overview.feeds:
        topics.add_row(shortened(feed.name), str(feed.count), local(feed.newest.published if feed.newest else None))
    console = screen()
    console.print(sources)
    for status in overview.sources:
        if status.reason:
            console.print(f"{status.source}: {status.reason}", markup=False, style="red")
    for reason in waiting(settings):
        console.print(reason, markup=False)
    console.print()
    console.print(topics)
    for feed in overview.feeds:
        if feed.folder:
            console.print(f"{feed.name} is private: {address(feed, settings.site)}", markup=False, soft_wrap=True)
    console.print(f"\ntimes in {zone.key}", style="dim")
