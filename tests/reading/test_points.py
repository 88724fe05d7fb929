"""What stands inside an entry is no entry of its own, and what does stand alone is one, whatever its order."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from feeder.errors import ReadError
from feeder.model import Snapshot, Source, Ticker
from feeder.reading import Reference, prose, read

BERLIN = ZoneInfo("Europe/Berlin")
SOURCE = Source(name="s", kind="folder", location="/x", timezone=BERLIN, language="de", title="S")
DAY = Reference(day=date(2026, 2, 4))
OLDER = "\n\n18:50 Uhr: Der Zug fährt.\n\n18:35 Uhr: Die Fähre fährt.\n\n18:20 Uhr: Der Bus fährt.\n"


def ticker(text: str, known: Reference | None = DAY, at: datetime | None = None) -> Ticker:
    taken = at or datetime(2026, 2, 4, 19, 10, tzinfo=BERLIN)
    snapshot = Snapshot(
        source=SOURCE, origin="/x/t", content=text.encode(), media_type="text/plain", fetched_at=taken.astimezone(UTC)
    )
    return read(snapshot, known)


def clocks(text: str, known: Reference | None = DAY, at: datetime | None = None) -> list[str]:
    """Day and clock of each entry."""
    items = ticker(text, known, at).items
    return [f"{item.published.astimezone(BERLIN):%d. %H:%M}" for item in items if item.published]


@pytest.mark.parametrize(
    "points",
    [
        "So geht es morgen weiter:\n08:00 Uhr: Pressegespräch im Rathaus\n10:00 Uhr: Begehung am Hafen",
        "So lief der Einsatz:\n12:10 Uhr: Notruf\n12:15 Uhr: Die Wehr rückt aus\n12:40 Uhr: Feuer gelöscht",
        "So geht es weiter:\n20:00 Uhr: Rat tagt\n21:00 Uhr: Sperrung endet",
        "So geht es weiter:\n\n20:00 Uhr: Rat tagt\n21 Uhr: Sperrung endet",
        "Plan steht\n\nSo geht es weiter:\n\n08:00 Uhr: Rat tagt\n10:00 Uhr: Sperrung endet",
        "So lief es:\n\n12:10 Uhr: Notruf\n\n12:15 Uhr: Die Wehr rückt aus\n\n12:40 Uhr: Feuer gelöscht",
        "Chronik\n12:10 Uhr: Notruf\n12:15 Uhr: Die Wehr rückt aus",
        "Was kommt\n\n20:00 Uhr: Rat tagt\n21:00 Uhr: Sperrung endet",
    ],
)
def test_a_list_of_times_belongs_to_its_entry(points):
    """Times that rise below a colon, or line by line, are no entries of a ticker that tells the newest first."""
    assert ["04. 19:05", "04. 18:50", "04. 18:35", "04. 18:20"] == clocks(f"19:05 Uhr: {points}{OLDER}")


def test_a_list_where_the_oldest_stand_first():
    """Where times rise down the page, those that fall back below a colon are a list, if the next entry goes on."""
    text = (
        "17:01 Uhr: Der Zug fährt nicht mehr in den Bahnhof.\n\n17:31 Uhr: So lief der Einsatz:\n"
        "12:10 Uhr: Notruf geht ein.\n12:15 Uhr: Die Wehr rückt aus.\n\n"
        "18:22 Uhr: Die Fähre fährt heute nicht mehr hinaus.\n\n18:40 Uhr: Die Sperrung am Hafen bleibt bis morgen."
    )

    assert ["04. 17:01", "04. 17:31", "04. 18:22", "04. 18:40"] == clocks(text)


def test_a_list_of_what_is_to_come_where_the_oldest_stand_first():
    """Where times rise down the page, a list that runs ahead of the next entry is no part of the ticker."""
    text = (
        "17:01 Uhr: Der Zug fährt nicht mehr in den Bahnhof.\n\n17:31 Uhr: So geht es heute Abend weiter:\n\n"
        "20:00 Uhr: Rat tagt\n21:15 Uhr: Sperrung endet\n\n"
        "18:22 Uhr: Die Fähre fährt heute nicht mehr hinaus.\n\n18:40 Uhr: Die Sperrung am Hafen bleibt bis morgen."
    )

    assert ["04. 17:01", "04. 17:31", "04. 18:22", "04. 18:40"] == clocks(text)


def test_a_list_in_the_last_entry():
    """A list at the end of the page is known without an entry below it."""
    rising = (
        "17:01 Uhr: Der Zug fährt nicht mehr in den Bahnhof.\n\n17:31 Uhr: Die Sperrung am Hafen bleibt bis morgen.\n\n"
        "18:22 Uhr: So geht es heute Abend weiter:\n20:00 Uhr: Rat tagt\n21:15 Uhr: Sperrung endet"
    )
    falling = (
        "18:50 Uhr: Der Zug fährt.\n\n18:35 Uhr: Die Fähre fährt.\n\n18:20 Uhr: Brand aus\n\nDie Wehr geht.\n\n"
        "12:10 Uhr: Notruf\n12:15 Uhr: Die Wehr rückt aus\n12:40 Uhr: Feuer gelöscht"
    )

    assert ["04. 17:01", "04. 17:31", "04. 18:22"] == clocks(rising)
    assert ["04. 18:50", "04. 18:35", "04. 18:20"] == clocks(falling)


def test_entries_that_were_swapped():
    """Two entries on following lines are none of a list where both fit between those beside them."""
    text = f"19:05 Uhr: Es regnet.\n\n18:52 Uhr: Der Bus steht.\n18:58 Uhr: Der Rat tagt.{OLDER}"

    assert ["04. 19:05", "04. 18:52", "04. 18:58", "04. 18:50", "04. 18:35", "04. 18:20"] == clocks(text)


@pytest.mark.parametrize(
    "text",
    [
        "19:05 Uhr: Es geht weiter:\n18:50 Uhr: Der Zug fährt.\n18:35 Uhr: Die Fähre fährt.\n18:20 Uhr: Ende.",
        "19:05 Uhr: Es geht weiter:\n18:50 Uhr: Der Zug fährt.\n18:35 Uhr: Die Fähre fährt.\n\n18:20 Uhr: Ende.",
        "19:05 Uhr: Ein Wort:\n18:50 Uhr: Der Zug.\n18:52 Uhr: Der Bus.\n18:35 Uhr: Ja.\n\n18:20 Uhr: A.\n18:10 Uhr: B",
    ],
)
def test_entries_on_following_lines(text):
    """Entries below a colon stay entries where they run as all others do, or where all lie on following lines."""
    assert text.count(" Uhr: ") == len(ticker(text).items)


def test_prices_in_an_entry():
    """Numbers below a colon of which some are no times cost neither the ticker nor its other entries."""
    text = (
        "18.50 Der Sturm erreicht den Hafen und die Altstadt.\n\n18.35 Das kosten die Karten für das Konzert:\n"
        "25.80 Euro im Parkett\n22.30 Euro im Rang\n\n18.20 Die Fähre fährt heute nicht mehr, sagt die Reederei."
    )

    assert ["04. 18:50", "04. 18:35", "04. 18:20"] == clocks(text)


def test_prices_alone():
    """A list of prices is no ticker, though some could be times."""
    with pytest.raises(ReadError, match="some of them cannot be"):
        ticker("18.50 Eine Karte im Rang für alle Tage.\n25.80 Eine im Parkett.\n12.30 Eine Karte für Kinder.")


@pytest.mark.parametrize("word", ["Angepinnt", "• Angepinnt:"])
def test_a_pinned_entry(word):
    """What a word says is pinned does not date the entries below it, and is not later than they."""
    below = f"\n\n19:05 Uhr: Die Stadt dankt.{OLDER}"
    older = ["04. 19:05", "04. 18:50", "04. 18:35", "04. 18:20"]

    assert ["04. 09:00", *older] == clocks(f"{word}\n09:00 Uhr: Das Wichtigste im Überblick.{below}")
    assert ["03. 22:00", *older] == clocks(f"{word}\n\n22:00 Uhr: Das Wichtigste im Überblick.{below}")


def test_pinned_alone():
    """The only entry may be pinned."""
    assert ["04. 09:00"] == clocks("Angepinnt\n+++ 09:00 Uhr: Das Wichtigste +++\nDer Deich hält.")


def test_pinned_from_the_evening_over_midnight():
    """An entry from the evening stands above others that have just passed midnight, below the stamp of the page."""
    text = (
        "Stand: 4. Februar 2026, 00:06 Uhr\n\n+++ 23:35 Das Wichtigste +++\nDer Deich hält.\n\n"
        "+++ 00:05 Wasser steigt +++\nUm 4.\n\n+++ 23:56 Zug hält +++\nEr wartet.\n\n+++ 23:40 Bus hält +++\nAuch er."
    )

    assert ["03. 23:35", "04. 00:05", "03. 23:56", "03. 23:40"] == clocks(
        text, None, datetime(2026, 2, 4, 0, 6, tzinfo=BERLIN)
    )


@pytest.mark.parametrize("on_line", [" Uhr: ", "\n"])
def test_equal_hours_each_day(on_line):
    """Days that tell at the same hours are no contents of each other."""
    days = [("Mittwoch, 4. Februar 2026", "fällt"), ("Dienstag, 3. Februar 2026", "steigt")]
    text = "\n\n".join(
        f"{day}\n\n20:00{on_line}Der Pegel {does} am Abend.\n\n08:00{on_line}Der Pegel {does} am Morgen."
        for day, does in days
    )

    assert ["04. 20:00", "04. 08:00", "03. 20:00", "03. 08:00"] == clocks(text)


@pytest.mark.parametrize("slip", ["18:52: Der Zug fährt.", "18:10: Der Zug fährt."])
def test_a_slip_out_of_order(slip):
    """A mark without its word stays one where it stands alone, also a little out of order."""
    text = f"19:05 Uhr: Die Stadt dankt.\n\n18:40 Uhr: Die Fähre fährt.\n\n{slip}\n\n18:35 Uhr: Der Bus fährt.\n\n"

    assert 5 == len(ticker(f"{text}18:20 Uhr: Der Wind dreht.").items)


def test_a_point_without_its_word():
    """Where lines touch it, or at quite another time, a clock without its word stands in the text."""
    text = "19:05 Uhr: Die Stadt dankt.\n\n18:40 Uhr: Es folgt:\n{}\n\n18:35 Uhr: Der Bus.\n\n18:20 Uhr: Der Wind."

    assert 4 == len(ticker(text.format("18:52: Der Zug fährt.")).items)
    assert 4 == len(ticker(text.format("\n12:10: Der Zug fährt.")).items)


def american(*lines: str, on: date) -> list[str]:
    items = ticker("\n\n".join(lines), Reference(day=on)).items
    return [f"{item.published.astimezone(BERLIN):%m-%d}" for item in items if item.published]


def test_one_order_of_dates():
    """Numbers with slashes mean the same on the whole page: as one tells for sure, or so that none is yet to come."""
    sure = ("02/13/2026 09:10 Power is back.", "02/12/2026 18:35 Storm hits.", "02/11/2026 22:15 Rain.")
    open_ = ("2/3/2026 18:35 Storm hits.", "2/2/2026 18:35 Rain.")

    assert ["02-13", "02-12", "02-11"] == american(*sure, on=date(2026, 2, 13))
    assert ["02-03", "02-02"] == american(*open_, on=date(2026, 2, 13))
    assert ["03-02", "02-02"] == american(*open_, on=date(2026, 3, 13))
    assert ["02-13", "02-12"] == american("13/2/2026 18:35 Storm.", "12/2/2026 18:35 Rain.", on=date(2026, 2, 13))
    assert ["02-13", "02-12"] == american(
        "13/02/2026 9:10 p.m. Storm.", "12/02/2026 6:35 p.m. Rain.", on=date(2026, 2, 13)
    )
    assert ["02-13", "12-02"] == american(
        "2/13/2026 9:10 Storm.", "12/2/2025 6:35 p.m. Rain.", "12/2/2025 6:30 p.m. Rain.", on=date(2026, 2, 13)
    )[:2]


@pytest.mark.parametrize(
    ("language", "zone", "clock", "expected"),
    [
        *(("en", "America/New_York", "18:35", "02-03"), ("en-US", "Europe/Berlin", "18:35", "02-03")),
        *(("en", "Europe/London", "18:35", "03-02"), ("en-GB", "America/New_York", "18:35", "03-02")),
        *(("es", "America/New_York", "18:35", "03-02"), ("en-IN", "Asia/Kolkata", "6:35 pm", "03-02")),
        *(("de", "Europe/Berlin", "6:35 PM", "02-03"), ("en", "America/Indiana/Knox", "18:35", "02-03")),
    ],
)  # fmt: skip
def test_the_order_of_a_region(language, zone, clock, expected):
    """Dates that could be read in both orders are read as the source's region writes them, in each state the same."""
    lines = [f"2/3/2026 {clock}: Storm hits.", f"2/2/2026 {clock}: Rain comes."]
    for day in (date(2026, 3, 20), date(2026, 11, 20)):
        found = prose.read("\n\n".join(lines), Reference(day=day), ZoneInfo(zone), language).items[0]
        assert found.published
        assert expected == f"{found.published.astimezone(ZoneInfo(zone)):%m-%d}"


