"""All types, in the order in which a datum passes through them.

Every type is a frozen value. Every moment is an aware `datetime`; moments that we keep are in UTC.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

# ---------------------------------------------------------------- what the user asks for


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A ticker that we read. Its name stands in every entry id and never changes.

    Attributes:
        name: what the configuration calls it, `[a-z0-9][a-z0-9-]*`.
        kind: `folder` or `url`: the file in `feeder/sources/` that fetches it.
        location: an absolute glob of files, or an http(s) address, which may hold `{date:…}` for the day of the fetch.
        timezone: zone of clocks that name none.
        language: BCP 47 tag of its texts.
        title: its name for readers.
        every: time between two passes.
        per_file: each file of the folder is a ticker of its own.
        allow_private: it may lie on a private network.
        robots: its robots.txt is honoured.
        withdraw_after: how often an entry must be missing, in good snapshots in a row, to be withdrawn.
        withdrawn: what becomes of such an entry in the feeds: `mark` it, or `drop` it.
        tombstones: where it is dropped, its feeds tell so (RFC 6721).
        was: names that it had before, oldest first; its ids keep the oldest.
        follow: words of the link that leads from the address to the ticker; empty where it is the ticker itself.
        layout: which reader is asked: `text`, `linked-data`, `repeated` or `feed`; empty where feeder finds that out.
        content: whether its texts are published whole, `full`, or only how they begin, `summary`.
        rights: who may do what with its texts, in words or as the address of a licence; empty where nothing is said.
    """

    name: str
    kind: str
    location: str
    timezone: ZoneInfo
    language: str
    title: str
    every: timedelta = timedelta(minutes=5)
    per_file: bool = False
    allow_private: bool = False
    robots: bool = True
    withdraw_after: int = 3
    withdrawn: str = "mark"
    tombstones: bool = False
    was: tuple[str, ...] = ()
    follow: str = ""
    layout: str = ""
    content: str = "full"
    rights: str = ""

    @property
    def id_name(self) -> str:
        """The name that stands in the ids of its entries: the first that it had."""
        return self.was[0] if self.was else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What one feed is about. Its name is its file name.

    Attributes:
        name: `[a-z0-9][a-z0-9-]*`.
        title: its name for readers.
        query: which entries belong to it, in the language of `feeder.topics.query`; `*` takes all.
        language: BCP 47 tag of its feed.
        sources: names of the sources that it draws on; empty for all.
        backfill: a new or changed query also chooses among the entries that were there before.
        matches: example texts that must match.
        ignores: example texts that must not match.
        edits: a second feed tells of its entries' significant edits, one by one.
        was: names that it had before, oldest first; its feed keeps the oldest in its id, and all addresses.
        private: its files stand at an address that nobody can guess, and nothing public tells of it.
        entries: so many of its newest entries its feed holds, if they are young enough.
        days: so much older than the newest these may be.
        window: how far back from the newest entry none leaves the feed, however many there are.
        archive: what has left the feed stands in documents of their own, which the feed leads to.
    """

    name: str
    title: str
    query: str
    language: str
    sources: tuple[str, ...] = ()
    backfill: bool = True
    matches: tuple[str, ...] = ()
    ignores: tuple[str, ...] = ()
    edits: bool = False
    was: tuple[str, ...] = ()
    private: bool = False
    entries: int = 100
    days: int = 7
    window: timedelta = timedelta(hours=48)
    archive: bool = True

    @property
    def id_name(self) -> str:
        """The name that stands in its feed's id: the first that it had."""
        return self.was[0] if self.was else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where the feeds are served, and in whose name.

    Attributes:
        title: its name for readers.
        url: address of the output folder, with a slash at its end.
        authority: `domain,date` of RFC 4151; stands in every id and never changes.
        language: of the pages' own words.
        timezone: in which pages show times.
        outputs: names of the files in `feeder/outputs/` that write each feed.
        contact: address or mail of the operator, told to the servers that we ask.
        index: search engines may list the pages.
        templates: the user's own templates of pages, in place of ours, as names and texts.
        rights: who may do what with the feeds, in words or as the address of a licence; empty where nothing is said.
        icon: address of a small square picture of the site; empty where there is none.
        logo: address of a picture twice as wide as high; empty where there is none.
        id_scope: an entry has one id in all feeds, `entry`, or another in each, `feed`.
        precompress: each file has a twin beside it that is packed with gzip.
    """

    title: str
    url: str
    authority: str
    language: str
    timezone: ZoneInfo
    outputs: tuple[str, ...] = ("atom", "page")
    contact: str = ""
    index: bool = False
    templates: tuple[tuple[str, str], ...] = ()
    rights: str = ""
    icon: str = ""
    logo: str = ""
    id_scope: str = "entry"
    precompress: bool = False


# ---------------------------------------------------------------- fetch


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave to ask "has it changed?", byte for byte as received (RFC 9110 section 8.8).

    Attributes:
        etag: value of its `ETag`.
        last_modified: value of its `Last-Modified`.
        address: who gave them, behind all redirects; they mean nothing to any other address.
    """

    etag: str | None = None
    last_modified: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One state of a source's text or page.

    Attributes:
        source: whose state it is.
        origin: the file's path or the page's final address.
        content: its bytes, without transfer and content codings.
        media_type: as the server or the file's name says it, with parameters; `text/plain` where nothing does.
        fetched_at: when we took it.
        modified_at: the file's or the server's date of it, where there is one.
    """

    source: Source
    origin: str
    content: bytes
    media_type: str
    fetched_at: datetime
    modified_at: datetime | None = None

    @property
    def dated_at(self) -> datetime:
        """The snapshot's own time; the fetch clock only where there is none."""
        return self.modified_at or self.fetched_at

    @property
    def label(self) -> str:
        """What messages call it: the address, or the file's name alone, since states are shown to the public."""
        return self.origin if self.source.kind == "url" else self.origin.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a fetch brought in.

    Attributes:
        snapshots: the states that stand there now.
        unchanged: the server says that the last state still stands (RFC 9110 section 15.4.5).
        validators: what to ask with next time.
        unsettled: files that are still being written; they wait for a later pass.
        remarks: what a user should know about the fetch.
        faults: what could not be brought in, though the rest could.
    """

    snapshots: tuple[Snapshot, ...] = ()
    unchanged: bool = False
    validators: Validators = Validators()
    unsettled: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


# ---------------------------------------------------------------- read


class Precision(StrEnum):
    """How exactly a ticker gives a moment."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture of an item, by absolute http(s) address.

    Attributes:
        url: where it lies.
        alt: what it shows, in words.
        media_type: its type, as far as the page or its address tells it.
        length: its size in bytes, where the page tells it.
    """

    url: str
    alt: str = ""
    media_type: str | None = None
    length: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One report as the page shows it now; it has no identity yet.

    Attributes:
        published: its moment, or none where the page gives none.
        precision: how exactly the page gives it.
        title: where the ticker sets one apart from the body, as plain text.
        text: the body as plain text, paragraphs apart by a blank line.
        html: the body as clean HTML: no script, style or handler, absolute http(s) links only.
        author: who is named as its writer.
        key: the page's own id of it.
        link: the page's own address of it.
        images: its pictures.
        captions: lines that belong to pictures, credits included; they are not in `text`.
    """

    published: datetime | None
    precision: Precision
    title: str | None
    text: str
    html: str
    author: str | None = None
    key: str | None = None
    link: str | None = None
    images: tuple[Image, ...] = ()
    captions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticker:
    """What a snapshot was read as.

    Attributes:
        title: of the whole page.
        lead: its introduction; no entry.
        items: in the order of the page.
        certainty: 0 to 1, how sure the reader is that this is a ticker and these are its items.
        dated_at: when this state stood there, as far as the text itself tells it, else none.
        remarks: what a user should know about the reading.
        reason: what the certainty rests on, in words for a user; empty where the reader says nothing of it.
    """

    title: str | None
    lead: str
    items: tuple[Item, ...]
    certainty: float
    dated_at: datetime | None = None
    remarks: tuple[str, ...] = ()
    reason: str = ""


