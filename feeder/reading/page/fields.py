"""The fields of an entry on a page: its title, its author, its own address, its pictures and captions, its body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from bs4 import Tag

from feeder.reading import body, tree
from feeder.reading.body import Body
from feeder.reading.links import Links, href
from feeder.reading.page import authors, marginal
from feeder.reading.page.dom import Part
from feeder.reading.page.marginal import LONGEST_LINE, one_line, seen_in, tags_in

_LONGEST_TITLE = 250
_TITLE = frozenset({"title", "headline", "heading", "titel", "titre", "titolo", "titulo", "hed"})
_IDS = ("id", "data-id", "data-post-id", "data-entry-id", "data-block-id", "data-key")
_HEAD = 12  # elements at the head of an entry, among which its anchor stands
_ENTRY_FORMS = 4
_FEW = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What an entry's elements say of it.

    Attributes:
        title: its heading.
        author: who is named.
        body: what is left.
        captions: lines of its pictures.
        key: the page's own name of it.
        link: its own address.
        is_teaser: its title is a link to another page.
        linked: which part of its text is links to other pages, 0 to 1.
    """

    title: str | None
    author: str | None
    body: Body
    captions: tuple[str, ...]
    key: str | None
    link: str | None
    is_teaser: bool
    linked: float


def of(
    part: Part,
    links: Links,
    stamp: Tag | None,
    counted: frozenset[int] = frozenset(),
    titles: frozenset[int] = frozenset(),
) -> Fields:
    """The fields of a part.

    Args:
        part: the entry's elements.
        links: what addresses mean.
        stamp: the element of its time, which is no part of the body.
        counted: `id()` of lines that count something, which are none either.
        titles: `id()` of the lines that are titles by their place.
    """
    without = set(counted)
    captions = tuple(marginal.captions(part, without))
    marginal.leave_out_foreign(part, without)
    author = authors.taken(part, without, titles)
    marginal.leave_out_times(part, stamp, without)
    heading = _heading(part, without, titles)
    title = one_line(heading, without) if heading is not None else None
    outward = [tag for tag in tags_in(part.nodes, without) if tag.name == "a" and links.leads_away(href(tag))]
    linked = sum(len(tree.plain(tag)) for tag in outward)
    is_teaser = heading is not None and _is_linked(heading, links)
    if heading is not None:
        _leave_out_above(part, heading, without)
    found = body.of_nodes(part.nodes, links, frozenset(without))
    whole = len(found.text) + len(title or "")
    return Fields(
        title=title or None,
        author=author,
        body=found,
        captions=captions,
        key=key_of(part),
        link=_permalink(part, links),
        is_teaser=is_teaser,
        linked=min(1.0, linked / whole) if whole else 0.0,
    )


def _heading(part: Part, without: set[int], titles: frozenset[int]) -> Tag | None:
    """The element that holds the title: what labels the entry, a heading, what its makers or its place call one.

    Above it stands a line at most.
    """
    above = 0
    named: Tag | None = None
    label = _label(part)
    for node in seen_in(part.nodes, without):
        if not isinstance(node, Tag):
            above += len(str(node).strip())
            if above > 2 * LONGEST_LINE:
                break
        elif label and node.get("id") == label and _is_title(node, without):
            return node
        elif node.name in tree.HEADINGS or "headline" in str(node.get("itemprop", "")):
            if not _is_title(node, without) or _heads_something_else(node):
                continue
            labelled = node.find(id=label) if label else None
            return labelled if isinstance(labelled, Tag) else node
        elif named is None and above <= LONGEST_LINE and node is not part.tag:
            named = node if id(node) in titles or _is_called_title(node, without) else None
    return named


def _label(part: Part) -> str:
    """The id of the element that labels the entry (WAI-ARIA, `aria-labelledby`)."""
    tags = [tag for number, tag in zip(range(_ENTRY_FORMS), tags_in(part.nodes, set()), strict=False)]
    return next((str(tag["aria-labelledby"]) for tag in tags if tag.get("aria-labelledby")), "")


def _leave_out_above(part: Part, heading: Tag, without: set[int]) -> None:
    """Leave out the heading, and the words above it: a label, a place, the time once more; pictures stay."""
    around = {id(outer) for outer in heading.parents}
    for node in seen_in(part.nodes, without):
        if node is heading:
            break
        if isinstance(node, Tag) and id(node) not in around and node.find(("img", "picture", *tree.EMBEDS)) is None:
            without.update(() if node.name in ("img", "picture", *tree.EMBEDS) else (id(node),))
    without.add(id(heading))
    heading_line = next((outer for outer in heading.parents if outer.name in tree.HEADINGS), None)
    if heading_line is not None:
        without.add(id(heading_line))


def _is_title(tag: Tag, without: set[int]) -> bool:
    return 0 < len(one_line(tag, without)) <= _LONGEST_TITLE


def _is_called_title(tag: Tag, without: set[int]) -> bool:
    if tag.name not in ("div", "span", "p", "a", "strong", "b") or not _TITLE & tree.words(tag):
        return False
    return _is_title(tag, without) and tag.find((*tree.HEADINGS, "p", "div", "time")) is None


def _heads_something_else(heading: Tag) -> bool:
    return any(outer.name in ("figure", "figcaption", "blockquote") for outer in islice(heading.parents, 3))


def _is_linked(heading: Tag, links: Links) -> bool:
    """The title is a link to another page."""
    around = [outer for outer in islice(heading.parents, 2) if outer.name == "a"]
    inner = [heading] if heading.name == "a" else heading.find_all("a")
    return any(links.leads_away(href(tag)) for tag in (*around, *inner) if href(tag))


def key_of(part: Part) -> str | None:
    """The page's own name of the entry: the id of its element, or of an anchor at its head."""
    for number, tag in enumerate(tags_in(part.nodes, set())):
        if number >= _HEAD:
            break
        for name in _IDS:
            value = str(tag.get(name) or "")
            if value and (number == 0 or any(map(str.isdigit, value))):
                return value
    return None


def _permalink(part: Part, links: Links) -> str | None:
    """The entry's own address: the link around its time, or one to its place in the page."""
    stamps = {id(outer) for each in part.stamps for outer in (each.tag, *islice(each.tag.parents, _ENTRY_FORMS))}
    for tag in tags_in(part.nodes, set()):
        if tag.name == "a" and href(tag) and not marginal.is_sharer(tag):
            is_around = id(tag) in stamps and tag is not part.tag
            if is_around or links.fragment(href(tag)):
                return links.absolute(href(tag))
    return None


def titles(given: Sequence[str | None]) -> list[str | None]:
    """The titles; none where one stands over half of the entries or more."""
    without = labels(given)
    return [None if title in without else title for title in given]


def labels(given: Sequence[str | None]) -> frozenset[str]:
    """Titles that stand over half of the entries or more: they are the page's, or say of what kind an entry is."""
    counts = Counter(title for title in given if title)
    return frozenset(title for title, count in counts.items() if count >= _FEW and count * 2 >= len(given))


def only_announces(title: str | None, found: Body) -> bool:
    """A lone line that leads to what no feed can carry: `Vote now:` above a form."""
    is_lone_line = not title and found.text.endswith(":") and "\n" not in found.text
    return is_lone_line and not found.images and "<a " not in found.html