def test_the_order_as_it_grows():
    """What only so lies not after the reading keeps its days when surer dates come on top."""
    lines = ["2/15/2026 18:35: Sun.", "2/12/2026 18:35: Storm hits.", "2/11/2026 18:35: Rain comes."]

    assert ["02-12", "02-11"] == american(*lines[1:], on=date(2026, 2, 12))
    assert ["02-15", "02-12", "02-11"] == american(*lines, on=date(2026, 2, 15))


def test_american_days_above():
    """Days alone on their lines are read in that order too."""
    text = "02/13/2026\n\n09:10: Power is back.\n\n02/12/2026\n\n18:35: Storm hits.\n\n08:05: Rain comes."

    assert ["13. 09:10", "12. 18:35", "12. 08:05"] == clocks(text, Reference(day=date(2026, 2, 13)))


def test_comparisons_are_no_tags():
    """What looks like the beginning of a tag takes nothing with it but what a copy cut off at its very end."""
    text = "18:35 Uhr: Ein <b>Wert</b> <i>a</i> <b gilt.\n\n18:20 Uhr: Der <b>Bus</b>.\n\n18:05 Uhr: Ende. <a href=x"

    assert ["Ein Wert a <b gilt.", "Der Bus.", "Ende."] == [item.text for item in ticker(text).items]


