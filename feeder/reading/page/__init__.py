"""HTML → Ticker: all that a page tells, gathered: linked data, repeated elements, its own text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from feeder.errors import ReadError
from feeder.model import Ticker
from feeder.reading import links, tree
from feeder.reading.links import Links
from feeder.reading.page import described, dom, flat, offsets, repeated, stamps, strangers
from feeder.reading.reference import Reference
from feeder.reading.tree import Page
from feeder.text import clean

LAYOUTS = ("text", "linked-data", "repeated")
"""The layers that a source may ask for where they compete."""
_SURE = 0.9  # in order, and most of the page's text: there can be no other ticker
_BAR = 0.8  # of the entries that the text has, those that the elements must have


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """A page and what is known of it."""

    page: Page
    links: Links
    reference: Reference
    zone: ZoneInfo
    title: str | None


def read(html: str, reference: Reference, zone: ZoneInfo, *, address: str = "", layout: str = "") -> Ticker:
    """The ticker that an HTML page is.

    Args:
        html: the page, decoded.
        reference: when it was read.
        zone: of its clocks, unless it names another.
        address: where it was taken from, which makes its links absolute; empty where that was no server.
        layout: which of its layers to read, one of `LAYOUTS`; empty for the best.

    Raises:
        ReadError: it is no ticker; the message says why.
    """
    page = tree.parse(html)
    found = described.gathered(page)
    if not (page.strings or found.blog):
        raise ReadError("it is empty")
    zone = offsets.zone_of(page, found.posts, zone)
    known = _Known(page=page, links=links.of(page, address), reference=reference, zone=zone, title=_title(page))
    if found.blog and layout in ("", "linked-data"):
        ticker = described.read(page, found.blog, known.links, reference, zone)
    elif layout == "linked-data":
        raise ReadError("; ".join(("it describes no live blog for machines", *found.remarks)))
    elif reason := strangers.of_page(page, found.kinds):
        raise ReadError(reason)
    else:
        ticker = _undescribed(known, layout)
    title = ticker.title or known.title
    return replace(ticker, title=title, remarks=(*found.remarks, *ticker.remarks))


def _undescribed(known: _Known, layout: str) -> Ticker:
    """The ticker that elements or the text show: the text only where it has more entries."""
    page = known.page
    shown = repeated.Repeated()
    if layout != "text":
        groups = dom.groups(page, stamps.find(page, known.zone))
        shown = repeated.read(page, groups, known.links, known.reference, known.zone)
    told: Ticker | None = None
    try:
        if layout != "repeated" and shown.certainty < _SURE:
            told = flat.read(page, known.links, known.reference, known.zone, shown.foreign)
    except ReadError as error:
        if not shown.items:
            raise ReadError("; ".join(dict.fromkeys(filter(None, (shown.reason, str(error)))))) from error
    if told and len(shown.items) < _BAR * len(told.items):
        return told
    if not shown.items:
        raise ReadError(shown.reason or "no elements with times repeat on it")
    return Ticker(
        title=known.title,
        lead=_lead(page),
        items=shown.items,
        certainty=shown.certainty,
        reason="elements with times repeat on it",
    )


def _title(page: Page) -> str | None:
    """The page's first heading, or its name."""
    heading = next((tag for tag in page.tags if tag.name == "h1" and tree.plain(tag)), None)
    name = tree.plain(heading) if heading is not None else page.soup.title.get_text() if page.soup.title else ""
    return " ".join(clean(name).split()) or None


def _lead(page: Page) -> str:
    """What the page says of itself in a sentence."""
    for tag in page.tags:
        if tag.name == "meta" and "description" in (tag.get("name"), tag.get("property")):
            return " ".join(clean(str(tag.get("content") or "")).split())
    return ""
