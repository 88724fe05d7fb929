"""Numbers that change by themselves."""

from __future__ import annotations

from dataclasses import replace

from feeder.model import Significance


def counted(page, number: int):
    """The page with a number of comments in each entry."""
    return [replace(item, text=f"{item.text} {number + place} Kommentare") for place, item in enumerate(page)]


def test_a_number_in_all_entries(ledger, series):
    """What is counted in several entries at once is no edit, from the first time on, and a remark says so."""
    page = series("12:09", 6)
    ledger.see(*counted(page, 3))
    for number in (5, 8, 9):
        paired = ledger.see(*counted(page, number))

        assert () == paired.revisions
        assert ["a number that changes by itself is no edit"] == [each.split(":")[0] for each in paired.remarks]


def test_a_number_known_as_noise_in_one_entry(ledger, series):
    """What is known of all holds for one that changes alone; a word more in it is an edit, with the number of now."""
    page = series("12:09", 6)
    same = [replace(item, text=f"Es heißt. {item.text} Stand: 3 Kommentare") for item in page]
    ledger.see(*same)
    ledger.see(*(replace(item, text=item.text.replace("3 Komm", "4 Komm")) for item in same))
    one = replace(same[2], text=same[2].text.replace("3 Komm", "5 Komm"))
    assert () == ledger.see(*same[:2], one, *same[3:]).revisions

    more = replace(one, text=f"Jetzt neu: {one.text}")
    [revision] = ledger.see(*same[:2], more, *same[3:]).revisions
    assert (more, Significance.MAJOR) == (revision.item, revision.significance)


def test_a_number_that_rises(ledger, item):
    """What is counted in one entry is news as long as it does not change on every page."""
    pages = [item(f"Die Zahl der Verletzten ist auf {number} gestiegen.") for number in (3, 4, 7)]
    found = [len(ledger.see(page).revisions) for each in pages for page in (each, each)]

    assert [1, 0, 1, 0, 1, 0] == found


def test_a_stamp_in_one_entry(ledger, item):
    """What changes in one entry on every page, and nothing else in it, is taken for noise after some."""
    found = [
        len(ledger.see(item(f"Der Liveblog wurde zuletzt um 12.{number} Uhr erneuert.")).revisions)
        for number in range(10, 30)
    ]

    assert 4 == sum(found[1:])
    assert [0] * 15 == found[5:]


def test_several_edits_that_are_none_of_noise(ledger, series):
    """Numbers that change in several entries between different words are edits."""
    page = [replace(item, text=f"{item.text} {place} {word}") for place, (item, word) in enumerate(
        zip(series("12:09", 4), ("Boote", "Wagen", "Tiere", "Bäume"), strict=True))]  # fmt: skip
    ledger.see(*page)
    paired = ledger.see(
        *(replace(item, text=item.text.replace(f" {place} ", f" {place + 7} ")) for place, item in enumerate(page))
    )

    assert 4 == len(paired.revisions)
