"""The zone of a page's clocks, as its own machine times tell it by their offsets from UTC."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from feeder.reading import instant
from feeder.reading.page.linkeddata import Post
from feeder.reading.tree import Page

_HOUR = timedelta(hours=1)
_MOST = 60  # values, of which the first tell as much as all


def zone_of(page: Page, posts: Sequence[Post], zone: ZoneInfo) -> ZoneInfo:
    """The zone of the page's bare clocks: the source's, unless all its machine times bear one other offset.

    `Z` and an offset of zero tell nothing: servers write them whatever their readers' clocks show.

    Args:
        page: the page.
        posts: what its linked data says of itself and its updates.
        zone: of the source.
    """
    read = (instant.read(text, zone) for text in islice(_written(page, posts), _MOST))
    known = [found for found in read if found and found.offset]
    if all(each.moment.astimezone(zone).utcoffset() == each.offset for each in known):
        return zone
    offsets = {each.offset for each in known if each.offset}
    return (_fixed(offsets.pop()) if len(offsets) == 1 else None) or zone


def _written(page: Page, posts: Sequence[Post]) -> Iterator[str]:
    """The moments that the page's head, its `time` elements and its linked data name."""
    for place, tag in enumerate(page.tags):
        if tag.name == "meta" and str(tag.get("property") or "").endswith("_time"):
            yield str(tag.get("content") or "")
        elif tag.name == "time" and not page.hidden[place]:
            yield str(tag.get("datetime") or "")
    for post in posts:
        yield post.published
        yield post.updated


def _fixed(offset: timedelta) -> ZoneInfo | None:
    """A zone of whole hours; their names in the database count the other way round."""
    hours, rest = divmod(offset, _HOUR)
    return None if rest else ZoneInfo(f"Etc/GMT{-hours:+d}")
