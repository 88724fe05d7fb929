"""What an entry says: titles by vote of the page, authors, labels."""

from __future__ import annotations

import pytest

from feeder.reading.prose import authors, shapes

TEXT = "Die Feuerwehr bleibt über Nacht am Siel."
CLOCKS = ("18.35 Uhr", "17.10 Uhr", "16.05 Uhr", "15.20 Uhr")


@pytest.fixture
def said(reading):
    """Title, author and text of each item of a ticker whose entries are what follows each clock."""

    def run(*entries: str, head: str = "", form: str = "{clock}{entry}") -> list[tuple[str | None, str | None, str]]:
        page = head + "\n\n".join(
            form.format(clock=clock, entry=entry) for clock, entry in zip(CLOCKS, entries, strict=False)
        )
        return [(item.title, item.author, item.text) for item in reading(page).items]

    return run


@pytest.mark.parametrize(
    "line",
    [
        *("Siel wird bewacht", "Wer hilft?", "Endlich!", "„Wir bleiben“", "Bürgermeister Jonas B.", "Alm: Wir bleiben"),
        *("Wer hilft? Alle", "St. Georg gewinnt", "Am 4. Februar ist Schluss", "0:2 (0:1)"),
    ],
)
def test_titles(line):
    """A line in one piece that ends like no sentence may be a title; it may ask, call, quote, and end in an initial."""
    assert shapes.is_title(line)


@pytest.mark.parametrize(
    "line",
    ["", "Das Siel wird bewacht.", "„Wir bleiben.“", "Und dann …", "Es ist da. Endlich", "Dazu:", "–", "Wort " * 40],
)
def test_no_titles(line):
    """Sentences, two pieces, long lines and lines without a letter are no titles; nor is what a colon ends."""
    assert not shapes.is_title(line)


def test_a_colon_ends_a_title_where_all_have_titles(said):
    """`The winner:` is a title among titles, and text among texts."""
    among_titles = said(f": Gewählt ist:\n\n{TEXT}", f": Wahl beginnt\n\n{TEXT}", f": Saal voll\n\n{TEXT}")
    among_texts = said(f": Gewählt ist:\n\n{TEXT}", f": {TEXT}", f": {TEXT} Ja.")

    assert ("Gewählt ist:", None, TEXT) == among_titles[0]
    assert (None, None, f"Gewählt ist:\n\n{TEXT}") == among_texts[0]


def test_lines_go_on(said):
    """What goes on with a small letter on the next line is no title."""
    assert [(None, None, "Das Siel und der Deich.")] * 2 == said(*[": Das Siel\nund der Deich."] * 2)


def test_titles_below_need_half_of_the_marks(said):
    """A line below a mark is a title where half of the entries have such a line, even above a text without an end."""
    few = said("\n\nSiel\n\nDie Wehr bleibt", f"\n\n{TEXT}\n\n{TEXT} Ja.", f"\n\n{TEXT} Ja.\n\nSo ist es.")
    half = said("\n\nSiel\n\nDie Wehr bleibt", f"\n\n{TEXT} Ja.\n\nSo ist es.")

    assert [None, None, None] == [title for title, _, _ in few]
    assert ["Siel", None] == [title for title, _, _ in half]


def test_a_title_below_is_known_by_itself(said):
    """Whatever the others have, a line that stands below a mark and above a text of sentences is a title."""
    bare = f"\n\n{TEXT}\n\n{TEXT} Ja."

    assert ("Siel", None, TEXT) == said(f"\n\nSiel\n\n{TEXT}", bare, bare, bare)[0]
    assert ("Siel wird bewacht", None, TEXT) == said(f"\nSiel wird bewacht\n{TEXT}", bare, bare, bare)[0]
    assert (None, None, f"Anna Ferri\n\n{TEXT}") == said(f"\n\nAnna Ferri\n\n{TEXT}", bare, bare, bare)[0]


def test_a_title_above_is_known_by_itself(said):
    """A short line between a complete text and a mark is a title where it names what stands behind the mark."""
    plain = f": {TEXT}"

    assert [None, "Hafen wird bewacht", None, None] == [
        title for title, _, _ in said(f"{plain}\n\nHafen wird bewacht", ": Der Hafen steht unter Wasser.", plain, plain)
    ]
    assert [None] * 4 == [title for title, _, _ in said(f"{plain}\n\nUnsere Karte", plain, plain, plain)]


