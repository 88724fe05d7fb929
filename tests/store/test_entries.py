"""Entries: those that a page's items may be, found without all the others."""

from __future__ import annotations

from datetime import timedelta

import pytest

from feeder import store
from tests.store.conftest import NOON

DAY = timedelta(days=1)


@pytest.fixture
def names(opened, make):
    """`names(moments, page)` of the entries near, in a store with one each half day of forty days."""
    source = make.source()
    with opened.writing() as db:
        store.sources.sync(db, [source], "example.org,2026")
        number = store.sources.lock(db, source)
        for place in range(80, -1, -1):
            revision = make.revision(f"half-day-{place}", minutes=-720 * place)
            store.entries.record(db, source, number, revision, 0)

    def near(moments, page=()) -> list[str]:
        with opened.reading() as db:
            found = store.entries.near(
                db, source, number, moments, [f"tag:example.org,2026:nord/{name}" for name in page]
            )
        return [entry.opaque for entry in found]

    return near


def test_near_in_time(names):
    """What lies a day and a half about one of the moments may be one of its items, the oldest first."""
    assert [f"half-day-{place}" for place in (3, 2, 1, 0)] == names([NOON])


def test_what_is_pinned_brings_no_month_along(names):
    """An item of a month ago brings what lies near it, and nothing of the time between."""
    found = names([NOON, NOON - 30 * DAY])

    assert [f"half-day-{place}" for place in (*range(63, 56, -1), 3, 2, 1, 0)] == found


def test_moments_that_lie_together(names):
    """Items of one day bring each entry once."""
    found = names([NOON, NOON - DAY / 2, NOON - DAY])

    assert [f"half-day-{place}" for place in (5, 4, 3, 2, 1, 0)] == found


def test_the_last_page_wherever_it_lies(names):
    """What stood on the last page is known, without any moment near it."""
    assert ["half-day-70", "half-day-9"] == names([], ["half-day-9", "half-day-70"])
