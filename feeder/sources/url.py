"""Fetches a page or feed at an http(s) address: politely, conditionally, and never more than it needs."""

from __future__ import annotations

import functools
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from feeder import __version__
from feeder.errors import FetchError, quoted
from feeder.model import Fetched, Snapshot, Source, Validators
from feeder.sources import places, robots, web
from feeder.sources.faults import shown
from feeder.sources.terms import Terms

_MOST_ROBOTS_BYTES = 512_000  # RFC 9309 section 2.5 wants at least 500 KiB
_LONGEST_VALIDATOR = 1_000  # characters; servers refuse requests whose headers grow too long
_SECONDS = re.compile("[1-9][0-9]{0,5}")  # a wait of any sense
_LONGEST_STANDSTILL = timedelta(days=7)
_NOT_MODIFIED = 304
_TOO_MANY_REQUESTS = 429
_GONE = (404, 410)
_CLIENT_ERRORS, _SERVER_ERRORS = range(400, 500), range(500, 600)

Ask = Callable[..., web.Answer]
"""Gives the answer of an address, as `web.get` does, on the terms of this fetch."""


def fetch(source: Source, validators: Validators, now: datetime, terms: Terms) -> Fetched:
    """The page as it stands now, or the word that it has not changed.

    Where the ticker has another address than last time, the last one is looked at once more, so that nothing is lost
    that was written there in between; what stands there comes first.

    Args:
        source: its location is the page's address, or leads to it.
        validators: what the last good answer gave.
        now: the snapshot's `fetched_at`; its day in the source's zone stands in addresses that hold one.
        terms: `contact`, `last_state_at`, `patience` and `robots` count here.

    Raises:
        FetchError: the page could not be brought in; the text says why.
    """
    visit = web.Visit(
        agent=user_agent(terms.contact),
        policy=web.policy(allow_private=source.allow_private),
        ends_at=time.monotonic() + terms.patience.total_seconds(),
    )
    judge = functools.partial(_ask_robots, visit, terms.robots, now) if source.robots else _anything
    ask = functools.partial(web.get, visit=visit, judge=judge, headers=functools.partial(_conditions, validators))
    answer = _answer(source, ask, now)
    if answer.status == _NOT_MODIFIED and _conditions(validators, answer.address):
        return Fetched(unchanged=True, validators=_validators(answer, validators))
    _check(answer, now)
    known = Validators(address=answer.address)
    return Fetched(
        snapshots=tuple(
            _snapshot(source, each, now, terms) for each in (*_last_look(source, validators, answer, ask), answer)
        ),
        validators=_validators(answer, known),
    )


def _snapshot(source: Source, answer: web.Answer, now: datetime, terms: Terms) -> Snapshot:
    return Snapshot(
        source=source,
        origin=answer.address,
        content=answer.content,
        media_type=answer.media_type,
        fetched_at=now,
        modified_at=_modified_at(answer, now, terms.last_state_at),
    )


# ---------------------------------------------------------------- where the ticker is


def _answer(source: Source, ask: Ask, now: datetime) -> web.Answer:
    """The answer of the ticker's own address."""
    if not source.follow:
        return _of_today(source, ask, now)
    overview = _of_today(source, functools.partial(ask, headers=_nothing), now)
    _check(overview, now)
    link = places.newest_link(overview.content, overview.media_type, overview.address, source.follow)
    if link is None:
        raise FetchError(
            f"{shown(overview.address)}: no link on this page says {quoted(source.follow)}: look how the link to the "
            "ticker reads now, and change `follow`"
        )
    return ask(link)


def _of_today(source: Source, ask: Ask, now: datetime) -> web.Answer:
    """The answer of today's address; of yesterday's, while there is no page of today yet."""
    day = now.astimezone(source.timezone).date()
    answer = ask(places.on_day(source.location, day))
    if answer.status not in _GONE or not places.moves(source.location):
        return answer
    before = ask(places.on_day(source.location, day - timedelta(days=1)))
    return answer if before.status in _GONE else before


def _last_look(source: Source, validators: Validators, answer: web.Answer, ask: Ask) -> tuple[web.Answer, ...]:
    """What stands at the address that the ticker had until now, if it has changed since; else nothing."""
    may_move = source.follow or places.moves(source.location)
    if not may_move or validators.address is None or validators.address == answer.address:
        return ()
    try:
        last = ask(validators.address)
    except FetchError:
        return ()  # the ticker is there no more, and nobody asked for it
    return (last,) if last.content.strip() else ()


def user_agent(contact: str) -> str:
    """Who we are, for servers: name, version, and whom to write to (RFC 9110 section 10.1.5)."""
    printable = "".join(letter for letter in contact if " " <= letter <= "~" and letter not in "()\\").strip()
    return f"feeder/{__version__} (+{printable})" if printable else f"feeder/{__version__}"


