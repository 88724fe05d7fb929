"""A feed as Atom (RFC 4287), built by feedgen.

Its bytes are a function of the feed alone: no clock, no version of a program, every date from the store.
"""

from __future__ import annotations

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
    generator.feeder.tombstones = feed.tombstones
    generator.id(feed.id)
    title = _shown.line(feed.title) or feed.page
    generator.title(words_in(site.language).edits_title.format(title=title) if feed.edits_of else title)
    generator.updated(feed.updated)
    generator.language(feed.language)
    generator.author(name=_shown.site_title(site))
    generator.generator("feeder")
    generator.link(href=f"{site.url}{feed.name}.atom", rel="self", type=ATOM)
    if page := _shown.page_url(site, feed.page):
        generator.link(href=page, rel="alternate", type=HTML)
    return generator


def _fill(target: FeedEntry, entry: Entry, title: str, feed: Feed, words: Words) -> None:
    # The ticker may publish an entry ahead of time, and change it before that time has come.
    updated = max(entry.updated, entry.published)
    target.id(entry.id)
    target.title(title)
    target.published(entry.published)
    target.updated(updated)
    target.author(name=_shown.author(entry, feed))
    target.content(_shown.body(entry, words), type="html")
    link = _shown.link(entry, feed)
    if link:
        target.link(href=link)
    language = _shown.language(entry, feed)
    target.feeder.said = Said(
        # The source has the entry's date: news elsewhere in it must move no byte here.
        source=Origin(id=entry.id.rsplit("/", 1)[0], title=_shown.source_title(entry, feed), updated=updated),
        language=language if language != feed.language else None,
        link_attributes=({"rel": "alternate", "type": HTML},) if link else (),
    )
