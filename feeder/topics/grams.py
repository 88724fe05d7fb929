"""Keys of letters: what a word must begin with, end in or hold where a star finds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LONGEST_EDGE = 4
_INSIDE = 3
_BEGINS, _ENDS, _HOLDS = "<", ">", "*"
_COMMON_FIRST = "enisratdhulcgmobwfkzvpäöüjyxq"  # letters from common to rare; all others are rarer


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which keys of words are asked for: lengths of beginnings and ends, and whether any letters inside."""

    beginnings: frozenset[int]
    ends: frozenset[int]
    inside: bool

    @classmethod
    def of(cls, keys: Iterable[str]) -> Wanted:
        """Those that are among these keys."""
        lengths: dict[str, set[int]] = {_BEGINS: set(), _ENDS: set(), _HOLDS: set()}
        for key in keys:
            if key[0] in lengths:
                lengths[key[0]].add(len(key) - 1)
        return cls(beginnings=frozenset(lengths[_BEGINS]), ends=frozenset(lengths[_ENDS]), inside=bool(lengths[_HOLDS]))


def required_gram(letters: str, *, open_start: bool, open_end: bool) -> str | None:
    """A key that each word has which the letters with their stars find; nothing if they are too few."""
    if not open_start:
        return _BEGINS + letters[:_LONGEST_EDGE]
    if not open_end:
        return _ENDS + letters[-_LONGEST_EDGE:]
    grams = [letters[start : start + _INSIDE] for start in range(len(letters) - _INSIDE + 1)]
    return _HOLDS + max(grams, key=_rarity) if grams else None


def grams(word: str, wanted: Wanted) -> Iterator[str]:
    """The keys of a word, of those that are wanted."""
    yield from (_BEGINS + word[:length] for length in wanted.beginnings)
    yield from (_ENDS + word[-length:] for length in wanted.ends)
    if wanted.inside:
        yield from (_HOLDS + word[start : start + _INSIDE] for start in range(len(word) - _INSIDE + 1))


def _rarity(gram: str) -> int:
    return sum(_COMMON_FIRST.find(letter) % (len(_COMMON_FIRST) + 1) for letter in gram)
