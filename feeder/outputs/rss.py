"""A feed as RSS 2.0, through feedgen: the same entries, ids, dates and order as in Atom.

What RSS has no word for is said in those of Atom, Dublin Core and Media RSS.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from feeder.model import Document, Entry, Feed
from feeder.outputs import _shown
from feeder.outputs._extension import MEDIA, add_thumbnail, stamp
from feeder.outputs._words import Words, words_in

RSS = "application/rss+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


@dataclass(slots=True, kw_only=True)
class _OfFeed:
    """Declares the words of others that stand in the feed."""

    has_pictures: bool = False

    def extend_ns(self) -> dict[str, str]:
        """Their namespaces."""
        return {"dc": _DUBLIN_CORE, **({"media": MEDIA} if self.has_pictures else {})}

    def extend_rss(self, rss: etree._Element) -> etree._Element:
        """The feed's element as it is."""
        return rss


@dataclass(slots=True, kw_only=True)
class _OfEntry:
    """Says what RSS has no word for; to be set on each entry."""

    author: str = ""
    updated: datetime | None = None
    thumbnail: str | None = None

    def extend_rss(self, item: etree._Element) -> etree._Element:
        """The entry's element with its author, who has no mail address, its last change and its picture."""
        etree.SubElement(item, f"{{{_DUBLIN_CORE}}}creator").text = self.author
        if self.updated:
            etree.SubElement(item, f"{{{_ATOM}}}updated").text = stamp(self.updated)
        if self.thumbnail:
            add_thumbnail(item, self.thumbnail)
        return item


def render(feed: Feed) -> Document:
    """The feed as `NAME.rss`; a blank entry is left out, as in Atom."""
    words = words_in(feed.site.language)
    generator = _head(feed)
    for entry in feed.entries:
        if title := _shown.title(entry, words):
            _fill(generator.add_entry(order="append"), entry, title, feed, words)
    return Document(path=f"{feed.name}.rss", content=generator.rss_str(pretty=True))


def _head(feed: Feed) -> FeedGenerator:
    site, title = feed.site, _shown.feed_title(feed)
    generator = FeedGenerator()
    generator.register_extension("feeder", _OfFeed, _OfEntry, atom=False)
    generator.feeder.has_pictures = any(map(_shown.picture, feed.entries))
    generator.title(title)
    generator.description(f"{title}: {_shown.site_title(site)}")
    # feedgen takes the last alternate for the channel's own link.
    generator.link(href=f"{site.url}{feed.name}.rss", rel="self", type=RSS)
    generator.link(href=_shown.page_url(site, feed.page) or site.url, rel="alternate")
    generator.language(feed.language)
    generator.lastBuildDate(feed.updated)
    generator.generator("feeder")
    generator.copyright(_shown.line(site.rights) or None)
    if picture := site.logo or site.icon:
        generator.image(url=picture, title=title, link=_shown.page_url(site, feed.page) or site.url)
    return generator


def _fill(target: FeedEntry, entry: Entry, title: str, feed: Feed, words: Words) -> None:
    target.guid(_shown.entry_id(entry.id, feed), permalink=False)
    target.title(title)
    target.description(_shown.body(entry, words))
    target.pubDate(entry.published)
    if link := _shown.link(entry, feed):
        target.link(href=link)
    for topic in feed.topics.get(entry.id, ()):
        target.category(term=_shown.line(topic.title) or topic.name, scheme=_shown.scheme(feed.site))
    picture, updated = _shown.picture(entry), _shown.updated(entry)
    if picture and (enclosure := _shown.enclosure(picture)):
        target.enclosure(url=enclosure["href"], length=enclosure["length"], type=enclosure["type"])
    target.feeder.author = _shown.author(entry, feed)
    target.feeder.updated = updated if updated > entry.published else None
    target.feeder.thumbnail = picture.url if picture else None
