"""A ticker grows at its top and loses its end: what an entry's moment is does not depend on the state it is read in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeder.model import Snapshot, Source
from feeder.reading import read

BERLIN = ZoneInfo("Europe/Berlin")
SOURCE = Source(name="s", kind="folder", location="/x", timezone=BERLIN, language="de", title="S")
MONTHS = ["Januar", "Februar", "März", "April", "Mai", "Juni"]
WEEKDAYS = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
THINGS = ["Deich", "Sturm", "Fähre", "Brücke", "Pegel", "Hafen", "Strom", "Schule", "Bahn", "Insel", "Siel", "Damm"]
BEGIN = datetime(2026, 1, 30, 9, 7, tzinfo=BERLIN)


def text(number: int) -> str:
    return (
        f"Die {THINGS[number]}wache meldet Lage {number} um 17.30 Uhr. Weitere 14.200 Haushalte warten seit 6.15 Uhr."
    )


def day(at: datetime) -> str:
    return f"{at.day}. {MONTHS[at.month - 1]}"


# The mark of an entry; a form that prints the day prints it without the year.
MARKS: dict[str, Callable[[datetime, int], str]] = {
    "clock": lambda at, _: f"{at:%H:%M} Uhr:",
    "clock and title": lambda at, number: f"{at.hour}.{at:%M} Uhr: {THINGS[number]}\n\n",
    "clock alone": lambda at, _: f"{at:%H:%M}\n",
    "plus signs": lambda at, number: f"+++ {at.hour}.{at:%M} Uhr: {THINGS[number]} +++\n",
    "day and clock": lambda at, number: f"{day(at)}, {at.hour}.{at:%M} Uhr: {THINGS[number]}\n\n",
    "weekday and clock": lambda at, _: f"{WEEKDAYS[at.weekday()]}, {at:%H:%M} Uhr:",
    "numbers": lambda at, _: f"{at:%d.%m.%Y}, {at:%H:%M} Uhr |",
    "am and pm": lambda at, _: f"{at:%I:%M} {at:%p}:",
}
gaps = st.lists(st.integers(1, 11 * 60), min_size=4, max_size=len(THINGS))


def moments(state: str, taken: datetime) -> dict[str, datetime | None]:
    snapshot = Snapshot(source=SOURCE, origin="/x/t", content=state.encode(), media_type="text/plain", fetched_at=taken)
    return {item.text.split(" um ", 1)[0]: item.published for item in read(snapshot).items}


def entries(minutes: list[int]) -> list[tuple[datetime, int]]:
    """Moments that far apart, and the number of each entry."""
    return [(BEGIN + timedelta(minutes=sum(minutes[: number + 1])), number) for number in range(len(minutes))]


def told(written: list[tuple[datetime, int]]) -> dict[str, datetime]:
    return {text(number).split(" um ", 1)[0]: at.astimezone(UTC) for at, number in written}


@pytest.mark.parametrize("form", MARKS)
@settings(deadline=None, max_examples=15)
@given(minutes=gaps, longest=st.integers(2, 8), later=st.integers(1, 50))
def test_clocks(form, minutes, longest, later):
    """Newest first, each state holds the last entries: each entry has its own moment in all of them."""
    written = entries(minutes)
    for newest in range(1, len(written)):
        shown = written[max(0, newest + 1 - longest) : newest + 1]
        state = "\n\n".join(f"{MARKS[form](at, number)} {text(number)}" for at, number in reversed(shown))
        taken = shown[-1][0] + timedelta(minutes=later)

        assert told(shown) == moments(f"Liveticker zum Sturm\n\n{state}", taken.astimezone(UTC))


@pytest.mark.parametrize("form", [name for name in MARKS if "day" not in name])
@settings(deadline=None, max_examples=10)
@given(minutes=gaps, longest=st.integers(2, 8), later=st.integers(1, 50))
def test_days_as_headings(form, minutes, longest, later):
    """Where each day has its heading, the moment is the same in all states."""
    written = entries(minutes)
    for newest in range(1, len(written)):
        shown = written[max(0, newest + 1 - longest) : newest + 1]
        lines = []
        for place, (at, number) in enumerate(reversed(shown)):
            if place == 0 or at.date() != shown[-place][0].date():
                lines.append(f"{WEEKDAYS[at.weekday()]}, {day(at)}")
            lines.append(f"{MARKS[form](at, number)} {text(number)}")
        taken = shown[-1][0] + timedelta(minutes=later)

        assert told(shown) == moments("Liveticker zum Sturm\n\n" + "\n\n".join(lines), taken.astimezone(UTC))


@settings(deadline=None, max_examples=15)
@given(minutes=st.lists(st.integers(1, 100), min_size=4, max_size=len(THINGS)), later=st.integers(1, 50))
def test_a_night_under_one_day(minutes, later):
    """A day above all entries is the one on which the night began, before midnight and behind it."""
    begin = datetime(2026, 2, 4, 18, 7, tzinfo=BERLIN)
    written = [(begin + timedelta(minutes=sum(minutes[:number])), number) for number in range(len(minutes))]
    for newest in range(2, len(written)):
        shown = written[: newest + 1]
        state = "\n\n".join(f"{at:%H:%M} Uhr: {text(number)}" for at, number in reversed(shown))
        taken = shown[-1][0] + timedelta(minutes=later)

        assert told(shown) == moments(f"Die Wahlnacht\n\nMittwoch, 4. Februar\n\n{state}", taken.astimezone(UTC))


@settings(deadline=None, max_examples=15)
@given(minutes=st.lists(st.integers(1, 300), min_size=5, max_size=len(THINGS)), later=st.integers(1, 50))
def test_oldest_first(minutes, later):
    """A ticker that grows at its end tells the same moments in each of its states."""
    written = entries(minutes)
    for newest in range(3, len(written)):
        shown = written[: newest + 1]
        state = "\n\n".join(f"{day(at)}, {at:%H:%M} Uhr: {text(number)}" for at, number in shown)
        taken = shown[-1][0] + timedelta(minutes=later)

        assert told(shown) == moments(f"Liveticker zum Sturm\n\n{state}", taken.astimezone(UTC))
