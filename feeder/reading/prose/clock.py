"""The marks that may head an entry: a line opens with a day, a clock or both, and a sign parts them from its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time
from functools import cache
from itertools import zip_longest

from feeder.model import Precision
from feeder.reading.locale import words
from feeder.reading.prose import dates, frames, times, when
from feeder.reading.prose.dates import Day, Heading, Printed
from feeder.reading.prose.frames import Closing, Frame, Opening
from feeder.reading.prose.marks import Dated, Form, Mark
from feeder.reading.prose.times import Notation
from feeder.reading.prose.when import When

# A line without a digit near its beginning bears no time.
__all__ = [
    "Day", "Form", "Heading", "Mark", "candidates", "days", "headings", "mark_of", "marks",
]  # fmt: skip

_NEAR_DIGIT = re.compile(r"\D{0,60}+\d")
# A person or place before the time; a comma, bar or bracket parts them, or nothing where it is a full name.
_LINK = re.compile(r",?[ ]\[|,[ ](?:[^\W\d_]{1,4}[ ](?=\d))?|[ ]\|[ ]|[ ]\(|[ ]")
_LABEL = re.compile(r"(?:[^\d.:;!?+<>{}()|\[\]]|(?<=\b[^\W\d_])\.){1,40}")
_NAME = re.compile(r"[^\W\d_a-zß][\w.'’-]*(?:[ ][^\W\d_a-zß][\w.'’-]*){1,3}")
# Who wrote it, behind the clock in its brackets: `[20:50 - Bea]`, `(16:12 Uhr, Jule Alm)`.
_IN_BRACKET = re.compile(
    r"[ ]?[,|·–—-][ ](?P<name>[^\W\d_a-zß][\w.'’-]*(?:[ ][^\W\d_a-zß][\w.'’-]*){0,2})[)\]]:?(?=[ ]|$)"
)
_IN_BRACKETS = re.compile(r"[(\[](?P<when>[^()\[\]]{10,60})[)\]]$")
# Signs that open a line and close it: `== 18:35 Title ==`.
_ROW = re.compile(r"[ ]*(?P<row>(?P<sign>[=~*#_-])(?P=sign)+)")
_NOTHING_BEHIND = Closing(separator="line", rest="")
_WORD = re.compile(r"[^\W\d_]+")
_KINDS = ("updates", "labels", "pins")
_ABOUT = ("approximations",)
_LONGEST_LABEL = 45
_LONGEST_PREPOSITION = 4  # `Um 18.35 Uhr:`, `à 18h35 :`


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sight:
    """What was seen in a line: signs before a time, the time, and what parts it off."""

    number: int
    line: str
    frame: Frame
    when: When
    closing: Closing


def marks(lines: Sequence[str]) -> Iterator[Mark]:
    """All marks with a clock that stand at the start of a line."""
    return (mark for mark in candidates(lines) if mark.has_clock)


def candidates(lines: Sequence[str]) -> Iterator[Mark]:
    """All marks with a clock or a day that stand at the start of a line."""
    for number, (line, below) in enumerate(zip_longest(lines, lines[1:], fillvalue="")):
        if (_NEAR_DIGIT.match(line) or times.is_spoken(line)) and (mark := _mark(number, line.rstrip(), below)):
            yield mark


def mark_of(text: str) -> Mark | None:
    """The mark that a text begins with."""
    return _mark(0, text, "") if _NEAR_DIGIT.match(text) else None


def headings(lines: Sequence[str]) -> tuple[Heading, ...]:
    """All lines that hold a day alone."""
    return dates.headings(lines)


def days(text: str) -> Iterator[Day]:
    """All dates in a text."""
    return (day for day, _ in dates.within(text))


def _mark(number: int, line: str, below: str) -> Mark | None:
    for opening in frames.openings(line):
        if mark := _plain(number, line, below, opening):
            return mark
    return _labelled(number, line) or _closing(number, line)


def _plain(number: int, line: str, below: str, opening: Opening) -> Mark | None:
    """The mark that begins with its time, or with words that announce one."""
    if not line[opening.end : opening.end + 1].isdigit() and not dates.opens(line, opening.end, _openers()):
        return None
    start = _behind_label(line, opening.end)
    about = _behind(_ABOUT, line, start)
    found = when.at(line, about or start)
    if found is None:
        return None
    sight = _Sight(number=number, line=line, frame=opening.frame, when=found, closing=_NOTHING_BEHIND)
    written, closing = _written(sight), frames.closing(line, found.end, opening)
    if written or not closing:
        return written
    has_stop = closing.separator == "." or line[found.end - 1] == "."
    if _is_sentence(found, closing, is_about=about is not None, has_stop=has_stop) or _is_range(found, closing):
        return None
    sight = replace(sight, closing=closing)
    if found.day is None and isinstance(day := dates.alone(closing.rest or below), Day):
        return _mark_from(sight, day, rest="")
    return _mark_from(sight, found.day, rest=closing.rest)


def _written(sight: _Sight) -> Mark | None:
    """The mark that names its writer: glued to the clock behind a word for it, or in the brackets around the clock."""
    line, end, day = sight.line, sight.when.end, sight.when.day
    if sight.when.clock is None:
        return None
    if writer := _glued_writer(line, end):
        return _mark_from(sight, day, rest="", author=writer)
    beside = _IN_BRACKET.match(line, end) if sight.frame == Frame.BRACKET else None
    if beside is None:
        return None
    closing = Closing(separator="bracket", rest=line[beside.end() :].strip())
    return _mark_from(replace(sight, closing=closing), day, rest=closing.rest, author=beside["name"])


def _glued_writer(line: str, end: int) -> str | None:
    """Who wrote it, where a copy glued `by` and the name to the clock and nothing else follows."""
    word = _word_of(("bylines",), line, end)
    name = line[word.end() :].strip() if word else ""
    return name if _NAME.fullmatch(name) else None


def _labelled(number: int, line: str) -> Mark | None:
    """The mark that a person or a place opens: `Bern, 18.35 Uhr:`, `Vera Alm 6.35pm:`."""
    digit = _NEAR_DIGIT.match(line)
    for link in _LINK.finditer(line, 0, min(digit.end() if digit else 0, _LONGEST_LABEL)):
        if not when.may_begin(line, link.end()):
            continue
        label = line[: link.start()].strip()
        if not _LABEL.fullmatch(label):
            return None
        is_blank, is_name = link[0] == " ", bool(_NAME.fullmatch(label))
        if is_blank and not is_name and len(label) > _LONGEST_PREPOSITION:
            continue
        opening = Opening(frame=Frame.BRACKET if link[0][-1] in "[(" else Frame.NONE, end=link.end())
        found = when.at(line, link.end())
        if found and found.clock and (closing := frames.closing(line, found.end, opening)) and closing.is_firm:
            # A word before a time needs a colon behind it; so do brackets: `Traffic jam (14:28)` stands in a list.
            is_loose = (is_blank and not is_name) or link[0] == " ("
            if (is_loose and closing.separator != ":") or _is_range(found, closing):
                return None
            # `Vera Alm, um 18.35 Uhr`, and nothing else: else a sentence may go on.
            if link[0][-2:-1].isalpha() and not (is_name and closing.separator == "line"):
                return None
            author = label if (is_blank and is_name) or "[" in link[0] else None
            sight = _Sight(number=number, line=line, frame=opening.frame, when=found, closing=closing)
            said = "" if is_blank and not is_name else label  # `Um` says nothing of the entry
            return _mark_from(sight, found.day, rest=closing.rest, label=said, author=author)
    return None


def _closing(number: int, line: str) -> Mark | None:
    """The mark that closes its line: a full date and a clock in brackets behind a headline."""
    match = _IN_BRACKETS.search(line) if line.endswith((")", "]")) else None
    found = when.at(line, match.start("when")) if match else None
    if match is None or found is None or found.end != match.end("when"):
        return None
    if not (found.clock and isinstance(found.day, Day) and found.day.year):
        return None
    closing = Closing(separator="line", rest=line[: match.start()].strip())
    sight = _Sight(number=number, line=line, frame=Frame.BRACKET, when=found, closing=closing)
    return _mark_from(sight, found.day, rest=closing.rest)


def _mark_from(sight: _Sight, day: Printed | None, *, rest: str, label: str = "", author: str | None = None) -> Mark:
    clock = sight.when.clock
    framed = sight.frame == Frame.PLUS and rest.endswith("++")
    if row := _ROW.match(sight.line):
        rest = rest.removesuffix(row["row"]).rstrip()
    return Mark(
        line=sight.number,
        rest=rest.rstrip("+").rstrip() if framed else rest,
        clock=clock.time if clock else time(),
        precision=clock.precision if clock else Precision.DAY,
        day=dates.american(day) if day and clock and clock.meridiem else day,
        zone=clock.zone if clock else None,
        author=author,
        label=label,
        dotted=bool(clock and clock.dotted),
        ends_day=bool(clock and clock.ends_day),
        framed=framed,
        form=Form(
            frame=sight.frame,
            label=bool(label),
            dated=_dated(day, sight.when),
            word=bool(clock and clock.word),
            meridiem=bool(clock and clock.meridiem),
            zone=bool(clock and clock.zone),
            notation=clock.notation if clock else None,
            indented=sight.line.startswith(" "),
            separator=sight.closing.separator,
        ),
    )


@cache
def _openers() -> frozenset[str]:
    """The first words of all that may open a mark: most lines begin with none of them."""
    return when.openers() | _one_of(_KINDS)[0] | _one_of(_ABOUT)[0]


def _dated(day: Printed | None, found: When) -> Dated:
    if day is None:
        return Dated.NO
    return Dated.BEFORE if found.day and found.is_day_first else Dated.BEHIND


def _behind_label(line: str, start: int) -> int:
    """Where the time may begin behind a word that says of what kind the entry is: `Update`, `EIL`."""
    word = _word_of(_KINDS, line, start)
    sign = when.SIGN.match(line, word.end()) if word else None
    if sign is None:
        return start
    short = when.SHORT_WORDS.match(line, sign.end())
    return short.end() if short and not when.at(line, sign.end()) else sign.end()


def _behind(words_of: tuple[str, ...], line: str, start: int) -> int | None:
    """Where the line goes on behind one of those words and a blank, if it stands there."""
    word = _word_of(words_of, line, start)
    return word.end() + 1 if word and line.startswith(" ", word.end()) else None


def _is_sentence(found: When, closing: Closing, *, is_about: bool, has_stop: bool) -> bool:
    """The time stands in running text: `Gegen 7.15 Uhr ging …`, `9:30 was quiet`."""
    if closing.is_firm:
        return False
    if is_about or found.clock is None or not closing.rest or found.clock.notation == Notation.WORD:
        return True
    if found.clock.notation == Notation.HOUR:
        return not has_stop or not closing.rest[:1].isupper()  # `16h. O fogo …` among `17h35. …`
    is_log = isinstance(found.day, Day) and closing.separator == "blank"  # and goes on as it likes
    return closing.goes_on_small and not is_log


def _is_range(found: When, closing: Closing) -> bool:
    """A later clock follows at once: `10.00 – 12.00 Uhr`, hours of opening, a part of a programme."""
    if not found.clock or closing.separator not in ("-", "blank", "|"):
        return False
    until = times.at(closing.rest, _behind(("until",), closing.rest, 0) or 0)
    return until is not None and (until[0].time > found.clock.time or until[0].time == time())


def _word_of(words_of: tuple[str, ...], line: str, start: int) -> re.Match[str] | None:
    """The word of those lists of the data files that stands there."""
    if line[start : start + 1].isdigit():
        return None
    first, whole = _one_of(words_of)
    word = _WORD.match(line, start)
    return whole.match(line, start) if word and word[0].casefold() in first else None


@cache
def _one_of(words_of: tuple[str, ...]) -> tuple[frozenset[str], re.Pattern[str]]:
    """The first words of those lists, in one case, and an expression for each whole, the longest first."""
    spellings = {word for name in words_of for word in getattr(words(), name)}
    found = sorted(spellings, key=lambda word: (-len(word), word))
    first = frozenset(match[0] for word in found if (match := _WORD.match(word.casefold())))
    return first, re.compile(rf"(?:{'|'.join(map(re.escape, found))})(?!\w)", re.IGNORECASE)
