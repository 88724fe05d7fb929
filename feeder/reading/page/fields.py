"""The fields of an entry on a page: its title, its author, its own address, its pictures and captions, its body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from bs4 import Tag
from bs4.element import NavigableString

from feeder.reading import body, tree
from feeder.reading.body import Body
from feeder.reading.links import Links, href
from feeder.reading.page import marginal
from feeder.reading.page.dom import Part
from feeder.reading.page.marginal import LONGEST_LINE, one_line, seen_in, tags_in

_LONGEST_TITLE = 250
_AUTHOR = frozenset({
    "author", "authors", "byline", "autor", "autoren", "auteur", "auteurs", "autore", "writer", "reporter",
    "contributor", "kuerzel",
})  # fmt: skip
_TITLE = frozenset({"title", "headline", "heading", "titel", "titre", "titolo", "titulo", "hed"})
_BY = re.compile(r"(?:by|von|par|por|di|from|av|door|autor|text|author)\b:?\s+", re.IGNORECASE)
# A name of two words or more, each with a capital, but for what stands between them; no label in capitals alone.
_NAME = re.compile(
    r"(?=.*[^\W\d_A-ZÄÖÜ])[^\W\d_a-zäöü][\w.'’-]+"
    r"(?: (?:von|van|de|der|di|da|le|la|al|el|bin|und|and|[^\W\d_a-zäöü][\w.'’-]*)){1,4}"
)
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


def of(part: Part, links: Links, stamp: Tag | None, counted: frozenset[int] = frozenset()) -> Fields:
    """The fields of a part.

    Args:
        part: the entry's elements.
        links: what addresses mean.
        stamp: the element of its time, which is no part of the body.
        counted: `id()` of lines that count something, which are none either.
    """
    without = set(counted)
    captions = tuple(marginal.captions(part, without))
    marginal.leave_out_foreign(part, without)
    author = _author_by_name(part, without) or _author_by_the_time(part, without)
    marginal.leave_out_times(part, stamp, without)
    heading = _heading(part, without)
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


def _heading(part: Part, without: set[int]) -> Tag | None:
    """The element that holds the title: the one that labels the entry, a heading, or what its makers call one.

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
        elif named is None and above <= LONGEST_LINE and node is not part.tag and _is_called_title(node, without):
            named = node
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


def _author_by_name(part: Part, without: set[int]) -> str | None:
    """Who stands in an element that says what it holds: an author; with what is said of that person."""
    for tag in tags_in(part.nodes, without):
        rel = tag.get("rel")
        is_named = "author" in (rel if isinstance(rel, list) else [rel]) or "author" in str(tag.get("itemprop", ""))
        if tag is part.tag or tag.name in tree.HEADINGS or not (is_named or _AUTHOR & tree.words(tag)):
            continue
        if not 0 < len(one_line(tag)) <= 2 * LONGEST_LINE:
            continue
        without.add(id(tag))
        # The first words of their own are the name; a role or a place may follow.
        lines = [_BY.sub("", " ".join(str(each).split()), count=1).strip(" ,|·–-") for each in tag.stripped_strings]
        name = next(
            (line for line in lines if len(line) > 1 and any(map(str.isalpha, line)) and not _BY.fullmatch(f"{line} ")),
            None,
        )
        if name and len(name) <= LONGEST_LINE:
            return name
    return None


def _author_by_the_time(part: Part, without: set[int]) -> str | None:
    """The name that stands behind the time, in an element of its own."""
    tags = [tag for tag in tags_in(part.nodes, without) if tag.name == "time"] + [each.tag for each in part.stamps]
    for tag in tags:
        if tag is part.tag:
            continue
        for line in (tag, *islice(tag.parents, _ENTRY_FORMS - 1)):
            if line is part.tag:
                break
            following = line.find_next_sibling()
            if isinstance(following, Tag) and following.name not in (*tree.HEADINGS, "p") and _stands_alone(following):
                name = one_line(following)
                if len(name) <= LONGEST_LINE and _NAME.fullmatch(name) and _says_more(part, tag, following):
                    without.add(id(following))
                    return name
    return None


def _stands_alone(tag: Tag) -> bool:
    """No words follow it on its line: in bold, a name may also open the text."""
    following = tag.next_sibling
    return not isinstance(following, NavigableString) or not following.strip(" \n\t,|·–-")


def _says_more(part: Part, time: Tag, name: Tag) -> bool:
    """The entry says more than a time and what may be a name: `Exit John Doe` is all that some say."""
    rest = {id(time), id(name)}
    return any(len(str(node).strip()) > 1 for node in seen_in(part.nodes, rest) if not isinstance(node, Tag))


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
