"""What is no text: adverts, buttons, pointers, captions. What only looks like them stays."""

from __future__ import annotations

import time

import pytest

from feeder.reading.prose import captions, credit, noise


@pytest.mark.parametrize(
    "line",
    [
        *("Anzeige", "Anzeige Anzeige", "- Werbung -", "ADVERTISEMENT", "Publicité", "Реклама"),
        *("Continua após a publicidade", "Teilen", "Share", "Jetzt aktualisieren", "Kommentare", "Paylaş"),
        *("Lesen Sie auch: Zehn Tipps", ">> Mehr dazu: Zehn Tipps", "Read more", "RELATED: Ten tips"),
        *("Læs også: Ti råd", "Leggi anche: Dieci consigli", "Lesen Sie hier alles >>", "Zobacz też – Rady"),
        *("[Karte: Schulen der Stadt]", '[sc name="banner"]', "+++ HIER Ticker aktualisieren +++", ">>> RELOAD <<<"),
        *("CLICCA QUI PER AGGIORNARE LA DIRETTA", "___", "Allow Twitter content?", "— Alm (@alm) 4. Februar 2026"),
        *("Zum Bericht geht es hier.", "Click here", "Das Protokoll lesen Sie hier", "Facebook Twitter WhatsApp"),
        *("+++ Lesen Sie hier alles von gestern +++", ">> Hier geht es zum Ticker von Dienstag", "Image source, AFP"),
        *("Lesen Sie hier den Ticker: +++ Der Tag am Siel +++", "Follow us on our channels!", "Mailen"),
        *("READ MORE Ten tips for the heat", "Kommentare (12)", "→ Zehn Tipps gegen Hitze"),
        *("Fuente de la imagen, EFE", "Unser Newsletter kommt um sechs.", "Vera & Jo (@alm) February 4, 2026"),
        *("pic.twitter.com/a1B2c3D4e5", "Sturm Sturm: So war die Nacht am Siel", "Bitte externer Inhalte zustimmen."),
        *("Zehn Tipps gegen Hitze >>", "👉 Alle Infos zum Sturm", "IMG_9084.jpg", "104 Kommentare"),
        "3872.jpg © Screenshot",
    ],
)  # fmt: skip
def test_noise(line):
    """Adverts, buttons, reload lines, pointers to other articles and what is left of posts are no text."""
    assert noise.swept([(line,)]) == ()


@pytest.mark.parametrize(
    "line",
    [
        *("Anzeige gegen Unbekannt", "Werbung wirkt.", "Die Polizei teilt mit:", "Mehr dazu um acht."),
        *("Share prices fall", "Lesen Sie auch viel, rät der Rektor.", "Read more books, she says."),
        *("Hafen will Software aktualisieren", "HAFEN BLEIBT ZU", "+++ Hafen bleibt zu +++", "[Er lacht.]", "(leise)"),
        *("[Beifall bei der SPD]", "[Heiterkeit]"),
        *("Related work exists.", "Wer hat das gesagt? Alle sind hier.", "Er ist da. Klar geht es hier."),
        *(">> Hier geht es zum Hafen.", "Er ist da. Mehr dazu: Er kommt um acht.", "Es gilt: Share twice"),
        *("Alm (@alm) schreibt: Danke!", "Ein Satz mit <script>alert(1)</script> darin."),
        *("Der Verlag stellt den Newsletter ein.", "Alle sind da. Unser Newsletter kommt. Gut."),
        *("Dann folgt uns auf den Fersen", "Der Stand der Image source, alt", "Vera (@alm) spricht 2026 dort"),
        *("READ MORE, he says, and you know more.", "→ Alles ist gut.", "Quelle der Linde: Sandfeld"),
        *("«Das Siel hält »", "Der Pegel steigt von 310 → 315", "Es ist gut. >>"),
        *("Das Bild heißt IMG_9084.jpg.", "104 Helfer"),
    ],
)  # fmt: skip
def test_no_noise(line):
    """What only begins like noise, or speaks of it, is text."""
    assert noise.swept([(line,)]) == ((line,),)


@pytest.mark.parametrize(
    ("below", "kept"),
    [
        (("Was Eltern wissen müssen", "mehr"), ()),
        (("Was Eltern wissen müssen",), (("Was Eltern wissen müssen",),)),
        (("Die Schule öffnet am Montag.",), (("Die Schule öffnet am Montag.",),)),
        (("Was jetzt? Die Schule öffnet am Montag.",), (("Was jetzt? Die Schule öffnet am Montag.",),)),
    ],
)
def test_links_below_their_announcement(below, kept):
    """Below the words that announce links a headline is one, unless it may be the next title; a sentence is text."""
    end = ("Der Deich hält.",)

    assert noise.swept([("Weitere Informationen",), below]) == kept
    assert noise.swept([("Weitere Informationen",), ("Was Eltern wissen müssen",), end]) == (end,)


