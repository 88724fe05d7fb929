"""Which known entry an item is: evidence, one to one, and what is kept apart."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

LONG = (
    "Am frühen Morgen haben Einsatzkräfte den Hafen gesperrt, weil ein Frachter vor der Mole auf Grund gelaufen ist; "
    "Schlepper sind unterwegs."
)
OTHER = (
    "Im Landtag streiten die Fraktionen seit Stunden über den Haushalt, und ein Ende der Debatte ist nicht in Sicht, "
    "sagt der Präsident."
)


def test_new_items_are_new_entries(ledger, item):
    """Items of a first page are entries of their own, recorded from the oldest to the newest."""
    ledger.see(item("Drei", "12:03"), item("Zwei", "12:02"), item("Eins", "12:01"))

    assert ["Eins", "Zwei", "Drei"] == ledger.texts()
    assert ["Drei", "Zwei", "Eins"] == ledger.shown()


def test_a_page_that_begins_with_the_oldest(ledger, item):
    """Where the oldest stands on top, entries are recorded in the order of the page."""
    ledger.see(item("Eins", "12:01"), item("Zwei", "12:02"))

    assert ["Eins", "Zwei"] == ledger.texts()


def test_a_page_without_clocks_begins_with_the_newest(ledger, item):
    """Where nothing tells the order, the newest is taken to stand on top."""
    ledger.see(item("Zwei", None), item("Eins", None))

    assert ["Eins", "Zwei"] == ledger.texts()


def test_the_same_time_and_words(ledger, item):
    """An item with the time and the words of an entry is that entry."""
    ledger.see(item("Ein Schiff läuft ein."))

    assert () == ledger.see(item("Ein Schiff läuft ein.")).revisions


def test_a_key_outlasts_everything(ledger, item):
    """An item with the page's own key of an entry is that entry, though time and words are others."""
    ledger.see(item("Ein Schiff läuft ein.", key="17"))
    [revision] = ledger.see(item("Ganz anderes wird nun hier berichtet.", "15:00", key="17")).revisions

    assert (2, 1) == (revision.number, len(ledger.entries))


def test_a_key_that_several_items_share_tells_nothing(ledger, item):
    """A page that gives all its items one key is aligned by time and words, as if it gave none."""
    ledger.see(item("Ein Schiff läuft ein.", "12:00", key="live"))
    ledger.see(item("Der Rat tagt wieder.", "12:05", key="live"), item("Ein Schiff läuft ein.", "12:00", key="live"))

    assert ["Ein Schiff läuft ein.", "Der Rat tagt wieder."] == ledger.texts()


def test_a_key_that_several_entries_have_tells_nothing(ledger, item):
    """A key that two known entries have is no evidence for either."""
    ledger.see(item("Ein Schiff läuft ein.", "12:00", key="live"), item("Der Rat tagt wieder.", "12:05", key="live"))
    ledger.see(item("Die Brücke ist gesperrt.", "12:10", key="live"))

    assert 3 == len(ledger.entries)


@pytest.mark.parametrize(("text", "clock", "is_same"), [
    ("Luftalarm aufgehoben.", "12:15", True),
    ("Luftalarm aufgehoben.", "12:25", False),
    (LONG, "20:00", True),
])  # fmt: skip
def test_the_same_words_at_another_time(ledger, item, text, clock, is_same):
    """The same words are the same report if they are many or the times are near: tickers repeat one-liners."""
    ledger.see(item(text, "12:00"))
    ledger.see(item(text, clock))

    assert is_same == (len(ledger.entries) == 1)


def test_long_words_of_another_day(ledger, item):
    """Also many words are another report more than a day later."""
    ledger.see(item(LONG))
    ledger.see(item(LONG, published=item("").published + timedelta(hours=25)))

    assert 2 == len(ledger.entries)


def test_repeated_one_liners_are_paired_with_the_nearest(ledger, item):
    """Of several entries with the same words, the one that is nearest in time is meant."""
    first = ledger.see(item("Luftalarm.", "12:10"), item("Luftalarm.", "12:00"))
    again = ledger.see(item("Luftalarm.", "12:11"), item("Luftalarm.", "12:01"))

    assert (first.page, 2) == (again.page, len(ledger.entries))


def test_pictures_alone_are_kept_apart(ledger, item):
    """Items without a word are not taken for one another because they both have none."""
    ledger.see(item("", "12:00", link="https://news.example/1"))
    ledger.see(item("", "12:05", link="https://news.example/2"))

    assert 2 == len(ledger.entries)


