"""A query as it is asked of entries in one language, and whether it takes an entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from feeder.topics.field import Field, analysed
from feeder.topics.finding import Finder, Required, all_required, any_required, finder, occurs, required
from feeder.topics.query import And, Everything, InField, Not, Or, Query, Term

DEFAULT_FIELDS = ("title", "text")
"""Where a term stands that names no field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A term, what finds it, and the fields in which it may stand."""

    term: Term
    finder: Finder
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class All:
    """Holds where all parts hold; without parts, everywhere."""

    parts: tuple[Compiled, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Some:
    """Holds where any part holds."""

    parts: tuple[Compiled, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """Holds where its part does not."""

    part: Compiled


Compiled = Leaf | All | Some | Without
Fields = Mapping[str, Field]


def compiled(query: Query, language: str, fields: tuple[str, ...] = DEFAULT_FIELDS) -> Compiled:
    """The query read in this language (a two-letter code)."""
    match query:
        case Everything():
            return All()
        case InField():
            return compiled(query.part, language, (query.field,))
        case Not():
            return Without(part=compiled(query.part, language, fields))
        case And():
            return All(parts=tuple(compiled(part, language, fields) for part in query.parts))
        case Or():
            return Some(parts=tuple(compiled(part, language, fields) for part in query.parts))
        case _:
            return Leaf(term=query, finder=finder(query, language), fields=fields)


def analysed_fields(texts: Mapping[str, str | None], language: str) -> Fields:
    """The fields of an entry, each word normalised once; fields that it lacks hold nothing."""
    return {name: analysed(text, language) for name, text in texts.items() if text}


def holds(query: Compiled, fields: Fields) -> bool:
    """Whether the query takes the entry with these fields."""
    match query:
        case Leaf():
            return any(occurs(query.finder, fields[name]) for name in query.fields if name in fields)
        case All():
            return all(holds(part, fields) for part in query.parts)
        case Some():
            return any(holds(part, fields) for part in query.parts)
        case Without():
            return not holds(query.part, fields)


def required_keys(query: Compiled) -> Required:
    """Of which keys an entry that the query takes must have some."""
    match query:
        case Leaf():
            return required(query.finder)
        case All():
            return all_required(map(required_keys, query.parts))
        case Some():
            return any_required(map(required_keys, query.parts))
        case Without():
            return ()
