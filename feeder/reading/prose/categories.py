"""Categories: a word or two behind each mark that say of what kind or from where an entry is, and are no title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from feeder.reading.prose import authors, shapes
from feeder.reading.prose.drafts import Draft

_FEWEST = 2
_MOST = 0.75
_MOST_WORDS = 3
_LONGEST = 40


def apart(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with the categories behind their marks apart, where all have one.

    Brackets around each betray them, or a title and a text that follow below most.
    """
    if len(drafts) < _FEWEST or not all(map(_is_short, drafts)):
        return list(drafts)
    if all(map(_is_in_brackets, drafts)) or (all(map(_is_bare, drafts)) and _have_titles_below(drafts)):
        return [replace(draft, rest="", place=draft.rest.strip("()[]")) for draft in drafts]
    return list(drafts)


def _is_short(draft: Draft) -> bool:
    rest = draft.rest
    return bool(rest and draft.below) and len(rest) <= _LONGEST and len(rest.split()) <= _MOST_WORDS and not draft.title


def _is_in_brackets(draft: Draft) -> bool:
    return draft.rest[0] + draft.rest[-1] in ("()", "[]")


def _is_bare(draft: Draft) -> bool:
    """Words without a sign, and no name of a writer."""
    return shapes.is_title(draft.rest) and not authors.named(draft.rest)


def _have_titles_below(drafts: Sequence[Draft]) -> bool:
    titled = [
        draft.has_more and shapes.is_title(draft.first_line) and len(draft.first_line) > len(draft.rest)
        for draft in drafts
    ]
    return sum(titled) >= _MOST * len(drafts)
