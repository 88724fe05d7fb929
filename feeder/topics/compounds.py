"""The words inside a word: German, Dutch, Swedish, Danish and Norwegian write compounds in one.

A word is read as the fewest parts that the lexicon has, each in a form in which it stands in compounds; of two such
readings the one with the longer head is meant (Stau·becken, not Staub·ecken). Particles and suffixes are no parts, and
the words that they make are parts as wholes: so there is no Zug in Umzug, and no Wirt in Wirtschaft.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from feeder.topics.lexicon import Lexicon, lexicon

PARTICLES = {
    language: tuple(particles.split())
    for language, particles in {
        "da": """
            af an be bi efter er for forbi fort fra frem ind inds med mis mod mods om op over på sam til tils ud under
            ved
        """,
        "de": """
            ab an auf aus be bei durch ein eins ent er ge her hin hinter miss mit nach nieder über um un unter ur ver
            vor wider wieder zer zu
        """,
        "nl": "aan af be bij door er ge her in mee na om onder op over ont toe uit ver voor",
        "no": """
            an av be bi etter for fors fort fra fram frem inn inns med mis mot mots om opp over på sam til tils under ut
            ved
        """,
        "sv": """
            an av be bi efter er fort fram från för förs in ins med miss mot mots om på sam till tills under upp ut vid
            åter över
        """,
    }.items()
}
"""What makes another word of a word, and is no part of a compound, in the languages whose compounds are taken apart."""

_ADJECTIVE_ENDINGS = ("", "e", "em", "en", "er", "es")
_PARTICIPLE_ENDINGS = {"ende", "enden"}  # Reisende are no Ende of Reis
_PARTICLES_AS_PARTS = {"nach", "rück"}  # they part from a noun unless both together are one: no Weis in Nachweis
_SHORTEST, _LONGEST = 5, 60  # letters of a compound
_SHORTEST_INFLECTED = 4  # letters of a head with an ending; shorter ones are there by chance (vin·ter)
_SHORTEST_UNKNOWN = 4  # letters of a first part that the lexicon has not
_SHORTEST_BESIDE_UNKNOWN = 5  # letters of what stands behind it


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A part of a compound: where it stands with its link, and the words that it may be."""

    start: int
    end: int
    words: tuple[str, ...]


_Parts = tuple[_Part, ...]


