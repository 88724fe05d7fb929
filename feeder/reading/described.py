"""A live blog that the page describes → Ticker: its updates say which entries exist, the page's elements what they say.

Fields compete: what is the same in every update is the page's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TypeVar
from zoneinfo import ZoneInfo

from feeder.model import Image, Item, Precision, Ticker
from feeder.reading import body, dom, fields, images, instant, keys, linkeddata, matching, microdata, stamps, timing
from feeder.reading.body import Body
from feeder.reading.dating import Reference
from feeder.reading.dom import Part
from feeder.reading.fields import Fields
from feeder.reading.instant import Instant
from feeder.reading.linkeddata import LiveBlog, Post
from feeder.reading.links import Links
from feeder.reading.timing import When
from feeder.reading.tree import Page
from feeder.text import clean, folded

_FEW = 3
_MOST_SLIPS = 0.2
_LATE = timedelta(minutes=10)  # clocks of servers differ
_LEAST_OF_BODY = 0.5
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What a page describes.

    Attributes:
        blog: its live blog with the most updates, if there is one with any.
        remarks: which scripts are broken.
    """

    blog: LiveBlog | None
    remarks: tuple[str, ...]


def gathered(page: Page) -> Gathered:
    """The live blog that the page describes in JSON-LD or microdata."""
    scripts = [
        str(tag.string or "")
        for tag in page.tags
        if tag.name == "script" and "ld+json" in str(tag.get("type") or "").lower()
    ]
    found = linkeddata.from_scripts([script for script in scripts if script.strip()])
    marked = microdata.read([tag for tag in page.tags if "itemscope" in tag.attrs])
    blogs = [blog for blog in (*found.blogs, *marked) if blog.posts]
    return Gathered(blog=max(blogs, key=lambda blog: len(blog.posts), default=None), remarks=found.remarks)


def read(page: Page, blog: LiveBlog, links: Links, reference: Reference, zone: ZoneInfo) -> Ticker:
    """The ticker that the live blog is, with what the page's elements add."""
    times = stamps.find(page, zone)
    groups = dom.groups(page, times)
    posts, parts = matching.joined(blog.posts, matching.parts(page, blog.posts, groups, times, links), groups)
    blog = replace(blog, posts=tuple(posts))
    shown_at = _shown_at(page, parts, reference, zone)
    shown = [
        fields.of(part, links, when.stamp.tag if when.stamp else None) if part else None
        for part, when in zip(parts, shown_at, strict=True)
    ]
    whens = _whens(blog, shown_at, reference, zone)
    newest = max((when.moment for when in whens if when.moment), default=None)
    changed = instant.read(blog.page.updated, zone)
    return Ticker(
        title=_line(blog.page.headline) or None,
        lead=body.of_markup(blog.lead, links).text,
        items=tuple(_items(blog, shown, whens, links)),
        certainty=0.99,
        dated_at=max(filter(None, (newest, changed.moment if changed else None)), default=None),
        reason="the page describes its updates for machines (LiveBlogPosting)",
    )


def _shown_at(page: Page, parts: Sequence[Part | None], reference: Reference, zone: ZoneInfo) -> list[When]:
    """The times that the elements show."""
    known = [part for part in parts if part]
    whens = iter(timing.of(page, known, reference, zone).whens if known else ())
    return [next(whens) if part else When() for part in parts]


def _whens(blog: LiveBlog, shown: Sequence[When], reference: Reference, zone: ZoneInfo) -> list[When]:
    """The times of the updates: as described, unless they are the page's own or those shown are the better ones."""
    told = [instant.read(post.published, zone) for post in blog.posts]
    moments = [each.moment if each else None for each in told]
    is_constant = len(moments) >= _FEW and len(set(moments)) == 1
    if is_constant or _is_disordered(moments, shown):
        return [seen if seen.moment or is_constant else _when(each) for seen, each in zip(shown, told, strict=True)]
    if _z_is_false(told, shown, reference, zone):
        told = [_in_zone(each, zone) for each in told]
    return [_when(each) if each else seen for each, seen in zip(told, shown, strict=True)]


def _when(told: Instant | None) -> When:
    return When(moment=told.moment, precision=told.precision) if told else When()


def _is_disordered(told: Sequence[datetime | None], shown: Sequence[When]) -> bool:
    """The times described run in no order and those shown fall: the former say when drafts were made."""
    seen = [when.moment for when in shown]
    if sum(moment is not None for moment in seen) * 2 <= len(told):
        return False
    return _slips(told) > _MOST_SLIPS and _slips(seen) <= _MOST_SLIPS / 4


def _slips(moments: Sequence[datetime | None]) -> float:
    """Which part of the steps goes against the others."""
    known = [moment for moment in moments if moment]
    falls = sum(one > other for one, other in pairwise(known))
    rises = sum(one < other for one, other in pairwise(known))
    return min(falls, rises) / (falls + rises) if falls + rises else 0.0


