"""Regular expressions in linear time: RE2, so that no text and no pattern can hang a pass."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol


class Pattern(Protocol):
    """What we ask of a compiled expression."""

    def search(self, text: str) -> Found | None:
        """The first place in the text that it fits."""


class Found(Protocol):
    """Where an expression fits."""

    def group(self) -> str:
        """The text that it fits."""


@lru_cache(maxsize=1024)
def compiled(pattern: str, *, ignore_case: bool) -> Pattern:
    """The expression, ready to search.

    Raises:
        ValueError: RE2 refuses it; the message says why.
    """
    import re2

    options = re2.Options()
    options.log_errors = False  # RE2 writes to standard error otherwise
    options.case_sensitive = not ignore_case
    try:
        expression: Pattern = re2.compile(pattern, options)
    except re2.error as refusal:
        raise ValueError(_reason(refusal)) from refusal
    return expression


def _reason(refusal: Exception) -> str:
    reason = refusal.args[0]
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
