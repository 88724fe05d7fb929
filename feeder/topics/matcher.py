"""All topics at once: an entry's keys are looked up in one index, and only the topics found there are evaluated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from feeder.errors import QueryError, quoted
from feeder.model import Item, Topic
from feeder.topics.compiled import Compiled, analysed_fields, compiled, holds, keys_of, required_keys
from feeder.topics.explain import Verdict, verdict
from feeder.topics.foreign import spoken
from feeder.topics.language import primary
from feeder.topics.query import Query, parse


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """The topics in one language.

    Attributes:
        queries: of each topic, by its number.
        by_key: key → topics that take no entry without this key or another of theirs.
        unkeyed: topics of which no key says that they take no entry; they are always evaluated.
    """

    queries: tuple[Compiled, ...]
    by_key: Mapping[str, tuple[int, ...]]
    unkeyed: tuple[int, ...]

    def candidates(self, keys: Iterable[str]) -> set[int]:
        """The topics that may take an entry with these keys; no other does."""
        return {topic for key in keys for topic in self.by_key.get(key, ())}.union(self.unkeyed)


class Matcher:
    """Says which of many topics take an entry. Make one with `Matcher.of`."""

    __slots__ = ("_indexes", "_queries", "_topics")

    def __init__(self, topics: tuple[Topic, ...], queries: tuple[Query, ...]) -> None:
        self._topics = topics
        self._queries = queries
        self._indexes: dict[str, _Index] = {}

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
            for number in index.candidates(keys_of(fields))
            if _draws_on(self._topics[number], source) and holds(index.queries[number], fields)
        )

    def _index(self, language: str) -> _Index:
        if language not in self._indexes:
            self._indexes[language] = _indexed(tuple(compiled(query, language) for query in self._queries))
        return self._indexes[language]


def matches(query: Query, title: str | None, text: str, language: str, **others: str | None) -> Verdict:
    """Whether a query takes an entry, and why.

    Args:
        query: what is asked.
        title: of the entry, where it has one.
        text: of the entry.
        language: BCP 47 tag of the entry; the query is read in it, unless the text clearly is in another.
        others: its further fields by name (`author`, `source`), where it has them.
    """
    code = spoken(primary(language), title or "", text)
    fields = analysed_fields({"title": title, "text": text, **others}, code)
    return verdict(compiled(query, code), fields)


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


def _indexed(queries: tuple[Compiled, ...]) -> _Index:
    by_key: defaultdict[str, list[int]] = defaultdict(list)
    unkeyed: list[int] = []
    for number, query in enumerate(queries):
        keys = required_keys(query)
        if keys is None:
            unkeyed.append(number)
        for key in keys or ():
            by_key[key].append(number)
    return _Index(
        queries=queries, by_key={key: tuple(numbers) for key, numbers in by_key.items()}, unkeyed=tuple(unkeyed)
    )
