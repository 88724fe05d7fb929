"""What holds for whatever pages come: laws."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from feeder.model import Image, Item, Precision, Significance, Snapshot, Ticker
from feeder.states import Reading, in_order
from tests.pairing.conftest import Ledger

NOON = datetime(2026, 2, 4, 12, tzinfo=UTC)

# Few words and few times, so that everything collides with everything.
words = st.sampled_from(["Tor", "Luftalarm aufgehoben.", "Luftalarm.", "Ein Schiff läuft ein", "7 Tote", "8 Tote", ""])
texts = st.lists(words, min_size=1, max_size=30).map(" ".join)
moments = st.integers(0, 60).map(lambda minute: NOON + timedelta(minutes=minute))
items = st.builds(
    Item,
    published=st.none() | moments,
    precision=st.sampled_from([Precision.MINUTE, Precision.DAY]),
    title=st.none() | words,
    text=texts,
    html=st.just(""),
    author=st.sampled_from([None, None, "Eva", "Jan"]),
    key=st.sampled_from([None, None, "1", "2", "3"]),
    link=st.sampled_from([None, "https://news.example/1", "https://news.example/2"]),
    images=st.sampled_from([(), (Image(url="https://news.example/1.jpg"),)]),
)
pages = st.lists(items, max_size=12)


def after(ledger, shown):
    """The ledger, after it has seen these pages."""
    for page in shown:
        ledger.see(*page)
    return ledger


@given(st.lists(pages, max_size=3), pages)
def test_the_same_page_again_brings_nothing(ledgers, before, page):
    """A page that was just paired gives nothing when it is paired again, but for withdrawals and a fault's end."""
    ledger = after(ledgers(), before)
    fault = ledger.see(*page).fault
    again = ledger.see(*page)

    assert (fault and not again.fault) or all(revision.item is None for revision in again.revisions)


@given(st.lists(pages, max_size=5))
def test_the_same_pages_give_the_same_ledger(ledgers, shown):
    """What is known after some pages depends on them alone."""
    assert after(ledgers(), shown) == after(ledgers(), shown)


@given(st.lists(pages, max_size=5))
def test_each_item_is_one_entry(ledgers, shown):
    """No two items of a page are one entry, and each that is shown is known."""
    ledger = ledgers()
    for page in shown:
        paired = ledger.see(*page)

        assert len(set(paired.page)) == len(paired.page)
        assert len(page) - len(paired.page) in ({0, 1} if paired.fault else {0})
        assert set(paired.page) <= ledger.entries.keys()


@given(st.lists(pages, max_size=6))
def test_entries_only_grow(ledgers, shown):
    """No entry is ever lost; ids stay, numbers rise by one, `updated` moves forward only, `published` with a clock."""
    ledger = ledgers()
    for page in shown:
        before = dict(ledger.entries)
        paired = ledger.see(*page)

        assert before.keys() <= ledger.entries.keys()
        for revision in paired.revisions:
            entry = before.get(revision.entry_id)
            assert (entry is None) == (revision.significance is Significance.NEW)
            if entry:
                assert entry.number + 1 == revision.number
                assert revision.published == entry.published or "time" in revision.changed
                assert revision.seen_at > entry.seen_at
                moves = revision.significance is Significance.MAJOR
                assert revision.updated >= entry.updated if moves else revision.updated == entry.updated


@given(pages, st.lists(st.integers(0, 10), min_size=1, max_size=5))
def test_news_on_top_changes_no_old_entry(ledgers, page, ages):
    """A page with the items of the last one and new ones on top brings the new ones, and no revision of another."""
    old = [replace(item, published=item.published or NOON) for item in page]
    ledger = after(ledgers(), [old])
    before = dict(ledger.entries)
    moments = [NOON + timedelta(minutes=90 - age) for age in ages]
    new = [
        Item(published=moment, precision=Precision.MINUTE, title=None, text=f"Neu: {word}", html="")
        for word, moment in zip("ABCDE", moments, strict=False)
    ]
    paired = ledger.see(*new, *old)

    assert [Significance.NEW] * len(new) == [revision.significance for revision in paired.revisions]
    assert before == {entry_id: ledger.entries[entry_id] for entry_id in before}


@given(st.lists(pages, min_size=1, max_size=4), pages)
def test_an_older_page_edits_nothing(ledgers, shown, older):
    """A page that is older than the last one gives first revisions only."""
    paired = after(ledgers(), shown).see(*older, is_newer=False)

    assert {Significance.NEW} >= {revision.significance for revision in paired.revisions}


copies = st.lists(st.tuples(st.integers(-600, 600), st.sampled_from("abc")), min_size=1, max_size=3)


@given(st.lists(st.tuples(pages, copies), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_equal_snapshots_does_not_matter(ledgers, shown, chance):
    """However often a state lies there, with whatever names and dates, and in whatever order, all is the same."""
    readings = [
        _reading(number, page, minute, name) for number, (page, found) in enumerate(shown) for minute, name in found
    ]
    chance.shuffle(readings)
    once = {reading.snapshot.content: reading for reading in reversed(in_order(readings))}  # bytes are read once
    ledger, twin = ledgers(), ledgers()
    for number, (page, _) in enumerate(shown):
        twin.see(*page, at=NOON + timedelta(hours=9, minutes=number))
    for reading in in_order(once.values()):
        ledger.see(*reading.ticker.items, at=reading.seen_at)

    assert twin == ledger


def _reading(number, page, minute, name) -> Reading:
    """A state whose text tells when it stood there, in a file of that date and name."""
    source = Ledger().source
    content = str(number).encode()
    snapshot = Snapshot(
        source=source, origin=f"/t/{name}", content=content, media_type="text/plain",
        fetched_at=NOON, modified_at=NOON + timedelta(minutes=minute),
    )  # fmt: skip
    dated_at = NOON + timedelta(hours=9, minutes=number)
    ticker = Ticker(title=None, lead="", items=tuple(page), certainty=1, dated_at=dated_at)
    return Reading(id=minute, snapshot=snapshot, ticker=ticker)
