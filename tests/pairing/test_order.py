"""What the order of two pages tells."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from feeder.pairing.order import backbone, is_newest_first, keeps_place, with_missing

NOON = datetime(2026, 2, 4, 12, tzinfo=UTC)


def falling(page: str) -> dict[str, datetime]:
    """A time for each, a minute apart, the first the newest."""
    return {name: NOON - timedelta(minutes=minutes) for minutes, name in enumerate(page)}


def merged(page: str, shown: str, times: str = "", *, falls: bool = True) -> str:
    return "".join(with_missing([*page], [*shown], falling(times), is_newest_first=falls))


@pytest.mark.parametrize(("places", "expected"), [
    ([], []),
    ([5], [0]),
    ([1, 2, 3], [0, 1, 2]),
    ([9, 1, 2, 3], [1, 2, 3]),
    ([1, 2, 0, 3], [0, 1, 3]),
])  # fmt: skip
def test_the_backbone(places, expected):
    """The longest part that grows: what was moved is not of it."""
    assert expected == backbone(places)


def test_between_the_same_neighbours():
    """An item stands where an entry stood if what is above it stood above, and what is below stood below."""
    tell = keeps_place(["a", "x", "b", "y"], {0: "a", 2: "b"})

    assert [True, False, False, True, False] == [
        tell(1, "x"), tell(1, "y"), tell(3, "x"), tell(3, "y"), tell(1, "elsewhere"),
    ]  # fmt: skip


@pytest.mark.parametrize(("page", "shown", "expected"), [
    ("abcd", "abcd", "abcd"),
    ("abcd", "acd", "abcd"),
    ("abcd", "nacd", "nabcd"),
    ("abcd", "ad", "abcd"),
    ("abcd", "ab", "ab"),
    ("abcd", "nab", "nab"),
    ("abcd", "xyz", "xyz"),
    ("abcd", "", ""),
    # A pinned one, out of its place, covers nothing.
    ("abcd", "dab", "dab"),
])  # fmt: skip
def test_what_is_missing_keeps_its_place(page, shown, expected):
    """What stood above something that still stands is missing; what stood at the end has scrolled off."""
    assert expected == merged(page, shown, page)


def test_what_is_missing_from_a_page_without_clocks():
    """Without a clock the order alone tells it."""
    assert "abcd" == merged("abcd", "acd")


def test_something_newer_covers_nothing():
    """What stands below, but is no older, says nothing of what is missing above it: its time was corrected."""
    assert "ac" == merged("abc", "ac", "acb")


def test_a_page_that_begins_with_the_oldest():
    """Where old reports leave at the top, the end is never taken for scrolled off."""
    assert "bcdn" == merged("abcd", "bdn", "ndcba", falls=False)


@pytest.mark.parametrize(("minutes", "expected"), [
    ([], True),
    ([3], True),
    ([3, 2, 1], True),
    ([1, 2, 3], False),
    ([0, 9, 8, 7, 6], True),
    ([None, 1, None, 2], False),
])  # fmt: skip
def test_the_order_of_a_page(minutes, expected):
    """Most neighbours decide; one that is pinned does not."""
    moments = [None if minute is None else NOON + timedelta(minutes=minute) for minute in minutes]

    assert expected == is_newest_first(moments)
