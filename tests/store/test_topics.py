"""Membership and dirty marks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from feeder import store
from feeder.errors import ConfigError
from feeder.model import Topic

TOPICS = ("alle", "hafen", "see")


@pytest.fixture
def place(known):
    """Makes an entry a member of topics; gives the topics that it has joined or left."""

    def run(number, entry, *names) -> set[str]:
        with known.store.writing() as db:
            return {name for name, _ in store.topics.place(db, {number: entry}, {number: names}, TOPICS)}

    return run


def members(known, topic: str) -> list[str]:
    with known.store.reading() as db:
        return [entry.opaque for entry in store.entries.newest(db, topic, 100)]


def newest_change(known, topic: str):
    with known.store.reading() as db:
        return store.entries.newest_change(db, topic)


def topic(name: str, *was: str) -> Topic:
    return Topic(name=name, title=name, query="*", language="de", was=was)


@pytest.mark.parametrize(
    ("before", "now", "remedy"),
    [
        (
            topic("see", "meer"),
            topic("see"),
            'see: was: .* holds "meer", .* "see" from now on: let was begin with "meer"',
        ),
        (topic("see"), topic("see", "meer"), "see: was: .*: take was away"),
        (topic("see"), topic("meer", "ozean", "see"), 'meer: was: .*: let was begin with "see"'),
        (topic("meer", "see"), topic("see", "meer"), 'see: was: .*: let was begin with "see"'),
    ],
    ids=["dropped", "late", "older", "back"],
)
def test_a_feed_keeps_its_id(opened, before, now, remedy):
    """A `was` that would give a known feed another id is refused, and the message names the remedy."""
    with opened.writing() as db:
        store.topics.sync(db, [before])
        store.topics.sync(db, [before])
        store.topics.check(db, [before, topic("fluss", "bach")])
        with pytest.raises(ConfigError, match=remedy):
            store.topics.check(db, [now])


def test_an_entry_is_a_member_of_exactly_these_topics(known, place):
    """Whoever takes the entry has it, whoever no longer does has not, and only those are named whom it concerns."""
    [(number, entry)] = known.record(known.make.revision())

    assert {"alle", "hafen"} == place(number, entry, "alle", "hafen")
    assert set() == place(number, entry, "hafen", "alle")
    assert {"hafen", "see"} == place(number, entry, "alle", "see")
    assert (["a"], [], ["a"]) == tuple(members(known, topic) for topic in TOPICS)
    assert {"hafen", "see"} == place(number, entry, "alle", "hafen")
    with known.store.reading() as db:
        assert {"alle": 1, "hafen": 1} == store.topics.counts(db)


def test_topics_that_were_not_asked_keep_their_members(known, place):
    """Choosing the members of some topics anew leaves those of the others."""
    [(number, entry)] = known.record(known.make.revision())
    place(number, entry, "alle", "hafen")
    with known.store.writing() as db:
        assert {("hafen", number)} == store.topics.place(db, {number: entry}, {number: ()}, ["hafen", "see"])

    assert ["a"] == members(known, "alle")


def test_many_entries_at_once(known):
    """Entries are placed together as they are one by one."""
    recorded = dict(known.record(*(known.make.revision(name, minutes=at) for at, name in enumerate("abc"))))
    numbers = sorted(recorded)
    with known.store.writing() as db:
        store.topics.place(db, recorded, {numbers[0]: ["alle"], numbers[2]: ["alle", "see"]}, TOPICS)
        again = store.topics.place(db, recorded, {numbers[0]: ["see"], numbers[2]: ["alle", "see"]}, TOPICS)

    assert {("alle", numbers[0]), ("see", numbers[0])} == again
    assert (["c"], ["c", "a"]) == (members(known, "alle"), members(known, "see"))


def test_the_newest_come_first(known, place):
    """A topic's entries are the newest first, of one minute the one that came later, and no more than asked for."""
    for number, entry in known.record(
        known.make.revision("b", minutes=5), known.make.revision("c", minutes=5), known.make.revision("a")
    ):
        place(number, entry, "alle")
    with known.store.reading() as db:
        two = store.entries.newest(db, "alle", 2)

    assert ["c", "b", "a"] == members(known, "alle")
    assert ["c", "b"] == [entry.opaque for entry in two]
    assert {"nord"} == {entry.source for entry in two}


