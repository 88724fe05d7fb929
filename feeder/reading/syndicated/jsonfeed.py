"""JSON Feed (jsonfeed.org, versions 1 and 1.1) as data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from feeder.errors import ReadError
from feeder.model import Image
from feeder.reading.links import Links
from feeder.reading.syndicated import feeddata
from feeder.reading.syndicated.feeddata import Channel, Post

_VERSION = "://jsonfeed.org/version/"


def channel(content: bytes, address: str) -> Channel:
    """The feed that the JSON is.

    Raises:
        ReadError: it is no whole JSON, or no feed.
    """
    try:
        # UTF-8 without a byte order mark (RFC 8259 section 8.1); some write one.
        feed = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ReadError(f"it is not UTF-8, as JSON must be: byte {error.start + 1} is wrong") from error
    except (ValueError, RecursionError) as error:
        raise ReadError(f"its JSON is broken, or breaks off ({error})") from error
    if not isinstance(feed, dict) or _VERSION not in _text(feed.get("version")):
        raise ReadError("it is JSON, but no JSON Feed: it has no `version` of jsonfeed.org")
    posts = feed.get("items")
    if not isinstance(posts, list):
        raise ReadError("it is a JSON Feed without `items`")
    links = feeddata.links(_text(feed.get("home_page_url")), _text(feed.get("feed_url")), address)
    return Channel(
        form="a JSON Feed",
        title=_text(feed.get("title")),
        lead=_text(feed.get("description")),
        posts=tuple(_post(post, links) for post in posts if isinstance(post, dict)),
    )


def _post(post: dict[str, Any], links: Links) -> Post:
    html, text = _text(post.get("content_html")), _text(post.get("content_text") or post.get("summary"))
    return Post(
        key=_text(post.get("id")),
        title=_text(post.get("title")),
        body=feeddata.marked_up(html, links) if html else feeddata.plain(text),
        date=_text(post.get("date_published") or post.get("date_modified")),
        updated=_text(post.get("date_modified")),
        author=_authors(post),
        link=links.absolute(_text(post.get("url"))),
        images=tuple(_images(post, links)),
    )


def _authors(post: dict[str, Any]) -> str:
    """The names of who wrote it; version 1 has one `author`."""
    named = post.get("authors") or [post.get("author")]
    people = named if isinstance(named, list) else []
    return ", ".join(filter(None, (_text(each.get("name")) for each in people if isinstance(each, dict))))


def _images(post: dict[str, Any], links: Links) -> Iterator[Image]:
    attached = post.get("attachments")
    files = [each for each in (attached if isinstance(attached, list) else []) if isinstance(each, dict)]
    pictures = [each for each in files if _text(each.get("mime_type")).startswith("image/")]
    for each in ({"url": post.get("image")}, {"url": post.get("banner_image")}, *pictures):
        found = feeddata.picture(links, _text(each.get("url")), _text(each.get("mime_type")), each.get("size_in_bytes"))
        if found:
            yield found


def _text(value: object) -> str:
    """The text that a value is; an id may be a number, which the format forbids and readers accept."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
