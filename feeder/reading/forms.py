"""What a snapshot is, before anything is read from it: a feed, a page, or a text; decoded where it is no feed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from feeder.model import Snapshot
from feeder.text import decode

_OF_PAGES = ("linked-data", "repeated")
_HTML_TYPES = ("text/html", "application/xhtml+xml")
# Atomic and possessive: a hostile text must not cost more than its length.
_LOOKS_LIKE_HTML = re.compile(
    r"\s*+(?:(?><!--.*?-->|<\?.*?>)\s*+)*+<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
# Of the page itself: a script or a link may name the encoding of what it fetches.
_META_CHARSET = re.compile(r"<meta\b[^<>]*?charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\b[^<>]*?\slang\s*=\s*[\"']?([a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*)", re.IGNORECASE)
_HEAD = 8_192  # bytes: before its first element a feed has a declaration, perhaps a comment
_FEED_TYPES = (
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/json",
)  # fmt: skip
_JSON_TYPES = ("application/feed+json", "application/json")
# Behind the declaration, comments and the document type; the name may have a prefix. Possessive: linear for anything.
_ROOT = re.compile(
    r"\s*+(?:(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*+(?:\[.*?\]\s*+)?>)\s*+)*+<(?:[\w.-]++:)?(rss|feed|RDF)(?![\w:.-])",
    re.DOTALL,
)
_JSON_FEED = re.compile(r'\s*+\{.*?"version"\s*+:\s*+"https?:\\?/\\?/jsonfeed\.org\\?/version', re.DOTALL)
_CREDENTIALS = re.compile(r"(?i)^(https?://)[^/?#]*@")
_META_BYTES = 1024  # HTML: the declaration stands within the first 1024 bytes


class Kind(StrEnum):
    """Which reader is asked."""

    FEED = "feed"
    PAGE = "page"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a snapshot is.

    Attributes:
        kind: which reader is asked.
        content: decoded; empty for a feed, which says itself how it is encoded.
        remark: what had to be assumed to decode it, if anything.
    """

    kind: Kind
    content: str = ""
    remark: str | None = None


def of(snapshot: Snapshot) -> Form:
    """What the snapshot is: as its source's layout says, else as its type and its beginning say."""
    layout = snapshot.source.layout
    if layout == "feed" or (not layout and is_feed(snapshot.media_type, snapshot.content)):
        return Form(kind=Kind.FEED)
    is_page = layout in _OF_PAGES or _essence(snapshot.media_type) in _HTML_TYPES
    language = (_own_language(snapshot.content) if is_page else "") or snapshot.source.language
    content, remark = decode(snapshot.content, _declared(snapshot, is_page=is_page), language)
    is_page = is_page or bool(_LOOKS_LIKE_HTML.match(content))
    return Form(kind=Kind.PAGE if is_page else Kind.TEXT, content=content, remark=remark)


def is_feed(media_type: str, content: bytes) -> bool:
    """Whether it is a feed: it says so, or begins like one; a server's word for a page of HTML does not count."""
    head = _head(content)
    if _ROOT.match(head) or _JSON_FEED.match(head):
        return True
    return _essence(media_type) in _FEED_TYPES and not _LOOKS_LIKE_HTML.match(head)


def is_json(media_type: str, content: bytes) -> bool:
    """Whether a feed is a JSON Feed, and no XML."""
    return _essence(media_type) in _JSON_TYPES or _head(content).lstrip().startswith("{")


def address(snapshot: Snapshot) -> str:
    """Where it was taken from, without a password; empty for a file, which has no address that others could follow."""
    if snapshot.source.kind != "url":
        return ""
    return _CREDENTIALS.sub(r"\1", snapshot.origin, count=1)


def _declared(snapshot: Snapshot, *, is_page: bool) -> str | None:
    """The encoding that the server or the page names."""
    if match := _CHARSET.search(snapshot.media_type):
        return match[1]
    if is_page and (match := _META_CHARSET.search(snapshot.content[:_META_BYTES].decode("latin-1"))):
        return match[1]
    return None


def _own_language(content: bytes) -> str:
    """The language that the page gives itself (HTML, section 3.2.6.2); empty where it gives none."""
    match = _LANGUAGE.search(content[:_HEAD].decode("latin-1"))
    return match[1] if match else ""


def _essence(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()


def _head(content: bytes) -> str:
    """The beginning of the content, as far as its encoding does not matter."""
    head = content[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:2]:
        head = head.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
