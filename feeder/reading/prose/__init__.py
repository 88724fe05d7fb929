"""Plain text → Ticker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from feeder.errors import ReadError
from feeder.model import Item, Precision, Ticker
from feeder.reading.prose import dating, doubts, heads, layout, leftovers, order, slashes, titles, zones
from feeder.reading.prose.dates import Day, Heading
from feeder.reading.prose.evidence import Evidence
from feeder.reading.prose.layout import Layout
from feeder.reading.prose.titles import Titled
from feeder.reading.reference import Reference
from feeder.text import to_html

# What tells when a text was taken: ` date 2026-02-04`, at times the month alone.
_STAMP = re.compile(r"\s*+date ((?>\d{4}-\d\d(?:-\d\d)?))\b[ ]*+(?!:)")
_DATED_LINE = re.compile(r"^[ ]*+date \d{4}-\d\d", re.MULTILINE)
_EARLIEST_YEAR = 1900  # of texts; the first and the last years of the calendar overflow in other zones
_LATEST_YEAR = 2199


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text without its stamp, and the day that the stamp names."""

    text: str
    day: date | None


def read(text: str, reference: Reference, zone: ZoneInfo, language: str = "") -> Ticker:
    """The ticker that a clean text is.

    Args:
        text: as `feeder.text.clean` gives it.
        reference: when it was read; a stamp in the text itself wins over it.
        zone: of its clocks.
        language: of the source, BCP 47, where it is known.

    Raises:
        ReadError: it is no ticker; the message says why.
    """
    given = _unstamped(text)
    of_page = zones.resolved(zones.of_page(given.text), zone)
    found = layout.laid_out(tuple(leftovers.cleared(given.text).split("\n")), zone, of_page)
    if not found.marks:
        raise ReadError(found.reason)
    read_on = max((day for day in (given.day, reference.day) if day), default=None)
    found = slashes.in_one_order(found, read_on, language, zone).up_to(read_on)
    above = found.head
    falls, rises = order.steps(found.marks, found.headings)
    read_at = Reference(day=given.day) if given.day else reference
    printed = order.printed_days(found.marks, found.headings)
    is_pinned = dating.is_pinned(found.marks, printed, read_at, of_page)
    newest = found.marks[int(is_pinned) if falls >= rises else -1]
    known = heads.refined(read_at, above, newest)
    headings = found.headings if falls >= rises else _headings(found, above, known.day)
    moments = dating.moments(found.marks, headings, known, zone, of_page)
    head = layout.paragraphs(above)
    said = titles.parted(tuple(found.blocks()), () if found.is_time_behind() else head)
    items = tuple(_items(found, moments, said))
    seen = _evidence(found, items, (falls, rises), zone, read_on)
    if reason := doubts.reason(seen):
        raise ReadError(reason)
    return Ticker(
        title=None,
        lead="\n\n".join(titles.lead(head, said[0])),
        items=items,
        certainty=found.certainty,
        dated_at=_dated_at(items, given.day, zone, is_dated=order.is_dated(found.marks, found.headings)),
    )


def _evidence(
    found: Layout, items: Sequence[Item], steps: tuple[int, int], zone: ZoneInfo, read_on: date | None
) -> Evidence:
    return Evidence(
        marks=found.marks,
        items=items,
        days=[item.published.astimezone(zone).date() if item.published else None for item in items],
        lines=found.lines,
        head=found.head,
        falls=steps[0],
        rises=steps[1],
        has_day=order.names_day(found.marks, found.headings),
        is_behind=found.is_time_behind(),
        read_on=read_on,
    )


def _headings(found: Layout, head: Sequence[str], read_on: date | None) -> tuple[Heading, ...]:
    """The headings; above a chronicle that has none, the day that its head names."""
    if order.names_day(found.marks, found.headings) or not (day := heads.begun_on(head, read_on)):
        return found.headings
    return (Heading(line=-1, day=Day(year=day.year, month=day.month, day=day.day)), *found.headings)


def _unstamped(text: str) -> _Text:
    match = _STAMP.match(text)
    if match is None or _is_text(text, match.end()):
        return _Text(text=text, day=None)
    return _Text(text=text[match.end() :], day=_stamped(match[1]))


def _is_text(text: str, end: int) -> bool:
    """Behind what looks like a stamp a sentence goes on, or another line opens so: each entry does."""
    return text[end : end + 1].islower() or bool(_DATED_LINE.search(text, end))


def _stamped(stamp: str) -> date | None:
    try:
        day = date.fromisoformat(stamp)
    except ValueError:  # it may hold a month alone
        return None
    return day if _EARLIEST_YEAR <= day.year <= _LATEST_YEAR else None


def _dated_at(items: Sequence[Item], day: date | None, zone: ZoneInfo, *, is_dated: bool) -> datetime | None:
    """When the state stood there, as far as the text tells it: its stamp, its newest entry."""
    newest = max((item.published for item in items if item.published), default=None)
    if day is None:
        return newest if is_dated else None
    begin = datetime.combine(day, time(), zone).astimezone(UTC)
    return max(begin, newest) if newest else begin


def _items(found: Layout, moments: Sequence[datetime | None], said: Sequence[Titled]) -> Iterator[Item]:
    for mark, moment, titled in zip(found.marks, moments, said, strict=True):
        text = "\n\n".join(titled.paragraphs)
        if titled.title or text:
            yield Item(
                published=moment,
                precision=mark.precision if moment else Precision.NONE,
                title=titled.title,
                text=text,
                html=to_html(text),
                author=titled.author,
                captions=titled.captions,
            )
