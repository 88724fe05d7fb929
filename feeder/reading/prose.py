"""Plain text → Ticker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from feeder.errors import ReadError
from feeder.model import Item, Precision, Ticker
from feeder.reading import clock, dating, doubts, noise, series, titles
from feeder.reading.clock import Heading, Mark
from feeder.reading.dating import Reference
from feeder.text import to_html

# The line that tells when a text was taken: ` date 2026-02-04`, and what follows on it.
_STAMP = re.compile(r"\s*+date (\d{4}-\d\d-\d\d)\b[ ]*+")
_EARLIEST_YEAR = 1900  # of texts; the first and the last years of the calendar overflow in other zones
_LATEST_YEAR = 2199


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text's lines, without the stamp, and the day that the stamp names."""

    lines: tuple[str, ...]
    day: date | None


def read(text: str, reference: Reference, zone: ZoneInfo, title: str | None = None, *, is_page: bool = False) -> Ticker:
    """The ticker that a clean text is.

    Args:
        text: as `feeder.text.clean` gives it.
        reference: when it was read; a stamp in the text itself wins over it.
        zone: of its clocks.
        title: of its page, where it was part of one.
        is_page: it was part of one, and must be the surer that it is a ticker.

    Raises:
        ReadError: it is no ticker; the message says why.
    """
    given = _unstamped(text)
    elected = series.elect(tuple(clock.marks(given.lines)))
    if not elected.marks:
        raise ReadError(elected.reason)
    headings = tuple(clock.headings(given.lines))
    known = Reference(day=given.day) if given.day else reference
    moments = dating.moments(elected.marks, headings, known, zone)
    lines = _without(headings, given.lines)
    items = tuple(_items(lines, elected.marks, moments))
    head = elected.marks[0].line
    falls, rises = dating.steps(elected.marks, headings)
    read_on = max((day for day in (given.day, reference.day) if day), default=None)
    reason = doubts.of_order(falls, rises) or doubts.of_items(items)
    if not reason and rises > falls:
        reason = doubts.of_programme(elected.marks, items, given.lines[:head], read_on)
    if not reason and is_page:
        reason = doubts.of_page(items, rises=rises > falls)
    if reason:
        raise ReadError(reason)
    return Ticker(
        title=title,
        lead="\n\n".join(noise.sift(_joined(lines[:head])).paragraphs),
        items=items,
        certainty=elected.certainty,
        dated_at=_dated_at(items, given.day, zone, is_dated=dating.is_dated(elected.marks, headings)),
    )


def _without(headings: Sequence[Heading], lines: Sequence[str]) -> tuple[str, ...]:
    """The lines, blank where one names a day."""
    blank = {heading.line for heading in headings}
    return tuple("" if number in blank else line for number, line in enumerate(lines))


def _unstamped(text: str) -> _Text:
    match = _STAMP.match(text)
    if not match:
        return _Text(lines=tuple(text.split("\n")), day=None)
    return _Text(lines=tuple(text[match.end() :].split("\n")), day=_stamped(match[1]))


def _stamped(stamp: str) -> date | None:
    try:
        day = date.fromisoformat(stamp)
    except ValueError:
        return None
    return day if _EARLIEST_YEAR <= day.year <= _LATEST_YEAR else None


def _dated_at(items: Sequence[Item], day: date | None, zone: ZoneInfo, *, is_dated: bool) -> datetime | None:
    """When the state stood there, as far as the text tells it: its stamp, its newest entry."""
    newest = max((item.published for item in items if item.published), default=None)
    if day is None:
        return newest if is_dated else None
    begin = datetime.combine(day, time(), zone).astimezone(UTC)
    return max(begin, newest) if newest else begin


def _items(lines: Sequence[str], marks: Sequence[Mark], moments: Sequence[datetime | None]) -> Iterator[Item]:
    blocks = tuple(_blocks(lines, marks))
    for mark, moment, titled in zip(marks, moments, titles.parted(blocks), strict=True):
        sifted = noise.sift(titled.paragraphs)
        text = "\n\n".join(sifted.paragraphs)
        if titled.title or text:
            yield Item(
                published=moment,
                precision=mark.precision if moment else Precision.NONE,
                title=titled.title,
                text=text,
                html=to_html(text),
                captions=sifted.captions,
            )


def _blocks(lines: Sequence[str], marks: Sequence[Mark]) -> Iterator[titles.Block]:
    """Each mark with the paragraphs below it, up to the next mark."""
    ends = [*(mark.line for mark in marks[1:]), len(lines)]
    for mark, end in zip(marks, ends, strict=True):
        below = lines[mark.line + 1 : end]
        yield titles.Block(
            mark=mark, paragraphs=_paragraphs(below), is_attached=bool(below and re.search(r"\w", below[0]))
        )


def _paragraphs(lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The paragraphs, each with its lines; a line without a letter or digit separates like a blank one."""
    found: list[tuple[str, ...]] = []
    open_lines: list[str] = []
    for line in [*lines, ""]:
        folded = " ".join(line.split())
        if re.search(r"\w", folded):
            open_lines.append(folded)
        elif open_lines:
            found.append(tuple(open_lines))
            open_lines = []
    return tuple(found)


def _joined(lines: Sequence[str]) -> Iterator[str]:
    return (" ".join(paragraph) for paragraph in _paragraphs(lines))
