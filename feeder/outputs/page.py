"""A feed as a page for people: static, without scripts, with the same entries as the feed.

It says nothing that changes by itself: no ages, no "minutes ago". The same feed gives the same bytes for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from feeder.model import Document, Entry, Feed
from feeder.outputs import _shown
from feeder.outputs._template import fill
from feeder.outputs._words import Shown, Words, moment, published, words_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An entry as the page shows it.

    Attributes:
        anchor: its place on the page.
        language: BCP 47 tag of its text.
        title: plain text.
        body: clean HTML.
        byline: who wrote it, and where, as far as the page does not say it at its end anyway.
        permalink: where its own page is served, from this one; none where it has none.
        original: the ticker's own address of it.
        published: when, in the site's zone.
        updated: when it last changed in substance; none if that was never, or in the same minute.
        withdrawn: the ticker has taken it back.
    """

    anchor: str
    language: str
    title: str
    body: Markup
    byline: str
    permalink: str | None
    original: str | None
    published: Shown
    updated: Shown | None
    withdrawn: bool


def render(feed: Feed) -> Document:
    """The feed as `NAME.html`."""
    words = words_in(feed.site.language)
    credited = _credited(feed)
    reports = [_report(entry, feed, words, several=len(credited) > 1) for entry in feed.entries]
    days = [(day, list(group)) for day, group in groupby(reports, key=lambda report: report.published.heading)]
    content = fill(
        "page.html",
        site=feed.site,
        feed=feed,
        words=words,
        indexed=feed.site.index and not feed.private,
        root="../" * feed.name.count("/"),
        days=days,
        newest=reports[0].published if reports else None,
        credited=credited,
        archives=_shown.archives(feed),
        feed_url=_shown.feed_url(feed.site, feed.name),
    )
    return Document(path=f"{feed.name}.html", content=content)


def _report(entry: Entry, feed: Feed, words: Words, *, several: bool) -> Report:
    zone = feed.site.timezone
    shown, updated = published(entry, zone, words), moment(entry.updated, zone, words)
    names = (_shown.line(entry.item.author or ""), _shown.source_title(entry, feed) if several else "")
    moved = entry.updated > entry.published and updated.iso[:16] != shown.iso[:16]
    return Report(
        anchor=_shown.anchor(entry),
        language=_shown.language(entry, feed),
        title=_shown.title(entry, words),
        body=_shown.body_of_page(entry, words),
        byline=", ".join(filter(None, names)),
        permalink=_shown.permalink_path(entry) if _shown.has_permalink(feed) else None,
        original=_shown.original(entry),
        published=shown,
        updated=updated if moved else None,
        withdrawn=entry.withdrawn,
    )


def _credited(feed: Feed) -> list[str]:
    """The titles of the sources whose texts stand here."""
    return sorted({_shown.source_title(entry, feed) for entry in feed.entries})
