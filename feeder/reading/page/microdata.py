"""Microdata: the live blogs that a page's elements carry (HTML, section 5 "Microdata"; schema.org LiveBlogPosting)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from bs4 import Tag
from bs4.element import NavigableString

from feeder.reading import tree
from feeder.reading.page.linkeddata import LiveBlog, Post

_LIVE_BLOG = "LiveBlogPosting"
_POSTINGS = ("BlogPosting", "Article", "NewsArticle", "LiveBlogUpdate", "SocialMediaPosting")
_HAS_NUMBER = re.compile(r"\d")
_FEWEST_NAMED = 4
_MOST_VALUES = 8
_IN_A_VALUE = 200  # elements and strings in a headline or a name; a hostile page opens one and never ends it
_NEAR = 64  # elements between an update and its blog; a hostile page nests without end


def read(scopes: Sequence[Tag]) -> tuple[LiveBlog, ...]:
    """The live blogs that the page's elements carry (HTML, section 5 "Microdata").

    Args:
        scopes: all elements with `itemscope`, in the order of the page.
    """
    inside: dict[int, list[Tag]] = {id(scope): [] for scope in scopes if _is_a(scope, (_LIVE_BLOG,))}
    for scope in scopes:
        if "liveBlogUpdate" in _properties(scope) or _is_a(scope, _POSTINGS):
            blog = next((outer for outer in islice(scope.parents, _NEAR) if id(outer) in inside), None)
            if blog is not None:
                inside[id(blog)].append(scope)
    return tuple(
        LiveBlog(page=_marked(scope), posts=tuple(map(_marked, _outermost(inside[id(scope)]) or _named(scope))))
        for scope in scopes
        if id(scope) in inside
    )


def _named(scope: Tag) -> list[Tag]:
    """The children of one family that bear ids with numbers, where the blog does not say which its updates are."""
    families: dict[str, list[Tag]] = {}
    for tag in scope.find_all(id=_HAS_NUMBER, recursive=False):
        families.setdefault(tree.family(tag), []).append(tag)
    most = max(families.values(), key=len, default=[])
    return most if len(most) >= _FEWEST_NAMED else []


def _outermost(scopes: Sequence[Tag]) -> list[Tag]:
    """The scopes that lie in none of the others: an update may quote an article."""
    taken: set[int] = set()
    found: list[Tag] = []
    for scope in scopes:
        if not any(id(outer) in taken for outer in islice(scope.parents, _NEAR)):
            taken.add(id(scope))
            found.append(scope)
    return found


def _is_a(scope: Tag, types: Sequence[str]) -> bool:
    return any(each.rsplit("/", 1)[-1] in types for each in str(scope.get("itemtype", "")).split())


def _properties(tag: Tag) -> list[str]:
    return str(tag.get("itemprop", "")).split()


def _marked(scope: Tag) -> Post:
    found: dict[str, list[Tag]] = {}
    for tag in _own(scope):
        for name in _properties(tag):
            found.setdefault(name, []).append(tag)

    def first(*names: str) -> str:
        return next((text for name in names for tag in found.get(name, ())[:_MOST_VALUES] if (text := _value(tag))), "")

    return Post(
        url=first("url", "mainEntityOfPage"),
        id=str(scope.get("itemid", "")),
        published=first("datePublished", "dateCreated"),
        updated=first("dateModified"),
        headline=first("headline", "name"),
        authors=tuple(filter(None, (_value_of_name(tag) for tag in found.get("author", ())[:_MOST_VALUES]))),
        element=scope,
    )


def _own(scope: Tag) -> Iterator[Tag]:
    """The elements that carry the scope's own properties: not those inside scopes within it."""
    waiting = [each for each in reversed(scope.contents) if isinstance(each, Tag)]
    while waiting:
        tag = waiting.pop()
        yield tag
        if not tag.has_attr("itemscope"):
            waiting += [each for each in reversed(tag.contents) if isinstance(each, Tag)]


def _value(tag: Tag) -> str:
    for attribute in ("content", "datetime", "href", "src"):
        if tag.has_attr(attribute):
            return str(tag[attribute]).strip()
    inside = islice(tag.descendants, _IN_A_VALUE)
    return " ".join(" ".join(str(each) for each in inside if type(each) is NavigableString).split())


def _value_of_name(tag: Tag) -> str:
    named = tag.find(None, {"itemprop": "name"})
    return _value(named if isinstance(named, Tag) else tag)
