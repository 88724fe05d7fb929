"""Whether texts with times are teasers: each leads on, in one and the same way, to a page of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from bs4 import Tag
from bs4.element import NavigableString

from feeder.reading import tree
from feeder.reading.links import Links, href
from feeder.reading.locale import words
from feeder.reading.page import marginal
from feeder.reading.page.dom import Part

_MOST_OF = 0.75
_MOST_LINK_WORDS = 4
_CARD = ("data-href", "data-url", "data-link", "data-permalink")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)(?:$|\?)", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


def reason(parts: Sequence[Part], links: Links) -> str:
    """Why the parts are no entries, where most of them lead on, each to a page of its own; else empty."""
    ways: dict[str, list[str]] = {}
    for part in parts:
        for way, address in dict(_ways_on(part, links)).items():
            ways.setdefault(way, []).append(address)
    if any(len(set(found)) >= _MOST_OF * len(parts) for found in ways.values()):
        return "each of the texts below its times leads on to a page of its own"
    return ""


def _ways_on(part: Part, links: Links) -> Iterator[tuple[str, str]]:
    for name in _CARD:
        if links.leads_away(address := str(part.tag.get(name) or "")):
            yield "card", address
    if "location" in str(part.tag.get("onclick") or ""):
        yield "card", str(part.tag["onclick"])
    for tag in marginal.tags_in(part.nodes, set()):
        address = href(tag) if tag.name == "a" else ""
        if not address or "#" in address or not links.leads_away(address) or marginal.is_for_sharing(tag):
            continue
        text = tree.plain(tag).casefold()
        if not text and tag.find(("img", "picture")) is not None and not _PICTURE.search(address):
            yield "picture", address
        elif _is_pointer(text) and _ends_its_line(tag):
            yield text, address


def _is_pointer(text: str) -> bool:
    """Few words that may stand over all: no number, no button that leads nowhere else."""
    is_short = 0 < len(text.split()) <= _MOST_LINK_WORDS
    return is_short and not _DIGIT.search(text) and text not in _interface()


def _ends_its_line(tag: Tag) -> bool:
    """No word follows it in its paragraph."""
    following = tag.next_sibling
    while isinstance(following, NavigableString) and not any(map(str.isalnum, following)):
        following = following.next_sibling
    return following is None or (isinstance(following, Tag) and following.name in (*tree.BLOCKS, "br"))


@cache
def _interface() -> frozenset[str]:
    """Words of buttons that lead nowhere else: to share, to print."""
    known = words()
    return frozenset(map(str.casefold, known.interface)) - frozenset(map(str.casefold, known.teasers))
