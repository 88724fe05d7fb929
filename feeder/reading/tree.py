"""HTML → tree: the page as beautifulsoup4 parses it on lxml, and what is asked of its elements often."""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from bs4.element import NavigableString, PageElement, PreformattedString

from feeder.errors import ReadError

_LONGEST_PAGE = 50_000_000
_DEEPEST = 100_000
_SLIGHT = 30
_MOST_NODES = 100
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
_NUMBERS = re.compile(r"[0-9]+")
_OF_STYLE = re.compile(r"^(css|sc|jsx|jss|emotion|svelte|astro)-[a-zA-Z]*$")
_WORDS = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*")
# A paragraph inside a heading, which HTML allows no writer and browsers show; libxml2 ends the heading before it.
_HELD = re.compile(
    r"<(h[1-6])\b([^<>]*+)>(\s*+)<p\b[^<>]*+>((?:[^<]|<(?!/?(?:p|h[1-6])\b))*+)</p>(\s*+</\1\s*+>)", re.IGNORECASE
)


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
        soup = BeautifulSoup(_HELD.sub(r"<\1\2>\3\4\5", html), "lxml")
    return _surveyed(soup)


@dataclass(slots=True)
class _Survey:
    """What is known of the elements so far, each list by their place."""

    tags: list[Tag] = field(default_factory=list)
    strings: list[NavigableString] = field(default_factory=list)
    at: dict[int, int] = field(default_factory=dict)
    above: list[int] = field(default_factory=list)  # the place of each element's parent
    depths: list[int] = field(default_factory=list)
    hidden: list[bool] = field(default_factory=list)
    own: list[int] = field(default_factory=list)

    def element(self, tag: Tag, parent: int) -> None:
        is_inside = parent >= 0
        self.at[id(tag)] = len(self.tags)
        self.above.append(parent)
        self.depths.append(self.depths[parent] + 1 if is_inside else 0)
        is_unseen = is_furniture(tag) or (is_inside and (self.hidden[parent] or self.tags[parent].name in EMBEDS))
        self.hidden.append(is_unseen)
        self.own.append(0)
        self.tags.append(tag)

    def string(self, string: NavigableString, parent: int) -> None:
        if parent >= 0 and not self.hidden[parent] and _is_read(string, self.tags[parent]):
            self.own[parent] += len(string)
            self.strings.append(string)


def _surveyed(soup: BeautifulSoup) -> Page:
    seen = _Survey()
    node: PageElement | None = soup.contents[0] if soup.contents else None
    while node is not None:
        parent = seen.at.get(id(node.parent), -1)
        if isinstance(node, Tag):
            seen.element(node, parent)
        elif isinstance(node, NavigableString):
            seen.string(node, parent)
        node = node.next_element
    if seen.depths and max(seen.depths) > _DEEPEST:
        raise ReadError(f"its elements nest {max(seen.depths)} deep, over {_DEEPEST}")
    length, end, height = _summed(seen)
    return Page(
        soup=soup,
        tags=tuple(seen.tags),
        strings=tuple(seen.strings),
        at=seen.at,
        length=length,
        end=end,
        height=height,
        hidden=seen.hidden,
    )


def _summed(seen: _Survey) -> tuple[list[int], list[int], list[int]]:
    """Length, end and height of each element, from the innermost outwards."""
    length, above = list(seen.own), seen.above
    end = [place + 1 for place in range(len(above))]
    height = [0] * len(above)
    for place in range(len(above) - 1, 0, -1):
        parent = above[place]
        if parent >= 0:
            length[parent] += length[place]
            end[parent] = max(end[parent], end[place])
            height[parent] = max(height[parent], height[place] + 1)
    return length, end, height


def _is_read(string: NavigableString, tag: Tag) -> bool:
    return not isinstance(string, PreformattedString) and tag.name not in EMBEDS and bool(string.strip())


def is_furniture(tag: Tag) -> bool:
    """A reader does not see it, or it is no part of any report; an `aside` of a few letters may be an entry's time."""
    return tag.name in FURNITURE and not (tag.name == "aside" and _is_slight(tag))


def _is_slight(tag: Tag) -> bool:
    return not is_longer(tag, _SLIGHT)


def is_longer(tag: Tag, most: int, without: Collection[int] = ()) -> bool:
    """The element shows more than so many characters, or holds more elements than anyone needs to show so few."""
    length = seen = 0
    waiting: list[PageElement] = [tag]
    while waiting:
        node = waiting.pop()
        seen += 1
        if isinstance(node, Tag):
            waiting += () if id(node) in without or node.name in EMBEDS else node.contents[: _MOST_NODES + most]
        elif not isinstance(node, PreformattedString):
            length += len(str(node).strip())
        if length > most or seen > _MOST_NODES + most:
            return True
    return False


def words(tag: Tag) -> frozenset[str]:
    """The words in the names that the page's makers gave the element, in small letters: its classes and its id."""
    classes = tag.get("class")
    named = " ".join(classes) if isinstance(classes, list) else str(classes or "")
    return _split(f"{named} {tag.get('id') or ''}")


@lru_cache(maxsize=4096)
def _split(names: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORDS.findall(names[:400]))


def family(tag: Tag) -> str:
    """What elements made by the same template have in common: name and first class, without numbers.

    Of a class that a tool made of the style, the tool's mark alone counts: elements of one template may differ in it.
    """
    classes = tag.get("class")
    first = classes[0] if isinstance(classes, list) and classes else ""
    return f"{tag.name}.{_of_template(first)}"


@lru_cache(maxsize=4096)
def _of_template(name: str) -> str:
    return _OF_STYLE.sub(r"\1", _NUMBERS.sub("", name))


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
