"""The page's own text, read by the grammar of plain text: headings and paragraphs without elements around entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from zoneinfo import ZoneInfo

from bs4 import Tag

from feeder.errors import ReadError
from feeder.model import Item, Ticker
from feeder.reading import body, images, prose, tree
from feeder.reading.links import Links
from feeder.reading.page import blocks, columns, keys, marginal, placed
from feeder.reading.page.blocks import Block
from feeder.reading.page.columns import Column
from feeder.reading.page.dom import Part
from feeder.reading.page.placed import Placed
from feeder.reading.reference import Reference
from feeder.reading.tree import Page
from feeder.text import folded, to_html

_DEEPEST = 200  # levels; deeper pages are read without a look at what their elements are called
_FEWEST = 3
_NEAR = 16
_WHOLE = 0.95
# Notices that the law asks of each page, below its text.
_NOTICES = frozenset({
    "impressum", "datenschutz", "datenschutzerklärung", "imprint", "legal notice", "privacy policy", "mentions légales",
    "aviso legal", "note legali", "colofon", "agb",
})  # fmt: skip


def read(page: Page, links: Links, reference: Reference, zone: ZoneInfo, foreign: Sequence[Tag] = ()) -> Ticker:
    """The ticker that the text of the page's main column is.

    Args:
        page: the page.
        links: what addresses mean.
        reference: when it was read.
        zone: of its clocks.
        foreign: elements of what is surely no ticker.

    Raises:
        ReadError: it is none; the message says why.
    """
    column = blocks.main(page)
    if column is None:
        raise ReadError("the page has no text")
    without: set[int] = set()
    part = Part(tag=column, nodes=(column,), stamps=())
    if page.height[page.at[id(column)]] <= _DEEPEST:
        list(marginal.captions(part, without))
        marginal.leave_out_foreign(part, without)
    found = tuple(block for block in blocks.within(column, without, links) if not _is_signpost(block))
    known = Column(page=page, links=links, foreign=foreign, reference=reference, zone=zone)
    ticker, items = _told(found, reference, zone)
    reason = columns.reason(known, items)
    ended = tuple(_up_to_the_end(page, found, items))
    if not reason and len(ended) < len(found):
        ticker, items = _told(ended, reference, zone)
        reason = columns.reason(known, items)
    if reason:
        raise ReadError(reason)
    return replace(ticker, items=tuple(_enriched(page, items, links)))


def _told(found: Sequence[Block], reference: Reference, zone: ZoneInfo) -> tuple[Ticker, tuple[Placed, ...]]:
    """The ticker that the blocks are, and where its items stand."""
    ticker = prose.read("\n\n".join(block.text for block in found), reference, zone)
    return ticker, tuple(placed.of(ticker.items, found))


def _up_to_the_end(page: Page, found: Sequence[Block], items: Sequence[Placed]) -> Iterator[Block]:
    """The blocks without those behind the element that holds all marks: what follows it belongs to no entry."""
    heads = [each.blocks[0].tag for each in items if each.blocks]
    holds = Counter(id(outer) for head in heads for outer in islice(head.parents, _NEAR))
    around = next((outer for head in heads[:1] for outer in head.parents if holds[id(outer)] == len(heads)), None)
    if len(heads) < _FEWEST or around is None or id(around) not in page.at:
        yield from found
        return
    end = page.end[page.at[id(around)]]
    yield from (block for block in found if page.at[id(block.tag)] < end)


def _is_signpost(block: Block) -> bool:
    """It is nothing but a link to another page, and opens with no time, or the name of one: a note of where to go."""
    if block.tag.name in tree.HEADINGS or block.text[:1].isdigit():
        return False
    return _is_link(block) or (block.is_whole and folded(block.text) in _NOTICES)


def _is_link(block: Block) -> bool:
    return block.is_whole and block.linked >= _WHOLE


def _without_last_links(read_as: Placed) -> str:
    """The item's text without headings at its end that are links to other pages: they head what follows the ticker."""
    paragraphs = read_as.item.text.split("\n\n")
    for block in reversed(read_as.blocks[1:]):
        is_last = bool(paragraphs) and folded(paragraphs[-1]) == folded(block.text)
        if not (is_last and block.tag.name in tree.HEADINGS and _is_link(block)):
            break
        paragraphs.pop()
    return "\n\n".join(paragraphs)


def _enriched(page: Page, items: Sequence[Placed], links: Links) -> Iterator[Item]:
    """The items with what the elements tell beside the text: links, pictures, keys."""
    named = keys.own([_key(each) for each in items], newest_first=True)
    if not all(named):
        named = [None] * len(items)
    for each, key, following in zip(items, named, [*items[1:], None], strict=True):
        end = following.blocks[0].tag if following and following.blocks else None
        text = _without_last_links(each)
        yield replace(
            each.item,
            text=text,
            html=_html(text, each.blocks, links),
            images=tuple(filter(None, (images.of(tag, links) for tag in _between(page, each, end, "img")))),
            captions=(*each.item.captions, *map(marginal.one_line, _between(page, each, end, "figcaption"))),
            key=key,
        )


def _key(item: Placed) -> str | None:
    return str(item.blocks[0].tag.get("id") or "") or None if item.blocks else None


def _html(text: str, blocks: Sequence[Block], links: Links) -> str:
    """The item's paragraphs as HTML: as their elements have them where they say just that, else as text."""
    whole = {folded(block.text): block for block in blocks if block.is_whole}
    written: list[str] = []
    for paragraph in filter(None, text.split("\n\n")):
        block = whole.get(folded(paragraph))
        made = body.of_nodes((block.tag,), links, frozenset()).html if block else ""
        written.append(made if made and folded(body.text_of(made)) == folded(paragraph) else to_html(paragraph))
    return "\n".join(written)


def _between(page: Page, item: Placed, end: Tag | None, name: str) -> Iterator[Tag]:
    """The elements of that name between the item's mark and what follows the item."""
    if not item.blocks:
        return
    begin, last = (page.at[id(block.tag)] for block in (item.blocks[0], item.blocks[-1]))
    stop = page.at[id(end)] if end is not None else page.end[last]
    for place in range(begin, stop):
        if page.tags[place].name == name and not page.hidden[place]:
            yield page.tags[place]
