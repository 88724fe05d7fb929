"""Texts that were broken into lines: what stands at the start of a line by chance opens nothing."""

from __future__ import annotations

import pytest


def texts(ticker) -> list[str]:
    """What its entries say."""
    return [item.text for item in ticker.items]


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        ("The signal failure lasts. Repairs may take until\n6.15am. Experts advise calm.", "until 6.15am. Experts"),
        ("There had been hints of a signal failure as early as\nThursday.", "as early as Thursday."),
        ("Asked on Monday evening, the town hall declined to\ncomment.", "declined to comment."),
        ("A lorry hit a barrier, and crews have a base at 191 Harbour\nClose.", "191 Harbour Close."),
        ("Large parts of the town have had no electricity since\n6.30am. Elsewhere it works.", "since 6.30am. Else"),
    ],
)  # fmt: skip
def test_a_line_that_goes_on(reading, broken, text):
    """A clock, a day or a button's word that only the breaking put there belongs to its sentence."""
    above = "8:56 p.m. Fire at a school\n\nIt is out.\n\n8:50 p.m. Trains halted\n\n"
    page = f"{above}{broken}\n\n8:40 p.m. Ferry runs\n\nIt is full.\n"
    found = texts(reading(page))

    assert 3 == len(found)
    assert text in found[1]


def test_a_line_that_goes_on_behind_its_mark(reading):
    """The same, where the first line of the sentence is that of the mark."""
    said = "Rescuers are busy in all of Birkdale. Parking is banned near 155 Crane"
    lines = (f"8:56 p.m.: {said}", "Close.", "", "8:50 p.m.: Fire at a school.", "It is out.")

    assert f"{said} Close." == texts(reading("\n".join(lines)))[0]


def test_lines_without_a_stop(reading):
    """Where reports are lines without a stop, each time below such a line is a report's."""
    lines = [
        "18:5{n} Die Fähre am Siel nimmt wieder Fahrgäste mit, Autos noch nicht und Räder auch nicht".replace(
            "{n}", str(n)
        )
        for n in range(5, 0, -1)
    ]

    assert 5 == len(reading("\n".join(lines)).items)


def test_a_day_below_a_long_title(reading):
    """A day below a title that fills its line heads the page, since no stop closes it."""
    head = "Der Liveticker zur großen Sturmflut an der gesamten Küste\nDonnerstag, 3. Februar 2026\n\n"
    [item] = reading(f"{head}18:35 Uhr: Der Deich hält.\n").items

    assert (3, 2) == (item.published.day, item.published.month)


@pytest.mark.parametrize("late", ["18:58", "18:01"])
def test_a_frame_without_a_title(reading, late):
    """A frame of plus signs with a time alone opens an entry among those with titles, also out of their order."""
    page = (
        "+++ 18:50 Schulen zu +++\nAm Siel.\n\n+++ 18:45 Deich hält +++\nBisher.\n\n"
        f"+++ {late} +++\nDer Pegel steigt.\n\n+++ 18:40 Zug fährt +++\nNach Süden.\n"
    )

    assert ["Am Siel.", "Bisher.", "Der Pegel steigt.", "Nach Süden."] == texts(reading(page))


def test_a_slip_out_of_order(reading):
    """A mark with a slip that was put in late is one, though its text goes on in the next line."""
    page = (
        "18.50 Uhr: Die Schulen am Siel\nbleiben zu.\n\n18.45 Uhr: Der Deich hält.\n\n"
        "18.58: Der Pegel steigt nun schon\nseit dem Mittag.\n\n18.40 Uhr: Der Zug fährt.\n"
    )

    assert 4 == len(reading(page).items)


def test_points_of_a_list(reading):
    """Times on lines that follow each other are points of a list inside an entry."""
    page = (
        "18.50 Uhr: Die Züge am Abend:\n\n19.10: Nach Süden.\n19.30: Nach Norden.\n\n"
        "18.45 Uhr: Der Deich hält.\n\n18.40 Uhr: Der Zug fährt.\n"
    )

    assert 3 == len(reading(page).items)
