"""Snapshots in the store: which are kept, in which order they wait, and what they are worth."""

from __future__ import annotations

from dataclasses import replace

import pytest

from feeder import store
from feeder.model import Fetched, State
from feeder.store import tables
from feeder.store.sources import Verdict

BAD = Verdict(state=State.DEGRADED, reason="cut off")
BROKEN = Verdict(state=State.BROKEN, reason="no ticker")
UNREADABLE = replace(BROKEN, unlike=True)  # as it is told of what was brought in


@pytest.fixture
def page(known):
    """The same source, as if it were a page at an address."""
    return replace(known.source, kind="url", location="https://news.example/live")


@pytest.fixture
def keep(known):
    """Keeps texts that a fetch brought in; gives the texts that wait."""

    def run(source, *texts, **changes) -> list[str]:
        with known.store.writing() as db:
            store.snapshots.keep(db, source, known.make.fetched(source, *texts, **changes), known.make.noon)
            return [each.snapshot.content.decode() for each in store.snapshots.waiting(db, source)]

    return run


@pytest.fixture
def mark(known):
    """Marks all that waits as read, with these verdicts; the last is the last state unless it is said otherwise."""

    def run(source, *verdicts, is_last=True) -> None:
        with known.store.writing() as db:
            ids = [each.id for each in store.snapshots.waiting(db, source)]
            for found, worth in zip(ids, verdicts, strict=True):
                store.snapshots.mark_read(db, known.number, found, worth, is_last=is_last and found == ids[-1])

    return run


def held(known) -> list[bool]:
    """Whether each kept snapshot still has its bytes."""
    return [row.content is not None for row in known.rows(tables.snapshot)]


def test_snapshots_wait_in_the_order_in_which_they_came(known, keep):
    """What was fetched waits until it is read, the oldest first."""
    keep(known.source, "eins", "zwei")

    assert ["eins", "zwei", "drei"] == keep(known.source, "drei")


def test_bytes_of_a_folder_are_kept_once(known, keep, mark):
    """The same bytes under another path or date are not kept again, be it in one pass or in a later one."""
    assert ["eins", "zwei"] == keep(known.source, "eins", "zwei", "eins")
    mark(known.source, Verdict(), Verdict())
    other = known.make.snapshot(known.source, "eins", origin="/t/nord/9.txt", modified_at=known.make.noon)
    with known.store.writing() as db:
        store.snapshots.keep(db, known.source, Fetched(snapshots=(other,)), known.make.noon)
        assert () == store.snapshots.waiting(db, known.source)


def test_a_page_that_returns_to_an_old_state_is_kept_again(page, keep):
    """At an address A, B, A are three states, and A, A is one."""
    for text in ("A", "A", "B", "A"):
        waiting = keep(page, text)

    assert ["A", "B", "A"] == waiting


def test_bytes_of_another_source_are_no_matter(known, keep):
    """Two sources may hold the same bytes."""
    other = known.make.source("ost")
    with known.store.writing() as db:
        store.sources.sync(db, [known.source, other], "example.org,2026")
    keep(known.source, "eins")

    assert ["eins"] == keep(other, "eins")


def test_a_folder_of_many_files(known, keep):
    """More files than one question to the database may name are told apart all the same."""
    texts = [f"Datei {number}" for number in range(1200)]
    keep(known.source, *texts)

    assert [*texts, "neu"] == keep(known.source, *texts, "neu")


def test_what_is_read_waits_no_more(known, keep, mark):
    """A snapshot that was read does not wait, and its id is not among those that still do."""
    keep(known.source, "eins")
    mark(known.source, Verdict())
    with known.store.reading() as db:
        assert () == store.snapshots.waiting(db, known.source)
        assert set() == store.snapshots.still_waiting(db, known.number)


