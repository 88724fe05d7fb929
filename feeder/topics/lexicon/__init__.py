"""Word lists of a language: forms of dictionary words, and what compounds are made of.

The lists lie beside this file; README.md tells their format and where they come from. A list is read when a word of
its language is first met.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Words = Mapping[str, tuple[str, ...]]
"""For each spelling the dictionary words that it may stand for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The word lists of a language; all words in small letters, but German nouns in the values.

    Attributes:
        lemmas: form → dictionary words that it is a form of; a dictionary word is a form of itself.
        parts: dictionary words that stand anywhere in compounds, as they are and in all their forms at the end.
        fronts: spelling → words that may stand in it before another part; none where it is the stem of a verb or an
            element such as Vize-. That each part may stand so as it is, is not listed.
        adjectives: those of the parts that are adjectives.
        wholes: names that are never taken apart.
        separable: dictionary word of a verb → the particles that part from it: greifen → an, auf, …
        particles: all of these.
    """

    lemmas: Words
    parts: frozenset[str]
    fronts: Words
    adjectives: frozenset[str]
    wholes: frozenset[str]
    separable: Words
    particles: frozenset[str]

    def heads(self, form: str) -> tuple[str, ...]:
        """The words that may end a compound in this form."""
        return tuple(word for word in self.lemmas.get(form, ()) if word in self.parts)

    def in_front(self, spelling: str) -> tuple[str, ...] | None:
        """The words that may stand so in front of another part; nothing if this is none."""
        listed = self.fronts.get(spelling)
        itself = tuple(word for word in self.heads(spelling) if word.lower() == spelling)
        return itself + (listed or ()) if itself or listed is not None else None


@cache
def lexicon(language: str) -> Lexicon:
    """The word lists of the language (a two-letter code); of one without lists, empty ones."""
    lemmas: dict[str, tuple[str, ...]] = {}
    fronts: dict[str, tuple[str, ...]] = {}
    separable: dict[str, tuple[str, ...]] = {}
    of_kind: dict[str, list[str]] = {kind: [] for kind in "-afnw"}
    for line in _lines(language):
        written, kind, *codes = line.split(" ")
        particle, _, verb = written.rpartition("|")
        word = particle + verb
        small = word.lower()
        of_kind[kind].append(word)
        if kind != "f" or codes:
            _put(lemmas, small, word)
        for code in codes:
            if code[0] == "<":
                _put(fronts, _decoded(code[1:], small), word)
            else:
                _put(lemmas, _decoded(code, small), word)
        if particle:
            _put(separable, verb, particle)
    return Lexicon(
        lemmas=lemmas,
        parts=frozenset(of_kind["a"] + of_kind["n"] + of_kind["w"]),
        fronts=dict.fromkeys(of_kind["f"], ()) | fronts,
        adjectives=frozenset(of_kind["a"]),
        wholes=frozenset(map(str.lower, of_kind["w"])),
        separable=separable,
        particles=frozenset(particle for particles in separable.values() for particle in particles),
    )


def _lines(language: str) -> list[str]:
    file = files(__package__) / f"{language}.txt"
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    return [line for line in lines if line[0] != "#"]


def _decoded(code: str, word: str) -> str:
    """The form that a code makes of the dictionary word: 2en of Museum is Museen."""
    if not code[0].isdigit():
        return word + code
    ending = code.lstrip("0123456789")
    cut = int(code[: len(code) - len(ending)])
    return word[: len(word) - cut] + ending


def _put(words: dict[str, tuple[str, ...]], spelling: str, word: str) -> None:
    others = words.get(spelling)
    words[spelling] = (*others, word) if others else (word,)
