"""Where a ticker's entries begin and end: its marks, and the lines that belong to each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from feeder.reading.locale import words
from feeder.reading.prose import (
    ago,
    behind,
    clock,
    counters,
    dates,
    glued,
    heads,
    order,
    phrased,
    points,
    retouched,
    series,
    trailing,
    untimed,
    wrapped,
)
from feeder.reading.prose.dates import Day, Heading
from feeder.reading.prose.marks import Mark
from feeder.reading.prose.series import Series
from feeder.reading.prose.shapes import ends_sentence
from feeder.reading.prose.titles import Block

_LETTER = re.compile(r"\w")
_CERTAIN_FORM = 0.9
_NEXT_LINE = 2  # with a blank one between
_EDGE = " •*·:|,–—-[]()"
_FIRST_WORDS = re.compile(r"\D*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A text as a ticker.

    Attributes:
        lines: broken where a copy had lost a line's end.
        headings: lines that name a day.
        marks: of the ticker's own, in the order of the page; none if it is no ticker.
        certainty: 0 to 1.
        reason: why it is no ticker; empty where it is one.
    """

    lines: tuple[str, ...]
    headings: tuple[Heading, ...]
    marks: tuple[Mark, ...]
    certainty: float
    reason: str

    @property
    def head(self) -> tuple[str, ...]:
        """The lines above the ticker."""
        return self._text_lines()[: self._begin() if self.is_time_behind() else self.marks[0].line]

    def up_to(self, read_on: date | None) -> Layout:
        """The layout without days that lie after it was read: stamps of other things, where it runs newest first.

        What runs the other way announces them.
        """
        falls, rises = order.steps(self.marks, self.headings)
        if read_on is None or falls <= rises:
            return self
        kept = tuple(heading for heading in self.headings if not _is_after(heading, read_on))
        return replace(self, headings=kept)

    def blocks(self) -> Iterator[Block]:
        """Each mark with the paragraphs that belong to it."""
        lines = self._text_lines()
        places = [mark.line for mark in self.marks]
        if self.is_time_behind():
            spans = zip([self._begin(), *(place + 1 for place in places)], places, strict=False)
        else:
            spans = zip((place + 1 for place in places), [*places[1:], len(lines)], strict=True)
        for mark, (begin, end) in zip(self.marks, spans, strict=True):
            is_attached = begin < end and bool(_LETTER.search(lines[begin]))
            is_headed = mark.line > 0 and bool(_LETTER.search(lines[mark.line - 1]))
            yield Block(
                mark=mark,
                paragraphs=paragraphs(lines[begin:end]),
                is_attached=is_attached,
                is_headed=is_headed,
                is_last=mark is self.marks[-1],
            )

    def _text_lines(self) -> tuple[str, ...]:
        """The lines, blank where one names a day."""
        if not self.headings:
            return self.lines
        blank = {heading.line for heading in self.headings}
        return tuple("" if number in blank else line for number, line in enumerate(self.lines))

    def is_time_behind(self) -> bool:
        """The time closes each entry: text comes first, a mark last, and each stands directly below its text.

        Where blank lines part all marks from what is above and below, the last one tells it: nothing stands below.
        """
        places = [mark.line for mark in self.marks]
        if any(mark.rest for mark in self.marks) or self._goes_on_below(places[-1]):
            return False
        above = [bool(place and _LETTER.search(self.lines[place - 1])) for place in places]
        stand_apart = len(places) > 1 and not any(self.lines[place + 1].strip() for place in places[:-1])
        if all(above):
            return stand_apart or places[0] - self._start() <= self._longest()
        return stand_apart and not any(above) and any(map(ends_sentence, self.lines[self._start() : places[0]]))

    def _longest(self) -> int:
        """The most lines from one mark to the next."""
        return max((other.line - one.line for one, other in pairwise(self.marks)), default=0)

    def _begin(self) -> int:
        """The line on which the first entry begins, where the time stands behind each."""
        return behind.begin(self.lines, [mark.line for mark in self.marks], self._start())

    def _start(self) -> int:
        """The line below the last day that stands above the first mark."""
        return max((heading.line + 1 for heading in self.headings if heading.line < self.marks[0].line), default=0)

    def _goes_on_below(self, line: int) -> bool:
        """Text stands below that line; days without any entry are none."""
        buttons = {word.casefold() for word in words().interface}
        return any(
            _LETTER.search(below) and below.strip().casefold() not in buttons
            for below in self._text_lines()[line + 1 :]
        )


