"""read: how a page or text becomes the items that a person sees in it. Pure: no clock, no disk, no net."""

from __future__ import annotations

import re

from feeder.errors import ReadError
from feeder.model import Snapshot, Ticker
from feeder.reading.dating import Reference
from feeder.text import clean, decode

__all__ = ["Reference", "read"]

_HTML_TYPES = ("text/html", "application/xhtml+xml")
# Atomic and possessive, here and below: a hostile text must not cost more than its length.
_LOOKS_LIKE_HTML = re.compile(
    r"\s*+(?:(?><!--.*?-->|<\?.*?>)\s*+)*+<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_META_BYTES = 1024  # HTML: the declaration stands within the first 1024 bytes


def read(snapshot: Snapshot, reference: Reference | None = None) -> Ticker:
    """The ticker that a snapshot shows.

    Args:
        snapshot: one state of a source.
        reference: when it was read, where that is not the snapshot's own time.

    Raises:
        ReadError: it is no ticker; the message says where and why.
    """
    source = snapshot.source
    is_page = _is_page(snapshot)
    content, remark = decode(snapshot.content, _declared(snapshot, is_page=is_page), source.language)
    text = clean(content)
    known = reference or _at(snapshot)
    try:
        ticker = _ticker(snapshot, text, known, is_page=is_page)
    except ReadError as error:
        raise ReadError(f"{snapshot.label}: no ticker: {error}") from error
    return ticker if remark is None else _remarked(ticker, f"{snapshot.label}: {remark}")


def _ticker(snapshot: Snapshot, text: str, known: Reference, *, is_page: bool) -> Ticker:
    if not text.strip():
        raise ReadError("it is empty")
    zone = snapshot.source.timezone
    if is_page or _LOOKS_LIKE_HTML.match(text):
        from feeder.reading import page

        return page.read(text, known, zone)
    from feeder.reading import prose

    return prose.read(text, known, zone)


def _at(snapshot: Snapshot) -> Reference:
    moment = snapshot.dated_at.astimezone(snapshot.source.timezone)
    return Reference(day=moment.date(), moment=moment)


def _is_page(snapshot: Snapshot) -> bool:
    return snapshot.media_type.split(";")[0].strip().lower() in _HTML_TYPES


def _declared(snapshot: Snapshot, *, is_page: bool) -> str | None:
    """The encoding that the server or the page names."""
    if match := _CHARSET.search(snapshot.media_type):
        return match[1]
    if is_page and (match := _CHARSET.search(snapshot.content[:_META_BYTES].decode("latin-1"))):
        return match[1]
    return None


def _remarked(ticker: Ticker, remark: str) -> Ticker:
    from dataclasses import replace

    return replace(ticker, remarks=(*ticker.remarks, remark))
