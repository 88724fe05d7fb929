"""Where entries begin and end: times behind the text, marks inside lines, and marks without a time."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from feeder.errors import ReadError
from feeder.model import Precision

BERLIN = ZoneInfo("Europe/Berlin")
ONE = "Der Deich hält. Die Feuerwehr bleibt über Nacht am Siel und misst alle halbe Stunde den Pegel."
TWO = "Die Fähre fährt wieder. Bis zum Abend sollen alle Wartenden auf der Insel sein, sagt die Reederei."
SIX = "Das Wasser fällt langsam. In zwei Orten bleiben die Schulen am Morgen noch geschlossen, heißt es."


def seen(ticker) -> list[tuple[str | None, str | None, str]]:
    """For each item its local time, its title and its text."""
    return [
        (item.published and f"{item.published.astimezone(BERLIN):%m-%d %H:%M}", item.title, item.text)
        for item in ticker.items
    ]


BOTH = [("02-04 18:35", None, ONE), ("02-04 17:20", None, TWO)]


@pytest.mark.parametrize(
    "text",
    [
        f"{ONE}\n4. Februar, 18.35 Uhr\n{TWO}\n4. Februar, 17.20 Uhr",
        f"{ONE}\n18:35\n\n{TWO}\n17:20\n",
        f"{ONE}\n18:35, 4 February 2026\n\n{TWO}\n17:20, 4 February 2026",
    ],
)
def test_times_behind_the_text(text, reading):
    """Where text comes first and a time last, each time closes the text above it."""
    assert BOTH == seen(reading(text))


@pytest.mark.parametrize(
    "text",
    [
        f"Kopf\n\n18:35\n\n{ONE}\n\n17:20\n\n{TWO}\n\n16:10",
        f"Kopf\n18:35\n{ONE}\n17:20\n{TWO}",
        f"Viele\nZeilen\nim\nKopf\n18:35\n{ONE}\n17:20\n{TWO}\n16:10",
    ],
)
def test_times_above_the_text(text, reading):
    """A ticker that breaks off behind a time, or begins directly below a headline, has its times above the text."""
    assert BOTH == seen(reading(text))[:2]


@pytest.mark.parametrize(
    "text",
    [
        f"Update 18.35 Uhr: {ONE} ****** Update 17.20 Uhr: {TWO}",
        f"18.35 Uhr: {ONE} 17.20 Uhr: {TWO}",
        f"2/4/26 6:35 PM {ONE} 2/4/26 5:20 PM {TWO}",
        f"Im Einsatz.18.35 Uhr: {ONE} 17.20 Uhr: {TWO}",
    ],
)
def test_marks_inside_a_line(text, reading):
    """Where a copy lost the ends of lines, a mark that is certain begins an entry inside a line."""
    assert BOTH == seen(reading(text))


def test_headlines_glued_to_their_marks(reading):
    """A headline that is glued to its mark is the title."""
    text = (
        f"Dyke holdspublished at 17:35 Greenwich Mean Time 4 February 2026\n\n{ONE}\n\n"
        f"Ferry runspublished at 16:20 Greenwich Mean Time 4 February 2026\n\n{TWO}"
    )

    assert [("02-04 18:35", "Dyke holds", ONE), ("02-04 17:20", "Ferry runs", TWO)] == seen(reading(text))


def test_a_headline_strip(reading):
    """Plus signs and a clock begin a line, also behind the page's own headline."""
    text = f"Liveticker +++ 18:35 Deich hält +++\n\n{ONE}\n\n+++ 17:20 Fähre fährt +++\n{TWO}"

    assert [("02-04 18:35", "Deich hält", ONE), ("02-04 17:20", "Fähre fährt", TWO)] == seen(reading(text))


def test_a_full_date_behind_the_headline(reading):
    """A full date with a clock in brackets closes the line that it heads."""
    text = (
        f"Deich hält (Wednesday 4th February 2026 17:35:00 UTC)\n\n{ONE}\n\n"
        f"Fähre fährt (Wednesday 4th February 2026 16:20:00 UTC)\n\n{TWO}"
    )

    assert [("02-04 18:35", "Deich hält", ONE), ("02-04 17:20", "Fähre fährt", TWO)] == seen(reading(text))


@pytest.mark.parametrize(
    "text",
    [
        f"<p><strong>18:35</strong> - <span>{ONE}</span></p><p><strong>17:20</strong> - <span>{TWO}</span></p>",
        f"<b>18:35</b> {ONE} <b>17:20</b> {TWO} <span class=",
        f"<li>18:35 {ONE}</li>\n<li>17:20 {TWO}</li>",
        f"| 18:35 Uhr: Der Deich hält. Die Feuerwehr bleibt über Nacht am |\n| {ONE[51:]} |\n| 17:20 Uhr: {TWO} |",
    ],
)
def test_what_other_formats_left(text, reading):
    """Tags that were left in, and the bars of a table, are no text."""
    assert BOTH == seen(reading(text))


