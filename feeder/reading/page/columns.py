"""Why what the text of a page's main column was read as may be no ticker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice, pairwise
from statistics import median
from zoneinfo import ZoneInfo

from bs4 import Tag

from feeder.model import Item
from feeder.reading import prose, sentences
from feeder.reading.links import Links
from feeder.reading.page import guards, live, strangers
from feeder.reading.page.placed import Placed
from feeder.reading.reference import Reference
from feeder.reading.tree import Page

_MOST_LINKED = 0.5
_LEAST_SHARE = 0.1  # of the page's text
_FEWEST = 3
_NEAR = 16
_FEW = 3
_SHORTEST_TEXT = 60  # letters, of the middle one
_SHORTEST_IF_SURE = 20
_TITLED = 0.75
_ANY_DAY = date(2000, 1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What is known of the main column of a page.

    Attributes:
        page: whose column it is.
        links: what addresses mean.
        foreign: elements of what is surely no ticker.
        reference: when the page was read.
        zone: of its clocks.
    """

    page: Page
    links: Links
    foreign: Sequence[Tag]
    reference: Reference
    zone: ZoneInfo


def reason(known: Column, placed: Sequence[Placed]) -> str:
    """Why the items may be no ticker's; empty where they are."""
    if _stand_in(placed, known.foreign):
        return "the texts below its times are teasers, comments or other articles"
    if _are_links(placed):
        return "the texts below its times are links to other pages"
    if sum(len(each.item.text) for each in placed) < _LEAST_SHARE * sum(map(len, known.page.strings)):
        return "the texts below its times are a small part of the page"
    moments = [each.item.published for each in placed if each.item.published]
    heads = [known.page.at[id(each.blocks[0].tag)] for each in placed if each.blocks]
    return (
        _of_items([each.item for each in placed], is_live=_is_live(known, placed))
        or strangers.of_times(moments, known.reference)
        or strangers.of_place(known.page, heads)
        or _of_order(known, placed)
    )


def _of_order(known: Column, placed: Sequence[Placed]) -> str:
    """Why times that rise may be none of a ticker's."""
    moments = [each.item.published for each in placed if each.item.published]
    if not moments:  # any day tells the order
        blocks_of = (block for each in placed for block in each.blocks)
        again = prose.read("\n\n".join(block.text for block in blocks_of), Reference(day=_ANY_DAY), known.zone)
        moments = [item.published for item in again.items if item.published]
    steps = [one < other for one, other in pairwise(moments) if one != other]
    first = next((each.blocks[0].tag for each in placed if each.blocks), None)
    if first is None or sum(steps) * 2 <= len(steps):
        return ""
    return guards.of_rising(known.page, known.links, moments, known.reference, first)


def _is_live(known: Column, placed: Sequence[Placed]) -> bool:
    """The page or the place of the first item calls itself live."""
    first = next((each.blocks[0].tag for each in placed if each.blocks), None)
    return first is not None and (live.is_live(first) or live.calls_itself_live(known.page, known.links))


def _of_items(items: Sequence[Item], *, is_live: bool) -> str:
    """Why items that stand on a page may be none: its times are many, and a ticker's say something, newest first."""
    if len(items) < _FEWEST:
        return f"{len(items)} lines that open with a time make no ticker of a page"
    rises = [one.published < other.published for one, other in pairwise(items) if one.published and other.published]
    titled = sum(item.title is not None for item in items)
    may_be_brief = is_live or (titled >= _TITLED * len(items) and len(rises) == len(items) - 1 and not any(rises))
    if median(len(item.text) for item in items) < (_SHORTEST_IF_SURE if may_be_brief else _SHORTEST_TEXT):
        return "the texts below its times are too short for reports"
    if not median(sentences.has_end(item.text) for item in items):
        return "the texts below its times are headlines of other pages"
    return ""


def _stand_in(placed: Sequence[Placed], foreign: Sequence[Tag]) -> bool:
    """Most items begin in these elements."""
    inside = {id(tag) for tag in foreign}
    heads = [each.blocks[0].tag for each in placed if each.blocks]
    found = sum(any(id(outer) in inside for outer in islice(chain((head,), head.parents), _NEAR)) for head in heads)
    return found * 2 > len(placed)


def _are_links(placed: Sequence[Placed]) -> bool:
    """In most items most of the text is links to other pages, or the title is one."""
    return bool(placed) and median(_linked(each) for each in placed) > _MOST_LINKED


def _linked(placed: Placed) -> float:
    first = placed.blocks[:_FEW]
    whole = len(placed.item.text) + len(placed.item.title or "")
    linked = sum(block.linked * len(block.text) for block in first)
    is_teaser = bool(placed.item.title) and bool(first) and first[0].linked > _MOST_LINKED
    return 1.0 if is_teaser else linked / whole if whole else 0.0