REPORTS = [
    "Ich stehe am Deich und sehe die Wellen kommen.",
    "Die Fähre fährt heute nicht mehr hinaus.",
    "Ich spreche mit der Bürgermeisterin über die Lage.",
    "Der Bus fährt bis zum Morgen nicht mehr.",
    "Der Pegel steigt auf 430 Zentimeter an der Brücke.",
]


def test_a_reporter_says_i():
    """Who speaks of himself in some reports writes no diary."""
    text = "\n\n".join(f"17:{7 + 11 * place:02} Uhr: {report}" for place, report in enumerate(REPORTS[:4]))

    assert 5 == len(ticker(f"Sturm an der Küste\n\n{text}\n\n18:02 Uhr: {REPORTS[4]}").items)


@pytest.mark.parametrize("head", ["Liveticker zum Sturm", "Live: Alle Termine der Wahlnacht"])
def test_what_calls_itself_live_is_no_programme(head):
    """Neither round times nor a word of its headline make a programme of what calls itself live."""
    text = "\n\n".join(f"17:{15 * place:02} Uhr: {report}" for place, report in enumerate(REPORTS[1:4]))

    assert 3 == len(ticker(f"{head}\n\n{text}").items)


def test_prices_below_the_mark_of_their_entry():
    """Numbers line by line below a mark, of which some are no times, are prices where the other marks stand apart."""
    text = (
        "18.50 Die Karten kosten mehr als sonst.\n25.80 Euro zahlt man im Block.\n12.30 Euro zahlen Kinder.\n\n"
        "18.35 Der Hafen ist zu.\n\n18.20 Die Fähre fährt heute nicht mehr, sagt die Reederei."
    )

    assert ["04. 18:50", "04. 18:35", "04. 18:20"] == clocks(text)


