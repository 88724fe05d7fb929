"""What an edit says, and what of it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from feeder.model import Image, Significance
from feeder.pairing import changes

TEXT = "Der Rat hat am Abend 12 Anträge beraten."
MAJOR, MINOR, SILENT = Significance.MAJOR, Significance.MINOR, Significance.SILENT


@pytest.mark.parametrize(("text", "expected"), [
    (TEXT, None),
    ("Der  Rat hat am\nAbend 12 »Anträge« beraten!", None),
    ("DER RAT HAT AM ABEND 12 ANTRÄGE BERATEN.", None),
    ("Der Rat hat am Abend 12 Anträge berate.", MINOR),
    ("Der Rat hat am Abend 12 Antraege beraten.", MINOR),
    ("Der Rat hat am Abend 13 Anträge beraten.", MAJOR),
    ("Der Rat hat am Abend zwölf Anträge beraten.", MAJOR),
    (f"{TEXT} Drei nahm er an.", MAJOR),
    ("", MAJOR),
])  # fmt: skip
def test_how_much_another_text_says(item, text, expected):
    """Form says nothing, a slip of the pen little, and every figure much."""
    assert expected == changes.significance(item(TEXT), item(text))


def test_a_short_text_has_no_slips(item):
    """In few letters each one counts."""
    assert MAJOR == changes.significance(item("Tor für Bremen"), item("Tor für Bremer"))


def test_a_title_says_as_much_as_the_text(item):
    """A title that comes, goes or changes is an edit like any other."""
    titled = item(TEXT, title="Der Rat tagt")

    assert MAJOR == changes.significance(item(TEXT), titled)
    assert MINOR == changes.significance(titled, item(TEXT, title="Der Rat tagte"))


@pytest.mark.parametrize(("change", "expected"), [
    ({"link": "https://news.example/2"}, MINOR),
    ({"author": "Eva"}, MINOR),
    ({"images": (Image(url="https://news.example/1.jpg"),)}, MINOR),
    ({"key": "18"}, SILENT),
    ({"html": "<p>anders</p>"}, None),
    ({"captions": ("© Eva",)}, None),
])  # fmt: skip
def test_what_else_may_change(item, change, expected):
    """Links, authors and pictures are shown; a key is not, and captions are no news."""
    assert expected == changes.significance(item(TEXT), item(TEXT, **change))


def test_another_time_is_silent(item):
    """A corrected clock alone moves nothing that a feed shows."""
    assert SILENT == changes.significance(item(TEXT, "12:00"), item(TEXT, "12:05"))


def test_what_is_kept(item):
    """Where nothing that a feed shows has changed, the old words stand down to the last quote; else the new ones do."""
    before, after = item(f"»{TEXT}«"), item(f'"{TEXT}"', "12:05", key="18")

    assert replace(before, published=after.published, key="18") == changes.kept(before, after, SILENT)
    assert after == changes.kept(before, after, MINOR)


def test_an_edit_moves_updated_to_when_it_was_seen(ledger, item):
    """A significant edit moves `updated` behind the page's own time, in whole seconds; `published` stays."""
    ledger.see(item(TEXT))
    seen_at = item("", "21:30").published + timedelta(seconds=2, microseconds=5)
    [revision] = ledger.see(item(f"{TEXT} Drei nahm er an."), at=seen_at).revisions

    assert (MAJOR, item(TEXT).published) == (revision.significance, revision.published)
    assert seen_at.replace(second=3, microsecond=0) == revision.updated == revision.seen_at


@pytest.mark.parametrize("change", [{"author": "Eva"}, {"key": "18"}])
def test_a_small_edit_moves_no_updated(ledger, item, change):
    """What says little or nothing is recorded, and `updated` stays."""
    ledger.see(item(TEXT))
    [revision] = ledger.see(item(TEXT, **change)).revisions

    assert item(TEXT).published == revision.updated
    assert revision.seen_at > revision.updated


def test_time_goes_on_though_pages_stand_still(ledger, item):
    """Edits that are seen at one time, or at an earlier one, are a second apart at least, so that order stays."""
    ledger.see(item(TEXT), at=item(TEXT).published)
    updates = [
        revision.updated
        for hours in (0, 0, -3)
        for revision in ledger.see(
            item(f"{TEXT} Stand {ledger.pages}."), at=item(TEXT).published + timedelta(hours=hours)
        ).revisions
    ]

    assert 3 == len(set(updates))
    assert sorted(updates) == updates
