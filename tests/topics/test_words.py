"""From text to words, and from words to keys."""

from __future__ import annotations

import pytest

from feeder.topics.language import forms, primary, query_keys
from feeder.topics.letters import clean
from feeder.topics.words import chains, joined


def words(text, language):
    """The words of a text; the parts of a hyphen word with hyphens."""
    return ["-".join(part.word for part in chain) for chain in chains(clean(text), language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Tote, Verletzte (23)/Zeugen & „Täter“", ["Tote", "Verletzte", "23", "Zeugen", "Täter"]),
        ("de", "TAG24 5G CO2-Ausstoß", ["TAG24", "5G", "CO2-Ausstoß"]),
        ("de", "Regierungs\u00adkrise Sonder\u200bvermögen", ["Regierungskrise", "Sondervermögen"]),
        ("de", "Links\u2010Fraktion Abwehr\u2011System", ["Links-Fraktion", "Abwehr-System"]),
        ("de", "O\u0308sterreich", ["Österreich"]),
        ("de", "Kiew - Moskau – Minsk-", ["Kiew", "Moskau", "Minsk"]),
        ("de", "siehe https://example.org/a-b, www.example.org/c und d@example.org", ["siehe", "und"]),
        ("de", "#Leipzig @amt a_b", ["Leipzig", "amt", "a", "b"]),
        (
            "de",
            "Lehrer:innen Erzieher*in Ärzt_innen StudentInnen",
            ["Lehrerinnen", "Erzieherin", "Ärztinnen", "Studentinnen"],
        ),
        ("de", "Scholz’ Plan, Trump's Rede", ["Scholz", "Plan", "Trump", "Rede"]),
        ("de", "z. B. z.B. U.S.-Armee", ["z", "B", "zB", "US-Armee"]),
        ("de", "1.250 1.234,56 6.5 8,30 1,000", ["1250", "1234.56", "6.5", "8.30", "1.000"]),
        ("de", "1\u00a0200 12\u202f500,5 1'000 12 500", ["1200", "12500.5", "1000", "12", "500"]),
        ("de", "12.5.2026 03:17 F-16", ["12.5.2026", "03", "17", "F-16"]),
        ("de", "im Jahr 2021. Danach 3,", ["im", "Jahr", "2021", "Danach", "3"]),
        ("en", "1,000,000 1,234.5 6,5 1.250 $1.2bn", ["1000000", "1234.5", "6.5", "1.250", "1.2", "bn"]),
        ("en", "Britain's drivers' O’Brien", ["Britain", "drivers", "O'Brien"]),
        ("fr", "L’Ukraine, aujourd'hui qu'il l'état-major", ["Ukraine", "aujourd'hui", "il", "état-major"]),
        ("it", "Dell'Alta sull’Ucraina", ["Alta", "Ucraina"]),
        ("tr", "Ankara'ya NATO'nun", ["Ankara", "NATO"]),
        ("sv", "EU:s klockan 18:30", ["EU", "klockan", "18", "30"]),
        ("fi", "EU:n", ["EU"]),
        ("uk", "п’яти перемир'я", ["п'яти", "перемир'я"]),
        ("hi", "हिन्दी में", ["हिन्दी", "में"]),
    ],
)
def test_words(language, text, expected):
    """Text is parted into words as its language writes them."""
    assert expected == words(text, language)


def test_a_hyphen_word_in_one():
    """A hyphen word is also the word that its parts make, and is written with its hyphens."""
    (chain,) = chains("U.S.-Armee", "de")

    assert ("US-Armee", "USArmee") == (joined(chain).written, joined(chain).word)


