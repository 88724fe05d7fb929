"""Tree → markup: elements of a page written as few plain ones, in paragraphs."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from feeder.model import Image
from feeder.reading import images, tree
from feeder.reading.links import Links

INLINE = {
    "a": "a", "abbr": "abbr", "b": "b", "strong": "strong", "i": "i", "em": "em", "u": "u", "s": "s", "strike": "s",
    "del": "del", "ins": "ins", "sub": "sub", "sup": "sup", "code": "code", "kbd": "kbd", "mark": "mark", "q": "q",
    "cite": "cite", "small": "small",
}  # fmt: skip
"""What stands inside lines, and what it is written as."""
STRUCTURE = frozenset({"ul", "ol", "li", "blockquote", "table", "tr", "td", "th", "dl", "dt", "dd", "pre"})
"""What holds lines and is written as it is."""
_HOLD_LINES = ("li", "td", "th", "dt", "dd")  # a line in them needs no paragraph
_PICTURES = ("img", "amp-img")
# Deeper ones are written flat: sanitisers take the square of the depth, readers show nothing of it.
_DEEPEST = 24
# What the scripts of other sites call the quotation that they will replace.
_POST = frozenset({"tweet", "instagram", "tiktok", "bluesky", "mastodon", "threads", "embed"})
# Where the scripts of other sites look for the address of what they will put into an empty element.
_TO_FILL = ("data-href", "data-instgrm-permalink")
_FILLED = frozenset({"post", "video", "media", "comment"})  # not buttons, which bear addresses too
_LONGEST_CREDIT = 80


@dataclass(slots=True)
class Writer:
    """Writes a tree as paragraphs: whatever breaks lines ends one, what stands inside lines is kept within them."""

    links: Links
    quotes_posts: bool = False  # posts of other sites are quoted, where an entry says nothing else
    images: list[Image] = field(default_factory=list)
    posts: int = 0  # how many it linked to instead
    letters: int = 0  # how many it wrote
    _pieces: list[str] = field(default_factory=list)
    _inline: list[tuple[str, str]] = field(default_factory=list)  # name and opening tag of what is open in the line
    _open: str = ""  # the element that holds the line: `p`, a heading
    _filled: bool = False
    _around: list[str] = field(default_factory=list)  # lists, cells, quotations that are open
    _preformatted: int = 0

    def write(self, nodes: Iterable[PageElement], without: frozenset[int]) -> None:
        """Write these elements and strings, but for the elements of these `id()`."""
        waiting: list[tuple[str, PageElement | str]] = [("in", node) for node in list(nodes)[::-1]]
        while waiting:
            way, node = waiting.pop()
            if way == "out":
                self._end(str(node))
            elif isinstance(node, Tag):
                if tree.is_furniture(node) or id(node) in without:
                    continue
                ending = self._begin(node)
                if ending is not None:
                    waiting.append(("out", ending))
                    waiting += [("in", child) for child in reversed(node.contents)]
            elif not isinstance(node, PreformattedString):
                self._string(str(node))

    def html(self) -> str:
        """What was written; it is ended."""
        self._close_line()
        return "".join(self._pieces).strip()

    def _begin(self, tag: Tag) -> str | None:
        """Write the element's beginning; what ends it, or nothing if its inside is not to be written."""
        name = tag.name
        if name in _PICTURES:
            self._picture(tag)
        elif name in tree.EMBEDS:
            self._embed(tag)
        elif name == "blockquote" and not self.quotes_posts and (url := self._address_of_post(tag)):
            self.posts += 1
            self._link(url, _credit(tag))
        elif not tag.contents and (url := self._address_for_script(tag)):
            self._link(url, "")
        elif name == "br":
            self._line_break()
        elif name in INLINE:
            return self._begin_inline(tag)
        elif name in STRUCTURE and len(self._around) < _DEEPEST:
            self._close_line()
            self._pieces.append(f"<{name}>")
            self._around.append(name)
            self._preformatted += name == "pre"
            return f"/{name}"
        elif name in tree.BLOCKS:
            self._close_line()
            self._open = name if name in tree.HEADINGS else "p"
            return "block"
        else:
            return "nothing"
        return None

    def _end(self, ending: str) -> None:
        if ending == "block":
            self._close_line()
        elif ending.startswith("/"):
            self._close_line()
            self._pieces.append(f"<{ending}>\n")
            self._around.pop()
            self._preformatted -= ending == "/pre"
        elif ending.startswith("inline "):
            name = ending.removeprefix("inline ")
            self._inline.pop()
            if self._filled:
                self._pieces.append(f"</{name}>")

    def _begin_inline(self, tag: Tag) -> str:
        name = INLINE[tag.name]
        opening = f"<{name}>"
        if name == "a":
            url = self.links.absolute(str(tag.get("href") or ""))
            if url is None:
                return "nothing"
            opening = f'<a href="{html.escape(url)}">'
        if len(self._inline) >= _DEEPEST or any(name == open_name for open_name, _ in self._inline):
            return "nothing"
        self._inline.append((name, opening))
        if self._filled:
            self._pieces.append(opening)
        return f"inline {name}"

    def _string(self, text: str) -> None:
        folded = text if self._preformatted else tree.SPACE.sub(" ", text)
        if not self._filled:
            folded = folded if self._preformatted else folded.lstrip(" ")
            if not folded.strip():
                return
            self._open_line()
        self.letters += len(folded)
        self._pieces.append(html.escape(folded, quote=False))

    def _open_line(self) -> None:
        if self._preformatted or (self._around and self._around[-1] in _HOLD_LINES and self._open == ""):
            self._open = ""
        else:
            self._open = self._open or "p"
        if self._open:
            self._pieces.append(f"<{self._open}>")
        self._pieces += [opening for _, opening in self._inline]
        self._filled = True

    def _close_line(self) -> None:
        if self._filled:
            self._pieces += [f"</{name}>" for name, _ in reversed(self._inline)]
            if self._open:
                self._pieces.append(f"</{self._open}>\n")
        self._open, self._filled = "", False

    def _line_break(self) -> None:
        """A line end; two of them part paragraphs."""
        if self._filled and self._pieces[-1] == "<br>":
            self._pieces.pop()
            self._close_line()
        elif self._filled:
            self._pieces.append("<br>")

    def _picture(self, tag: Tag) -> None:
        image = images.of(tag, self.links)
        if image is None or any(image.url == each.url for each in self.images[-4:]):
            return
        self.images.append(image)
        if not self._filled:
            self._open_line()
        self._pieces.append(f'<img src="{html.escape(image.url)}" alt="{html.escape(image.alt)}">')

    def _embed(self, tag: Tag) -> None:
        """A link to what is embedded."""
        address = next((str(tag[name]) for name in ("src", "data-src", "poster") if tag.get(name)), "")
        inner = tag.find("source")
        if not address and isinstance(inner, Tag):
            address = str(inner.get("src") or "")
        url = self.links.absolute(address)
        if url is None or "about:" in url:
            return
        self._link(url, " ".join(str(tag.get("title") or "").split()))

    def _address_of_post(self, tag: Tag) -> str | None:
        """Where the post of another site stands that a quotation shows until a script takes its place."""
        if not _POST & tree.words(tag):
            return None
        given = [tag.get("cite"), *(link.get("href") for link in reversed(tag.find_all("a")))]
        return next((url for each in given if each and (url := self.links.absolute(str(each)))), None)

    def _address_for_script(self, tag: Tag) -> str | None:
        """Where that stands which a script will put into the empty element."""
        if not _FILLED & tree.words(tag):
            return None
        given = (str(tag[name]) for name in _TO_FILL if tag.get(name))
        return next(filter(None, map(self.links.absolute, given)), None)

    def _link(self, url: str, label: str) -> None:
        self._close_line()
        label = label or url.split("/")[2].removeprefix("www.")
        self._pieces.append(f'<p><a href="{html.escape(url)}">{html.escape(label, quote=False)}</a></p>\n')


def _credit(tag: Tag) -> str:
    """Who wrote the post: what stands in the quotation itself, beside its paragraphs."""
    strings = (str(each) for each in tag.contents if isinstance(each, NavigableString))
    line = " ".join(" ".join(strings).split()).strip(" —–-")
    return line if len(line) <= _LONGEST_CREDIT else ""
