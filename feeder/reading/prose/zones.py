"""Zones as they are printed: beside a clock, and in the sentence that tells the zone of all clocks of a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from feeder.reading.locale import any_of, words
from feeder.reading.prose import dates

# Written in capitals alone: `est` is also a word. Letters that tell winter from summer name the place alone: writers
# mix them up, and mean the clock there; they decide only in the hour that comes twice.
_ABBREVIATIONS = {
    **dict.fromkeys(("UTC", "GMT", "TU"), "UTC"),
    **dict.fromkeys(("WET", "WEST"), "Europe/Lisbon"),
    **dict.fromkeys(("CET", "CEST", "MEZ", "MESZ", "HNEC", "HAEC"), "Europe/Berlin"),
    **dict.fromkeys(("EET", "EEST"), "Europe/Helsinki"),
    **dict.fromkeys(("MSK", "МСК", "мск"), "Europe/Moscow"),
    **dict.fromkeys(("ET", "EST", "EDT"), "America/New_York"),
    **dict.fromkeys(("CT", "CST", "CDT"), "America/Chicago"),
    **dict.fromkeys(("MT", "MST", "MDT"), "America/Denver"),
    **dict.fromkeys(("PT", "PST", "PDT"), "America/Los_Angeles"),
    "BST": "+01:00", "TRT": "Europe/Istanbul", "IST": "Asia/Kolkata", "PKT": "Asia/Karachi", "SGT": "Asia/Singapore",
    "HKT": "Asia/Hong_Kong", "JST": "Asia/Tokyo", "KST": "Asia/Seoul", "WIB": "Asia/Jakarta",
    "SAST": "Africa/Johannesburg", "AEST": "+10:00", "AEDT": "+11:00", "ACST": "+09:30", "ACDT": "+10:30",
    "AWST": "+08:00", "NZST": "+12:00", "NZDT": "+13:00", "AKST": "-09:00", "AKDT": "-08:00", "HST": "-10:00",
    "BRT": "America/Sao_Paulo", "ART": "America/Argentina/Buenos_Aires",
}  # fmt: skip
# Letters that mean another zone where the source is at home there.
_AT_HOME = {
    ("IST", "Europe/Dublin"): "Europe/Dublin",
    ("IST", "Asia/Jerusalem"): "Asia/Jerusalem",
    ("CST", "Asia/Shanghai"): "Asia/Shanghai",
    ("CST", "America/Havana"): "America/Havana",
}
_SUMMER = {"BST", "CEST", "MESZ", "HAEC", "EEST", "WEST", "EDT", "CDT", "MDT", "PDT", "SELČ"}
_WINTER = {"CET", "MEZ", "HNEC", "EET", "WET", "EST", "CST", "MST", "PST", "SEČ"}
LOCAL = "local"  # what the data files call the zone of the place that a page speaks of
_OFFSET = re.compile(r"(?:UTC|GMT)?[ ]?(?P<sign>[+\-\u2212])(?P<hours>\d\d?)(?::?(?P<minutes>\d\d))?")
_AT = r"""
    [ ]? (?P<open>\()?
    (?P<zone>
        (?-i:UTC|GMT)[ ]?[+\-\u2212]\d{1,2}(?::?\d\d)?(?!\d) | [+\-\u2212]\d\d:?\d\d(?!\d) | (?-i:Z)(?!\w)
      | (?:NAMES)(?!\w)
    )
    (?(open)\))
"""
_BEGIN = re.compile(r"[ ]?\(?(?:(?P<sign>[+\-\u2212])|(?=[^\W\d_]))")
_SENTENCE = r"(?<!\w)(?:OPENERS)(?!\w)[^.\n]{0,40}?(?<!\w)(?P<zone>NAMES)(?!\w)"
_LONGEST_HEAD = 20_000  # letters in which such a sentence stands
_MINUTES = 60
_LATEST = 14 * _MINUTES  # no zone lies further from UTC


def at(text: str, start: int) -> tuple[str, int] | None:
    """The zone that stands at that place, as it is printed, and where it ends."""
    begin = _BEGIN.match(text, start)
    if begin is None or not (begin["sign"] or dates.opens(text, begin.end(), _first_words())):
        return None
    match = _at().match(text, start)
    return (match["zone"], match.end()) if match else None


def of_page(text: str) -> str | None:
    """The zone that a sentence gives for all clocks of the page, as it is printed."""
    match = _sentence().search(text, 0, _LONGEST_HEAD)
    return match["zone"] if match else None


def resolved(printed: str | None, home: ZoneInfo) -> tzinfo:
    """The zone that is meant; that of the source where none is printed, or one that nobody knows.

    Args:
        printed: as the page has it.
        home: where the source is at home: letters mean the zone that is usual there.
    """
    if printed is None:
        return home
    if match := _OFFSET.fullmatch(printed):
        return _fixed(match) or home
    if printed == "Z":
        return ZoneInfo("UTC")
    name = _AT_HOME.get((printed.upper(), home.key)) or _names().get(printed.casefold(), LOCAL)
    if name == LOCAL:
        return home
    return resolved(name, home) if name[0] in "+-" else ZoneInfo(name)


def fold(printed: str | None) -> int | None:
    """Which run of the hour that comes twice the letters of a zone mean: the first, in summer time, is 0."""
    if printed is None:
        return None
    if printed in _SUMMER or printed.casefold().endswith(_endings()[0]):
        return 0
    return 1 if printed in _WINTER or printed.casefold().endswith(_endings()[1]) else None


def _fixed(match: re.Match[str]) -> tzinfo | None:
    minutes = int(match["hours"]) * _MINUTES + int(match["minutes"] or 0)
    if minutes > _LATEST:
        return None
    return timezone(timedelta(minutes=minutes if match["sign"] == "+" else -minutes))


@cache
def _endings() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How the names of zones end in summer, and in winter, in one case."""
    return tuple(map(str.casefold, words().summer_times)), tuple(map(str.casefold, words().winter_times))


@cache
def _names() -> Mapping[str, str]:
    """The zone by abbreviation and by name, in one case."""
    return {name.casefold(): zone for name, zone in (*words().zones.items(), *_ABBREVIATIONS.items())}


@cache
def _first_words() -> frozenset[str]:
    return dates.first_words(_names()) | {"z"}


@cache
def _at() -> re.Pattern[str]:
    return re.compile(_AT.replace("NAMES", _any_name()), re.VERBOSE | re.IGNORECASE)


@cache
def _sentence() -> re.Pattern[str]:
    openers = any_of(words().all_times)
    return re.compile(_SENTENCE.replace("OPENERS", openers).replace("NAMES", _any_name()), re.IGNORECASE)


def _any_name() -> str:
    """An expression for every name; abbreviations must stand in their capitals."""
    return f"(?-i:{any_of(_ABBREVIATIONS)})|{any_of(words().zones)}"
