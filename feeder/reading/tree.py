"""HTML → tree: the page as beautifulsoup4 parses it on lxml, and what is asked of its elements often."""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from bs4.element import NavigableString, PageElement, PreformattedString

from feeder.errors import ReadError

_LONGEST_PAGE = 50_000_000
_DEEPEST = 100_000
_SLIGHT = 30
# What is never part of a report: code, the page's furniture, what a reader cannot see.
FURNITURE = frozenset({
    "script", "style", "template", "noscript", "svg", "math", "button", "select", "textarea", "input", "nav", "aside",
    "footer", "dialog", "canvas", "head", "object", "option",
})  # fmt: skip
BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "li", "main", "ol", "p", "pre", "section",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "details", "summary", "center", "footer", "aside",
    "nav",
})  # fmt: skip
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
EMBEDS = frozenset({"iframe", "embed", "video", "audio", "amp-twitter", "amp-youtube", "amp-iframe", "noembed"})
SPACE = re.compile(r"[ \t\n\r\f]+")
"""Blanks of the source, which mean nothing but in preformatted text."""
_WORDS = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A parsed page.

    Attributes:
        soup: the whole tree.
        tags: its elements in the order of the page, furniture and all.
        strings: its strings that a reader may see, in order.
        at: the place of an element in `tags`, by the `id()` of it.
        length: for each of `tags`, how many characters a reader sees in it.
        end: for each of `tags`, the place behind the last element in it.
        height: for each of `tags`, how deep elements nest in it.
        hidden: for each of `tags`, whether a reader does not see it, or it is the page's furniture.
    """

    soup: BeautifulSoup
    tags: tuple[Tag, ...]
    strings: tuple[NavigableString, ...]
    at: dict[int, int]
    length: list[int]
    end: list[int]
    height: list[int]
    hidden: list[bool]

    def size(self, tag: Tag) -> int:
        """How many characters a reader sees in the element."""
        return self.length[self.at[id(tag)]]


def parse(html: str) -> Page:
    """The page's tree.

    Args:
        html: the page, decoded.

    Raises:
        ReadError: it is too long or nests too deeply to be read in a time that anyone would wait.
    """
    if len(html) > _LONGEST_PAGE:
        raise ReadError(f"the page has {len(html)} characters, over {_LONGEST_PAGE}")
    with warnings.catch_warnings():
        # XHTML with an XML declaration is a page like another.
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        soup = BeautifulSoup(html, "lxml")
    return _surveyed(soup)


def _surveyed(soup: BeautifulSoup) -> Page:
    tags: list[Tag] = []
    strings: list[NavigableString] = []
    at: dict[int, int] = {}
    above: list[int] = []  # the place of each element's parent
    depths: list[int] = []
    hidden: list[bool] = []
    own: list[int] = []
    node: PageElement | None = soup.contents[0] if soup.contents else None
    while node is not None:
        parent = at.get(id(node.parent), -1)
        if isinstance(node, Tag):
            at[id(node)] = len(tags)
            above.append(parent)
            depths.append(depths[parent] + 1 if parent >= 0 else 0)
            is_unseen = is_furniture(node) or (parent >= 0 and tags[parent].name in EMBEDS)
            hidden.append(is_unseen or (parent >= 0 and hidden[parent]))
            own.append(0)
            tags.append(node)
        elif isinstance(node, NavigableString) and parent >= 0 and not hidden[parent] and _is_read(node, tags[parent]):
            own[parent] += len(node)
            strings.append(node)
        node = node.next_element
    if depths and max(depths) > _DEEPEST:
        raise ReadError(f"its elements nest {max(depths)} deep, over {_DEEPEST}")
    end = [place + 1 for place in range(len(tags))]
    height = [0] * len(tags)
    for place in range(len(tags) - 1, 0, -1):
        if above[place] >= 0:
            own[above[place]] += own[place]
            end[above[place]] = max(end[above[place]], end[place])
            height[above[place]] = max(height[above[place]], height[place] + 1)
    return Page(
        soup=soup,
        tags=tuple(tags),
        strings=tuple(strings),
        at=at,
        length=own,
        end=end,
        height=height,
        hidden=hidden,
    )


def _is_read(string: NavigableString, tag: Tag) -> bool:
    return not isinstance(string, PreformattedString) and tag.name not in EMBEDS and bool(string.strip())


def is_furniture(tag: Tag) -> bool:
    """A reader does not see it, or it is no part of any report; an `aside` of a few letters may be an entry's time."""
    return tag.name in FURNITURE and not (tag.name == "aside" and _is_slight(tag))


def _is_slight(tag: Tag) -> bool:
    length = 0
    for number, node in enumerate(tag.descendants):
        length += 0 if isinstance(node, Tag) else len(str(node).strip())
        if number > _SLIGHT or length > _SLIGHT:
            return False
    return True


def words(tag: Tag) -> frozenset[str]:
    """The words in the names that the page's makers gave the element, in small letters: its classes and its id."""
    classes = tag.get("class")
    named = " ".join(classes) if isinstance(classes, list) else str(classes or "")
    return _split(f"{named} {tag.get('id') or ''}")


@lru_cache(maxsize=4096)
def _split(names: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORDS.findall(names[:400]))


def family(tag: Tag) -> str:
    """What elements made by the same template have in common: name and first class, without numbers."""
    classes = tag.get("class")
    first = classes[0] if isinstance(classes, list) and classes else ""
    return f"{tag.name}.{re.sub(r'[0-9]+', '', first)}"


def plain(tag: Tag, without: Collection[int] = ()) -> str:
    """The element's text in one line; elements that break lines part words, others do not.

    Args:
        tag: the element.
        without: `id()` of elements to leave out.
    """
    pieces: list[str] = []
    waiting: list[PageElement | str] = [tag]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Tag):
            if is_furniture(node) or node.name in EMBEDS or id(node) in without:
                continue
            edge = [" "] if node.name in BLOCKS or node.name == "br" else []
            waiting += [*edge, *reversed(node.contents), *edge]
        elif not isinstance(node, PreformattedString):
            pieces.append(str(node))
    return " ".join("".join(pieces).split())