def test_a_few_signs_are_text(reading):
    """One tag or one bar is text."""
    text = f"18.35 Uhr: {ONE} Das Wort <b> steht da.\n\n17.20 Uhr: {TWO}\n\n| x |"

    assert reading(text).items[0].text == f"{ONE} Das Wort <b> steht da."


@pytest.mark.parametrize(
    "marks",
    [
        ("90. Minute:", "87. Minute:", "45. Minute:"),
        ("90.+2 Minute –", "87. Minute –", "45. Minute –"),
        ("120. Minute + 2:", "87. Minute:", "45. Minute:"),
        ("24. Minute, 10:11:", "20. Minute, 8:9:", "13. Minute, 5:5:"),
        ("4. Viertel, 0.08:", "4. Viertel, 1.48:", "3. Viertel, 5.15:"),
        ("90'", "87'", "45'"),
        ("90+2′", "87′", "45′"),
        ("90 min +2:", "87 min:", "45 min:"),
        ("90.+3 |", "87. |", "45.+2 |"),
        ("14.6 overs (0 Run)", "14.5 overs (1 Run)", "14.4 overs (4 Runs)"),
    ],
)
def test_counters(marks, reading):
    """What counts a game heads entries, and tells no time."""
    texts = (ONE, TWO, SIX)
    ticker = reading("\n\n".join(f"{mark} {text}" for mark, text in zip(marks, texts, strict=True)))

    assert [(None, None, text) for text in texts] == seen(ticker)
    assert {Precision.NONE} == {item.precision for item in ticker.items}


@pytest.mark.parametrize(
    "marks",
    [
        ("10 Minuten:", "20 Minuten:", "30 Minuten:"),
        ("1. Satz:", "2. Satz:", "3. Satz:"),
        ("90. Minute:", "87. Minute:"),
        ("90. Minute:", "12. Minute:", "87. Minute:", "15. Minute:", "60. Minute:", "3. Minute:"),
        ("1. |", "2. |", "3. |"),
        ("5' hoch", "6' breit", "8' tief"),
    ],
)
def test_no_counters(marks, reading):
    """Steps of a recipe, parts of a list and sizes are no minutes of a game."""
    with pytest.raises(ReadError):
        reading("\n\n".join(f"{mark} {ONE}" for mark in marks))


def test_plus_signs_without_a_time(reading):
    """Lines in plus signs head entries without a time; a button and a rule do not."""
    text = (
        f"+++ Ticker aktualisieren +++\n\n+++ Deich hält +++\n\n{ONE}\n\n+++\n\n+++ Fähre fährt +++\n\n{TWO}\n\n"
        "+++ A +++ B +++"
    )

    assert [(None, "Deich hält"), (None, "Fähre fährt")] == [entry[:2] for entry in seen(reading(text))]


def test_plus_signs_below_a_day(reading):
    """Below a day, plus signs head entries of that day, though nothing closes them."""
    ticker = reading(f"Mittwoch, 4. Februar\n\n+++ {ONE}\n\n+++ {TWO}\n\n+++ {SIX}")

    assert [("02-04 00:00", None, text) for text in (ONE, TWO, SIX)] == seen(ticker)
    assert {Precision.DAY} == {item.precision for item in ticker.items}


@pytest.mark.parametrize(
    "text",
    [
        f"+++ Achtung +++\n\n{ONE}",
        f"+++ Achtung +++\n\n{ONE}\n\n+++ Ende +++",
        f"+++ {ONE}\n\n+++ {TWO}\n\n+++ {SIX}",
        f"Mittwoch, 4. Februar\n\n+++ {ONE}\n\n+++ {TWO}",
        f"+++ A +++\n+++ B +++\n+++ C +++\n\n{ONE}",
    ],
)
def test_plus_signs_that_are_not_certain(text, reading):
    """A call in plus signs, a strip of headlines, and open signs without a day make no ticker."""
    with pytest.raises(ReadError):
        reading(text)


def test_headlines_below_a_day(reading):
    """In a page that calls itself live, headlines below a day head entries of that day."""
    text = f"Newsblog zum Sturm\n\n04.02.2026\n\nDeich hält\n{ONE}\n\nFähre fährt\n{TWO}\n\nPegel fällt\nDas Wasser fä"

    assert [("02-04 00:00", "Deich hält", ONE), ("02-04 00:00", "Fähre fährt", TWO)] == seen(reading(text))[:2]


