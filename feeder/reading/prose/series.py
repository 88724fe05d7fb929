"""Which marks are the ticker's own: the page votes.

A text quotes clocks, announces times and prints stamps; its own marks are those that most lines write alike.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time
from itertools import pairwise

from feeder.reading.prose.dates import Day, Heading
from feeder.reading.prose.frames import Frame
from feeder.reading.prose.marks import Dated, Form, Mark
from feeder.reading.prose.times import Notation
from feeder.text import folded

_FAR = 6 * 60  # minutes
_LATE = 90  # minutes
_NOON = 12
# Separators that a writer exchanges by a slip; a blank alone is none: it stands in every sentence.
# Behind what names itself a time, also a stop, or nothing: a title may have slipped onto the mark's line.
_SLIPS = {".", ",", ":", "-", "blank", "line"}
_FIRM = {":", "|", "-", "line", "+++", "bracket"}
_FRAMED = (Frame.PLUS, Frame.HEADING)  # nobody sets a time so but to head an entry
_NEXT_LINE = 2  # with a blank one between
_SHORTEST_CONTENTS = 2
_LONGEST_CONTENTS = 100  # else days repeat their clocks
_FEWEST_OF_FOUR_DIGITS = 3
_YEARS = range(17, 21)  # four digits that begin so are years, if all do
_YEARS_BEFORE_COLON = range(10, 21)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The marks of a ticker's own.

    Attributes:
        marks: in the order of the page; none if it is no ticker.
        certainty: 0 to 1.
        reason: why it is no ticker; empty where it is one.
    """

    marks: tuple[Mark, ...]
    certainty: float
    reason: str = ""


def elect(candidates: Sequence[Mark], headings: Sequence[Heading] = (), lines: tuple[str, ...] = ()) -> Series:
    """The series that the marks of a page form, or the reason why they form none.

    Clocks win over days: where lines open with both, a day alone stands in the text.
    """
    with_digits = [mark for mark in candidates if mark.has_clock and mark.form.notation != Notation.WORD]
    known = [mark for mark in candidates if mark.has_clock] if len(with_digits) > 1 else with_digits
    clocks = _without_contents(_without_years(known), headings)
    days = [mark for mark in candidates if not mark.has_clock and mark.form.separator in _FIRM - {"line"}]
    elected = _elected(clocks, headings, lines)
    return elected if elected.marks or not days else _elected(days, headings, lines)


def _elected(candidates: Sequence[Mark], headings: Sequence[Heading], lines: tuple[str, ...]) -> Series:
    if not candidates:
        return Series(marks=(), certainty=0, reason="no line opens with a time")
    forms = Counter(mark.form for mark in candidates)
    form = forms.most_common(1)[0][0]  # of equals the one that comes first
    alike = candidates
    if len(forms) > 1:
        belong = {other for other in forms if _belongs(other, form)}
        alike = _without_lists([mark for mark in candidates if mark.form in belong], candidates, form)
    taken = {mark.line for mark in candidates}
    alone = {mark.line for mark in alike if _stands_alone(mark, taken, lines)} if len(forms) > 1 else set()
    members = tuple(_in_order(_without_stamp(alike, form), form, alone))
    if len(members) == 1 and not _is_strong(members[0], headings):
        return Series(marks=(), certainty=0.2, reason="a single time at the start of a line makes no ticker")
    share = len(members) / len(candidates)
    return Series(marks=members, certainty=round(min(1.0, 0.5 + 0.1 * len(members)) * (0.5 + share / 2), 2))


def _without_years(clocks: Sequence[Mark]) -> list[Mark]:
    """The marks without those of four digits, where these are few or may be years."""
    four = [mark for mark in clocks if mark.form.notation == Notation.FOUR_DIGITS]
    if len(four) >= _FEWEST_OF_FOUR_DIGITS and any(map(_is_no_year, four)):
        return list(clocks)
    return [mark for mark in clocks if mark.form.notation != Notation.FOUR_DIGITS]


def _is_no_year(mark: Mark) -> bool:
    """The four digits tell a time of day; before a colon, years of all centuries stand."""
    years = _YEARS_BEFORE_COLON if mark.form.separator == ":" else _YEARS
    return mark.form.is_named or mark.clock.hour not in years


def _without_contents(clocks: Sequence[Mark], headings: Sequence[Heading]) -> list[Mark]:
    """The marks without the list of contents on top: a run of lines that all come again below, clock by clock.

    Where other words stand behind the clocks, or a day between them, they are those of another day.
    """
    times = [mark.clock for mark in clocks]
    first = next((place for place, clock in enumerate(times) if place and clock == times[0]), 0)
    is_repeated = (
        first >= _SHORTEST_CONTENTS
        and times[:first] == times[first : 2 * first]
        and all(_say_the_same(*pair, headings) for pair in zip(clocks[:first], clocks[first:], strict=False))
    )
    if not is_repeated:
        first = _repeated(clocks)
    is_run = all(other.line - one.line <= _NEXT_LINE for one, other in pairwise(clocks[:first]))
    return list(clocks[first:] if _SHORTEST_CONTENTS <= first <= _LONGEST_CONTENTS and is_run else clocks)


def _say_the_same(one: Mark, other: Mark, headings: Sequence[Heading]) -> bool:
    said, again = folded(one.rest), folded(other.rest)
    if said and again:
        return said.startswith(again) or again.startswith(said)
    return not any(one.line < heading.line < other.line for heading in headings)


