"""THE ORDER: one pass over a source, one pass over the feeds that it touched.

::

    for each source that is due:    fetch | read | pair | record
    for each feed that is touched:  compose | render | publish

Both are plain functions of the work and the time. Who calls them, and when, is no matter of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from feeder import archiving, store, upkeep
from feeder.documents import documents_of, of_entries, statuses
from feeder.errors import ConfigError, FeederError, FetchError, PublishError, ReadError, blamed
from feeder.learning import learn, learn_again
from feeder.model import Fetched, Source, SourceStatus, State
from feeder.publish import publish, remove, sweep
from feeder.reading import read
from feeder.sources import fetch
from feeder.states import Reading, dated_at, in_order
from feeder.store.snapshots import Waiting
from feeder.store.sources import Verdict
from feeder.work import OVERVIEW, Standing, Work

_MOST_TOGETHER = 2_000  # items: a second or two
_MOST_PAGES = 300  # of entries, between two looks at the store
_UNSETTLED = timedelta(seconds=2)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Tickers:
    """The sources that a configured one stands for.

    Attributes:
        sources: a folder of tickers stands for one each file, all others for themselves.
        fault: why some of its files are none; empty where all are.
    """

    sources: tuple[Source, ...]
    fault: str = ""


def tickers(work: Work, source: Source) -> Tickers:
    """The sources that a configured one stands for.

    Raises:
        ConfigError: the folder cannot be read, no file in it names a source, or known entries would get new ids.
        StoreError: the store fails.
    """
    if not source.per_file:
        return Tickers(sources=(source,))
    standing = work.standing()
    with work.store.writing() as db:
        upkeep.bring(work, db, standing)
    fault = standing.closed.get(source.name, "")
    sources = standing.of.get(source.name, ())
    if fault and not sources:
        raise ConfigError(fault)
    return Tickers(sources=sources, fault=fault)


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
        outcome = _conclude(work, source, Verdict(state=State.BROKEN, reason=blamed(bug)), now, source.every)
        return replace(outcome, bugs=(bug,))


def _pass_source(work: Work, source: Source, now: datetime) -> Outcome:
    fetched = _fetch(work, source, now)
    readings = in_order(_read(work, source))
    bugs = [bug for group in _together(readings) for bug in _record(work, source, group)]
    if not readings:
        _record_again(work, source, fetched)
    with work.store.reading() as db:
        verdict = store.snapshots.verdict(db, source, fetched)
    outcome = _conclude(work, source, verdict, now, _UNSETTLED if fetched.unsettled else source.every)
    return replace(outcome, bugs=tuple(bugs))


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
        fault = f"{waiting.snapshot.label}: {blamed(bug)}"
        return Reading(id=waiting.id, snapshot=waiting.snapshot, ticker=None, fault=fault, bug=bug)
    return Reading(id=waiting.id, snapshot=waiting.snapshot, ticker=ticker)


def _together(readings: Sequence[Reading]) -> Iterator[list[Reading]]:
    """The states in groups that are recorded in one transaction: nobody waits long for the store."""
    group: list[Reading] = []
    for reading in readings:
        group.append(reading)
        if sum(len(each.moments) for each in group) >= _MOST_TOGETHER:
            yield group
            group = []
    if group:
        yield group


def _record(work: Work, source: Source, readings: Sequence[Reading]) -> list[Exception]:
    """Each state in its order, in one transaction behind the lock of the source's row: pair | record.

    Gives what went wrong that nobody expected.
    """
    bugs = [reading.bug for reading in readings if reading.bug]
    with work.store.writing() as db:
        number = store.sources.lock(db, source)
        ours = store.snapshots.still_waiting(db, number)
        for reading in readings:
            if reading.id in ours:
                verdict, bug = _guarded(work, db, number, reading)
                bugs += [bug] if bug else []
                place = store.sources.past(db, source).place
                store.snapshots.mark_read(db, number, reading.id, verdict, is_last=reading.place == place)
    return bugs


def _record_again(work: Work, source: Source, fetched: Fetched) -> None:
    """The last state, where it still stands there and something is missing from it: pair | record."""
    with work.store.reading() as db:
        past = store.sources.past(db, source)
    if not past.missing and not past.is_stale(source):
        return
    with work.store.writing() as db:
        number = store.sources.lock(db, source)
        if store.snapshots.still_stands(db, number, fetched):
            learn_again(work, db, number, source)


def _guarded(work: Work, db: sa.Connection, number: int, reading: Reading) -> tuple[Verdict, Exception | None]:
    """What a state is worth; one at which we fail by a bug leaves nothing behind, and the next ones are recorded."""
    try:
        with db.begin_nested():
            return learn(work, db, number, reading), None
    except (FeederError, sa.exc.OperationalError, sa.exc.InterfaceError):
        raise
    except Exception as bug:  # noqa: BLE001  # it is given on
        return Verdict(state=State.BROKEN, reason=f"{reading.snapshot.label}: {blamed(bug)}"), bug


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
    # Before the feeds: no reader is led to a page that is not there yet.
    faults = [*_pass_entries(work, now)]
    with work.store.reading() as db:
        dirty = store.topics.dirty(db)
    for done, name in enumerate(dirty):
        work.progress("writing feeds", done, len(dirty))
        try:
            pass_feed(work, name, now)
        except PublishError as error:
            faults.append(error)
        except FeederError:
            raise
        except Exception as bug:  # noqa: BLE001  # it is given on as the cause; the other feeds are written
            fault = PublishError(f"{name}: its feed was not written: {blamed(bug)}")
            fault.__cause__ = bug
            faults.append(fault)
    return tuple(faults)


def _pass_entries(work: Work, now: datetime) -> Iterator[PublishError]:
    """The own pages of the entries that are touched: compose | render | publish."""
    if not work.has_permalinks:
        return
    with store.locks.holding(work.store, store.pages.PREFIX):
        while marks := _due(work):
            work.progress("writing pages of entries", 0, len(marks))
            try:
                for path, document in of_entries(work, marks.keys()).items():
                    if document:
                        publish(document, work.config.output, now, compressed=work.config.site.precompress)
                    else:
                        remove(path, work.config.output)
            except PublishError as error:
                yield error
                return
            with work.store.writing() as db:
                store.topics.wipe(db, [mark for each in marks.values() for mark in each])


def _due(work: Work) -> Mapping[int, Sequence[int]]:
    with work.store.reading() as db:
        return store.pages.due(db, _MOST_PAGES)


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
        if topic := work.topics.get(name):
            # Before the feed, which leads to them.
            archiving.close(work, topic)
            archiving.write(work, topic, now)
        documents = documents_of(work, name)
        for document in documents:
            publish(document, work.config.output, now, compressed=work.config.site.precompress)
        with work.store.writing() as db:
            if documents:
                store.topics.note_rendering(db, name, upkeep.rendering(work, work.topics.get(name), documents))
            store.topics.wipe(db, marks)


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
        standing = statuses(work, db)
    return Report(statuses=standing, unwritten=unwritten, bugs=tuple(bug for each in outcomes for bug in each.bugs))


def rebuild(work: Work, now: datetime) -> tuple[PublishError, ...]:
    """Members and files anew from the store; where both were right, no byte changes.

    Raises:
        ConfigError: known entries would get new ids.
        StoreError: the store fails.
    """
    prepare(work, now)
    with work.store.writing() as db:
        store.archives.rewrite(db, work.topics)
    upkeep.refill(work, work.config.topics)
    if work.has_permalinks:
        with work.store.writing() as db:
            store.pages.mark_all(db)
    return pass_feeds(work, now)
