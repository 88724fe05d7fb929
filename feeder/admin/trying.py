"""A query, asked of the entries that came last: which it takes, which nearly, and how many a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from feeder import store
from feeder.config import Config
from feeder.model import Entry, Source
from feeder.store import archive
from feeder.topics.looking import Looked, Question
from feeder.topics.query import Query
from feeder.topics.relaxed import Relaxed
from feeder.work import as_configured, configured_name

MOST_SHOWN = 50
MOST_NEAR_SHOWN = 3
_MOST_KINDS_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An entry, its source, and what the query found in it."""

    entry: Entry
    source: Source
    looked: Looked


@dataclass(slots=True, kw_only=True)
class Near:
    """Entries that the query would take without one of its parts.

    Attributes:
        less: the part, and the query without it.
        count: of the entries.
        hits: some of them.
    """

    less: Relaxed
    count: int = 0
    hits: list[Hit] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a trial.

    Attributes:
        asked: how many entries were asked.
        kept: how many there are.
        count: how many of those asked the query takes.
        hits: the first of these.
        days: day in the site's zone → entries that were asked.
        taken: day → those that the query takes.
        near: near misses by what is too much, the most first; exclusions before all else.
    """

    asked: int
    kept: int
    count: int
    hits: tuple[Hit, ...]
    days: Mapping[date, int]
    taken: Mapping[date, int]
    near: tuple[Near, ...]


def tried(db: sa.Connection, config: Config, query: Query, most: int) -> Outcome:
    """What the query makes of the entries that came last, so many at most."""
    question = Question(query)
    sources = {name: as_configured(config, each) for name, each in store.sources.known(db).items()}
    days, taken = Counter[date](), Counter[date]()
    hits: list[Hit] = []
    near: dict[str, Near] = {}
    for entry in archive.latest(db, most):
        day = entry.published.astimezone(config.site.timezone).date()
        days[day] += 1
        hit = Hit(entry=entry, source=sources[entry.source], looked=_looked(question, config, entry, sources))
        if hit.looked.verdict.match:
            taken[day] += 1
            hits += [hit] if len(hits) < MOST_SHOWN else []
        for less in hit.looked.nearly:
            _add(near.setdefault(str(less.part), Near(less=less)), hit)
    return Outcome(
        asked=days.total(),
        kept=archive.count(db),
        count=taken.total(),
        hits=tuple(sorted(hits, key=lambda hit: hit.entry.published, reverse=True)),
        days=days,
        taken=taken,
        near=tuple(sorted(near.values(), key=_order)[:_MOST_KINDS_SHOWN]),
    )


def _looked(question: Question, config: Config, entry: Entry, sources: Mapping[str, Source]) -> Looked:
    source = sources[entry.source]
    item = entry.item
    named = configured_name(config, source)
    return question.look(item.title, item.text, source.language, author=item.author, source=named)


def _add(near: Near, hit: Hit) -> None:
    near.count += 1
    if len(near.hits) < MOST_NEAR_SHOWN:
        near.hits.append(hit)


def _order(near: Near) -> tuple[bool, int]:
    return not near.less.is_exclusion, -near.count
