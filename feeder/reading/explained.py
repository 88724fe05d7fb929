"""Why a ticker was read as it was: each line of the text, and what became of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from zoneinfo import ZoneInfo

from feeder.model import Item, Precision, Snapshot, Ticker
from feeder.reading import aligned, forms
from feeder.reading.aligned import Said
from feeder.reading.forms import Kind
from feeder.text import clean, folded

_LONGEST_HEAD = 16  # words, among which a title or text begins behind its mark
_CLOCKS = {Precision.SECOND: "%Y-%m-%d %H:%M:%S", Precision.MINUTE: "%Y-%m-%d %H:%M", Precision.HOUR: "%Y-%m-%d %H:00"}


class Role(StrEnum):
    """What a line, or a part of it, was read as."""

    MARK = "mark"
    TITLE = "title"
    TEXT = "text"
    AUTHOR = "author"
    CAPTION = "caption"
    LEAD = "lead"
    OUT = "left out"
    BLANK = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the text, or the part of one that was read as one thing.

    Attributes:
        text: as it stands there.
        role: what it was read as.
        reason: why, in words for a user; empty where there is nothing to say.
        goes_on: what follows stands on the same line.
    """

    text: str
    role: Role
    reason: str = ""
    goes_on: bool = False


def explain(snapshot: Snapshot, ticker: Ticker) -> tuple[Line, ...]:
    """Each line of the snapshot's text, with what it was read as and why; of a feed, its entries.

    Args:
        snapshot: what was read.
        ticker: what it was read as.
    """
    zone = snapshot.source.timezone
    form = forms.of(snapshot)
    if form.kind is Kind.FEED:
        return tuple(_of_feed(ticker, zone))
    content = clean(form.content) if form.kind is Kind.TEXT else _of_page(form.content)
    return tuple(_explained(content.split("\n"), ticker, zone))


def _of_feed(ticker: Ticker, zone: ZoneInfo) -> Iterator[Line]:
    """What the feed says of each entry: it leaves nothing to find out."""
    for item in ticker.items:
        yield Line(text=_when(item, zone), role=Role.MARK, reason="as the feed dates it")
        if item.title:
            yield Line(text=item.title, role=Role.TITLE)
        yield from (Line(text=name, role=Role.AUTHOR) for name in (item.author,) if name)
        yield from (Line(text=line, role=Role.TEXT) for line in item.text.split("\n") if line)
        yield from (Line(text=caption, role=Role.CAPTION) for caption in item.captions)
        yield Line(text="", role=Role.BLANK)


def _of_page(html: str) -> str:
    """The text of the page, without its furniture: scripts, menus, what stands beside and below."""
    from feeder.reading import body, tree
    from feeder.reading.links import Links

    return body.of_nodes(tree.parse(html).soup.contents, Links(base="", page=""), frozenset()).text


def _when(item: Item, zone: ZoneInfo) -> str:
    if item.published is None:
        return "without a time"
    return item.published.astimezone(zone).strftime(_CLOCKS.get(item.precision, "%Y-%m-%d"))


def _explained(lines: Sequence[str], ticker: Ticker, zone: ZoneInfo) -> Iterator[Line]:
    said = [aligned.said(item, zone) for item in ticker.items]
    starts = aligned.starts([folded(line) for line in lines], said)
    counts = Counter(filter(None, map(folded, lines)))
    owner = -1
    for number, line in enumerate(lines):
        while owner + 1 < len(said) and starts[owner + 1] <= number:
            owner += 1
        yield from _line(line, said[owner] if owner >= 0 else None, ticker, zone, counts)


# ---------------------------------------------------------------- what a line is


def _line(line: str, said: Said | None, ticker: Ticker, zone: ZoneInfo, counts: Counter[str]) -> Iterator[Line]:
    """The parts of one line."""
    whole = folded(line)
    if not whole:
        yield Line(text=line, role=Role.BLANK)
    elif said is None:
        yield _above(line, whole, ticker)
    elif aligned.holds(said.captions, whole):
        yield Line(text=line, role=Role.CAPTION, reason="belongs to a picture")
    elif whole == said.title:
        yield Line(text=line, role=Role.TITLE, reason="set apart from the text")
    elif whole == said.author:
        yield Line(text=line, role=Role.AUTHOR, reason="names who wrote it")
    elif aligned.holds(said.text, whole):
        yield Line(text=line, role=Role.TEXT)
    else:
        yield from _mixed(line, said, zone, counts[whole])


def _above(line: str, whole: str, ticker: Ticker) -> Line:
    """A line above the first entry."""
    if whole == folded(ticker.title or ""):
        return Line(text=line, role=Role.LEAD, reason="title of the page")
    if aligned.holds(folded(ticker.lead), whole):
        return Line(text=line, role=Role.LEAD, reason="introduction of the page, no entry")
    return Line(text=line, role=Role.OUT, reason="stands above the first entry")


def _mixed(line: str, said: Said, zone: ZoneInfo, count: int) -> Iterator[Line]:
    """A line that begins with a mark, or is in no entry."""
    begin, role = _split(line, said)
    is_mark = aligned.is_mark(folded(line[:begin]), said) or (not said.numbers and begin < len(line))
    if is_mark:
        reason = (
            f"begins the entry of {_when(said.item, zone)}" if said.item.published else "begins an entry without a time"
        )
        yield Line(text=line[:begin], role=Role.MARK, reason=reason, goes_on=begin < len(line))
        if begin < len(line):
            yield Line(text=line[begin:], role=role, reason="set apart from the text" if role is Role.TITLE else "")
    elif _overlaps(said.text, folded(line)):
        yield Line(text=line, role=Role.TEXT, reason="but for what is no news in it")
    else:
        yield Line(text=line, role=Role.OUT, reason=_why_out(count))


def _why_out(count: int) -> str:
    if count > 1:
        return f"stands there {count} times: part of the page, no news"
    return "a day, a teaser, an advert, or a word about the page: no text of an entry"


def _split(line: str, said: Said) -> tuple[int, Role]:
    """Where the title or the text of the item begins in the line; its end if neither does."""
    for role, words in ((Role.TITLE, said.title), (Role.TEXT, said.text)):
        for match in islice(re.finditer(r"\w+", line), _LONGEST_HEAD):
            rest = folded(line[match.start() :])
            if rest and words.startswith(rest):
                return match.start(), role
    return len(line), Role.TEXT


def _overlaps(words: str, part: str) -> bool:
    """Half of the line, from its beginning or to its end, is in the words."""
    pieces = part.split(" ")
    half = (len(pieces) + 1) // 2
    return aligned.holds(words, " ".join(pieces[:half])) or aligned.holds(words, " ".join(pieces[-half:]))
