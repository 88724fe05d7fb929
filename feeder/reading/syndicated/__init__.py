"""RSS, Atom and JSON Feed → Ticker: what a feed tells apart by itself is taken as it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from feeder.errors import ReadError
from feeder.model import Item, Precision, Ticker
from feeder.reading import forms
from feeder.reading.reference import Reference
from feeder.reading.syndicated import feeddates
from feeder.reading.syndicated.feeddata import Channel, Post
from feeder.text import clean, folded

LONGEST = 10_000_000  # bytes; a feed of this size takes seconds
# A title that is cut from the text is none of its own.
_CUT = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])$")
_AHEAD = timedelta(minutes=5)  # how far a server's clock may be ahead of ours


def read(content: bytes, media_type: str, address: str, reference: Reference, zone: ZoneInfo) -> Ticker:
    """The ticker that a feed is: all its entries, in its order.

    Args:
        content: the feed as it came; XML says itself how it is encoded.
        media_type: as its server or file name says.
        address: of the feed; relative links are relative to what the feed names, else to this one; empty for a file.
        reference: when it was read.
        zone: of dates that name none.

    Raises:
        ReadError: it is no feed, or not a whole one; the message says why.
    """
    if len(content) > LONGEST:
        raise ReadError(f"the feed has {len(content)} bytes, over {LONGEST}")
    if not content.strip():
        raise ReadError("it is empty")
    if forms.is_json(media_type, content):
        from feeder.reading.syndicated import jsonfeed

        channel = jsonfeed.channel(content, address)
    else:
        from feeder.reading.syndicated import xmlfeed

        channel = xmlfeed.channel(content, media_type, address)
    return _ticker(channel, reference, zone)


def _ticker(channel: Channel, reference: Reference, zone: ZoneInfo) -> Ticker:
    posts = tuple(dict.fromkeys(channel.posts))  # a feed may list an entry twice
    keys = _keys(posts)
    items = tuple(_item(post, key, zone) for post, key in zip(posts, keys, strict=True))
    return Ticker(
        title=_line(channel.title) or None,
        lead=clean(channel.lead).strip(),
        items=items,
        certainty=channel.certainty,
        dated_at=_dated_at(channel, items, reference, zone),
        remarks=channel.remarks,
        reason=f"{channel.form}: it tells its entries apart itself",
    )


def _keys(posts: Sequence[Post]) -> Iterator[str | None]:
    """The ids of the entries, else their addresses; what several share tells none of them apart."""
    named = [_line(post.key) or post.link or "" for post in posts]
    counts = Counter(named)
    return (key if key and counts[key] == 1 else None for key in named)


def _item(post: Post, key: str | None, zone: ZoneInfo) -> Item:
    moment, precision = feeddates.moment(post.date, zone)
    text = post.body.text
    title = _title(_line(post.title), text)
    is_title_alone = title is not None and folded(title) == folded(text)
    return Item(
        published=moment,
        precision=precision,
        title=title,
        text="" if is_title_alone else text,
        html="" if is_title_alone else post.body.html,
        author=_line(post.author) or None,
        key=key,
        link=post.link,
        images=tuple({image.url: image for image in (*post.body.images, *post.images)}.values()),
        captions=tuple(dict.fromkeys((*post.captions, *post.body.captions))),
    )


def _title(title: str, text: str) -> str | None:
    """The title, unless it is cut from the text: then the entry has none of its own."""
    cut = _CUT.sub("", title)
    if cut != title and folded(text).startswith(folded(cut)):
        return None
    return title or None


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _dated_at(channel: Channel, items: Sequence[Item], reference: Reference, zone: ZoneInfo) -> datetime | None:
    """The newest date of the feed; none where an entry has none, since a feed's own date may stand still for years."""
    if not items or any(item.precision in (Precision.NONE, Precision.DAY) for item in items):
        return None
    told = (feeddates.moment(date, zone)[0] for date in (channel.date, *(post.updated for post in channel.posts)))
    limit = reference.moment.astimezone(UTC) + _AHEAD if reference.moment else None
    moments = [moment for moment in (*told, *(item.published for item in items)) if moment]
    return max((moment for moment in moments if limit is None or moment <= limit), default=None)
