"""Why a ticker was read as it was: each line of a text, and what became of it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from feeder.model import Item, Precision, Snapshot, Source, Ticker
from feeder.reading.explained import explain

EVENING = datetime(2026, 2, 4, tzinfo=UTC)
TEXT = """\
 date 2026-02-04

Lage am Abend
Was heute geschah.

4. Februar
18.35 Uhr: Halle geräumt
In der Halle sind Balken gerissen. Mehr dazu hier.
Ein Statiker. Foto: Vera Alm
Jonas Brandt

Anzeige
Halle gesperrt
17:20

Die Stadt hat die Halle gesperrt.
Anzeige
"""


def item(clock: str | None, title: str | None, text: str = "", **more) -> Item:
    hour, minute = map(int, clock.split(":")) if clock else (0, 0)
    return Item(
        published=EVENING.replace(hour=hour, minute=minute) if clock else None,
        precision=Precision.MINUTE if clock else Precision.NONE,
        title=title,
        text=text,
        html="",
        **more,
    )


def explained(content: str, *items: Item, media_type: str = "text/plain", **more) -> list[tuple[str, str]]:
    """What became of each line that is not blank, with its text."""
    return [
        (str(line.role), line.text.strip())
        for line in lines(content, *items, media_type=media_type, **more)
        if line.role
    ]


def lines(content, *items, media_type="text/plain", title=None, lead=""):
    source = Source(name="s", kind="folder", location="/x", timezone=ZoneInfo("UTC"), language="de", title="S")
    snapshot = Snapshot(
        source=source, origin="/x/t", content=content.encode(), media_type=media_type, fetched_at=EVENING
    )
    return explain(snapshot, Ticker(title=title, lead=lead, items=items, certainty=1))


def test_each_line_has_its_role():
    """Marks, titles, text, captions, authors, the introduction and what was left out are told apart."""
    first = item(
        "18:35",
        "Halle geräumt",
        "In der Halle sind Balken gerissen.",
        captions=("Ein Statiker. Foto: Vera Alm",),
        author="Jonas Brandt",
    )
    second = item("17:20", "Halle gesperrt", "Die Stadt hat die Halle gesperrt.")

    assert [
        ("left out", "date 2026-02-04"),
        ("lead", "Lage am Abend"),
        ("lead", "Was heute geschah."),
        ("left out", "4. Februar"),
        ("mark", "18.35 Uhr:"),
        ("title", "Halle geräumt"),
        ("text", "In der Halle sind Balken gerissen. Mehr dazu hier."),
        ("caption", "Ein Statiker. Foto: Vera Alm"),
        ("author", "Jonas Brandt"),
        ("left out", "Anzeige"),
        ("title", "Halle gesperrt"),
        ("mark", "17:20"),
        ("text", "Die Stadt hat die Halle gesperrt."),
        ("left out", "Anzeige"),
    ] == explained(TEXT, first, second, title="Lage am Abend", lead="Was heute geschah.")


def test_reasons():
    """A mark says which entry it begins, and what is left out, why."""
    found = {
        line.text.strip(): line for line in lines(TEXT, item("18:35", "Halle geräumt"), item("17:20", "Halle gesperrt"))
    }

    assert "begins the entry of 2026-02-04 18:35" == found["18.35 Uhr:"].reason
    assert (True, False) == (found["18.35 Uhr:"].goes_on, found["Halle geräumt"].goes_on)
    assert "set apart from the text" == found["Halle geräumt"].reason
    assert "stands there 2 times: part of the page, no news" == found["Anzeige"].reason
    assert "stands above the first entry" == found["Lage am Abend"].reason
    assert found["Jonas Brandt"].reason.endswith("no text of an entry")


def test_nothing_is_lost_or_added():
    """All lines come back, in their order, letter for letter."""
    found = lines(TEXT, item("18:35", "Halle geräumt"))

    assert TEXT == "".join(line.text if line.goes_on else f"{line.text}\n" for line in found).removesuffix("\n")


def test_titles_that_stand_in_a_list_above():
    """A list of the titles above the entries does not take them away: an entry begins beside its mark."""
    above = "Alles auf einen Blick\nEins gesagt\nZwei gesagt\n\n"
    text = f"{above}18:35\nEins gesagt\nText eins.\n\n17:20\nZwei gesagt\nText zwei.\n"
    found = explained(text, item("18:35", "Eins gesagt", "Text eins."), item("17:20", "Zwei gesagt", "Text zwei."))

    assert ["left out"] * 3 + ["mark", "title", "text"] * 2 == [role for role, _ in found]


def test_clocks_of_twelve_hours_and_whole_hours():
    """A mark is known by its clock, however that is written."""
    text = "6.35 pm Eins\n\n5 pm\nZwei\n"

    assert [("mark", "6.35 pm"), ("text", "Eins"), ("mark", "5 pm"), ("text", "Zwei")] == explained(
        text, item("18:35", None, "Eins"), item("17:00", None, "Zwei")
    )


def test_entries_without_a_time():
    """Without a day any clock is a mark, and what stands before a title on its line."""
    text = "18.35 Uhr\nEins steht hier.\n\n+++ Zwei +++\n\nUpdate: Drei\n"

    assert [
        ("mark", "18.35 Uhr"), ("text", "Eins steht hier."), ("title", "+++ Zwei +++"), ("mark", "Update:"),
        ("title", "Drei"),
    ] == explained(text, item(None, None, "Eins steht hier."), item(None, "Zwei"), item(None, "Drei"))  # fmt: skip


@pytest.mark.parametrize("words", ["", "Ganz anderes"])
def test_an_entry_that_is_not_in_the_text(words):
    """An entry whose words stand nowhere is found by its mark, and else takes no line from the others."""
    text = "18:35\nEins\n\n17:20\nZwei\n"
    found = explained(text, item("18:35", None, "Eins"), item("17:20", None, words), item(None, None, "Drei"))

    assert [("mark", "18:35"), ("text", "Eins"), ("mark", "17:20"), ("left out", "Zwei")] == found


def test_a_page():
    """Of a page the text is shown that a reader sees."""
    html = (
        "<html><nav>Menü</nav><h1>Lage</h1><p>18:35</p><h2>Eins</h2><p>Text <b>eins</b>.</p><script>x</script></html>"
    )

    assert [("lead", "Lage"), ("mark", "18:35"), ("title", "Eins"), ("text", "Text eins.")] == explained(
        html, item("18:35", "Eins", "Text eins."), media_type="text/html", title="Lage"
    )


def test_a_feed():
    """Of a feed its entries are shown, for it tells them apart itself."""
    entries = (
        item("18:35", "Eins", "Text.\n\nMehr.", author="Vera Alm", captions=("Foto: x",)),
        item(None, None, "Zwei"),
    )
    day = Item(published=EVENING, precision=Precision.DAY, title="Drei", text="", html="")

    assert [
        ("mark", "2026-02-04 18:35"), ("title", "Eins"), ("author", "Vera Alm"), ("text", "Text."), ("text", "Mehr."),
        ("caption", "Foto: x"), ("mark", "without a time"), ("text", "Zwei"), ("mark", "2026-02-04"), ("title", "Drei"),
    ] == explained("<rss>", *entries, day)  # fmt: skip


def test_it_does_not_take_the_square_of_the_length():
    """A long page is explained in a time that a person waits."""
    entries = [item(f"{n // 60 % 24}:{n % 60}", f"Meldung Nummer {n}", f"Text {n} der Meldung.") for n in range(1000)]
    text = "\n".join(f"{n // 60 % 24:02}:{n % 60:02} Meldung Nummer {n}\nText {n} der Meldung.\n" for n in range(1000))

    assert 3000 == len(explained(text, *entries))


def test_a_long_line_is_no_mark():
    """A clock in a long line is that of a sentence."""
    long = f"Um 18:35 Uhr {'geschah viel und ' * 10}mehr."

    assert [("left out", long), ("mark", "18:35"), ("text", "Eins")] == explained(
        f"{long}\n18:35\nEins\n", item("18:35", None, "Eins")
    )
