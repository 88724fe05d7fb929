"""The language of an entry: its source's, unless the entry's own text clearly is in another."""

from __future__ import annotations

import re

from feeder.topics.particles import function_words

_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 4  # function words that must speak for another language
_TIMES = 3  # how many for each that speaks for the source's


def spoken(language: str, *texts: str) -> str:
    """The language of the texts: the given one, unless function words clearly are another's.

    Args:
        language: two-letter code of the source's language.
        texts: of the entry.
    """
    words = [word for text in texts for word in _WORD.findall(text.lower())]
    own = function_words().get(language)
    if own is None:
        return language
    counts = {other: sum(word in particles for word in words) for other, particles in function_words().items()}
    likeliest = max(counts, key=lambda other: counts[other])
    if counts[likeliest] < max(_FEWEST, _TIMES * counts[language], len(words) // 5):
        return language
    return likeliest