def _z_is_false(told: Sequence[Instant | None], shown: Sequence[When], reference: Reference, zone: ZoneInfo) -> bool:
    """The `Z` is only put behind the clocks of the page's zone.

    Then either an update lies in the future, or what readers see says the same, letter for letter, and no second
    gives the moment away.
    """
    known = [each for each in told if each]
    if not known or any(each.offset or each.precision == Precision.DAY for each in known):
        return False
    newest = max(each.moment for each in known)
    if reference.moment and newest > reference.moment + _LATE:
        return newest.replace(tzinfo=zone) <= reference.moment + _LATE
    pairs = [(each, when) for each, when in zip(told, shown, strict=True) if each and when.moment and when.stamp]
    return len(pairs) >= _FEW and all(
        each.precision == Precision.MINUTE
        and when.stamp is not None
        and when.stamp.instant is None
        and when.moment is not None
        and when.moment != each.moment
        and each.moment.replace(tzinfo=zone).astimezone(UTC) == when.moment
        for each, when in pairs
    )


def _in_zone(told: Instant | None, zone: ZoneInfo) -> Instant | None:
    if told is None:
        return None
    return Instant(moment=told.moment.replace(tzinfo=zone).astimezone(UTC), precision=told.precision)


def _items(blog: LiveBlog, shown: Sequence[Fields | None], whens: Sequence[When], links: Links) -> Iterator[Item]:
    posts = blog.posts
    bodies = [_body(post, seen, links) for post, seen in zip(posts, shown, strict=True)]
    titles = _titles(blog, shown, bodies)
    own_keys = _keys(posts, shown, whens, links)
    authors = _varied([", ".join(post.authors) for post in posts])
    pictures = _varied([post.images for post in posts])
    for number, (post, seen, when) in enumerate(zip(posts, shown, whens, strict=True)):
        found = bodies[number]
        if not (titles[number] or found.html or found.text):
            continue
        yield Item(
            published=when.moment,
            precision=when.precision if when.moment else Precision.NONE,
            title=titles[number],
            text=found.text,
            html=found.html,
            author=(seen.author if seen else None) or authors[number] or None,
            key=own_keys[number],
            link=_link(post, seen, own_keys[number], links),
            images=found.images or tuple(_pictures(pictures[number] or (), links)),
            captions=seen.captions if seen else (),
        )


def _pictures(addresses: Sequence[str], links: Links) -> Iterator[Image]:
    for address in addresses[:1]:
        if url := links.absolute(address):
            yield images.of_url(url)


def _varied(values: Sequence[_Value]) -> list[_Value | None]:
    """The values; none where all are the same, since then they are the page's own."""
    if len(values) > 1 and all(value == values[0] for value in values):
        return [None] * len(values)
    return list(values)


def _body(post: Post, seen: Fields | None, links: Links) -> Body:
    """What the element says, unless that is under half of what is described: then it shows but the beginning."""
    if seen and (post.element is not None or len(seen.body.text) >= _LEAST_OF_BODY * len(post.body)):
        return seen.body
    return body.of_markup(post.body, links)


def _titles(blog: LiveBlog, shown: Sequence[Fields | None], bodies: Sequence[Body]) -> list[str | None]:
    """The titles: of the elements; else as described, unless that is the page's or the beginning of the text."""
    told = [_line(linkeddata.without_clock(post.headline)) for post in blog.posts]
    labels = fields.labels(told)
    seen = fields.titles([each.title if each else None for each in shown])
    found: list[str | None] = []
    for title, above, text, each in zip(told, seen, bodies, shown, strict=True):
        if above or (each and each.title):
            found.append(above)
        elif not title or title in labels or title == _line(blog.page.headline) or _opens(title, text.text):
            found.append(None)
        else:
            found.append(title)
    return found


def _opens(title: str, text: str) -> bool:
    """The title is but the beginning of the text."""
    opening = folded(title.rstrip(".… "))
    return bool(opening) and folded(text[: 2 * len(title) + 40]).startswith(opening)


def _line(text: str) -> str:
    return " ".join(clean(body.unescaped(text)).split())


def _keys(
    posts: Sequence[Post], shown: Sequence[Fields | None], whens: Sequence[When], links: Links
) -> list[str | None]:
    moments = [when.moment for when in whens if when.moment]
    falls = sum(one > other for one, other in pairwise(moments))
    rises = sum(one < other for one, other in pairwise(moments))
    told = [next(iter(matching.names(post, links)), None) for post in posts]
    found = keys.own(told, newest_first=falls >= rises)
    if any(found):
        return found
    return keys.own([each.key if each else None for each in shown], newest_first=falls >= rises)


def _link(post: Post, seen: Fields | None, key: str | None, links: Links) -> str | None:
    """The update's own address, unless it names but the page or a position in it."""
    url = links.absolute(post.url)
    if url and "#" not in url and url.rstrip("/") != links.page.rstrip("/"):
        return url
    if url and key and "#" in url:
        return url
    return seen.link if seen else None
