"""Repeated elements with times → items, where they are a ticker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from zoneinfo import ZoneInfo

from bs4 import Tag

from feeder.model import Item
from feeder.reading.links import Links
from feeder.reading.page import fields, guards, keys, live, marginal, positional, timing
from feeder.reading.page.dom import Group
from feeder.reading.page.fields import Fields
from feeder.reading.page.strangers import Evidence
from feeder.reading.page.timing import Timed, When
from feeder.reading.reference import Reference
from feeder.reading.tree import Page
from feeder.text import folded

_MOST_TRIED = 6
_SHORTEST_COPY = 60  # letters; shorter reports may come word for word again


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """What repeated elements were read as.

    Attributes:
        items: none where they are no ticker.
        certainty: 0 to 1.
        reason: why they are no ticker.
        foreign: the elements of what is surely none: teasers, comments, other articles.
    """

    items: tuple[Item, ...] = ()
    certainty: float = 0.0
    reason: str = ""
    foreign: tuple[Tag, ...] = ()


def read(page: Page, groups: Sequence[Group], links: Links, reference: Reference, zone: ZoneInfo) -> Repeated:
    """The items that the first group shows which is a ticker; else the reason why the first is none."""
    refused: list[str] = []
    foreign: list[Tag] = []
    strange: list[Group] = []
    for group in islice(groups, _MOST_TRIED):
        if any(_are_of(page, group, other) for other in strange):
            continue
        timed = timing.of(page, group.parts, reference, zone)
        counted = marginal.counted(group.parts)
        titles = positional.titles(group.parts, is_live=live.calls_itself_live(page, links))
        found = tuple(
            fields.of(part, links, when.stamp.tag if when.stamp else None, counted, titles)
            for part, when in zip(group.parts, timed.whens, strict=True)
        )
        judged = guards.of(
            Evidence(page=page, group=group, timed=timed, fields=found, links=links, reference=reference)
        )
        if not judged.reason:
            return Repeated(items=items(found, timed), certainty=judged.certainty, reason="")
        refused.append(judged.reason)
        if judged.is_foreign:
            strange.append(group)
            foreign += [part.tag for part in group.parts]
    return Repeated(reason=refused[0], foreign=tuple(foreign)) if refused else Repeated()


def _are_of(page: Page, group: Group, other: Group) -> bool:
    """Each part lies in one of the other group, and no two in the same: a column of its rows."""
    if len(group.parts) > len(other.parts):
        return False
    ends = [(page.at[id(part.tag)], page.end[page.at[id(part.tag)]]) for part in other.parts]
    places = [page.at[id(part.tag)] for part in group.parts]
    return all(any(begin <= place < end for begin, end in ends) for place in places)


def items(found: Sequence[Fields], timed: Timed) -> tuple[Item, ...]:
    """The items that fields and times make; of what was pinned and says the same again, the entry itself stays."""
    # A copy repeats the title with the text; a label stands over other texts.
    labels = fields.labels([title for title, _ in dict.fromkeys((each.title, each.body.text) for each in found)])
    own_titles = [None if each.title in labels else each.title for each in found]
    own_keys = keys.own([each.key for each in found], newest_first=timed.falls >= timed.rises)
    seen: dict[str, list[tuple[int, When]]] = {}
    made: dict[int, Item] = {}
    for number, (each, when, title, key) in enumerate(zip(found, timed.whens, own_titles, own_keys, strict=True)):
        said = folded(f"{title or ''} {each.body.text}")
        if (not said and not each.body.html) or fields.only_announces(title, each.body):
            continue
        before = seen.setdefault(said, [])
        if len(said) >= _SHORTEST_COPY and _is_copy(when, [other for _, other in before]):
            first = before[0][0]
            if made[first].key or not key:
                continue
            del made[first]  # the copy has no name of its own
            before.pop(0)
        before.append((number, when))
        made[number] = _item(each, when, title, key)
    return tuple(made.values())


def _item(found: Fields, when: When, title: str | None, key: str | None) -> Item:
    return Item(
        published=when.moment,
        precision=when.precision,
        title=title,
        text=found.body.text,
        html=found.body.html,
        author=found.author,
        key=key,
        link=found.link,
        images=found.body.images,
        captions=found.captions,
    )


def _is_copy(when: When, before: Sequence[When]) -> bool:
    """What was said before in the same words is said once more, at the same time or at none: it was pinned."""
    return any((one.moment is None) != (when.moment is None) or _is_same(one, when) for one in before)


def _is_same(one: When, other: When) -> bool:
    if one.moment or other.moment:
        return one.moment == other.moment
    return bool(one.stamp and other.stamp and one.stamp.minute is not None and one.stamp.minute == other.stamp.minute)
