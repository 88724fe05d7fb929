"""Where sentences end, for those who ask whether a text is a report or a headline."""

from __future__ import annotations

import re

_SIGNS = ".!?…।。！？؟"
_CLOSING = "\"“”»«’')\\]"
_INSIDE = re.compile(rf"[{_SIGNS}][{_CLOSING}]*(?:\s|$)|[。！？]")
_AT_THE_END = re.compile(rf"[{_SIGNS}][{_CLOSING}]*\s*$")


def has_end(text: str) -> bool:
    """A sentence ends in the text, or with it."""
    return bool(_INSIDE.search(text))


def ends(text: str, start: int = 0) -> bool:
    """The text ends as a sentence does.

    Args:
        text: one line or more.
        start: where to begin to look.
    """
    return bool(_AT_THE_END.search(text, start))
