"""Laws of reading."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from feeder.errors import ReadError
from feeder.model import Snapshot, Source
from feeder.reading import read

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


@given(
    st.lists(
        st.tuples(st.integers(1, 60 * 24 * 40), titles, st.lists(sentences, min_size=1, max_size=3)),
        min_size=2,
        max_size=12,
        unique_by=lambda entry: entry[0],
    )
)
def test_round_trip(entries):
    """A ticker that is written in the form of the first real one is read back as it was."""
    end = datetime(2026, 6, 30, 20, tzinfo=BERLIN)
    written = sorted(((end - timedelta(minutes=ago), title, text) for ago, title, text in entries), reverse=True)
    lines = [f"{mark(moment)}: {title}\n\n{chr(10).join(text)}" for moment, title, text in written]
    ticker = read(snapshot((" date 2026-06-30\n\n" + "\n\n".join(lines)).encode()))

    assert [(moment.astimezone(UTC), title, " ".join(text)) for moment, title, text in written] == [
        (item.published, item.title, item.text) for item in ticker.items
    ]


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
