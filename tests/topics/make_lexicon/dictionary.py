"""A language's words, their forms, and how common they are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from feeder.topics.letters import lowered

COMMON = 1e-6
"""How often a dictionary word stands in texts, all forms together, to be a common one: once in a million words."""
COMMON_FORM = 1e-7
"""How often a form does."""

_LONG = 5  # letters of a word that is hardly the abbreviation or the name of something
_MANY_WORDS = 100_000  # a list of frequencies that has so many says by its silence that a form is rare
_FEW_FORMS = 16  # a word that has no more has them all listed where it does not
_HARDENED = re.compile("[fs]$")  # gaf, gaven; las, lazen
_ONE_VOWEL = re.compile("([^aeiouy]*)([aeiouy]+)([^aeiouy]+)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class Dictionary:
    """The words of a language: dictionary words as they are written, all forms in small letters."""

    def __init__(self, language: str) -> None:
        import wordfreq  # not among the tools of the checkout: who makes no list needs none of its data

        called = {"no": "nb"}.get(language, language)
        self.called = called
        self.language = language
        self.frequency: Mapping[str, float] = wordfreq.get_frequency_dict(called, "best")
        self.forms: defaultdict[str, set[str]] = defaultdict(set)
        for form, word in _pairs(called):
            self.forms[_written(word, language)].add(lowered(form, language))
        self.large = {word for word in self.forms if word[:1].isupper()}
        self.small = self.forms.keys() - self.large
        if language == "de":
            self._add_lost_participles()
        if language == "nl":
            self._add_lost_pasts()
        self.all_forms = {form for forms in self.forms.values() for form in forms}
        self.common = {word for word in self.forms if self.weight(word) >= COMMON}

    @cache  # noqa: B019  # a dictionary lives as long as the script
    def weight(self, word: str) -> float:
        """How often any of its forms stands in texts."""
        return sum(self.frequency.get(form, 0) for form in self.forms[word])

    def unlisted(self) -> set[str]:
        """Common words of texts that the dictionary has in no form, though it may have their compounds: schade."""
        return {
            word
            for word, often in self.frequency.items()
            if often >= COMMON and len(word) >= _LONG and word not in self.all_forms and word.isalpha()
        }

    def used_forms(self, word: str) -> set[str]:
        """The forms that stand in texts at all."""
        return {form for form in self.forms[word] if form in self.frequency}

    def common_forms(self, word: str) -> set[str]:
        """The dictionary word, and the forms that are not rare, as far as the frequencies tell."""
        forms = self.forms[word]
        if len(self.frequency) < _MANY_WORDS and len(forms) <= _FEW_FORMS:
            return forms
        return {form for form in forms if self.frequency.get(form, 0) >= COMMON_FORM or form == word.lower()}

    def _add_lost_participles(self) -> None:
        """Participles spelled like another verb, which alone the dictionary has: geraten of raten."""
        for verb in [verb for verb in self.small if "ge" + verb in self.small]:
            if not any(form.startswith("ge") for form in self.forms[verb]):
                self.forms[verb].add("ge" + verb)

    def _add_lost_pasts(self) -> None:
        """Dutch strong pasts in the plural that the dictionary has of another word alone: braken of breken."""
        known = {form for forms in self.forms.values() for form in forms}
        for verb in [verb for verb in self.small if verb.endswith("en")]:
            for form in list(self.forms[verb]):
                plural = _HARDENED.sub(lambda last: {"f": "v", "s": "z"}[last[0]], form) + "en"
                if plural in known and _is_with_other_vowel(form, verb.removesuffix("en")):
                    self.forms[verb].add(plural)


def _is_with_other_vowel(form: str, stem: str) -> bool:
    """The same consonants around one vowel, and another vowel: brak of brek."""
    parts = [_ONE_VOWEL.fullmatch(each) for each in (form, stem)]
    if not all(parts):
        return False
    (front, vowel, end), (other_front, other_vowel, other_end) = (part.groups() for part in parts if part)
    ends = {end, _HARDENED.sub(lambda last: {"f": "v", "s": "z"}[last[0]], end)}
    return front == other_front and other_end in ends and vowel[0] != other_vowel[0]


def _pairs(called: str) -> Iterator[tuple[str, str]]:
    """Forms and dictionary words; simplemma keeps one dictionary word for a form."""
    dictionary = DefaultDictionaryFactory().get_dictionary(called)
    words = set(dictionary.values())
    for form, word in dictionary.items():
        if not (_WORD.fullmatch(form) and _WORD.fullmatch(word)):
            continue
        yield form, word
        if form in words and form != word:
            yield form, form
        # A form of a form: gelegenen of gelegen, which is one of liegen.
        origin = dictionary.get(word, word)
        if origin != word and _WORD.fullmatch(origin):
            yield form, origin
        if called == "en" and form.endswith("ves"):  # lives is one of live alone
            yield from ((form, form[:-3] + ending) for ending in ("f", "fe") if form[:-3] + ending in words)


def _written(word: str, language: str) -> str:
    """The word in small letters, with a capital if it has one."""
    small = lowered(word, language)
    return small[:1].upper() + small[1:] if word[:1].isupper() else small
