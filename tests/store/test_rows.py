"""Between rows and types: nothing is lost on the way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from feeder import store
from feeder.model import Fetched, Image, Item, Precision, Significance
from feeder.store import rows, tables

# What a database server may refuse never leaves `feeder.text.clean`; everything else must come back.
texts = st.text(st.characters(exclude_categories=["Cs"]))
zones = st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours)))
# Not within a day of the ends of time, where a moment has no equal in another zone.
moments = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=zones)  # noqa: DTZ001 # it adds the zones
items = st.builds(
    Item,
    published=st.none() | moments,
    precision=st.sampled_from(Precision),
    title=st.none() | texts,
    text=texts,
    html=texts,
    author=st.none() | texts,
    key=st.none() | texts,
    link=st.none() | texts,
    images=st.lists(st.builds(Image, url=texts, alt=texts), max_size=3).map(tuple),
    captions=st.lists(texts, max_size=3).map(tuple),
)
on_one_database = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)


@given(items)
def test_an_item_comes_back_from_its_json(item):
    """An item that was written as JSON is read as the same item."""
    assert item == rows.item_from_json(rows.item_to_json(item))


def test_a_kept_moment_is_in_utc(make):
    """What zone a reader gave a moment in is not kept: it would tell equal moments apart when clocks are set back."""
    berlin = make.source().timezone
    second = datetime(2026, 10, 25, 2, 30, tzinfo=berlin, fold=1)

    kept = rows.item_from_json(rows.item_to_json(make.item(published=second)))

    assert (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), UTC) == (kept.published, kept.published.tzinfo)


@on_one_database
@given(items)
@example(Item(published=None, precision=Precision.NONE, title=None, text="\x00", html="\x00"))
def test_an_entry_comes_back_from_the_store(known, item):
    """What is recorded of an entry is what is read of it, on both databases."""
    with known.store.writing() as db:
        db.execute(tables.entry.delete())
    revision = known.make.revision(item=item)

    [(number, entry)] = known.record(revision)
    with known.store.reading() as db:
        again = store.entries.near(db, known.source, known.number, [], [entry.id])

    assert [entry] == again
    assert (item, revision.entry_id, "nord", 1) == (entry.item, entry.id, entry.source, entry.number)
    assert [number] == [row.number for row in known.rows(tables.entry)]


@on_one_database
@given(st.lists(moments, min_size=2, max_size=6))
def test_moments_come_back_and_are_in_order(opened, found):
    """A moment comes back in UTC to the microsecond, and the database sorts moments as time does."""
    with opened.writing() as db:
        db.execute(tables.source.delete())
        for number, moment in enumerate(found):
            values = {"location": "", "title": "", "language": "", "state": "ok", "reason": "", "page": "", "losses": 0}
            db.execute(tables.source.insert().values(name=str(number), since=moment, **values))
    with opened.reading() as db:
        since = tables.source.c.since
        sorted_there = list(db.execute(sa.select(since).order_by(since)).scalars())

    assert sorted(found) == sorted_there
    assert {UTC} == {moment.tzinfo for moment in sorted_there}


def test_a_snapshot_comes_back(known):
    """A kept snapshot is read as it was fetched, to the byte."""
    snapshot = known.make.snapshot(known.source, "Zeile\r\n\x00Zeile", modified_at=known.make.noon - timedelta(days=1))
    with known.store.writing() as db:
        store.snapshots.keep(db, known.source, Fetched(snapshots=(snapshot,)), known.make.noon)
    with known.store.reading() as db:
        [waiting] = store.snapshots.waiting(db, known.source)

    assert snapshot == waiting.snapshot


def test_a_withdrawn_entry_keeps_its_last_words(known):
    """An entry that is withdrawn has a revision without an item, and still tells what it said last."""
    known.record(known.make.revision())
    gone = known.make.revision(number=2, minutes=5, item=None, published=known.make.noon)

    [(_, entry)] = known.record(gone)

    assert (True, 2, known.make.item()) == (entry.withdrawn, entry.number, entry.item)
    assert [False, True] == [row.item is None for row in known.rows(tables.revision)]


def test_a_silent_revision_is_no_visible_change(known):
    """A revision that no feed shows leaves `seen_at` as it was, and is kept all the same."""
    known.record(known.make.revision())
    silent = known.make.revision(number=2, minutes=5, significance=Significance.SILENT, updated=known.make.noon)

    [(_, entry)] = known.record(silent)

    assert (known.make.noon, 2) == (entry.seen_at, entry.number)
    assert [known.make.noon, silent.seen_at] == [row.seen_at for row in known.rows(tables.revision)]