def _is_after(heading: Heading, read_on: date) -> bool:
    day = heading.day
    return isinstance(day, Day) and day.year is not None and (found := day.on(day.year)) is not None and found > read_on


def laid_out(lines: tuple[str, ...], home: ZoneInfo, of_page: tzinfo) -> Layout:
    """The layout of a text's lines, in the first way of reading that finds a ticker in them.

    Args:
        lines: of the text.
        home: the zone of the source.
        of_page: the zone of clocks that bear none.
    """
    whole = glued.at_plus_signs(lines)
    first = _elected(whole)
    if len(first.marks) > 1:
        return first
    broken = glued.inside(whole)
    if len(broken) > len(whole) and len((second := _elected(broken)).marks) > len(first.marks):
        return second
    for rewritten in (phrased.bared(whole), trailing.led(whole)):
        if rewritten != whole and len((found := _elected(rewritten)).marks) > max(1, len(first.marks)):
            return found
    if first.marks:
        return first
    made_at = heads.made_at(whole, home, of_page)
    marks = (
        ago.marks(whole, made_at)
        or counters.marks(whole)
        or untimed.marks(whole, first.headings)
        or untimed.below_day(whole, first.headings)
    )
    return _with(whole, first.headings, Series(marks=marks, certainty=_CERTAIN_FORM)) if marks else first


def _elected(lines: tuple[str, ...]) -> Layout:
    headings = wrapped.headings_without(lines, dates.headings(lines))
    lines, marks = retouched.without(lines, tuple(clock.candidates(lines)))
    candidates = wrapped.without(lines, points.without(lines, marks))
    return _with(lines, headings, series.elect(candidates, headings, lines))


def _with(lines: tuple[str, ...], headings: tuple[Heading, ...], elected: Series) -> Layout:
    marks = elected.marks
    if len(marks) > 1 and _is_pinned(lines, marks[0]):
        marks = (replace(marks[0], is_on_top=True), *marks[1:])
    return Layout(lines=lines, headings=headings, marks=marks, certainty=elected.certainty, reason=elected.reason)


def _is_pinned(lines: Sequence[str], mark: Mark) -> bool:
    """The line above it, its own beginning, or the words behind or below it say that it is kept on top."""
    above = (line for line in reversed(lines[max(0, mark.line - _NEXT_LINE) : mark.line]) if _LETTER.search(line))
    below = (line for line in lines[mark.line + 1 : mark.line + 1 + _NEXT_LINE] if _LETTER.search(line))
    beside = mark.rest or next(below, "")
    opening = _FIRST_WORDS.match(lines[mark.line])
    said = (next(above, ""), opening[0] if opening else "", beside)
    return not _pins().isdisjoint(words_of.strip(_EDGE).casefold() for words_of in said)


@cache
def _pins() -> frozenset[str]:
    return frozenset(word.casefold() for word in words().pins)


def paragraphs(lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The paragraphs, each with its lines; a line without a letter or digit separates like a blank one."""
    found: list[tuple[str, ...]] = []
    open_lines: list[str] = []
    for line in [*lines, ""]:
        folded = " ".join(line.split())
        if _LETTER.search(folded):
            open_lines.append(folded)
        elif open_lines:
            found.append(tuple(open_lines))
            open_lines = []
    return tuple(found)
