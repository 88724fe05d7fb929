"""feeder topics explain: why do topics take an entry, or not?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feeder.cli.common import config_option
from feeder.errors import FeederError, quoted

if TYPE_CHECKING:
    from feeder.config import Config
    from feeder.model import Topic
    from feeder.topics.looking import Looked


@click.command("explain")
@click.argument("entry_or_text", metavar="ENTRY|TEXT")
@config_option
@click.option("--topic", metavar="NAME", help="Ask this topic alone.")
@click.option("--language", metavar="LANG", help="Of the text; else that of the site.")
def command(entry_or_text: str, config: Path | None, topic: str | None, language: str | None) -> None:
    """Show what each topic finds in an entry, word for word, and what the others miss.

    An entry is named by its id (tag:…); anything else is a text. Where a single part of a query keeps the
    entry out, that is told too.
    """
    from feeder import config as configuration

    settings = configuration.load(config)
    texts = _entry(settings, entry_or_text) if entry_or_text.startswith("tag:") else {"text": entry_or_text}
    spoken = texts.pop("language", None) or language or settings.site.language
    looked = [(each, _look(each, texts, spoken)) for each in _asked(settings, topic, texts.get("source"))]
    for each, found in sorted(looked, key=lambda pair: not pair[1].verdict.match):
        click.echo(f"{each.name}: {'takes it' if found.verdict.match else 'no'}: {found.verdict.why}")
        if found.verdict.match:
            _show(found)
        for less in found.nearly:
            click.echo(f"  near miss: without {less.part} it would be taken")


def _entry(settings: Config, entry_id: str) -> dict[str, str | None]:
    """The fields of a kept entry, and its language."""
    from feeder import store
    from feeder.cli.topics.archive import opened
    from feeder.store import archive
    from feeder.work import configured_name

    with opened(settings) as kept, kept.reading() as db:
        entry = archive.entry(db, entry_id)
        if entry is None:
            raise FeederError(f"{entry_id}: there is no such entry: its id stands in the feeds that have it")
        source = store.sources.known(db)[entry.source]
    item = entry.item
    return {
        "title": item.title,
        "text": item.text,
        "author": item.author,
        "source": configured_name(settings, source),
        "language": source.language,
    }


def _asked(settings: Config, name: str | None, source: str | None) -> Sequence[Topic]:
    topics = [each for each in settings.topics if name in (None, each.name)]
    if not topics:
        raise FeederError(f"there is no topic {quoted(name or '')}: the configuration names them")
    return [each for each in topics if source is None or not each.sources or source in each.sources]


def _look(topic: Topic, texts: Mapping[str, str | None], language: str) -> Looked:
    from feeder.topics.looking import look
    from feeder.topics.query import parse

    others = {name: text for name, text in texts.items() if name not in ("title", "text")}
    return look(parse(topic.query), texts.get("title"), texts["text"] or "", language, **others)


def _show(found: Looked) -> None:
    """The fields in which a word was found, with these words in colour."""
    for name, text in found.texts.items():
        places = [(mark.start, mark.end) for mark in found.marks[name] if not mark.excluded]
        if places:
            click.echo(f"  {name}: {''.join(_marked(text, places))}")


def _marked(text: str, places: Sequence[tuple[int, int]]) -> Iterator[str]:
    done = 0
    for start, end in places:
        if end > done:
            yield text[done : max(start, done)] + click.style(text[max(start, done) : end], fg="green", bold=True)
            done = end
    yield text[done:]
