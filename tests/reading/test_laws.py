"""Laws of reading."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from feeder.errors import ReadError
from feeder.model import Precision, Snapshot, Source
from feeder.reading import Reference, read
from feeder.text import to_html

BERLIN = ZoneInfo("Europe/Berlin")
MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
SOURCE = Source(name="s", kind="folder", location="/x", timezone=BERLIN, language="de", title="S")
words = st.sampled_from(
    ["Deich", "Sturm", "Fähre", "Brücke", "Pegel", "Hafen", "Strom", "Schule", "Bahn", "Insel", "Siel", "Damm"]
)
sentences = st.lists(words, min_size=3, max_size=9).map(lambda found: " ".join(found) + ".")
titles = st.lists(words, min_size=1, max_size=5).map(" ".join)


def snapshot(content: bytes) -> Snapshot:
    taken = datetime(2026, 6, 30, 20, tzinfo=UTC)
    return Snapshot(source=SOURCE, origin="/x/t", content=content, media_type="text/plain", fetched_at=taken)


def mark(moment: datetime) -> str:
    return f"{moment.day}. {MONTHS[moment.month - 1]}, {moment.hour}.{moment.minute:02} Uhr"


def clock(moment: datetime) -> str:
    return f"{moment.hour}.{moment.minute:02}"


# How an entry is written, in a form that prints its day.
FORMS: dict[str, Callable[[datetime, str, str], str]] = {
    "day, clock and title": lambda at, title, text: f"{mark(at)}: {title}\n\n{text}",
    "ISO": lambda at, title, text: f"{at:%Y-%m-%d %H:%M} – {title}\n\n{text}",
    "dotted date": lambda at, title, text: f"{at:%d.%m.%Y}, {clock(at)} Uhr | {title}\n{text}",
    "plus signs": lambda at, title, text: f"+++ {at:%d.%m.%y}, {at:%H:%M} Uhr: {title} +++\n\n{text}",
    "update": lambda at, title, text: f"Update vom {mark(at)}: {title}\n\n{text}",
    "title below": lambda at, title, text: f"{at:%d.%m.%Y}, {at:%H:%M} Uhr\n\n{title}\n\n{text}",
    "English": lambda at, title, text: f"{at:%b %d, %Y, %I:%M %p}: {title}\n\n{text}",
    "day below": lambda at, title, text: f"{at:%H:%M} Uhr\n– {at:%d.%m.%Y}\n\n{title}\n\n{text}",
    "heading": lambda at, title, text: f"{at:%d.%m.%Y}\n\n{clock(at)} Uhr – {title}\n\n{text}",
}


@settings(deadline=None)  # the first page also loads the library
@given(
    st.sampled_from(sorted(FORMS)),
    st.sampled_from([True, False]),
    st.lists(
        st.tuples(st.integers(1, 60 * 24 * 40), titles, st.lists(sentences, min_size=1, max_size=3)),
        min_size=2,
        max_size=12,
        unique_by=(lambda entry: entry[0], lambda entry: entry[1]),  # a line that comes again and again is no title
    ),
)
def test_round_trip(form, newest_first, entries):
    """A ticker that is written in a form, in either order, is read back as it was."""
    end = datetime(2026, 6, 30, 20, tzinfo=BERLIN)
    written = sorted(
        ((end - timedelta(minutes=ago), title, " ".join(text)) for ago, title, text in entries), reverse=newest_first
    )
    # What rises in round steps, or says the same again and again, is a programme.
    assume(newest_first or any(at.minute % 15 for at, _, _ in written))
    assume(newest_first or len({entry[1:] for entry in written}) == len(written))
    lines = (FORMS[form](*entry) for entry in written)
    ticker = read(snapshot((" date 2026-06-30\n\n" + "\n\n".join(lines)).encode()))

    assert [(moment.astimezone(UTC), title, text) for moment, title, text in written] == [
        (item.published, item.title, item.text) for item in ticker.items
    ]


lines = st.sampled_from(
    [
        *("18.35 Uhr: Deich", "9:05", "+++ 17:12 Strom +++", "+++", "4. Februar", "31.12.25", "2026-10-25 02:30 – A"),
        *("Feb 29, 11:59 pm: B", "Update am 3. Mai, 7.01 Uhr: C", "10.00 - 12.00 Uhr", "Bild. © Alm/dpa Der Deich."),
        *("  14:05 Uhr – Lauf", "Sturm Sturm-Lage: Titel Der Tag.", "Ein Satz.", "", " date 2026-02-04", "<p>", "</p>"),
    ]
)
days = st.none() | st.dates(date(1971, 1, 1), date(2099, 12, 31))


@settings(deadline=None)  # the first page also loads the library
@given(st.lists(lines, max_size=20).map("\n".join), days, st.sampled_from(["text/plain", "text/html"]))
def test_any_lines(text, day, media_type):
    """Whatever its lines are, a text is a ticker or refused; an item has its words and is escaped as HTML."""
    with suppress(ReadError):
        ticker = read(replace(snapshot(text.encode()), media_type=media_type), Reference(day=day))

        assert ticker.items
        assert 0 <= ticker.certainty <= 1
        for item in ticker.items:
            assert item.title or item.text
            assert (item.published is None) is (item.precision == Precision.NONE)
            assert to_html(item.text) == item.html


@settings(deadline=None)  # the first page also loads the library
@given(st.one_of(st.binary(), st.text().map(str.encode), st.text("0123456789.: Uhr+\n|-–<p>").map(str.encode)))
def test_nothing_but_read_error(content):
    """Any bytes are a ticker or are refused; nothing else happens, and the same bytes are the same ticker."""
    with suppress(ReadError):
        assert read(snapshot(content)) == read(snapshot(content))


def test_a_day_of_each_month():
    """Every month is known by its German name."""
    for number, month in enumerate(MONTHS, 1):
        text = f" date 2026-12-31\n\n2. {month}, 18.35 Uhr: A\n\nText.\n\n1. {month}, 9.05 Uhr: B\n\nText."
        items = read(snapshot(text.encode())).items

        assert [date(2026, number, 2), date(2026, number, 1)] == [item.published.date() for item in items]
