"""The pages' words and moments."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files
from string import Formatter
from zoneinfo import ZoneInfo

import pytest

from feeder.model import Happening, Precision, State
from feeder.outputs._words import Words, moment, published, words_in

LANGUAGES = sorted(file.name.removesuffix(".toml") for file in files("feeder.outputs").joinpath("words").iterdir())
WHEN = datetime(2026, 2, 4, 17, 5, 59, tzinfo=UTC)


def blanks(value: object) -> list[str]:
    """What is filled into a text, or into each text of a list."""
    texts = [value] if isinstance(value, str) else list(value)
    return sorted(name for text in texts for _, name, _, _ in Formatter().parse(text) if name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_is_complete(language):
    """Each language has all words, names for all months, days and states, and the same blanks to fill in."""
    words, english = words_in(language), words_in("en")

    assert (language, 12, 7, 3) == (words.language, len(words.months), len(words.weekdays), len(words.count))
    assert set(State) == set(words.states)
    assert set(Happening) == set(words.happenings)
    assert {state for state in State if not state.is_well} == set(words.notes)
    for name in Words.__dataclass_fields__:
        if name not in ("zones", "states", "notes", "happenings"):
            assert (name, blanks(getattr(english, name))) == (name, blanks(getattr(words, name)))


@pytest.mark.parametrize(
    ("asked", "given"),
    [("de", "de"), ("de-AT", "de"), ("DE", "de"), ("en-GB", "en"), ("fr", "en"), ("", "en")],
)
def test_nearest_language(asked, given):
    """A form of a language has the words of the language, an unknown one those of English."""
    assert words_in(asked).language == given


@pytest.mark.parametrize(("number", "said"), [(0, "keine Meldungen"), (1, "1 Meldung"), (17, "17 Meldungen")])
def test_count(number, said):
    """None, one and more have their own words."""
    assert words_in("de").counted(number) == said


@pytest.mark.parametrize(
    ("language", "heading", "full"),
    [
        ("de", "Mittwoch, 4. Februar 2026", "4. Februar 2026, 18:05 MEZ"),
        ("en", "Wednesday, 4 February 2026", "4 February 2026, 18:05 CET"),
    ],
)
def test_moment_in_words(language, heading, full):
    """A moment is told in the site's zone and language, to the minute; for machines to the second, with the offset."""
    shown = moment(WHEN, ZoneInfo("Europe/Berlin"), words_in(language))

    assert (heading, full, "2026-02-04T18:05:59+01:00") == (shown.heading, shown.full, shown.iso)


@pytest.mark.parametrize(
    ("zone", "name"),
    [("Europe/Athens", "OEZ"), ("Europe/Istanbul", "UTC+03"), ("Asia/Tokyo", "JST"), ("UTC", "UTC")],
)
def test_abbreviation_of_the_zone(zone, name):
    """A zone goes by the language's own abbreviation, else by the usual one, else by its offset."""
    assert moment(WHEN, ZoneInfo(zone), words_in("de")).zone == name


def test_the_two_hours_at_the_end_of_summer_time_differ():
    """The hour that is on the clocks twice is told apart by its zone."""
    hours = [
        moment(datetime(2026, 10, 25, hour, 30, tzinfo=UTC), ZoneInfo("Europe/Berlin"), words_in("de")).full
        for hour in (0, 1)
    ]

    assert hours == ["25. Oktober 2026, 02:30 MESZ", "25. Oktober 2026, 02:30 MEZ"]


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        (Precision.SECOND, ("18:05", "MEZ", "", "2026-02-04T18:05:59+01:00")),
        (Precision.MINUTE, ("18:05", "MEZ", "", "2026-02-04T18:05:59+01:00")),
        (Precision.HOUR, ("18:05", "MEZ", "ungefähr", "2026-02-04T18:05:59+01:00")),
        (Precision.DAY, ("ohne Uhrzeit", "", "", "2026-02-04")),
        (Precision.NONE, ("18:05", "MEZ", "gesehen", "2026-02-04T18:05:59+01:00")),
    ],
)
def test_no_more_exactly_than_the_ticker(precision, expected, make):
    """A page tells the time of an entry only as exactly as its ticker does, and says when it is our own."""
    entry = make.entry(published=WHEN, precision=precision)
    shown = published(entry, ZoneInfo("Europe/Berlin"), words_in("de"))

    assert expected == (shown.clock, shown.zone, shown.note, shown.iso)


def test_day_alone_in_a_line(make):
    """Of an entry with a day alone a line tells the day alone."""
    entry = make.entry(published=WHEN, precision=Precision.DAY)

    assert published(entry, UTC, words_in("de")).full == "4. Februar 2026"
