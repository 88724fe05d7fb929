"""Queries that ask for less by one part: an entry that one of them takes is a near miss, and the part is why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from feeder.topics.query import And, InField, Not, Or, Query

_MOST = 20  # more parts than a person looks at


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxed:
    """A query without one of its parts.

    Attributes:
        part: what is left out: an exclusion, or something that had to be there.
        query: what is left.
    """

    part: Query
    query: Query

    @property
    def is_exclusion(self) -> bool:
        """The part is one that must not be there."""
        return isinstance(self.part, Not)


def relaxed(query: Query) -> tuple[Relaxed, ...]:
    """The query without each part that it also makes sense without, exclusions first; for one of a single part none."""
    found = sorted(_without_one(query), key=lambda each: not each.is_exclusion)
    return tuple(found[:_MOST])


def _without_one(query: Query) -> Iterator[Relaxed]:
    match query:
        case And():
            for position, part in enumerate(query.parts):
                before, behind = query.parts[:position], query.parts[position + 1 :]
                yield Relaxed(part=part, query=_all(before + behind))
                if isinstance(part, Or):
                    yield from _inside(part, _beside(before, behind))
        case Or():
            for part in query.parts:
                # The other parts did not take the entry either: they need not be asked again.
                yield from _without_one(part)
        case InField():
            yield from _inside(query.part, lambda part: InField(field=query.field, part=part))


def _inside(part: Query, placed: Callable[[Query], Query]) -> Iterator[Relaxed]:
    for each in _without_one(part):
        yield Relaxed(part=each.part, query=placed(each.query))


def _beside(before: tuple[Query, ...], behind: tuple[Query, ...]) -> Callable[[Query], Query]:
    return lambda part: _all((*before, part, *behind))


def _all(parts: tuple[Query, ...]) -> Query:
    return parts[0] if len(parts) == 1 else And(parts=parts)
