"""From the keys of an entry to the few queries that may take it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from feeder.topics.compiled import Compiled, Fields, required_keys
from feeder.topics.expression import Expressions
from feeder.topics.field import APART
from feeder.topics.grams import Wanted, grams


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Queries in one language, by the keys that an entry must have one of. Make one with `Index.of`.

    Attributes:
        queries: each by its number.
        by_key: key → queries that take no entry without this key or another of theirs.
        unkeyed: queries of which no key says that they take no entry; they are always asked.
        wanted: which keys of letters there are.
        expressions: all that there are.
    """

    queries: tuple[Compiled, ...]
    by_key: Mapping[str, Sequence[int]]
    unkeyed: tuple[int, ...]
    wanted: Wanted
    expressions: Expressions

    @classmethod
    def of(cls, queries: Iterable[Compiled]) -> Index:
        """The index of these queries."""
        kept = tuple(queries)
        required = [required_keys(query) for query in kept]
        often = Counter(key for sets in required for keys in sets for key in keys)
        by_key: defaultdict[str, list[int]] = defaultdict(list)
        unkeyed: list[int] = []
        for number, sets in enumerate(required):
            if not sets:
                unkeyed.append(number)
                continue
            # Words that few queries ask for are rare in entries too.
            for key in sets[0] if len(sets) == 1 else min(sets, key=lambda keys: sum(map(often.__getitem__, keys))):
                by_key[key].append(number)
        return cls(
            queries=kept,
            by_key=dict(by_key),
            unkeyed=tuple(unkeyed),
            wanted=Wanted.of(by_key),
            expressions=Expressions.of(by_key),
        )

    def candidates(self, fields: Fields) -> set[int]:
        """The queries that may take an entry with these fields; no other does."""
        by_key = self.by_key
        found = {number for key in self._keys(fields) if key in by_key for number in by_key[key]}
        return found.union(self.unkeyed)

    def _keys(self, fields: Fields) -> Iterator[str]:
        for field in fields.values():
            yield from field.words
            yield from field.parts
            yield from self.expressions.keys(field.text)
            spellings = {*field.all_spelled.split(APART), *field.all_expanded.split(APART)}
            for spelling in spellings:
                yield from grams(spelling, self.wanted)
