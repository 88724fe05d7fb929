"""Stems: what the inflected forms of a word share, as Snowball finds it.

Told apart where equal stems are other words: by the letters that a language counts as its own, and by the endings
that derive one word from another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from feeder.topics.letters import contracted, folded, lowered

_STEMMERS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
# Endings that make another word of a word, although its stem stays the same.
_DERIVING = {
    "de": re.compile(r"(isch|lich|ung|heit|keit|ig|schaft|in)(?:e[nmrs]?|er[ens]*|e?ste?[nmrs]?|s)?$"),
    "en": re.compile(r"(ation|ion|or|er|ment|ness|it(?=y|ies))(?:s|y|ies)?$"),
    "es": re.compile(r"(cion|idad)(?:es)?$"),
    "fr": re.compile(r"(ation)s?$"),
    "it": re.compile(r"(azion)[ei]$"),
    "nl": re.compile(r"(ing|heid|aar)(?:en|s)?$"),
    "pt": re.compile(r"(c(?=ao|oes)|idade)(?:ao|oes|s)?$"),
}
_INFLECTED_MARK = "¨"  # before the stem of a word whose umlaut may come from its inflection
_BARE_MARK = "´"  # before that of a word without umlaut and ending, which may get one
_OTHER_MARK = str.maketrans("¨´", "´¨")
_UMLAUTS = str.maketrans("äöü", "aou")
_PLURAL_WITH_UMLAUT = re.compile(r"en?$")  # Kinder, Vögel and the like are few: the lexicon has them
# größer, größte; hält, fährst.
_DEGREE_OR_PERSON_WITH_UMLAUT = re.compile(r"(?:er|ere[nmrs]?|e?ste[nmrs]?|äu?[^aeiouäöü]*s?t)$")
# Streiker, Kiewer: who does it, who lives there.
_PERSON = re.compile(r".{3,}er[ns]?$")
# Bloggerin, Winzerinnen, but no Benzin of Benz; four letters: not Sinn, Kinn, Finnen, gewinnen.
_FEMININE = re.compile(r"(.{4,}?)innen$|(.{2,}(?:er|or|eur|ist|[ae]nt|at|et|og|[aä]r))in$")
_DOUBLED_S = re.compile(r"(.+s)se[ns]?$")  # Bus, Busse
_WITH_FINAL_S = {"da", "de", "nl", "no", "sv"}


def query_stems(word: str, language: str) -> frozenset[str]:
    """The stems of which a text word has one if it is a form of this query word."""
    return frozenset(map(_met, _stems(word, language, drops_umlaut=_is_plural_with_umlaut)))


def text_stems(word: str, language: str) -> frozenset[str]:
    """The stems of all words that a text word may be a form of."""
    readings = (word, *_base_words(word, language)) if word[:1].isupper() else (word,)
    stems = {stem for reading in readings for stem in _stems(reading, language, drops_umlaut=_is_inflected_with_umlaut)}
    if language == "de" and word[:1].isupper() and (feminine := _FEMININE.match(word)):
        stems |= _stems(feminine[1] or feminine[2], language, drops_umlaut=lambda _word, _small: True)
    return frozenset(stems)


def _base_words(word: str, language: str) -> Iterator[str]:
    """What a noun or name may be a form of by endings that its stemmer leaves: Kiew of Kiews, Bus of Busse."""
    if language in _WITH_FINAL_S and word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]
    if language == "de" and (doubled := _DOUBLED_S.match(word)):
        yield doubled[1]


def _stems(word: str, language: str, *, drops_umlaut: Callable[[str, str], bool]) -> frozenset[str]:
    """The stems of a word, each with the ending that derives it.

    Args:
        word: as it stands in text or query.
        language: two-letter code.
        drops_umlaut: whether the umlaut of a German word may come from its inflection, so that the word is also
            found without it; takes the word and its small letters.
    """
    small = contracted(lowered(word, language), language)
    if language not in _STEMMERS or (not word.isalpha() and any(map(str.isdigit, word))):
        return frozenset((folded(small, language),))
    if language == "de":
        return _german_stems(word, small, drops_umlaut=drops_umlaut)
    plain = folded(small, language)
    stem = _stemmer(language)
    return frozenset(_marked(folded(stem(form), language), plain, language) for form in (small, plain))


def _german_stems(word: str, small: str, *, drops_umlaut: Callable[[str, str], bool]) -> frozenset[str]:
    """Stems with their umlauts, which the stemmer drops: schön is not schon, but Städte is Stadt."""
    small = folded(_singular_feminine(word, small), "de")
    bare = _stemmer("de")(small)
    kept = small[: len(bare)]
    if kept.translate(_UMLAUTS) != bare:
        kept = bare
    if word[:1].isupper() and _PERSON.match(small):
        return frozenset((f"{kept.removesuffix('er')}|er",))
    stems = {_marked(kept, small, "de")}
    if kept != bare and drops_umlaut(word, small):
        stems.add(_INFLECTED_MARK + _marked(bare, small, "de"))
    elif small.removesuffix("s") == bare:
        stems.add(_BARE_MARK + _marked(bare, small, "de"))
    return frozenset(stems)


def _met(stem: str) -> str:
    """What a text word has that a word with this stem meets: Stadt meets Städte, and München no Munchen."""
    return stem.translate(_OTHER_MARK)


def _singular_feminine(word: str, small: str) -> str:
    """Ministerin for Ministerinnen, whose n the stemmer keeps."""
    return small.removesuffix("nen") if word[:1].isupper() and small.endswith("innen") else small


def _is_plural_with_umlaut(word: str, small: str) -> bool:
    return word[:1].isupper() and bool(_PLURAL_WITH_UMLAUT.search(small))


def _is_inflected_with_umlaut(word: str, small: str) -> bool:
    return _is_plural_with_umlaut(word, small) or bool(_DEGREE_OR_PERSON_WITH_UMLAUT.search(small))


def _marked(stem: str, small: str, language: str) -> str:
    """The stem, with the deriving ending that the stemmer has cut off."""
    deriving = _DERIVING[language].search(small) if language in _DERIVING else None
    return f"{stem}|{deriving[1]}" if deriving and len(stem) <= deriving.start(1) else stem


@lru_cache(maxsize=64)
def _stemmer(language: str) -> Callable[[str], str]:
    from Stemmer import Stemmer

    # No cache of its own: ours is bounded by words, and a stemmer without one may be shared by threads.
    stem: Callable[[str], str] = Stemmer(_STEMMERS[language], 0).stemWord
    return stem
