"""What looks like a ticker and is none: each is refused, with the reason."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from feeder.errors import ReadError

BERLIN = ZoneInfo("Europe/Berlin")
LAW = "Der Vertrag regelt die Nutzung der Anlage Nummer {}. Er gilt für alle Beteiligten ohne jede Ausnahme."

LOOK_ALIKES = {
    "sections": (
        "\n\n".join(f"{number} Geltung. {LAW.format(number)}" for number in ("1.10", "1.11", "1.12", "2.10")),
        "the numbers at the starts of its lines follow each other like those of versions or sections",
    ),
    "sections with a stop": (
        "\n\n".join(f"{number}. Was gilt? {LAW.format(number)}" for number in ("4.10", "4.11", "4.15", "4.23")),
        "the numbers at the starts of its lines rise like those of sections or verses",
    ),
    "versions": (
        "\n\n".join(f"{number}\n\n{LAW.format(number)}" for number in ("0.12", "0.11", "0.10")),
        "the numbers at the starts of its lines follow each other like those of versions or sections",
    ),
    "chapters": (
        "\n\n".join(f"{number} Lage. {LAW.format(number)}" for number in ("1.1", "1.2", "1.3", "2.1")),
        "no line opens with a time",
    ),
    "ends of sentences": (
        f"{LAW}\nfor more details.\n\n{LAW}\nfor all changes.\n\n{LAW}\nvor Jahren\n\nfor 5 minutes",
        "no line opens with a time",
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
        "its times rise and count seconds: the transcript of a recording",
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
        "15.30 Uhr | Nord - Süd | 0:1\n15.30 Uhr | Ost - West | 1:1\n18.30 Uhr | Oben - Unten | 2:0",
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
    "parts of a recording on lines of their own": (
        f"00:02\n{LAW}\n\n00:17\n{LAW} So.\n\n00:44\n{LAW} Ja.",
        "its times rise from nought: the parts of a recording",
    ),
    "a hearing": (
        "10:02 RICHTER: Bitte setzen Sie sich.\n\n10:03 HERR ALM: Danke.\n\n10:07 DIE ZEUGIN: Ich war am Deich.",
        "its times rise, and a speaker opens each text: the transcript of a conversation",
    ),
    "goals of a game": (
        f"59:40\n{LAW}\n\n51:12\n{LAW} So.\n\n20:00\n{LAW} Ja.\n\n3:08\n{LAW} Nein.",
        "the numbers at the starts of its lines are minutes and seconds: of a game, a race, a recording",
    ),
    "a plan that says so": (
        f"Tag der offenen Tür: Ablauf\n\n9.37 Uhr: {LAW}\n\n10.08 Uhr: {LAW} So.\n\n11.21 Uhr: {LAW} Ja.",
        "its times rise, and it calls itself: Ablauf",
    ),
    "what leads to a plan": (
        f"Die Wahl. Der Zeitplan:\n\n9.37 Uhr: {LAW}\n\n10.08 Uhr: {LAW} So.\n\n11.21 Uhr: {LAW} Ja.",
        "its times rise, and it calls itself: Zeitplan",
    ),
    "a recipe with ingredients": (
        f"Brot\n500 g Mehl\n300 ml Wasser\n\n7.12 Uhr: {LAW}\n\n8.08 Uhr: {LAW} So.\n\n9.21 Uhr: {LAW} Ja.",
        "its times rise below a list of ingredients: a recipe",
    ),
    "a recipe with amounts": (
        "Brot\n\n7.12 Uhr: 500 g Mehl sieben.\n\n8.08 Uhr: 10 g Salz und 300 ml Wasser zugeben.\n\n9.21 Uhr: Backen.",
        "its times rise, and most texts weigh or measure: a recipe, a forecast",
    ),
    "an invitation": (
        f"Fest\n\n9.35 Uhr: {LAW}\n\n10.20 Uhr: {LAW} So.\n\n11.05 Uhr: {LAW} Ja.\n\nTickets am Hafen.",
        "its times rise in round steps, and it invites: a programme tells what is to come",
    ),
    "a listing": (
        (
            "Am Abend\n\n17:50\nLand und Leute. Ein Film.\n\n18:25\nDie Fähre. Der letzte Kapitän nimmt Abschied."
            "\n\n20:20\nSturmflut. Ida kehrt auf den Hof zurück."
        ),
        "its times rise in round steps, and a name opens each text: a programme tells what is to come",
    ),
    "a listing of a later day": (
        f"Samstag, 7. Februar\n\n9.35 Uhr: {LAW}\n\n10.20 Uhr: {LAW} So.\n\n11.05 Uhr: {LAW} Ja.",
        "all its times lie after it was read: it announces what is to come",
    ),
    "connections": (
        (
            "Ab Norddeich\n\n6:12 Fähre nach Norderney, täglich außer sonntags, Fahrräder nur nach Anmeldung\n"
            "7:43 Fähre nach Juist, nur bei Hochwasser, Dauer etwa 90 Minuten\n"
            "9:18 Schnellfähre nach Norderney, nur an Werktagen, Zuschlag sieben Euro"
        ),
        "its times rise, and no sentences stand behind them: a timetable, a programme or results",
    ),
    "weekly classes": (
        (
            "Montag, 18.32 Uhr: Yoga mit Anna. Es gibt Tee.\n\nDienstag, 17.17 Uhr: Rücken mit Jo. Alle sind da.\n\n"
            "Freitag, 16.41 Uhr: Boxen mit Vera. Bitte Handtuch mitbringen."
        ),
        "its weekdays follow each other and name no date: what is to come, or comes each week",
    ),
    "a course of life by days": (
        f"4. Februar 1891: {LAW}\n\n12. Mai 1910: {LAW} So.\n\n17. März 1933: {LAW} Ja.\n\n9. Juni 1961: {LAW} Nein.",
        "its days rise, and months lie between them: the course of a life or of a work",
    ),
    "a day of one's own": (
        (
            "5:12 Uhr: Ich wache auf, weil der Hahn schreit.\n\n6:37 Uhr: Ich melke. Meine Hände sind kalt.\n\n"
            "9:48 Uhr: Der Käse ruht, und die Sonne steht über dem Grat."
        ),
        "its times rise, and it speaks of its writer: a diary",
    ),
    "traffic": (
        "14:28 A1 Richtung Nord, 5 km Stau\n\n14:11 A7 Richtung Süd, Unfall\n\n13:57 B75 bei Lind, Vollsperrung",
        "a road opens each of its texts: a traffic report",
    ),
    "pieces played": (
        "18:35 Alma – Lichter\n18:31 Die Möwen – Niedrigwasser\n18:27 Nordlys – Eis",
        "two names and a dash stand behind each of its times: games to come, pieces played",
    ),
    "prices of a day": (
        "17:35 15,23 +0,3\n17:34 15,22 +0,2\n17:31 15,20 +0,1",
        "numbers stand behind its times: prices, values, results",
    ),
    "links": (
        "19.37 Uhr: mehr …\n\n18.12 Uhr: mehr …\n\n17.55 Uhr: mehr …",
        "the same words stand below its times again and again: a timetable, or links to other pages",
    ),
    "headlines above times": (
        "Deich hält\n04.02.2026, 18:35 Uhr\n\nFähre liegt fest\n04.02.2026, 17:20 Uhr",
        "a headline stands above each of its times and no text: links to other pages",
    ),
    "headlines before times": (
        "Lage: Deich hält (04.02.2026, 18:35 Uhr)\n\nLage: Fähre liegt fest (04.02.2026, 17:20 Uhr)",
        "a headline stands above each of its times and no text: links to other pages",
    ),
    "what begins together": (
        f"15.30 Uhr: {LAW}\n\n15.30 Uhr: {LAW} So.\n\n15.30 Uhr: {LAW} Ja.",
        "all its times are the same: what begins together",
    ),
    "three times in no order": (
        f"18.35 Uhr: {LAW}\n\n16.05 Uhr: {LAW} So.\n\n17.20 Uhr: {LAW} Ja.",
        "the times at the starts of its lines run in no order",
    ),
    "shifts": (
        "6 Uhr: Alm, Berg, Dorn, Vertretung: Esch\n14 Uhr: Haas, Imhof, Jahn, Vertretung: Kern\n22 Uhr: Nolte und Pohl",
        "its times rise in round steps: a programme tells what is to come",
    ),
    "signs of the zodiac": (
        f"21.03. – 20.04. Widder: {LAW}\n\n21.04. – 20.05. Stier: {LAW}\n\n21.05. – 21.06. Zwillinge: {LAW}",
        "the numbers at the starts of its lines follow each other like those of versions or sections",
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


NEARLY = {
    "it calls itself live": "Liveticker: Das Programm der Nacht\n\n",
    "a word of a button": "Programm\n\nDer Abend in Lind\n\n",
    "a sentence on a programme": "Das Programm der Regierung ist umstritten.\n\n",
}


@pytest.mark.parametrize("head", NEARLY.values(), ids=NEARLY)
def test_tickers_that_rise(head, reading):
    """What says that it is a ticker is one, and so is what names a programme by the way."""
    before = "" if head.startswith("Live") else "Aus Lind\n\n"
    text = f"{before}{head}18.37 Uhr: {LAW}\n\n19.12 Uhr: {LAW} So.\n\n20.41 Uhr: {LAW} Ja."

    assert 3 == len(reading(text).items)


def test_quotations_are_no_diary(reading):
    """What others say of themselves makes no diary of a report."""
    said = f"„Ich sah meinen Deich brechen“, sagt der Wirt. {LAW}"
    text = f"18.37 Uhr: {said}\n\n19.12 Uhr: {said} So.\n\n20.41 Uhr: {said} Ja."

    assert 3 == len(reading(text).items)


def test_the_first_may_be_pinned(reading):
    """Of three entries, the first may stand there for good: it breaks no order."""
    text = f"16.05 Uhr: {LAW}\n\n18.35 Uhr: {LAW} So.\n\n17.20 Uhr: {LAW} Ja."

    assert ["16:05", "18:35", "17:20"] == [f"{item.published.astimezone(BERLIN):%H:%M}" for item in reading(text).items]
