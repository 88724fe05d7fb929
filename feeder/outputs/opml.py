"""The list of all feeds as OPML 2.0, to import into a reader at once.

It holds no date: it changes when a topic comes, goes or gets another title, and at no other time.
"""

from __future__ import annotations

from lxml import etree

from feeder.model import Document, FeedSummary, Overview, Site
from feeder.outputs import _shown
from feeder.outputs._words import words_in

PATH = "feeds.opml"


def render(overview: Overview) -> Document:
    """The site's feeds as `feeds.opml`."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _shown.site_title(overview.site)
    body = etree.SubElement(root, "body")
    for summary in overview.feeds:
        _add(body, summary, overview.site)
    content = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return Document(path=PATH, content=content)


def _add(body: etree._Element, summary: FeedSummary, site: Site) -> None:
    feed, page = _shown.subscription_url(site, summary.name), _shown.page_url(site, summary.name)
    if feed:
        title = _shown.line(summary.title) or summary.name
        outline = etree.SubElement(body, "outline", type="rss", text=title, title=title, xmlUrl=feed)
        outline.attrib.update({"htmlUrl": page} if page else {})
    if summary.has_edits:
        title = words_in(site.language).edits_title.format(title=_shown.line(summary.title) or summary.name)
        address = f"{site.url}{summary.name}.edits.atom"
        etree.SubElement(body, "outline", type="rss", text=title, title=title, xmlUrl=address)
