"""Clocks are the ticker's, days mostly the reader's conclusion: what stands there on another day is no other report."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from feeder.model import Precision, Significance

DAY = timedelta(days=1)


def on(items, shift: timedelta):
    """The items on other days, their clocks as they were."""
    return [replace(item, published=item.published + shift) for item in items]


@pytest.mark.parametrize("shift", [DAY, -DAY, 365 * DAY])
def test_a_page_whose_days_are_others(ledger, series, item, shift):
    """All stand there with their clocks and words, on other days: they are who they were, and keep their times."""
    page = [item("Luftalarm.", "12:30"), *series("12:09", 6), item("Luftalarm.", "11:40")]
    ledger.see(*page)
    before = {entry.id: entry.published for entry in ledger.entries.values()}
    new = item("Neu ist dies.", "12:40")
    paired = ledger.see(*on([new, *page], shift))

    assert [Significance.NEW] == [each.significance for each in paired.revisions if each.significance != "silent"]
    assert before == {entry_id: ledger.entries[entry_id].published for entry_id in before}


def test_an_edit_among_them(ledger, series, item):
    """What was edited meanwhile is found by its clock as if the day had stayed."""
    page = series("12:09", 6)
    ledger.see(item("Der Deich hält bisher.", "12:30", title="Lage am Deich"), *page)
    edited = item("Er ist gebrochen, das Wasser kommt.", "12:30", title="Lage am Deich")
    [revision] = [
        each for each in ledger.see(*on([edited, *page], DAY)).revisions if each.item and each.changed != ("time",)
    ]

    assert (2, Significance.MAJOR) == (revision.number, revision.significance)


def test_several_shifts_at_once(ledger, series):
    """Where some stand a day and others two days elsewhere, all are who they were."""
    page = series("12:09", 8)
    ledger.see(*page)
    ledger.see(*on(page[:4], DAY), *on(page[4:], 2 * DAY))

    assert 8 == len(ledger.entries)


def test_a_clock_put_right_among_them(ledger, series, item):
    """What moved by minutes meanwhile has the day of what stands beside it."""
    long = "Der Deich hält nach Angaben der Leitstelle bisher, doch das Wasser steigt seit dem Mittag weiter."
    page = series("12:09", 6)
    ledger.see(item(long, "12:12", title="Lage am Deich"), *page)
    ledger.see(*on([item(long, "12:20", title="Der Deich"), *page], DAY))

    assert 7 == len(ledger.entries)


def test_back_with_its_clock(ledger, series, item):
    """What was taken back returns with its clock and words, whatever the day."""
    page, lot = series("12:09", 6), [item("Luftalarm.", "12:05")]
    ledger.see(*page[:5], *lot, page[5])
    for _ in range(3):
        ledger.see(*page)
    assert ["Luftalarm."] == ledger.withdrawn()
    ledger.see(*on(lot, DAY), *page)

    assert ([], 7) == (ledger.withdrawn(), len(ledger.entries))


def test_what_comes_every_day(ledger, series, item):
    """One-liners that come each day at one time are new reports on a page of another day."""
    daily = [item("Das war der Tag.", "18:00"), item("Mittagspause.", "12:00"), item("Guten Morgen!", "06:00")]
    ledger.see(*daily, *series("05:50", 8))
    ledger.see(*on([*daily, *series("05:50", 8, kind=1)], DAY))

    assert 22 == len(ledger.entries)


def test_a_few_that_share_a_clock(ledger, series, item):
    """One that left the end of the page, and one on top with its words and clock a day later, are two."""
    page = series("12:09", 6)
    ledger.see(*page, item("Guten Morgen!", "06:00"))
    ledger.see(*on([item("Guten Morgen!", "06:00")], DAY), *page)

    assert 8 == len(ledger.entries)


def test_days_alone_have_no_clock(ledger, series):
    """Where entries have a day and no clock, those of another day are others."""
    page = [replace(each, published=each.published.replace(hour=0, minute=0), precision=Precision.DAY, text="Ja.")
            for each in series("12:09", 4)]  # fmt: skip
    ledger.see(*page)
    ledger.see(*on(page, DAY))

    assert 8 == len(ledger.entries)


def test_the_hour_that_comes_twice(ledger, item):
    """A clock that is read as of the first of two equal hours, then as of the second, still is the same clock."""
    first = datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    ledger.see(replace(item("Entwarnung."), published=first))
    paired = ledger.see(replace(item("Entwarnung."), published=first + timedelta(hours=1)))

    assert [Significance.SILENT] == [each.significance for each in paired.revisions]
    assert [first] == [entry.published for entry in ledger.entries.values()]


def test_twins_in_the_hour_that_comes_twice(ledger, item):
    """Two alike, an hour apart at one clock, stay two, each itself."""
    first = datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    twins = [replace(item("Entwarnung."), published=moment) for moment in (first + timedelta(hours=1), first)]
    ledger.see(*twins)
    before = dict(ledger.entries)
    ledger.see(item("Luftalarm.", "14:00"), *(replace(each, author="Eva") for each in twins))

    assert 3 == len(ledger.entries)
    assert [before[each].published for each in before] == [ledger.entries[each].item.published for each in before]


def test_two_reports_of_the_hour_that_comes_twice(ledger, item):
    """What is only a little alike, at one clock of the two hours, is two reports."""
    first = datetime(2025, 10, 26, 0, 20, tzinfo=UTC)
    before = (
        "Unbekannte haben die Rechner der Stadtverwaltung lahmgelegt. Das Amt prüft den Schaden. Die Lage bleibt ernst."
    )
    after = "Ein Bagger hat in der Altstadt eine Leitung beschädigt. Das Amt prüft den Schaden. Ein Ende fehlt."
    ledger.see(replace(item(before), published=first))
    ledger.see(replace(item(after), published=first + timedelta(hours=1)))

    assert 2 == len(ledger.entries)


def test_a_clock_put_right_into_the_second_hour(ledger, item):
    """02:51 of the first of two equal hours and 02:11 of the second are twenty minutes apart."""
    first = datetime(2025, 10, 26, 0, 51, tzinfo=UTC)
    ledger.see(replace(item("Rohrbruch am Deich."), published=first))
    ledger.see(replace(item("Rohrbruch am Deich."), published=first + timedelta(minutes=20)))

    assert 1 == len(ledger.entries)
