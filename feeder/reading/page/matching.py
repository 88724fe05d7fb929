"""Which elements show the updates that a page describes: by their ids, else by time, title or text, else by place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from urllib.parse import unquote

from bs4 import Tag
from bs4.element import PageElement

from feeder.reading import tree
from feeder.reading.links import Links
from feeder.reading.page.dom import Group, Part
from feeder.reading.page.linkeddata import Post
from feeder.reading.page.stamps import Stamp
from feeder.reading.tree import Page
from feeder.text import folded

_NEAR = 48
_CLIMB = 8
_DEEPEST = 100
_MOST_TRIED = 6
_PREFIX = 40
_LEAST_OF_BODY = 0.3
_LAST_TOKEN = re.compile(r"[0-9a-zA-Z]{5,}$")
_NAME_OF_ONE = re.compile(r"[0-9a-f]*\d[0-9a-z]*")
_LAST_NUMBER = re.compile(r"\d{3,}$")


def parts(
    page: Page, posts: Sequence[Post], groups: Sequence[Group], stamps: Sequence[Stamp], links: Links
) -> list[Part | None]:
    """The elements that show each update; none where the page shows nothing of it."""
    named = _by_element(posts) or _by_id(page, posts, links)
    if sum(tag is not None for tag in named) > 1 or (len(posts) == 1 and named[0] is not None):
        return _grown(page, posts, named, stamps)
    return _by_likeness(posts, groups)


def joined(
    posts: Sequence[Post], found: Sequence[Part | None], groups: Sequence[Group]
) -> tuple[list[Post], list[Part | None]]:
    """The updates and their elements, with those that the page shows but does not describe, each in its place.

    Such are elements of the same template as the others, whose ids are made alike: an advert between updates is not.
    """
    known = {id(part.tag): post for post, part in zip(posts, found, strict=True) if part}
    shapes = {_shape(part.tag) for part in found if part}
    group = next((group for group in groups if _has_all(group, known)), None)
    if group is None or None in shapes or len(shapes) != 1 or None in found:
        return list(posts), list(found)
    own = [part for part in group.parts if id(part.tag) in known or _shape(part.tag) in shapes]
    parts_by_tag = {id(part.tag): part for part in found if part}
    if [id(part.tag) for part in own if id(part.tag) in known] != list(parts_by_tag):
        return list(posts), list(found)
    return (
        [known.get(id(part.tag)) or Post(element=part.tag) for part in own],
        [parts_by_tag.get(id(part.tag), part) for part in own],
    )


def _has_all(group: Group, known: Collection[int]) -> bool:
    tags = {id(part.tag) for part in group.parts}
    return len(tags) > len(known) > 1 and all(tag in tags for tag in known)


def _shape(tag: Tag) -> str | None:
    """What the elements of one template share: name, first class, and the form of their ids."""
    name = tag.get("id") or tag.get("data-id")
    return f"{tree.family(tag)}#{_NAME_OF_ONE.sub('0', str(name))}" if name else None


def names(post: Post, links: Links) -> tuple[str, ...]:
    """What the update calls itself: the place in the page that its address names, its `@id`."""
    found = (links.fragment(post.url), links.fragment(post.id), post.id.rsplit("/", 1)[-1].rsplit("#", 1)[-1])
    return tuple(dict.fromkeys(unquote(each) for each in found if each))


def _by_element(posts: Sequence[Post]) -> list[Tag | None]:
    """In microdata each update is an element."""
    return [post.element for post in posts] if all(post.element is not None for post in posts) else []


def _by_id(page: Page, posts: Sequence[Post], links: Links) -> list[Tag | None]:
    """Elements whose id is an update's name; or ends in it; or in its number."""
    exact: dict[str, Tag] = {}
    for place, tag in enumerate(page.tags):
        if tag.attrs and not page.hidden[place]:
            for attribute in ("id", "name") if tag.name == "a" else ("id", "data-id", "data-post-id", "data-block-id"):
                value = tag.attrs.get(attribute)
                if isinstance(value, str) and value:
                    exact.setdefault(value, tag)
    by_token = _unique(exact, _LAST_TOKEN)
    by_number = _unique(exact, _LAST_NUMBER)
    found: list[Tag | None] = []
    for post in posts:
        own = names(post, links)
        numbers = [match[0] for name in own if (match := _LAST_NUMBER.search(name))]
        ways = ((exact, own), (by_token, own), (by_number, numbers))
        found.append(next((known[name] for known, wanted in ways for name in wanted if name in known), None))
    taken = Counter(id(tag) for tag in found if tag is not None)
    return [tag if tag is not None and taken[id(tag)] == 1 else None for tag in found]


