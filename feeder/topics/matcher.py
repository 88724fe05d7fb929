"""All topics at once (provisional: each query is evaluated; helper A's index replaces this file)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from feeder.model import Item, Topic
from feeder.topics.field import Field, analysed
from feeder.topics.finding import finder, spans
from feeder.topics.query import And, Everything, InField, Not, Or, Query, parse


@dataclass(frozen=True, slots=True)
class Matcher:
    """Over all topics at once."""

    queries: tuple[tuple[Topic, Query], ...]

    @classmethod
    def of(cls, topics: Iterable[Topic]) -> Matcher:
        """The matcher of these topics."""
        return cls(tuple((topic, parse(topic.query)) for topic in topics))

    def match(self, item: Item, *, source: str, language: str) -> frozenset[str]:
        """The names of the topics that take the item."""
        code = language.split("-")[0]
        fields = {"title": analysed(item.title or "", code), "text": analysed(item.text, code)}
        return frozenset(
            topic.name
            for topic, query in self.queries
            if (not topic.sources or source in topic.sources) and _holds(query, fields, code)
        )


def _holds(query: Query, fields: Mapping[str, Field], language: str) -> bool:
    match query:
        case Everything():
            return True
        case And():
            return all(_holds(part, fields, language) for part in query.parts)
        case Or():
            return any(_holds(part, fields, language) for part in query.parts)
        case Not():
            return not _holds(query.part, fields, language)
        case InField():
            inside = {name: field for name, field in fields.items() if name == query.field}
            return _holds(query.part, inside, language)
        case _:
            return any(spans(finder(query, language), field) for field in fields.values())