def test_the_newest_change_never_runs_backwards(known, place):
    """What leaves a topic changes it, and the last change of a topic is never taken back, also not by a new choice."""
    noon = known.make.noon
    [(number, entry)] = known.record(known.make.revision("a"))
    place(number, entry, "alle", "hafen")
    [(number, entry)] = known.record(known.make.revision("a", 2, minutes=7, published=noon))
    place(number, entry, "alle")
    left = newest_change(known, "hafen")
    with known.store.writing() as db:
        store.topics.place(db, {number: entry}, {number: ()}, TOPICS)

    assert noon + timedelta(minutes=7) == left == newest_change(known, "hafen") == newest_change(known, "alle")
    assert newest_change(known, "see") is None


def test_an_entry_ahead_of_its_time(known, place):
    """An entry that is dated later than it was seen is that new, also once it has left."""
    [(number, entry)] = known.record(known.make.revision(minutes=9, seen_at=known.make.noon))
    place(number, entry, "alle")
    before = newest_change(known, "alle")
    place(number, entry)

    assert known.make.noon + timedelta(minutes=9) == before == newest_change(known, "alle")


def test_dirty_marks_are_appended(opened, dirty_feeds):
    """Each mark is a row of its own; the feed that was touched first is the first."""
    with opened.writing() as db:
        store.topics.mark(db, ["see", "alle"])
        store.topics.mark(db, ["alle"])
        store.topics.mark(db, [])
        dirty = store.topics.dirty(db)
        counts = [len(store.topics.marks(db, feed)) for feed in ("see", "alle", "hafen")]

    assert ["see", "alle", "alle"] == dirty_feeds()
    assert (["see", "alle"], [1, 2, 0]) == (dirty, counts)


def test_exactly_the_marks_that_were_seen_are_wiped(opened, dirty_feeds):
    """A mark that comes while a feed is written stands until the feed is written again."""
    with opened.writing() as db:
        store.topics.mark(db, ["alle", "see"])
        seen = store.topics.marks(db, "alle")
        store.topics.mark(db, ["alle"])
        store.topics.wipe(db, seen)

    assert ["see", "alle"] == dirty_feeds()


def test_very_many_marks(opened, dirty_feeds):
    """More marks than one statement can name are wiped, and others are not."""
    with opened.writing() as db:
        store.topics.mark(db, ["alle"] * 70_000)
        seen = store.topics.marks(db, "alle")
        store.topics.mark(db, ["alle"])
        store.topics.wipe(db, seen)

    assert ["alle"] == dirty_feeds()


def test_what_a_topic_was_made_from(opened):
    """What its members were chosen by and its files written from is remembered apart, in either order."""
    with opened.writing() as db:
        store.topics.note_query(db, "alle", "*")
        store.topics.note_rendering(db, "alle", "A")
        store.topics.note_rendering(db, "see", "B")
        store.topics.note_query(db, "see", "See")
        store.topics.note_query(db, "see", "Meer")

        assert {"alle": ("*", "A"), "see": ("Meer", "B")} == store.topics.known(db)


def test_a_topic_is_forgotten(known, place, dirty_feeds):
    """A topic that is forgotten has no members and no marks; entries and other topics stay."""
    [(number, entry)] = known.record(known.make.revision())
    place(number, entry, "alle", "see")
    with known.store.writing() as db:
        store.topics.note_query(db, "see", "See")
        store.topics.mark(db, ["see", "alle"])
        store.topics.forget(db, "see")

        assert {} == store.topics.known(db)
    assert (["a"], [], ["alle"]) == (members(known, "alle"), members(known, "see"), dirty_feeds())
    assert newest_change(known, "see") is None


