"""The pictures of an entry: addresses that a feed reader can load, alternative texts, types."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import urlsplit

from bs4 import Tag

from feeder.model import Image
from feeder.reading import tree
from feeder.reading.links import Links
from feeder.text import clean

# What scripts load a picture from when it comes into sight; `src` then holds a blank.
_SOURCES = (
    "src", "data-src", "data-original", "data-lazy-src", "data-lazy", "data-image", "data-url", "data-hi-res-src",
    "content",
)  # fmt: skip
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "svg": "image/svg+xml",
}
_MOST_SOURCES = 16
_SMALL = 80  # pixels: portraits, icons, pixels that count readers
_NO_PICTURE = frozenset({"avatar", "author", "authors", "icon", "icons", "emoji", "logo", "pixel", "byline", "flag"})
_WIDTH = re.compile(r"\s(\d{1,6})w$")


def of(tag: Tag, links: Links) -> Image | None:
    """The picture that an `img` (or AMP's) shows, if it is one of the report: no portrait, no icon, no pixel."""
    if any(_NO_PICTURE & tree.words(each) for each in (tag, tag.parent) if each is not None) or _is_small(tag):
        return None
    url = next((url for each in _addresses(tag) if (url := links.absolute(each))), None)
    return of_url(url, str(tag.get("alt") or "")) if url else None


def of_url(url: str, alt: str = "") -> Image:
    """The picture at an absolute address."""
    ending = urlsplit(url).path.rsplit(".", 1)[-1].lower()
    return Image(url=url, alt=" ".join(clean(alt).split()), media_type=_TYPES.get(ending))


def _addresses(tag: Tag) -> list[str]:
    """Where the picture may lie, the best first; a template (`{width}`) is no address, nor is a blank in the page."""
    found = [str(tag[name]) for name in _SOURCES if tag.get(name)]
    sources = [tag]
    if tag.parent is not None and tag.parent.name in ("picture", "source"):
        sources += [each for each in islice(tag.parents, _MOST_SOURCES) if each.name == "source"]
        sources += [
            each for each in tag.parent.contents[:_MOST_SOURCES] if isinstance(each, Tag) and each.name == "source"
        ]
    for source in sources:
        found += [_widest(str(source[name])) for name in _SETS if source.get(name)]
    return [each for each in found if each and "{" not in each and not each.startswith("data:")]


def _widest(candidates: str) -> str:
    """The address with the greatest width of a `srcset` (HTML, section 4.8.4.2.1)."""
    best, widest = "", -1
    for candidate in re.split(r",\s+", candidates):
        width = _WIDTH.search(candidate.strip())
        pixels = int(width[1]) if width else 0
        if pixels > widest and candidate.split():
            best, widest = candidate.split()[0].rstrip(","), pixels
    return best


def _is_small(tag: Tag) -> bool:
    return any(
        str(tag.get(name) or "").removesuffix("px").isdecimal() and int(str(tag[name]).removesuffix("px")[:6]) <= _SMALL
        for name in ("width", "height")
    )
