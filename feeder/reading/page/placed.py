"""Items that were read from the text of a page, with the paragraphs that say them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feeder.model import Item
from feeder.reading.page.blocks import Block
from feeder.text import folded

_FURTHEST = 400  # blocks behind one item, in which the next begins
_SURE = 40  # letters: so much is not said twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An item, and the blocks that it was read from, beginning with that of its mark."""

    item: Item
    blocks: tuple[Block, ...]


def of(items: Sequence[Item], blocks: Sequence[Block]) -> Iterator[Placed]:
    """The items with their blocks: found again by what they say, one behind the other."""
    said = [folded(block.text) for block in blocks]
    starts: list[int] = []
    at = 0
    for item in items:
        opening = folded(item.title or item.text.split("\n\n", 1)[0])
        near = range(at, min(at + _FURTHEST, len(said)))
        found = next((number for number in near if _holds(said[number], opening)), None)
        starts.append(at if found is None else found)
        at = starts[-1] + 1
    for item, start, end in zip(items, starts, [*starts[1:], len(blocks)], strict=True):
        yield Placed(item=item, blocks=tuple(blocks[start:end]))


def _holds(text: str, opening: str) -> bool:
    """The text holds these words; a short one says little else."""
    if not opening or f" {opening} " not in f" {text} ":
        return False
    return len(opening) >= _SURE or len(text) <= len(opening) + _SURE
