"""RSS and Atom as data: parsed by feedparser, which forgives much; what it forgives is judged here."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.sax import SAXParseException

import feedparser
import nh3

from feeder.errors import ReadError
from feeder.model import Image
from feeder.reading import body
from feeder.reading.links import Links
from feeder.reading.syndicated import feeddata
from feeder.reading.syndicated.feeddata import Channel, Post, Text

_FORMS = {"rss": "an RSS feed", "atom": "an Atom feed"}
_BEGIN = re.compile(rb"<(?:[\w.-]+:)?(?:rss|feed|RDF)\b")
_END = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|RDF)\s*>")
_DECLARES_ENCODING = re.compile(rb"\s*<\?xml[^>]*\bencoding\s*=")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_HEAD = 100  # bytes: what may stand before a declaration
_BOMS = b"\xef\xbb\xbf\xff\xfe \t\r\n"
_START = 8_192  # bytes, in which its first element begins
_TAIL = 1_000  # bytes: comments may stand behind the end tag
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:$|\?)", re.IGNORECASE)
# RSS 2.0: `mail (name)`, or the mail alone; others write `name <mail>`.
_WITH_MAIL = re.compile(r"\S+@\S+(?:\s*\((?P<last>[^()]*)\))?|(?P<first>[^<>@]*?)\s*<\S+@\S+>")


def channel(content: bytes, media_type: str, address: str) -> Channel:
    """The feed that the XML is.

    Raises:
        ReadError: it is no feed, or breaks off.
    """
    parsed = _parsed(content, media_type)
    broken = parsed.get("bozo_exception")
    fault = _fault(broken, content)
    _check(parsed, fault, content)
    feed = parsed.feed
    links = feeddata.links(_word(feed, "link"), _own_address(feed), address)
    return Channel(
        form=next((form for name, form in _FORMS.items() if parsed.version.startswith(name)), "a feed"),
        title=_plain(feed.get("title_detail")),
        lead=_plain(feed.get("subtitle_detail")),
        posts=tuple(_post(entry, links) for entry in parsed.entries),
        date=_written(feed, "updated") or _written(feed, "published"),
        certainty=0.9 if fault else 1.0,
        remarks=tuple(_remarks(fault, broken)),
    )


def _parsed(content: bytes, media_type: str) -> Any:
    try:
        # Bytes behind a file object: a bare argument could be taken for an address or a path, and be opened.
        return feedparser.parse(
            io.BytesIO(content),
            response_headers=_headers(content, media_type),
            sanitize_html=False,  # done below, by what all readers use
            resolve_relative_uris=False,
        )
    except Exception as error:  # on broken XML it raises whatever its parts do: half a character, odd brackets
        raise ReadError(f"its XML is broken beyond repair ({error})") from error


def _headers(content: bytes, media_type: str) -> dict[str, str]:
    """What the server says of the encoding, where the XML itself says nothing: it knows better (RFC 7303 section 3)."""
    charset = _CHARSET.search(media_type)
    if charset is None or _DECLARES_ENCODING.match(content):
        return {}
    return {"content-type": f"application/xml; charset={charset[1]}"}


def _fault(broken: object, content: bytes) -> str:
    """What is wrong with the XML, and in which line; empty where it is sound."""
    if not isinstance(broken, SAXParseException):
        return ""
    # feedparser puts a line with a declaration before XML that has none.
    added = 0 if content.replace(b"\0", b"")[:_HEAD].lstrip(_BOMS).startswith(b"<?xml") else 1
    return f"{broken.getMessage()} in line {max(1, (broken.getLineNumber() or 1) - added)}"


def _check(parsed: Any, fault: str, content: bytes) -> None:
    """Raises ReadError unless it is a whole feed."""
    if not parsed.version and not _BEGIN.search(content[:_START].replace(b"\0", b"")):
        raise ReadError("it is no feed: it begins neither as RSS nor as Atom")
    if fault and not _END.search(content[-_TAIL:].replace(b"\0", b"")):
        raise ReadError(f"the feed breaks off before its end ({fault})")
    if fault and not parsed.entries:
        raise ReadError(f"its XML is broken, and shows no entry ({fault})")


def _remarks(fault: str, broken: object) -> Iterator[str]:
    if fault:
        yield f"the feed's XML is broken ({fault}); it was read as well as that allows"
    elif isinstance(broken, feedparser.CharacterEncodingOverride):
        yield f"the feed's encoding is not what it says: {broken}"


def _own_address(feed: Mapping[str, Any]) -> str:
    return next((_word(link, "href") for link in feed.get("links", ()) if link.get("rel") == "self"), "")


def _post(entry: Mapping[str, Any], links: Links) -> Post:
    return Post(
        key=_word(entry, "id"),
        title=_plain(entry.get("title_detail")),
        body=_body(entry, links),
        date=_written(entry, "published") or _written(entry, "updated"),
        updated=_written(entry, "updated"),
        author=_author(entry),
        link=links.absolute(_link(entry)),
        images=tuple(_images(entry, links)),
        captions=tuple(_captions(entry)),
    )


def _link(entry: Mapping[str, Any]) -> str:
    """Its address; a guid that feedparser takes for one, in place of a link, must be whole (RSS 2.0)."""
    address = _word(entry, "link")
    is_guid = entry.get("guidislink") and address == _word(entry, "id")
    return "" if is_guid and "://" not in address else address


def _written(of: Mapping[str, Any], key: str) -> str:
    """The date as it is written; feedparser answers for `updated` with `published` where there is only that."""
    return _word(of, key) if key in of else ""


def _body(entry: Mapping[str, Any], links: Links) -> Text:
    """The whole text where there is one, else its summary; of several the longest."""
    texts = entry.get("content") or [entry.get("summary_detail") or {}]
    longest = max(texts, key=lambda text: len(_word(text, "value")))
    value = _word(longest, "value")
    # Some call their HTML plain text, and RSS calls nothing by its name.
    if not body.is_markup(value):
        return feeddata.plain(value if longest.get("type") == "text/plain" else html.unescape(value))
    return feeddata.marked_up(value, feeddata.links(_word(longest, "base"), links.base))


def _plain(detail: Mapping[str, str] | None) -> str:
    """A title as plain text: some hold tags, others an angle bracket."""
    if not detail:
        return ""
    if detail.get("type") == "text/plain":
        return _word(detail, "value")
    return html.unescape(nh3.clean(_word(detail, "value"), tags=set()))


def _author(entry: Mapping[str, Any]) -> str:
    """The name of who wrote it; an address alone is none, and is for no reader."""
    if match := _WITH_MAIL.fullmatch(_word(entry, "author").strip()):
        return (match["last"] or match["first"] or "").strip()
    names = (_word(person, "name") for person in entry.get("authors", ()))
    return ", ".join(name for name in names if name and "@" not in name)


def _images(entry: Mapping[str, Any], links: Links) -> Iterator[Image]:
    media = [(each, _word(each, "url")) for each in entry.get("media_content", ())]
    enclosed = [(each, _word(each, "href")) for each in entry.get("enclosures", ())]
    small = [(each, _word(each, "url")) for each in entry.get("media_thumbnail", ())]
    for each, address in [pair for pair in (*media, *enclosed) if _is_picture(*pair)] or small[:1]:
        length = each.get("filesize") or each.get("length")
        if found := feeddata.picture(links, address, _word(each, "type"), length):
            yield found


def _is_picture(media: Mapping[str, Any], address: str) -> bool:
    kind = str(media.get("medium") or media.get("type") or "")
    return kind.startswith("image") or (not kind and bool(_PICTURE.search(address)))


def _captions(entry: Mapping[str, Any]) -> Iterator[str]:
    """What Media RSS says of the pictures: who made them."""
    credits_: Sequence[Mapping[str, str]] = entry.get("media_credit", ())
    for each in credits_:
        if name := " ".join(_word(each, "content").split()):
            yield name


def _word(of: Mapping[str, Any], key: str) -> str:
    """What stands there; feedparser leaves none where an attribute is missing."""
    return str(of.get(key) or "")