def test_a_name_below_a_report_is_no_title(said):
    """A name below a sentence signs it, unless the next entry tells of that person; a page's headline is no title."""
    head = "Live-Ticker: Sturm\n\n"
    signed = said(f": {TEXT}\n\nAnna Ferri", ": Der Damm hält.", head=head)
    titled = said(f": {TEXT}\n\nAnna Ferri", ": Die Bürgermeisterin Anna Ferri tritt vor die Presse.", head=head)

    assert [(None, "Anna Ferri", TEXT), (None, None, "Der Damm hält.")] == signed
    assert "Anna Ferri" == titled[1][0]


def test_the_name_of_a_house_signs_nothing(said):
    """`Hotel Adler` is written like a name, and is what the report tells of."""
    assert ("Hier gibt es Hilfe", None, f"{TEXT}\n\nHotel Adler") == said(
        f": Hier gibt es Hilfe\n\n{TEXT}\n\nHotel Adler", f": {TEXT}"
    )[0]


def test_titles_below_in_wrapped_texts(said):
    """In a text with broken lines the first line of a paragraph is none of its own."""
    wrapped = "\nDas Siel wird in der Nacht bewacht und\ndie Feuerwehr bleibt bis zum Morgen am\nDeich von Lindhafen."
    below = f"\nSiel\n\n{wrapped.strip()}"

    assert [None, "Siel", "Siel"] == [title for title, _, _ in said(wrapped, below, below)]


def test_lines_above_need_a_custom(said):
    """One line above a mark is the end of what it ends; so is any where the entries have other titles."""
    once = said(f": {TEXT}", f": {TEXT}\n\nSiel bewacht", f": {TEXT}", f": {TEXT}")
    others = said(*[f": Siel {number}\n\n{TEXT}\n\nStand {number}" for number in range(4)])

    assert f"{TEXT}\n\nSiel bewacht" == once[1][2]
    assert [f"{TEXT}\n\nStand {number}" for number in range(4)] == [text for _, _, text in others]


def test_lines_above_are_no_labels_of_all(said):
    """What stands above several marks word for word is no title."""
    assert {None} == {title for title, _, _ in said(*[f": {TEXT}\n\nMehr in Kürze"] * 3)}


def test_lines_above_leave_a_text(said):
    """A line that is all that an entry says is its text, not the title of the next."""
    entries = said("\n\nEcke", "\n\nWechsel bei Lindhafen", "\n\nAbstoß", f"\n\n{TEXT}")

    assert ["Ecke", "Wechsel bei Lindhafen", "Abstoß", TEXT] == [text for _, _, text in entries]


def test_labels_stay_where_nothing_follows(said):
    """A label without a text below it is what the entry says."""
    assert [(None, None, "Update"), (None, None, TEXT), (None, None, "Update")] == said(
        ": Update", f": {TEXT}", ": Update"
    )


def test_titles_that_are_printed_twice(said):
    """Words behind the mark that the line below says again stand there once."""
    entries = said(f": Siel bewacht\n\nSiel bewacht\n\n{TEXT}", f": Deich hält\n\n{TEXT}")

    assert [("Siel bewacht", None, TEXT), ("Deich hält", None, TEXT)] == entries


def test_names_above_a_role(said):
    """A name above what this person is needs no vote; a role without a name is text, and so is a longer line."""
    entries = said(
        f"\n\nVera Alm\n\nRedakteurin, Lindhafen\n\n{TEXT}",
        f"\n\nJo Berg\nReporter ohne Grenzen klagt gegen das Amt an der Linde\n{TEXT}",
        f"\n\nDas Siel.\n\nRedakteurin\n\n{TEXT}",
    )

    assert [(None, "Vera Alm", TEXT), None, None] == [entries[0], entries[1][1], entries[2][1]]


@pytest.mark.parametrize(
    "form",
    [
        *("{clock}\n\n{name} in Sandfeld\n\n{text}", "{clock}\n{name} @abc\n{text}", "{name} | {clock}\n\n{text}"),
        *("{clock}: {name}: {text}", "{clock}\n\n{text}\n\n— {name}", "{name}\n{clock}\n\n{text}"),
        *("{clock}: {text} Von {name}", "{name}, {clock}\n{text}", "{clock}\n\n{name}\n\n{text}"),
    ],
)  # fmt: skip
def test_names_in_many_places(reading, form):
    """Where nearly all entries have a name in one place, and one name comes again, the names are writers'."""
    names = ("Vera Alm", "Jonas Brandt", "Vera Alm", "Mia Holm")
    page = "Sturm in Lindhafen\n\n" + "\n\n".join(
        form.format(clock=clock, name=name, text=f"{TEXT} Es sind {number}.")
        for number, (clock, name) in enumerate(zip(CLOCKS, names, strict=True))
    )

    assert [(name, None, f"{TEXT} Es sind {number}.") for number, name in enumerate(names)] == [
        (item.author, item.title, item.text) for item in reading(page).items
    ]


