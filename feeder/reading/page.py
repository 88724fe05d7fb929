"""HTML → Ticker: the text of the page's main column, read by the grammar of plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from bs4 import BeautifulSoup, Tag
from bs4.element import CData, Comment, Declaration, Doctype, PageElement, ProcessingInstruction

from feeder.errors import ReadError
from feeder.model import Ticker
from feeder.reading import prose
from feeder.reading.dating import Reference

_LONGEST_PAGE = 10_000_000
# What is never part of the report: code, the page's furniture, what a reader cannot see.
_FURNITURE = (
    "script", "style", "template", "noscript", "svg", "iframe", "form", "button", "nav", "aside", "footer",
)  # fmt: skip
_MAIN = ("main", "[role=main]", "article", "body")
_BLOCKS = {
    "address", "article", "blockquote", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
}  # fmt: skip
_INVISIBLE = (Comment, Declaration, Doctype, ProcessingInstruction, CData)
# Blanks of the source mean nothing; a line end inside preformatted text does, and a `br` is one.
_ENDS = ("\n", "\n\n")
_SOURCE_SPACE = re.compile(r"[ \t\n\r\f]+")


def read(html: str, reference: Reference, zone: ZoneInfo) -> Ticker:
    """The ticker that a clean HTML page is.

    Args:
        html: the page, decoded.
        reference: when it was read.
        zone: of its clocks.

    Raises:
        ReadError: it is no ticker; the message says why.
    """
    if len(html) > _LONGEST_PAGE:
        raise ReadError(f"the page has {len(html)} characters, over {_LONGEST_PAGE}")
    soup = BeautifulSoup(html, "lxml")
    for furniture in soup(_FURNITURE):
        furniture.decompose()
    return prose.read(_text(_main(soup)), reference, zone, title=_title(soup), is_page=True)


def _main(soup: BeautifulSoup) -> Tag:
    """The main column: the first that the page names, as long as it holds most of the page's text."""
    whole = len(soup.get_text())
    for selector in _MAIN:
        found = soup.select(selector)
        # Several articles are the entries, not the column; a small one is a box beside it.
        if len(found) == 1 and len(found[0].get_text()) * 2 > whole:
            return found[0]
    return soup


def _title(soup: BeautifulSoup) -> str | None:
    heading = soup.h1 or soup.title
    return (" ".join(heading.get_text(" ").split()) or None) if heading else None


def _text(column: Tag) -> str:
    """The column's text: blocks apart by a blank line, a `br` as a line end, nothing else broken or glued."""
    pieces = (piece if piece in _ENDS else _SOURCE_SPACE.sub(" ", piece) for piece in _pieces(column))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return re.sub(r"\n{2,}", "\n\n", "\n".join(lines)).strip()


def _pieces(column: Tag) -> Iterator[str]:
    """The strings of the column in order, with a blank line where a block begins or ends."""
    waiting: list[PageElement | str] = [column]
    while waiting:
        node = waiting.pop()
        if isinstance(node, _INVISIBLE):
            continue
        if isinstance(node, Tag):
            if node.name == "br":
                yield "\n"
                continue
            edge = ["\n\n"] if node.name in _BLOCKS else []
            waiting += [*edge, *reversed(node.contents), *edge]
        else:
            yield str(node)
