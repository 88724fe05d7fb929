"""The dates of feeds: RFC 3339 (Atom, JSON Feed, Dublin Core), and RFC 822 (RSS) as freely as feeds write it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from feeder.model import Precision
from feeder.reading import instant
from feeder.reading.locale import words
from feeder.reading.prose import when

_YEARS = range(1970, 2200)  # a year beyond these is a slip, or a machine's word for "never"
_CLOCK = re.compile(r"\b\d{1,2}:\d\d(:\d\d)?")
_NAMES_A_MONTH = re.compile(r"[A-Za-z]{3}")
_OTHER_MONTH = re.compile(r"(?:[^\W\d_]+\.?,? )?(?P<day>\d{1,2})\.? (?P<month>[^\W\d_]+)\.? (?P<rest>\d{4}\b.*)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HALVES = re.compile(r"\b(?P<hour>1[0-2]|0?[1-9]):(?P<minutes>\d\d(?::\d\d)?) ?(?P<half>[AaPp])\.?[Mm]\b\.?")
_UNDATED: tuple[None, Precision] = (None, Precision.NONE)


def moment(text: str, zone: ZoneInfo) -> tuple[datetime | None, Precision]:
    """The moment in UTC and how exactly it is given; none if it is no date.

    Args:
        text: as the feed writes it.
        zone: of dates that name none.
    """
    written = _in_24_hours(_in_english(" ".join(text.split())))
    if found := instant.read(written, zone):
        return found.moment, found.precision
    return _mail(written, zone) if _NAMES_A_MONTH.search(written) else _printed(written, zone)


def _in_24_hours(text: str) -> str:
    """The date with its clock as RFC 822 writes it: `6:50 PM` is none that its parsers know."""
    return _HALVES.sub(lambda match: f"{_hour(match):02}:{match['minutes']}", text, count=1)


def _hour(match: re.Match[str]) -> int:
    return int(match["hour"]) % 12 + (12 if match["half"] in "pP" else 0)


def _printed(text: str, zone: ZoneInfo) -> tuple[datetime | None, Precision]:
    """A date as people print it."""
    found = when.moment(text, zone)
    return found if found and found[0].year in _YEARS else _UNDATED


def _in_english(text: str) -> str:
    """The date with its month as RFC 822 names it, whose server's language may be another: `Mi, 04 Okt 2025`."""
    match = _OTHER_MONTH.match(text)
    number = words().months.get(match["month"].casefold()) if match else None
    return f"{match['day']} {_MONTHS[number - 1]} {match['rest']}" if match and number else text


def _mail(text: str, zone: ZoneInfo) -> tuple[datetime | None, Precision]:
    """RFC 822 section 5.1; `-0000` is UTC (RFC 5322 section 3.3), and the source's zone where none is known."""
    try:
        found = parsedate_to_datetime(text if _CLOCK.search(text) else f"{text} 00:00")
        if found.tzinfo is None:
            found = found.replace(tzinfo=UTC if text.endswith("-0000") else zone)
        if found.year not in _YEARS:
            return _UNDATED
        return found.astimezone(UTC), _precision(text)
    except (ValueError, TypeError, IndexError, OverflowError):  # the standard library's parser raises them all
        return _UNDATED


def _precision(text: str) -> Precision:
    clock = _CLOCK.search(text)
    if not clock:
        return Precision.DAY
    return Precision.SECOND if clock[1] else Precision.MINUTE
