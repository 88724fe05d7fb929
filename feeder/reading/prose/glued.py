"""Marks that stand inside a line, because a copy lost the line's end: the line is broken in front of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from feeder.reading.locale import words
from feeder.reading.prose import clock
from feeder.reading.prose.dates import Day
from feeder.reading.prose.marks import Dated, Mark

# In front of plus signs and a clock a line ends, whatever stands there.
_PLUS_MARK = re.compile(r"(?<=[^\s+])[ ]*+(?=\+{3}[ ]?\d{1,2}[.:]\d\d[^\d%])")
# Where a line may have ended: behind a sentence, a row of signs, a word that a digit is glued to.
_BREAK = re.compile(
    r"(?:(?<=[.!?…\"”»)])[ ]++|(?<=[*_=]{3})[ ]*+|(?<=[^\W\d_][.!?])(?=\d)|(?<=[^\W\d_]{3})(?=\d))"
    r"(?=\d|[^\W\d_]{4,14}[ ][^:.]{0,20}\d)"
)
_LONGEST_MARK = 120
_ROW_OF_SIGNS = re.compile(r"[ ]*[*_=]{3,}[ ]*$")


def at_plus_signs(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines, broken in front of plus signs that frame a clock."""
    return tuple(
        part for line in lines for part in (_PLUS_MARK.sub("\n", line).split("\n") if "+++" in line else [line])
    )


def inside(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines, broken in front of each mark that is certain: a full date with am or pm, `18.35 Uhr:`, `Update …:`."""
    return tuple(part for line in lines for part in _broken(_published_at().sub("\n", line)))


def _broken(line: str) -> Iterator[str]:
    start, behind = 0, -1
    for place in _BREAK.finditer(line):
        if behind < 0:
            behind = _end_of_mark(line, 0, clock.mark_of(line[:_LONGEST_MARK]))
        if place.end() < behind:
            continue
        found = clock.mark_of(line[place.end() : place.end() + _LONGEST_MARK])
        if found and _is_certain(found):
            yield _ROW_OF_SIGNS.sub("", line[start : place.start()])
            start, behind = place.end(), _end_of_mark(line, place.end(), found)
    yield from line[start:].split("\n")


def _end_of_mark(line: str, start: int, mark: Mark | None) -> int:
    """Where the words behind a mark begin."""
    return start + len(line[start : start + _LONGEST_MARK].rstrip()) - len(mark.rest) if mark else start


def _is_certain(mark: Mark) -> bool:
    """Nobody writes this inside a sentence."""
    form = mark.form
    if form.dated == Dated.BEFORE and form.meridiem:
        return isinstance(mark.day, Day) and mark.day.year is not None
    return form.word and form.separator == ":"


@cache
def _published_at() -> re.Pattern[str]:
    """The words of a page's clock for readers of its code, glued to the headline before it."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, words().published_at))})[ ](?=\d{{1,2}}:\d\d )")
