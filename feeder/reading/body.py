"""Clean HTML ↔ text: the body of an entry as few plain elements, and the paragraphs that a person reads in it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from bs4.element import PageElement

from feeder.model import Image
from feeder.reading import markup, tree
from feeder.reading.links import Links
from feeder.text import clean

if TYPE_CHECKING:
    import nh3

_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_TAGS = {*markup.INLINE.values(), *markup.STRUCTURE, *tree.HEADINGS, "p", "br", "img"}
_BREAKING = frozenset({
    "/p", "/li", "/blockquote", "/tr", "/dt", "/dd", "/pre", "/ul", "/ol", "/table", "ul", "ol", "table", "blockquote",
    "pre", *(f"/{heading}" for heading in tree.HEADINGS), "p",
})  # fmt: skip
_PARTING = frozenset({"br", "/td", "/th"})
_PARAGRAPH = "\x1f"  # no clean text holds it
# A sign in quotes ends no tag.
_TAG = re.compile(r"<(/?[a-z][a-z0-9]*)(?:[^\">]|\"[^\"]*\")*+>")
# A tag of an element that HTML knows, or of one that a page made up (which has a hyphen), up to its end.
_MARKUP = re.compile(
    r"<!|</?(?:a|abbr|address|article|aside|audio|b|big|blockquote|body|br|button|canvas|center|cite|code|col|colgroup"
    r"|dd|del|details|div|dl|dt|em|embed|figcaption|figure|font|footer|form|h[1-6]|header|hr|html|i|iframe|img|input|ins"
    r"|kbd|label|li|link|main|map|mark|meta|nav|noscript|object|ol|p|param|picture|pre|q|s|samp|script|section|small"
    r"|source|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|tfoot|th|thead|time|title|tr|track|tt|u|ul"
    r"|var|video|wbr|[a-z][a-z0-9]*[-:][\w-]+)(?=[\s/>])[^<]*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
# Markup that needs no look: paragraphs, lists, links, and what stands inside lines.
_NOT_SIMPLE = re.compile(r"<(?!/?(?:p|b|strong|i|em|u|a|ul|ol|li|blockquote|h[2-6])(?:\s|>))")
_NO_LINK = re.compile(r"<a>((?:[^<]|<(?!/?a>))*+)</a>")  # one whose address leads nowhere that readers can go
_LONGEST_SIMPLE = 20_000  # of deep nesting, sanitisers take the square
_BLANK_LINE = re.compile(r"\n\s*\n")
_TWICE = re.compile(r"&amp;(#\d{1,7};|#x[0-9a-f]{1,6};|quot;|nbsp;|[lr][sd]quo;)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An entry's body in both forms.

    Attributes:
        html: few plain elements; absolute http(s) addresses only.
        text: its paragraphs, apart by a blank line.
        images: its pictures, in order.
    """

    html: str = ""
    text: str = ""
    images: tuple[Image, ...] = ()


def of_text(text: str) -> Body:
    """The body that plain text is: its blank lines part paragraphs, and so does each line end where there are none."""
    cleaned = clean(text)
    parts = _BLANK_LINE.split(cleaned) if "\n\n" in cleaned else cleaned.split("\n")
    paragraphs = [folded for part in parts if (folded := " ".join(part.split()))]
    written = "\n".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)
    return Body(html=written, text="\n\n".join(paragraphs))


def unescaped(text: str) -> str:
    """The text with its entities decoded, those that were escaped twice too."""
    once = html.unescape(text) if _ENTITY.search(text) else text
    return html.unescape(once) if _ENTITY.search(once) else once


def is_markup(text: str) -> bool:
    """It holds an element of HTML: `<` alone may also stand for less."""
    return bool(_MARKUP.search(text))


def of_markup(text: str, links: Links) -> Body:
    """The body that a string of JSON-LD is: plain text, text whose entities were escaped twice, or HTML."""
    if _ENTITY.search(text) and not is_markup(text):
        text = html.unescape(text)
    if not is_markup(text):
        return of_text(unescaped(text))
    text = _TWICE.sub(r"&\1", text)
    if len(text) <= _LONGEST_SIMPLE and text.startswith("<p") and not _NOT_SIMPLE.search(text):
        written = _NO_LINK.sub(r"\1", _cleaner(links).clean(text).strip())
        return Body(html=written, text=text_of(written))
    soup = BeautifulSoup(text, "lxml")
    return of_nodes(soup.contents, links, frozenset())


def of_nodes(nodes: Iterable[PageElement], links: Links, without: frozenset[int]) -> Body:
    """The body that these elements and strings of a page are.

    Args:
        nodes: in order.
        links: what addresses mean.
        without: `id()` of the elements to leave out, with all that is in them.
    """
    nodes = tuple(nodes)
    writer = markup.Writer(links=links)
    writer.write(nodes, without)
    if writer.posts and not writer.letters:
        writer = markup.Writer(links=links, quotes_posts=True)
        writer.write(nodes, without)
    written = _cleaner(links).clean(writer.html())
    return Body(html=written, text=text_of(written), images=tuple(writer.images))


def text_of(written: str) -> str:
    """The paragraphs that a person reads in clean HTML, apart by a blank line."""
    pieces = _TAG.split(written)  # text and name of a tag in turn
    for place in range(1, len(pieces), 2):
        name = pieces[place]
        pieces[place] = _PARAGRAPH if name in _BREAKING else " " if name in _PARTING else ""
    joined = "".join(pieces)
    plain = html.unescape(joined) if "&" in joined else joined
    return "\n\n".join(filter(None, (" ".join(clean(part).split()) for part in plain.split(_PARAGRAPH))))


@lru_cache(maxsize=8)
def _cleaner(links: Links) -> nh3.Cleaner:
    import nh3

    def absolute(_tag: str, name: str, value: str) -> str | None:
        return links.absolute(value) if name in ("href", "src") else value

    return nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=absolute,
        url_schemes={"http", "https"},
        link_rel=None,
        clean_content_tags={"script", "style"},
    )
