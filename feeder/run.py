"""THE ORDER: one pass over a source, one pass over the feeds that it touched.

::

    for each source that is due:    fetch | read | pair | record
    for each feed that is touched:  compose | render | publish

Both are plain functions of the work and the time. Who calls them, and when, is no matter of theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from feeder import store, upkeep
from feeder.compose import LARGEST, addresses, compose, survey
from feeder.errors import ConfigError, FeederError, FetchError, PublishError, ReadError
from feeder.model import (
    Document,
    Entry,
    Fetched,
    Overview,
    Paired,
    Significance,
    Snapshot,
    Source,
    SourceStatus,
    State,
    Ticker,
    Topic,
)
from feeder.outputs import render, render_site
from feeder.pairing import Known, Sighting, pair
from feeder.publish import publish, sweep
from feeder.reading import read
from feeder.sources import fetch
from feeder.states import Reading, dated_at, has_moved, in_order, is_newer
from feeder.store.snapshots import Waiting
from feeder.store.sources import Verdict
from feeder.work import OVERVIEW, Standing, Work, taken_by

_UNSETTLED = timedelta(seconds=2)
_WHOLE_PAGE_HEALS = "nothing that stands was changed; the next whole page heals it"
_STAYING_HEALS = f"{_WHOLE_PAGE_HEALS}, and so does the fourth in a row that stays like this"
_SEVERAL_TICKERS = (
    "if one was put there by mistake, take it away; if the files are tickers of their own, give the source another "
    'name and tickers = "per-file": entries until now stay, and those of the files come anew'
)


# ---------------------------------------------------------------- before the first pass


def prepare(work: Work, now: datetime) -> Standing:
    """The store and the output folder as the configuration asks for them; the sources that stand there.

    Raises:
        ConfigError: known entries would get new ids.
        StoreError: the store fails.
    """
    sweep(work.config.output, now)
    return upkeep.prepare(work)


# ---------------------------------------------------------------- a pass over a source


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a source does after a pass.

    Attributes:
        verdict: its state, and why.
        pause: the time until it is due again.
        bugs: what went wrong in the pass that nobody expected.
    """

    verdict: Verdict
    pause: timedelta
    bugs: tuple[Exception, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of one pass over everything.

    Attributes:
        statuses: how the sources do.
        unwritten: what kept feeds from being written.
        bugs: what went wrong with sources that nobody expected.
    """

    statuses: tuple[SourceStatus, ...]
    unwritten: tuple[PublishError, ...] = ()
    bugs: tuple[Exception, ...] = ()


def tickers(work: Work, source: Source) -> tuple[Source, ...]:
    """The sources that a configured one stands for: a folder of tickers for one each file, all others for themselves.

    Raises:
        ConfigError: the folder cannot be read, a file in it names no source, or known entries would get new ids.
        StoreError: the store fails.
    """
    if not source.per_file:
        return (source,)
    standing = work.standing()
    with work.store.writing() as db:
        upkeep.bring(work, db, standing)
    if source.name in standing.closed:
        raise ConfigError(standing.closed[source.name])
    return standing.of[source.name]


def pass_source(work: Work, source: Source, now: datetime) -> Outcome:
    """What the source's states bring, and how it does: fetch | read | pair | record.

    The one place where a source's failure is caught: the others go on.

    Raises:
        StoreError: the store fails; what was fetched until then is read by the next pass.
    """
    try:
        return _pass_source(work, source, now)
    except FetchError as error:
        return _conclude(work, source, Verdict(state=State.BROKEN, reason=str(error)), now, source.every)
    except FeederError:
        raise
    except Exception as bug:  # noqa: BLE001  # it is given to whoever called, with its traceback
        outcome = _conclude(work, source, Verdict(state=State.BROKEN, reason=_blamed(bug)), now, source.every)
        return replace(outcome, bugs=(bug,))


def _pass_source(work: Work, source: Source, now: datetime) -> Outcome:
    fetched = _fetch(work, source, now)
    readings = _read(work, source)
    _record(work, source, in_order(readings))
    with work.store.reading() as db:
        verdict = store.snapshots.verdict(db, source, fetched)
    outcome = _conclude(work, source, verdict, now, _UNSETTLED if fetched.unsettled else source.every)
    return replace(outcome, bugs=tuple(reading.bug for reading in readings if reading.bug))


def _fetch(work: Work, source: Source, now: datetime) -> Fetched:
    """What stands there now, committed before anything is read from it: fetch."""
    with work.store.reading() as db:
        past = store.sources.past(db, source)
    if source.kind == "url":
        # Before the server is asked: a process that is killed again and again asks no oftener than one that lives.
        with work.store.writing() as db:
            store.sources.set_due(db, source, now + source.every)
    terms = replace(
        work.terms,
        contact=work.config.site.contact,
        unsettled_since=past.unsettled_since,
        last_state_at=dated_at(past.place) if past.place else None,
    )
    fetched = fetch(source, past.validators, now, terms)
    with work.store.writing() as db:
        store.snapshots.keep(db, source, fetched, now)
    return fetched


def _read(work: Work, source: Source) -> list[Reading]:
    """Each state that waits, also those that an interrupted pass has left: read."""
    with work.store.reading() as db:
        waiting = store.snapshots.waiting(db, source)
    readings = []
    for done, each in enumerate(waiting):
        work.progress(f"reading {source.name}", done, len(waiting))
        readings.append(_reading(each))
    return readings


def _reading(waiting: Waiting) -> Reading:
    try:
        ticker = read(waiting.snapshot)
    except ReadError as error:
        return Reading(id=waiting.id, snapshot=waiting.snapshot, ticker=None, fault=str(error))
    except Exception as bug:  # noqa: BLE001  # it is given on; the next states are read, and this one not again
        fault = f"{waiting.snapshot.label}: {_blamed(bug)}"
        return Reading(id=waiting.id, snapshot=waiting.snapshot, ticker=None, fault=fault, bug=bug)
    return Reading(id=waiting.id, snapshot=waiting.snapshot, ticker=ticker)


def _blamed(bug: Exception) -> str:
    """What a user is told of a failure that is ours."""
    return f"feeder failed by a fault of its own, {type(bug).__name__}: please report it with the log's traceback"


def _record(work: Work, source: Source, readings: Sequence[Reading]) -> None:
    """Each state in its order, in one transaction behind the lock of the source's row: pair | record."""
    if not readings:
        return
    with work.store.writing() as db:
        number = store.sources.lock(db, source)
        ours = store.snapshots.still_waiting(db, number)
        mine = [reading for reading in readings if reading.id in ours]
        verdicts = {reading.id: _pair(work, db, number, reading) for reading in mine}
        place = store.sources.past(db, source).place
        last = next((reading.id for reading in reversed(mine) if reading.place == place), None)
        store.snapshots.mark_read(db, number, verdicts, last)


def _pair(work: Work, db: sa.Connection, number: int, reading: Reading) -> Verdict:
    """One state: pair | record."""
    if reading.ticker is None:
        return Verdict(state=State.BROKEN, reason=reading.fault)
    source = reading.snapshot.source
    past = store.sources.past(db, source)
    known = Known(
        entries=store.entries.near(db, source, number, reading.moments, past.page),
        page=() if has_moved(reading, past.place) else past.page,
        is_newer=is_newer(reading, past.place),
        losses=past.losses,
    )
    sighting = Sighting(
        ticker=reading.ticker, source=source, authority=work.config.site.authority, seen_at=reading.seen_at
    )
    paired = pair(known, sighting)
    _keep(work, db, number, reading, paired)
    if known.is_newer:
        page = None if paired.fault else paired.page
        losses = past.losses + 1 if paired.is_loss else 0
        store.sources.remember(db, number, place=reading.place, page=page, losses=losses)
    return _verdict(reading.snapshot, reading.ticker, paired)


def _keep(work: Work, db: sa.Connection, number: int, reading: Reading, paired: Paired) -> None:
    """The revisions, and each entry a member of the topics that take it: record."""
    source = reading.snapshot.source
    touched = {OVERVIEW} if paired.revisions else set()
    entries: dict[int, Entry] = {}
    taken: dict[int, frozenset[str]] = {}
    for done, revision in enumerate(paired.revisions):
        work.progress(f"recording {source.name}", done, len(paired.revisions))
        at, entries[at] = store.entries.record(db, source, number, revision, reading.id)
        taken[at] = taken_by(work.matcher, entries[at], source, work.config)
        if revision.significance is not Significance.SILENT:
            touched |= taken[at]
    touched |= store.topics.place(db, entries, taken, work.topics.keys())
    store.topics.mark(db, sorted(touched))


def _verdict(snapshot: Snapshot, ticker: Ticker, paired: Paired) -> Verdict:
    if not paired.fault:
        return Verdict(reason="; ".join(ticker.remarks))
    advice = _STAYING_HEALS if paired.is_loss else _SEVERAL_TICKERS if paired.is_stranger else _WHOLE_PAGE_HEALS
    return Verdict(state=State.DEGRADED, reason=f"{snapshot.label}: {paired.fault}: {advice}")


def _conclude(work: Work, source: Source, verdict: Verdict, now: datetime, pause: timedelta) -> Outcome:
    with work.store.writing() as db:
        if store.sources.set_state(db, source, verdict, now, now + pause):
            store.topics.mark(db, [OVERVIEW])
    return Outcome(verdict=verdict, pause=pause)


# ---------------------------------------------------------------- a pass over the feeds


def pass_feeds(work: Work, now: datetime) -> tuple[PublishError, ...]:
    """Each feed that is touched: compose | render | publish. What cannot be written is tried again next time.

    Raises:
        StoreError: the store fails.
    """
    with work.store.reading() as db:
        dirty = store.topics.dirty(db)
    faults = []
    for done, name in enumerate(dirty):
        work.progress("writing feeds", done, len(dirty))
        try:
            pass_feed(work, name, now)
        except PublishError as error:
            faults.append(error)
        except FeederError:
            raise
        except Exception as bug:  # noqa: BLE001  # it is given on as the cause; the other feeds are written
            fault = PublishError(f"{name}: its feed was not written: {_blamed(bug)}")
            fault.__cause__ = bug
            faults.append(fault)
    return tuple(faults)


def pass_feed(work: Work, name: str, now: datetime) -> None:
    """The files of one topic, or of the whole site; of an unknown name none: compose | render | publish.

    From the look at its marks to their end no other process writes the feed: an older state would replace a newer one.

    Raises:
        PublishError: a file could not be written.
        StoreError: the store fails.
    """
    with store.locks.holding(work.store, name):
        with work.store.reading() as db:
            marks = store.topics.marks(db, name)
        if not marks:
            return
        documents = _documents(work, name)
        for document in documents:
            publish(document, work.config.output, now)
        with work.store.writing() as db:
            if documents:
                store.topics.note_rendering(db, name, upkeep.rendering(work, work.topics.get(name), documents))
            store.topics.wipe(db, marks)


def _documents(work: Work, name: str) -> Sequence[Document]:
    """The files of the feed: compose | render."""
    if name == OVERVIEW:
        return render_site(overview(work))
    topic = work.topics.get(name)
    return _of_topic(work, topic) if topic else ()


def _of_topic(work: Work, topic: Topic) -> list[Document]:
    """Each format at each address of the topic: compose | render."""
    with work.store.reading() as db:
        entries = store.entries.newest(db, topic.name, LARGEST)
        updated = store.entries.newest_change(db, topic.name)
        sources = store.sources.known(db)
    feed = compose(topic, entries, work.config.site, sources, updated)
    return [render(output, each) for each in addresses(feed, topic) for output in work.config.site.outputs]


def overview(work: Work) -> Overview:
    """What the site has to offer: compose.

    Raises:
        StoreError: the store fails.
    """
    with work.store.reading() as db:
        counts = store.topics.counts(db)
        newest = {name: store.entries.newest(db, name, 1) for name in work.topics}
        statuses = _statuses(work, db)
    return survey(work.config.site, work.config.topics, counts, newest, statuses)


def _statuses(work: Work, db: sa.Connection) -> tuple[SourceStatus, ...]:
    """How the sources do, and last the closed folders: as the store has it, whatever stands on the disk now."""
    folders, known = store.folders.noted(db), store.sources.known(db)
    standing: list[Source] = []
    closed: list[SourceStatus] = []
    for source in work.config.sources:
        reason = folders.closed.get(source.name) if source.per_file else None
        if reason:
            closed.append(SourceStatus(source=source.name, title=source.title, state=State.BROKEN, reason=reason))
        elif source.per_file and source.name in folders.of:
            standing += [known[name] for name in folders.of[source.name]]
        else:
            standing.append(source)
    return (*store.sources.statuses(db, standing), *closed)


# ---------------------------------------------------------------- all at once


def once(work: Work, now: datetime) -> Report:
    """One pass over every source, then over the feeds.

    Raises:
        ConfigError: known entries would get new ids.
        StoreError: the store fails.
    """
    outcomes = [pass_source(work, source, now) for source in prepare(work, now).sources]
    unwritten = pass_feeds(work, now)
    with work.store.reading() as db:
        statuses = _statuses(work, db)
    return Report(statuses=statuses, unwritten=unwritten, bugs=tuple(bug for each in outcomes for bug in each.bugs))


def rebuild(work: Work, now: datetime) -> tuple[PublishError, ...]:
    """Members and files anew from the store; where both were right, no byte changes.

    Raises:
        ConfigError: known entries would get new ids.
        StoreError: the store fails.
    """
    prepare(work, now)
    with work.store.writing() as db:
        upkeep.refill(work, db, work.config.topics)
    return pass_feeds(work, now)