def test_marks_in_plus_signs_are_never_dropped():
    """A clock alone between plus signs heads an entry, also where it lies far beside its neighbours."""
    text = (
        "+++ 20.13 Uhr +++\nDer Deich hält.\n\n+++ 2.53 Uhr: Zug steht +++\nEr steht im Bahnhof.\n\n"
        "+++ 6.13 Uhr: Schule zu +++\nSie bleibt es morgen.\n\n+++ 12.53 Uhr: Brücke zu +++\nSie ist gesperrt.\n\n"
        "+++ 0.33 Uhr +++\nDer Wind nimmt zu.\n\n+++ 7.13 Uhr: Fähre fährt +++\nSie fährt wieder.\n"
    )

    assert ["02. 20:13", "03. 02:53", "03. 06:13", "03. 12:53", "04. 00:33", "04. 07:13"] == clocks(text)


def test_four_digits_with_a_zone_are_no_years():
    """A zone behind four digits says that they are a clock, and an hour of no year does, before a colon too."""
    zoned = "1850 GMT: Der Hafen ist zu.\n\n1835 GMT: Der Bus steht.\n\n1820 GMT: Der Wind nimmt zu.\n"
    late = "2105: Der Hafen ist zu.\n\n2002: Der Bus steht.\n\n1835: Der Wind nimmt zu.\n"

    assert ["04. 19:50", "04. 19:35", "04. 19:20"] == clocks(zoned)
    assert ["04. 21:05", "04. 20:02", "04. 18:35"] == clocks(late)


def test_years_before_a_colon():
    """Years of several centuries are no clocks."""
    with pytest.raises(ReadError):
        ticker(
            "1848: Das Volk steht auf.\n\n1755: Die Erde bebt.\n\n1648: Der Krieg endet.\n\n1517: Der Streit beginnt.\n"
        )


def test_a_sign_of_copyright_within_a_sentence():
    """The sign alone makes no credit: a sentence goes on behind it."""
    text = f"19:05 Uhr: Gesetz gilt\n\nDas © schützt Werke 70 Jahre lang.{OLDER}"

    assert "Das © schützt Werke 70 Jahre lang." == ticker(text).items[0].text
