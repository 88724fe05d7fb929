"""Pages that are not whole, or not this ticker's: what they change, and what they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from feeder.model import Paired, Significance


def edited(page, place: int, text: str = ""):
    """The page with another text at one place, or with more of it there."""
    changed = replace(page[place], text=text or f"{page[place].text} Mehr dazu am Abend.")
    return [*page[:place], changed, *page[place + 1 :]]


def significances(paired: Paired) -> list[Significance]:
    return [revision.significance for revision in paired.revisions]


def test_a_sound_page_has_no_fault(ledger, series):
    """A page that has scrolled on is sound."""
    ledger.see(*series("12:09", 10))
    paired = ledger.see(*series("12:11", 10))

    assert ("", False, False, 2) == (paired.fault, paired.is_loss, paired.is_stranger, len(paired.revisions))


def test_a_page_that_has_scrolled_far_is_sound(ledger, series):
    """A burst that pushes most of the page off at once is no loss: as many stand there as before."""
    ledger.see(*series("12:09", 10))
    paired = ledger.see(*series("12:17", 10))

    assert ("", 8, 18) == (paired.fault, len(paired.revisions), len(ledger.entries))


def test_a_page_that_is_cut_off_within_an_entry(ledger, series):
    """A page that ends in the middle of an entry edits nothing, but what stands new on top of it is recorded."""
    page = series("12:09", 10)
    ledger.see(*page)
    cut = edited(page[:6], 5, page[5].text[:20])
    paired = ledger.see(*series("12:10", 1), *edited(cut, 2))

    assert "the page is cut off within its last entry: 4 of 10 entries are missing" == paired.fault
    assert [Significance.NEW] == significances(paired)
    assert page[5].text in ledger.texts()


def test_a_cut_within_the_very_last_entry(ledger, series):
    """Where nothing else is missing, a last entry that lost its end in mid-sentence is cut off, too."""
    page = series("12:09", 3)
    ledger.see(*page)
    paired = ledger.see(*edited(page, 2, page[2].text[:20]))

    assert ("the page is cut off within its last entry", ()) == (paired.fault, paired.revisions)


def test_a_cut_that_looks_like_a_signature(ledger, series):
    """Where a page breaks off behind two words of a paragraph, these are no writer of what is left."""
    page = edited(
        series("12:09", 3), 2, "Der Deich hält bis zum Abend.\n\nTorwart Wiechmann half mit, sagt der Trainer."
    )
    ledger.see(*page)
    cut = replace(page[2], text="Der Deich hält bis zum Abend.", author="Torwart Wiech")
    paired = ledger.see(*page[:2], cut)

    assert ("the page is cut off within its last entry", ()) == (paired.fault, paired.revisions)


def test_an_editor_who_shortens_the_last_entry(ledger, series):
    """A last entry that is shorter and ends with a sentence was edited."""
    page = series("12:09", 3)
    ledger.see(*edited(page, 2))
    paired = ledger.see(*page)

    assert ("", [Significance.MAJOR]) == (paired.fault, significances(paired))


def test_a_last_entry_that_was_shortened_while_another_was_taken_out(ledger, series):
    """A last entry that ends with a sentence, and below which nothing stood, was edited, whatever is missing above."""
    page = [*edited(series("12:03", 4), 3)]
    ledger.see(*page)
    shorter = [*page[:2], *series("12:00", 1)]
    paired = ledger.see(*shorter)

    assert ("", [Significance.MAJOR]) == (paired.fault, significances(paired))


def test_an_end_of_several_entries_that_stays_away(ledger, series):
    """Entries that are gone with the end of the one above them are gone: after several such pages it is edited."""
    page = [*edited(series("12:05", 6), 2)]
    ledger.see(*page)
    shorter = [*page[:2], *series("12:03", 1)]
    faults = [ledger.see(*edited(shorter, 0, f"{page[0].text} Stand {number}.")).fault for number in range(5)]

    assert [True, True, True, False, False] == [bool(fault) for fault in faults]
    assert [f"{page[0].text} Stand 4.", page[1].text, shorter[2].text] == ledger.shown()


def test_a_last_entry_that_always_breaks_off(ledger, series):
    """A page that is cut off each time edits what stands whole on it, but never the entry that it breaks off."""
    page = series("12:03", 4)
    ledger.see(*page)
    cut = edited(page, 3, page[3].text[:20])
    faults = [ledger.see(*edited(cut, 0, f"{page[0].text} Stand {number}.")).fault for number in range(4)]

    assert [True, True, True, False] == [bool(fault) for fault in faults]
    assert [f"{page[0].text} Stand 3.", *(each.text for each in page[1:])] == ledger.shown()


def test_the_next_whole_page_heals(ledger, series):
    """After a cut page the next whole one is compared with the last good one, and brings all edits."""
    page = series("12:09", 10)
    ledger.see(*page)
    ledger.see(*edited(page[:6], 5, page[5].text[:20]))
    paired = ledger.see(*edited(page, 2))

    assert ("", [Significance.MAJOR], 10) == (paired.fault, significances(paired), len(ledger.entries))


def test_a_page_that_lost_most_of_itself(ledger, series):
    """A page of which less than half is left edits nothing and says so; what is new is recorded."""
    page = series("12:09", 10)
    ledger.see(*page)
    paired = ledger.see(*series("12:10", 1), *edited(page[:3], 1))

    assert "most of the page is gone at once: 7 of 10 entries are missing" == paired.fault
    assert (True, [Significance.NEW]) == (paired.is_loss, significances(paired))
    assert [each.text for each in page] == ledger.shown()


def test_what_is_gone_for_long_is_gone(ledger, series):
    """After several such pages in a row the short page is the page."""
    page = series("12:09", 10)
    ledger.see(*page)
    faults = [ledger.see(*edited(page[:3], 1, f"{page[1].text} Stand {number}.")).fault for number in range(4)]

    assert [True, True, True, False] == [bool(fault) for fault in faults]
    assert 3 == len(ledger.page)


def test_a_whole_page_in_between_starts_the_count_anew(ledger, series):
    """Short pages count only in a row."""
    page = series("12:09", 10)
    ledger.see(*page)
    faults = [
        bool(ledger.see(*each).fault) for each in (page[:3], page[:2], page, page[:3], page[:2], page[:1], page[:3])
    ]

    assert [True, True, False, True, True, True, False] == faults


def test_a_short_page_may_lose_anything(ledger, series):
    """A page of a few entries says nothing by losing some."""
    page = series("12:02", 3)
    ledger.see(*page)

    assert "" == ledger.see(page[0]).fault


def test_a_doubtful_last_entry_of_a_loss(ledger, series):
    """Where most is gone, a new last entry that breaks off in mid-sentence may be cut: it is not recorded."""
    page = series("12:09", 10)
    ledger.see(*page)
    [new] = series("11:30", 1)
    paired = ledger.see(*page[:2], replace(new, text="Im Hafen hat der"))

    assert ((), True) == (paired.revisions, paired.is_loss)
    assert 2 == len(paired.page)


def test_a_stranger(ledger, series):
    """A page that tells of the same hours and shares nothing with the last one is another ticker: so it is named."""
    ledger.see(*series("12:09", 10))
    paired = ledger.see(*series("12:09", 10, kind=1))

    assert "it shares no entry with the states before, though both cover the same time" == paired.fault
    assert (True, [Significance.NEW] * 10) == (paired.is_stranger, significances(paired))


def test_a_rollover(ledger, series):
    """A page of newer entries only is a new day: nothing is wrong, and the old entries stay as they are."""
    ledger.see(*series("12:09", 10))
    paired = ledger.see(*series("18:05", 3, kind=1))

    assert ("", 13, 3) == (paired.fault, len(ledger.entries), len(ledger.page))


def test_a_page_of_older_entries_only(ledger, series):
    """A page of older entries only is an old state, and no stranger."""
    ledger.see(*series("12:09", 10))

    assert "" == ledger.see(*series("08:05", 3, kind=1)).fault


def test_a_stranger_without_clocks_is_not_known_as_one(ledger, series, item):
    """Where a page gives no time, nothing tells that it covers the same hours."""
    ledger.see(*series("12:09", 10))

    assert "" == ledger.see(item("Ganz ohne Zeit", None), item("Auch ohne Zeit", None)).fault


def test_an_empty_page(ledger, series):
    """A page without an entry is a fault after one with entries, and none before."""
    first = ledger.see()
    ledger.see(*series("12:09", 10))
    paired = ledger.see()

    assert ("", "it shows no entry at all", ()) == (first.fault, paired.fault, paired.revisions)
    assert 10 == len(ledger.page)


def test_an_older_state_adds_and_edits_nothing(ledger, series):
    """A state that is older than the last one may add entries; it neither edits, nor is it a fault, nor the page."""
    page = series("12:09", 5)
    ledger.see(*page)
    older = [*edited(page[:2], 0), *series("11:00", 1)]
    paired = ledger.see(*older, is_newer=False)

    assert ("", [Significance.NEW]) == (paired.fault, significances(paired))
    assert [each.text for each in page] == ledger.shown()
    assert 6 == len(ledger.entries)


def test_a_known_page_whose_entries_are_not_at_hand(series, ledgers):
    """Entries of the last page that the store no longer has are no reason for a fault."""
    bare = ledgers(page=("tag:example.org,2026:nord/gone",))

    assert "" == bare.see(*series("12:09", 2)).fault


def test_a_fault_changes_nothing_that_stands(ledger, series):
    """Whatever the fault, the entries that were known are to the letter what they were."""
    page = series("12:09", 10)
    ledger.see(*page)
    before = dict(ledger.entries)
    for faulty in (
        edited(edited(page[:6], 5, page[5].text[:20]), 1),
        edited(page[:3], 1),
        [],
        [replace(each, published=each.published + timedelta(minutes=1)) for each in page[:4]],
    ):
        paired = ledger.see(*faulty)

        assert paired.fault
        assert before == {entry_id: ledger.entries[entry_id] for entry_id in before}
