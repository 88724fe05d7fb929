"""Marks that count a game instead of telling the time: minutes, periods, overs. They give no moment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from functools import cache
from itertools import pairwise

from feeder.model import Precision
from feeder.reading.locale import words
from feeder.reading.prose import frames
from feeder.reading.prose.frames import Opening
from feeder.reading.prose.marks import Dated, Form, Mark

# `90. Minute`, `90.+2 Minute`, `120. Minute + 2`, `24. Minute, 10:11`, `4. Viertel, 0.08`, `46'`, `14.6 overs`.
_COUNTER = r"""
    (?P<number>\d{1,3})(?P<ball>\.\d(?!\d))?
    (?: (?P<ordinal>\.)?(?:[ ]?\+[ ]?\d{1,2}\.?)?[ ]?(?P<word>WORDS)(?!\w)\.?
      | \.?(?:\+\d{1,2})?[ ]?(?P<prime>['′’´])
      | \.?(?=[ +])
    )
    (?P<added>[ ]?\+[ ]?\d{1,2}['′’´.]?)?
    (?:,[ ]\d{1,3}[ ]?[.:-][ ]?\d{1,3})?
    (?:[ ]\([^()]{1,40}\))?
"""
_FEWEST = 3
_MOST_PARTS = 12
_MOST_SLIPS = 0.25  # a copy may put half-times in another order


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    """A mark that counts.

    Attributes:
        mark: the mark.
        number: the minute, period or over.
        is_bare: nothing says that it counts a game's minutes: `87. –`, `90.+3 |`, `10 min:`.
        is_added: it counts beyond the end of the game.
    """

    mark: Mark
    number: int
    is_bare: bool
    is_added: bool


def marks(lines: Sequence[str]) -> tuple[Mark, ...]:
    """All marks that count, if they are many and run one way; else none."""
    found = tuple(_counts(lines))
    # Numbers alone are a list, and of minutes a recipe, unless they count beyond an end.
    if not any(count.is_added for count in found):
        found = tuple(count for count in found if not count.is_bare)
    if len(found) < _FEWEST or not _run_one_way(found):
        return ()
    numbers = [count.number for count in found]
    # Each once, and few: the sentences or sets of a text.
    return tuple(count.mark for count in found) if max(numbers) > _MOST_PARTS or len(set(numbers)) < len(found) else ()


def _counts(lines: Sequence[str]) -> Iterator[_Count]:
    for number, line in enumerate(lines):
        for opening in frames.openings(line):
            match = _counter().match(line, opening.end)
            if match and (mark := _mark(number, line.rstrip(), match, opening)):
                is_bare = not (match["ordinal"] or match["prime"] or (match["ball"] and match["word"]))
                is_added = "+" in match[0]
                yield _Count(mark=mark, number=int(match["number"]), is_bare=is_bare, is_added=is_added)
                break


def _mark(number: int, line: str, match: re.Match[str], opening: Opening) -> Mark | None:
    closing = frames.closing(line, match.end(), opening)
    if closing is None or (not closing.is_firm and (not (match["prime"] or match["ball"]) or closing.goes_on_small)):
        return None
    return Mark(
        line=number,
        rest=closing.rest.rstrip("+ "),
        clock=time(),
        precision=Precision.NONE,
        day=None,
        framed=False,
        form=Form(
            frame=opening.frame, label=False, dated=Dated.NO, word=not match["prime"], meridiem=False, zone=False,
            notation=None, indented=line.startswith(" "), separator=closing.separator,
        ),
    )  # fmt: skip


def _run_one_way(found: Sequence[_Count]) -> bool:
    """The numbers fall or rise, but for a few."""
    falls = sum(one.number > other.number for one, other in pairwise(found))
    rises = sum(one.number < other.number for one, other in pairwise(found))
    return min(falls, rises) <= max(1, _MOST_SLIPS * (falls + rises))


@cache
def _counter() -> re.Pattern[str]:
    found = sorted(set(words().counters), key=lambda word: (-len(word), word))
    return re.compile(_COUNTER.replace("WORDS", "|".join(map(re.escape, found))), re.VERBOSE | re.IGNORECASE)
