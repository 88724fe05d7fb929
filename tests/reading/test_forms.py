"""The forms of tickers, each written by us: what a person sees in them is what the reader gives."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from feeder.errors import ReadError

BERLIN = ZoneInfo("Europe/Berlin")
LONG = "Der Deich hält. Die Feuerwehr bleibt über Nacht am Siel und misst alle halbe Stunde den Pegel."
MORE = "Die Fähre fährt wieder. Bis zum Abend sollen alle Wartenden auf der Insel sein, sagt die Reederei."

# What stands in the text, and for each item: its local time, its title, the beginning of its text.
FORMS = {
    "day, clock and title": (
        f"Vorspann.\n\n4. Februar, 18.35 Uhr: Deich hält\n\n{LONG}\n\n3. Februar, 9.05 Uhr: Fähre fährt\n\n{MORE}",
        [("2026-02-04 18:35", "Deich hält", LONG), ("2026-02-03 09:05", "Fähre fährt", MORE)],
    ),
    "clock and title": (
        f"18.35 Uhr: Deich hält\n\n{LONG}\n\n9.05 Uhr: Fähre fährt\n\n{MORE}",
        [("2026-02-04 18:35", "Deich hält", LONG), ("2026-02-04 09:05", "Fähre fährt", MORE)],
    ),
    "clock, bar and title": (
        f"18:35 Uhr | Deich hält\n{LONG}\n\n9:05 Uhr | Fähre fährt\n{MORE}",
        [("2026-02-04 18:35", "Deich hält", LONG), ("2026-02-04 09:05", "Fähre fährt", MORE)],
    ),
    "plus signs": (
        f"+++ 18:35 Deich hält +++\n{LONG}\n\n+++ 9:05 Fähre fährt +++\n{MORE}",
        [("2026-02-04 18:35", "Deich hält", LONG), ("2026-02-04 09:05", "Fähre fährt", MORE)],
    ),
    "no titles": (
        f"18.35 Uhr: {LONG}\n\n9.05 Uhr: {MORE}",
        [("2026-02-04 18:35", None, LONG), ("2026-02-04 09:05", None, MORE)],
    ),
    "titles and none": (
        f"18.35 Uhr: Deich hält\n\n{LONG}\n\n9.05 Uhr: {MORE}",
        [("2026-02-04 18:35", "Deich hält", LONG), ("2026-02-04 09:05", None, MORE)],
    ),
    "clock alone, title below": (
        f"18:35 Uhr\n\nDeich hält\n\n{LONG}\n\n9:05 Uhr\n\nFähre fährt\n\n{MORE}",
        [("2026-02-04 18:35", "Deich hält", LONG), ("2026-02-04 09:05", "Fähre fährt", MORE)],
    ),
    "clock alone, text below": (
        f"18:35 Uhr\n\n{LONG}\n\n9:05 Uhr\n\n{MORE}",
        [("2026-02-04 18:35", None, LONG), ("2026-02-04 09:05", None, MORE)],
    ),
    "day headings": (
        (
            f"Mittwoch, 4. Februar\n\n18.35 Uhr – Deich hält\n\n{LONG}\n\n"
            f"Dienstag, 3. Februar\n\n9.05 Uhr – Fähre fährt\n\n{MORE}"
        ),
        [("2026-02-04 18:35", "Deich hält", LONG), ("2026-02-03 09:05", "Fähre fährt", MORE)],
    ),
    "ISO": (
        f"2026-02-04 18:35 – Deich hält\n\n{LONG}\n\n2026-02-03T09:05:30 – Fähre fährt\n\n{MORE}",
        [("2026-02-04 18:35", "Deich hält", LONG), ("2026-02-03 09:05", "Fähre fährt", MORE)],
    ),
    "dotted date": (
        f"4.2.2026, 18:35 Uhr: Deich hält\n\n{LONG}\n\n3.2.26, 9:05 Uhr: Fähre fährt\n\n{MORE}",
        [("2026-02-04 18:35", "Deich hält", LONG), ("2026-02-03 09:05", "Fähre fährt", MORE)],
    ),
    "English": (
        f"Feb 4, 6:35 p.m.: Dyke holds\n\n{LONG}\n\nFeb 3, 2026, 9.05am: Ferry runs\n\n{MORE}",
        [("2026-02-04 18:35", "Dyke holds", LONG), ("2026-02-03 09:05", "Ferry runs", MORE)],
    ),
    "noon and midnight": (
        f"12:10 pm: Dyke holds\n\n{LONG}\n\n12:05 am: Ferry runs\n\n{MORE}",
        [("2026-02-04 12:10", "Dyke holds", LONG), ("2026-02-04 00:05", "Ferry runs", MORE)],
    ),
    "oldest first": (
        f"3. Februar, 9.05 Uhr: Fähre fährt\n\n{MORE}\n\n4. Februar, 18.35 Uhr: Deich hält\n\n{LONG}",
        [("2026-02-03 09:05", "Fähre fährt", MORE), ("2026-02-04 18:35", "Deich hält", LONG)],
    ),
    "over midnight": (
        f"0.12 Uhr: Deich hält\n\n{LONG}\n\n23.48 Uhr: Fähre fährt\n\n{MORE}",
        [("2026-02-04 00:12", "Deich hält", LONG), ("2026-02-03 23:48", "Fähre fährt", MORE)],
    ),
    "a clock after the time of reading": (
        f"23.48 Uhr: Deich hält\n\n{LONG}\n\n23.05 Uhr: Fähre fährt\n\n{MORE}",
        [("2026-02-03 23:48", "Deich hält", LONG), ("2026-02-03 23:05", "Fähre fährt", MORE)],
    ),
    "over New Year": (
        (
            f" date 2026-01-01\n\n1. Januar, 0.06 Uhr: Deich hält\n\n{LONG}\n\n"
            f"31. Dezember, 23.57 Uhr: Fähre fährt\n\n{MORE}"
        ),
        [("2026-01-01 00:06", "Deich hält", LONG), ("2025-12-31 23:57", "Fähre fährt", MORE)],
    ),
    "the date line": (
        f" date 2025-07-02 Lage am Abend.\n\n18.35 Uhr: Deich hält\n\n{LONG}\n\n9.05 Uhr: Fähre fährt\n\n{MORE}",
        [("2025-07-02 18:35", "Deich hält", LONG), ("2025-07-02 09:05", "Fähre fährt", MORE)],
    ),
    "headlines alone": (
        f"18.35 Uhr: Deich hält\n\n{LONG}\n\n9.05 Uhr: Fähre fährt",
        [("2026-02-04 18:35", "Deich hält", LONG), ("2026-02-04 09:05", "Fähre fährt", "")],
    ),
    "a slip in one mark": (
        f"18. 35 Uhr: Deich hält\n\n{LONG}\n\n12:25: Pegel fällt\n\n{LONG}\n\n9.05 Uhr: Fähre fährt\n\n{MORE}",
        [
            ("2026-02-04 18:35", "Deich hält", LONG),
            ("2026-02-04 12:25", "Pegel fällt", LONG),
            ("2026-02-04 09:05", "Fähre fährt", MORE),
        ],
    ),
    "a quoted clock": (
        (
            f"18.35 Uhr: Deich hält\n\n{LONG}\n\nGegen 17 Uhr war der Scheitel erreicht.\n\n"
            f"9.05 Uhr: Fähre fährt\n\n{MORE}"
        ),
        [
            ("2026-02-04 18:35", "Deich hält", f"{LONG}\n\nGegen 17 Uhr war der Scheitel erreicht."),
            ("2026-02-04 09:05", "Fähre fährt", MORE),
        ],
    ),
}

NO_TICKERS = {
    "nothing": ("", "it is empty"),
    "an article": (f"Sturm\n\n{LONG}\n\n{MORE}", "no line opens with a time"),
    "a diary": (f"Um 7.15 Uhr gehe ich los. {LONG}\n\nUm 9.20 Uhr bin ich da. {MORE}", "no line opens with a time"),
    "about that time": (f"Gegen 7.15 Uhr ging es los. {LONG}", "no line opens with a time"),
    "one time": (f"18.35 Uhr: Deich hält\n\n{LONG}", "a single time at the start of a line makes no ticker"),
    "a programme": (
        (
            "10:00 Uhr – Eröffnung\n\nDer Chor singt.\n\n11:00 Uhr – Rundgang\n\nTreffpunkt Foyer.\n\n"
            "12:30 Uhr – Suppe\n\nMensa."
        ),
        "its times rise in round steps: a programme tells what is to come",
    ),
    "no order": (
        "\n\n".join(
            f"{clock} Uhr: Bus\n\nNach Grothusen." for clock in ("8.07", "9.31", "7.02", "9.55", "6.11", "8.44")
        ),
        "the times at the starts of its lines run in no order",
    ),
    "times alone": ("18.35 Uhr\n\n17.20 Uhr\n\n16.05 Uhr", "nothing stands below its times"),
    "impossible times": ("25.10 Uhr: Bus\n\nX.\n\n18.75 Uhr: Bahn\n\nY.", "no line opens with a time"),
    "impossible dates": ("31. Februar, 18.35 Uhr: X\n\nX.\n\n32. Mai, 9.05 Uhr: Y\n\nY.", "no line opens with a time"),
}


@pytest.mark.parametrize("name", FORMS)
def test_form(name, reading):
    """Each entry has its time, its title and its whole text."""
    text, expected = FORMS[name]
    items = [
        (item.published.astimezone(BERLIN).strftime("%Y-%m-%d %H:%M"), item.title, item.text)
        for item in reading(text).items
    ]

    assert expected == items


@pytest.mark.parametrize("name", NO_TICKERS)
def test_no_ticker(name, reading):
    """What is no ticker is refused with its reason."""
    text, reason = NO_TICKERS[name]
    with pytest.raises(ReadError) as caught:
        reading(text)

    assert str(caught.value) == f"t.txt: no ticker: {reason}"


def test_without_a_day(reading, on_day):
    """Clocks without a day are undated where nothing tells one; a day that is given dates the newest."""
    from feeder.reading import Reference

    text = FORMS["clock and title"][0]

    assert [None, None] == [item.published for item in reading(text, reference=Reference()).items]
    assert "2025-03-01" == f"{reading(text, reference=on_day('2025-03-01')).items[0].published:%Y-%m-%d}"


def test_a_year_that_the_page_prints(reading):
    """A heading with its year dates the clocks below it, without any reference; those above it are the day after."""
    from feeder.reading import Reference

    text = f"9.05 Uhr: A\n\n{LONG}\n\n3. Februar 2024\n\n22.10 Uhr: B\n\n{LONG}\n\n20.10 Uhr: C\n\n{LONG}"
    moments = [f"{item.published:%Y-%m-%d %H:%M}" for item in reading(text, reference=Reference()).items]

    assert ["2024-02-04 08:05", "2024-02-03 21:10", "2024-02-03 19:10"] == moments


def test_a_stamp_that_is_no_date(reading):
    """A date line with an impossible day is dropped, and dates nothing."""
    ticker = reading(f" date 2026-02-31\n\n{FORMS['clock and title'][0]}")

    assert ticker.dated_at is None
    assert "2026-02-04" == f"{ticker.items[0].published:%Y-%m-%d}"


def test_when_the_state_stood_there(reading):
    """A text that prints its days is dated by its newest entry, or by its date line if that is later."""
    assert "2026-02-04 17:35" == f"{reading(FORMS['day, clock and title'][0]).dated_at:%Y-%m-%d %H:%M}"
    assert reading(FORMS["clock and title"][0]).dated_at is None
    later = f" date 2026-02-06\n\n{FORMS['day, clock and title'][0]}"
    assert "2026-02-05 23:00" == f"{reading(later).dated_at:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("clocks", "expected"),
    [
        (["3.10", "2.50", "2.10", "2.40", "1.55"], ["02:10", "01:50", "01:10", "00:40", "23:55"]),
        (["3.10", "2.30", "1.55"], ["02:10", "00:30", "23:55"]),
    ],
)
def test_the_hour_that_comes_twice(clocks, expected, reading, on_day):
    """When summer time ends, the marks above a rise of the clock lie in the second run of the hour."""
    text = "\n\n".join(f"{clock} Uhr: Meldung {number}\n\n{LONG}" for number, clock in enumerate(clocks))
    items = reading(text, reference=on_day("2026-10-25")).items

    assert expected == [f"{item.published:%H:%M}" for item in items]


def test_lead_and_captions(reading):
    """Captions go apart with their credits, wherever they are glued; the lead keeps no teaser."""
    text = (
        " date 2026-02-04 Der Sturm ist da.\n\n"
        "Wellen schlagen an die Mauer. © Jonas Brandt/dpa Der Landkreis warnt. Sturm Sturm-Chronik: Wie 1962 alles "
        "begann Am Abend wird der Scheitel erwartet.\n\n"
        f"4. Februar, 18.35 Uhr: Deich hält\n\n{LONG}\n\nHelfer am Siel. © Vera Alm/Bote\n\n"
        f"4. Februar, 9.05 Uhr: Fähre fährt\n\nErster Satz. Reisende warten. Foto: © imago Es geht weiter.\n\n{MORE}"
    )
    ticker = reading(text)

    assert ticker.lead == "Der Sturm ist da.\n\nDer Landkreis warnt. Am Abend wird der Scheitel erwartet."
    assert [LONG, f"Erster Satz. Es geht weiter.\n\n{MORE}"] == [item.text for item in ticker.items]
    assert [("Helfer am Siel. © Vera Alm/Bote",), ("Reisende warten. Foto: © imago",)] == [
        item.captions for item in ticker.items
    ]


def test_a_long_paragraph_with_a_credit_at_its_end(reading):
    """A paragraph too long for a caption loses its credit alone: its last sentence may be its own."""
    body = " ".join(f"Satz Nummer {number} steht hier." for number in range(30))
    text = f"18.35 Uhr: A\n\n{body} Helfer am Siel. © Vera Alm/dpa\n\n9.05 Uhr: B\n\n{MORE}"

    assert reading(text).items[0].text == f"{body} Helfer am Siel."
    assert reading(text).items[0].captions == ("Helfer am Siel. © Vera Alm/dpa",)


def test_a_teaser_at_the_end(reading):
    """A related headline that ends its paragraph is taken out whole."""
    text = f"18.35 Uhr: A\n\n{LONG} Sturm Sturm-Chronik: Wie 1962 alles begann\n\n9.05 Uhr: B\n\n{MORE}"

    assert reading(text).items[0].text == LONG


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding, reading):
    """Every usual encoding is read; one that had to be assumed is told."""
    ticker = reading(FORMS["clock and title"][0].encode(encoding))

    assert ["Deich hält", "Fähre fährt"] == [item.title for item in ticker.items]
    assert bool(ticker.remarks) is (encoding == "cp1252")
