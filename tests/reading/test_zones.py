"""Zones beside a clock, and in the sentence that holds for a whole page."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from feeder.reading.locale import words
from feeder.reading.prose import zones

BERLIN = ZoneInfo("Europe/Berlin")
TEXT = "Der Deich hält. Die Feuerwehr bleibt über Nacht am Siel und misst alle halbe Stunde den Pegel."
SUMMER = datetime(2026, 7, 1, 12, tzinfo=UTC)


def offset(printed: str | None, home: ZoneInfo = BERLIN, at: datetime = SUMMER) -> float:
    found = at.replace(tzinfo=zones.resolved(printed, home)).utcoffset()
    assert found is not None
    return found.total_seconds() / 3600


@pytest.mark.parametrize(
    ("printed", "hours"),
    [
        (None, 2), ("UTC", 0), ("GMT", 0), ("Z", 0), ("TU", 0), ("UTC+3", 3), ("GMT-03:30", -3.5), ("+05:30", 5.5),
        ("MESZ", 2), ("MEZ", 2), ("ET", -4), ("EST", -4), ("PDT", -7), ("BST", 1), ("AEST", 10), ("мск", 3),
        ("Greenwich Mean Time", 0), ("horário de Brasília", -3), ("Ortszeit", 2), ("UTC+19", 2),
    ],
)  # fmt: skip
def test_zones(printed, hours):
    """A zone is an offset, a name or letters; without one, or with an impossible one, that of the source holds."""
    assert hours == offset(printed)


def test_every_name_is_known():
    """Every zone of the data files exists."""
    for name in words().zones:
        assert zones.resolved(name, BERLIN).utcoffset(datetime.now(UTC).replace(tzinfo=None)) is not None


def test_letters_are_read_at_home():
    """Letters that mean several zones mean that of the source's country."""
    assert 5.5 == offset("IST")
    assert 1 == offset("IST", ZoneInfo("Europe/Dublin"))
    assert 3 == offset("IST", ZoneInfo("Asia/Jerusalem"))
    assert 8 == offset("CST", ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("text", "printed", "end"),
    [(" GMT", "GMT", 4), (" (CET) x", "CET", 6), ("+01:00 x", "+01:00", 6), ("Z x", "Z", 1), (" UTC+1:", "UTC+1", 6)],
)
def test_beside_a_clock(text, printed, end):
    """A zone may stand in brackets or be glued to the clock."""
    assert (printed, end) == zones.at(text, 0)


@pytest.mark.parametrize("text", [" est arrivé", " gmt", " Zoo", " (CET", " +5 Grad", "+01001", " ETA", ""])
def test_no_zones(text):
    """Letters count in capitals alone, and as whole words."""
    assert zones.at(text, 0) is None


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("All times in US Pacific Time (PDT)", "Pacific Time"),
        ("The latest (all times Eastern):", "Eastern"),
        ("Alle Zeiten in UTC.", "UTC"),
        ("Alle Angaben ohne Gewähr.", None),
        ("All times are wrong. He lives in Eastern Europe.", None),
    ],
)
def test_of_a_page(sentence, printed):
    """A sentence on all times gives the zone; a zone somewhere else in the text does not."""
    assert printed == zones.of_page(f"Ein Satz.\n\n{sentence}\n\nNoch einer.")


def test_a_page_in_its_own_zone(reading):
    """The clocks of a page are in the zone that it names, but for a mark that bears its own."""
    text = f"Alle Zeiten in UTC.\n\n18:35: {TEXT}\n\n17:20 MEZ: {TEXT}\n\n9:05: {TEXT}"

    assert ["18:35", "16:20", "09:05"] == [f"{item.published:%H:%M}" for item in reading(text).items]


@pytest.mark.parametrize(
    ("first", "second"),
    [("MEZ", "MESZ"), ("CET", "CEST"), ("Winterzeit", "Sommerzeit"), ("mitteleuropäischer Zeit", "MESZ")],
)
def test_the_hour_that_comes_twice(first, second, reading, on_day):
    """When summer time ends, the letters of the zone tell the two runs of the hour apart."""
    text = f"2.10 Uhr {first}: {TEXT}\n\n2.40 Uhr {second}: {TEXT}\n\n1.05 Uhr {second}: {TEXT}"
    items = reading(text, reference=on_day("2026-10-25")).items

    assert ["01:10", "00:40", "23:05"] == [f"{item.published:%H:%M}" for item in items]


@pytest.mark.parametrize(
    ("printed", "fold"),
    [
        *(("Sommerzeit", 0), ("heure d’été", 0), ("hora de verano", 0), ("zomertijd", 0), ("daylight time", 0)),
        *(("Winterzeit", 1), ("ora solare", 1), ("standard time", 1), ("normaltid", 1), ("CET", 1), ("Ortszeit", None)),
    ],
)  # fmt: skip
def test_words_for_summer_and_winter(printed, fold):
    """The name of a zone tells which run of the hour that comes twice it means, in each language."""
    assert fold == zones.fold(printed)
