"""What feedgen drops or cannot say, as an extension of it.

feedgen calls `extend_ns` and `extend_atom` of what is registered with it; nothing need be inherited. An extension sees
the finished element and mends it: feedgen 1.0 loses all attributes of an entry's links, writes dates in a form of
its own, leaves titles without a type, and knows no language of an entry and no complete source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from feeder.model import Tombstone

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
DATES = ("published", "updated")
MEDIA = "http://search.yahoo.com/mrss/"
HISTORY = "http://purl.org/syndication/history/1.0"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The feed that an entry comes from (RFC 4287 section 4.2.11).

    Attributes:
        id: of the source.
        title: its name for readers.
        updated: the entry's own date.
        links: attributes of its links.
        rights: who may do what with its texts; empty where it says nothing.
    """

    id: str
    title: str
    updated: datetime
    links: tuple[dict[str, str], ...] = ()
    rights: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an entry has to say beyond feedgen's words.

    Attributes:
        source: where it comes from.
        language: BCP 47 tag of its text, where it is not the feed's.
        link_attributes: attributes of its links beside the address, in the links' order.
        thumbnail: address of its picture (Media RSS); none where it has none.
    """

    source: Origin
    language: str | None = None
    link_attributes: tuple[dict[str, str], ...] = ()
    thumbnail: str | None = None


class FeedExtension:
    """Mends the head of a feed, and ends it with tombstones: what feedgen knows of entries follows them.

    Attributes:
        tombstones: they; to be set on each feed that has some.
        is_archive: the feed is a document that does not change any more (RFC 5005 section 4).
        has_pictures: an entry has one.
    """

    tombstones: Sequence[Tombstone] = ()
    is_archive: bool = False
    has_pictures: bool = False

    def extend_ns(self) -> dict[str, str]:
        """The namespaces of what is in the feed: without it no byte tells of them."""
        wanted = {
            "at": (TOMBSTONES, self.tombstones),
            "fh": (HISTORY, self.is_archive),
            "media": (MEDIA, self.has_pictures),
        }
        return {prefix: namespace for prefix, (namespace, is_there) in wanted.items() if is_there}

    def extend_atom(self, feed: etree._Element) -> etree._Element:
        """The feed's element with what feedgen cannot say."""
        _mended(feed)
        if self.is_archive:
            etree.SubElement(feed, f"{{{HISTORY}}}archive")
        for each in self.tombstones:
            gone = etree.SubElement(feed, f"{{{TOMBSTONES}}}deleted-entry")
            gone.set("ref", each.entry_id)
            gone.set("when", stamp(each.when))
        return feed


class EntryExtension:
    """Mends an entry, and adds what it has to say beyond feedgen's words.

    Attributes:
        said: what that is; to be set on each entry.
    """

    said: Said

    def extend_atom(self, entry: etree._Element) -> etree._Element:
        """The entry's element with what feedgen cannot say."""
        return _extended(_mended(entry), self.said)


def stamp(moment: datetime) -> str:
    """The moment in UTC to the whole second (RFC 3339, in one form for ever: a local offset moves twice a year)."""
    return f"{moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat()}Z"


def _mended(element: etree._Element) -> etree._Element:
    for title in element.findall("title"):
        title.set("type", "text")
    for date in element.iterchildren(*DATES):
        date.text = stamp(datetime.fromisoformat(date.text or ""))
    return element


def _extended(entry: etree._Element, said: Said) -> etree._Element:
    if said.language:
        entry.set(XML_LANGUAGE, said.language)
    for link, attributes in zip(entry.findall("link"), said.link_attributes, strict=True):
        for name, value in attributes.items():
            link.set(name, value)
    if said.thumbnail:
        add_thumbnail(entry, said.thumbnail)
    source = etree.SubElement(entry, "source")
    origin = said.source
    for name, value in (("id", origin.id), ("title", origin.title), ("updated", stamp(origin.updated))):
        etree.SubElement(source, name).text = value
    for attributes in origin.links:
        etree.SubElement(source, "link", attributes)
    if origin.rights:
        etree.SubElement(source, "rights").text = origin.rights
    return entry


def add_thumbnail(entry: etree._Element, url: str) -> None:
    """Say which picture stands for the entry (Media RSS)."""
    etree.SubElement(entry, f"{{{MEDIA}}}thumbnail", url=url)
