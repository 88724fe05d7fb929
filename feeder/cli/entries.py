"""What commands about one entry share: finding it, its times, its words of before and now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from feeder.errors import ReadError, StoreError

if TYPE_CHECKING:
    from rich.text import Text

    from feeder.config import Config
    from feeder.model import Entry
    from feeder.store.history import Recorded

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An entry and all that became of it.

    Attributes:
        settings: the configuration.
        entry: as it stands now.
        revisions: the first first.
        topics: names of those that it is in.
    """

    settings: Config
    entry: Entry
    revisions: Sequence[Recorded]
    topics: Sequence[str]


def story(config: Path | None, wanted: str) -> Story:
    """The story of the entry that is meant by its id, the last part of it, or how this begins.

    Raises:
        ConfigError: the configuration is wrong.
        StoreError: nothing is stored yet, or the store fails.
        ReadError: there is no such entry, or there are several.
    """
    from feeder import config as configuration
    from feeder.store import history
    from feeder.store.viewing import view

    settings = configuration.load(config)
    opened = view(settings.state)
    if opened is None:
        raise StoreError(f"{settings.state}: nothing is stored yet: `feeder run` reads the sources")
    try:
        with opened.reading() as db:
            found = history.find(db, wanted)
            if len(found) != 1:
                raise ReadError(not_one(wanted, [entry for _, entry in found]))
            [(number, entry)] = found
            revisions, topics = history.revisions(db, number), history.topics(db, number)
    finally:
        opened.close()
    return Story(settings=settings, entry=entry, revisions=revisions, topics=topics)


def not_one(wanted: str, found: Sequence[Entry]) -> str:
    """Why what a user wrote does not name one entry."""
    if not found:
        return f"{wanted}: no entry has this id: feeds show ids, and pages have their last part behind #e-"
    named = ", ".join(entry.opaque for entry in found[:_MOST_NAMED])
    return f"{wanted}: {len(found)} entries begin like this: {named}{' …' if len(found) > _MOST_NAMED else ''}"


def local(moment: datetime | None, settings: Config) -> str:
    """The moment in the site's zone, to the second where it is not a whole minute."""
    if moment is None:
        return "–"
    shown = moment.astimezone(settings.site.timezone)
    return shown.strftime("%Y-%m-%d %H:%M:%S" if shown.second else "%Y-%m-%d %H:%M")


def differing(before: str, after: str) -> Text:
    """The words of both, on a terminal in colour, elsewhere in brackets: [-gone-] {+come+}."""
    from rich.text import Text

    from feeder.cli.common import screen
    from feeder.difference import Kind, difference

    is_terminal = screen().is_terminal
    shown = Text()
    for part in difference(before, after):
        words = part.text.rstrip()
        space = part.text[len(words) :]
        if part.kind is Kind.KEPT:
            shown.append(part.text)
        elif is_terminal:
            shown.append(words, style="red strike" if part.kind is Kind.GONE else "green")
            shown.append(space)
        else:
            shown.append(f"[-{words}-]{space}" if part.kind is Kind.GONE else f"{{+{words}+}}{space}")
    return shown
