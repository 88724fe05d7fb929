"""The paragraphs of a page's main column, each with its element."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bs4 import Tag
from bs4.element import PageElement, PreformattedString

from feeder.reading import tree
from feeder.reading.links import Links, href
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
        linked: which part of it is links to other pages, 0 to 1.
        is_whole: the element holds nothing else.
    """

    text: str
    tag: Tag
    linked: float = 0.0
    is_whole: bool = True


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


def within(column: Tag, without: set[int], links: Links) -> tuple[Block, ...]:
    """The column's paragraphs; a `br` ends a line, nothing else breaks or glues what is no block.

    Args:
        column: the element.
        without: `id()` of elements to leave out.
        links: which links lead to other pages.
    """
    found: list[Block] = []
    open_line = _Line()
    holders: set[int] = set()  # blocks that hold blocks
    waiting: list[tuple[PageElement | None, Tag, bool]] = [(column, column, False)]
    while waiting:
        node, block, is_linked = waiting.pop()
        if node is None:
            found += open_line.ended()
        elif isinstance(node, Tag):
            if node.name in _NO_TEXT or tree.is_furniture(node) or id(node) in without:
                continue
            if node.name == "br":
                open_line.pieces.append("\n")
            elif node.name in tree.BLOCKS:
                holders.add(id(block) if node is not column else 0)
                found += open_line.ended()
                waiting.append((None, node, False))
                waiting += [(child, node, is_linked) for child in reversed(node.contents)]
            else:
                is_away = is_linked or (node.name == "a" and links.leads_away(href(node)))
                waiting += [(child, block, is_away) for child in reversed(node.contents)]
        elif not isinstance(node, PreformattedString):
            open_line.add(str(node), block, is_linked=is_linked)
    found += open_line.ended()
    return tuple(replace(block, is_whole=id(block.tag) not in holders) for block in found)


@dataclass(slots=True)
class _Line:
    """A paragraph that is not at its end."""

    pieces: list[str] = field(default_factory=list)
    tag: Tag | None = None
    linked: int = 0

    def add(self, text: str, tag: Tag, *, is_linked: bool) -> None:
        self.pieces.append(text if tag.name == "pre" else tree.SPACE.sub(" ", text))
        self.linked += len(text.strip()) if is_linked else 0
        self.tag = tag

    def ended(self) -> list[Block]:
        """The block that it is, if a reader sees anything; another begins."""
        lines = (" ".join(line.split()) for line in clean("".join(self.pieces)).split("\n"))
        text = "\n".join(filter(None, lines))
        tag, linked = self.tag, self.linked
        self.pieces, self.tag, self.linked = [], None, 0
        if not text or tag is None:
            return []
        return [Block(text=text, tag=tag, linked=min(1.0, linked / len(text)))]
