"""Reads a query by recursive descent, several times faster than the grammar; where it cannot, the grammar does.

Many thousand topics are read at each start. What is read here is what the grammar reads (a law of the tests says so);
what is wrong is left to it, which knows what was expected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from feeder.errors import QueryError
from feeder.topics import terms
from feeder.topics.query import FIELDS, Query

_QUOTE = f"[{terms.QUOTES}]"
_BEHIND_OPERATOR = rf"(?=[\s(){terms.QUOTES}]|$)"
TOKENS = {
    "_OPEN": r"\(",
    "_CLOSE": r"\)",
    "_OR": f"OR{_BEHIND_OPERATOR}",
    "_AND": f"AND{_BEHIND_OPERATOR}",
    "_NOT": f"NOT{_BEHIND_OPERATOR}",
    "_HYPHEN": r"(?<![^\s()])-(?=[^\s)])",
    "FIELD": rf"(?:{'|'.join(FIELDS)}):(?=[^\s)])",
    "PHRASE": rf"=?{_QUOTE}[^{terms.QUOTES}]*{_QUOTE}?(?:~[^\s(){terms.QUOTES}]*)?",
    "EXPRESSION": rf"/(?:\\.|[^/\\])*/?[^\s(){terms.QUOTES}]*",
    "WORD": rf"(?:[^\s(){terms.QUOTES}]|{terms.SPACE_IN_NUMBER})+",
}
"""The pattern of each token; of several that fit, the first is meant."""

DEEPEST_GROUP = 100

_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in TOKENS.items()) + r"|\s+")
_TERMS = {"PHRASE": terms.phrase, "EXPRESSION": terms.expression, "WORD": terms.word}
_END = ("", "", 0)


def read(text: str) -> Query | None:
    """The query of a clean text; nothing where it cannot be read, or not here."""
    tokens = [(found.lastgroup, found[0], found.start()) for found in _TOKEN.finditer(text) if found.lastgroup]
    reader = _Reader(tokens=[*tokens, _END])
    try:
        query = reader.disjunction()
    except (QueryError, _UnreadableError):
        return None
    return query if reader.next() is _END else None


class _UnreadableError(Exception):
    """Something else stands where a term must."""


@dataclass(slots=True, kw_only=True)
class _Reader:
    """Where we are among the tokens: name, text and place of each."""

    tokens: list[tuple[str, str, int]]
    place: int = 0
    depth: int = 0

    def next(self) -> tuple[str, str, int]:
        return self.tokens[self.place]

    def disjunction(self) -> Query:
        parts = [self.conjunction()]
        while self._takes("_OR"):
            parts.append(self.conjunction())
        return terms.any_of(parts) if len(parts) > 1 else parts[0]

    def conjunction(self) -> Query:
        parts = [self.negation()]
        while self._takes("_AND") or self.next()[0] not in ("", "_OR", "_CLOSE"):
            parts.append(self.negation())
        return terms.all_of(parts) if len(parts) > 1 else parts[0]

    def negation(self) -> Query:
        negations = 0
        while self._takes("_NOT"):
            negations += 1
        if self._takes("_HYPHEN"):
            negations += 1
        query = self.primary()
        for _ in range(negations):
            query = terms.none_of(query)
        return query

    def primary(self) -> Query:
        _, text, start = self.next()
        if self._takes("FIELD"):
            return terms.in_field(text, self.term(), start)
        return self.term()

    def term(self) -> Query:
        name, text, start = self.next()
        self.place += 1
        if name in _TERMS:
            return _TERMS[name](text, start)
        if name != "_OPEN" or self.depth == DEEPEST_GROUP:
            raise _UnreadableError
        self.depth += 1
        query = self.disjunction()
        self.depth -= 1
        if not self._takes("_CLOSE"):
            raise _UnreadableError
        return query

    def _takes(self, name: str) -> bool:
        found = self.next()[0] == name
        self.place += found
        return found
