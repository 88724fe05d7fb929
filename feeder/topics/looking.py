"""One query, asked of entries one by one: whether it takes them, why, where, and by how little it does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from feeder.topics.compiled import Compiled, analysed_fields, compiled, holds
from feeder.topics.explain import Mark, Verdict, marks, verdict
from feeder.topics.foreign import spoken
from feeder.topics.language import primary
from feeder.topics.query import Query
from feeder.topics.relaxed import Relaxed, relaxed


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a query makes of an entry.

    Attributes:
        verdict: whether it takes it, and why.
        texts: the fields that were searched, clean.
        marks: by field, where the words stand that it finds, excluded ones too.
        nearly: the query without one part that would take the entry, if it does not take it itself.
    """

    verdict: Verdict
    texts: Mapping[str, str]
    marks: Mapping[str, list[Mark]]
    nearly: tuple[Relaxed, ...] = ()


class Question:
    """A query that is asked of many entries: it is read once in each of their languages."""

    __slots__ = ("_query", "_read", "_relaxed")

    def __init__(self, query: Query) -> None:
        self._query = query
        self._relaxed = relaxed(query)
        self._read: dict[str, tuple[Compiled, tuple[Compiled, ...]]] = {}

    def look(self, title: str | None, text: str, language: str, **others: str | None) -> Looked:
        """What the query makes of an entry.

        Args:
            title: of the entry, where it has one.
            text: of the entry.
            language: BCP 47 tag of the entry; the query is read in it, unless the text clearly is in another.
            others: its further fields by name (`author`, `source`), where it has them.
        """
        code = spoken(primary(language), title or "", text)
        fields = analysed_fields({"title": title, "text": text, **others}, code)
        asked, less = self._in(code)
        told = verdict(asked, fields)
        nearly = () if told.match else tuple(zip(self._relaxed, less, strict=True))
        return Looked(
            verdict=told,
            texts={name: field.text for name, field in fields.items()},
            marks=marks(asked, fields),
            nearly=tuple(each for each, query in nearly if holds(query, fields)),
        )

    def _in(self, code: str) -> tuple[Compiled, tuple[Compiled, ...]]:
        if code not in self._read:
            less = tuple(compiled(each.query, code) for each in self._relaxed)
            self._read[code] = compiled(self._query, code), less
        return self._read[code]


def look(query: Query, title: str | None, text: str, language: str, **others: str | None) -> Looked:
    """What a query makes of one entry; the arguments are those of `Question.look`."""
    return Question(query).look(title, text, language, **others)


def matches(query: Query, title: str | None, text: str, language: str, **others: str | None) -> Verdict:
    """Whether a query takes an entry, and why; the arguments are those of `Question.look`."""
    code = spoken(primary(language), title or "", text)
    return verdict(compiled(query, code), analysed_fields({"title": title, "text": text, **others}, code))
