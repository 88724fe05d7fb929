"""Regular expressions in linear time: RE2, so that no text and no pattern can hang a pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

_MARK = "?"
_ALWAYS = ""
_MOST_MEMORY = 1 << 28  # bytes, for all expressions together; RE2 takes what it needs


class Pattern(Protocol):
    """What we ask of a compiled expression."""

    def search(self, text: str) -> Found | None:
        """The first place in the text that it fits."""

    def finditer(self, text: str) -> Iterator[Found]:
        """All places in the text that it fits."""


class Found(Protocol):
    """Where an expression fits."""

    def group(self) -> str:
        """The text that it fits."""

    def span(self) -> tuple[int, int]:
        """Where it begins and ends in the text."""


@lru_cache(maxsize=1024)
def compiled(pattern: str, *, ignore_case: bool) -> Pattern:
    """The expression, ready to search.

    Raises:
        ValueError: RE2 refuses it; the message says why.
    """
    import re2

    options = _options()
    options.case_sensitive = not ignore_case
    try:
        expression: Pattern = re2.compile(pattern, options)
    except re2.error as refusal:
        raise ValueError(_reason(refusal)) from refusal
    return expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Expressions:
    """Many expressions that are searched at once.

    Attributes:
        sources: each with its flags.
        together: all of them in one automaton, and behind them one that always fits; none if they are too large.
    """

    sources: tuple[str, ...]
    together: _Together | None

    @classmethod
    def of(cls, keys: Iterable[str]) -> Expressions:
        """The expressions that are among these keys."""
        sources = tuple(key[1:] for key in keys if key[0] == _MARK)
        return cls(sources=sources, together=_together(sources) if sources else None)

    def keys(self, text: str) -> Iterator[str]:
        """The keys of those that fit somewhere in the text."""
        # What always fits is not found where the automaton has no memory left: then each is searched alone.
        if self.together and (fitting := self.together.Match(text)):
            yield from (_MARK + self.sources[number] for number in fitting if number < len(self.sources))
            return
        yield from (_MARK + one for one in self.sources if compiled(one, ignore_case=False).search(text))


class _Together(Protocol):
    def Match(self, text: str) -> list[int] | None:  # noqa: N802  # RE2's name
        """The numbers of the expressions that fit."""


def expression_key(source: str) -> str:
    """The key of texts that an expression fits; its flags stand in it: `(?i)a`."""
    return _MARK + source


def _together(sources: tuple[str, ...]) -> _Together | None:
    import re2

    options = _options()
    options.max_mem = _MOST_MEMORY
    together = re2.Set.SearchSet(options)
    for source in (*sources, _ALWAYS):
        together.Add(source)
    try:
        together.Compile()
    except re2.error:
        return None
    searched: _Together = together
    return searched


def _options() -> Any:
    import re2

    options = re2.Options()
    options.log_errors = False  # RE2 writes to standard error otherwise
    return options


def _reason(refusal: Exception) -> str:
    reason = refusal.args[0]
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
