"""The site's front page: its topics, how to subscribe, and how the sources do.

Of a source it says the state, since when and why; not when it was read last, which would change with every pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feeder.model import Document, FeedSummary, Overview, Site, SourceStatus, State
from feeder.outputs import _shown, incidents, opml
from feeder.outputs._template import fill
from feeder.outputs._words import Shown, Words, moment, published, words_in

PATH = "index.html"
_BAR = 5  # an hour's width in a chart, with the gap behind it
_HEIGHT = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """An hour in a chart: where it begins from the left, and its height, in the chart's own units."""

    left: int
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Entries per hour, up to the hour of the site's newest entry.

    Attributes:
        bars: the hours in which some came.
        width: of all hours together, in the chart's own units.
        label: what it shows, for those who hear it.
        caption: for those who see it.
    """

    bars: tuple[Bar, ...]
    width: int
    label: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A topic as the page shows it.

    Attributes:
        title: its name for readers.
        language: BCP 47 tag of its texts.
        count: how many entries, in words.
        chart: how many came in which hour; none where none came.
        page: address of its page, from this one.
        feed: where its feed is served.
        newest: title of its newest entry.
        anchor: place of that on the topic's page.
        published: when that was published.
    """

    title: str
    language: str
    count: str
    chart: Chart | None
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
        since: when it came into this state; none where all is well.
        note: what that means for readers; empty where all is well. Why it is so is for the operator alone: it may name
            addresses and files.
    """

    title: str
    state: State
    word: str
    since: Shown | None
    note: str


def render(overview: Overview) -> Document:
    """The overview as `index.html`."""
    site = overview.site
    words = words_in(site.language)
    content = fill(
        "index.html",
        site=site,
        words=words,
        indexed=site.index,
        topics=[_line(summary, overview, words) for summary in overview.feeds],
        sources=[_health(status, site, words) for status in overview.sources],
        opml=opml.PATH,
        incidents=incidents.PATH,
    )
    return Document(path=PATH, content=content)


def _line(summary: FeedSummary, overview: Overview, words: Words) -> Line:
    site, newest = overview.site, summary.newest
    return Line(
        title=summary.title,
        language=summary.language,
        count=words.counted(summary.count),
        chart=_chart(summary.hours, overview, words),
        page=f"{summary.name}.html" if "page" in site.outputs else None,
        feed=_shown.feed_url(site, summary.name),
        newest=_shown.title(newest, words) if newest else "",
        anchor=_shown.anchor(newest) if newest else "",
        published=published(newest, site.timezone, words) if newest else None,
    )


def _chart(hours: Sequence[int], overview: Overview, words: Words) -> Chart | None:
    count, most = sum(hours), max(hours, default=0)
    if not count or not overview.newest_at:
        return None
    until = moment(overview.newest_at, overview.site.timezone, words).full
    return Chart(
        bars=tuple(
            Bar(left=_BAR * place, height=max(1.0, round(_HEIGHT * number / most, 1)))
            for place, number in enumerate(hours)
            if number
        ),
        width=_BAR * len(hours),
        label=words.chart.format(moment=until, count=words.counted(count), most=most),
        caption=words.charted.format(count=words.counted(count)),
    )


def _health(status: SourceStatus, site: Site, words: Words) -> Health:
    return Health(
        title=status.title,
        state=status.state,
        word=words.states[status.state],
        since=None if status.state.is_well or not status.since else moment(status.since, site.timezone, words),
        note=words.notes.get(status.state, ""),
    )
