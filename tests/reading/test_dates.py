"""Days as they are printed, in all languages that are known."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date

from feeder.reading.prose import dates
from feeder.reading.prose.dates import Day, Near
from feeder.text import clean

LOCALES = ("cs", "da", "de", "en", "es", "fr", "hu", "it", "nl", "nb", "pl", "pt", "ru", "sv", "tr", "uk")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("form", ["full", "long", "medium"])
def test_every_language(locale, form):
    """The usual dates of every language are read, with weekday or without, whatever their case."""
    for month in range(1, 13):
        printed = clean(format_date(date(2026, month, 5), form, locale=locale))

        for written in (printed, printed.upper(), f"{printed[0].upper()}{printed[1:]}"):
            assert Day(year=2026, month=month, day=5) == dates.alone(written)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("form", ["EEEE d MMMM", "EEEE, d. MMMM", "d MMMM", "d. MMM"])
def test_without_a_year(locale, form):
    """The year may be missing."""
    for month in range(1, 13):
        printed = clean(format_date(date(2026, month, 5), form, locale=locale))

        assert Day(year=None, month=month, day=5) == dates.alone(printed)


@pytest.mark.parametrize(
    "line",
    [
        "• 4 February 2026", "+++ 4. Februar 2026 +++", "## 2026-02-04", "*4 de febrero de 2026*", "2026/02/04",
        "2026.02.04.", "04.02.2026", "4.2.26", "04/02/2026", "Wed, Feb 4, 2026:", "the 4th of February 2026",
        "February 4th, 2026", "den 4 februari 2026", "(04.02.2026)", "4. Februar 2026 (Mi.)", "1er février 2026",
        "4º de fevereiro de 2026", "4 лютого 2026 року", "--- 4 Feb 2026 ---",
    ],
)  # fmt: skip
def test_headings(line):
    """A day may stand in signs; none of them hides it."""
    day = 1 if line.startswith("1er") else 4

    assert Day(year=2026, month=2, day=day) == dates.alone(line)


@pytest.mark.parametrize(
    "line",
    [
        "", "---", "31. Februar 2026", "4. Februar 2026 war ein Mittwoch", "18. Minute", "1. FC", "2.1", "5 Menschen",
        "4 So", "Mai", "4. Februar 2026 " + "-" * 60, "99.99.2026",
    ],
)  # fmt: skip
def test_no_headings(line):
    """What only looks like a day is none."""
    assert dates.alone(line) is None


def test_words_for_days():
    """A weekday and the words for today and yesterday tell a day near to another; alone they must have their like."""
    assert Near(weekday=2) == dates.alone("MITTWOCH")
    assert Near(back=0) == dates.alone("Heute")
    assert Near(back=1) == dates.alone("i går")
    assert () == dates.headings(["Dienstag", "", "Ein Satz."])
    assert [0, 2] == [heading.line for heading in dates.headings(["Mittwoch", "Ein Satz.", "Dienstag"])]


def test_within_a_text():
    """Dates in a text are found, also behind a word and a number that are none."""
    text = "Atualizado em 16 nov 2020, 07h20, von 3.4.2020 bis 4. Mai; Version 1.2.2020.3"

    assert [(2020, 11, 16), (2020, 4, 3), (None, 5, 4)] == [
        (day.year, day.month, day.day) for day, _ in dates.within(text)
    ]


def test_slashes():
    """The day comes first, as in most of the world; for Americans, and where it must, the month."""
    day = dates.alone("2/4/2026")

    assert Day(year=2026, month=4, day=2) == day
    assert Day(year=2026, month=2, day=4) == dates.american(day)
    assert Day(year=2026, month=2, day=24) == dates.alone("2/24/2026")
    assert Day(year=2026, month=2, day=24) == dates.american(dates.alone("24/2/2026"))


def test_capitals_of_turkish():
    """A Turkish day in capitals is read, though its ı and i have others' capitals."""
    assert Day(year=2026, month=5, day=5) == dates.alone("SALI, 5 MAYIS 2026")


def test_the_midnight_behind_a_day(reading):
    """24.00 is the midnight behind its day, with a year or without one, also at the end of February."""
    text = "Der Deich hält. Die Feuerwehr bleibt über Nacht am Siel und misst alle halbe Stunde den Pegel."
    marks = ("3. Februar, 24.00 Uhr:", "31.01.2026, 24:00 Uhr:", "31. Dezember 2025, 24.00 Uhr:")
    items = reading("\n\n".join(f"{mark} {text}" for mark in marks)).items

    assert ["02-03 23:00", "01-31 23:00", "12-31 23:00"] == [f"{item.published:%m-%d %H:%M}" for item in items]
    assert Day(year=None, month=3, day=1) == dates.next_day(Day(year=None, month=2, day=28))
    assert Day(year=None, month=3, day=1) == dates.next_day(Day(year=None, month=2, day=29))


def test_many_words_for_days():
    """Each of many lines with a word for a day is a heading; a date beside a clock is none."""
    assert 20_000 == len(dates.headings(["Montag", "Dienstag"] * 10_000))
    assert () == dates.headings(["Tor"] * 2)
    assert dates.alone("04.02.2026, 18.35 Uhr") is None


@pytest.mark.parametrize(
    "line",
    [
        *("4th of February 2026", "February 4th, 2026", "le 4 février 2026", "1er février 2026", "4e februari 2026"),
        *("4-го февраля 2026 года", "4 лютого 2026 року", "4 de febrero del 2026", "dne 4. února 2026"),
        *("dia 4 de fevereiro de 2026", "den 4. februar 2026", "den 4:e februari 2026", "dnia 4 lutego 2026 r."),
        "Wednesday, the 4th of February 2026",
    ],
)  # fmt: skip
def test_words_around_dates(line):
    """What a language puts around the parts of a date belongs to it."""
    assert Day(year=2026, month=2, day=1 if "1er" in line else 4) == dates.alone(line)
