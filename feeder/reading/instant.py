"""Moments as machines write them: in JSON-LD, in `datetime`, in `data-…` attributes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from feeder.model import Precision

# ISO 8601 as HTML's `time` and schema.org's DateTime allow it; Java writes a zone's name behind it.
_ISO = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)"
    r"(?:[Tt ](?P<clock>\d\d:\d\d)(?P<second>:\d\d)?(?:[.,]\d+)?\s?(?P<zone>[Zz]|[+-]\d\d(?::?\d\d)?)?)?"
    r"(?:\[[\w/+-]+\])?"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})?")
_EPOCH = re.compile(r"(?:\d{10}|\d{13})")
_MAIL = re.compile(r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? \S+")
_LONGEST = 60
_MILLISECONDS = 13
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instant:
    """A moment that a machine wrote.

    Attributes:
        moment: in UTC.
        precision: how exactly it is given.
        offset: from UTC, where it names one that is not zero; `Z` and zero are also what careless writers print.
    """

    moment: datetime
    precision: Precision
    offset: timedelta | None = None


def read(text: str, zone: ZoneInfo) -> Instant | None:
    """The moment that the text is, or nothing.

    Args:
        text: the whole value of an attribute or a property.
        zone: of moments that name none.
    """
    folded = text.strip()
    if not folded or len(folded) > _LONGEST or not folded.isascii():
        return None
    try:
        found = _iso(folded, zone) or _epoch(folded) or _mail(folded)
    except (ValueError, OverflowError):  # there is no such day, clock or offset
        return None
    return found if found and _EARLIEST <= found.moment < _LATEST else None


def _iso(text: str, zone: ZoneInfo) -> Instant | None:
    if compact := _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second, offset = compact.groups()
        text = f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{offset or ''}"
    match = _ISO.fullmatch(text)
    if not match:
        return None
    if not match["clock"]:
        day = datetime.fromisoformat(match["date"]).replace(tzinfo=zone)
        return Instant(moment=day.astimezone(UTC), precision=Precision.DAY)
    naive = datetime.fromisoformat(f"{match['date']}T{match['clock']}{match['second'] or ''}")
    offset_named = _offset(match["zone"]) if match["zone"] else None
    tzinfo = zone if offset_named is None else timezone(offset_named)
    return Instant(
        moment=naive.replace(tzinfo=tzinfo).astimezone(UTC),
        precision=Precision.SECOND if match["second"] else Precision.MINUTE,
        offset=offset_named or None,
    )


def _offset(zone: str) -> timedelta:
    if zone in ("Z", "z"):
        return timedelta(0)
    digits = zone[1:].replace(":", "").ljust(4, "0")
    away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -away if zone[0] == "-" else away


def _epoch(text: str) -> Instant | None:
    if not _EPOCH.fullmatch(text):
        return None
    seconds = int(text) // 1000 if len(text) == _MILLISECONDS else int(text)
    return Instant(moment=datetime.fromtimestamp(seconds, UTC), precision=Precision.SECOND)


def _mail(text: str) -> Instant | None:
    """RFC 5322 section 3.3, as HTTP and RSS write it."""
    if not _MAIL.fullmatch(text):
        return None
    moment = parsedate_to_datetime(text)
    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return Instant(moment=known.astimezone(UTC), precision=Precision.SECOND, offset=known.utcoffset() or None)
