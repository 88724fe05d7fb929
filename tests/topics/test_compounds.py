"""The words inside a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeder.topics.compounds import PARTICLES, constituents
from feeder.topics.lexicon import lexicon


@pytest.mark.parametrize(
    ("language", "compound", "words"),
    [
        ("de", "Hundehütte", {"Hund", "Hütte"}),
        ("de", "Bahnsteigkante", {"Bahn", "Bahnsteig", "Steig", "Kante"}),
        ("de", "Wörterbuch", {"Wort", "Buch"}),
        ("de", "Ölpreis", {"Öl", "Preis"}),
        ("de", "Notfallpläne", {"Notfall", "Fall", "Plan"}),
        ("de", "Überfallkommando", {"Überfall", "Kommando"}),
        ("de", "Datenbanken", {"Bank", "Datenbank"}),
        ("de", "Schulbücher", {"Schule", "Buch"}),
        ("de", "Ortsteil", {"Ort", "Teil"}),
        ("de", "Waffenstillstandsverhandlungen", {"Waffe", "Waffenstillstand", "Verhandlung"}),
        ("de", "klimaneutrale", {"Klima", "neutral"}),
        ("de", "Großbrand", {"gross", "Brand"}),
        ("de", "Gazakrieg", {"Gaza", "Krieg"}),
        ("de", "Xanadukonferenz", {"Xanadu", "Konferenz"}),
        ("nl", "veiligheidsraad", {"veiligheid", "raad"}),
        ("sv", "kyrkogård", {"kyrka", "gård"}),
        ("da", "skolebørnene", {"skole", "barn"}),
        ("no", "sykehusdirektør", {"sykehus", "direktør"}),
    ],
)
def test_words_of_a_compound(language, compound, words):
    """A compound has its parts, and each run of them, in dictionary form."""
    word = compound.replace("ß", "ss")

    assert words <= constituents(word, language)


@pytest.mark.parametrize(
    ("language", "word", "chance"),
    [
        ("de", "Mitteilung", "Eilung"),
        ("de", "Beschreibung", "Reibung"),
        ("de", "Reisende", "Ende"),
        ("de", "Bundesamt", "Samt"),
        ("de", "Gewerkschaft", "Schaft"),
        ("de", "Griechenland", "Land"),
        ("de", "Freiburg", "Burg"),
        ("de", "Anhang", "Hang"),
        ("de", "Anhangskopie", "Hang"),
        ("de", "Garten", "Art"),
        ("de", "Spargel", "Gel"),
        ("da", "forslag", "lag"),
        ("no", "innslag", "lag"),
        ("sv", "vinter", "vin"),
        ("nl", "trekken", "trek"),
        ("en", "ceasefire", "fire"),
    ],
)
def test_letters_by_chance(language, word, chance):
    """A word that only has the letters of another one, or has it behind a particle, is not made of it."""
    assert chance not in constituents(word, language)


def test_other_languages_have_no_compounds():
    """Nothing is taken apart in a language that writes its compounds apart, or has numbers in it."""
    assert frozenset() == constituents("airstrike", "en") | constituents("tagtag24", "de") | constituents(
        "a" * 80, "de"
    )


WORDS = {language: sorted(lexicon(language).parts)[::97] for language in PARTICLES}


@given(
    st.sampled_from(sorted(PARTICLES)).flatmap(
        lambda code: st.tuples(st.just(code), st.lists(st.sampled_from(WORDS[code]), max_size=5))
    )
)
def test_whatever_is_read_ends_in_a_word_of_the_lexicon(given_words):
    """What a compound is made of are words that the lexicon has, runs that end in one, or an unknown beginning."""
    language, parts = given_words
    word = "".join(parts).capitalize()
    known = lexicon(language).lemmas

    for constituent in constituents(word, language):
        small = constituent.lower()
        assert any(small[start:] in known for start in range(len(small))) or small in word.lower()
