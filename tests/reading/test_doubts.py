"""What looks like a ticker and is none: each is refused, with the reason."""

from __future__ import annotations

import pytest

from feeder.errors import ReadError

LAW = "Der Vertrag regelt die Nutzung der Anlage Nummer {}. Er gilt für alle Beteiligten ohne jede Ausnahme."

LOOK_ALIKES = {
    "sections": (
        "\n\n".join(f"{number} Geltung. {LAW.format(number)}" for number in ("1.10", "1.11", "1.12", "2.10")),
        "the numbers at the starts of its lines rise like those of sections or verses",
    ),
    "verses": (
        "\n".join(f"3:{number} {LAW.format(number)}" for number in (16, 17, 18)),
        "the numbers at the starts of its lines rise like those of sections or verses",
    ),
    "parts of a recording": (
        "00:00 Intro\n02:15 The plan\n10:40 The storm\n21:05 Questions from the audience",
        "its times rise from nought: the parts of a recording",
    ),
    "a transcript": (
        f"[15:30:00] ALM: {LAW}\n\n[15:35:10] BERG: {LAW}",
        "its times rise in brackets and count seconds: the transcript of a recording",
    ),
    "a menu": (
        "13.50 Schnitzel mit Pommes\n12.90 Bratwurst\n11.40 Suppe\n9.80 Salat\n8.20 Brot",
        "the numbers at the starts of its lines are no times: some of them cannot be",
    ),
    "a short menu": (
        "13.50 Schnitzel mit Pommes\n12.40 Bratwurst\n11.40 Suppe",
        "numbers with a stop and a few words behind them are no reports",
    ),
    "fixtures": (
        "15.30 Uhr | A - B | 0:1\n15.30 Uhr | C - D | 1:1\n18.30 Uhr | E - F | 2:0",
        "its times rise in round steps: a programme tells what is to come",
    ),
    "an agenda": (
        "10:00 Uhr Begrüßung\n10:17 Uhr Vortrag\n11:05 Uhr Kaffee\n11:25 Uhr Podium",
        "its times rise, and a few words stand behind each: a programme or a timetable",
    ),
    "a diary": (
        "7.15 Uhr: Es regnet.\n\n8.40 Uhr: Bus verpasst.\n\n9.05 Uhr: Im Büro. Kaffee.",
        "its times rise, and a few words stand behind each: a programme or a timetable",
    ),
    "an event": (
        f"Konzert\n\nFreitag, 6. Februar\n\n19.35 Uhr: {LAW}",
        "all its times lie after it was read: it announces what is to come",
    ),
    "events": (
        f"6.2.2026\n\n19.35 Uhr: {LAW}\n\n7.2.2026\n\n18.05 Uhr: {LAW}",
        "all its times lie after it was read: it announces what is to come",
    ),
    "an article with comments": (
        (
            f"{LAW * 9}\n\nVera Alm, 04.02.2026, 18:35 Uhr\n\nIch finde das gut.\n\n"
            "Jo Berg, 04.02.2026, 17:20 Uhr\n\nIch nicht."
        ),
        "more text stands above its times than below them: an article with other lists",
    ),
    "an article with links": (
        f"{LAW * 9}\n\n04.02.2026 – Deich hält\n\n03.02.2026 – Fähre fährt",
        "more text stands above its times than below them: an article with other lists",
    ),
    "an article": (
        f"Am Abend\n\n18.35 Uhr war es, als der Deich brach. {LAW}\n\nGegen 19 Uhr kam er.\n\nUm 20.15 Uhr war Ruhe.",
        "no line opens with a time",
    ),
    "a list of calls": (
        "Stau am Ring (14:28)\n\nUnfall im Tunnel (15:10)\n\nSperrung am Hafen (16:45)",
        "no line opens with a time",
    ),
    "opening hours": (
        "Montag 8.00 - 12.00 Uhr\nDienstag 8.00 bis 18.00 Uhr\nLunes: 9:00 a 14:00",
        "no line opens with a time",
    ),
    "a course of life": (
        "2019 – 2021: Lehre\n\n2021 – 2023: Reise\n\n2023 – 2026: Arbeit",
        "no line opens with a time",
    ),
    "sizes and shares": ("23.7 Prozent\n\n59.1 Prozent\n\n12:264 Stück\n\n45:10 %", "no line opens with a time"),
}


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_look_alikes(name, reading):
    """It is refused, and the reason is told."""
    text, reason = LOOK_ALIKES[name]
    with pytest.raises(ReadError) as caught:
        reading(text)

    assert f"t.txt: no ticker: {reason}" == str(caught.value)


def test_lists_inside_a_ticker(reading):
    """Agendas, hours and quoted times inside an entry stay in its text."""
    inside = "Die Termine:\n08:00 bis 12:30 für Kinder\n15:00 Probe\n9 Uhr Treff\nGegen 19 Uhr ist Schluss."
    text = f"18.35 Uhr: {LAW}\n\n{inside}\n\n17.20 Uhr: {LAW}\n\n16.05 Uhr: {LAW}"
    items = reading(text).items

    assert 3 == len(items)
    assert " ".join(inside.split()) in " ".join(items[0].text.split())
