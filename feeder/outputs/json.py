"""A feed as JSON Feed 1.1: the same entries, ids, dates and order as in Atom."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from feeder.model import Document, Entry, Feed
from feeder.outputs import _shown
from feeder.outputs._extension import stamp
from feeder.outputs._words import Words, words_in

VERSION = "https://jsonfeed.org/version/1.1"


def render(feed: Feed) -> Document:
    """The feed as `NAME.json`; a blank entry is left out, as in Atom."""
    words = words_in(feed.site.language)
    items = [dict(_item(entry, title, feed, words)) for entry in feed.entries if (title := _shown.title(entry, words))]
    text = json.dumps({**dict(_head(feed)), "items": items}, ensure_ascii=False, indent=1)
    return Document(path=f"{feed.name}.json", content=f"{text}\n".encode())


def _head(feed: Feed) -> Iterator[tuple[str, Any]]:
    site = feed.site
    yield "version", VERSION
    yield "title", _shown.feed_title(feed)
    if page := _shown.page_url(site, feed.page):
        yield "home_page_url", page
    yield "feed_url", f"{site.url}{feed.name}.json"
    if picture := site.logo or site.icon:
        yield "icon", picture
    if site.icon:
        yield "favicon", site.icon
    yield "authors", [{"name": _shown.site_title(site)}]
    yield "language", feed.language


def _item(entry: Entry, title: str, feed: Feed, words: Words) -> Iterator[tuple[str, Any]]:
    yield "id", _shown.entry_id(entry.id, feed)
    if link := _shown.link(entry, feed):
        yield "url", link
    if original := _shown.original(entry):
        yield "external_url", original
    yield "title", title
    yield "content_html", _shown.body(entry, words)
    yield "date_published", stamp(entry.published)
    yield "date_modified", stamp(_shown.updated(entry))
    yield "authors", [{"name": _shown.author(entry, feed)}]
    if topics := feed.topics.get(entry.id):
        yield "tags", [_shown.line(topic.title) or topic.name for topic in topics]
    yield "language", _shown.language(entry, feed)
    if picture := _shown.picture(entry):
        yield "image", picture.url
        if picture.media_type:
            size = {"size_in_bytes": picture.length} if picture.length else {}
            yield "attachments", [{"url": picture.url, "mime_type": picture.media_type, **size}]
