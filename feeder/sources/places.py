"""Where the ticker of a source lies today: addresses that hold a day, and the link that leads to it from a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urldefrag, urljoin

from feeder.text import folded

_DATE = re.compile(r"\{date:([^{}]*)\}")
# In an address or a text: year, month, day; in a text also day, month, year.
_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:([-/_.])(\d\d?)\2(\d\d?)|(\d\d)(\d\d))(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d\d?)\.\s?(\d\d?)\.\s?((?:19|20)\d\d)(?!\d)")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
# What holds a link and tells of it, its date above all.
_ROWS = ("li", "article", "tr")


def moves(location: str) -> bool:
    """Whether the address is another on another day."""
    return bool(_DATE.search(location))


def on_day(location: str, day: date) -> str:
    """The address as it is on that day: `{date:%Y-%m-%d}` stands for it."""
    return _DATE.sub(lambda match: day.strftime(match[1]), location)


def newest_link(content: bytes, media_type: str, address: str, words: str) -> str | None:
    """The address of the newest link of a page that says the words; none if no link does.

    The newest is the one with the latest day in its address, in its text, or beside it; of equals, and where none has a
    day, the first on the page.

    Args:
        content: the page as it came.
        media_type: as its server says.
        address: of the page.
        words: that stand in the link's text, whatever their case.
    """
    wanted = f" {folded(words)} "
    found = [(day, link) for link, text, day in _links(content, media_type, address) if wanted in f" {folded(text)} "]
    others = [(day, link) for day, link in found if link != urldefrag(address).url]
    return max(others, key=lambda each: each[0], default=(date.min, None))[1]


def _links(content: bytes, media_type: str, address: str) -> Iterator[tuple[str, str, date]]:
    """Each http(s) link with its text and its day, in the order of the page."""
    from bs4 import BeautifulSoup

    charset = _CHARSET.search(media_type)
    soup = BeautifulSoup(content, "lxml", from_encoding=charset[1] if charset else None)
    base = soup.select_one("base[href]")
    start = _joined(address, str(base["href"])) if base else address
    for anchor in soup.select("a[href]"):
        link = urldefrag(_joined(start or address, str(anchor["href"])) or "").url
        if re.match("https?://", link):
            text = " ".join([anchor.get_text(" "), str(anchor.get("title") or ""), str(anchor.get("aria-label") or "")])
            row = anchor.find_parent(_ROWS) or anchor
            beside = row.select_one("time[datetime]")
            day = _day(link) or _day(text) or _day(str(beside["datetime"]) if beside else "")
            yield link, text, day or date.min


def _joined(base: str, link: str) -> str | None:
    try:
        return urljoin(base, link.strip())
    except ValueError:  # brackets that hold no address
        return None


def _day(text: str) -> date | None:
    if match := _YEAR_FIRST.search(text):
        year, _, month, day, short_month, short_day = match.groups()
        return _date(year, month or short_month, day or short_day)
    if match := _DAY_FIRST.search(text):
        return _date(match[3], match[2], match[1])
    return None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