@pytest.mark.parametrize(
    "text",
    [
        f"Nachrichten\n\n04.02.2026\n\nDeich hält\n{ONE}\n\nFähre fährt\n{TWO}\n\nPegel fällt\n{SIX}",
        f"Newsblog\n\n04.02.2026\n\nDeich hält\n{ONE}\n\nFähre fährt\n{TWO}",
        f"Newsblog\n\n04.02.2026\n\nDeich hält\n{ONE}\n\n{TWO}\n\nPegel fällt\n{SIX}",
    ],
)
def test_headlines_that_are_not_certain(text, reading):
    """An overview of the news, and a page that mixes headlines and texts, is no ticker."""
    with pytest.raises(ReadError):
        reading(text)


def test_days_alone(reading):
    """A day without a clock dates an entry to the day."""
    ticker = reading(f"# Fahrplan\n\n## 2026-02-04 – Fassung 2\n\n{ONE}\n\n## 2026-01-19 – Fassung 1\n\n{TWO}")

    assert [("02-04 00:00", "Fassung 2", ONE), ("01-19 00:00", "Fassung 1", TWO)] == seen(ticker)
    assert {Precision.DAY} == {item.precision for item in ticker.items}


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (("vor 5 Minuten", "vor 1 Stunde 10 Min."), ["02-04 18:55", "02-04 17:50"]),
        (("5 min ago", "1 hr 10 min ago"), ["02-04 18:55", "02-04 17:50"]),
        (("il y a 5 minutes", "il y a 2 h"), ["02-04 18:55", "02-04 17:00"]),
        (("5 dakika önce", "20 saat önce"), ["02-04 18:55", "02-03 23:00"]),
        (("een paar seconden geleden", "vor 3 Wochen"), [None, None]),
        (("год назад", "2 days ago"), [None, None]),
    ],
)
def test_counted_back(marks, expected, reading):
    """What counts back is counted from the page's own stamp, if it can be counted."""
    text = (
        f"Stand: 4. Februar 2026, 19.00 Uhr\n\n{marks[0]}\n\nDeich hält\n\n{ONE}\n\n{marks[1]}\n\nFähre fährt\n\n{TWO}"
    )

    assert expected == [entry[0] for entry in seen(reading(text))]


def test_counted_back_from_nothing(reading):
    """Without a stamp, what counts back tells no time."""
    text = f"vor 5 Minuten\n\n{ONE}\n\nvor 1 Stunde\n\n{TWO}"

    assert [(None, None, ONE), (None, None, TWO)] == seen(reading(text))


def test_a_list_of_contents(reading):
    """Marks above the ticker that all come again in it are its contents."""
    contents = "• 18:35 Uhr: Deich hält\n• 17:20 Uhr: Fähre fährt\n\n"
    text = f"{contents}• 18:35 Uhr: Deich hält\n\n{ONE}\n\n• 17:20 Uhr: Fähre fährt\n\n{TWO}"

    assert [("02-04 18:35", "Deich hält", ONE), ("02-04 17:20", "Fähre fährt", TWO)] == seen(reading(text))


def test_the_stamp_of_a_page(reading):
    """A date with its year above clocks without one is the stamp of the page, no entry."""
    text = f"Sturm\n\n4. Februar 2026, 19:02 Uhr\n\n18:35 Uhr\n\n{ONE}\n\n17:20 Uhr\n\n{TWO}"

    assert BOTH == seen(reading(text))


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("4. Februar 2026, 1.04 Uhr", "02-03"),
        ("4. Februar 2026, 8.53 Uhr", "02-04"),
        ("1:04, 4 February 2026", "02-03"),
    ],
)
def test_a_page_that_was_closed_in_the_night(stamp, day, reading, on_day):
    """A page that is stamped in the night tells of the evening before; one stamped by day, of that day's."""
    text = f"Zum Nachlesen\nStand: {stamp}\n\n21.35 Uhr: {ONE}\n\n20.20 Uhr: {TWO}"

    assert [f"{day} 21:35", f"{day} 20:20"] == [
        entry[0] for entry in seen(reading(text, reference=on_day("2026-02-04")))
    ]


def test_the_one_day_of_the_head(reading):
    """Without any reference, the one day that the head names with its year holds; of two neither."""
    from feeder.reading import Reference

    text = f"Ticker vom Mittwoch (04.02.2026)\n\n18.35 Uhr: {ONE}\n\n17.20 Uhr: {TWO}"

    assert BOTH == seen(reading(text, reference=Reference()))
    two = f"Am 3.2.2025 und 4.2.2026\n\n{text}"
    assert [None, None] == [entry[0] for entry in seen(reading(two, reference=Reference()))]


