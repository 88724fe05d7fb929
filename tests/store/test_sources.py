"""Sources in the store: their rows and names, what is remembered of them, and how they do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from feeder import store
from feeder.errors import ConfigError
from feeder.model import Fetched, Paired, SourceStatus, State, Validators
from feeder.store import tables
from feeder.store.sources import Verdict

AUTHORITY = "example.org,2026"


@pytest.fixture
def sync(opened):
    """Brings the store to these sources, as a start with a new configuration does."""

    def bring(*sources, authority=AUTHORITY) -> bool:
        with opened.writing() as db:
            return store.sources.sync(db, sources, authority)

    return bring


def test_a_source_gets_a_row(known):
    """A new source waits, and nothing is remembered of it."""
    [row] = known.rows(tables.source)
    with known.store.reading() as db:
        past = store.sources.past(db, known.source)

    assert ("nord", "/t/nord/*", "Nord", "de", "waiting") == (
        row.name, row.location, row.title, row.language, row.state
    )  # fmt: skip
    assert (Validators(), None, None, (), 0) == (
        past.validators, past.unsettled_since, past.place, past.page, past.losses
    )  # fmt: skip


def test_the_same_sources_again_change_nothing(known, sync):
    """A start with the same configuration writes nothing, and no language has changed."""
    before = known.rows(tables.source)

    assert not sync(known.source)
    assert before == known.rows(tables.source)


def test_another_authority_is_refused(known, sync):
    """Another authority would give every entry another id: it is refused with both, and the remedy."""
    with pytest.raises(ConfigError) as refused:
        sync(known.source, authority="example.net,2026")

    assert str(refused.value) == (
        '[site] authority: it is "example.net,2026" now and was "example.org,2026": it stands in every id that was '
        'published, and must never change; write authority = "example.org,2026"'
    )


def test_another_name_for_what_is_read_already_is_refused(known, sync):
    """A new name at a known location would double every entry: it is refused, and the message names the remedy."""
    with pytest.raises(ConfigError, match=r"what it reads, /t/nord/\*, was read as \"nord\".*was = \[\"nord\"\]"):
        sync(replace(known.source, name="ost"))

    assert ["nord"] == [row.name for row in known.rows(tables.source)]


def test_two_sources_may_read_one_place(known, sync):
    """Two names for one location are allowed as long as the old one stands beside the new one."""
    sync(known.source, replace(known.source, name="ost"))

    assert ["nord", "ost"] == [row.name for row in known.rows(tables.source)]


@pytest.mark.parametrize("location", ["/t/nord/*", "/elsewhere/*"])
def test_a_renamed_source_keeps_its_row(known, sync, location):
    """With `was`, a source takes its entries, and what is remembered of it, with it, wherever it lies now."""
    [(_, entry)] = known.record(known.make.revision())
    renamed = replace(known.source, name="ost", was=("nord",), location=location)

    sync(renamed)
    with known.store.reading() as db:
        [found] = store.entries.near(db, renamed, store.sources.lock(db, renamed), [], [entry.id])

    assert (entry.id, "ost") == (found.id, found.source)
    assert [("ost", location)] == [(row.name, row.location) for row in known.rows(tables.source)]
    sync(renamed)  # and again, as at every later start
    assert ["ost"] == [row.name for row in known.rows(tables.source)]


def test_a_name_of_long_ago(known, sync):
    """A source that was renamed twice is found by any name that it had."""
    sync(replace(known.source, name="west", was=("nord", "ost")))

    assert ["west"] == [row.name for row in known.rows(tables.source)]


def test_a_late_was_is_refused(known, sync):
    """A former name that is named only after the new one was read has a row of its own: two cannot become one."""
    moved = replace(known.source, name="ost", location="/elsewhere/*")
    sync(moved)

    with pytest.raises(ConfigError, match=r'ost: was: "nord" and "ost" are known as two.*take "nord" out of was'):
        sync(replace(moved, was=("nord",)))


def test_two_sources_do_not_become_one(known, sync):
    """Nor can two known sources be renamed to one."""
    sync(known.source, known.make.source("ost"))

    with pytest.raises(ConfigError, match=r'west: was: "ost" and "nord" are known as two'):
        sync(known.make.source("west", was=("nord", "ost")))


@pytest.mark.parametrize(
    ("before", "now", "remedy"),
    [(["west"], [], 'let was begin with "west"'), ([], ["west"], "take was away")],
    ids=["dropped", "late"],
)
def test_ids_keep_their_name(known, sync, before, now, remedy):
    """A `was` that is dropped, or comes late, would put another name into ids: it is refused with the remedy."""
    source = known.make.source("ost")
    sync(replace(source, was=tuple(before)))
    sync(replace(source, was=tuple(before)))

    with pytest.raises(ConfigError, match=f'ost: was: the ids of its entries hold "[a-z]+", and would .* on: {remedy}'):
        sync(replace(source, was=tuple(now)))


def test_a_source_may_move(known, sync):
    """Another location under the same name is the same source."""
    sync(replace(known.source, location="/elsewhere/*", title="Anders"))

    assert [(known.number, "/elsewhere/*", "Anders")] == [
        (row.id, row.location, row.title) for row in known.rows(tables.source)
    ]


def test_a_source_that_moved_is_asked_anew(known, sync):
    """At another place nothing was fetched yet: no validators are sent there, and it is due at once."""
    validators = Validators(etag='"a"', last_modified="Wed, 04 Feb 2026 12:00:00 GMT", address="https://a.example/")
    with known.store.writing() as db:
        store.snapshots.keep(db, known.source, Fetched(validators=validators), known.make.noon)
        store.sources.set_due(db, known.source, known.make.noon)
    sync(known.source)
    stayed = known.rows(tables.source)[0]
    sync(replace(known.source, location="/elsewhere/*"))
    moved = known.rows(tables.source)[0]

    assert ('"a"', known.make.noon) == (stayed.etag, stayed.due_at)
    assert [None] * 4 == [moved.etag, moved.last_modified, moved.validated_by, moved.due_at]


def test_another_language_is_told(known, sync):
    """Whether a known source speaks another language now is told, since its entries are matched by it."""
    other = replace(known.source, language="en")

    assert (True, False) == (sync(other), sync(other))
    assert not sync(other, known.make.source("ost"))


def test_what_is_no_longer_configured_is_still_known(known, sync):
    """A source that the configuration has dropped keeps its title and language, for its entries are still shown."""
    sync(known.make.source("ost", language="en"))
    with known.store.reading() as db:
        found = store.sources.known(db)

    assert {"nord": ("Nord", "de"), "ost": ("Ost", "en")} == {
        name: (source.title, source.language) for name, source in found.items()
    }


def test_what_is_remembered(known):
    """Place and losses are what the last state left; a faulty one leaves the page, and what it lacked, as it was."""
    paired = Paired(revisions=(), order=("b", "a"), missing={"b": 2}, noise={"… comments": 5})
    with known.store.writing() as db:
        store.sources.remember(db, known.number, place=("1", "2", "3"), losses=0)
        store.sources.remember_page(db, known.number, known.source, paired)
        store.sources.remember(db, known.number, place=("2", "2", "3"), losses=1)
        past = store.sources.past(db, known.source)

    assert (("2", "2", "3"), ("b", "a"), 1) == (past.place, past.page, past.losses)
    assert (paired.missing, paired.noise) == (past.missing, past.noise)


def test_validators_come_back_byte_for_byte(known):
    """What a server gave to ask with is given back as it came, and dropped when it gives none."""
    validators = Validators(
        etag='W/"a\xe9\\"', last_modified="Wed, 04 Feb 2026 12:00:00 GMT", address="https://a.example/4"
    )
    with known.store.writing() as db:
        store.snapshots.keep(db, known.source, Fetched(unchanged=True, validators=validators), known.make.noon)
        first = store.sources.past(db, known.source).validators
        store.snapshots.keep(db, known.source, Fetched(), known.make.noon)
        second = store.sources.past(db, known.source).validators

    assert (validators, Validators()) == (first, second)


def test_since_when_files_do_not_settle(known):
    """The first pass that finds a restless file is remembered until none is left."""
    noon, later = known.make.noon, known.make.noon + timedelta(seconds=5)
    restless = Fetched(unsettled=("/t/nord/1.txt",))
    found = []
    for fetched, now in ((restless, noon), (restless, later), (Fetched(), later)):
        with known.store.writing() as db:
            store.snapshots.keep(db, known.source, fetched, now)
            found.append(store.sources.past(db, known.source).unsettled_since)

    assert [noon, noon, None] == found


def test_states(known):
    """`since` moves when the state does, `last_good_at` with every good pass; what readers see changed is told."""
    noon = known.make.noon
    bad = Verdict(state=State.BROKEN, reason="no such page")
    worse = Verdict(state=State.BROKEN, reason="no such server")
    changes = []
    for minute, verdict in enumerate([Verdict(), Verdict(), bad, bad, worse]):
        now = noon + timedelta(minutes=minute)
        with known.store.writing() as db:
            changes.append(store.sources.set_state(db, known.source, verdict, now, now + timedelta(minutes=5)))
            status = store.sources.statuses(db, [known.source])[0]

    assert [True, False, True, False, True] == changes
    assert status == SourceStatus(
        source="nord",
        title="Nord",
        state=State.BROKEN,
        since=noon + timedelta(minutes=2),
        reason="no such server",
        last_good_at=noon + timedelta(minutes=1),
        due_at=noon + timedelta(minutes=9),
    )


def test_a_reason_is_one_line_that_every_database_holds(known):
    """What a reason quotes of a server or of a file's name is cleaned and folded, and it is no news the next time."""
    odd = Verdict(state=State.BROKEN, reason="it is coded as br\0,\nall is well")
    with known.store.writing() as db:
        changes = [store.sources.set_state(db, known.source, odd, known.make.noon, known.make.noon) for _ in range(2)]
        [status] = store.sources.statuses(db, [known.source])

    assert ([True, False], "it is coded as br, all is well") == (changes, status.reason)


def test_a_first_pass_that_finds_nothing_is_a_change(known):
    """A source that waits after its first pass has its `since`, though it was said to wait before."""
    with known.store.writing() as db:
        waits = Verdict(state=State.WAITING)
        assert store.sources.set_state(db, known.source, waits, known.make.noon, known.make.noon)
        assert not store.sources.set_state(db, known.source, waits, known.make.noon, known.make.noon)

        [status] = store.sources.statuses(db, [known.source])
        assert (State.WAITING, known.make.noon) == (status.state, status.since)


def test_statuses_are_in_the_order_of_the_configuration(known):
    """Each source has its status with the number of its entries; one that the store has never seen waits."""
    known.record(known.make.revision("a"), known.make.revision("b", minutes=1))
    new = known.make.source("ost")
    with known.store.reading() as db:
        found = store.sources.statuses(db, [new, known.source])

    assert [("ost", State.WAITING, 0), ("nord", State.WAITING, 2)] == [
        (status.source, status.state, status.entries) for status in found
    ]