def test_names_below_the_texts(said):
    """A name below the last text as well says that the names stand below."""
    names = ("Vera Alm", "Jonas Brandt", "Vera Alm", "Mia Holm")
    entries = said(*(f"\n\n{TEXT}\n\n{name}" for name in names), head="Jo Berg\n\n")

    assert [(None, name, TEXT) for name in names] == entries


def test_a_label_before_the_time_is_no_place(said):
    """What says of what kind an entry is stands nowhere; a place stands in the text."""
    kinds = said(*[f"\n\n{TEXT}"] * 2, form="Wichtig | {clock}{entry}")
    places = said(*[f"\n\n{TEXT}"] * 2, form="Sandfeld | {clock}{entry}")

    assert [TEXT] * 2 == [text for _, _, text in kinds]
    assert [f"Sandfeld\n\n{TEXT}"] * 2 == [text for _, _, text in places]


def test_labels_behind_the_mark(said):
    """A label that follows the mark belongs neither to the title nor to the text."""
    entries = said(f": Eilmeldung\n\nSiel bewacht\n\n{TEXT}", f": Eilmeldung\n\nDeich hält\n\n{TEXT}")

    assert [("Siel bewacht", None, TEXT), ("Deich hält", None, TEXT)] == entries


def test_labels_above_the_mark(said):
    """Below a title and above its mark, the label is none of the two."""
    entries = said(
        *(f"\n\n{TEXT}\n\nDeich hält\n\nUpdate", f"\n\n{TEXT}\n\nSiel bewacht\n\nUpdate", f"\n\n{TEXT}"),
        head="Fähre liegt fest\n\nUpdate\n\n",
    )

    assert ["Fähre liegt fest", "Deich hält", "Siel bewacht"] == [title for title, _, _ in entries]


def test_a_second_clock(said):
    """A clock below the one that is the mark is neither title nor text."""
    assert [("Siel", None, TEXT)] * 2 == said(*[f"\n\n18:35\n\nSiel\n\n{TEXT}"] * 2)


def test_periods(said):
    """A heading for a part of a game belongs to no entry."""
    assert [(None, None, TEXT)] * 2 == said(f": {TEXT}\n\nZWEITE HALBZEIT", f": {TEXT}")


@pytest.mark.parametrize(
    ("line", "author"),
    [
        *(("Von Vera Alm", "Vera Alm"), ("By Vera Alm and Jonas Brandt", "Vera Alm and Jonas Brandt")),
        *(("Par Vera de la Tour", "Vera de la Tour"), ("From CNN’s Vera Alm", "Vera Alm"), ("Av Vera Alm", "Vera Alm")),
        *(("Par Vera Alm et Léa Brandt", "Vera Alm et Léa Brandt"), ("Av Vera Alm och Bo Ek", "Vera Alm och Bo Ek")),
        *(("By Vera Alm, reporter in Leeds", "Vera Alm"), ("euer Tom B.", "Tom B."), ("By: Vera Alm", "Vera Alm")),
        *(
            ("Von der Linde", None),
            ("By Friday Morning", None),
            ("From Sandfeld With Love", None),
            ("Por la noche", None),
            ("Von " + "Alm " * 40, None),
        ),
    ],
)
def test_bylines(line, author):
    """A word for it and a name are a byline in each language; a phrase that begins with such a word is none."""
    found = authors.signed([((line,), (TEXT,))])[0]

    assert (author, (TEXT,)) == (found.author, found.paragraphs[-1])


def test_a_byline_alone_is_text():
    """Without a text below it a byline is what the entry says."""
    text = (("Von Vera Alm",),)

    assert [authors.Signed(author=None, paragraphs=text)] == [*authors.signed([text])]


