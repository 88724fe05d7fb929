"""A live blog that the page describes → Ticker: its updates say which entries exist, the page's elements what they say.

Fields compete: what is the same in every update is the page's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar
from zoneinfo import ZoneInfo

from feeder.errors import quoted
from feeder.model import Image, Item, Precision, Ticker
from feeder.reading import body, images, instant
from feeder.reading.body import Body
from feeder.reading.links import Links
from feeder.reading.page import (
    dom,
    fields,
    keys,
    linkeddata,
    marginal,
    matching,
    microdata,
    positional,
    stamps,
    timing,
    told,
)
from feeder.reading.page.dom import Part
from feeder.reading.page.fields import Fields
from feeder.reading.page.linkeddata import LiveBlog, Post
from feeder.reading.page.timing import When
from feeder.reading.reference import Reference
from feeder.reading.tree import Page
from feeder.text import clean, folded

_LEAST_OF_BODY = 0.5
_LETTER = re.compile(r"\w")
_CUT_OFF = re.compile(r"\s?(?:…|\.\.\.)[^…]{0,40}$")
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What a page describes.

    Attributes:
        blog: its live blog with the most updates, if there is one with any.
        remarks: which scripts are broken.
        kinds: what the page says that it is, in the words of schema.org.
    """

    blog: LiveBlog | None
    remarks: tuple[str, ...]
    kinds: frozenset[str] = frozenset()

    @property
    def posts(self) -> tuple[Post, ...]:
        """What it says of itself as a live blog, and of its updates."""
        return (self.blog.page, *self.blog.posts) if self.blog else ()


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
    most = max(blogs, key=lambda blog: len(blog.posts), default=None)
    return Gathered(blog=most, remarks=(*found.remarks, *_about_others(found.blogs, most)), kinds=found.kinds)


def _about_others(blogs: Sequence[LiveBlog], read: LiveBlog | None) -> Iterator[str]:
    """What to say of live blogs that the scripts describe beside the one that is read."""
    known = {(post.url, post.id, post.headline, post.body) for post in read.posts} if read else set()
    for blog in blogs:
        missed = sum((post.url, post.id, post.headline, post.body) not in known for post in blog.posts)
        if blog is not read and missed and read in blogs:
            yield (
                f"linked data: the page describes another live blog, {quoted(_line(blog.page.headline))}, "
                f"with {len(blog.posts)} updates: only the longest is read"
            )


def read(page: Page, blog: LiveBlog, links: Links, reference: Reference, zone: ZoneInfo) -> Ticker:
    """The ticker that the live blog is, with what the page's elements add."""
    times = stamps.find(page, zone)
    groups = dom.groups(page, times)
    posts, parts = matching.joined(blog.posts, matching.parts(page, blog.posts, groups, times, links), groups)
    blog = replace(blog, posts=tuple(posts))
    shown_at = _shown_at(page, parts, reference, zone)
    known = [part for part in parts if part]
    counted, titled = marginal.counted(known), positional.titles(known, is_live=True)
    shown = [
        fields.of(part, links, when.stamp.tag if when.stamp else None, counted, titled) if part else None
        for part, when in zip(parts, shown_at, strict=True)
    ]
    whens = told.whens(blog, shown_at, reference, zone)
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


def _items(blog: LiveBlog, shown: Sequence[Fields | None], whens: Sequence[When], links: Links) -> Iterator[Item]:
    posts = blog.posts
    bodies = [_body(post, seen, links) for post, seen in zip(posts, shown, strict=True)]
    titles = _titles(blog, shown, bodies)
    own_keys = _keys(posts, shown, whens, links)
    authors = _own([", ".join(post.authors) for post in posts], ", ".join(blog.page.authors))
    pictures = _own([post.images for post in posts], blog.page.images)
    for number, (post, seen, when) in enumerate(zip(posts, shown, whens, strict=True)):
        found = bodies[number]
        if not (titles[number] or found.html or found.text) or fields.only_announces(titles[number], found):
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


def _own(values: Sequence[_Value], of_page: _Value) -> list[_Value | None]:
    """The values; none where one is the page's own: that all are the same may end with the next update."""
    return [None if value == of_page else value for value in values]


def _body(post: Post, seen: Fields | None, links: Links) -> Body:
    """What the element says, unless it shows but the beginning of what is described: under half of it, or cut off."""
    if seen and post.element is not None:
        return seen.body
    told = body.of_markup(post.body, links)
    if seen and len(seen.body.text) >= _LEAST_OF_BODY * len(post.body) and not _is_cut(seen.body.text, told.text):
        return seen.body
    return told


def _is_cut(shown: str, told: str) -> bool:
    """The text shown breaks off amid what is described; behind that stands a word that leads on, at most."""
    match = _CUT_OFF.search(shown)
    if match is None:
        return False
    begun, whole = folded(shown[: match.start()]), folded(told)
    return bool(begun) and len(begun) < len(whole) and whole.startswith(begun)


def _titles(blog: LiveBlog, shown: Sequence[Fields | None], bodies: Sequence[Body]) -> list[str | None]:
    """The titles: of the elements; else as described, unless that is the page's or the beginning of the text."""
    given = [_line(linkeddata.without_clock(post.headline)) for post in blog.posts]
    labels = fields.labels(given)
    seen = fields.titles([each.title if each else None for each in shown])
    of_page = _line(blog.page.headline)
    found: list[str | None] = []
    for title, above, text, each in zip(given, seen, bodies, shown, strict=True):
        if above or (each and each.title):
            found.append(above)
        elif not title or title in labels or title == of_page or _opens(title, text.text):
            found.append(None)
        else:
            found.append(title)
    return found


def _opens(title: str, text: str) -> bool:
    """The title is but the beginning of the text."""
    first, of_text = _LETTER.search(title), _LETTER.search(text)
    if first and of_text and first[0].casefold() != of_text[0].casefold():
        return False
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
    given = [next(iter(matching.names(post, links)), None) for post in posts]
    found = keys.own(given, newest_first=falls >= rises)
    seen = keys.own([each.key if each else None for each in shown], newest_first=falls >= rises)
    if not any(found):
        return seen
    # An address that several updates share names none of them.
    return [key or (own if name else None) for key, own, name in zip(found, seen, given, strict=True)]


def _link(post: Post, seen: Fields | None, key: str | None, links: Links) -> str | None:
    """The update's own address, unless it names but the page or a position in it."""
    url = links.absolute(post.url)
    if url and "#" not in url and url.rstrip("/") != links.page.rstrip("/"):
        return url
    if url and key and "#" in url:
        return url
    return seen.link if seen else None
