"""The filter language: what a topic asks for, as a frozen tree.

`parse` reads a query, `str` prints it back in canonical form, and the print parses to the same tree. What each term
means stands in docs/queries.md. A query knows no language: it is read in that of the entry it meets.
"""

from __future__ import annotations

from dataclasses import dataclass

from feeder.errors import QueryError
from feeder.topics.letters import clean

FIELDS = ("title", "text", "author", "source", "tag")


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """Every entry: `*`."""

    def __str__(self) -> str:
        return "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word in any of its forms, compounds included: `Angriff`."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Exact:
    """A word as it is written: `=Angriff`."""

    text: str

    def __str__(self) -> str:
        return f"={self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Starred:
    """Words that begin with, end in or hold some letters: `ukrain*`, `*krise`, `*sperr*`.

    Attributes:
        text: the letters.
        open_start: other letters may stand before them.
        open_end: other letters may stand behind them.
    """

    text: str
    open_start: bool
    open_end: bool

    def __str__(self) -> str:
        return f"{'*' * self.open_start}{self.text}{'*' * self.open_end}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words side by side in this order: `"Weißes Haus"`; all of them exact: `="Weißes Haus"`."""

    words: tuple[Word | Starred, ...] | tuple[Exact, ...]

    def __str__(self) -> str:
        mark = "=" if isinstance(self.words[0], Exact) else ""
        inside = " ".join(word.text if isinstance(word, Exact) else str(word) for word in self.words)
        return f'{mark}"{inside}"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Words in one field in any order, with at most so many others among them: `"Butter Preis"~5`."""

    words: tuple[Word | Starred, ...]
    distance: int

    def __str__(self) -> str:
        return f'"{" ".join(map(str, self.words))}"~{self.distance}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """Text that a regular expression finds: `/A[0-9]+/`, in either case of letters `/a[0-9]+/i`."""

    pattern: str
    ignore_case: bool

    def __str__(self) -> str:
        return f"/{self.pattern}/{'i' * self.ignore_case}"


@dataclass(frozen=True, slots=True, kw_only=True)
class InField:
    """A term in one field alone: `title:Angriff`."""

    field: str
    part: Query

    def __str__(self) -> str:
        return f"{self.field}:{_grouped(self.part, And, Or, Not)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """Entries that a query does not take: `-Angriff`."""

    part: Query

    def __str__(self) -> str:
        return f"-{_grouped(self.part, And, Or)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    """Entries that all of these queries take: `Angriff Odessa`."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " ".join(_grouped(part, Or) for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    """Entries that any of these queries takes: `Angriff OR Beschuss`."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " OR ".join(map(str, self.parts))


Term = Word | Exact | Starred | Phrase | Near | Expression
Query = Everything | Term | InField | Not | And | Or


def parse(query: str) -> Query:
    """The query as a tree.

    Raises:
        QueryError: it cannot be read; the error says what was expected, and carries the place.
    """
    from feeder.topics.descent import read

    text = clean(query)
    if (tree := read(text)) is not None:
        return tree
    from feeder.topics.grammar import by_grammar

    return by_grammar(query, text)


def takes_all(query: Query) -> bool:
    """Whether the query is written so that it takes every entry: `*`, also among other terms."""
    match query:
        case Everything():
            return True
        case InField():
            return takes_all(query.part)
        case And():
            return all(map(takes_all, query.parts))
        case Or():
            return any(map(takes_all, query.parts))
        case _:
            return False


def pointed(query: str, error: QueryError) -> str:
    """The line of the query in which the error stands, and a caret under its place."""
    start = query.rfind("\n", 0, error.position) + 1
    line = query[start:].split("\n", 1)[0]
    return f"{line}\n{' ' * (error.position - start)}^"


def _grouped(part: Query, *loose: type[Query]) -> str:
    return f"({part})" if isinstance(part, loose) else str(part)