def test_only_the_last_state_keeps_its_bytes(known, keep, mark):
    """Of all that was read one snapshot has its bytes: the last state, and not an older one that came later."""
    keep(known.source, "eins", "zwei")
    mark(known.source, Verdict(), Verdict())
    first = held(known)
    keep(known.source, "ein alter")
    mark(known.source, Verdict(), is_last=False)
    second = held(known)
    keep(known.source, "drei")
    mark(known.source, Verdict())

    assert [False, True] == first
    assert [False, True, False] == second
    assert [False, False, False, True] == held(known)


def test_what_waits_keeps_its_bytes(known, keep):
    """What came while others were read is not lost with their bytes."""
    keep(known.source, "eins")
    with known.store.reading() as db:
        [first] = store.snapshots.waiting(db, known.source)
    keep(known.source, "zwei")
    with known.store.writing() as db:
        store.snapshots.mark_read(db, known.number, first.id, Verdict(), is_last=True)

        assert ["zwei"] == [each.snapshot.content.decode() for each in store.snapshots.waiting(db, known.source)]


def verdict(known, source, fetched) -> Verdict:
    with known.store.reading() as db:
        return store.snapshots.verdict(db, source, fetched)


def test_the_worst_of_the_files_that_stand_there(known, keep, mark):
    """A folder is as well as the worst of the files that stand there now; one that is gone is forgotten."""
    make, source = known.make, known.source
    keep(source, "gut", "schlecht", "kaputt")
    mark(source, Verdict(), BAD, BROKEN)

    assert UNREADABLE == verdict(known, source, make.fetched(source, "gut", "schlecht", "kaputt"))
    assert BAD == verdict(known, source, make.fetched(source, "schlecht", "gut"))
    assert Verdict() == verdict(known, source, make.fetched(source, "gut"))


def test_a_sound_state_heals(known, keep, mark):
    """What was wrong with earlier states ends with the next sound one, unless it lasts as long as its file stands."""
    make, source = known.make, known.source
    stranger = replace(BAD, lasts=True)
    keep(source, "kaputt", "fremd", "gut")
    mark(source, BROKEN, stranger, Verdict(reason="a remark"))
    first = verdict(known, source, make.fetched(source, "kaputt", "gut"))
    keep(source, "schlecht")
    mark(source, BAD)

    assert Verdict(reason="a remark") == first
    assert BAD.state == verdict(known, source, make.fetched(source, "kaputt", "fremd", "gut")).state
    assert BAD == verdict(known, source, make.fetched(source, "gut", "schlecht"))


def test_a_file_that_cannot_be_brought_in(known, keep, mark):
    """A file that cannot be read keeps its folder from being well, whatever the others say."""
    source = known.source
    keep(source, "gut")
    mark(source, Verdict())
    fetched = replace(known.make.fetched(source, "gut"), faults=("2.txt: it cannot be read",))

    assert Verdict(state=State.BROKEN, reason="2.txt: it cannot be read") == verdict(known, source, fetched)


def test_the_last_state_of_a_page(known, page, keep, mark):
    """A page is as well as what stood there last, also while the server says that nothing has changed."""
    keep(page, "kaputt")
    mark(page, BROKEN)
    first = verdict(known, page, Fetched(unchanged=True))
    keep(page, "gut")
    mark(page, Verdict())

    assert (UNREADABLE, Verdict()) == (first, verdict(known, page, Fetched(unchanged=True)))


def test_what_a_state_was_worth_is_one_line_that_every_database_holds(known, keep, mark):
    """What a fault quotes of a state is cleaned and folded."""
    keep(known.source, "a")
    mark(known.source, Verdict(state=State.BROKEN, reason="a\0 state\nin two lines"))

    assert ["a state in two lines"] == [row.fault for row in known.rows(tables.snapshot)]


def test_a_source_without_states_waits(known):
    """A folder without files waits; one whose files are still being written is well."""
    waits = Verdict(state=State.WAITING)

    assert waits == verdict(known, known.source, Fetched())
    assert Verdict() == verdict(known, known.source, Fetched(unsettled=("/t/nord/1.txt",)))
