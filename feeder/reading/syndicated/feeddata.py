"""What a feed says, the same for all formats: read by `jsonfeed` and `xmlfeed`, understood by `syndicated`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup

from feeder.model import Image
from feeder.reading import body, images
from feeder.reading.links import Links
from feeder.text import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The text of an entry in both forms, with what belongs to its pictures."""

    html: str = ""
    text: str = ""
    images: tuple[Image, ...] = ()
    captions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One entry of a feed.

    Attributes:
        key: its id in the feed; empty if it has none.
        title: as plain text; empty if it has none.
        body: its text.
        date: when it was published, as the feed writes it; empty if it has none.
        updated: when it was changed last, as the feed writes it; empty if it has none.
        author: who wrote it; empty if the entry names nobody.
        link: its absolute http(s) address.
        images: pictures that come beside the text.
        captions: what the feed says of these pictures.
    """

    key: str
    title: str
    body: Text
    date: str = ""
    updated: str = ""
    author: str = ""
    link: str | None = None
    images: tuple[Image, ...] = ()
    captions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A whole feed.

    Attributes:
        form: what it is, for people: `an Atom feed`.
        title: as plain text; empty if it has none.
        lead: what it says of itself.
        date: when it was changed last, as the feed writes it; empty if it has none.
        posts: its entries in its order.
        certainty: 0 to 1.
        remarks: what a user should know about it.
    """

    form: str
    title: str
    lead: str
    posts: tuple[Post, ...]
    date: str = ""
    certainty: float = 1.0
    remarks: tuple[str, ...] = ()


def links(*bases: str) -> Links:
    """What addresses in a feed mean: they are relative to the first base, each base to the next."""
    base = ""
    for each in reversed(bases):
        base = Links(base=base, page="").absolute(each) or base
    return Links(base=base, page="")


def plain(text: str) -> Text:
    """The text of an entry that is no HTML."""
    found = body.of_text(text)
    return Text(html=found.html, text=found.text)


def marked_up(html: str, targets: Links) -> Text:
    """The text of an entry that is HTML, and what belongs to its pictures."""
    # Within an element: text without any would be taken for the name of a file.
    soup = BeautifulSoup(f"<div>{clean(html)}</div>", "lxml")
    captions = soup.find_all("figcaption")
    found = body.of_nodes(soup.contents, targets, frozenset(map(id, captions)))
    lines = (" ".join(caption.get_text(" ").split()) for caption in captions)
    return Text(html=found.html, text=found.text, images=found.images, captions=tuple(filter(None, lines)))


def picture(targets: Links, address: str, media_type: str = "", length: object = None) -> Image | None:
    """The picture at an address, if there can be one.

    Args:
        targets: what the address is relative to.
        address: as the feed writes it.
        media_type: as the feed says; empty or without a form where it does not.
        length: in bytes, as the feed says.
    """
    url = targets.absolute(address)
    if url is None:
        return None
    found = images.of_url(url)
    size = str(length)
    return replace(
        found,
        media_type=media_type if re.fullmatch(r"image/[\w.+-]+", media_type) else found.media_type,
        # Many feeds write 0 or 1 where they do not know it.
        length=int(size) if re.fullmatch(r"[1-9]\d{2,9}", size) else None,
    )