# ---------------------------------------------------------------- pair


class Significance(StrEnum):
    """How much a revision says that the one before did not."""

    NEW = "new"
    MAJOR = "major"  # moves the entry's `updated`
    MINOR = "minor"  # a slip of the pen: the text follows, `updated` stays
    SILENT = "silent"  # nothing that a feed shows: the page's own clock or key


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What an entry became, and when that was seen.

    Attributes:
        entry_id: whose revision it is.
        number: from 1, without gaps.
        seen_at: the snapshot's own time.
        item: the report as it stands from now on; none means withdrawn.
        significance: whether the entry's `updated` moves.
        published: of the entry from now on.
        updated: of the entry from now on.
        changed: what is another than before, as `feeder.pairing.changes` calls it; of the first revision nothing.
        evidence: by what the item was known to be this entry, in words for a user; of the first nothing.
    """

    entry_id: str
    number: int
    seen_at: datetime
    item: Item | None
    significance: Significance
    published: datetime
    updated: datetime
    changed: tuple[str, ...] = ()
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """What a ticker brought, compared with what was known.

    Attributes:
        revisions: of new entries, the oldest first, and of edited ones.
        page: ids of the entries that the ticker shows, in its order.
        order: these, and at their places those that are missing though the ticker still covers their time.
        missing: in how many good snapshots in a row each of these was missing, by its id.
        noise: which numbers change by themselves, as `feeder.pairing.noise` counts them.
        remarks: what a user should know about the pairing.
        fault: why this state must not change what stands; empty where it may.
        is_loss: the fault is that the page has lost its end, or most of itself.
        is_stranger: the fault is that it shares nothing with the states before.
    """

    revisions: tuple[Revision, ...]
    page: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    missing: Mapping[str, int] = field(default_factory=dict)
    noise: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    fault: str = ""
    is_loss: bool = False
    is_stranger: bool = False


# ---------------------------------------------------------------- record


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A report through all its states.

    Attributes:
        id: tag URI (RFC 4151), minted once.
        source: name of the source.
        number: of its last revision.
        item: the report as it stands now; of a withdrawn entry, as it stood last.
        published: fixed at first sight.
        updated: last significant change.
        seen_at: last visible change, also one too small for `updated`.
        withdrawn: the ticker has taken it back.
    """

    id: str
    source: str
    number: int
    item: Item
    published: datetime
    updated: datetime
    seen_at: datetime
    withdrawn: bool = False

    @property
    def opaque(self) -> str:
        """The part of its id behind the source's name: ASCII letters and digits, for addresses and anchors."""
        return self.id.rsplit("/", 1)[-1]

    @property
    def is_blank(self) -> bool:
        """It has neither a title nor text: there is nothing to publish."""
        return not f"{self.item.title or ''}{self.item.text}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A significant revision of an entry.

    Attributes:
        entry: as it stands now.
        number: of the revision.
        seen_at: when it was seen.
        before: what was said until then; none where it had been taken back.
        after: what was said from then on; none where it was taken back.
    """

    entry: Entry
    number: int
    seen_at: datetime
    before: Item | None
    after: Item | None


class State(StrEnum):
    """How a source does."""

    OK = "ok"
    WAITING = "waiting"  # nothing there yet: a glob without files
    DEGRADED = "degraded"  # read, but something about it needs a look
    BROKEN = "broken"  # not read

    @property
    def is_well(self) -> bool:
        """Nothing for the user to do."""
        return self in (State.OK, State.WAITING)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStatus:
    """A source's state, and since when it has been so.

    Attributes:
        source: its name.
        title: its name for readers.
        state: how it does.
        since: when it came into this state; none before the first pass.
        reason: why, and what to do; empty where all is well.
        last_good_at: when a pass over it went well last.
        due_at: when its next pass is due.
        entries: how many it has given.
    """

    source: str
    title: str
    state: State
    since: datetime | None = None
    reason: str = ""
    last_good_at: datetime | None = None
    due_at: datetime | None = None
    entries: int = 0


class Happening(StrEnum):
    """What happened to a source in an incident."""

    BROKEN = "broken"  # it could not be brought in
    CHANGED = "changed"  # it was, and is not what it was before
    DEGRADED = "degraded"  # it is read, but something about it needs a look
    OK = "ok"  # all is well again


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A time in which a source did not do well.

    Attributes:
        source: the name that stands in the source's ids.
        title: its name for readers.
        language: BCP 47 tag of that name.
        happenings: what happened and when, the first first; the last one is OK if it is over.
    """

    source: str
    title: str
    language: str
    happenings: tuple[tuple[datetime, Happening], ...]

    @property
    def began_at(self) -> datetime:
        """When the first thing happened."""
        return self.happenings[0][0]

    @property
    def updated_at(self) -> datetime:
        """When the last thing happened."""
        return self.happenings[-1][0]


