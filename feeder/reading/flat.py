"""The page's own text, read by the grammar of plain text: headings and paragraphs without elements around entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from statistics import median
from zoneinfo import ZoneInfo

from bs4 import Tag

from feeder.errors import ReadError
from feeder.model import Item, Ticker
from feeder.reading import blocks, body, images, keys, marginal, prose, tree
from feeder.reading.blocks import Block
from feeder.reading.dating import Reference
from feeder.reading.dom import Part
from feeder.reading.links import Links, href
from feeder.reading.tree import Page
from feeder.text import folded, to_html

_MOST_LINKED = 0.5
_DEEPEST = 200  # levels; deeper pages are read without a look at what their elements are called
_LEAST_SHARE = 0.1  # of the page's text
_FEWEST = 3
_NEAR = 16
_WHOLE = 0.95
_SURE = 40  # letters: so much is not said twice


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
    found = tuple(block for block in blocks.within(column, without) if not _is_signpost(block, links))
    ticker, placed = _told(found, reference, zone)
    reason = _reason(page, placed, foreign, links)
    ended = tuple(_up_to_the_end(page, found, placed))
    if not reason and len(ended) < len(found):
        ticker, placed = _told(ended, reference, zone)
        reason = _reason(page, placed, foreign, links)
    if reason:
        raise ReadError(reason)
    return replace(ticker, items=tuple(_enriched(page, placed, links)))


def _reason(page: Page, placed: Sequence[_Placed], foreign: Sequence[Tag], links: Links) -> str:
    """Why the items may be no ticker's; empty where they are."""
    if _stand_in(placed, foreign):
        return "the texts below its times are teasers, comments or other articles"
    if _are_links(placed, links):
        return "the texts below its times are links to other pages"
    if sum(len(each.item.text) for each in placed) < _LEAST_SHARE * sum(map(len, page.strings)):
        return "the texts below its times are a small part of the page"
    return ""


def _told(found: Sequence[Block], reference: Reference, zone: ZoneInfo) -> tuple[Ticker, tuple[_Placed, ...]]:
    """The ticker that the blocks are, and where its items stand."""
    ticker = prose.read("\n\n".join(block.text for block in found), reference, zone, is_page=True)
    return ticker, tuple(_placed(ticker.items, found))


def _up_to_the_end(page: Page, found: Sequence[Block], placed: Sequence[_Placed]) -> Iterator[Block]:
    """The blocks without those behind the element that holds all marks: what follows it belongs to no entry."""
    heads = [each.blocks[0].tag for each in placed if each.blocks]
    holds = Counter(id(outer) for head in heads for outer in islice(head.parents, _NEAR))
    around = next((outer for head in heads[:1] for outer in head.parents if holds[id(outer)] == len(heads)), None)
    if len(heads) < _FEWEST or around is None or id(around) not in page.at:
        yield from found
        return
    end = page.end[page.at[id(around)]]
    yield from (block for block in found if page.at[id(block.tag)] < end)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """An item, and the blocks that it was read from, beginning with that of its mark."""

    item: Item
    blocks: tuple[Block, ...]


def _placed(items: Sequence[Item], blocks: Sequence[Block]) -> Iterator[_Placed]:
    """The items with their blocks: found again by what they say, one behind the other."""
    said = [folded(block.text) for block in blocks]
    starts: list[int] = []
    at = 0
    for item in items:
        opening = folded(item.title or item.text.split("\n\n", 1)[0])
        found = next((number for number in range(at, len(said)) if _holds(said[number], opening)), None)
        starts.append(at if found is None else found)
        at = starts[-1] + 1
    for item, start, end in zip(items, starts, [*starts[1:], len(blocks)], strict=True):
        yield _Placed(item=item, blocks=tuple(blocks[start:end]))


def _holds(text: str, opening: str) -> bool:
    """The text holds these words; a short one says little else."""
    if not opening or f" {opening} " not in f" {text} ":
        return False
    return len(opening) >= _SURE or len(text) <= len(opening) + _SURE


def _stand_in(placed: Sequence[_Placed], foreign: Sequence[Tag]) -> bool:
    """Most items begin in these elements."""
    inside = {id(tag) for tag in foreign}
    heads = [each.blocks[0].tag for each in placed if each.blocks]
    found = sum(any(id(outer) in inside for outer in islice((head, *head.parents), _NEAR)) for head in heads)
    return found * 2 > len(placed)


