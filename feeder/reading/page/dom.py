"""Repeated structure: elements that the same template made, each with a time of its own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from statistics import median

from bs4 import Tag
from bs4.element import PageElement

from feeder.reading import tree
from feeder.reading.page.stamps import Stamp
from feeder.reading.tree import Page

_FEWEST = 3
_NEAR = 48  # elements between a time and the entry around it
_MOST_STAMPS = 4  # of an entry: published, changed, a quoted message, a picture
_MOST_GROUPS = 400
_DEEPEST = 100  # levels of an entry; each is looked at once for each above it
_COMPARABLE = 0.6
_TEXTS = frozenset({"p", "ul", "ol", "blockquote", "figure", "table", "dl"})
_STYLE = re.compile(r"(?P<tool>[a-z]{2,8})-(?P<hash>[0-9a-zA-Z]{5,8})")
_ENDS = ("h1", "h2", "section", "footer", "aside")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What may be an entry.

    Attributes:
        tag: its element, or the one that heads it.
        nodes: all that belongs to it, in order.
        stamps: the times in it.
    """

    tag: Tag
    nodes: tuple[PageElement, ...]
    stamps: tuple[Stamp, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Parts that the same template made.

    Attributes:
        parts: in the order of the page.
        length: how many characters a reader sees in them.
        is_flat: they are no elements: each runs from one head to the next.
    """

    parts: tuple[Part, ...]
    length: int
    is_flat: bool = False


def groups(page: Page, stamps: Sequence[Stamp]) -> tuple[Group, ...]:
    """The groups of three or more parts with times, those that say most and have most parts first."""
    inside = _inside(page, [stamp for stamp in stamps if not page.hidden[stamp.place]])
    found: dict[tuple[int, ...], Group] = {}
    for places in islice(_alike(page, inside), _MOST_GROUPS):
        outer = _outermost(page, places)
        if any(page.height[place] > _DEEPEST for place in outer):
            continue
        if len(outer) < _FEWEST or median(len(inside[place]) for place in outer) > _MOST_STAMPS:
            continue
        goes_on = _goes_on(page, outer)
        of_heads = _flat(page, outer, inside, least=0 if goes_on else 2)
        for group in filter(None, (None if goes_on else _whole(page, outer, inside), of_heads)):
            found.setdefault((*outer, group.is_flat), group)
    return tuple(_ranked(found.values()))


def _inside(page: Page, stamps: Sequence[Stamp]) -> dict[int, list[Stamp]]:
    """The stamps in each element that has any, by its place."""
    found: dict[int, list[Stamp]] = defaultdict(list)
    for stamp in stamps:
        found[stamp.place].append(stamp)
        for outer in islice(stamp.tag.parents, _NEAR):
            place = page.at.get(id(outer))
            if place is not None and outer.name not in ("body", "html"):
                found[place].append(stamp)
    return found


def _alike(page: Page, inside: Iterable[int]) -> Iterable[list[int]]:
    """Places of elements that the same template may have made: of one family in one family, or siblings of one name."""
    families: dict[tuple[object, str], list[int]] = defaultdict(list)
    for place in sorted(inside):
        tag = page.tags[place]
        if tag.parent is None:
            continue
        own = tree.family(tag)
        families[(tree.family(tag.parent), own)].append(place)
        families[(id(tag.parent), own)].append(place)
        families[(id(tag.parent), tag.name)].append(place)
    groups = (places for places in families.values() if len(places) >= _FEWEST and _is_one_kind(page, places))
    return sorted(groups, key=len, reverse=True)


def _is_one_kind(page: Page, places: Sequence[int]) -> bool:
    """Most are of one family: the columns of a page are siblings too. A tool may have named each by its style."""
    families = Counter(tree.family(page.tags[place]) for place in places)
    if families.most_common(1)[0][1] >= _COMPARABLE * len(places):
        return True
    made = {
        (match["tool"], len(match["hash"])) if match else None
        for match in map(_of_style, map(page.tags.__getitem__, places))
    }
    return len(made) == 1 and None not in made


def _of_style(tag: Tag) -> re.Match[str] | None:
    """The name of a tool and a hash of as many letters and digits as all of its hashes have: `dcr-1a2b3c`."""
    classes = tag.get("class")
    return _STYLE.fullmatch(classes[0]) if isinstance(classes, list) and classes else None


def _outermost(page: Page, places: Sequence[int]) -> list[int]:
    """The places that lie in none of the others."""
    found: list[int] = []
    end = -1
    for place in places:
        if place >= end:
            found.append(place)
            end = page.end[place]
    return found


def _whole(page: Page, places: Sequence[int], inside: dict[int, list[Stamp]]) -> Group:
    """The elements as entries."""
    parts = tuple(
        Part(tag=page.tags[place], nodes=(page.tags[place],), stamps=tuple(inside[place])) for place in places
    )
    return Group(parts=parts, length=sum(page.length[place] for place in places))


def _goes_on(page: Page, places: Sequence[int]) -> bool:
    """The elements are paragraphs, and others stand between them: each is but the first of its entry."""
    tags = [page.tags[place] for place in places]
    if any(tag.name != "p" for tag in tags) or len({id(tag.parent) for tag in tags}) > 1:
        return False
    heads = set(map(id, tags))
    first, last = tags[0], tags[-1]
    for node in first.next_siblings:
        if node is last:
            return False
        is_text = isinstance(node, Tag) and node.name in _TEXTS and id(node) not in heads
        if is_text and isinstance(node, Tag) and (page.size(node) or node.find("img") is not None):
            return True
    return False


def _flat(page: Page, places: Sequence[int], inside: dict[int, list[Stamp]], least: int) -> Group | None:
    """The elements as heads: to each belongs what follows it, up to the next.

    Args:
        page: where they stand.
        places: of the heads.
        inside: the times in each element.
        least: how many times as much as the heads all must say.
    """
    parents = {id(page.tags[place].parent) for place in places}
    if len(parents) != 1:
        return None
    parts: list[Part] = []
    length = 0
    longest = 0
    for place, following in pairwise([*places, -1]):
        head = page.tags[place]
        nodes = [head, *_until(head, page.tags[following] if following >= 0 else None, longest)]
        longest = max(longest, len(nodes))
        length += sum(page.size(node) for node in nodes if isinstance(node, Tag))
        parts.append(Part(tag=head, nodes=tuple(nodes), stamps=tuple(inside[place])))
    whole = sum(page.length[place] for place in places)
    return Group(parts=tuple(parts), length=length, is_flat=True) if length > least * whole else None


def _until(head: Tag, following: Tag | None, longest: int) -> Iterable[PageElement]:
    """The siblings behind the head up to the next one; behind the last, up to a heading, and no more than elsewhere."""
    for number, node in enumerate(head.next_siblings, 2):
        if node is following:
            return
        if following is None and (number > longest or (isinstance(node, Tag) and node.name in _ENDS)):
            return
        yield node


def _ranked(found: Iterable[Group]) -> list[Group]:
    """Among those that say about as much, the one with the most parts: sections of days hold entries."""
    waiting = sorted(found, key=lambda group: group.length, reverse=True)
    ranked: list[Group] = []
    while waiting:
        near = [group for group in waiting if group.length >= _COMPARABLE * waiting[0].length]
        best = max(near, key=lambda group: (len(group.parts), group.length))
        ranked.append(best)
        waiting = [group for group in waiting if group is not best]
    return ranked


def common_times(parts: Sequence[Part]) -> Counter[tuple[str, str]]:
    """In how many of the parts each kind of time stands."""
    return Counter(kind for part in parts for kind in {kind_of(stamp) for stamp in part.stamps})


def kind_of(stamp: Stamp) -> tuple[str, str]:
    """What times of one meaning have in common: the family of their element, and how they are written."""
    form = "change" if stamp.is_change else "instant" if stamp.instant else "clock" if stamp.mark else "minute"
    return tree.family(stamp.tag), form
