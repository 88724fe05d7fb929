"""What is taken back, what has scrolled off, and what returns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from feeder.model import Significance


def without(page, *places: int):
    return [item for place, item in enumerate(page) if place not in places]


def test_missing_for_long_is_withdrawn(ledger, series):
    """An entry that three good pages in a row lack, though they cover its place, is withdrawn."""
    page = series("12:09", 6)
    ledger.see(*page)
    brought = [ledger.see(*without(page, 2)).revisions for _ in range(3)]

    assert [(), ()] == brought[:2]
    [[revision]] = brought[2:]
    assert (None, Significance.MAJOR, 2) == (revision.item, revision.significance, revision.number)
    assert revision.published < revision.updated == revision.seen_at
    assert [page[2].text] == ledger.withdrawn()


def test_withdrawn_once(ledger, series):
    """What is withdrawn stays so without a word more."""
    page = series("12:09", 6)
    ledger.see(*page)
    brought = [ledger.see(*without(page, 2)).revisions for _ in range(6)]

    assert [0, 0, 1, 0, 0, 0] == [len(revisions) for revisions in brought]


@pytest.mark.parametrize("count", [1, 2, 5])
def test_as_many_pages_as_the_user_says(ledgers, ledger, series, count):
    """How many pages it takes is the source's matter."""
    ledger = ledgers(source=replace(ledger.source, withdraw_after=count))
    page = series("12:09", 6)
    ledger.see(*page)
    brought = [len(ledger.see(*without(page, 2)).revisions) for _ in range(count)]

    assert [*[0] * (count - 1), 1] == brought


def test_what_comes_back_in_time(ledger, series):
    """An entry that is back before its time is up was never away; the count starts anew."""
    page = series("12:09", 6)
    ledger.see(*page)
    for shown in (without(page, 2), without(page, 2), page, without(page, 2), without(page, 2)):
        assert () == ledger.see(*shown).revisions

    assert [] == ledger.withdrawn()


def test_a_return(ledger, series):
    """A withdrawn entry that stands there again has its old id, and that is news."""
    page = series("12:09", 6)
    ledger.see(*page)
    for _ in range(4):
        ledger.see(*without(page, 2))
    [revision] = ledger.see(*page).revisions

    assert (3, page[2], Significance.MAJOR) == (revision.number, revision.item, revision.significance)
    assert ([], 6) == (ledger.withdrawn(), len(ledger.entries))


def test_a_return_with_other_words(ledger, series):
    """It may have been edited while it was away."""
    page = series("12:09", 6)
    ledger.see(*page)
    for _ in range(4):
        ledger.see(*without(page, 2))
    ledger.see(*page[:2], replace(page[2], text=f"{page[2].text} Nun ist es bestätigt."), *page[3:])

    assert ([], 6) == (ledger.withdrawn(), len(ledger.entries))


def test_scrolled_off(ledger, series):
    """What has left at the end, however long it is gone, is not withdrawn."""
    ledger.see(*series("12:09", 6))
    for _ in range(5):
        ledger.see(*series("12:11", 6))

    assert ([], 8) == (ledger.withdrawn(), len(ledger.entries))


def test_scrolled_off_while_it_was_missing(ledger, series):
    """Of what was missing once and whose place is then no longer covered, nothing can be told."""
    page = series("12:09", 6)
    ledger.see(*page)
    ledger.see(*without(page, 4))
    for _ in range(5):
        ledger.see(*page[:4])

    assert [] == ledger.withdrawn()


def test_a_pinned_entry_covers_nothing(ledger, series):
    """An old entry that is held on top does not make those seem missing that were newer and have scrolled off."""
    page = series("12:09", 8)
    ledger.see(*page)
    for _ in range(5):
        ledger.see(page[7], *page[:5])

    assert [] == ledger.withdrawn()


def test_a_fault_counts_nothing(ledger, series):
    """What a page that is not whole lacks is not missing, and the count of before goes on after it."""
    page = series("12:09", 10)
    ledger.see(*page)
    for _ in range(2):
        ledger.see(*without(page, 2))
    for faulty in ([], page[:3], []):
        assert () == ledger.see(*faulty).revisions

    assert 1 == len(ledger.see(*without(page, 2)).revisions)


def test_a_page_that_still_stands_there(ledger, series):
    """That the last page still stands there counts as one more without the entry."""
    page = series("12:09", 6)
    ledger.see(*page)
    ledger.see(*without(page, 2))

    assert [0, 1, 0] == [len(ledger.see_again().revisions) for _ in range(3)]
    assert [page[2].text] == ledger.withdrawn()
    assert [each.text for each in without(page, 2)] == ledger.shown()


def test_an_older_page_takes_nothing_back(ledger, series):
    """A state that is older than the last one lacks what came later."""
    page = series("12:09", 6)
    ledger.see(*page)
    for _ in range(4):
        ledger.see(*without(page, 1), is_newer=False)

    assert [] == ledger.withdrawn()


def test_without_clocks(ledger, item):
    """Also of a page without clocks that what is missing in its midst was taken back."""
    texts = ["Die Fähre legt an", "Im Rathaus tagt der Rat", "Ein Kran hebt Träger", "Taucher suchen den Grund ab"]
    page = [item(text, None) for text in texts]
    ledger.see(*page)
    for _ in range(3):
        ledger.see(*without(page, 1))

    assert [texts[1]] == ledger.withdrawn()


def test_two_that_return_as_one_another(ledger, item):
    """A one-liner at another time is not the return of one that was taken back: it is new."""
    page = [item("Ein Schiff läuft ein.", "12:30"), item("Luftalarm.", "12:20"), item("Der Rat tagt.", "12:10")]
    ledger.see(*page)
    for _ in range(3):
        ledger.see(page[0], page[2])
    ledger.see(item("Luftalarm.", "12:35"), page[0], page[2])

    assert (["Luftalarm."], 4) == (ledger.withdrawn(), len(ledger.entries))
