"""Verbs in two parts: in "sie greifen die Stadt an" stands angreifen, and no greifen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feeder.topics.letters import lowered
from feeder.topics.lexicon import Lexicon, lexicon
from feeder.topics.words import Part

_WRITES_NOUNS_LARGE = {"de"}
# Behind these stands no verb that has a particle: de stroom is none of stromen.
_ARTICLES = {"de": {"ein", "der", "dem", "den", "kein"}, "nl": {"de", "een", "geen"}}
_BEFORE_ANOTHER_CLAUSE = {"de": {"und", "oder", "aber", "sowie", "als", "wie"}, "nl": {"en", "of", "maar", "als"}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Separated:
    """A verb in two parts.

    Attributes:
        position: of its first part among the words.
        bare: the verb that the first part is a form of.
        verb: the verb that both are.
    """

    position: int
    bare: str
    verb: str


def separated(words: Sequence[Part], language: str) -> Iterator[Separated]:
    """The verbs in two parts among these words: the particle stands last in its clause.

    Args:
        words: of a text, in order.
        language: two-letter code.
    """
    if language not in _BEFORE_ANOTHER_CLAUSE:
        return
    known = lexicon(language)
    if known.particles.isdisjoint(word.written for word in words):
        return
    nearest: dict[str, Separated] = {}  # for each particle the last verb of the clause that takes it
    for position, word in enumerate(words):
        if word.written in nearest and _ends_clause(words, position, language):
            yield nearest[word.written]
        if word.closes:
            nearest.clear()
        elif not _is_noun(words, position, language):
            nearest |= _taking(word, position, known, language)


def _ends_clause(words: Sequence[Part], position: int, language: str) -> bool:
    if words[position].closes or position + 1 == len(words):
        return True
    return words[position + 1].written in _BEFORE_ANOTHER_CLAUSE[language]


def _taking(word: Part, position: int, known: Lexicon, language: str) -> dict[str, Separated]:
    """For each particle that a verb takes, of which the word may be a form, both; of several verbs the first."""
    lemmas = known.lemmas.get(lowered(word.word, language), ())
    return {
        particle: Separated(position=position, bare=lemma, verb=particle + lemma)
        for lemma in reversed(lemmas)
        for particle in known.separable.get(lemma, ())
    }


def _is_noun(words: Sequence[Part], position: int, language: str) -> bool:
    """The word cannot be a verb: it has a capital inside a clause, in languages that write nouns so, or an article."""
    begins = position == 0 or words[position - 1].closes
    if begins:
        return False
    has_capital = language in _WRITES_NOUNS_LARGE and words[position].written[:1].isupper()
    return has_capital or lowered(words[position - 1].word, language) in _ARTICLES[language]
