"""The pages' own words, from a data file for each language in `feeder/outputs/words/`.

To add a language, add a file: it holds a value for each attribute of `Words`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import cache
from importlib.resources import files

from feeder.model import Entry, Happening, Precision, State

FALLBACK = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What pages say in one language; braces are filled in.

    Attributes:
        language: BCP 47 tag of these words.
        months: January first.
        weekdays: Monday first.
        heading: a day over its entries: weekday, day, month, year.
        date: a day in a line: day, month, year.
        clock: time of day: hour, minute.
        about: beside a clock that is exact to the hour only.
        unclocked: in place of a clock that the ticker does not give.
        seen: beside a clock that tells when we saw the entry, not when it was published.
        zones: abbreviations that the language has of its own, by their usual English ones.
        withdrawn_title: title of a withdrawn entry.
        withdrawn_bare: title of one that had none of its own: what was made from its text is not shown.
        withdrawn_text: in place of its text.
        edits_title: title of the feed of a topic's edits: the topic's title.
        edited: mark of an entry that has changed in substance.
        withdrawn: mark of an entry that was taken back.
        updated: before the moment of the last change.
        original: link to the entry at its ticker.
        changes: heading of what became of an entry.
        skip: link past the head of the page.
        site: link to the overview.
        count: how many entries, for none, one and more.
        newest: before the newest entry's moment.
        query: before a topic's query.
        everything: in place of the query that takes all.
        empty: in place of entries.
        older: heading of links to what came before, as feeds.
        archive: such a link for those who hear it: number.
        feed: link to a feed.
        subscribe: link to a feed where there is room.
        feed_of: name of a feed's link for those who hear it: title.
        sources: heading of sources.
        topics: heading of topics.
        description: what the overview has to offer, for search engines.
        states: a word for each `State`.
        notes: what a state means for readers, for those in which something is wrong.
        chart: what a chart shows, for those who hear it: count, most, moment.
        charted: below it, for those who see it: count.
        happenings: what happened to a source, behind its name.
        incidents_title: title of the feed of incidents.
        incidents_subtitle: what that feed tells.
        incidents_feed: link to it.
        incident: title of an incident: source, what.
        since: before the moment of the last change of state.
        how: heading of how to subscribe.
        steps: how to subscribe; `feeds` stands for the link to the list of all feeds.
        feeds: name of that link.
        credit: where the texts come from: sources.
    """

    language: str
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    heading: str
    date: str
    clock: str
    about: str
    unclocked: str
    seen: str
    zones: Mapping[str, str]
    withdrawn_title: str
    withdrawn_bare: str
    withdrawn_text: str
    edits_title: str
    edited: str
    withdrawn: str
    updated: str
    original: str
    changes: str
    skip: str
    site: str
    count: tuple[str, str, str]
    newest: str
    query: str
    everything: str
    empty: str
    older: str
    archive: str
    feed: str
    subscribe: str
    feed_of: str
    sources: str
    topics: str
    description: str
    states: Mapping[State, str]
    notes: Mapping[State, str]
    happenings: Mapping[Happening, str]
    incidents_title: str
    incidents_subtitle: str
    incidents_feed: str
    incident: str
    chart: str
    charted: str
    since: str
    how: str
    steps: tuple[str, ...]
    feeds: str
    credit: str

    def counted(self, count: int) -> str:
        """How many entries there are."""
        return self.count[min(count, 2)].format(count=count)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A moment as a page shows it, in the site's zone.

    Attributes:
        iso: for machines: with the zone's offset, or a bare day where the ticker gives no clock.
        date: the day, in a line.
        heading: the day with its weekday.
        clock: the time of day, or what stands in its place.
        zone: abbreviation of the zone that holds then; empty where there is no clock.
        note: what to know about the clock.
    """

    iso: str
    date: str
    heading: str
    clock: str
    zone: str
    note: str = ""

    @property
    def full(self) -> str:
        """The day, and the time of day where there is one."""
        return f"{self.date}, {self.clock} {self.zone}" if self.zone else self.date


@cache
def words_in(language: str) -> Words:
    """The words in a language (BCP 47 tag), else in the language that it is a form of, else in English."""
    import tomllib

    folder = files(__package__) / "words"
    tags = (language.lower(), language.lower().split("-")[0], FALLBACK)
    file = next(file for tag in tags if (file := folder / f"{tag}.toml").is_file())
    values = tomllib.loads(file.read_text(encoding="utf-8"))
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    by_state = {table: {State(state): word for state, word in values[table].items()} for table in ("states", "notes")}
    happenings = {Happening(name): word for name, word in values["happenings"].items()}
    return Words(**{**values, **lists, **by_state, "happenings": happenings})


def moment(when: datetime, zone: tzinfo, words: Words) -> Shown:
    """A moment to the minute, in the zone and in the words."""
    local = when.astimezone(zone)
    day = {"day": local.day, "month": words.months[local.month - 1], "year": local.year}
    return Shown(
        iso=local.isoformat(timespec="seconds"),
        date=words.date.format(**day),
        heading=words.heading.format(weekday=words.weekdays[local.weekday()], **day),
        clock=words.clock.format(hour=local.hour, minute=local.minute),
        zone=_abbreviation(local, words),
    )


def published(entry: Entry, zone: tzinfo, words: Words) -> Shown:
    """When the entry was published, no more exactly than its ticker tells it."""
    shown = moment(entry.published, zone, words)
    match entry.item.precision:
        case Precision.HOUR:
            return replace(shown, note=words.about)
        case Precision.DAY:
            return replace(shown, iso=shown.iso[:10], clock=words.unclocked, zone="")
        case Precision.NONE:
            return replace(shown, note=words.seen)
    return shown


def _abbreviation(local: datetime, words: Words) -> str:
    name = local.tzname() or ""
    return f"UTC{name}" if name.startswith(("+", "-")) else words.zones.get(name, name)
