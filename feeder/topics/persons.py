"""Words for women and the words for men that they are made of: who asks for Minister also means a Ministerin."""

from __future__ import annotations

from collections.abc import Container, Iterator

# Ending of a word for women → endings of words for men.
_ENDINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "cs": {"ka": ("",), "yně": ("", "ce")},
    "da": {"inde": ("", "e"), "erske": ("er",)},
    "de": {"in": ("", "e")},
    "es": {"a": ("o",), "ora": ("or",), "esa": ("e",), "triz": ("tor",)},
    "fr": {"euse": ("eur",), "trice": ("teur",), "enne": ("en",), "ere": ("er",), "ante": ("ant",), "ente": ("ent",)},
    "it": {"a": ("o",), "trice": ("tore",), "essa": ("e", "a")},
    "nl": {"in": ("",), "ster": ("er",), "trice": ("teur",)},
    "no": {"inne": ("", "e")},
    "pl": {"ka": ("", "z")},
    "pt": {"a": ("o",), "ora": ("or",), "esa": ("e",), "triz": ("tor",)},
    "ru": {"ница": ("ник",), "ка": ("",)},
    "sv": {"inna": ("", "e"), "ska": ("",), "essa": ("",)},
}
_SHORTEST = 7  # letters where one vowel alone tells them: casa is no woman of caso
_WITHOUT_UMLAUT = str.maketrans("äöü", "aou")


def masculines(word: str, language: str, known: Container[str], forms: Container[str]) -> Iterator[str]:
    """The words for men that a word for women is made of.

    Args:
        word: a dictionary word in small letters.
        language: two-letter code.
        known: the words that there are.
        forms: their forms.
    """
    if language == "de" and word + "nen" not in forms:
        return  # Benzin is no woman of Benz
    for feminine, endings in _ENDINGS.get(language, {}).items():
        if not word.endswith(feminine) or (len(feminine) == 1 and len(word) < _SHORTEST):
            continue
        base = word.removesuffix(feminine)
        bases = {base, base.translate(_WITHOUT_UMLAUT)} if language == "de" else {base}
        candidates = (base + ending for base in sorted(bases) for ending in endings)
        yield from (man for man in candidates if man in known)
