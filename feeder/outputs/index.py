"""The site's front page: its topics, how to subscribe, and how the sources do.

Of a source it says the state, since when and why; not when it was read last, which would change with every pass.
"""

from __future__ import annotations

from dataclasses import dataclass

from feeder.model import Document, FeedSummary, Overview, Site, SourceStatus, State
from feeder.outputs import _shown, opml
from feeder.outputs._template import fill
from feeder.outputs._words import Shown, Words, moment, published, words_in

PATH = "index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A topic as the page shows it.

    Attributes:
        title: its name for readers.
        language: BCP 47 tag of its texts.
        count: how many entries, in words.
        page: address of its page, from this one.
        feed: where its feed is served.
        newest: title of its newest entry.
        anchor: place of that on the topic's page.
        published: when that was published.
    """

    title: str
    language: str
    count: str
    page: str | None
    feed: str | None
    newest: str = ""
    anchor: str = ""
    published: Shown | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """A source as the page shows it.

    Attributes:
        title: its name for readers.
        state: for the style sheet.
        word: the state in words.
        since: when it came into this state; none where nothing is to be done.
        reason: why, and what to do.
    """

    title: str
    state: State
    word: str
    since: Shown | None
    reason: str


def render(overview: Overview) -> Document:
    """The overview as `index.html`."""
    site = overview.site
    words = words_in(site.language)
    content = fill(
        "index.html",
        site=site,
        words=words,
        topics=[_line(summary, site, words) for summary in overview.feeds],
        sources=[_health(status, site, words) for status in overview.sources],
        opml=opml.PATH,
    )
    return Document(path=PATH, content=content)


def _line(summary: FeedSummary, site: Site, words: Words) -> Line:
    newest = summary.newest
    return Line(
        title=summary.title,
        language=summary.language,
        count=words.counted(summary.count),
        page=f"{summary.name}.html" if "page" in site.outputs else None,
        feed=_shown.feed_url(site, summary.name),
        newest=_shown.title(newest, words) if newest else "",
        anchor=_shown.anchor(newest) if newest else "",
        published=published(newest, site.timezone, words) if newest else None,
    )


def _health(status: SourceStatus, site: Site, words: Words) -> Health:
    return Health(
        title=status.title,
        state=status.state,
        word=words.states[status.state],
        since=None if status.state.is_well or not status.since else moment(status.since, site.timezone, words),
        # What is remarked of a source that is well is for its operator.
        reason="" if status.state.is_well else status.reason,
    )
