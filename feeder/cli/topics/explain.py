"""feeder topics explain: why do topics take an entry, or not?"""

from __future__ import annotations

import re
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


_LAST_PART = re.compile("[a-z2-7]{16}")  # of an id


@click.command("explain")
@click.argument("entry_or_text", metavar="ENTRY|TEXT")
@config_option
@click.option("--topic", metavar="NAME", help="Ask this topic alone.")
@click.option("--language", metavar="LANG", help="Of the text; else that of the site.")
def command(entry_or_text: str, config: Path | None, topic: str | None, language: str | None) -> None:
    """Show what each topic finds in an entry, word for word, and what the others miss.

    An entry is named by its id (tag:…) or the last part of it; anything else is a text. Where a single part of a
    query keeps the entry out, that is told too.
    """
    from feeder import config as configuration

    settings = configuration.load(config)
    if not entry_or_text.strip():
        raise click.UsageError("which entry? write its id, or a text")
    is_entry = entry_or_text.startswith("tag:") or bool(_LAST_PART.fullmatch(entry_or_text))
    if is_entry and language:
        raise click.UsageError("--language goes with a text: an entry has the language of its source")
    texts = _entry(settings, entry_or_text) if is_entry else {"text": entry_or_text}
    spoken = texts.pop("language", None) or language or settings.site.language
    source = texts.get("source")
    asked = _asked(settings, topic)
    looked = [(each, _look(each, texts, spoken)) for each in asked if _draws_on(each, source)]
    for each, found in sorted(looked, key=lambda pair: not pair[1].verdict.match):
        click.echo(f"{each.name}: {'takes it' if found.verdict.match else 'no'}: {found.verdict.why}")
        if found.verdict.match:
            _show(found)
        for less in found.nearly:
            click.echo(f"  near miss: without {less.part} it would be taken")
    for each in asked:
        if not _draws_on(each, source):
            click.echo(f"{each.name}: no: it draws on {', '.join(each.sources)} alone, and the entry is of {source}")


def _entry(settings: Config, entry_id: str) -> dict[str, str | None]:
    """The fields of a kept entry, and its language."""
    from feeder import store
    from feeder.cli.entries import not_one
    from feeder.cli.topics.archive import opened
    from feeder.store import history
    from feeder.work import as_configured, configured_name

    with opened(settings) as kept, kept.reading() as db:
        found = [entry for _, entry in history.find(db, entry_id)]
        if len(found) != 1:
            raise FeederError(not_one(entry_id, found))
        [entry] = found
        source = as_configured(settings, store.sources.known(db)[entry.source])
    item = entry.item
    return {
        "title": item.title,
        "text": item.text,
        "author": item.author,
        "source": configured_name(settings, source),
        "language": source.language,
    }


def _asked(settings: Config, name: str | None) -> Sequence[Topic]:
    topics = [each for each in settings.topics if name in (None, each.name)]
    if not topics:
        raise FeederError(f"there is no topic {quoted(name or '')}: the configuration names them")
    return topics


def _draws_on(topic: Topic, source: str | None) -> bool:
    return source is None or not topic.sources or source in topic.sources


def _look(topic: Topic, texts: Mapping[str, str | None], language: str) -> Looked:
    from feeder.topics.looking import look
    from feeder.topics.query import parse

    others = {name: text for name, text in texts.items() if name not in ("title", "text")}
    return look(parse(topic.query), texts.get("title"), texts["text"] or "", language, **others)


def _show(found: Looked) -> None:
    """The fields in which a word was found, with these words in colour, or in brackets where there is none."""
    from feeder.cli.common import screen

    in_colour = screen().is_terminal
    for name, text in found.texts.items():
        places = [(mark.start, mark.end) for mark in found.marks[name] if not mark.excluded]
        if places:
            click.echo(f"  {name}: {''.join(_marked(text, places, in_colour=in_colour))}")


def _marked(text: str, places: Sequence[tuple[int, int]], *, in_colour: bool) -> Iterator[str]:
    done = 0
    for start, end in places:
        if end > done:
            words = text[max(start, done) : end]
            yield text[done : max(start, done)]
            yield click.style(words, fg="green", bold=True) if in_colour else f"[{words}]"
            done = end
    yield text[done:]