def test_glued_into_a_line():
    """A related headline between or behind sentences goes, and so does the program of an embedded post."""
    teaser = "Der Deich hält. Deich Deich-Lage: Pegel steigt weiter Die Helfer bleiben."
    post = 'Danke an alle! <script async src="//example.org/w.js"></script>'

    behind = "Der Deich hält. Lesen Sie auch: So hoch steht die Linde >>"
    kept = ("Der Deich hält. Die Helfer bleiben.", "Danke an alle!", "Der Deich hält.")

    assert noise.swept([(teaser, post, behind)]) == (kept,)


@pytest.mark.parametrize(
    "line",
    [
        *("© Vera Alm/dpa", "Foto: Vera Alm", "(Foto: dpa)", "AFP/Vera A.", "Uncredited/AP/dpa", "Picture: Vera Alm"),
        *("Fot. Vera Alm / PAP", "Bild: picture alliance / dpa", "Фото: Вера Альм", "Photo: Vera Alm/PA"),
        *("Symbolbild", "(Archivfoto)", "Foto Ansa", "Grafik: dpa", "Photo AFP"),
        *("Foto: privat", "Copyright: BBC", "Фото: пресс-служба мэрии"),
    ],
)  # fmt: skip
def test_credits(line):
    """A line that names the maker of a picture and says nothing else is a credit, in each language."""
    assert credit.is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        *("dpa/AFP", "Foto", "Foto: Was man darauf sieht, ist nichts.", "Der Streit um das Bild: Alle reden", "24/7"),
        *("Bild: Minister tritt zurück", "Hafen/Stadt", "Vera Alm", "(dpa)", "Ja / Nein", "x" * 200),
        "Bild: die Lage am Tag danach",
    ],
)  # fmt: skip
def test_no_credits(line):
    """Agencies that sign a report, a newspaper's name, and words with slashes are no credits."""
    assert not credit.is_credit(line)


@pytest.mark.parametrize(
    "line", ["dpa", "(mit dpa)", "abc/vn (dpa, AFP)", "Keystone-ATS", "dpa/AFP", "von abc/dpa", "(AP)", "Quelle: dpa"]
)
def test_sources(line):
    """Agencies alone, and with their editors' initials, say where a report is from."""
    assert credit.is_source(line)


@pytest.mark.parametrize(
    "line",
    ["", "Pool", "dpa hat das", "Laut dpa ist er da.", "Vera Alm/dpa", "(Er ist bei AFP)", "TT", "AFP " * 30],
)
def test_no_sources(line):
    """A sentence that speaks of an agency is text, and so are words that are agencies' names by chance."""
    assert not credit.is_source(line)


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("Das Dach hängt durch. Archivbild: Vera Alm", True),
        ("Das Dach hängt durch.Foto: Vera Alm", True),
        ("Soldaten am Hafen. Uncredited/AP/dpa", True),
        ("A man walks by on Friday, April 26. (Vera Alm/Star Tribune via AP)", True),
        ("Vera vor dem Haus ~Vera A. (Team) ~", True),
        ("Er sagte der Bild: Wir kommen", False),
        ("Das Amt prüft den Fall (dpa/epd)", False),
        ("Das Boot im Hafen / EFE", True),
        ("Das Boot liegt im Hafen. | AFP / Vera Alm", True),
        ("Das Boot am Tag (Foto Ansa/Alm)", True),
        ("Kanzlerin Dr. Alm am Siel. Foto: privat", True),
        ("Das Boot liegt im Hafen. / EFE", False),
        ("Er ist da. Und/oder sie.", False),
        ("Sie kam um 18:30", False),
    ],
)
def test_captions_end_in_credits(line, caption):
    """A line that ends in a credit is a caption as a whole; agencies in brackets sign a report."""
    assert captions.parted(line) == (("", [line]) if caption else (line, []))


def test_what_ends_in_a_credit_may_be_a_text():
    """Of several sentences before a credit, the last may be the caption, or the end of the report."""
    assert captions.parted("Das Siel hält. Dr. Alm ist da. (Foto: dpa)") == (
        "Das Siel hält. Dr. Alm ist da.",
        ["Dr. Alm ist da. (Foto: dpa)"],
    )


def test_a_table_is_no_text():
    """The bars around a line that stood in a table go; those within it stay."""
    assert noise.swept([("| Das Siel | hält |", "und der Deich |")]) == (("Das Siel | hält", "und der Deich"),)


