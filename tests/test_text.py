"""Clean text, and titles made from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeder.text import clean, decode, excerpt, first_sentence, folded, headline, paragraphs, to_html


@pytest.mark.parametrize(
    ("content", "declared", "language", "text", "told"),
    [
        ("Züge".encode(), None, "de", "Züge", False),
        ("\ufeffZüge".encode(), "latin-1", "de", "Züge", False),
        ("Züge".encode("utf-16"), None, "de", "Züge", False),
        ("Züge".encode("latin-1"), "latin-1", "de", "Züge", False),
        ("„Züge“ – neu".encode("cp1252"), "iso-8859-1", "de", "„Züge“ – neu", False),
        (b"Z\\xfcge", "unicode_escape", "de", "Z\\xfcge", False),
        (b"Gleis", "rot13", "de", "Gleis", False),
        ("Züge".encode("cp1252"), "no-such-code", "de", "Züge", True),
        ("Źródło".encode("cp1250"), None, "pl", "Źródło", True),
        ("Поезд".encode("cp1251"), "ascii", "ru-RU", "Поезд", True),
    ],
)
def test_decode(content, declared, language, text, told):
    """Byte order mark, then what is declared, then UTF-8, then the code page of the language, which is told."""
    found, remark = decode(content, declared, language)

    assert text == found
    assert told is bool(remark)


def test_clean():
    """Text has one line end, plain spaces, composed letters, and nothing that XML cannot hold."""
    assert clean("a\r\nb\rc\u2028d\u2029e") == "a\nb\nc\nd\n\ne"
    assert clean("1\u00a02\u2009km\t!") == "1 2 km !"
    assert clean("Tu\u0308r\u00adschloss\u200b") == "Türschloss"
    assert clean("x\x0b\x1f\x7f\ufffey") == "xy"
    assert clean("👩\u200d🚒") == "👩\u200d🚒"


@given(st.text())
def test_clean_twice(text):
    """Clean text is clean."""
    assert clean(text) == clean(clean(text))


def test_folded():
    """Form is folded away, words are not."""
    assert folded("„Der  DEICH“\nhält – 3,5 m!") == folded("Der Deich hält, 3.5 m") == "der deich hält 3 5 m"
    assert folded("می\u200cخواهم") == folded("میخواهم")


def test_html():
    """Paragraphs are apart, and everything is escaped."""
    assert paragraphs("a\nb\n\n \n c") == ("a b", "c")
    assert to_html('1 < 2 & "3"\n\n<b>') == '<p>1 &lt; 2 &amp; "3"</p>\n<p>&lt;b&gt;</p>'
    assert to_html("") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Deich hält. Mehr folgt.", "Der Deich hält."),
        ("Am 4. Februar kam Dr. Alm. Sie blieb.", "Am 4. Februar kam Dr. Alm."),
        ("Hält der Deich? Ja.", "Hält der Deich?"),
        ('"Er hält." Das sagte sie.', '"Er hält."'),
        ("ohne Punkt", "ohne Punkt"),
        ("Er kam am 4.", "Er kam am 4."),
        ("Er kam am 4. Februar", "Er kam am 4. Februar"),
        ("At 3 p.m. it opens. Come.", "At 3 p.m. it opens."),
        (". Der Deich hält. Ja.", ". Der Deich hält."),
        ("", ""),
    ],
)
def test_first_sentence(text, expected):
    """A sentence ends at its stop, not at an ordinal or an abbreviation."""
    assert expected == first_sentence(text)


def test_headline():
    """A title made from a text is its first sentence without the stop, cut at a word where it is long."""
    assert headline("Der Deich hält. Mehr folgt.") == "Der Deich hält"
    assert headline("Und dann ...") == "Und dann ..."
    long = headline("Wort " * 40)
    assert long.endswith("Wort …")
    assert len(long) <= 82


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Kurz.\n\nUnd mehr.", "Kurz."),
        ("", ""),
        ("Ein Satz, der lang ist. " * 20, "Ein Satz, der lang ist. " * 12 + "…"),
        ("wort " * 100, "wort " * 59 + "…"),
        ("Kurz. " + "wort " * 100, "Kurz. " + "wort " * 58 + "…"),
    ],
)
def test_excerpt(words, expected):
    """An excerpt is the first paragraph, else as many of its sentences or words as 300 characters hold."""
    assert expected == excerpt(words)
    assert len(expected) <= 300


@pytest.mark.parametrize("declared", [None, "utf-8"])
def test_a_letter_that_was_cut_in_two(declared):
    """Bytes that are UTF-8 up to an incomplete last letter are UTF-8; what is wrong elsewhere is another encoding."""
    whole = "Die Brücke hält. Über".encode()
    cut = whole[: whole.rindex("Ü".encode()) + 1]

    assert ("Die Brücke hält. ", None) == decode(cut, declared, "de")
    assert "Brücke" in decode("Brücke hält".encode("cp1252"), declared, "de")[0]