@pytest.mark.parametrize("times", [1, 2])
def test_a_topic_comes_back(known, place, times):
    """A topic that was forgotten and comes back has its members and its newest change, also those that had left."""
    [(number, entry)] = known.record(known.make.revision())
    place(number, entry, "alle", "see")
    before = newest_change(known, "see")
    for _ in range(times):
        with known.store.writing() as db:
            store.topics.sync(db, [topic("see")])
            store.topics.forget(db, "see")
        assert [] == members(known, "see")
        with known.store.writing() as db:
            store.topics.sync(db, [topic("see"), topic("meer")])

    assert (["a"], before, []) == (members(known, "see"), newest_change(known, "see"), members(known, "meer"))


def test_a_topic_is_renamed(known, place, dirty_feeds):
    """A renamed topic takes its members, what it was made from, and its marks with it."""
    [(number, entry)] = known.record(known.make.revision())
    place(number, entry, "alle", "see")
    with known.store.writing() as db:
        store.topics.note_query(db, "see", "See")
        store.topics.mark(db, ["see"])
        store.topics.rename(db, "see", "meer")

        assert {"meer": ("See", "")} == store.topics.known(db)
    assert (["a"], [], ["a"], ["meer"]) == (
        members(known, "meer"), members(known, "see"), members(known, "alle"), dirty_feeds()
    )  # fmt: skip


def test_all_entries_in_the_order_in_which_they_came(known):
    """All entries are gone through in batches, with their numbers and sources, also where they are many."""
    known.record(*(known.make.revision(f"{at:04}", minutes=-at) for at in range(1001)))
    with known.store.reading() as db:
        batches = list(store.entries.batches(db))
        last = store.entries.last_number(db)
    numbers = [number for batch in batches for number in batch]

    assert [500, 500, 1] == [len(batch) for batch in batches]
    assert [f"{at:04}" for at in range(1001)] == [entry.opaque for batch in batches for entry in batch.values()]
    assert (sorted(numbers), max(numbers)) == (numbers, last)


def test_which_entries_a_page_may_mean(known):
    """Those that lie near its moments, and those of the last page however far they are, the oldest first."""
    day = 24 * 60
    recorded = known.record(
        known.make.revision("far", minutes=-9 * day),
        known.make.revision("older", minutes=-5 * day),
        known.make.revision("near", minutes=-day),
        known.make.revision("there"),
    )
    ids = {entry.opaque: entry.id for _, entry in recorded}
    with known.store.reading() as db:
        found = store.entries.near(
            db, known.source, known.number, [known.make.noon], [ids["there"], ids["far"], "tag:gone"]
        )

    assert ["far", "near", "there"] == [entry.opaque for entry in found]


def test_hours(known, place):
    """Entries are counted by the hour, the last hour last; what is older, or has left the topic, is not."""
    [(number, entry)] = known.record(known.make.revision())
    published = entry.published
    place(number, entry, "hafen")
    with known.store.writing() as db:
        store.topics.sync(db, [topic("hafen"), topic("see")])
    with known.store.reading() as db:
        assert {"hafen": [0, 1]} == store.topics.hours(db, published, 2)
        assert {"hafen": [1, 0]} == store.topics.hours(db, published + timedelta(hours=1), 2)
        assert {} == store.topics.hours(db, published + timedelta(hours=2), 2)


def test_ids_by_feed_are_chosen_before_the_first_entry(known):
    """In which scope entries have their ids may be changed until there is one, and never after that."""
    for scope in ("entry", "feed", "entry", "feed"):
        with known.store.writing() as db:
            store.topics.check_scope(db, scope)
    known.record(known.make.revision())
    with known.store.writing() as db:
        store.topics.check_scope(db, "feed")

    with (
        pytest.raises(ConfigError, match=r'id_scope: "entry": .* write id_scope = "feed"'),
        known.store.writing() as db,
    ):
        store.topics.check_scope(db, "entry")
