"""Whether a page, or a part of it, calls itself live."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, islice
from urllib.parse import urlsplit

from bs4 import Tag

from feeder.reading import tree
from feeder.reading.links import Links
from feeder.reading.locale import any_of, words
from feeder.reading.tree import Page

NAMES = frozenset({
    "live", "ticker", "liveblog", "liveticker", "newsticker", "newsblog", "livefeed", "direct", "directo", "vivo",
    "diretta", "direkte", "direkt", "żywo", "liveuppdatering", "canlı", "онлайн", "uživo",
})  # fmt: skip
"""What makers of pages call the elements of a ticker, and what stands in addresses and headlines."""
_NEAR = 12  # elements around a group
_NEAREST = 4


def around(first: Tag) -> Iterator[frozenset[str]]:
    """What the page's makers called the element and those around it, the innermost first."""
    outer = (each for each in chain((first,), first.parents) if each.name not in ("body", "html"))
    return map(tree.words, islice(outer, _NEAR))


def is_live(first: Tag) -> bool:
    """The page's makers called the element, or one close around it, live or a ticker."""
    return any(NAMES & names for names in islice(around(first), _NEAREST))


def calls_itself_live(page: Page, links: Links) -> bool:
    """The page's first heading, its name or its address says so."""
    heading = next((tag for tag in page.tags if tag.name == "h1"), None)
    named = f"{heading.get_text(' ') if heading else ''} {page.soup.title.get_text() if page.soup.title else ''}"
    said = f"{named} {urlsplit(links.page).path}".casefold()
    return bool(NAMES & set(re.findall(r"\w+", said))) or bool(_lives().search(said))


@cache
def _lives() -> re.Pattern[str]:
    """What headlines of tickers say in more than a word: `minute by minute`, `minuto a minuto`."""
    return re.compile(rf"(?<!\w)(?:{any_of(words().lives)})(?!\w)", re.IGNORECASE)