# ---------------------------------------------------------------- conditional requests (RFC 9110 section 13)


def _conditions(validators: Validators, address: str) -> dict[str, str]:
    """What asks the address "has it changed?"; nothing for one that did not give the validators."""
    if address != validators.address:
        return {}
    conditions = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _validators(answer: web.Answer, known: Validators) -> Validators:
    """Those that the answer brings, else those that are known (RFC 9111 section 4.3.4)."""
    return Validators(
        etag=_validator(answer, "ETag") or known.etag,
        last_modified=_validator(answer, "Last-Modified") or known.last_modified,
        address=known.address,
    )


def _validator(answer: web.Answer, name: str) -> str | None:
    """The header's value if it can be sent back byte for byte: it is one line and not overlong."""
    value = answer.headers.get(name, "")
    return value if 0 < len(value) <= _LONGEST_VALIDATOR and value.isprintable() else None


def _modified_at(answer: web.Answer, now: datetime, last: datetime | None) -> datetime | None:
    """The date of `Last-Modified`, if it can be that of this state.

    It cannot in the future, before the last state, or so long ago that no live ticker stands still since: some servers
    give the date of a template, or of no time at all.
    """
    date = _date(answer.headers.get("Last-Modified", ""))
    earliest = max(now - _LONGEST_STANDSTILL, last) if last else now - _LONGEST_STANDSTILL
    return date if date and earliest <= date <= now else None


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


# ---------------------------------------------------------------- answers that are no page


def _check(answer: web.Answer, now: datetime) -> None:
    """Raises FetchError unless the answer brings a page."""
    where = shown(answer.address)
    if answer.status not in web.WITH_BODY:
        raise FetchError(f"{where}: {_refusal(answer.status)}{_comes_back(answer, now)}")
    if not answer.content.strip():
        raise FetchError(f"{where}: the page is empty; feeds keep their last good state")


def _refusal(status: int) -> str:
    match status:
        case 404 | 410:
            return f"there is no such page (status {status}): look whether the ticker has moved, and change its `url`"
        case 401 | 402 | 403 | 407 | 451:
            return f"the server refuses us (status {status}): it wants a login, or wants no programs; ask its operator"
        case 429:
            return "the server says that we ask too often (status 429): raise `every`; feeder asks again later"
        case _ if status in _SERVER_ERRORS:
            return f"the server has trouble of its own (status {status}); feeder asks again later"
        case 304:
            return "it says that nothing has changed since a time that we never named (status 304)"
        case _:
            return f"its answer brings no page (status {status}): open the address in a browser"


def _comes_back(answer: web.Answer, now: datetime) -> str:
    """What its `Retry-After` says (RFC 9110 section 10.2.3), for the end of a sentence."""
    text = answer.headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(text):
        return f"; it asks us to wait {text} s"
    date = _date(text)
    return f"; it asks us to wait until {date:%Y-%m-%d %H:%M:%S} UTC" if date and date > now else ""


# ---------------------------------------------------------------- robots.txt (RFC 9309)


def _anything(_address: str) -> None:
    """Lets every address pass."""


def _nothing(_address: str) -> dict[str, str]:
    """No further headers for any address."""
    return {}


def _ask_robots(visit: web.Visit, cache: robots.RobotsCache, now: datetime, address: str) -> None:
    """Raises FetchError if the robots.txt of the address's server does not let us ask for it."""
    parts = urlsplit(address)
    origin = f"{parts.scheme}://{parts.netloc}".lower()
    rules = cache.find(origin, now)
    if rules is None:
        rules = _robots_rules(visit, origin, address, now)
        cache.keep(origin, rules, now)
    if not rules.allow(address):
        raise FetchError(
            f"{shown(address)}: the server's robots.txt does not want programs to read this page: "
            "ask its operator, or set `robots = false` for this source if you may decide otherwise"
        )


def _robots_rules(visit: web.Visit, origin: str, address: str, now: datetime) -> robots.Rules:
    """The rules of the origin; without a robots.txt everything is allowed, with an unreadable one nothing for now."""
    where = urljoin(origin, "/robots.txt")
    try:
        answer = web.get(where, visit, headers=_nothing, judge=_anything, cap=_MOST_ROBOTS_BYTES)
    except FetchError as error:
        raise FetchError(
            f"{shown(address)}: the server's robots.txt, which must be read before its pages, could not be: {error}"
        ) from error
    if answer.status in web.WITH_BODY:
        return robots.parse(answer.content)
    if answer.status in _CLIENT_ERRORS and answer.status != _TOO_MANY_REQUESTS:
        return robots.Rules()
    raise FetchError(
        f"{shown(address)}: the server's robots.txt cannot be read (status {answer.status}); that forbids its "
        f"pages for now (RFC 9309){_comes_back(answer, now)}; feeder asks again later; `robots = false` skips this"
    )
