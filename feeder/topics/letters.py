"""Clean text, one case of letters, and which letters count as the same.

Two spellings of a letter that count as one (ß and ss, ä and ae in German) become one here. Letters that a language
counts as its own keep apart from the bare letter; all other accents fold.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Marks that belong to the letter before them and have no letter of their own: Latin, Cyrillic, Hebrew, Arabic, Indic.
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0903\u093a-\u094f"
LETTER = rf"(?!_)[\w{_MARKS}]"
"""Pattern of one letter or digit, or a mark on one."""
NO_LETTER = rf"(?:_|[^\w{_MARKS}])"
"""Pattern of one character of any other kind."""
SPACES_IN_NUMBERS = "\u00a0\u2007\u2009\u202f"
"""Spaces that do not break: no-break, figure, thin, narrow."""

_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_VARIANTS = str.maketrans(dict.fromkeys("‐‑", "-") | dict.fromkeys("‘’ʼ＇´`", "'"))
# No match begins inside a run that could have begun before: else a long run of letters costs its square.
_ADDRESS = re.compile(r"(?<![a-z])[a-z]+://\S+|(?<!\w)www\.\S+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*", re.IGNORECASE)

_OWN_EVERYWHERE = "йґєіїў"
_OWN = {
    "cs": "áčďéěíňóřšťúůýž",
    "da": "æøå",
    "de": "äöü",
    "es": "ñ",
    "fi": "äöå",
    "hu": "áéíóöőúüű",
    "no": "æøå",
    "pl": "ąćęłńóśźż",
    "sv": "äöå",
    "tr": "çğıöşü",
}
_WITHOUT_ACCENT = {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]")
_TURKISH_CAPITALS = str.maketrans("Iİ", "ıi")

# Letters of neighbours that count as the language's own.
_NEIGHBOURS = {
    "da": str.maketrans("äö", "æø"),
    "no": str.maketrans("äö", "æø"),
    "sv": str.maketrans("æø", "äö"),
}
# Letters that may be written with two others.
_PAIRS = {
    "da": {"æ": "ae", "ø": "oe", "å": "aa"},
    "de": {"ä": "ae", "ö": "oe", "ü": "ue"},
    "no": {"æ": "ae", "ø": "oe", "å": "aa"},
    "sv": {"ä": "ae", "ö": "oe", "å": "aa"},
}
_EXPANDED = {language: str.maketrans(pairs) for language, pairs in _PAIRS.items()}
_CONTRACTED = {
    language: re.compile("|".join(pairs.values()).replace("ue", "(?<![aeq])ue"))  # neue, Bauer, Quelle have no ü
    for language, pairs in _PAIRS.items()
}
_LETTER_OF_PAIR = {language: {pair: letter for letter, pair in pairs.items()} for language, pairs in _PAIRS.items()}


def clean(text: str) -> str:
    """The text in NFC, without invisible characters, with one hyphen and one apostrophe."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text).translate(_VARIANTS))


def without_addresses(text: str) -> str:
    """The clean text with blanks for web and mail addresses: they are no words."""
    return _ADDRESS.sub(lambda address: " " * len(address[0]), text)


def lowered(word: str, language: str) -> str:
    """The word in small letters, with ß as ss; accents stay: stemmers need them."""
    small = word.translate(_TURKISH_CAPITALS) if language == "tr" else word
    return unicodedata.normalize("NFC", small.casefold()).translate(_NEIGHBOURS.get(language, {}))


def folded(small: str, language: str) -> str:
    """The small letters without the accents that the language does not count."""
    return small if small.isascii() else "".join(_bare(letter, language) for letter in small)


def contracted(small: str, language: str) -> str:
    """The small letters with one for each two that may stand for it: köln for koeln, in German."""
    if language not in _PAIRS:
        return small
    letters = _LETTER_OF_PAIR[language]
    return _CONTRACTED[language].sub(lambda pair: letters[pair[0]], small)


def expanded(small: str, language: str) -> str:
    """The small letters with two for each that may be written so: koeln for köln, in German."""
    return small.translate(_EXPANDED.get(language, {}))


@lru_cache(maxsize=4096)
def _bare(letter: str, language: str) -> str:
    if letter in _OWN_EVERYWHERE or letter in _OWN.get(language, ""):
        return letter
    return _WITHOUT_ACCENT.get(letter) or _ACCENTS.sub("", unicodedata.normalize("NFD", letter))
