"""Times within a phrase of their own: `Uhrzeit: 21.50`, `(Posted at 21:14)`. Where it recurs, it heads the entries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from feeder.reading.locale import words
from feeder.reading.prose import authors, order, when
from feeder.text import folded

_LONGEST = 70
_LONGEST_PHRASE = 30
_FEWEST = 3
_EDGE = " ,|·•–—-"
_START_OF_WORD = re.compile(r"(?<!\w)\w")
_LETTERS = re.compile(r"[^\W\d_]{2}")


def bared(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines, those whose words recur around other times bared of their words.

    Such times must be those of reports. What tells when an entry was changed is none of them.
    """
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for number, line in enumerate(lines):
        if seen := _parted(line.strip()):
            found[seen[0]][number] = seen[1]
    most = max(found.values(), key=len, default={})
    if len(most) < _FEWEST or not order.are_reports(tuple(most.values())):
        return tuple(lines)
    return tuple(most.get(number, line) for number, line in enumerate(lines))


def _parted(line: str) -> tuple[str, str] | None:
    """The words around the time that a line holds beside them, and the time, with its writer where it names one."""
    if len(line) > _LONGEST or not any(map(str.isdigit, line)):
        return None
    for place in _START_OF_WORD.finditer(line, 0, _LONGEST_PHRASE):
        seen = when.at(line, place.start())
        if seen and seen.clock:
            before, behind = line[: place.start()], line[seen.end :]
            is_phrase = _LETTERS.search(before) and not any(map(str.isdigit, before + behind))
            if not is_phrase or len(behind) > _LONGEST_PHRASE or _changes().search(before):
                return None
            if authors.is_byline(behind.strip(_EDGE)):
                return folded(before), f"{line[place.start() : seen.end]} | {behind.strip(_EDGE)}"
            return folded(f"{before} … {behind}"), line[place.start() : seen.end]
    return None


@cache
def _changes() -> re.Pattern[str]:
    spellings = "|".join(map(re.escape, words().updates))
    return re.compile(rf"(?<!\w)(?:{spellings})(?!\w)", re.IGNORECASE)