def test_a_day_that_lies_ahead(reading):
    """In a ticker that runs newest first, a heading after the day of reading is the stamp of something else."""
    text = f"5. März 2027\n\n18.35 Uhr: {ONE}\n\n17.20 Uhr: {TWO}"

    assert BOTH == seen(reading(text))


def test_pinned_from_the_evening(reading, on_day):
    """An evening's entry above a night's is pinned there, and is of the day before."""
    text = f"21:10 Uhr: {ONE}\n\n0:28 Uhr: {TWO}\n\n0:23 Uhr: {SIX}\n\n0:08 Uhr: {ONE}"

    assert ["02-03 21:10", "02-04 00:28", "02-04 00:23", "02-04 00:08"] == [
        entry[0] for entry in seen(reading(text, reference=on_day("2026-02-04")))
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Update am Mittwoch um 18.35 Uhr:", "Update vom Dienstag, 3. Februar 2026, 17.20 Uhr:"),
        ("Heute, 18.35 Uhr:", "Gestern, 17.20 Uhr:"),
        ("Mittwoch, 18.35 Uhr:", "Dienstag, 17.20 Uhr:"),
    ],
)
def test_days_by_word(first, second, reading):
    """A weekday, and the words for today and yesterday, tell the day."""
    text = f"{first} {ONE}\n\n{second} {TWO}"

    assert [("02-04 18:35", None, ONE), ("02-03 17:20", None, TWO)] == seen(reading(text))


def test_a_weekday_without_a_reference(reading):
    """Without a reference, a weekday is the first such day on or after the dated entry below it."""
    from feeder.reading import Reference

    text = f"Update am Sonntag um 21.46 Uhr: {ONE}\n\nUpdate vom Freitag, 30.01.2026, 13.20 Uhr: {TWO}"

    assert ["02-01 21:46", "01-30 13:20"] == [entry[0] for entry in seen(reading(text, reference=Reference()))]


def test_a_date_that_begins_the_text(reading):
    """A date behind a clock belongs to it only where nothing but a sign follows: else it begins the text."""
    holiday = "12. Mai wird Feiertag im ganzen Land, sagt die Regierung nach langer Sitzung am Abend."
    text = f"18:35 – {holiday}\n\n17:20 – {TWO}"

    assert [("02-04 18:35", None, holiday), ("02-04 17:20", None, TWO)] == seen(reading(text))


def test_brackets_that_stay_open(reading):
    """A bracket that opens before a time must close behind it."""
    text = f"18:35: {ONE}\n\n[16:10 noch ein Satz, der in Klammern steht.]\n\n17:20: {TWO}"

    assert 2 == len(reading(text).items)


def test_days_that_a_page_names():
    """The headings of a page's parts are found by the module that finds its marks."""
    from feeder.reading.prose import clock

    assert [0] == [heading.line for heading in clock.headings(["4. Februar 2026", "Ein Satz."])]


def test_prepositions_before_the_clock(reading):
    """A small word before the clock belongs to it, and says nothing of the entry."""
    text = f"Um 18.35 Uhr: {ONE}\n\nUm 17.20 Uhr: {TWO}"

    assert BOTH == seen(reading(text))


def test_tags_that_are_words(reading):
    """Bare names of tags among the words are what the text speaks of; tags around the words are left over."""
    said = "Das Element <p> steht vor <b> und vor <ul>, und <li> steht darin; auch </p> schließt es <br>."
    text = f"18.35 Uhr: {said}\n\n17.20 Uhr: {TWO}"

    assert [said, TWO] == [item.text for item in reading(text).items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"date 2026-01-05 18:35 Uhr: {ONE}\n\n17:20 Uhr: {TWO}", ["01-05 18:35", "01-05 17:20"]),
        (f"date 2026-01-05 Wind kommt auf\n\n18:35 Uhr: {ONE}\n\n17:20 Uhr: {TWO}", ["01-05 18:35", "01-05 17:20"]),
        (f"date 2026-01-05 war frei.\n\n18:35 Uhr: {ONE}\n\n17:20 Uhr: {TWO}", ["02-04 18:35", "02-04 17:20"]),
        (f"date 2026-01-05 18:35: {ONE}\n\ndate 2026-01-04 17:20: {TWO}", ["01-05 18:35", "01-04 17:20"]),
    ],
)
def test_stamps_and_words(text, expected, reading):
    """A stamp opens the text once, and no sentence goes on behind it."""
    assert expected == [entry[0] for entry in seen(reading(text))]