@pytest.mark.parametrize(
    ("lines", "are_names"),
    [
        (["Vera Alm", "Jonas Brandt", "Vera Alm"], True),
        (["Vera Alm", "Jonas Brandt", "Mia Holm"], False),
        (["Gelbe Karte", "Ecke", "Tor", "Gelbe Karte"], False),
        (["Nach der Wahl", "In Mexiko", "In Mexiko"], False),
    ],
)
def test_names_above(lines, are_names):
    """Above the text a name is a writer's where nearly all entries have one, and one comes again."""
    found = authors.signed([((line,), (TEXT,), (TEXT,)) for line in lines])

    assert (lines if are_names else [None] * len(lines)) == [one.author for one in found]


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        (["—Alm", "—Alm", ""], ["Alm", "Alm", None]),
        ([" (Vera A.)", " (Jonas B.)", " (Vera A.)"], ["Vera A.", "Jonas B.", "Vera A."]),
        ([" (dpa)", " (dpa)", ""], [None, None, None]),
        (["—Alm", "", ""], ["Alm", None, None]),
        ([" (Alm)", " (Alm)", " – Danach"], [None, None, None]),
        (["", " – ENDE", " – Freitag"], [None, None, None]),
    ],
)
def test_signs(ends, expected):
    """Behind the last sentence a dash and a name, or a full name in brackets, sign an entry, whoever signs others."""
    found = authors.signed([((f"{TEXT}{end}",),) for end in ends])

    assert expected == [one.author for one in found]
    assert [TEXT if name else f"{TEXT}{end}" for name, end in zip(expected, ends, strict=True)] == [
        one.paragraphs[-1][-1] for one in found
    ]


def test_speakers_need_a_conversation(reading):
    """A word before a colon is no speaker where the marks bear no day, or where most lines have none."""
    undated = "18.35 Uhr - Alm: Ja.\n18.20 Uhr - Alm: Nein.\n18.02 Uhr - Holm: Gut."
    rare = "04.02.26, 18:35 - Alm: Ja.\n04.02.26, 18:20 - Wer ist da?\n04.02.26, 18:02 - Alm: Ich."

    assert [None] * 3 == [item.author for item in reading(undated).items]
    assert [None] * 3 == [item.author for item in reading(rare).items]


def test_a_caption_is_better_than_nothing(reading):
    """Where an entry has no text, its caption is, without the credit."""
    ticker = reading(f"18.35 Uhr: Das Siel am Abend. Foto: Vera Alm\n\n17.10 Uhr: {TEXT}")

    assert ["Das Siel am Abend.", TEXT] == [item.text for item in ticker.items]


def test_a_note_below_each_entry_stays(said):
    """What ends all entries stays in them: the first entry without it would bring it back into all others."""
    note = "Alle Angaben ohne Gewähr."
    entries = [f": Siel {number}\n\n{TEXT}\n\n{note}" for number in range(3)]

    assert said(*entries) == said(": Fähre liegt fest", *entries)[1:]
    assert [f"{TEXT}\n\n{note}"] * 3 == [text for _, _, text in said(*entries)]


@pytest.mark.parametrize(
    ("end", "author"),
    [
        *(("— Vera Alm", "Vera Alm"), ("– Vera Alm", "Vera Alm"), ("– Alm", "Alm"), ("Vera Alm", "Vera Alm")),
        *(("Jonas B.", "Jonas B."), ("– Nach Lindhafen", None), ("– ENDE", None), ("Alm", None), ("– Alm, 40", None)),
    ],
)  # fmt: skip
def test_a_name_below_the_text_signs_alone(said, end, author):
    """On its own last line a full name, or a dash and a name, sign an entry, whoever signs the others."""
    for other in (f": {TEXT} Ja.", f": {TEXT} Ja.\n\n{end}"):
        entries = said(f": {TEXT}\n\n{end}", other)

        assert (None, author, TEXT if author else f"{TEXT}\n\n{end}") == entries[0]


@pytest.mark.parametrize(
    ("end", "author"),
    [
        *(("Движение открыто", None), ("Вера Альм", "Вера Альм"), ("Élise van der Berg", "Élise van der Berg")),
        *(("État d’alerte", None), ("Ödön ő", None), ("Freitag Abend", None), ("José de la Paz", "José de la Paz")),
    ],
)  # fmt: skip
def test_small_words_are_no_names(said, end, author):
    """Each word of a name has its capital, in every alphabet, but the small ones between."""
    assert author == said(f": {TEXT}\n\n{end}", f": {TEXT} Ja.")[0][1]


@pytest.mark.parametrize("above", ["Tor für Lindhafen!", "Getroffen hat:", "Es kam aus", "„Das Siel hält.“"])
def test_a_name_may_be_a_part_of_the_text(said, above):
    """Below a call, a colon, half a sentence or a quotation, a name belongs to these."""
    entries = said(f": {TEXT}\n\n{above}\n\nVera Alm", f": {TEXT} Ja.")

    assert (None, None, f"{TEXT}\n\n{above}\n\nVera Alm") == entries[0]


def test_a_dash_signs_no_quotation(said):
    """Below a quotation a dash and a name say who is quoted; without a text, they are the text."""
    entries = said(": „Das Siel hält.“\n\n— Vera Alm", "\n\n— Vera Alm")

    assert [(None, None, "„Das Siel hält.“\n\n— Vera Alm"), (None, None, "— Vera Alm")] == entries