def _unique(exact: dict[str, Tag], pattern: re.Pattern[str]) -> dict[str, Tag]:
    """Elements by the end of their id, where one alone has that end."""
    ends: dict[str, list[Tag]] = {}
    for name, tag in exact.items():
        if match := pattern.search(name):
            ends.setdefault(match[0], []).append(tag)
    return {end: tags[0] for end, tags in ends.items() if len(tags) == 1}


def _grown(
    page: Page, posts: Sequence[Post], named: Sequence[Tag | None], stamps: Sequence[Stamp]
) -> list[Part | None]:
    """The largest element around each that holds none of the others; or what follows it up to the next."""
    holds: Counter[int] = Counter()
    for tag in named:
        if tag is not None:
            holds.update(id(outer) for outer in (tag, *islice(tag.parents, _NEAR)))
    grown: list[Tag | None] = []
    for tag in named:
        whole: Tag | None = tag
        for outer in islice(tag.parents, _CLIMB) if tag is not None and len(posts) > 1 else ():
            if holds[id(outer)] > 1 or outer.name in ("body", "main", "html"):
                break
            whole = outer
        grown.append(whole)
    is_next = {id(tag) for tag in grown if tag is not None}
    found: list[Part | None] = []
    for post, tag in zip(posts, grown, strict=True):
        if tag is None or page.height[page.at[id(tag)]] > _DEEPEST:
            found.append(None)
            continue
        nodes: tuple[PageElement, ...] = (tag,)
        if page.size(tag) < _LEAST_OF_BODY * len(post.body):
            nodes = (tag, *_following(tag, is_next))
        found.append(Part(tag=tag, nodes=nodes, stamps=tuple(_stamps_in(page, nodes, stamps))))
    return found


def _following(tag: Tag, is_next: set[int]) -> Iterator[PageElement]:
    """What stands behind the head of an entry, up to the head of the next."""
    for node in tag.next_siblings:
        if id(node) in is_next:
            return
        yield node


def _stamps_in(page: Page, nodes: Sequence[PageElement], stamps: Sequence[Stamp]) -> Iterator[Stamp]:
    tags = [node for node in nodes if isinstance(node, Tag)]
    begin, end = page.at[id(tags[0])], page.end[page.at[id(tags[-1])]]
    places = [stamp.place for stamp in stamps]
    for stamp in stamps[bisect_left(places, begin) : bisect_left(places, end)]:
        if not page.hidden[stamp.place]:
            yield stamp


def _by_likeness(posts: Sequence[Post], groups: Sequence[Group]) -> list[Part | None]:
    """The parts of the group in which most updates are found by their title or the beginning of their text."""
    best: list[Part | None] = [None] * len(posts)
    for group in islice(groups, _MOST_TRIED):
        found = _alike(posts, group)
        if sum(part is not None for part in found) > sum(part is not None for part in best):
            best = found
    return best if sum(part is not None for part in best) * 2 > len(posts) else [None] * len(posts)


def _alike(posts: Sequence[Post], group: Group) -> list[Part | None]:
    said = [folded(" ".join(tree.plain(node) for node in part.nodes if isinstance(node, Tag))) for part in group.parts]
    if len(posts) == len(said) and _in_step(posts, said) * 2 > len(posts):
        return list(group.parts)
    found: list[Part | None] = []
    free = set(range(len(said)))
    for post in posts:
        wanted = [each for each in (folded(post.body)[:_PREFIX], folded(post.headline)) if len(each) > _PREFIX // 2]
        number = next((at for at in sorted(free) if any(each in said[at] for each in wanted)), None)
        found.append(None if number is None else group.parts[number])
        free.discard(-1 if number is None else number)
    return found


def _in_step(posts: Sequence[Post], said: Sequence[str]) -> int:
    """How many updates are found in the part at the same place."""
    return sum(
        any(each and each in text for each in (folded(post.body)[:_PREFIX], folded(post.headline)))
        for post, text in zip(posts, said, strict=True)
    )