def test_credit_inside_a_line():
    """Inside a longer text the sentence before a credit is the caption."""
    line = f"{'Ein Satz vom Deich. ' * 25}Ein Bild vom Siel. © Vera Alm/dpa Der Pegel steigt."

    assert captions.parted(line) == (
        f"{'Ein Satz vom Deich. ' * 25}Der Pegel steigt.",
        ["Ein Bild vom Siel. © Vera Alm/dpa"],
    )


@pytest.mark.parametrize(
    ("paragraphs", "kept", "apart"),
    [
        ([("Text.",), ("Am Siel.", "AFP/Vera A.", "Am Siel.")], (("Text.",),), ("Am Siel. AFP/Vera A.",)),
        ([("Text.",), ("Alm",), ("Alm Imago/Jonas B.",)], (("Text.",),), ("Alm Alm Imago/Jonas B.",)),
        ([("Text.",), ("Halle", "Ein Dach. Foto: Alm")], (("Text.",),), ("Halle Ein Dach. Foto: Alm",)),
        ([("Titel", "© Vera Alm")], (("Titel",),), ("© Vera Alm",)),
        ([("Text.",), ("© Vera Alm",), ("Mehr.",)], (("Text.",), ("Mehr.",)), ("© Vera Alm",)),
        ([("Wort für Wort.",), ("Wort für Wort.",)], (("Wort für Wort.",),), ()),
        ([("Nein!", "Nein!")], (("Nein!", "Nein!"),), ()),
        ([("Text.",), ("Am Siel.",), ("Am Siel. Foto: Alm",)], (("Text.",), ("Am Siel.",)), ("Am Siel. Foto: Alm",)),
        ([("Text.",), ("Am Siel.",), ("Siel.",), ("Am Siel.", "Foto: Alm")], (("Text.",), ("Am Siel.",), ("Siel.",)),
         ("Am Siel. Foto: Alm",)),
        ([("Wir schaffen das!",), ("Wir schaffen das!",)], (("Wir schaffen das!",), ("Wir schaffen das!",)), ()),
        ([("Das Siel.", "Der Deich."), ("Das Siel.", "Der Deich.")], (("Das Siel.", "Der Deich."),), ()),
        ([("Das Siel.",), ("(mit dpa)",)], (("Das Siel.",),), ("(mit dpa)",)),
        ([("Text.",), ("Ein Dach. Foto: Vera", "Alm/Bote")], (("Text.",),), ("Ein Dach. Foto: Vera Alm/Bote",)),
        ([("Text.",), ("Helfer am Siel", "(Archivbild). Foto:", "Alm/Bote")], (("Text.",),),
         ("Helfer am Siel (Archivbild). Foto: Alm/Bote",)),
        ([("Text.",), ("Ein Dach. © Vera", "Alm/Bote")], (("Text.",),), ("Ein Dach. © Vera Alm/Bote",)),
        ([("Text.",), ("Das Siel hält. Es hält", "gut. Wer sagt das: Vera", "Alm/Bote")],
         (("Text.",), ("Das Siel hält. Es hält", "gut. Wer sagt das: Vera", "Alm/Bote")), ()),
        ([], (), ()),
    ],
)  # fmt: skip
def test_captions_in_lines(paragraphs, kept, apart):
    """A credit takes its caption along, also one that is printed again below; a sentence above it is the report's."""
    swept = captions.swept(paragraphs, keeps_first=True)

    assert (swept.paragraphs, swept.captions) == (kept, apart)


@pytest.mark.parametrize(
    "line",
    [
        *("© " * 40_000, "Foto: " * 20_000, "((" * 50_000, "dpa/" * 30_000, "a a-b: " * 20_000, "—" * 100_000),
        *("<script src=" * 10_000, "x" * 200_000, "[" * 100_000 + "]", "A. " * 60_000, "~" * 100_000, "(@a) " * 30_000),
    ],
)  # fmt: skip
def test_hostile_lines(line):
    """No line costs more than its length."""
    start = time.monotonic()
    captions.swept(noise.swept([("Text.",), (line,)]), keeps_first=False)

    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    "line", ["Sources: AFP", "Fuentes: EFE", "Källa: TT", "Źródło: PAP", "Источники: ТАСС", "Bron: ANP"]
)
def test_sources_of_every_language(line):
    """The word for a source and an agency say where a report is from."""
    assert credit.is_source(line)


@pytest.mark.parametrize(
    "line", ["Foto: Vera Alm för TT", "Photo: Léa Brandt pour AFP", "Foto: Jo van der Berg voor ANP"]
)
def test_makers_and_for_whom(line):
    """Small words stand between the maker of a picture and who published it."""
    assert credit.is_credit(line)