@pytest.mark.parametrize(
    ("language", "query", "text"),
    [
        ("de", "Brand", "Brände"),
        ("de", "Stadt", "Städten"),
        ("de", "Städte", "Stadt"),
        ("de", "groß", "größer"),
        ("de", "alt", "älteste"),
        ("de", "halten", "hält"),
        ("de", "hoch", "höhere"),
        ("de", "Schulen", "Schule"),
        ("de", "liegen", "gelegenen"),
        ("de", "Museum", "Museen"),
        ("de", "Kind", "Kinder"),
        ("de", "Franzose", "Französinnen"),
        ("de", "deutsch", "Deutsche"),
        ("de", "verletzt", "Verletzte"),
        ("en", "foot", "feet"),
        ("en", "loaf", "loaves"),
        ("en", "teach", "taught"),
        ("es", "profesor", "profesoras"),
        ("fr", "œil", "yeux"),
        ("fr", "directeur", "directrice"),
        ("nl", "schip", "schepen"),
        ("pl", "Gdańsk", "Gdańsku"),
        ("ru", "человек", "люди"),
        ("sv", "fot", "fötter"),
        ("de", "Straßenbahn", "Strassenbahnen"),
        ("de", "Mueller", "Müller"),
        ("de", "Erdogan", "Erdoğan"),
        ("de", "Kiew", "Kiews"),
        ("de", "LKW", "LKWs"),
        ("de", "Bus", "Busse"),
        ("de", "Präsident", "Präsidentinnen"),
        ("de", "Präsidentin", "Präsidentinnen"),
        ("de", "Arzt", "Ärztin"),
        ("de", "Ärztin", "Ärztinnen"),
        ("de", "ukrainisch", "ukrainische"),
        ("de", "nato", "NATO"),
        ("en", "strike", "striking"),
        ("en", "negotiation", "negotiations"),
        ("en", "university", "universities"),
        ("en", "US", "US"),
        ("fr", "Elysee", "Élysée"),
        ("fr", "oeuvre", "œuvres"),
        ("pt", "negociação", "negociações"),
        ("pl", "Orbán", "Orban"),
        ("ru", "самолет", "самолёт"),
        ("sv", "Malmoe", "Malmö"),
        ("no", "Aalesund", "Ålesund"),
        ("no", "lønn", "lönn"),
        ("tr", "ılgın", "Ilgın"),
        ("nb", "tog", "togene"),
        ("uk", "Київ", "київ"),
    ],
)
def test_forms_of_one_word(language, query, text):
    """A query word and a text word that are forms of one word share a key."""
    code = primary(language)

    assert set(query_keys(query, code)) & forms(text, code).keys


@pytest.mark.parametrize(
    ("language", "query", "text"),
    [
        ("de", "schon", "schön"),
        ("de", "schön", "schon"),
        ("de", "fordern", "fördert"),
        ("de", "Koln", "Köln"),
        ("de", "Ukraine", "ukrainische"),
        ("de", "Einigung", "einigen"),
        ("de", "Händlerin", "Händler"),
        ("de", "Haus", "Hau"),
        ("de", "Flieger", "Fliege"),
        ("de", "Wiener", "Wien"),
        ("de", "Oslo", "Osloer"),
        ("de", "angreifen", "Angriff"),
        ("en", "negotiate", "negotiations"),
        ("en", "universe", "university"),
        ("en", "US", "us"),
        ("de", "IM", "im"),
        ("es", "ano", "año"),
        ("pt", "negociar", "negociações"),
        ("sv", "far", "får"),
        ("da", "Ronne", "Rønne"),
        ("fi", "saa", "sää"),
        ("tr", "ilgin", "Ilgın"),
        ("uk", "Киів", "Київ"),
        ("uk", "потяг", "потяги"),
    ],
)
def test_other_words(language, query, text):
    """Words that only look alike share no key."""
    assert not set(query_keys(query, language)) & forms(text, language).keys


@pytest.mark.parametrize(("tag", "code"), [("de-AT", "de"), ("EN_gb", "en"), ("nn-NO", "no"), ("uk", "uk")])
def test_language_of_a_tag(tag, code):
    """Region and script of a language tag do not count, and both Norwegian languages are one."""
    assert code == primary(tag)
