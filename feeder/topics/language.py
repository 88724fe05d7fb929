"""From a word to its keys: a text word and a query word that are forms of one dictionary word share a key.

Where the lexicon lists both words, its dictionary words decide; else stems do. So a text word that is listed has its
dictionary words as keys, another one its stems; a query word that is listed has both, since it may meet either; and one
that is not has its stems with a mark, which all text words have too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from feeder.topics.compounds import constituents
from feeder.topics.inflection import query_stems, text_stems
from feeder.topics.letters import contracted, expanded, folded, lowered
from feeder.topics.lexicon import Lexicon, lexicon
from feeder.topics.particles import is_function_word
from feeder.topics.persons import masculines

_SAME_LANGUAGE = {"nb": "no", "nn": "no"}
_WITH_TWO_A = {"da", "no", "sv"}
_ACRONYM_MARK = "^"
_EXACT_MARK = "="
_DICTIONARY_MARK = "/"  # before a dictionary word
_ANY_MARK = "~"  # before the stem of any word, for query words that the lexicon does not list


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """What a text word can be found by.

    Attributes:
        keys: of the word itself.
        inside: of the words that it is made of.
        spelling: its letters, folded.
        expanded: the same with two letters for each that may be written so (Köln: koeln).
    """

    keys: frozenset[str]
    inside: frozenset[str]
    spelling: str
    expanded: str


def primary(tag: str) -> str:
    """The language of a BCP 47 tag, as the tables of this package know it."""
    code = tag.replace("_", "-").split("-", 1)[0].lower()
    return _SAME_LANGUAGE.get(code, code)


@lru_cache(maxsize=1 << 16)
def forms(word: str, language: str) -> Forms:
    """What a text word can be found by."""
    spelling = folded(lowered(word, language), language)
    parts = _parts(_spelling(word, language), word, language) or _parts(spelling, word, language)
    return Forms(
        keys=_text_keys(word, language),
        inside=frozenset(key for part in parts for key in _part_keys(part, language)),
        spelling=spelling,
        expanded=expanded(spelling, language),
    )


def _parts(spelled: str, word: str, language: str) -> frozenset[str]:
    return constituents(spelled.capitalize() if word[:1].isupper() else spelled, language)


@lru_cache(maxsize=1 << 14)
def query_keys(word: str, language: str) -> tuple[str, ...]:
    """The keys of which a text word has one if it is a form of this query word.

    Capitals that spell a function word of the language (US, WHO, IT) stand for the acronym alone.
    """
    if _is_acronym(word) and is_function_word(word.lower(), language):
        return (_ACRONYM_MARK + word,)
    stems = sorted(query_stems(word, language))
    spelling = _spelling(word, language)
    lemmas = lexicon(language).lemmas.get(spelling, ())
    if not lemmas:
        return tuple(_ANY_MARK + stem for stem in stems)
    if language == "de":
        lemmas = _of_noun(lemmas, word, lexicon(language))
    listed = {lemma.lower() for lemma in lemmas}
    if spelling in listed and (language != "de" or word.islower()):
        listed = {spelling}  # a word stands for itself, and not for what it is a form of
    return (*stems, *sorted({_key_of(lemma, language) for lemma in listed}))


def dictionary_key(word: str) -> str:
    """The key of the forms of a word that the lexicon has."""
    return _DICTIONARY_MARK + word


def exact_key(written: str) -> str:
    """The key of a word exactly as it is written."""
    return _EXACT_MARK + written


def _text_keys(word: str, language: str) -> frozenset[str]:
    """Dictionary words that it may be a form of; its stems where the lexicon knows none."""
    lemmas = _lemmas(word, language)
    if language == "de" and word[:1].isupper():
        lemmas = _of_noun(lemmas, word, lexicon(language))
    keys = _dictionary_keys(lemmas, language)
    stems = text_stems(word, language)
    keys |= {_ANY_MARK + stem for stem in stems}
    if not lemmas:
        keys |= stems
    if _is_acronym(word):
        keys.add(_ACRONYM_MARK + word)
    return frozenset(keys)


def _part_keys(part: str, language: str) -> frozenset[str]:
    """The keys of a part of a compound, a dictionary word already: in Gasthaus stands Gast, not gast of gasen."""
    itself = tuple(lemma for lemma in _lemmas(part, language) if lemma.lower() == part.lower())
    if not itself:
        return _text_keys(part, language)
    stems = text_stems(part, language)
    return frozenset(_dictionary_keys(itself, language) | {_ANY_MARK + stem for stem in stems})


def _dictionary_keys(lemmas: tuple[str, ...], language: str) -> set[str]:
    keys = {_key_of(lemma.lower(), language) for lemma in lemmas}
    return keys | {_key_of(man, language) for lemma in lemmas for man in _masculines(lemma.lower(), language)}


def _key_of(lemma: str, language: str) -> str:
    """The key of a dictionary word; the lexicon may have it in both spellings (Aalborg, Ålborg)."""
    return _DICTIONARY_MARK + (lemma.replace("aa", "å") if language in _WITH_TWO_A else lemma)


def _lemmas(word: str, language: str) -> tuple[str, ...]:
    return lexicon(language).lemmas.get(_spelling(word, language), ())


def _spelling(word: str, language: str) -> str:
    """The word as the lexicon writes its forms: as it stands if it has it so (broen), else with one letter for two."""
    small = lowered(word, language)
    plain = folded(small, language)
    return plain if plain in lexicon(language).lemmas else folded(contracted(small, language), language)


def _of_noun(lemmas: tuple[str, ...], word: str, known: Lexicon) -> tuple[str, ...]:
    """Of a German word with a capital those that may have one too: all but verbs of which it is no participle.

    So Angriff is not angreifen, but Verletzte is verletzt, Ältere alt, and Geschossen schießen.
    """
    if not any(lemma[:1].isupper() for lemma in lemmas):
        return lemmas
    small = word.lower()
    return tuple(
        lemma for lemma in lemmas if not _is_verb(lemma, known) or lemma == small or _is_participle(small, lemma)
    )


def _is_verb(lemma: str, known: Lexicon) -> bool:
    if lemma[:1].isupper() or not lemma.endswith("n") or lemma in known.adjectives:
        return False
    return lemma not in known.lemmas.get(lemma + "e", ())  # grüne, of grün


def _is_participle(small: str, verb: str) -> bool:
    return small.startswith("ge") and not verb.startswith("ge") and small.endswith(("t", "en"))


def _masculines(lemma: str, language: str) -> Iterator[str]:
    known = lexicon(language).lemmas
    return (man for man in masculines(lemma, language, known, known) if man in map(str.lower, known[man]))


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()
