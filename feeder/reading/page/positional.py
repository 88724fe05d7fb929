"""Titles by their place: the line that opens each entry, where its makers gave it no name that tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from statistics import median

from bs4 import Tag

from feeder.reading import tree
from feeder.reading.page.dom import Part
from feeder.reading.page.marginal import one_line, stands_alone, tags_in

_FEWEST = 3
_MOST_OF = 0.75
_LONGEST = 120
_LEAST_TEXT = 12  # letters below it
_NAMES = 2  # words, of the middle one: as many have names of readers
_NEAR = 12
_TITLES = ("div", "span", "strong", "b", "a")


def titles(parts: Sequence[Part], *, is_live: bool) -> frozenset[int]:
    """The `id()` of the elements that open the parts, where most parts have such a one and each says something else.

    Args:
        parts: of one template.
        is_live: the page calls itself a ticker: else lines of two words may be the names of readers.
    """
    lines = [line for part in parts if (line := _opening(part)) is not None]
    families = Counter(map(tree.family, lines))
    family, count = families.most_common(1)[0] if families else ("", 0)
    if count < max(_FEWEST, _MOST_OF * len(parts)):
        return frozenset()
    alike = [line for line in lines if tree.family(line) == family]
    said = [one_line(line) for line in alike]
    differ = len(set(said)) >= _MOST_OF * len(said)
    are_long = is_live or median(len(text.split()) for text in said) > _NAMES
    are_lines = sum(map(_may_be_title, said)) >= _MOST_OF * len(said)
    return frozenset(map(id, alike)) if differ and are_long and are_lines else frozenset()


def _opening(part: Part) -> Tag | None:
    """The first line of the part beside its time, if it is no heading and a text follows."""
    times = {id(stamp.tag) for stamp in part.stamps}
    around = {id(outer) for stamp in part.stamps for outer in islice(stamp.tag.parents, _NEAR)}
    for tag in tags_in(part.nodes, times):
        if tag.name in tree.HEADINGS:
            return None
        if tag is part.tag or id(tag) in around or not (said := _line(tag)):
            continue
        is_line = tag.name in _TITLES and stands_alone(tag)
        has_text = tree.is_longer(part.tag, len(said) + _LEAST_TEXT, times)
        return tag if is_line and has_text else None
    return None


def _line(tag: Tag) -> str:
    """What the element says in one line; nothing where it holds more than one."""
    if tree.is_longer(tag, _LONGEST) or tag.find(list(tree.BLOCKS)) is not None:
        return ""
    return one_line(tag)


def _may_be_title(said: str) -> bool:
    return said[-1] not in ".:…" and any(map(str.isalpha, said))