@pytest.mark.parametrize(
    "opening",
    [
        *(" Tor Tor: Müller trifft zum 2:0", " [Beifall bei der SPD]", ": Folgen", " Resolved", " → Zug fährt wieder"),
        *(" Mehr Infos: Ein Telefon für Angehörige", " Zum Video: Polizei zeigt die Nacht"),
    ],
)  # fmt: skip
def test_what_opens_an_entry_points_nowhere(said, opening):
    """Behind its mark, the words of an entry are its own, though elsewhere they would point to another article."""
    words = opening.removeprefix(":").strip()
    alone, _ = said(opening, f": {TEXT}")
    titled, _ = said(f"{opening}\n\n{TEXT}", f": {TEXT} Ja.")

    assert (None, None, words) == alone
    assert (words, None, TEXT) == titled


def test_a_button_opens_no_entry(said):
    """Without a sign between, a button behind the mark is none of its words; an advert or an announcement is never."""
    entries = said(f" Teilen\n\n{TEXT}", f": Anzeige\n\n{TEXT}", f": Mehr Infos:\n\n{TEXT}")

    assert [(None, None, TEXT)] * 3 == entries


def test_a_pointer_is_better_than_nothing(said):
    """What is all that an entry says below its mark stays, though it looks like a link; a button does not."""
    entries = said("\n\nZum Video: Polizei zeigt die Nacht\n\nTeilen", f"\n\n{TEXT}")

    assert [(None, None, "Zum Video: Polizei zeigt die Nacht"), (None, None, TEXT)] == entries


def test_a_button_may_be_a_title(said):
    """Where others have titles below their marks, one that no other has is a title, though buttons say it too."""
    titled = [f"\n\nSiel {number}\n\n{TEXT}" for number in range(2)]
    once = said(f"\n\nFolgen\n\n{TEXT}", *titled, "\n\nReport")
    twice = said(f"\n\nTeilen\n\n{TEXT}", *titled, f"\n\nTeilen\n\n{TEXT}")
    above = said(f"\n\nTeilen\n\nDeich hält\n\n{TEXT}", *titled)
    without = said(f"\n\nFolgen\n\n{TEXT}", f"\n\n{TEXT}", f"\n\n{TEXT} Ja.")

    assert [("Folgen", None, TEXT), ("Report", None, "")] == [once[0], once[3]]
    assert [(None, None, TEXT)] * 2 == [twice[0], twice[3]]
    assert [("Deich hält", None, TEXT), (None, None, TEXT)] == [above[0], without[0]]


@pytest.mark.parametrize("title", ["Mehr Infos: Ein Telefon für Angehörige", "Zum Video: Polizei zeigt die Nacht"])
def test_what_stands_below_the_mark_points_nowhere(said, title):
    """Directly below its mark too, a title is the entry's own, though elsewhere it would point to another article."""
    entries = said(f"\n\n{title}\n\n{TEXT}", f"\n\nSiel bewacht\n\n{TEXT}\n\n{title}\n\nJa.")

    assert [(title, None, TEXT), ("Siel bewacht", None, f"{TEXT}\n\nJa.")] == entries


@pytest.mark.parametrize(
    "title", ["Am 12. Mai gesperrt", "3. Platz für Lind", "Siel • Deich", "2. und 3. Klasse fährt"]
)
def test_numbers_in_titles(said, title):
    """A number within a title or before it stays; those of a list go, where all titles follow each other in it."""
    assert (title, None, TEXT) == said(f"\n\n{title}\n\n{TEXT}", f"\n\nSiel bewacht\n\n{TEXT}")[0]
    listed = said(f"\n\n1. Deich hält\n\n{TEXT}", f"\n\n2. Siel bewacht\n\n{TEXT}")
    assert ["Deich hält", "Siel bewacht"] == [entry[0] for entry in listed]


def test_a_title_at_the_end_is_no_name(said):
    """Where titles stand above the marks, the last line may be that of an entry which a copy cut off."""
    entries = said(f"\n\n{TEXT}\n\nDeich hält", f"\n\n{TEXT}\n\nHohe Polizei", head="Siel bewacht\n\n")

    assert [("Siel bewacht", None, TEXT), ("Deich hält", None, f"{TEXT}\n\nHohe Polizei")] == entries
    for name in ("Vera Alm", "Vera A."):
        signed = said(f"\n\n{TEXT}\n\n{name}\n\nDeich hält", f"\n\n{TEXT}\n\n{name}", head="Siel bewacht\n\n")
        assert [("Siel bewacht", name, TEXT), ("Deich hält", name, TEXT)] == signed
