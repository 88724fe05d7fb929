"""Why a group of elements with times may be no ticker: comments, forums, lists of headlines, streams of articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from bs4 import Tag

from feeder.reading import sentences
from feeder.reading.links import Links
from feeder.reading.page import live, marginal, readers, strangers
from feeder.reading.page.dom import Group, Part
from feeder.reading.page.fields import Fields
from feeder.reading.page.strangers import Evidence
from feeder.reading.page.timing import Timed, When
from feeder.reading.reference import Reference
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
_FEWEST_NAMED = 4
_FEW = 3
_NO_ORDER = "its times run in no order"
_MINUTE = re.compile(r"['’′´‘]|\+|\bmin", re.IGNORECASE)
_NEAR = 12  # elements around a group
_NEAREST = 4
_DISCUSSION = frozenset({
    "comments", "commentlist", "disqus", "forum", "forums", "thread", "threads", "reply", "replies",
    "respond", "kommentare", "kommentar", "commentaires", "comentarios", "commenti", "leserkommentare", "discussion",
    "comment", "talkback", "postbit", "reviews", "review",
})  # fmt: skip
_LATE = timedelta(minutes=30)  # clocks of servers differ
_ROUND = 5  # minutes: what is planned begins at such
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


def of(seen: Evidence) -> Judged:
    """What is thought of a group of elements with times."""
    page, group, timed, fields = seen.page, seen.group, seen.timed, seen.fields
    if reason := _of_place(group) or _of_links(fields) or _of_days(timed) or _of_one_time(timed):
        return Judged(reason=reason, is_foreign=True)
    if not live.is_live(group.parts[0].tag) and (reason := strangers.of_group(seen) or _of_speakers(seen)):
        return Judged(reason=reason, is_foreign=True)
    if reason := _of_text(seen) or _of_times(seen) or _of_stamps(group, timed) or _of_share(page, group):
        return Judged(reason=reason)
    steps = timed.falls + timed.rises
    order = max(timed.falls, timed.rises) / steps if steps else 0.5
    return Judged(reason="", certainty=round(0.6 * order + 0.35 * min(1.0, 2 * _share(page, group)), 2))


def _of_speakers(seen: Evidence) -> str:
    """Why these are what readers write; on a page that calls itself live, places stand where others have names."""
    if seen.timed.are_minutes or live.calls_itself_live(seen.page, seen.links):
        return ""
    return readers.speaking(seen.group.parts[: strangers.ENOUGH], seen.fields[: strangers.ENOUGH])


def _of_place(group: Group) -> str:
    """The innermost of the names that says what it is."""
    for names in live.around(group.parts[0].tag):
        if live.NAMES & names:
            break
        if _DISCUSSION & names:
            return "the texts with times are a discussion"
        if _ELSEWHERE & names:
            return "the texts with times stand beside the page's own"
    return ""


def _of_links(fields: Sequence[Fields]) -> str:
    if sum(each.is_teaser for each in fields) * 2 > len(fields):
        return "the titles beside its times lead to other pages"
    if median(each.linked for each in fields) > _MOST_LINKED:
        return "the texts below its times are links to other pages"
    return ""


def _of_text(seen: Evidence) -> str:
    fields, timed = seen.fields, seen.timed
    least = _SHORTEST_IN_GAME if timed.are_minutes else _SHORTEST_TEXT
    if _may_be_brief(seen):
        least = _SHORTEST_IF_SURE
    if median(len(each.body.text) for each in fields) < least:
        return "the texts below its times are too short for reports"
    if not timed.are_minutes and not median(sentences.has_end(each.body.text) for each in fields):
        return "the texts below its times are headlines of other pages"
    return ""


def _may_be_brief(seen: Evidence) -> bool:
    """Something else says that these are reports: machines' times, titles, or the page's own name."""
    timed, is_unlinked = seen.timed, median(each.linked for each in seen.fields) < _LEAST_LINKED
    if _are_sure(timed):
        return is_unlinked
    if timed.falls >= _FEW and not timed.rises and _are_titled(seen.fields):
        return True
    calls_itself = live.is_live(seen.group.parts[0].tag) or live.calls_itself_live(seen.page, seen.links)
    return calls_itself and is_unlinked and not timed.are_minutes


def _are_titled(fields: Sequence[Fields]) -> bool:
    """Most have a title of their own, and none leads away: nothing but the report stands there."""
    titled = sum(each.title is not None for each in fields)
    return titled >= _MOST_TIMED * len(fields) and not any(each.linked for each in fields)


def _are_sure(timed: Timed) -> bool:
    """Machines wrote the times of all, and they fall without exception."""
    by_machines = all(when.stamp and when.stamp.instant for when in timed.whens)
    return by_machines and timed.falls >= _FEWEST_SURE and not timed.rises


def _of_days(timed: Timed) -> str:
    return "its times are days alone: a list of articles" if timed.are_days else ""


def _of_one_time(timed: Timed) -> str:
    return "its times are all the same" if timed.same and not timed.falls + timed.rises else ""


def _of_times(seen: Evidence) -> str:
    """Why the order of the times is not that of a ticker."""
    timed = seen.timed
    steps = timed.falls + timed.rises
    is_in_no_order = min(timed.falls, timed.rises) > max(1, _MOST_SLIPS * steps)
    if timed.are_minutes:
        return _of_minutes(timed) or (_NO_ORDER if is_in_no_order else "")
    if not steps:
        return "its times are too few to tell an order"
    if is_in_no_order:
        return _NO_ORDER
    if timed.rises > timed.falls:
        moments = [when.moment for when in timed.whens if when.moment]
        return of_rising(seen.page, seen.links, moments, seen.reference, seen.group.parts[0].tag)
    return ""


def _of_minutes(timed: Timed) -> str:
    """Why what seems to count the minutes of a game does not."""
    are_named = _name_minutes(timed)
    if len(timed.whens) < (_FEWEST_NAMED if are_named else _FEWEST_IN_GAME):
        return "too few of its texts count the minutes of a game"
    if not are_named and _are_numbered(timed):
        return "the numbers of its texts follow each other like those of a list"
    return ""


def _are_numbered(timed: Timed) -> bool:
    """Most of the numbers are followed by the next, or the one before."""
    numbers = [when.stamp.minute for when in timed.whens if when.stamp and when.stamp.minute is not None]
    return sum(abs(one - other) == 1 for one, other in pairwise(numbers)) * 2 > len(numbers)


def of_rising(page: Page, links: Links, moments: Sequence[datetime], reference: Reference, first: Tag) -> str:
    """Why times that rise down the page are no ticker's; empty where the page calls itself one, and all is past."""
    if not (live.is_live(first) or live.calls_itself_live(page, links)):
        return "its times rise down the page: a programme or a discussion, not a ticker"
    if reference.moment and any(moment > reference.moment + _LATE for moment in moments):
        return "its times rise down the page, and some lie ahead: a programme, not a ticker"
    if all(moment.minute % _ROUND == 0 for moment in moments):
        return "its times rise down the page in round steps: a programme, not a ticker"
    return ""


def _name_minutes(timed: Timed) -> bool:
    """Each number says that it is a minute: points of a list are numbered too."""
    return all(when.stamp and _MINUTE.search(when.stamp.tag.get_text()) for when in timed.whens)


def _of_stamps(group: Group, timed: Timed) -> str:
    """Why the times may not be those of the texts around them."""
    known = [when.stamp for when in timed.whens if when.stamp]
    if len(known) < _MOST_TIMED * len(timed.whens):
        return "too few of its texts bear a time of their own"
    if median(map(_is_at_an_end, group.parts, timed.whens)) < 1:
        return "its times stand amid the texts"
    if group.is_flat and sum(bool(each.instant or (each.mark and each.mark.day)) for each in known) * 2 <= len(known):
        return "clocks stand alone between its paragraphs"  # the grammar of text tells programmes from tickers
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
