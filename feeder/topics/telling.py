"""The words that tell some texts from others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log

from feeder.topics.field import analysed
from feeder.topics.foreign import spoken
from feeder.topics.language import primary
from feeder.topics.particles import is_function_word

_SHORTEST = 4  # letters; shorter words tell little


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A word and in how many of the texts it stands."""

    word: str
    texts: int


class Tally:
    """In how many texts each word stands, of those that are asked about and of the others."""

    def __init__(self) -> None:
        self._counts = {True: Counter[str](), False: Counter[str]()}
        self._texts = Counter[bool]()

    def add(self, text: str, language: str, *, asked: bool) -> None:
        """Count the words of a text.

        Args:
            text: plain.
            language: BCP 47 tag of its source.
            asked: it is one of those that are asked about.
        """
        code = spoken(primary(language), text)
        words = {word for word in analysed(text, code).written if len(word) >= _SHORTEST and word.isalpha()}
        self._counts[asked].update(word for word in words if not is_function_word(word.lower(), code))
        self._texts[asked] += 1

    def most_telling(self, most: int) -> tuple[Telling, ...]:
        """The words that stand oftener in the texts asked about than chance would have it, the most telling first."""
        found = ((self._weight(word), word, count) for word, count in self._counts[True].items() if count > 1)
        best = sorted(((weight, word, count) for weight, word, count in found if weight > 0), key=_order)
        return tuple(Telling(word=word, texts=count) for _, word, count in best[:most])

    def _weight(self, word: str) -> float:
        """How much oftener than expected, as a log-likelihood ratio (Dunning 1993); negative if less often."""
        counts = [self._counts[asked][word] for asked in (True, False)]
        share = sum(counts) / self._texts.total()
        expected = [share * self._texts[asked] for asked in (True, False)]
        ratio = sum(count * log(count / there) for count, there in zip(counts, expected, strict=True) if count)
        return ratio if counts[0] > expected[0] else -ratio


def _order(found: tuple[float, str, int]) -> tuple[float, str]:
    return -found[0], found[1]
