"""`published` and `updated` of new entries."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feeder.model import Precision

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


def test_published_is_fixed(ledger, item):
    """A clock that is corrected, or comes later, moves no `published`."""
    ledger.see(item("Text", None), at=SEEN)
    [revision] = ledger.see(item("Text", "22:25"), at=SEEN).revisions

    assert SEEN.replace(microsecond=0) == revision.published == revision.updated