# ---------------------------------------------------------------- compose


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What stands in a feed for an entry that is no longer in it, since the ticker has taken it back (RFC 6721).

    Attributes:
        entry_id: of the entry.
        when: when it was seen that it is gone; never before the entry's last `updated`.
    """

    entry_id: str
    when: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One document before it is written in any format.

    Attributes:
        name: the stem of its files, with their folder where they do not stand at the top.
        id: tag URI of the feed.
        title: its name for readers.
        query: what its topic asks for.
        site: where it is served.
        language: BCP 47 tag of its texts.
        updated: its newest visible change; of an empty feed, the day in the site's authority.
        entries: newest first.
        sources: the sources of its entries by name.
        edits_of: name of the feed whose edits it tells of; empty where it holds entries as they stand.
        tombstones: of the entries that were in it and were taken back, the latest first.
        private: nothing public tells of it, and it leads to nothing that would.
        archived: how many archive documents there are behind it, or of its kind (RFC 5005 section 4).
        archive_of: name of the feed whose archive document it is; empty where it is none.
        number: of this archive document, from 1, the oldest; 0 where it is none.
        topics: those that an entry is in, by its id.
    """

    name: str
    id: str
    title: str
    query: str
    site: Site
    language: str
    updated: datetime
    entries: tuple[Entry, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    edits_of: str = ""
    tombstones: tuple[Tombstone, ...] = ()
    private: bool = False
    archived: int = 0
    archive_of: str = ""
    number: int = 0
    topics: Mapping[str, Sequence[Topic]] = field(default_factory=dict)

    @property
    def page(self) -> str:
        """The name of the page that shows its topic."""
        return self.edits_of or self.archive_of or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Permalink:
    """An entry's own page before it is written.

    Attributes:
        entry: as it stands now.
        site: where the page is served.
        language: BCP 47 tag of its text.
        source: name of its source, for readers.
        edits: what became of it, the latest first, each as an entry whose body is the words that went and came.
    """

    entry: Entry
    site: Site
    language: str
    source: str
    edits: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSummary:
    """A feed's line on the overview.

    Attributes:
        name: the stem of its files.
        title: its name for readers.
        query: what its topic asks for.
        language: BCP 47 tag of its texts.
        count: how many entries its topic has.
        newest: the newest of them.
        has_edits: a second feed tells of its entries' edits.
        hours: how many entries were published in each hour until that of the site's newest entry, which is last.
        folder: of its files, with a slash at its end; empty where they stand at the top.
    """

    name: str
    title: str
    query: str
    language: str
    count: int
    newest: Entry | None = None
    has_edits: bool = False
    hours: tuple[int, ...] = ()
    folder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What the site has to offer.

    Attributes:
        site: where it is served.
        feeds: all of them.
        sources: how the sources do.
        incidents: how they did, the latest first.
        incidents_at: when something last happened to one; the day in the site's authority if nothing ever did.
    """

    site: Site
    feeds: tuple[FeedSummary, ...]
    sources: tuple[SourceStatus, ...]
    incidents: tuple[Incident, ...] = ()
    incidents_at: datetime = datetime(1970, 1, 1, tzinfo=UTC)

    @property
    def newest_at(self) -> datetime | None:
        """When the newest entry of all feeds was published; none where there is none."""
        return max((feed.newest.published for feed in self.feeds if feed.newest), default=None)


# ---------------------------------------------------------------- render, publish


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file as it must stand on disk.

    Attributes:
        path: below the output folder, with slashes.
        content: its bytes.
    """

    path: str
    content: bytes
