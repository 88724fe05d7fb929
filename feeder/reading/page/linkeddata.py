"""JSON-LD: the live blogs that a page describes for machines (schema.org LiveBlogPosting)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from bs4 import Tag

_LIVE_BLOG = "LiveBlogPosting"
_GLUED_CLOCK = re.compile(r"\s*\d{1,2}[:.]\d\d\s?(?:[ap]\.?m\.?)?\s?(?:\([A-Z]{2,5}\)|Uhr\b|h\b)?\s*[:|–-]?\s*")
# What careless templates put around a script's JSON.
_WRAPPERS = ("<!--", "-->", "<![CDATA[", "//<![CDATA[", "//]]>", "]]>", ";")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One update as the page describes it; each value as it stands there, empty where it is missing.

    Attributes:
        url: its address.
        id: its `@id`.
        published: `datePublished`, or `dateCreated`.
        updated: `dateModified`.
        headline: its title, or that of the page.
        body: `articleBody`, which may hold entities and tags.
        authors: names.
        images: addresses.
        element: the element that carries it, in microdata.
    """

    url: str = ""
    id: str = ""
    published: str = ""
    updated: str = ""
    headline: str = ""
    body: str = ""
    authors: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    element: Tag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveBlog:
    """A live blog as the page describes it.

    Attributes:
        page: what is said of the page itself.
        posts: its updates, in the order given.
        lead: `description`.
    """

    page: Post
    posts: tuple[Post, ...]
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What the scripts of a page describe.

    Attributes:
        blogs: live blogs.
        pages: what is said of other works: the page as an article.
        remarks: which scripts are broken.
        kinds: what the page is, in the words of schema.org.
    """

    blogs: tuple[LiveBlog, ...]
    pages: tuple[Post, ...]
    remarks: tuple[str, ...]
    kinds: frozenset[str] = frozenset()


def from_scripts(scripts: Sequence[str]) -> Described:
    """What the page's JSON-LD scripts describe; each is parsed alone, and a broken one skipped with a remark."""
    remarks: list[str] = []
    nodes: list[dict[str, Any]] = []
    kinds: set[str] = set()
    for number, script in enumerate(scripts, 1):
        try:
            value = json.loads(_bare(script), strict=False)
            nodes += _nodes(value)
            kinds.update(*map(_types, _roots(value)))
        except (ValueError, RecursionError) as error:
            remarks.append(f"linked data: script {number} of {len(scripts)} is skipped: it is no JSON: {_said(error)}")
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    return Described(
        blogs=tuple(_blog(node, known) for node in nodes if _LIVE_BLOG in _types(node) or "liveBlogUpdate" in node),
        pages=tuple(_post(node, known) for node in nodes if "datePublished" in node and "articleBody" not in node),
        remarks=tuple(remarks),
        kinds=frozenset(kinds),
    )


def _roots(value: Any) -> Iterator[dict[str, Any]]:
    """The objects that a script describes, without those that they hold."""
    for each in _all(value):
        if isinstance(each, dict):
            yield each
            yield from (inner for inner in _all(each.get("@graph")) if isinstance(inner, dict))


def without_clock(headline: str) -> str:
    """The headline without the clock that some templates glue before it: `19:02(IST) Toss won` is `Toss won`."""
    return _GLUED_CLOCK.sub("", headline, count=1)


def _said(error: Exception) -> str:
    return str(error) if isinstance(error, ValueError) else "it nests too deeply"


def _bare(script: str) -> str:
    text = script.strip()
    while found := next((each for each in _WRAPPERS if text.startswith(each)), None):
        text = text[len(found) :].strip()
    while found := next((each for each in _WRAPPERS if text.endswith(each)), None):
        text = text[: -len(found)].strip()
    return text


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """All objects of the value but the updates themselves, at any depth, in their order."""
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting += [inner for key, inner in reversed(node.items()) if key != "liveBlogUpdate"]
        elif isinstance(node, list):
            waiting += reversed(node)


def _types(node: Mapping[str, Any]) -> set[str]:
    """The node's types without the vocabulary's address."""
    return {each.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for each in _all(node.get("@type")) if isinstance(each, str)}


def _all(value: Any) -> list[Any]:
    """A property's values, whether it is given as one, as a list, or as lists within one."""
    if value is None:
        return []
    if not isinstance(value, list):
        return [value]
    return list(chain.from_iterable(each if isinstance(each, list) else [each] for each in value))


def _blog(node: dict[str, Any], known: Mapping[str, dict[str, Any]]) -> LiveBlog:
    updates = (_resolved(each, known) for each in _all(node.get("liveBlogUpdate")))
    return LiveBlog(
        page=_post(node, known),
        posts=tuple(_post(update, known) for update in updates if update),
        lead=_text(node.get("description")),
    )


def _resolved(value: Any, known: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """The object, or the one that stands elsewhere under its `@id`."""
    if isinstance(value, str):
        return known.get(value, {})
    if not isinstance(value, dict):
        return {}
    item = value.get("item")
    if isinstance(item, dict):  # an entry of an ItemList
        value = item
    return known.get(str(value.get("@id")), value) if len(value) <= len(("@id", "@type")) else value


def _post(node: Mapping[str, Any], known: Mapping[str, dict[str, Any]]) -> Post:
    return Post(
        url=_text(node.get("url")) or _id(node.get("mainEntityOfPage"), known, only="#"),
        id=_text(node.get("@id")),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        updated=_text(node.get("dateModified")),
        headline=_text(node.get("headline")) or _text(node.get("name")),
        body=_text(node.get("articleBody")) or _text(node.get("text")) or _text(node.get("description")),
        authors=tuple(filter(None, (_name(each, known) for each in _all(node.get("author"))))),
        images=tuple(filter(None, (_address(each, known) for each in _all(node.get("image"))))),
    )


def _text(value: Any) -> str:
    """A property's text: the first of several; a value in an object counts, the name of its type does not."""
    if isinstance(value, str):
        return value.strip()
    for each in _all(value):
        if isinstance(each, dict):
            inner = each.get("@value") or each.get("text") or each.get("name") or each.get("@id")
            if isinstance(inner, str):
                return inner.strip()
        elif isinstance(each, str):
            return each.strip()
        elif isinstance(each, int) and not isinstance(each, bool):
            return str(each)
    return ""


def _id(value: Any, known: Mapping[str, dict[str, Any]], *, only: str) -> str:
    """The address that a reference names, where it holds that sign: that of a place in the page is the update's own."""
    address = _address(value, known)
    return address if only in address else ""


def _name(value: Any, known: Mapping[str, dict[str, Any]]) -> str:
    if isinstance(value, str):
        return "" if value.startswith(("http:", "https:")) else value.strip()
    found = _resolved(value, known).get("name")
    return found.strip() if isinstance(found, str) else ""


def _address(value: Any, known: Mapping[str, dict[str, Any]]) -> str:
    if isinstance(value, str):
        return value.strip()
    found = _resolved(value, known)
    return next((each for key in ("url", "contentUrl", "@id") if isinstance(each := found.get(key), str)), "")
