"""Who wrote an entry on a page: by what its makers called the element, or by its place behind the time."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from feeder.reading import tree
from feeder.reading.locale import any_of, words
from feeder.reading.page.dom import Part
from feeder.reading.page.marginal import LONGEST_LINE, one_line, seen_in, tags_in
from feeder.reading.prose import names

_AUTHOR = frozenset({
    "author", "authors", "byline", "autor", "autoren", "auteur", "auteurs", "autore", "writer", "reporter",
    "contributor", "kuerzel", "by",
})  # fmt: skip
# A name of two words or more, each with a capital, but for what stands between them; no label in capitals alone.
_NAME = re.compile(
    r"(?=.*[^\W\d_A-ZÄÖÜ])[^\W\d_a-zäöü][\w.'’-]+"
    r"(?: (?:von|van|de|der|di|da|le|la|al|el|bin|und|and|[^\W\d_a-zäöü][\w.'’-]*)){1,4}"
)
_NEAR = 4


def taken(part: Part, without: set[int], titles: frozenset[int]) -> str | None:
    """The writer whom the part names; the name is then no more of its text.

    Args:
        part: the entry's elements.
        without: `id()` of what is left out.
        titles: of lines that are titles by their place.
    """
    return _author_by_name(part, without) or _author_by_the_time(part, without, titles)


def _author_by_name(part: Part, without: set[int]) -> str | None:
    """Who stands in an element that says what it holds: an author; with what is said of that person."""
    for tag in tags_in(part.nodes, without):
        rel = tag.get("rel")
        is_named = (
            tag.name == "address"
            or "author" in (rel if isinstance(rel, list) else [rel])
            or "author" in str(tag.get("itemprop", ""))
        )
        if tag is part.tag or tag.name in tree.HEADINGS or not (is_named or _AUTHOR & tree.words(tag)):
            continue
        if not 0 < len(one_line(tag)) <= 2 * LONGEST_LINE:
            continue
        without.add(id(tag))
        # The first words of their own are the name; a role or a place may follow.
        by = _by()
        lines = [by.sub("", " ".join(str(each).split()), count=1).strip(" ,|·–-") for each in tag.stripped_strings]
        name = next(
            (line for line in lines if len(line) > 1 and any(map(str.isalpha, line)) and not by.fullmatch(f"{line} ")),
            None,
        )
        if name and len(name) <= LONGEST_LINE:
            return name
    return None


def _author_by_the_time(part: Part, without: set[int], titles: frozenset[int]) -> str | None:
    """The name that stands behind the time or before it, in an element of its own that is no title."""
    tags = [tag for tag in tags_in(part.nodes, without) if tag.name == "time"] + [each.tag for each in part.stamps]
    for tag in tags:
        if tag is part.tag:
            continue
        for line in (tag, *islice(tag.parents, _NEAR - 1)):
            if line is part.tag:
                break
            for beside in (line.find_next_sibling(), line.find_previous_sibling()):
                if _may_name(beside, titles) and isinstance(beside, Tag) and _says_more(part, tag, beside):
                    without.add(id(beside))
                    return one_line(beside)
    return None


@cache
def _by() -> re.Pattern[str]:
    """The words before a name: `By`, `Von`, `Autor:`."""
    return re.compile(rf"(?:{any_of(words().bylines)})(?!\w):?\s+", re.IGNORECASE)


def _is_name(line: str) -> bool:
    return len(line) <= LONGEST_LINE and bool(_NAME.fullmatch(line)) and names.is_written(line)


def _may_name(tag: PageElement | None, titles: frozenset[int]) -> bool:
    is_line = isinstance(tag, Tag) and tag.name not in (*tree.HEADINGS, "p") and id(tag) not in titles
    return is_line and isinstance(tag, Tag) and _stands_alone(tag) and _is_name(one_line(tag))


def _stands_alone(tag: Tag) -> bool:
    """No words follow it on its line: in bold, a name may also open the text."""
    following = tag.next_sibling
    return not isinstance(following, NavigableString) or not following.strip(" \n\t,|·–-")


def _says_more(part: Part, time: Tag, name: Tag) -> bool:
    """The entry says more than a time and what may be a name: `Exit John Doe` is all that some say."""
    rest = {id(time), id(name)}
    return any(len(str(node).strip()) > 1 for node in seen_in(part.nodes, rest) if not isinstance(node, Tag))