def _is_signpost(block: Block, links: Links) -> bool:
    """It is nothing but a link to another page, and opens with no time: a note of where to read on."""
    if block.tag.name in tree.HEADINGS or block.text[:1].isdigit():
        return False
    return _is_link(block, links)


def _is_link(block: Block, links: Links) -> bool:
    return block.is_whole and _share(block, links) >= _WHOLE


def _without_last_links(placed: _Placed, links: Links) -> str:
    """The item's text without headings at its end that are links to other pages: they head what follows the ticker."""
    paragraphs = placed.item.text.split("\n\n")
    for block in reversed(placed.blocks[1:]):
        is_last = bool(paragraphs) and folded(paragraphs[-1]) == folded(block.text)
        if not (is_last and block.tag.name in tree.HEADINGS and _is_link(block, links)):
            break
        paragraphs.pop()
    return "\n\n".join(paragraphs)


def _are_links(placed: Sequence[_Placed], links: Links) -> bool:
    """In most items most of the text is links to other pages, or the title is one."""
    return bool(placed) and median(_linked(each, links) for each in placed) > _MOST_LINKED


def _linked(placed: _Placed, links: Links) -> float:
    shares = [_share(block, links) for block in placed.blocks[:3]]
    whole = len(placed.item.text) + len(placed.item.title or "")
    linked = sum(share * len(block.text) for share, block in zip(shares, placed.blocks[:3], strict=True))
    is_teaser = bool(placed.item.title) and bool(shares) and shares[0] > _MOST_LINKED
    return 1.0 if is_teaser else linked / whole if whole else 0.0


def _share(block: Block, links: Links) -> float:
    """How much of the block is links to other pages."""
    around = [outer for outer in list(block.tag.parents)[:3] if outer.name == "a"]
    if any(links.leads_away(href(tag)) for tag in around):
        return 1.0
    away = [tag for tag in block.tag.find_all("a") if links.leads_away(href(tag))]
    return min(1.0, sum(len(tree.plain(tag)) for tag in away) / len(block.text))


def _enriched(page: Page, placed: Sequence[_Placed], links: Links) -> Iterator[Item]:
    """The items with what the elements tell beside the text: links, pictures, keys."""
    named = keys.own([_key(each) for each in placed], newest_first=True)
    if not all(named):
        named = [None] * len(placed)
    for each, key, following in zip(placed, named, [*placed[1:], None], strict=True):
        end = following.blocks[0].tag if following and following.blocks else None
        text = _without_last_links(each, links)
        yield replace(
            each.item,
            text=text,
            html=_html(text, each.blocks, links),
            images=tuple(filter(None, (images.of(tag, links) for tag in _between(page, each, end, "img")))),
            captions=(*each.item.captions, *map(marginal.one_line, _between(page, each, end, "figcaption"))),
            key=key,
        )


def _key(placed: _Placed) -> str | None:
    return str(placed.blocks[0].tag.get("id") or "") or None if placed.blocks else None


def _html(text: str, blocks: Sequence[Block], links: Links) -> str:
    """The item's paragraphs as HTML: as their elements have them where they say just that, else as text."""
    whole = {folded(block.text): block for block in blocks if block.is_whole}
    written: list[str] = []
    for paragraph in filter(None, text.split("\n\n")):
        block = whole.get(folded(paragraph))
        made = body.of_nodes((block.tag,), links, frozenset()).html if block else ""
        written.append(made if made and folded(body.text_of(made)) == folded(paragraph) else to_html(paragraph))
    return "\n".join(written)


def _between(page: Page, placed: _Placed, end: Tag | None, name: str) -> Iterator[Tag]:
    """The elements of that name between the item's mark and what follows the item."""
    if not placed.blocks:
        return
    begin, last = (page.at[id(block.tag)] for block in (placed.blocks[0], placed.blocks[-1]))
    stop = page.at[id(end)] if end is not None else page.end[last]
    for place in range(begin, stop):
        if page.tags[place].name == name and not page.hidden[place]:
            yield page.tags[place]
