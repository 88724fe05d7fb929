"""The page to try filters, from its templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from feeder.admin import chart, shown
from feeder.admin.trying import Hit, Outcome, tried
from feeder.config import Config
from feeder.errors import QueryError, StoreError
from feeder.store.viewing import view
from feeder.text import clean
from feeder.topics.query import And, Exact, InField, Near, Or, Phrase, Query, Starred, Word, parse

CHOICES = (1_000, 10_000)
"""How many entries may be asked."""
LONGEST_QUERY = 4_000
_MOST_TOPICS_SHOWN = 40
_MOST_WORDS_OF_NAME = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked.

    Attributes:
        query: as it was typed; empty for nothing.
        most: of how many entries.
    """

    query: str
    most: int


def wish(asked: Mapping[str, str]) -> Wish:
    """What the address asks; what makes no sense in it is passed over."""
    most = next((each for each in CHOICES if asked.get("of") == str(each)), CHOICES[0])
    return Wish(query=clean(asked.get("q", "")).strip(), most=most)


def render(config: Config, asked: Mapping[str, str]) -> bytes:
    """The page for what an address asks."""
    wanted = wish(asked)
    values: dict[str, Any] = {"wanted": wanted, "outcome": None, "error": None, "trouble": "", "canonical": ""}
    query = _read(wanted.query, values) if wanted.query else None
    if query is not None:
        try:
            outcome = _tried(config, query, wanted.most)
        except StoreError as error:
            values["trouble"] = str(error)
        else:
            values |= _found(config, wanted, query, outcome)
    topics = config.topics[:_MOST_TOPICS_SHOWN]
    page = (
        _environment()
        .get_template("filters.html")
        .render(site=config.site, topics=topics, more=len(config.topics) - len(topics), choices=CHOICES, **values)
    )
    return clean(page).encode()


def asset(name: str) -> bytes:
    """The page's style or script."""
    return (files(__package__) / "templates" / name).read_bytes()


def _read(written: str, values: dict[str, Any]) -> Query | None:
    """The query; if it cannot be read, what is wrong with it goes among the page's values."""
    if len(written) > LONGEST_QUERY:
        values["trouble"] = f"This query has {len(written)} characters; here it may have {LONGEST_QUERY}."
        return None
    try:
        return parse(written)
    except QueryError as error:
        values["error"] = shown.pointed(written, error)
        return None


def _tried(config: Config, query: Query, most: int) -> Outcome:
    opened = view(config.state)
    if opened is None:
        raise StoreError("Nothing is kept yet: `feeder run` reads the sources, then there is something to ask.")
    try:
        with opened.reading() as db:
            return tried(db, config, query, most)
    finally:
        opened.close()


def _found(config: Config, wanted: Wish, query: Query, outcome: Outcome) -> dict[str, Any]:
    hues = shown.Hues()
    canonical = str(query)

    def told(hit: Hit) -> shown.Report:
        return shown.report(hit, hues, _clock(hit.entry.published.astimezone(config.site.timezone)))

    return {
        "outcome": outcome,
        "canonical": canonical if canonical != wanted.query else "",
        "hits": [told(hit) for hit in outcome.hits],
        "near": [(near, [told(hit) for hit in near.hits]) for near in outcome.near],
        "chart": chart.drawn(outcome.days, outcome.taken),
        "drawing": chart,
        "table": shown.table(wanted.query, _named(query), _taken(config)),
    }


def _named(query: Query) -> list[str]:
    """Words of the query that a topic may be called by."""
    return list(dict.fromkeys(_wanted_words(query)))[:_MOST_WORDS_OF_NAME]


def _wanted_words(query: Query) -> Iterator[str]:
    match query:
        case Word() | Exact() | Starred():
            yield query.text
        case Phrase() | Near():
            yield " ".join(word.text for word in query.words)
        case InField():
            yield from _wanted_words(query.part)
        case And() | Or():
            for part in query.parts:
                yield from _wanted_words(part)


def _taken(config: Config) -> set[str]:
    """The names that no further topic may have."""
    return {"index", *(name for topic in config.topics for name in (topic.name, *topic.was))}


def _clock(local: datetime) -> str:
    return f"{local:%Y-%m-%d %H:%M}"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("feeder.admin"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
