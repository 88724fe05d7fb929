"""Windows: which of a topic's newest entries its feed holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeder.model import Entry, Item, Precision, Topic
from feeder.windows import LARGEST, MOST, reach, weight, window

NEWEST = datetime(2026, 2, 4, 12, tzinfo=UTC)


def entry(hours: float, html: str = "<p>Text.</p>") -> Entry:
    moment = NEWEST - timedelta(hours=hours)
    item = Item(published=moment, precision=Precision.MINUTE, title=None, text="Text.", html=html)
    return Entry(
        id=f"tag:example.org,2026:nord/{hours}",
        source="nord",
        number=1,
        item=item,
        published=moment,
        updated=moment,
        seen_at=moment,
    )


def topic(**limits) -> Topic:
    return Topic(name="hafen", title="Hafen", query="Hafen", language="de", **limits)


def held(of: list[Entry], **limits) -> int:
    return len(window(topic(**limits), of))


def test_a_topic_without_entries_has_an_empty_window():
    """Of no entries none is held."""
    assert () == window(topic(), [])


def test_both_limits_bound_what_is_older_than_what_always_stays():
    """Beyond two days what is within the count and the age is held, by default 100 and 7 days."""
    hourly = [entry(hours) for hours in range(200)]
    slow = [entry(hours) for hours in range(0, 400, 5)]

    assert (100, 34) == (held(hourly), held(slow))
    assert (60, 15) == (held(hourly, entries=60), held(slow, days=3))


def test_what_is_younger_than_two_days_always_stays():
    """However many there are, none of the last 48 hours before the newest is left out."""
    every_quarter = [entry(quarters / 4) for quarters in range(400)]

    assert (193, 100) == (held(every_quarter), held(every_quarter, window=timedelta(hours=12)))
    assert 193 == held(every_quarter, entries=10, days=1)


def test_a_window_is_not_too_large():
    """Where the entries of two days are larger than a feed may be, only so many are held; the newest always."""
    large = [entry(number / 100, "ä" * 24_500) for number in range(50)]
    huge = [entry(number / 100, "<" * LARGEST) for number in range(3)]

    assert (10, 1) == (held(large), held(huge))
    assert MOST > held([entry(number / 100, "") for number in range(MOST + 50)]) > MOST - 10


def test_escapes_count():
    """What is escaped in a feed counts as long as it is there."""
    assert weight(entry(0, "<b>&ä")) - weight(entry(0, "-")) == len("&lt;b&gt;&amp;") + 2 - 1


def test_reach():
    """A window may reach beyond the entries that it was asked of only where it holds all of them."""
    entries = [entry(hours) for hours in range(30)]

    assert reach(topic(), entries)
    assert not reach(topic(window=timedelta(hours=1), entries=20), entries)


@given(st.lists(st.integers(0, 400), max_size=60), st.integers(1, 40), st.integers(1, 20))
def test_law_what_stays_when_older_ones_come(hours, count, days):
    """Entries that come below others move none of these in or out."""
    limits = {"entries": count, "days": days, "window": timedelta(hours=10)}
    entries = [entry(each) for each in sorted(hours)]

    assert window(topic(**limits), entries) == window(topic(**limits), [*entries, entry(500)])[: len(entries)]


@pytest.mark.parametrize("days", [1, 30])
def test_time_alone_moves_nothing(days):
    """The same entries make the same window whenever they are asked: it knows no clock."""
    entries = [entry(hours) for hours in range(100)]

    assert window(topic(days=days), entries) == window(topic(days=days), list(entries))