def _repeated(clocks: Sequence[Mark]) -> int:
    """How many of the first marks come again below, with the same words behind them."""
    said = [(mark.clock, mark.day, folded(mark.rest) if mark.rest else "") for mark in clocks]
    last = {words: place for place, words in enumerate(said) if words[-1]}
    first = next((place for place, words in enumerate(said) if last.get(words, place) == place), 0)
    return first if all(last[words] >= first for words in said[:first]) and first > 1 else _listed(clocks, said)


def _listed(clocks: Sequence[Mark], said: Sequence[tuple[object, ...]]) -> int:
    """How many of the first marks are points of a list of which one comes again below, where no other mark is a point.

    The oldest may have been cut off below, and still stand in the list.
    """
    run = next((place for place, mark in enumerate(clocks) if mark.form.frame != Frame.BULLET), 0)
    is_alone = all(mark.form.frame != Frame.BULLET for mark in clocks[run:])
    return run if is_alone and not set(said[:run]).isdisjoint(said[run:]) else 0


def _belongs(form: Form, dominant: Form) -> bool:
    """Written alike but for one slip, or both in a frame of plus signs, or headings, of which some have no title."""
    if form.frame == dominant.frame == Frame.PLUS:
        return True
    if form.frame == dominant.frame == Frame.HEADING:
        return replace(form, separator=dominant.separator).distance(dominant) <= 1
    if form.notation == Notation.WORD:  # `Noon:` among `11.40am:`
        return form.separator == dominant.separator
    separators = {form.separator, dominant.separator}
    if form.separator != dominant.separator and not (separators <= _FIRM or (form.is_named and separators <= _SLIPS)):
        return False
    # The stop of `16h.` is read as one of the word, that of `17h35.` is not.
    is_hour = form.notation == Notation.HOUR and separators == {".", "blank"}
    return form.distance(dominant) <= 1 + is_hour


def _without_lists(members: Sequence[Mark], candidates: Sequence[Mark], own: Form) -> Sequence[Mark]:
    """The members without the lines of a list: times with a few words on lines that follow each other."""
    others = {mark.line for mark in candidates if mark.form != own}
    return [
        mark
        for mark in members
        if mark.form.separator in _FIRM or mark.form == own or not {mark.line - 1, mark.line + 1} & others
    ]


def _without_stamp(members: Sequence[Mark], own: Form) -> Sequence[Mark]:
    """The members without the stamp of the page: above all others, and alone with a day and its year."""
    dated = [mark for mark in members if mark.form.dated == Dated.BEFORE]
    if own.dated or len(dated) != 1 or dated[0] is not members[0] or dated[0].form.separator == ":":
        return members
    return members[1:] if isinstance(dated[0].day, Day) and dated[0].day.year else members


def _in_order(members: Sequence[Mark], own: Form, alone: Container[int]) -> Iterator[Mark]:
    """The members without those slips that do not fit between their neighbours: lists inside a text open with times.

    Args:
        members: in the order of the page.
        own: how the ticker's marks are written.
        alone: lines of marks that are no points of a list.
    """
    if all(mark.form == own for mark in members):
        yield from members
        return
    above = _nearest_before(members, own)
    below = reversed(_nearest_before(members[::-1], own))
    for mark, one, other in zip(members, above, below, strict=True):
        if mark.form == own or mark.zone or not one or not other:
            yield mark
        elif fitting := _fitting(mark, own, one, other):
            yield fitting
        elif mark.form.frame in _FRAMED or (_is_late(mark, one, other) and mark.line in alone):
            yield mark


def _nearest_before(members: Sequence[Mark], own: Form) -> list[Mark | None]:
    """For each member the last one before it that is written in the ticker's own form."""
    found: list[Mark | None] = []
    last: Mark | None = None
    for mark in members:
        found.append(last)
        last = mark if mark.form == own else last
    return found


def _fitting(mark: Mark, own: Form, one: Mark, other: Mark) -> Mark | None:
    """The mark as it fits between its neighbours: where am or pm was forgotten, in the afternoon too."""
    readings = [mark]
    if own.meridiem and not mark.form.meridiem and mark.clock.hour < _NOON:
        readings.append(replace(mark, clock=mark.clock.replace(hour=mark.clock.hour + _NOON)))
    first, last = sorted((one.clock, other.clock))
    if between := next((reading for reading in readings if first <= reading.clock <= last), None):
        return between
    return mark if _minutes(last) - _minutes(first) > _FAR else None  # else they are too far apart to tell


def _is_late(mark: Mark, one: Mark, other: Mark) -> bool:
    """It lies little beside the span of its neighbours: it was put in late, or two were swapped."""
    first, last = sorted((_minutes(one.clock), _minutes(other.clock)))
    return first - _LATE <= _minutes(mark.clock) <= last + _LATE


def _stands_alone(mark: Mark, taken: Container[int], lines: tuple[str, ...]) -> bool:
    """A blank line parts it from what is above, and no other time follows, as it does a point of a list.

    What holds a time and nothing else must say that it is one.
    """
    if mark.form.frame == Frame.PLUS:
        return True
    above = lines[max(0, mark.line - 1) : mark.line]
    is_point = mark.line - 1 in taken or mark.line + 1 in taken
    says_it = bool(mark.rest) or mark.form.is_named
    return bool(lines) and says_it and not is_point and not any(line.strip() for line in above)


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _is_strong(mark: Mark, headings: Sequence[Heading]) -> bool:
    """Nobody writes this but to head an entry."""
    form = mark.form
    if not mark.has_clock or form.separator not in _FIRM:
        return False
    has_heading = bisect_left([heading.line for heading in headings], mark.line) > 0
    has_day = form.dated != Dated.NO or (has_heading and form.separator == ":")
    return form.frame == Frame.PLUS or (form.word and has_day)
