"""Why a group of elements with times may be no ticker: comments, forums, lists of headlines, streams of articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import median

from bs4 import Tag

from feeder.reading import marginal, tree
from feeder.reading.dom import Group, Part
from feeder.reading.fields import Fields
from feeder.reading.timing import Timed, When
from feeder.reading.tree import Page

_SHORTEST_TEXT = 60  # letters, of the middle part
_SHORTEST_IN_GAME = 30
_SHORTEST_IF_SURE = 20
_FEWEST_SURE = 8
_LEAST_LINKED = 0.2
_MOST_LINKED = 0.5
_MOST_TIMED = 0.75
_LONGEST_HEAD = 300  # letters: a title, an author
_LONGEST_TAIL = 100
_LEAST_SHARE = 0.15  # of the page's text
_MOST_SLIPS = 0.2
_FEWEST_IN_GAME = 8
_SENTENCE_END = re.compile(r"[.!?…।。！？؟][\"“”»«’')\]]*(?:\s|$)|[。！？]")
_NEAR = 12  # elements around a group
_DISCUSSION = frozenset({
    "comments", "commentlist", "disqus", "forum", "forums", "thread", "threads", "reply", "replies",
    "respond", "kommentare", "kommentar", "commentaires", "comentarios", "commenti", "leserkommentare", "discussion",
    "comment", "talkback", "postbit", "reviews", "review",
})  # fmt: skip
_LIVE = frozenset(
    {"live", "ticker", "liveblog", "liveticker", "newsticker", "livefeed", "direct", "directo", "diretta"}
)
_ELSEWHERE = frozenset({
    "sidebar", "related", "recommended", "recommendations", "mostread", "popular", "trending", "teaser", "teasers",
    "schedule", "programme", "playlist", "tweet", "twitter", "episodes", "menu",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What is thought of a group.

    Attributes:
        reason: why it is no ticker; empty where it is one.
        certainty: 0 to 1.
        is_foreign: the reason holds for its text as well, however that is read.
    """

    reason: str
    certainty: float = 0.0
    is_foreign: bool = False


def of(page: Page, group: Group, timed: Timed, fields: Sequence[Fields]) -> Judged:
    """What is thought of a group of elements with times."""
    if reason := _of_place(group) or _of_links(fields) or _of_days(timed) or _of_one_time(timed):
        return Judged(reason=reason, is_foreign=True)
    if reason := _of_text(fields, timed) or _of_times(group, timed) or _of_share(page, group):
        return Judged(reason=reason)
    steps = timed.falls + timed.rises
    order = max(timed.falls, timed.rises) / steps if steps else 0.5
    return Judged(reason="", certainty=round(0.6 * order + 0.35 * min(1.0, 2 * _share(page, group)), 2))


def names_around(group: Group) -> frozenset[str]:
    """What the page's makers called the elements and those around them."""
    first = group.parts[0].tag
    around = islice((each for each in (first, *first.parents) if each.name not in ("body", "html")), _NEAR)
    return frozenset().union(*map(tree.words, around))


def _of_place(group: Group) -> str:
    names = names_around(group)
    if _DISCUSSION & names and not _LIVE & names:
        return "the texts with times are a discussion"
    if _ELSEWHERE & names and not _LIVE & names:
        return "the texts with times stand beside the page's own"
    return ""


def _of_links(fields: Sequence[Fields]) -> str:
    if sum(each.is_teaser for each in fields) * 2 > len(fields):
        return "the titles beside its times lead to other pages"
    if median(each.linked for each in fields) > _MOST_LINKED:
        return "the texts below its times are links to other pages"
    return ""


def _of_text(fields: Sequence[Fields], timed: Timed) -> str:
    least = _SHORTEST_IN_GAME if timed.are_minutes else _SHORTEST_TEXT
    if _are_sure(timed) and median(each.linked for each in fields) < _LEAST_LINKED:
        least = _SHORTEST_IF_SURE
    if median(len(each.body.text) for each in fields) < least:
        return "the texts below its times are too short for reports"
    if not timed.are_minutes and not median(bool(_SENTENCE_END.search(each.body.text)) for each in fields):
        return "the texts below its times are headlines of other pages"
    return ""


def _are_sure(timed: Timed) -> bool:
    """Machines wrote the times of all, and they fall without exception."""
    by_machines = all(when.stamp and when.stamp.instant for when in timed.whens)
    return by_machines and timed.falls >= _FEWEST_SURE and not timed.rises


def _of_days(timed: Timed) -> str:
    return "its times are days alone: a list of articles" if timed.are_days else ""


def _of_one_time(timed: Timed) -> str:
    return "its times are all the same" if timed.same and not timed.falls + timed.rises else ""


def _of_times(group: Group, timed: Timed) -> str:
    if timed.are_minutes and len(timed.whens) < _FEWEST_IN_GAME:
        return "too few of its texts count the minutes of a game"
    if sum(when.stamp is not None for when in timed.whens) < _MOST_TIMED * len(timed.whens):
        return "too few of its texts bear a time of their own"
    if median(map(_is_at_an_end, group.parts, timed.whens)) < 1:
        return "its times stand amid the texts"
    steps = timed.falls + timed.rises
    if not steps and not timed.are_minutes:
        return "its times are too few to tell an order"
    if min(timed.falls, timed.rises) > max(1, _MOST_SLIPS * steps):
        return "its times run in no order"
    if timed.rises > timed.falls:
        return "its times rise down the page: a programme or a discussion, not a ticker"
    return ""


def _is_at_an_end(part: Part, when: When) -> bool:
    """The time stands at the head of the part, below its title at most, or at its end."""
    if when.stamp is None:
        return False
    before = after = 0
    is_behind = when.stamp.tag is part.tag
    for node in marginal.seen_in(part.nodes, set()):
        if isinstance(node, Tag):
            is_behind = is_behind or node is when.stamp.tag
        elif is_behind:
            after += len(str(node).strip())
        else:
            before += len(str(node).strip())
    return before <= _LONGEST_HEAD or after <= _LONGEST_TAIL


def _of_share(page: Page, group: Group) -> str:
    return "" if _share(page, group) >= _LEAST_SHARE else "the texts below its times are a small part of the page"


def _share(page: Page, group: Group) -> float:
    whole = sum(map(len, page.strings))
    return group.length / whole if whole else 0.0
