"""The order of a source's states."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from feeder.model import Item, Precision, Snapshot, Source, Ticker
from feeder.states import Reading, dated_at, has_moved, in_order, is_newer

NOON = datetime(2026, 2, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def reading(number: int = 1, name: str = "1.txt", modified=NOON, *, dated=None, kind="folder", items=()) -> Reading:
    source = Source(name="a", kind=kind, location="", timezone=ZoneInfo("Europe/Berlin"), language="de", title="A")
    snapshot = Snapshot(
        source=source, origin=f"/t/{name}", content=b"", media_type="", fetched_at=NOON + 9 * HOUR, modified_at=modified
    )
    ticker = Ticker(title=None, lead="", items=items, certainty=1, dated_at=dated)
    return Reading(id=number, snapshot=snapshot, ticker=ticker)


def ordered(*readings: Reading) -> list[int]:
    return [each.id for each in in_order(readings)]


def test_what_a_text_says_of_itself_comes_first():
    """The text's own time wins over the file's date, and the date over the name; numbers in names count as numbers."""
    assert [2, 1] == ordered(reading(1, dated=NOON + HOUR, modified=NOON), reading(2, dated=NOON, modified=NOON + HOUR))
    assert [2, 1] == ordered(reading(1, "1.txt", NOON + HOUR), reading(2, "2.txt", NOON))
    assert [2, 1] == ordered(reading(1, "10.txt"), reading(2, "9.txt"))


def test_states_of_an_address_stand_as_they_were_fetched():
    """What a page says of its time does not change the order in which it stood there."""
    assert [1, 2] == ordered(reading(2, dated=NOON, kind="url"), reading(1, dated=NOON + HOUR, kind="url"))


def test_when_a_state_was_seen():
    """A state was seen at the text's own time, else at its date, else when it was fetched."""
    states = reading(dated=NOON, modified=None), reading(modified=NOON + HOUR), reading(modified=None)

    assert [NOON, NOON + HOUR, NOON + 9 * HOUR] == [state.seen_at for state in states]


def test_the_date_of_a_place():
    """A place tells the date of the state that stands there, whatever the text says of its time."""
    assert NOON + HOUR == dated_at(reading(dated=NOON, modified=NOON + HOUR).place)


def test_the_moments_of_its_items():
    """Items without a clock count as seen with their state; what is no ticker has none."""
    bare = Item(published=None, precision=Precision.NONE, title=None, text="a", html="")
    dated = Item(published=NOON - HOUR, precision=Precision.MINUTE, title=None, text="b", html="")
    unread = Reading(id=1, snapshot=reading().snapshot, ticker=None, fault="it is empty")

    assert (NOON - HOUR, NOON) == reading(items=(dated, bare)).moments
    assert ((), NOON) == (unread.moments, unread.seen_at)


def test_places_of_any_century_are_in_order():
    """Years have four digits in a place, so that places compare as times do."""
    early, late = (reading(modified=datetime(year, 1, 1, tzinfo=UTC)) for year in (999, 2026))

    assert early.place < late.place


@pytest.mark.parametrize(("state", "last", "expected"), [
    (reading(modified=NOON), None, True),
    (reading(modified=NOON), reading(modified=NOON), True),
    (reading(modified=NOON + HOUR), reading(modified=NOON), True),
    (reading(modified=NOON), reading(name="0.txt", modified=NOON + HOUR), False),
    # An editor may take the newest entry out of a file, and the text then tells an earlier time.
    (reading(modified=NOON + HOUR, dated=NOON - HOUR), reading(modified=NOON, dated=NOON), True),
    (reading(modified=NOON - HOUR, dated=NOON - HOUR), reading(modified=NOON, dated=NOON), False),
    (reading(dated=NOON - HOUR, kind="url"), reading(dated=NOON, kind="url"), True),
])  # fmt: skip
def test_whether_a_state_is_older_than_the_last(state, last, expected):
    """A state is older if another file's place, or its own file's date, was later; an address has no old states."""
    assert expected == is_newer(state, last and last.place)


@pytest.mark.parametrize(("more", "name", "expected"), [
    ({"follow": "Ticker"}, "b", True),
    ({"location": "http://a.example/{date:%Y}"}, "b", True),
    ({"follow": "Ticker"}, "a", False),
    ({}, "b", False),
])  # fmt: skip
def test_whether_a_ticker_has_moved(more, name, expected):
    """A state stands at another address if the source may move and the state before came from elsewhere."""
    before, state = reading(name="a", kind="url"), reading(name=name, kind="url")
    snapshot = replace(state.snapshot, source=replace(state.snapshot.source, **more))

    assert expected == has_moved(replace(state, snapshot=snapshot), before.place)
    assert not has_moved(replace(state, snapshot=snapshot), None)
