"""What a single value of the configuration may look like.

Each function gives the value that the written one means, or raises a `ValueError` that says what to write instead.
"""

from __future__ import annotations

import difflib
import re
from datetime import date, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from feeder.storeurl import SQLITE
from feeder.text import clean

_LONGEST_NAME = 100
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
# RFC 4151 section 2.1: taggingEntity = authorityName "," date
_AUTHORITY = re.compile(
    r"(?=[^,]{1,120},)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+,(\d{4}(?:-\d\d(?:-\d\d)?)?)"
)
_DATE = re.compile(r"\{date:(?:%[YymdjVGu]|[\w/.-])*%[YymdjVGu](?:%[YymdjVGu]|[\w/.-])*\}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_POSTGRESQL = "postgresql+psycopg://"


def text(value: str) -> str:
    """Text that says something that can be seen."""
    if not clean(value).strip():
        raise ValueError("it is empty")
    return value


def line(value: str) -> str:
    """Text of one line, cleaned."""
    return clean(_uncontrolled(value)).strip()


def _uncontrolled(value: str) -> str:
    """Text of one line, as it is: a path may be spelled in any form."""
    if _CONTROL.search(value):
        raise ValueError("it holds a line break or another control character: write it in one line")
    return text(value).strip()


def path(value: str) -> str:
    """The path of a file or folder, absolute or relative to the configuration."""
    if value.startswith("~"):
        raise ValueError("a path does not begin with ~ here: write it whole, or relative to this file")
    return _uncontrolled(value)


def files(value: str) -> str:
    """The pattern that files match."""
    if path(value).endswith("/"):
        raise ValueError(f'say which files in it: "{value}*.txt"')
    return path(value)


def name(value: str) -> str:
    """The name of a source or topic."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", value):
        raise ValueError("a name has lower-case letters a to z, digits and hyphens, and begins with no hyphen")
    if len(value) > _LONGEST_NAME:
        raise ValueError(f"a name has {_LONGEST_NAME} characters at most, this one has {len(value)}")
    return value


def source_name(value: str) -> str:
    """The name of a source."""
    if name(value) == "feed":
        raise ValueError("in ids this word stands for feeds: choose another name")
    return value


def topic_name(value: str) -> str:
    """The name of a topic."""
    if name(value) == "index":
        raise ValueError("the site's front page has this name: choose another one")
    return value


def duration(value: object) -> timedelta:
    """A time between two moments."""
    match = re.fullmatch(r"(\d{1,6})\s*([smhd])", value) if isinstance(value, str) else None
    if not match or not int(match[1]):
        raise ValueError('write a number and a unit in quotes: "90s", "5m", "1h" or "1d"')
    return timedelta(seconds=int(match[1]) * _UNITS[match[2]])


def zone(value: object) -> ZoneInfo:
    """A time zone of the IANA database."""
    try:
        return ZoneInfo(str(value))
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"no such time zone; {_nearest_zone(str(value))}") from error


def _nearest_zone(value: str) -> str:
    zones = sorted(available_timezones())
    cities = [each for each in zones if each.rpartition("/")[2].casefold() == value.casefold()]
    near = cities or difflib.get_close_matches(value, zones, 1, 0.7)
    return f'did you mean "{near[0]}"?' if near else 'write one like "Europe/Berlin"'


def language(value: str) -> str:
    """A language tag (BCP 47)."""
    tag = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
    if not tag.fullmatch(value):
        near = value[:2].lower() + value[2:].replace("_", "-")
        hint = f'did you mean "{near}"?' if tag.fullmatch(near) else 'write one like "de" or "en-GB"'
        raise ValueError(f"no language tag (BCP 47); {hint}")
    return value


def address(value: str) -> str:
    """An http(s) address."""
    if not re.match(r"https?://", value):
        raise ValueError('write a whole address that begins with "http://" or "https://"')
    try:
        parts = urlsplit(value)
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole or re.search(r"\s", value):
        raise ValueError("this is no address: look at its host and port, and at spaces in it")
    if "@" in parts.netloc:
        raise ValueError("an address with a name or password in it is not asked: leave out what stands before @")
    return value


def ticker_address(value: str) -> str:
    """The address of a ticker; `{date:%Y-%m-%d}` in it stands for the day."""
    if re.search("[{}]", _DATE.sub("1", value)):
        raise ValueError(
            "in braces stands a day alone, made of %Y %y %m %d %j %V and signs: {date:%Y-%m-%d}; a brace of the "
            "address itself is written %7B or %7D"
        )
    address(_DATE.sub("1", value))
    return value


def site_address(value: str) -> str:
    """The address of a folder; its links are made by appending to it."""
    if re.search("[?#]", address(value)):
        raise ValueError("an address of a folder has no ? and no #")
    return value.rstrip("/") + "/"


def authority(value: str) -> str:
    """In whose name ids are minted (RFC 4151 section 2.1)."""
    if not _is_authority(value):
        near = value.lower() if _is_authority(value.lower()) else "news.example.org,2026"
        raise ValueError(
            "it needs a domain of yours in lower case, a comma, and a year or day in which you owned it (RFC 4151): "
            f'write it like "{near}"'
        )
    return value


def _is_authority(value: str) -> bool:
    match = _AUTHORITY.fullmatch(value)
    if not match:
        return False
    try:
        date.fromisoformat(f"{match[1]}-01-01"[:10])
    except ValueError:
        return False
    return True


def state(value: str) -> str:
    """Where the store is: an SQLite file, or a PostgreSQL database."""
    if value.startswith(SQLITE):
        file = path(value.removeprefix(SQLITE))
        if not file.endswith("/") and "?" not in file:
            return SQLITE + file
    elif value.startswith(_POSTGRESQL):
        return _database(_uncontrolled(value))
    raise ValueError(f'write "{SQLITE}FILE" or "{_POSTGRESQL}USER@HOST/DATABASE"')


def _database(value: str) -> str:
    # Loaded only where it is needed anyhow.
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        make_url(value)
    except (ArgumentError, ValueError) as error:
        raise ValueError(f'its host or port is none: write "{_POSTGRESQL}USER@HOST:5432/DATABASE"') from error
    return value


def output(value: str) -> str:
    """A format in which feeds are written: the name of a file in `feeder/outputs/`."""
    from feeder import outputs

    known = outputs.names()
    if value not in known:
        near = difflib.get_close_matches(value, known, 1)
        hint = f'did you mean "{near[0]}"?' if near else f"known are {', '.join(known)}"
        raise ValueError(f"no such output; {hint}")
    return value
