"""Why a query took an entry: the words that matched; or why not: what was missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from feeder.topics.compiled import DEFAULT_FIELDS, All, Compiled, Fields, Leaf, Some, Without, holds
from feeder.topics.field import Field, Span
from feeder.topics.finding import Search, spans

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
    said = str(leaf.term) if leaf.fields == DEFAULT_FIELDS else f"{leaf.fields[0]}:{leaf.term}"
    found = dict.fromkeys(words for name in leaf.fields if name in fields for words in _found(leaf, fields[name]))
    if not found:
        return f"{said} is missing"
    more = " …" if len(found) > _MOST_WORDS_SHOWN else ""
    return f"{said}: {', '.join(list(found)[:_MOST_WORDS_SHOWN])}{more}"


def marks(query: Compiled, fields: Fields) -> dict[str, list[Span]]:
    """Where the words stand that a query finds, excluded ones apart: by field, places in its clean text, in order."""
    found = [place for leaf in _finding(query) for place in _places(leaf, fields)]
    return {name: sorted({span for field, span in found if field == name}) for name in fields}


def _finding(query: Compiled) -> Iterator[Leaf]:
    match query:
        case Leaf():
            yield query
        case All() | Some():
            for part in query.parts:
                yield from _finding(part)
        case Without():
            return


def _places(leaf: Leaf, fields: Fields) -> Iterator[tuple[str, Span]]:
    for name in leaf.fields:
        if name not in fields:
            continue
        field = fields[name]
        if isinstance(leaf.finder, Search):
            yield from ((name, fit.span()) for fit in leaf.finder.pattern.finditer(field.text))
        else:
            yield from (
                (name, (field.places[start][0], field.places[end - 1][1])) for start, end in spans(leaf.finder, field)
            )


def _found(leaf: Leaf, field: Field) -> Iterator[str]:
    if isinstance(leaf.finder, Search):
        fit = leaf.finder.pattern.search(field.text)
        if fit:
            yield fit.group()
        return
    for start, end in spans(leaf.finder, field):
        yield " ".join(field.written[start:end])