def test_an_edit_in_the_same_minute(ledger, item):
    """Much of a text may change in its minute, and it is the same report."""
    ledger.see(item(LONG))
    [revision] = ledger.see(item(f"{LONG} Die Besatzung ist wohlauf, sagt die Reederei am Vormittag.")).revisions

    assert (2, 1) == (revision.number, len(ledger.entries))


def test_another_report_in_the_same_minute(ledger, item):
    """Another report in the minute of one that is gone is no edit of it."""
    ledger.see(item(LONG))
    ledger.see(item(OTHER))

    assert [LONG, OTHER] == ledger.texts()


def test_a_new_text_under_the_same_title(ledger, item):
    """In the same minute a title is enough to know a report by."""
    ledger.see(item(LONG, title="Frachter auf Grund"))
    ledger.see(item(OTHER, title="Frachter auf Grund"))

    assert [OTHER] == ledger.texts()


@pytest.mark.parametrize(("clock", "is_same"), [("14:00", True), ("16:00", False), (None, True)])
def test_an_edit_at_another_time(ledger, item, clock, is_same):
    """A text that is nearly the same is the same report if the times are near."""
    ledger.see(item(LONG, "12:00"))
    ledger.see(item(LONG.replace("Schlepper sind unterwegs", "zwei Schlepper sind schon da"), clock))

    assert is_same == (len(ledger.entries) == 1)


def test_a_short_text_needs_its_time(ledger, item):
    """Few words that are nearly the same are two reports at two times."""
    ledger.see(item("Tor für Bremen zum 1:0", "12:00"))
    ledger.see(item("Tor für Bremen zum 2:0", "12:05"))

    assert 2 == len(ledger.entries)


def test_the_likest_wins(ledger, item):
    """Where two items may be one entry, the liker one is, and the other is new."""
    ledger.see(item(LONG, None))
    closer, further = LONG.replace("frühen", "späten"), LONG.replace("Am frühen Morgen haben", "Gegen Mittag hatten")
    ledger.see(item(further, None), item(closer, None))

    assert [closer, further] == ledger.texts()


def test_a_tie_is_kept_apart(ledger, item):
    """An item that is as like one entry as another is neither: it is new."""
    ledger.see(item(f"{LONG} Eins.", None), item(f"{LONG} Zwei.", None))
    ledger.see(item(f"{LONG} Drei.", None))

    assert 3 == len(ledger.entries)


def test_texts_without_words_in_a_row(ledger, item):
    """A text that is a title alone is compared with others as well."""
    ledger.see(item("", "12:00", title="Frachter läuft vor der Mole auf Grund"))
    ledger.see(item("", "12:00", title="Frachter läuft vor der Mole auf Grund, Hafen gesperrt"))

    assert 1 == len(ledger.entries)


def test_twins_that_differ_in_their_links(ledger, item):
    """Items of one minute and wording keep their entries by what else they show, so that none seems edited."""
    twins = [item("Eilmeldung", link=f"https://news.example/{number}") for number in range(5)]
    first = ledger.see(*twins)

    assert ((), first.page) == (ledger.see(*twins).revisions, ledger.see(*twins).page)


def test_a_page_that_is_all_new_is_paired_in_no_time(ledger, item):
    """What a large page costs that shares nothing with the last one does not grow with the product of both."""
    words = [f"wort{number}" for number in range(3000)]
    pages = [
        [item(" ".join(words[(start + 7 * n) % 2900 :][: 90 + n % 9]) + f" {start} {n}", None) for n in range(400)]
        for start in (0, 1)
    ]
    shuffled = [item(" ".join(reversed(each.text.split())), None) for each in pages[1]]
    ledger.see(*pages[0])
    begin = time.perf_counter()
    ledger.see(*shuffled)

    assert 800 == len(ledger.entries)
    assert time.perf_counter() - begin < 2


@pytest.mark.parametrize("edited", ["Übung 70-56 planmäßig beednet", "Update: Übung 70-56 planmäßig beendet"])
def test_a_line_that_is_a_title_or_a_text(ledger, item, edited):
    """A report of one line is found after an edit, whether the page makes a title of it or not."""
    ledger.see(item("", title="Übung 70-56 planmäßig beendet"))
    ledger.see(item(edited))
    ledger.see(item("", title=edited.upper()))

    assert 1 == len(ledger.entries)
