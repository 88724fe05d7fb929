"""What a state of a source teaches: pair | record, inside one transaction behind the lock of the source's row."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from feeder import store, upkeep
from feeder.errors import ReadError
from feeder.forgetting import Marks, without
from feeder.model import Entry, Paired, Significance, Snapshot, Source, State, Ticker
from feeder.pairing import Known, Sighting, pair, sight_again
from feeder.reading import read
from feeder.states import Reading, has_moved, is_newer, seen_at
from feeder.store.sources import Verdict
from feeder.work import OVERVIEW, Work, taken_by

_WHOLE_PAGE_HEALS = "nothing that stands was changed; the next whole page heals it"
_STAYING_HEALS = f"{_WHOLE_PAGE_HEALS}, and so does the fourth in a row that stays like this"
_SEVERAL_TICKERS = (
    "if one was put there by mistake, take it away; if the files are tickers of their own, give the source another "
    'name and tickers = "per-file": entries until now stay, and those of the files come anew'
)
_CLOCKS_DIFFER = timedelta(minutes=5)


def learn(work: Work, db: sa.Connection, number: int, reading: Reading) -> Verdict:
    """What the state was worth, once what it brings is recorded.

    Args:
        work: what the pass works with.
        db: a writing transaction that holds the lock of the source's row.
        number: of the source.
        reading: what the state was read as.
    """
    if reading.ticker is None:
        return Verdict(state=State.BROKEN, reason=reading.fault)
    source = reading.snapshot.source
    refresh(work, db, number, source)
    past = store.sources.past(db, source)
    ticker = _remembered(db, number, source, reading, reading.ticker)
    known = Known(
        entries={each.id: each for each in store.entries.near(db, source, number, reading.moments, past.page)},
        page=() if has_moved(reading, past.place) else past.page,
        missing=past.missing,
        noise=past.noise,
        is_newer=is_newer(reading, past.place),
        losses=past.losses,
    )
    sighting = Sighting(ticker=ticker, source=source, authority=work.config.site.authority, seen_at=reading.seen_at)
    paired = pair(known, sighting)
    _keep(work, db, source, paired, reading.id)
    if known.is_newer:
        losses = past.losses + 1 if paired.is_loss else 0
        store.sources.remember(db, number, place=reading.place, losses=losses)
    if known.is_newer and not paired.fault:
        store.sources.remember_page(db, number, source, paired)
    return _verdict(reading.snapshot, ticker, paired)


def _remembered(db: sa.Connection, number: int, source: Source, reading: Reading, ticker: Ticker) -> Ticker:
    """The ticker without entries that are forgotten; a state that shows one keeps no bytes."""
    kept = store.oblivion.near(db, number, reading.moments)
    marks = [Marks(**{name: frozenset(each) for name, each in row.items()}) for row in kept]
    items = without(ticker.items, marks, source.id_name)
    if len(items) < len(ticker.items):
        store.oblivion.erase(db, reading.id)
    return replace(ticker, items=items)


def refresh(work: Work, db: sa.Connection, number: int, source: Source) -> None:
    """Read the last state anew, if another version read it, or with its clocks in another zone.

    What differs is no edit: the words and times follow, and no `updated` moves. So an edit is what the ticker changed.

    Args:
        work: what the pass works with.
        db: a writing transaction that holds the lock of the source's row.
        number: of the source.
        source: whose state it is.
    """
    past = store.sources.past(db, source)
    held = store.snapshots.held(db, number, source) if past.is_stale(source) else None
    if held is None or past.place is None:
        return
    try:
        ticker = read(held.snapshot)
    except ReadError:  # the new version does not take it for a ticker: so it teaches nothing
        return
    reading = Reading(id=held.id, snapshot=held.snapshot, ticker=ticker)
    entries = store.entries.near(db, source, number, reading.moments, past.page)
    known = Known(
        entries={each.id: each for each in entries}, page=past.page, missing=past.missing, noise=past.noise
    )  # fmt: skip
    sighting = Sighting(
        ticker=ticker,
        source=source,
        authority=work.config.site.authority,
        seen_at=seen_at(past.place),
        is_reread=True,
    )
    paired = pair(known, sighting)
    _keep(work, db, source, paired, held.id)
    store.sources.remember_page(db, number, source, paired)


def learn_again(work: Work, db: sa.Connection, number: int, source: Source) -> None:
    """Record what it brings that the last state, which was sound, still stands there.

    Args:
        work: what the pass works with.
        db: a writing transaction that holds the lock of the source's row.
        number: of the source.
        source: whose state it is.
    """
    refresh(work, db, number, source)
    past = store.sources.past(db, source)
    if not past.missing or past.place is None:
        return
    entries = store.entries.near(db, source, number, (), past.page)
    known = Known(entries={each.id: each for each in entries}, page=past.page, missing=past.missing, noise=past.noise)
    paired = sight_again(known, source, seen_at(past.place))
    _keep(work, db, source, paired, store.snapshots.last(db, number))
    store.sources.remember_page(db, number, source, paired)


def _ahead(snapshot: Snapshot, ticker: Ticker) -> int:
    """By how many minutes the newest entry is later than the state was fetched; 0 where clocks may just differ."""
    newest = max((item.published for item in ticker.items if item.published), default=snapshot.fetched_at)
    ahead = newest - snapshot.fetched_at
    return int(ahead / timedelta(minutes=1)) if ahead > _CLOCKS_DIFFER else 0


def _keep(work: Work, db: sa.Connection, source: Source, paired: Paired, snapshot_id: int) -> None:
    """The revisions, and each entry a member of the topics that take it: record."""
    number = store.sources.lock(db, source)
    touched = {OVERVIEW} if paired.revisions else set()
    entries: dict[int, Entry] = {}
    taken: dict[int, frozenset[str]] = {}
    told: set[int] = set()
    for done, revision in enumerate(paired.revisions):
        work.progress(f"recording {source.name}", done, len(paired.revisions))
        at, entries[at] = store.entries.record(db, source, number, revision, snapshot_id)
        taken[at] = taken_by(work.matcher, entries[at], source, work.config)
        if revision.significance is not Significance.SILENT:
            touched |= taken[at]
            told.add(at)
    moved = store.topics.place(db, entries, taken, work.topics.keys())
    if work.has_permalinks:
        store.pages.mark(db, told.union(number for _, number in moved))
    # Feeds name the other topics of their entries, too.
    store.topics.mark(db, sorted(touched.union(store.topics.of_entries(db, {number for _, number in moved}))))
    if entries:
        upkeep.doubt(work, db)


def _verdict(snapshot: Snapshot, ticker: Ticker, paired: Paired) -> Verdict:
    if not paired.fault and (ahead := _ahead(snapshot, ticker)):
        zone = snapshot.source.timezone.key
        reason = (
            f'{snapshot.label}: its newest entry is {ahead} minutes ahead of the clock: is timezone = "{zone}" right?'
        )
        return Verdict(state=State.DEGRADED, reason=reason)
    if not paired.fault:
        return Verdict(reason="; ".join((*ticker.remarks, *paired.remarks)))
    advice = _STAYING_HEALS if paired.is_loss else _SEVERAL_TICKERS if paired.is_stranger else _WHOLE_PAGE_HEALS
    reason = f"{snapshot.label}: {paired.fault}: {advice}"
    return Verdict(state=State.DEGRADED, reason=reason, lasts=paired.is_stranger)
