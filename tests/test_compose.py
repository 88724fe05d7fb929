"""Compose: which entries a feed holds, in which order, and what it says of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeder.compose import Held, addresses, as_archive, compose, compose_edits, survey
from feeder.model import Entry, Item, Precision, Site, Source, SourceStatus, State, Topic

UTC_ZONE = ZoneInfo("UTC")
START = datetime(2026, 2, 4, 12, tzinfo=UTC)
SITE = Site(
    title="Ticker", url="https://feeds.example.org/", authority="example.org,2026", language="de", timezone=UTC_ZONE
)
TOPIC = Topic(name="hafen", title="Hafen", query="Hafen", language="de")
SOURCE = Source(name="nord", kind="folder", location="/t/*", timezone=UTC_ZONE, language="de", title="Nord")


def entry(name: str, minutes: int = 0, text: str = "Text.", **changes) -> Entry:
    moment = START + timedelta(minutes=minutes)
    item = Item(published=moment, precision=Precision.MINUTE, title=None, text=text, html=f"<p>{text}</p>")
    made = Entry(
        id=f"tag:example.org,2026:nord/{name}",
        source="nord",
        number=1,
        item=item,
        published=moment,
        updated=moment,
        seen_at=moment,
    )
    return replace(made, **changes)


def composed(*entries: Entry, updated: datetime | None = None, topic: Topic = TOPIC, site: Site = SITE):
    return compose(topic, entries, site, {"nord": SOURCE}, updated)


def opaques(feed) -> list[str]:
    return [entry.opaque for entry in feed.entries]


def test_what_a_feed_says_of_itself():
    """A feed has its topic's name, title, query and language, and an id of its own."""
    feed = composed(entry("a"))

    assert ("hafen", "Hafen", "Hafen", "de", SITE) == (feed.name, feed.title, feed.query, feed.language, feed.site)
    assert feed.id == "tag:example.org,2026:feed/hafen"


def test_a_renamed_topic_keeps_its_id_and_addresses():
    """A topic with former names has the id of the first, and one more feed for each of them that differs in name."""
    topic = replace(TOPIC, was=("schiffe", "kai"))
    feed = composed(entry("a"), topic=topic)

    assert feed.id == "tag:example.org,2026:feed/schiffe"
    assert addresses(feed, topic) == (feed, replace(feed, name="schiffe"), replace(feed, name="kai"))


def test_an_archive_document():
    """An archive document has the feed's id and a name by its number, at each address of the feed."""
    topic = replace(TOPIC, was=("schiffe",))
    feed = composed(entry("a"), topic=topic)
    first, second = addresses(as_archive(feed, 2, 3), topic)

    assert ("archive/hafen/0002", "hafen", "hafen") == (first.name, first.archive_of, first.page)
    assert ("archive/schiffe/0002", "schiffe") == (second.name, second.archive_of)
    assert (feed.id, 2, 3, feed.entries) == (first.id, first.number, first.archived, first.entries)


def test_newest_first_and_equals_as_given():
    """Entries stand newest first; those of one moment as they are given."""
    feed = composed(entry("b", 1), entry("d"), entry("a", 2), entry("c"))

    assert opaques(feed) == ["a", "b", "d", "c"]


@pytest.mark.parametrize("text", ["", " \n "])
def test_blank_entries_are_left_out(text):
    """An entry without title and text is not in the feed."""
    assert opaques(composed(entry("b", 1, text), entry("a"))) == ["a"]


def test_a_title_alone_is_enough():
    """An entry with a title and no text is in the feed, also beside a title that is blank."""
    bare = entry("a", text="")
    titled = replace(bare, item=replace(bare.item, title="Tor!"))
    untitled = entry("b")
    untitled = replace(untitled, item=replace(untitled.item, title=" "))

    assert opaques(composed(titled, untitled)) == ["a", "b"]


def test_updated_is_what_the_store_says():
    """The feed's date is the topic's last visible change."""
    later = START + timedelta(hours=1)

    assert composed(entry("a"), updated=later).updated == later


@pytest.mark.parametrize("field", ["published", "updated", "seen_at"])
def test_updated_is_never_before_an_entry(field):
    """Whatever the store says, no moment of an entry is later than the feed's."""
    later = START + timedelta(minutes=5)
    changed = replace(entry("a"), **{field: later})

    assert later == composed(changed, updated=START).updated
    assert later == composed(changed).updated


@pytest.mark.parametrize(
    ("authority", "day"),
    [
        ("example.org,2026", datetime(2026, 1, 1, tzinfo=UTC)),
        ("example.org,2026-03", datetime(2026, 3, 1, tzinfo=UTC)),
        ("example.org,2026-03-05", datetime(2026, 3, 5, tzinfo=UTC)),
    ],
)
def test_an_empty_feed_has_a_fixed_date(authority, day):
    """A feed that never had an entry is as old as the authority in whose name it speaks."""
    assert composed(site=replace(SITE, authority=authority)).updated == day


def test_a_feed_that_became_empty_does_not_run_backwards():
    """A feed whose last entry went keeps the date of that change."""
    assert composed(updated=START).updated == START


def test_sources_are_those_of_the_entries():
    """A feed names the sources of its entries alone, and not one that it cannot know."""
    other = replace(SOURCE, name="other")
    entries = (entry("a"), entry("b", source="gone"))

    feed = compose(TOPIC, entries, SITE, {"nord": SOURCE, "other": other}, None)
    assert dict(feed.sources) == {"nord": SOURCE}


def test_a_renamed_source_is_known_by_its_former_name():
    """An entry that knows its source by a former name finds it."""
    renamed = replace(SOURCE, name="neu", was=("nord",))

    assert dict(compose(TOPIC, (entry("a"),), SITE, {"neu": renamed}, None).sources) == {"nord": renamed}


def test_survey():
    """The overview has a line for each topic in the site's order, also for one without entries."""
    other, newest = replace(TOPIC, name="leer", title="Leer"), entry("a")
    status = SourceStatus(source="nord", title="Nord", state=State.OK)
    overview = survey(SITE, (other, TOPIC), {"hafen": Held(count=7, newest=newest)}, [status])

    assert (SITE, (status,)) == (overview.site, overview.sources)
    assert [("leer", 0, None), ("hafen", 7, newest)] == [
        (line.name, line.count, line.newest) for line in overview.feeds
    ]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50)), max_size=20))
def test_law_dates_agree_with_the_order(moments):
    """Whatever moments entries have, none is later than the feed's, and none stands below an older one."""
    made = [
        replace(entry(str(number), first), updated=START + timedelta(second), seen_at=START + timedelta(third))
        for number, (first, second, third) in enumerate(moments)
    ]
    feed = composed(*made)

    dates = [one.published for one in feed.entries]
    assert sorted(dates, reverse=True) == dates
    assert all(max(one.published, one.updated, one.seen_at) <= feed.updated for one in feed.entries)
    assert feed == composed(*made)


def test_a_summary_is_how_the_text_begins():
    """Of a source whose texts are not published whole, entries and edits hold their beginnings alone."""
    brief = {"nord": replace(SOURCE, content="summary")}
    long = entry("a", text="Der erste Satz. " * 40)

    (shown,) = compose(TOPIC, (long,), SITE, brief, None).entries
    (edited,) = compose_edits(TOPIC, (long,), SITE, brief, None).entries
    assert shown == edited
    assert (f"{'Der erste Satz. ' * 18}…", True) == (shown.item.text, shown.item.text in shown.item.html)
    assert (long,) == compose(TOPIC, (long,), SITE, {"nord": SOURCE}, None).entries
