"""Which forms stems would miss."""

from __future__ import annotations

from collections import defaultdict

from feeder.topics.inflection import query_stems, text_stems
from feeder.topics.letters import folded
from feeder.topics.persons import masculines
from tests.topics.make_lexicon.dictionary import COMMON, Dictionary
from tests.topics.make_lexicon.entry import Entry
from tests.topics.make_lexicon.habits import COMPOUNDS

_LONG = 4  # letters of a noun whose genitive is hardly another word by chance: Ei, Eis


def add_persons(entries: defaultdict[str, Entry], dictionary: Dictionary) -> None:
    """Words for women and the words for men that they are made of."""
    language = dictionary.language
    written = {word.lower(): word for word in sorted(dictionary.common, reverse=True)}
    for woman in dictionary.common:
        for man in masculines(folded(woman.lower(), language), language, written, dictionary.all_forms):
            for word in (woman, written[man]):
                entries[word].forms |= dictionary.used_forms(word)


def add_forms(entries: defaultdict[str, Entry], dictionary: Dictionary) -> None:
    """Forms whose stem is not that of their dictionary word, or is that of another one too."""
    language = dictionary.language
    for word in [word for word in dictionary.common if word in entries and entries[word].kind == "n"]:
        entries[word].forms |= _lost_forms(word, dictionary)
    of_stem: defaultdict[str, set[str]] = defaultdict(set)
    for word in {word for word in dictionary.forms if dictionary.weight(word) >= COMMON / 4} | entries.keys():
        for stem in query_stems(word, language):
            of_stem[stem].add(word)
    for word in dictionary.common:
        own = query_stems(word, language)
        alike = {word, word.lower(), word.capitalize()}
        for form in dictionary.common_forms(word):
            stems = text_stems(form.capitalize() if word[0].isupper() else form, language)
            if not stems & own or any(of_stem[stem] - alike for stem in stems):
                entries[word].forms.add(form)


def _lost_forms(noun: str, dictionary: Dictionary) -> set[str]:
    """Regular forms that the dictionary has of another word alone: bussar of buss, which it has of a verb.

    In German, whose dictionary tells nouns by their capital, only for nouns of which it has no other form (Schuld), but
    the genitive also where it is a word of its own there (Müllers).
    """
    small = noun.lower()
    habits = COMPOUNDS[dictionary.language]
    is_like_genitive = len(noun) >= _LONG and habits.writes_nouns_large and noun + "s" in dictionary.large
    genitive = {small + "s"} if is_like_genitive else set()
    if habits.writes_nouns_large and dictionary.forms[noun] - {small, small + "s"}:
        return genitive
    return genitive | {small + ending for ending in habits.plurals if small + ending in dictionary.all_forms}
