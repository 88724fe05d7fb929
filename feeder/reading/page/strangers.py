"""Signs that texts with times are no ticker's, but things to come, articles, what is sold, or beside the page's own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import chain, islice, pairwise
from statistics import median

from feeder.reading.links import Links
from feeder.reading.page import onward, readers
from feeder.reading.page.dom import Group, Part
from feeder.reading.page.fields import Fields
from feeder.reading.page.timing import Timed
from feeder.reading.reference import Reference
from feeder.reading.tree import Page

_LONGEST_GAP = timedelta(days=3)
_AHEAD = timedelta(hours=12)
_FURTHEST_AHEAD = timedelta(days=400)  # beyond, the clock of whoever read it is wrong
_LONGEST_REPORT = 3000  # letters
_LEAST_MAIN = 40
_LEAST_ARTICLE = 1000
_AROUND = 3
ENOUGH = 100
"""Elements: what so many are, the others are too."""
# schema.org's names of what is no ticker: what readers write, what is sold, offered, shown or to come.
_KINDS = frozenset({
    "Comment", "UserComments", "Review", "UserReview", "CriticReview", "Question", "Answer", "QAPage", "FAQPage",
    "DiscussionForumPosting", "Product", "Offer", "JobPosting", "Event", "MusicEvent", "TheaterEvent", "EventSeries",
    "Festival", "PodcastEpisode", "PodcastSeries", "RadioEpisode", "TVEpisode", "TVSeries", "Movie", "Recipe", "HowTo",
    "SoftwareApplication", "ProfilePage",
})  # fmt: skip
_ARTICLES = frozenset({"NewsArticle", "Article", "BlogPosting", "ReportageNewsArticle"})
_OBJECTS = re.compile(r"product\b|og:product|profile|book|video\.|music\.", re.IGNORECASE)  # the Open Graph protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of elements with times.

    Attributes:
        page: where they stand.
        group: the elements.
        timed: their times.
        fields: what each says.
        links: what addresses mean.
        reference: when the page was read.
    """

    page: Page
    group: Group
    timed: Timed
    fields: Sequence[Fields]
    links: Links
    reference: Reference


def of_page(page: Page, kinds: Collection[str]) -> str:
    """Why no part of the page can be a ticker that is not described as one: it says that it is something else.

    Args:
        page: the page.
        kinds: what its linked data says it is, in the words of schema.org.
    """
    if any(kind.endswith(("Article", "BlogPosting")) for kind in kinds):
        return ""
    if found := next((kind for kind in kinds if kind in _KINDS), ""):
        return f"the page says that it is something else ({found})"
    for tag in page.tags:
        if tag.name == "meta" and tag.get("property") == "og:type" and _OBJECTS.match(str(tag.get("content") or "")):
            return f"the page says that it is something else ({tag['content']})"
    return ""


def of_group(seen: Evidence) -> str:
    """Why elements with times are no entries of a ticker, whatever else they are; empty where nothing says so."""
    parts, fields = seen.group.parts[:ENOUGH], seen.fields[:ENOUGH]
    return (
        _of_types(parts, seen.links)
        or onward.reason(parts, seen.links)
        or readers.reason(parts)
        or of_times([when.moment for when in seen.timed.whens if when.moment], seen.reference)
        or _of_articles(parts, fields)
        or of_place(seen.page, [seen.page.at[id(part.tag)] for part in seen.group.parts])
    )


def _types_of(part: Part) -> set[str]:
    near = chain((part.tag,), islice(part.tag.parents, _AROUND))
    return {kind.rsplit("/", 1)[-1] for tag in near for kind in str(tag.get("itemtype") or "").split()}


def _of_types(parts: Sequence[Part], links: Links) -> str:
    """What the elements say that they are."""
    if readers.are_most(parts, lambda part: bool(_types_of(part) & _KINDS)):
        return "the texts with times say that they are something else than reports"
    if readers.are_most(parts, lambda part: bool(_types_of(part) & _ARTICLES) and _has_own_page(part, links)):
        return "the texts with times are articles with pages of their own"
    return ""


def _has_own_page(part: Part, links: Links) -> bool:
    """The element names another page as the one that it is about."""
    named = [part.tag, *part.tag.find_all(itemprop=("url", "mainEntityOfPage", "mainEntityofPage"))]
    given = [str(tag.get("href") or tag.get("content") or tag.get("itemid") or "") for tag in named]
    return any(each and "#" not in each and links.leads_away(each) for each in given)


def of_times(moments: Sequence[datetime], reference: Reference) -> str:
    """Why entries of these times are no ticker's: they lie days apart, or ahead; empty where nothing says so."""
    gaps = sorted(abs(one - other) for one, other in pairwise(moments))
    if gaps and gaps[len(gaps) // 2] > _LONGEST_GAP:
        return "its times lie days apart: a list of articles"
    read_at = reference.moment
    if read_at is None and reference.day is not None:
        read_at = datetime.combine(reference.day, time.max, UTC)
    if read_at is None or not moments:
        return ""
    ahead = sorted(moments)[len(moments) // 2] - read_at
    return "its times lie ahead: it announces what is to come" if _AHEAD < ahead < _FURTHEST_AHEAD else ""


def _of_articles(parts: Sequence[Part], fields: Sequence[Fields]) -> str:
    lengths = median(len(each.body.text) for each in fields)
    are_headed = readers.are_most(parts, lambda part: part.tag.find("h1") is not None)
    if lengths > _LONGEST_REPORT / (2 if are_headed else 1):
        return "the texts with times are whole articles"
    return ""


def of_place(page: Page, places: Sequence[int]) -> str:
    """Why elements at these places are no entries: they stand outside the only `main`, or the only long `article`."""
    for name, least in (("main", _LEAST_MAIN), ("article", _LEAST_ARTICLE)):
        own = [place for place, tag in enumerate(page.tags) if tag.name == name and not page.hidden[place]]
        if len(own) == 1 and page.length[own[0]] >= least and not _touch(page, own[0], places):
            return "the texts with times stand beside the page's own"
    return ""


def _touch(page: Page, own: int, places: Iterable[int]) -> bool:
    return any(own <= place < page.end[own] or place <= own < page.end[place] for place in places)
