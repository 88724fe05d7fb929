"""What an edit says that the state before did not."""

from __future__ import annotations

import re
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from feeder.model import Item, Significance
from feeder.text import folded

# A slip of the pen: so few letters, in a text so long, and no digit among them.
_MOST_LETTERS = 2
_SHORTEST_TEXT = 20


def significance(before: Item, after: Item) -> Significance | None:
    """How much the edit says; none where it says nothing: wrapping, quotes, case, captions are no news."""
    if (before.title, before.text) != (after.title, after.text):  # to fold both takes much longer than to compare them
        one, other = _said(before), _said(after)
        if one != other:
            return Significance.MINOR if _is_slip(one, other) else Significance.MAJOR
        # Where the title ends is told by the look of the whole page, and may change with it.
        if after.title and not before.title:
            return Significance.MINOR
    if (before.link, before.author, before.images) != (after.link, after.author, after.images):
        return Significance.MINOR
    if (before.published, before.key) != (after.published, after.key):
        return Significance.SILENT
    return None


def changed(before: Item, after: Item) -> tuple[str, ...]:
    """What is another: `title`, `text`, `time`, `author`, `link`, `images` or `key`; form is nothing."""
    pairs = {
        "title": (folded(before.title or ""), folded(after.title or "")),
        "text": (folded(before.text), folded(after.text)),
        "time": ((before.published, before.precision), (after.published, after.precision)),
        "author": (before.author, after.author),
        "link": (before.link, after.link),
        "images": (before.images, after.images),
        "key": (before.key, after.key),
    }
    return tuple(name for name, (one, other) in pairs.items() if one != other)


def kept(before: Item, after: Item, weight: Significance) -> Item:
    """The state to keep: where nothing that a feed shows has changed, the old words stand, down to the last quote."""
    if weight is not Significance.SILENT:
        return after
    return replace(before, published=after.published, precision=after.precision, key=after.key)


def _said(item: Item) -> str:
    return f"{folded(item.title or '')} {folded(item.text)}".strip()


def _is_slip(before: str, after: str) -> bool:
    if len(before) < _SHORTEST_TEXT or re.findall(r"\d+", before) != re.findall(r"\d+", after):
        return False
    return Levenshtein.distance(before, after, score_cutoff=_MOST_LETTERS) <= _MOST_LETTERS
