"""A feed as Atom (RFC 4287), built by feedgen.

Its bytes are a function of the feed alone: no clock, no version of a program, every date from the store.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from feeder.model import Document, Entry, Feed
from feeder.outputs import _shown
from feeder.outputs._extension import EntryExtension, FeedExtension, Origin, Said
from feeder.outputs._words import Words, words_in

ATOM = "application/atom+xml"
HTML = "text/html"


def render(feed: Feed) -> Document:
    """The feed as `NAME.atom`; before its entries stand the tombstones of those that were taken back (RFC 6721).

    A blank entry is left out: feedgen would refuse the whole feed for it.
    """
    words = words_in(feed.site.language)
    generator = _head(feed)
    for entry in feed.entries:
        if title := _shown.title(entry, words):
            _fill(generator.add_entry(order="append"), entry, title, feed, words)
    return Document(path=f"{feed.name}.atom", content=generator.atom_str(pretty=True))


def _head(feed: Feed) -> FeedGenerator:
    site = feed.site
    generator = FeedGenerator()
    generator.register_extension("feeder", FeedExtension, EntryExtension, rss=False)
    generator.feeder.tombstones = [
        replace(each, entry_id=_shown.entry_id(each.entry_id, feed)) for each in feed.tombstones
    ]
    generator.feeder.is_archive = bool(feed.archive_of)
    generator.feeder.has_pictures = any(map(_shown.picture, feed.entries))
    generator.id(feed.id)
    generator.title(_shown.feed_title(feed))
    generator.updated(feed.updated)
    generator.language(feed.language)
    generator.author(name=_shown.site_title(site))
    generator.generator("feeder")
    generator.rights(_shown.line(site.rights) or None)
    generator.icon(site.icon or None)
    generator.logo(site.logo or None)
    for link in _links_of(feed):
        generator.link(**link)
    return generator


def _links_of(feed: Feed) -> Iterator[dict[str, str]]:
    site = feed.site
    yield {"href": f"{site.url}{feed.name}.atom", "rel": "self", "type": ATOM}
    if page := _shown.page_url(site, feed.page):
        yield {"href": page, "rel": "alternate", "type": HTML}
    for relation, name in _shown.history(feed).items():
        yield {"href": f"{site.url}{name}.atom", "rel": relation, "type": ATOM}
    if licence := _shown.licence(site.rights):
        yield {"href": licence, "rel": "license"}


def _fill(target: FeedEntry, entry: Entry, title: str, feed: Feed, words: Words) -> None:
    updated = _shown.updated(entry)
    target.id(_shown.entry_id(entry.id, feed))
    target.title(title)
    target.published(entry.published)
    target.updated(updated)
    target.author(name=_shown.author(entry, feed))
    links = list(_links(entry, feed))
    for link in links:
        target.link(href=link.pop("href"))
    if _shown.is_brief(entry, feed) and any(link["rel"] == "alternate" for link in links):
        target.summary(entry.item.text)
    else:
        target.content(_shown.body(entry, words), type="html")
    scheme = _shown.scheme(feed.site)
    for topic in feed.topics.get(entry.id, ()):
        target.category(term=topic.id_name, scheme=scheme, label=_shown.line(topic.title) or topic.name)
    target.rights(_shown.rights(entry, feed) or None)
    language, picture = _shown.language(entry, feed), _shown.picture(entry)
    target.feeder.said = Said(
        source=_origin(entry, feed, updated),
        language=language if language != feed.language else None,
        link_attributes=tuple(links),
        thumbnail=picture.url if picture else None,
    )


def _links(entry: Entry, feed: Feed) -> Iterator[dict[str, str]]:
    link, original, picture = _shown.link(entry, feed), _shown.original(entry), _shown.picture(entry)
    if link:
        yield {"href": link, "rel": "alternate", "type": HTML}
    if original:
        yield {"href": original, "rel": "via", "type": HTML}
    if picture and (enclosure := _shown.enclosure(picture)):
        yield {**enclosure, "rel": "enclosure"}
    if licence := _shown.licence(_shown.rights(entry, feed)):
        yield {"href": licence, "rel": "license"}


def _origin(entry: Entry, feed: Feed, updated: datetime) -> Origin:
    source, home = feed.sources.get(entry.source), _shown.home(entry, feed)
    is_feed = source is not None and source.layout == "feed"
    links = {"href": home, "rel": "self" if is_feed else "alternate"} if home else None
    return Origin(
        # The source has the entry's date: news elsewhere in it must move no byte here.
        id=entry.id.rsplit("/", 1)[0],
        title=_shown.source_title(entry, feed),
        updated=updated,
        links=(links,) if links else (),
        rights=_shown.rights(entry, feed),
    )
