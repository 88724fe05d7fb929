"""The word lists: what they say of themselves, and how they are made."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from types import SimpleNamespace

import pytest

from feeder.topics.looking import matches
from feeder.topics.query import parse
from tests.topics.make_lexicon.entry import Entry, text_of
from tests.topics.make_lexicon.verbs import add_separable


def lists(root):
    return sorted((root / "feeder" / "topics" / "lexicon").glob("*.txt"))


def test_each_list_names_its_sources_and_licenses(root):
    """The head of each list says what it is made of and under which licenses it stands."""
    heads = {path.name: "\n".join(path.read_text("utf-8").splitlines()[:3]) for path in lists(root)}

    assert 16 == len(heads)
    for name, head in heads.items():
        assert f"'{name.removesuffix('.txt')}'" in head
        assert all(word in head for word in ("simplemma", "wordfreq", "CLDR", "ODbL-1.0", "CC-BY-SA-4.0", "NOTICE"))


def test_the_notice_is_shipped_and_names_the_licenses(root):
    """The notice goes into the wheel, and names each source with its license as its package states it."""
    notice = (root / "NOTICE").read_text("utf-8")
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))

    assert ["LICENSE", "NOTICE"] == project["project"]["license-files"]
    for said in (
        "Michal Měchura: Open Database License",
        "Eleni Metheniti: CC BY 4.0",
        "Robyn Speer",
        "CC BY-SA 4.0",
        "Unicode License",
    ):
        assert said in notice


def test_a_list_is_made_of_its_entries():
    """Forms become codes in order, accents that do not count go, particles are parted, what says nothing goes."""
    entries = {
        "Museum": Entry(kind="n", forms={"museum", "museums", "museen"}, fronts={"museums"}),
        "abfangen": Entry(forms={"abfing", "abgefangen"}, particle="ab"),
        "Café": Entry(kind="n", forms={"cafés"}),
        "Land": Entry(kind="n", forms={"länder"}, fronts={"länder", "landes"}),
        "leer": Entry(),
    }

    assert [
        "Cafe n s",
        "Land n 3änder <3änder <es",
        "Museum n 2en s <s",
        "ab|fangen - 5ing 6gefangen",
    ] == text_of(entries, "de").splitlines()[3:]


def test_verbs_are_parted_where_the_words_show_it():
    """A verb parts from its particle if the verb without it is common, from some particles only if a form shows it."""
    forms = {
        "fangen": {"fangen", "fing", "gefangen"},
        "abfangen": {"abfangen", "abfing"},
        "setzen": {"setzen", "gesetzt"},
        "übersetzen": {"übersetzen", "übersetzt"},
        "stellen": {"stellen", "gestellt"},
        "umstellen": {"umstellen", "umzustellen"},
        "unterstellen": {"unterstellen", "unterstellt"},
    }
    dictionary = SimpleNamespace(
        forms=forms,
        small=set(forms),
        common=set(forms),
        all_forms={"untergestellt"},
        frequency={},
        weight=lambda _word: 1,
        used_forms=forms.__getitem__,
    )
    entries = defaultdict(Entry)
    add_separable(entries, dictionary, ("ab", "um", "unter", "über"))

    assert {"abfangen": "ab", "umstellen": "um", "unterstellen": "unter"} == {
        word: entry.particle for word, entry in entries.items() if entry.particle
    }
    assert {"fangen", "fing", "gefangen"} == entries["fangen"].forms


@pytest.mark.parametrize("name", ["de", "nl", "nordic"])
def test_our_own_pairs(root, name):
    """Of our own pairs of queries and texts, mostly compounds and verbs in two parts, at least 95 of 100 are right."""
    lines = (root / "tests" / "topics" / "pairs" / f"{name}.txt").read_text("utf-8").splitlines()
    wrong = []
    pairs = [line.split(" | ", 1) for line in lines if line and line[0] != "#"]
    for head, text in pairs:
        language, sign, query = head.split(" ", 2)
        if matches(parse(query), None, text, language).match is not (sign == "+"):
            wrong.append((head, text))

    assert len(pairs) >= 60
    assert len(wrong) <= len(pairs) * 0.05, wrong


@pytest.mark.parametrize(
    ("language", "query", "text", "expected"),
    [
        ("de", "abbrechen", "Gegen vier brachen die Taucher die Suche ab.", True),
        ("de", "absuchen", "Gegen vier brachen die Taucher die Suche ab.", False),
        ("nl", "uitvallen", "Gisteren viel de stroom uit.", True),
        ("nl", "uitstromen", "Gisteren viel de stroom uit.", False),
        ("nl", "aankomen", "De boten kwamen 's avonds laat aan.", True),
        ("da", "bro", "De gamle broer og den nye hængebroen spærres.", True),
        ("da", "sko", "Skoene stod ved vandet.", True),
        ("da", "bøde", "Hun boede der.", False),
        ("de", "Köln", "Der Zug nach Koeln fährt nicht.", True),
    ],
)
def test_of_verbs_articles_and_pairs_of_letters(language, query, text, expected):
    """A noun is no verb in two parts, an apostrophe ends no clause, two letters are one only where no word has both."""
    assert expected is matches(parse(query), None, text, language).match
