"""Texts that were made to hurt: each is read or refused, at a cost that grows no faster than its length.

Nothing is timed here. Each text is so long that a cost of its square would run into the time limit of the tests.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from feeder.errors import ReadError
from feeder.model import Snapshot, Source
from feeder.reading import Reference, read
from feeder.text import first_sentence, headline

MANY = 200_000
TWO = "18.35 Uhr: A\n\n{}\n\n9.05 Uhr: B\n\nText."

LONG_TEXTS = {
    "blanks": " " * MANY + "x",
    "a bullet and blanks": "•" + " " * MANY + "x",
    "a date and blanks": "4. Februar" + " " * MANY + "x",
    "a clock and blanks": "18.35 Uhr" + " " * MANY + "x",
    "Update and blanks": "Update" + " " * MANY + "x",
    "blank lines": " \n" * MANY + "x",
    "digits": "1" * MANY,
    "plus signs": "+" * MANY,
    "quotes": TWO.format("Satz." + '"' * MANY + "x"),
    "stops": TWO.format("." * MANY),
    "credits": TWO.format("Bild. © Alm/dpa " * (MANY // 16)),
    "signs of credits": TWO.format("© " * MANY),
    "kickers": TWO.format("Zu Ende. Sturm Sturm-Lage: Titel Der Tag. " * (MANY // 40)),
    "marks": "18.35 Uhr: A\n\nText.\n\n" * (MANY // 24),
    "an hour that comes twice": "25. Oktober, 2.35 Uhr: A\n\nText.\n\n" * (MANY // 36),
    "labels": ", ".join(["Hafen"] * (MANY // 7)),
    "names": "Vera " * (MANY // 5) + "18.35 Uhr:",
    "open brackets": "(" * MANY + "18.35 Uhr)",
    "brackets at the end": "(x" * MANY + ")",
    "marks in a line": "Satz. 18.35 Uhr: A " * (MANY // 19),
    "clocks in a line": "18.35 " * (MANY // 6),
    "almost marks in a line": "Satz. Update vom 4. Februar " * (MANY // 28),
    "plus signs in a line": "+++ 18.35 A " * (MANY // 12),
    "lines in plus signs": "+++ A +++\n" * (MANY // 10),
    "games": "90. Minute: A\n" * (MANY // 14),
    "spans": "vor 5 Minuten\n" * (MANY // 14),
    "long spans": "1 Std. " * (MANY // 7) + "vor",
    "days": "4. Februar\n" * (MANY // 11) + "18.35 Uhr: A",
    "dates in a line": "4. Februar 2026, 18.35 Uhr " * (MANY // 27) + "\n\n18.35 Uhr: A\n\nB\n\n9.05 Uhr: C",
    "zones": "All times " * (MANY // 10) + "x",
    "bars": "|" * MANY,
    "lines in bars": "| A |\n" * (MANY // 6),
    "open tags": "<b " * MANY,
    "inline tags": "<b>18:35</b> A " * (MANY // 15),
    "headlines alone": "18.35 Uhr: A\n\n" * (MANY // 14),
    "times behind": "Ein Satz.\n18:35\n" * (MANY // 16),
    "comments": "<!---->" * MANY + "x",
    "open comments": "<!--" * MANY + "x",
    "open instructions": "<?" * MANY + "x",
    "tags": "<html>" + "<b> </b>" * (MANY // 4),
    "depth": "<html>" + "<div>" * (MANY // 4) + "18.35 Uhr: A",
    "entities": "<html>" + "&amp;" * MANY,
}


def taken(content: bytes, media_type: str = "text/plain", zone: str = "Europe/Berlin") -> Snapshot:
    source = Source(name="s", kind="folder", location="/x", timezone=ZoneInfo(zone), language="de", title="S")
    moment = datetime(2026, 12, 31, 20, tzinfo=UTC)
    return Snapshot(source=source, origin="/x/t.txt", content=content, media_type=media_type, fetched_at=moment)


@pytest.mark.parametrize("name", LONG_TEXTS)
def test_long_texts(name):
    """No text takes more time than its length accounts for."""
    with suppress(ReadError):
        read(taken(LONG_TEXTS[name].encode()))


@pytest.mark.parametrize("text", ["wort " * MANY, "1. " * MANY, "." * MANY, "Wort." * MANY])
def test_long_sentences(text):
    """A text without an end of a sentence is one sentence, however long it is."""
    assert first_sentence(text) == text.strip()
    assert len(headline(text)) <= 82


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin"])
@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01 00:05 – A\n\nText.\n\n0001-01-01 00:01 – B\n\nText.",
        "9999-12-31 23:59 – A\n\nText.\n\n9999-12-31 23:05 – B\n\nText.",
        "31.12.0000, 23:59 Uhr: A\n\nText.\n\n30.12.0000, 23:05 Uhr: B\n\nText.",
        " date 0001-01-01\n\n0.35 Uhr: A\n\nText.\n\n23.05 Uhr: B\n\nText.",
        " date 9999-12-31\n\n23.35 Uhr: A\n\nText.\n\n22.05 Uhr: B\n\nText.",
        " date 2026-02-31\n\n23.35 Uhr: A\n\nText.\n\n22.05 Uhr: B\n\nText.",
        "29. Februar, 18.35 Uhr: A\n\nText.\n\n28. Februar, 9.05 Uhr: B\n\nText.",
        "4. Aprıl, 18.35 Uhr: A\n\nText.\n\n3. Aprıl, 9.05 Uhr: B\n\nText.",
        "4. Auguſt, 18.35 Uhr: A\n\nText.\n\n3. AUGUST, 9.05 Uhr: B\n\nText.",
        "٤. Februar, ١٨.٣٥ Uhr: A\n\nText.\n\n3. Februar, 9.05 Uhr: B\n\nText.",
    ],
)
def test_edges_of_the_calendar(text, zone):
    """Impossible days are no days, and the first and last years of the calendar overflow nowhere."""
    for reference in (None, Reference()):
        with suppress(ReadError):
            for item in read(taken(text.encode(), zone=zone), reference).items:
                assert item.published is None or 1900 <= item.published.year <= 2200


@pytest.mark.parametrize(
    "charset", ["undefined", "idna", "punycode", "unicode_escape", "utf-7", "rot13", "zlib", "no-such", "é"]
)
def test_declared_encodings_that_are_none(charset):
    """What is no encoding of a text is not believed."""
    text = TWO.format("Ein \\x41 steht da.")
    ticker = read(taken(text.encode(), f"text/plain; charset={charset}"))

    assert ticker.items[0].text == "Ein \\x41 steht da."
