"""Which forms a query word has, and which words inside other words."""

from __future__ import annotations

import pytest

from feeder.topics.looking import matches
from feeder.topics.query import parse


def takes(query, text, language):
    return matches(parse(query), None, text, language).match


@pytest.mark.parametrize(
    ("language", "query", "text"),
    [
        ("cs", "válka", "Válku nikdo nechce"),
        ("da", "alternativ", "Alternativer mangler"),
        ("en", "time", "Times of need"),
        ("en", "state", "STATES OF EMERGENCY"),
        ("es", "canal", "Canales sin agua"),
        ("fr", "record", "Records de chaleur"),
        ("it", "fiore", "Fiori sul ponte"),
        ("nl", "land", "Landen sluiten de grens"),
        ("pt", "ação", "Ações contra a seca"),
        ("sv", "läge", "Läget vid hamnen"),
        ("de", "alt", "Ältere Brücken bleiben zu"),
        ("de", "warm", "Wärmere Tage kommen"),
        ("de", "grün", "Grüne Wiesen sind selten"),
        ("de", "schießen", "Geschossen hat niemand"),
        ("de", "verletzt", "Verletzte im Tunnel"),
    ],
)
def test_a_capital_loses_no_form(language, query, text):
    """A word at the start of a sentence is the form that it is in small letters; only German verbs are no nouns."""
    assert takes(query, text, language)
    assert takes(query, text.lower(), language)


def test_a_german_noun_is_no_verb():
    """A German word with a capital that is a noun is none of the verb that is spelled so."""
    assert takes("schreiten", "Der Schritt", "de") is False
    assert takes("schreiten", "Er schritt zur Tat", "de")


@pytest.mark.parametrize(
    ("query", "text", "taken"),
    [
        ("Gas", "Das Gästehaus und die Gaststube", False),
        ("Gas", "Gaskocher", True),
        ("Eis", "Eisenwaren", False),
        ("Eis", "Eisdiele", True),
        ("Eisen", "Eisenwaren", True),
        ("Rat", "Ratenvertrag", False),
        ("Rate", "Ratenvertrag", True),
        ("Rat", "Ratssitzung", True),
        ("Not", "Notenständer", False),
        ("Note", "Notenständer", True),
        ("Akt", "Aktenschrank", False),
        ("Akte", "Aktenschrank", True),
        ("Fähre", "Fährenbetreiber", True),
        ("Schuld", "Schuldenstand", True),
        ("Bär", "Bärenjunges", True),
        ("Tür", "Türenbauer", True),
    ],
)
def test_a_part_is_its_own_word(query, text, taken):
    """A part of a compound is no form of a shorter word, but of those that link so."""
    assert taken is takes(query, text, "de")


@pytest.mark.parametrize(
    ("language", "query", "text", "taken"),
    [
        ("de", "Munster", "Regen in Münster", False),
        ("de", "Nurtingen", "Regen in Nürtingen", False),
        ("de", "Nürtingen", "Regen in Nurtingen", False),
        ("de", "Nuertingen", "Regen in Nürtingen", True),
        ("de", "Hulstadt", "Drei Hulstädte", True),
        ("de", "Hulstädte", "Eine Hulstadt", True),
        ("de", "Müller", "Muellers Brief", True),
        ("da", "Aalborg", "Ålborg Havn", True),
        ("da", "Ålborg", "Aalborg Havn", True),
        ("no", "Håkon", "Haakon reiste hjem", True),
    ],
)
def test_letters_that_stand_for_others(language, query, text, taken):
    """An umlaut goes only where inflection made it; å is aa also in names that are listed in both spellings."""
    assert taken is takes(query, text, language)


@pytest.mark.parametrize(
    ("query", "text", "taken"),
    [
        ("Ruhm", "Der Rubin", False),
        ("Rub", "Der Rubin", False),
        ("Delf", "Ein Delfin", False),
        ("Term", "Ein Termin", False),
        ("Martin", "Martin", True),
        ("Gärtner", "Eine Gärtnerin", True),
        ("Koch", "Zwei Köchinnen", True),
        ("Nachbar", "Eine Nachbarin", True),
        ("Freund", "Eine Freundin", True),
        ("Zupfler", "Eine Zupflerin", True),
        ("Zupfel", "Zwei Zupfelinnen", True),
        ("Zupfel", "Der Zupfelin", False),
    ],
)
def test_words_for_women(query, text, taken):
    """A word in -in is a woman where its plural in -innen is known, or where it is made of a word for a person."""
    assert taken is takes(query, text, "de")


def test_a_query_in_small_letters_is_no_form_of_a_noun():
    """A German query stands for the words that are spelled so, and not for a noun that it is a form of."""
    assert takes("packen", "Zwei Päcke liegen da", "de") is False
    assert takes("lasten", "Schwere Laster", "de") is False
    assert takes("strom", "Die Ströme", "de")
    assert takes("Reisender", "Zwei Reisende", "de")
