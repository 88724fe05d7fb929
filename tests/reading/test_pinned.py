"""The first entry may be kept on top: what stands below it is newer, and of its own day."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from feeder.reading import Reference

BERLIN = ZoneInfo("Europe/Berlin")
WORDS = "Der Deich hält. Die Feuerwehr bleibt über Nacht am Siel."


@pytest.fixture
def moments(reading):
    """Day and clock of each entry of a ticker with these marks, as they are read at that time in Berlin."""

    def run(*marks: str, at: str) -> list[str]:
        text = "\n\n".join(f"{mark} {WORDS} Es ist Meldung {number}." for number, mark in enumerate(marks))
        day = at.partition(" ")[0]
        taken = datetime.fromisoformat(f"{at}+01:00").astimezone(UTC) if day != at else None
        reference = None if taken else Reference(day=datetime.fromisoformat(day).date())
        items = reading(text, reference=reference, **({"taken": taken} if taken else {})).items
        return [f"{item.published.astimezone(BERLIN):%d %H:%M}" for item in items]

    return run


EVENING = ("19:05 Uhr:", "18:50 Uhr:", "18:35 Uhr:")


@pytest.mark.parametrize("at", ["2026-02-04 19:10", "2026-02-04 20:30", "2026-02-04"])
def test_from_the_morning(moments, at):
    """The entry below lies just before the reading, or its silence would be none of the ticker's own."""
    assert ["04 09:00", "04 19:05", "04 18:50", "04 18:35"] == moments("09:00 Uhr:", *EVENING, at=at)


@pytest.mark.parametrize("at", ["2026-02-04 09:10", "2026-02-04 14:00"])
def test_the_first_entry_of_a_day(moments, at):
    """In the morning the first entry is the newest, and those of the evening are of the day before."""
    assert ["04 09:00", "03 19:05", "03 18:50", "03 18:35"] == moments("09:00 Uhr:", *EVENING, at=at)


def test_a_ticker_that_rests_at_night(moments):
    """Where other steps are long too, the first entry is the newest; nor is the evening's last just past midnight."""
    slow = ("12:10 Uhr:", "19:45 Uhr:", "14:02 Uhr:", "12:41 Uhr:")
    near = ("0:02 Uhr:", "23:56 Uhr:", "23:54 Uhr:")

    assert ["04 12:10", "03 19:45", "03 14:02", "03 12:41"] == moments(*slow, at="2026-02-04")
    assert ["04 00:02", "03 23:56", "03 23:54"] == moments(*near, at="2026-02-04")


def test_over_midnight(moments):
    """What was pinned in the morning stays there when those below it pass midnight."""
    marks = ("9:00 Uhr:", "0:05 Uhr:", "23:50 Uhr:", "23:35 Uhr:")

    assert ["03 09:00", "04 00:05", "03 23:50", "03 23:35"] == moments(*marks, at="2026-02-04 00:10")


@pytest.mark.parametrize(
    "mark", ["Angepinnt\n9:00 Uhr:", "Angepinnt: 9:00 Uhr:", "9:00 Uhr: Angepinnt\n\n", "9:00 Uhr\n\nPinned\n\n"]
)
def test_where_the_page_says_so(moments, mark):
    """The word for it stands above the mark, before it, behind it or below."""
    marks = (mark, "19:05 Uhr:", "14:50 Uhr:", "12:35 Uhr:")

    assert ["04 09:00", "04 19:05", "04 14:50", "04 12:35"] == moments(*marks, at="2026-02-04 23:10")


def test_the_end_of_the_day(moments):
    """A bare 24:00 is the end of the day of reading, unless that lies ahead, or a heading names its day."""
    marks = ("24:00 Uhr:", "23:40 Uhr:", "23:10 Uhr:")
    midnight = ["05 00:00", "04 23:40", "04 23:10"]

    for at in ("2026-02-04", "2026-02-04 23:58", "2026-02-05 00:10"):
        assert midnight == moments(*marks, at=at)
    assert ["04 00:00", "03 23:40", "03 23:10"] == moments(*marks, at="2026-02-04 18:00")
    for at in ("2026-02-04", "2026-02-06"):
        assert midnight == moments("4. Februar\n\n24:00 Uhr:", *marks[1:], at=at)
    assert midnight == moments(*(f"Mittwoch, {mark}" for mark in marks), at="2026-02-04 23:58")
