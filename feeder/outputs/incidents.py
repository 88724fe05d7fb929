"""What troubled the sources, as a feed of its own: `_status.atom` (RFC 4287), an entry for each incident.

An entry keeps its id while the incident goes on, and its `updated` moves with each thing that happens. It says names
and words alone: why a source failed may name addresses and files, and is for the operator.
"""

from __future__ import annotations

import html
from datetime import UTC

from lxml import etree

from feeder.model import Document, Happening, Incident, Overview
from feeder.outputs import _shown
from feeder.outputs._extension import XML_LANGUAGE, stamp
from feeder.outputs._words import Words, moment, words_in

PATH = "_status.atom"
_ATOM = "http://www.w3.org/2005/Atom"


def render(overview: Overview) -> Document:
    """The incidents as `_status.atom`, the latest first."""
    site = overview.site
    words = words_in(site.language)
    feed = etree.fromstring(f'<feed xmlns="{_ATOM}"/>')
    feed.set(XML_LANGUAGE, words.language)
    _add(feed, "id", f"tag:{site.authority}:feed/_status")
    _add(feed, "title", f"{_shown.site_title(site)}: {words.incidents_title}", type="text")
    _add(feed, "subtitle", words.incidents_subtitle, type="text")
    _add(feed, "updated", stamp(overview.incidents_at))
    _add(_add(feed, "author"), "name", _shown.site_title(site))
    _add(feed, "generator", "feeder")
    _add(feed, "link", rel="self", type="application/atom+xml", href=f"{site.url}{PATH}")
    _add(feed, "link", rel="alternate", type="text/html", href=f"{site.url}index.html")
    for incident in overview.incidents:
        _add_entry(feed, incident, overview, words)
    content = etree.tostring(feed, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return Document(path=PATH, content=content)


def _add_entry(feed: etree._Element, incident: Incident, overview: Overview, words: Words) -> None:
    site = overview.site
    began = incident.began_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    _, last = incident.happenings[-1]
    entry = _add(feed, "entry")
    _add(entry, "id", f"tag:{site.authority}:feed/_status/{incident.source}/{began}")
    _add(entry, "title", _said(incident, last, words), type="text")
    _add(entry, "published", stamp(incident.began_at))
    _add(entry, "updated", stamp(incident.updated_at))
    address = f"{site.url}index.html?incident={incident.source}-{began}"
    _add(entry, "link", rel="alternate", type="text/html", href=address)
    lines = (
        f"<li>{moment(when, site.timezone, words).full}: {html.escape(words.happenings[what], quote=False)}</li>"
        for when, what in incident.happenings
    )
    _add(entry, "content", f"<ul>{''.join(lines)}</ul>", type="html")


def _said(incident: Incident, what: Happening, words: Words) -> str:
    return words.incident.format(source=_shown.line(incident.title) or incident.source, what=words.happenings[what])


def _add(parent: etree._Element, name: str, said: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    child.text = said
    return child
