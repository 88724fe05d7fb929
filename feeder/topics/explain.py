"""Why a query took an entry: the words that matched; or why not: what was missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from feeder.topics.compiled import DEFAULT_FIELDS, All, Compiled, Fields, Leaf, Some, Without, holds
from feeder.topics.field import Field, Span
from feeder.topics.finding import Finder, Search, spans

_MOST_WORDS_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a query takes an entry, and why.

    Attributes:
        match: it does.
        why: each term with the words that matched it, or the terms that were missing or excluded.
    """

    match: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place in the clean text of a field where a term was found.

    Attributes:
        start: of its first letter.
        end: behind its last.
        term: as the query writes it.
        excluded: the query wants no entry with it.
    """

    start: int
    end: int
    term: str
    excluded: bool


def verdict(query: Compiled, fields: Fields) -> Verdict:
    """Whether the query takes the entry with these fields, and why."""
    match = holds(query, fields)
    return Verdict(match=match, why="; ".join(dict.fromkeys(_reasons(query, fields))) or "every entry")


def _reasons(query: Compiled, fields: Fields) -> Iterator[str]:
    """What decided: of a query that holds the parts that hold, of one that does not those that do not."""
    match query:
        case Leaf():
            yield _leaf_reason(query, fields)
        case All() | Some():
            outcome = holds(query, fields)
            for part in query.parts:
                if holds(part, fields) == outcome:
                    yield from _reasons(part, fields)
        case Without(part=All(parts=())):
            yield "takes no entry"
        case Without():
            mark = "excluded: " if holds(query.part, fields) else "not there, as asked: "
            yield from (mark + reason.removesuffix(" is missing") for reason in _reasons(query.part, fields))


def _leaf_reason(leaf: Leaf, fields: Fields) -> str:
    said = _said(leaf)
    found = dict.fromkeys(words for name in leaf.fields if name in fields for words in _found(leaf, fields[name]))
    if not found:
        return f"{said} is missing"
    more = " …" if len(found) > _MOST_WORDS_SHOWN else ""
    return f"{said}: {', '.join(list(found)[:_MOST_WORDS_SHOWN])}{more}"


def _said(leaf: Leaf) -> str:
    return str(leaf.term) if leaf.fields == DEFAULT_FIELDS else f"{leaf.fields[0]}:{leaf.term}"


def marks(query: Compiled, fields: Fields) -> dict[str, list[Mark]]:
    """Where the words stand that a query finds, also those that it excludes: by field, in order of their places."""
    leaves = _leaves(query, excluded=False)
    found = [place for leaf, excluded in leaves for place in _marks(leaf, fields, excluded=excluded)]
    return {name: sorted({mark for field, mark in found if field == name}, key=_place) for name in fields}


def _place(mark: Mark) -> tuple[int, int, bool, str]:
    return mark.start, mark.end, mark.excluded, mark.term


def _leaves(query: Compiled, *, excluded: bool) -> Iterator[tuple[Leaf, bool]]:
    match query:
        case Leaf():
            yield query, excluded
        case All() | Some():
            for part in query.parts:
                yield from _leaves(part, excluded=excluded)
        case Without():
            yield from _leaves(query.part, excluded=not excluded)


def _marks(leaf: Leaf, fields: Fields, *, excluded: bool) -> Iterator[tuple[str, Mark]]:
    for name in leaf.fields:
        if name in fields:
            for start, end in _places(leaf.finder, fields[name]):
                yield name, Mark(start=start, end=end, term=_said(leaf), excluded=excluded)


def _places(finder: Finder, field: Field) -> Iterator[Span]:
    if isinstance(finder, Search):
        yield from (fit.span() for fit in finder.pattern.finditer(field.text) if fit.group())
    else:
        yield from ((field.places[start][0], field.places[end - 1][1]) for start, end in spans(finder, field))


def _found(leaf: Leaf, field: Field) -> Iterator[str]:
    if isinstance(leaf.finder, Search):
        fit = leaf.finder.pattern.search(field.text)
        if fit:
            yield fit.group()
        return
    for start, end in spans(leaf.finder, field):
        yield " ".join(field.written[start:end])
