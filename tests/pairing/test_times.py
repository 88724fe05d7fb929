"""`published` and `updated` of new entries."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feeder.model import Precision, Significance

SEEN = datetime(2026, 2, 4, 22, 30, 15, 999, tzinfo=UTC)  # 23.30 Uhr in Berlin


def published(ledger, item, seen_at=SEEN) -> datetime:
    [revision] = ledger.see(item, at=seen_at).revisions
    assert revision.published == revision.updated
    return revision.published


def test_as_the_page_gives_it(ledger, item):
    """An entry is published when its page says so, whenever it was seen."""
    assert datetime(2026, 2, 4, 12, 0, tzinfo=UTC) == published(ledger, item("Text", "12:00"))


def test_an_hour_is_a_time(ledger, item):
    """An hour without minutes is as good a time as any."""
    assert datetime(2026, 2, 4, 12, 0, tzinfo=UTC) == published(ledger, item("T", "12:00", precision=Precision.HOUR))


def test_without_a_time(ledger, item):
    """Without a time an entry is published when it was first seen, in whole seconds."""
    assert datetime(2026, 2, 4, 22, 30, 15, tzinfo=UTC) == published(ledger, item("Text", None))


@pytest.mark.parametrize(("day", "expected"), [
    # In Berlin it is the fourth until 23.00 UTC.
    (datetime(2026, 2, 3, 23, tzinfo=UTC), datetime(2026, 2, 4, 22, 30, 15, tzinfo=UTC)),
    (datetime(2026, 2, 2, 23, tzinfo=UTC), datetime(2026, 2, 3, 11, tzinfo=UTC)),
    (datetime(2026, 7, 2, 22, tzinfo=UTC), datetime(2026, 7, 3, 10, tzinfo=UTC)),
])  # fmt: skip
def test_with_a_day_only(ledger, item, day, expected):
    """With a day only an entry was published when it was seen, if that was the day, else at noon of it there."""
    assert expected == published(ledger, item("Text", published=day, precision=Precision.DAY))


def test_a_clock_that_comes_later(ledger, item):
    """The first clock of an entry gives its `published`; this is seen, and moves no `updated`."""
    ledger.see(item("Text", None), at=SEEN)
    [revision] = ledger.see(item("Text", "22:25"), at=SEEN).revisions

    assert datetime(2026, 2, 4, 22, 25, tzinfo=UTC) == revision.published
    assert (SEEN.replace(microsecond=0), Significance.MINOR) == (revision.updated, revision.significance)


def test_a_clock_that_is_corrected(ledger, item):
    """`published` follows the ticker's own correction; the id stays, and no `updated` moves."""
    ledger.see(item("Text", "22:15"), at=SEEN)
    [revision] = ledger.see(item("Text", "22:25"), at=SEEN).revisions

    assert (25, 15, ("time",)) == (revision.published.minute, revision.updated.minute, revision.changed)
    assert 1 == len(ledger.entries)


@pytest.mark.parametrize("change", [
    {"published": datetime(2026, 2, 5, 22, 15, tzinfo=UTC)},
    {"published": None, "precision": Precision.NONE},
    {"published": datetime(2026, 2, 3, 23, tzinfo=UTC), "precision": Precision.DAY},
])  # fmt: skip
def test_published_is_fixed(ledger, item, change):
    """Another day to the same clock is the reader's conclusion, and no clock none: neither moves `published`."""
    ledger.see(item("Text" * 30, "22:15"), at=SEEN)
    paired = ledger.see(item("Text" * 30, **change), at=SEEN)

    assert [15] == [entry.published.minute for entry in ledger.entries.values()]
    assert [Significance.SILENT] == [revision.significance for revision in paired.revisions]
