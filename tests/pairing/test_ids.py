"""Ids: what they are made from, and what they are not."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta, timezone

from feeder.pairing import ids


def minted(ledger) -> list[str]:
    return list(ledger.entries)


def test_an_id_is_a_tag_uri(ledger, series):
    """An id is `tag:AUTHORITY:SOURCE/OPAQUE`, its opaque part of small letters and digits."""
    ledger.see(*series("12:09", 10))

    assert all(re.fullmatch(r"tag:example\.org,2026:nord/[a-z2-7]{16}", entry_id) for entry_id in minted(ledger))


def test_the_same_pages_give_the_same_ids(ledgers, series):
    """The same pages in the same order give the same ids, whenever they are read, and different ones differ."""
    one, other = ledgers(), ledgers()
    for ledger, hours in ((one, 1), (other, 700)):
        for clock in ("12:09", "12:12"):
            ledger.see(*series(clock, 10), at=series(clock, 1)[0].published + timedelta(hours=hours))

    assert minted(one) == minted(other)
    assert 13 == len(set(minted(one)))


def test_an_id_that_is_known(ledger, item):
    """The ids of a first state are what they always were: this one is written down."""
    ledger.see(item("Ein Schiff läuft ein.", title="Hafen"))

    assert ["tag:example.org,2026:nord/3jty7rnnxipl3vhy"] == minted(ledger)


def test_the_zone_of_a_moment_is_no_matter(ledgers, item):
    """A moment gives the same id and the same `published` in whatever zone a reader tells it."""
    here = item("Ein Schiff läuft ein.")
    there = replace(here, published=here.published.astimezone(timezone(timedelta(hours=5))))
    one, other = ledgers(), ledgers()
    revisions = [*one.see(here).revisions, *other.see(there).revisions]

    assert minted(one) == minted(other)
    assert 1 == len({revision.published.isoformat() for revision in revisions})


def test_equal_entries_get_ordinals(ledgers, item):
    """Entries of one time and wording have ids of their own, and the same ones at every reading."""
    twins = [item("Eilmeldung"), item("Eilmeldung"), item("Eilmeldung")]
    one, other = ledgers(), ledgers()
    one.see(*twins)
    other.see(*twins[:2])
    other.see(*twins)

    assert 3 == len(set(minted(one)))
    assert set(minted(one)) == set(minted(other))


def test_form_does_not_count(item):
    """Case, quotes and wrapping of the first state are not in its id; every word, the time and the source are."""

    def of(text="Ein Schiff läuft ein.", title=None, source="nord", clock="12:00"):
        made = item(text, clock, title=title)
        return ids.mint("example.org,2026", source, made, made.published, ())

    assert of() == of("»Ein SCHIFF\nläuft ein!«")
    others = {of("Ein Boot läuft ein."), of(title="Hafen"), of(clock="12:01"), of(source="ost").replace("ost", "nord")}
    assert 4 == len(others - {of()})


def test_a_renamed_source_mints_as_before(ledgers, ledger, item):
    """The ids of a renamed source hold the first name that it had."""
    renamed = ledgers(source=replace(ledger.source, name="west", was=("nord", "ost")))
    renamed.see(item("Ein Schiff läuft ein."))
    ledger.see(item("Ein Schiff läuft ein."))

    assert minted(ledger) == minted(renamed)


def test_an_edit_keeps_the_id(ledger, item):
    """An id comes from the first state alone, and no later one changes it."""
    ledger.see(item("Ein Schiff läuft ein, am Kai warten Schaulustige."))
    before = minted(ledger)
    ledger.see(item("Ein großes Schiff läuft ein, am Kai warten viele Schaulustige."))

    assert before == minted(ledger)
