"""All topics at once: an entry's keys are looked up in one index, and only the topics found there are evaluated."""

from __future__ import annotations

from collections.abc import Iterable

from feeder.errors import QueryError, quoted
from feeder.model import Item, Topic
from feeder.topics.compiled import analysed_fields, compiled, holds
from feeder.topics.foreign import spoken
from feeder.topics.index import Index
from feeder.topics.language import primary
from feeder.topics.query import Query, parse, takes_all


class Matcher:
    """Says which of many topics take an entry. Make one with `Matcher.of`."""

    __slots__ = ("_indexes", "_queries", "_topics")

    def __init__(self, topics: tuple[Topic, ...], queries: tuple[Query, ...]) -> None:
        self._topics = topics
        self._queries = queries
        self._indexes: dict[str, Index] = {}

    @classmethod
    def of(cls, topics: Iterable[Topic]) -> Matcher:
        """The matcher of these topics.

        Raises:
            QueryError: a topic's query cannot be read; the message names the topic.
        """
        kept = tuple(topics)
        return cls(kept, tuple(_parsed(topic) for topic in kept))

    def match(self, item: Item, *, source: str, language: str) -> frozenset[str]:
        """The names of the topics that take the item.

        Args:
            item: its title, text and author are read; captions are not.
            source: the name of its source.
            language: BCP 47 tag of its source; queries are read in it, unless the text clearly is in another.
        """
        code = spoken(primary(language), item.title or "", item.text)
        index = self._index(code)
        fields = analysed_fields(
            {"title": item.title, "text": item.text, "author": item.author, "source": source}, code
        )
        return frozenset(
            self._topics[number].name
            for number in index.candidates(fields)
            if _draws_on(self._topics[number], source) and holds(index.queries[number], fields)
        )

    def asked_of_all(self) -> list[str]:
        """The topics that each entry must be asked for, whatever its words; those that take everything apart."""
        languages = {primary(topic.language) for topic in self._topics}
        unkeyed = {number for language in languages for number in self._index(language).unkeyed}
        return [self._topics[number].name for number in sorted(unkeyed) if not takes_all(self._queries[number])]

    def _index(self, language: str) -> Index:
        if language not in self._indexes:
            self._indexes[language] = Index.of(compiled(query, language) for query in self._queries)
        return self._indexes[language]


def _parsed(topic: Topic) -> Query:
    try:
        return parse(topic.query)
    except QueryError as problem:
        raise QueryError(
            f"topic {topic.name}: query {quoted(topic.query)}: character {problem.position + 1}: {problem}",
            problem.position,
        ) from problem


def _draws_on(topic: Topic, source: str) -> bool:
    return not topic.sources or source in topic.sources
