"""The paragraphs of a page's main column, each with its element."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Tag
from bs4.element import PageElement, PreformattedString

from feeder.reading import tree
from feeder.reading.tree import Page
from feeder.text import clean

_MAIN = ("main", "article")
# What stands in a figure belongs to the picture or film: durations, titles of other films.
_NO_TEXT = tree.EMBEDS | {"figure"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph of the page.

    Attributes:
        text: its lines.
        tag: its element.
        is_whole: the element holds nothing else.
    """

    text: str
    tag: Tag
    is_whole: bool


def main(page: Page) -> Tag | None:
    """The main column: the one that the page names, as long as it holds most of the page's text."""
    body_tag = next((tag for tag in page.tags if tag.name == "body"), None)
    if body_tag is None:
        return None
    whole = page.size(body_tag)
    for name in _MAIN:
        found = [tag for tag in page.tags if tag.name == name or (name == "main" and tag.get("role") == "main")]
        # Several articles are the entries, not the column; a small one is a box beside it.
        if len(found) == 1 and page.size(found[0]) * 2 > whole:
            return found[0]
    return body_tag


def within(column: Tag, without: set[int]) -> Iterator[Block]:
    """The column's paragraphs; a `br` ends a line, nothing else breaks or glues what is no block."""
    pieces: list[str] = []
    owners: list[Tag] = []
    waiting: list[tuple[PageElement | None, Tag]] = [(column, column)]
    while waiting:
        node, block = waiting.pop()
        if node is None:
            yield from _block(pieces, owners)
        elif isinstance(node, Tag):
            if node.name in _NO_TEXT or tree.is_furniture(node) or id(node) in without:
                continue
            if node.name == "br":
                pieces.append("\n")
            elif node.name in tree.BLOCKS:
                yield from _block(pieces, owners)
                waiting.append((None, node))
                waiting += [(child, node) for child in reversed(node.contents)]
            else:
                waiting += [(child, block) for child in reversed(node.contents)]
        elif not isinstance(node, PreformattedString):
            pieces.append(str(node) if block.name == "pre" else tree.SPACE.sub(" ", str(node)))
            owners.append(block)
    yield from _block(pieces, owners)


def _block(pieces: list[str], owners: list[Tag]) -> Iterator[Block]:
    """The block that the pieces make, if a reader sees anything; they are taken."""
    lines = (" ".join(line.split()) for line in clean("".join(pieces)).split("\n"))
    text = "\n".join(filter(None, lines))
    if text:
        tag = owners[-1]
        yield Block(text=text, tag=tag, is_whole=len(pieces) > 0 and tag.find(_is_block) is None)
    pieces.clear()
    owners.clear()


def _is_block(tag: Tag) -> bool:
    return tag.name in tree.BLOCKS