def constituents(word: str, language: str) -> frozenset[str]:
    """The words that a compound is made of, and each run of them, in dictionary form; nothing for any other word.

    Args:
        word: in small letters, but for a capital at its start.
        language: two-letter code.
    """
    small = word.lower()
    if language not in PARTICLES or not _SHORTEST <= len(small) <= _LONGEST or not small.isalpha():
        return frozenset()
    splitter = _Splitter(words=lexicon(language), language=language)
    is_noun = word[:1].isupper() or language != "de"
    parts = splitter.parts(small, is_noun=is_noun)
    if not parts and word[:1].isupper():
        parts = splitter.parts_behind_unknown(small)
    return frozenset(splitter.runs(small, parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Splitter:
    """Takes words apart by the words of a language."""

    words: Lexicon
    language: str

    def parts(self, word: str, *, is_noun: bool) -> _Parts:
        """The parts of the word, two or more; none if it cannot be read as a compound."""
        if word in self.words.wholes or self._begins_with_particle(word):
            return ()
        readings = (
            (*front, _Part(start=cut, end=len(word), words=heads))
            for cut, front in self._fronts(word).items()
            if front
            and (heads := self._heads(word, cut, is_noun=is_noun))
            and not self._is_particle_of(front, word, heads)
        )
        return min(readings, key=lambda parts: _preference(word, parts), default=())

    def parts_behind_unknown(self, word: str) -> _Parts:
        """A word that the lexicon has not, a name say, and what stands behind it; none if that is unknown too."""
        if word in self.words.lemmas:
            return ()
        for cut in range(_SHORTEST_UNKNOWN, len(word) - _SHORTEST_BESIDE_UNKNOWN + 1):
            front, rest = word[:cut], word[cut:]
            heads = self._heads(word, cut, is_noun=True)
            if self._may_be_name(front) and (heads or self.parts(rest, is_noun=True)):
                return (
                    _Part(start=0, end=cut, words=_names(front)),
                    _Part(start=cut, end=len(word), words=heads or (rest,)),
                )
        return ()

    def runs(self, word: str, parts: _Parts) -> Iterator[str]:
        """Each part, the parts of parts, and each run of them, the last in dictionary form."""
        leaves: list[_Part] = []
        for part in parts:
            yield from part.words
            leaves += self._leaves(word, part)
        for first in range(len(leaves)):
            for last in leaves[first:]:
                yield from (_behind(word[leaves[first].start : last.start], head) for head in last.words)

    def _leaves(self, word: str, part: _Part) -> _Parts:
        inner = self.parts(word[part.start : part.end], is_noun=True)
        moved = (_Part(start=part.start + one.start, end=part.start + one.end, words=one.words) for one in inner)
        return tuple(leaf for one in moved for leaf in self._leaves(word, one)) or (part,)

    def _fronts(self, word: str) -> dict[int, _Parts]:
        """For each place where the beginning of the word can be read as parts: the fewest."""
        found: dict[int, _Parts] = {0: ()}
        for end in range(2, len(word) - 1):
            for start in [place for place in found if place < end - 1]:
                before = found[start]
                words = self.words.in_front(word[start:end])
                if words is None or (end in found and len(found[end]) <= len(before) + 1):
                    continue
                if not self._is_particle_of(before, word, words):
                    found[end] = (*before, _Part(start=start, end=end, words=words))
        return found

    def _heads(self, word: str, cut: int, *, is_noun: bool) -> tuple[str, ...]:
        """The words that may end the word here; of a word that the dictionary has, those that it is a form of."""
        head = word[cut:]
        if head in _PARTICIPLE_ENDINGS and self._has_verb(word[:cut]):
            return ()
        found = self.words.heads(head) if is_noun else ()
        if len(head) < _SHORTEST_INFLECTED:
            found = tuple(word for word in found if word.lower() == head)
        bases = (head.removesuffix(ending) for ending in _ADJECTIVE_ENDINGS if head.endswith(ending))
        heads = (*found, *(base for base in bases if base in self.words.adjectives and base not in found))
        known = {lemma.lower() for lemma in self.words.lemmas.get(word, ())}
        return tuple(head for head in heads if not known or word[:cut] + head.lower() in known)

    def _has_verb(self, stem: str) -> bool:
        return stem + "en" in self.words.lemmas or stem + "n" in self.words.lemmas

    def _begins_with_particle(self, word: str) -> bool:
        """A listed word of a particle and another one: Mitteilung is no Mitt·eilung."""
        return word in self.words.lemmas and any(
            word.startswith(particle) and word[len(particle) :] in self.words.lemmas
            for particle in PARTICLES[self.language]
        )

    def _is_particle_of(self, before: _Parts, word: str, heads: tuple[str, ...]) -> bool:
        particle = word[before[-1].start : before[-1].end] if before else ""
        return particle in _PARTICLES_AS_PARTS and any(particle + head.lower() in self.words.lemmas for head in heads)

    def _may_be_name(self, front: str) -> bool:
        lemmas = self.words.lemmas.get(front, ())
        return not lemmas or (len(front) > _SHORTEST_UNKNOWN and any(lemma[:1].isupper() for lemma in lemmas))


def _preference(word: str, parts: _Parts) -> tuple[int, bool, int]:
    """The fewest parts; Orts·teil rather than Ort·steil; the longest head."""
    *_, head = parts
    return len(parts), word[head.start - 1] != "s", head.start


def _behind(front: str, head: str) -> str:
    """The compound of both, with the capital of its head."""
    return (front + head.lower()).capitalize() if head[:1].isupper() else front + head


def _names(front: str) -> tuple[str, ...]:
    """An unknown word, with its last letter and without, if that may be a link: Gaza, Gazas."""
    return tuple(dict.fromkeys((front.capitalize(), front.removesuffix("s").capitalize())))
