"""Addresses in a page: absolute, http(s) alone, and which of them lead away from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from bs4 import Tag

from feeder.reading.tree import Page

_LONGEST = 2000
# An address that needs no work: no dots to resolve, nothing to escape.
_ABSOLUTE = re.compile(
    r"https?://[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+(?::\d{1,5})?(?:/(?:[\w~%@,;=+-]+/?)*+)?(?:[\w~%@.]++)?(?:[?#][\w/?&=%.,~:;@!$'()*+#-]*)?",
    re.ASCII,
)
_SCHEMES = ("http", "https")
# RFC 3986 section 2: these stand in no address. Letters beyond ASCII may, in an IRI (RFC 3987).
_FORBIDDEN = re.compile(r"[\x00-\x20\"<>\\^`{|}\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What addresses in a page mean.

    Attributes:
        base: what relative ones are resolved against; empty where nobody knows.
        page: the page's own address, as it or its server says; empty where nobody knows.
    """

    base: str
    page: str

    def absolute(self, address: str) -> str | None:
        """The http(s) address that is meant, or nothing."""
        if _ABSOLUTE.fullmatch(address):
            return address
        folded = "".join(address.split())
        if not folded or len(folded) > _LONGEST:
            return None
        try:
            joined = urljoin(self.base, folded)
            parts = urlsplit(joined)
            host = parts.hostname
        except ValueError:
            return None
        return _FORBIDDEN.sub(_encoded, joined) if parts.scheme in _SCHEMES and host else None

    def leads_away(self, address: str) -> bool:
        """It names another page than this one and what lies below it, or the same with another question."""
        found = self.absolute(address)
        if found is None:
            return not address.startswith("#") and bool(address.strip()) and ":" not in address.split("/", 1)[0]
        if not self.page:
            return True
        there, here = urlsplit(urldefrag(found)[0]), urlsplit(self.page)
        own, other = here.path.rstrip("/"), there.path.rstrip("/")
        return there.hostname != here.hostname or not (other == own or (len(own) > 1 and other.startswith(f"{own}/")))

    def fragment(self, address: str) -> str:
        """The name of the place in this page that the address means, or of the update that its question names."""
        head, sign, place = address.partition("#")
        if sign and (head in ("", self.page) or not self.page):
            return place
        if not (sign or "?" in address) or self.leads_away(address):
            return ""
        _, place = urldefrag(address)
        if place:
            return place
        return next((value for name, value in parse_qsl(urlsplit(address).query) if name.lower() in _NAMES_UPDATE), "")


def _encoded(sign: re.Match[str]) -> str:
    return f"%{ord(sign[0]):02X}"


_NAMES_UPDATE = ("postid", "post", "entry", "update", "liveblogpost", "pinned_post", "pinned-entry", "id")


def of(page: Page, address: str) -> Links:
    """What addresses in the page mean.

    Args:
        page: with its `base` and its canonical address.
        address: where it was taken from; empty where that was no server.
    """
    canonical = _said(page, "link", "rel", "canonical", "href") or _said(page, "meta", "property", "og:url", "content")
    plain = Links(base=address, page=address)
    own = address or plain.absolute(canonical) or ""
    base = next((str(tag["href"]) for tag in page.tags if tag.name == "base" and tag.get("href")), "")
    return Links(base=Links(base=own, page=own).absolute(base) or own, page=(plain.absolute(canonical) or own))


def _said(page: Page, name: str, attribute: str, value: str, wanted: str) -> str:
    for tag in page.tags:
        if tag.name == name:
            given = tag.get(attribute)
            values = given if isinstance(given, list) else [given]
            if value in values and tag.get(wanted):
                return str(tag[wanted])
    return ""


def href(tag: Tag) -> str:
    """Where a link leads, as it stands there."""
    return str(tag.get("href") or "").strip()
