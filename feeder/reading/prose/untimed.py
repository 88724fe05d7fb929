"""Marks without a time, where their form is certain: lines in plus signs, and headlines below the heading of a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import time
from functools import cache

from feeder.model import Precision
from feeder.reading.locale import words
from feeder.reading.prose import dates
from feeder.reading.prose.dates import Heading
from feeder.reading.prose.frames import Frame
from feeder.reading.prose.marks import Dated, Form, Mark
from feeder.reading.prose.programmes import is_live

_PLUS = re.compile(r"\s*+\+{2,}[ ]?(?P<text>[^+\s](?:[^+]|\+(?!\+))*+)(?P<closed>\+{2,})?\s*+$")
_SENTENCE_END = re.compile(r"[.!?…)][\"”“»«’')]*\s*$")
_FEWEST_CLOSED = 2
_NEAR = 10  # lines
_FEWEST_OPEN = 3


def marks(lines: Sequence[str], headings: Sequence[Heading]) -> tuple[Mark, ...]:
    """All marks that stand in plus signs, if they are several.

    Those that nothing closes must stand below a day: else the signs may part the headlines of a strip.
    """
    found = tuple(_in_plus_signs(lines))
    closed = tuple(mark for mark in found if mark.framed)
    if sum(_has_text_below(lines, mark.line) for mark in closed) >= _FEWEST_CLOSED:
        return closed
    has_day = bool(headings and found and headings[0].line < found[0].line)
    return found if has_day and len(found) >= _FEWEST_OPEN else ()


def _has_text_below(lines: Sequence[str], line: int) -> bool:
    """The next line that is not blank is no other such mark."""
    below = next((each for each in lines[line + 1 : line + _NEAR] if each.strip()), "")
    return bool(below) and not _PLUS.match(below)


def below_day(lines: Sequence[str], headings: Sequence[Heading]) -> tuple[Mark, ...]:
    """The headlines below a day, in a page that calls itself live: each opens a paragraph, and its text goes on below.

    Only where all paragraphs are so; a news overview has the form too, but is not live.
    """
    if not headings or not is_live(lines[: headings[0].line]):
        return ()
    paragraphs = tuple(_paragraphs(lines, headings[-1].line + 1))
    # A copy may cut the last one off.
    if len(paragraphs) < _FEWEST_OPEN or not all(_has_headline(lines[begin:end]) for begin, end in paragraphs[:-1]):
        return ()
    return tuple(_mark(begin, lines[begin].strip(), Frame.NONE, framed=True) for begin, _ in paragraphs)


def _paragraphs(lines: Sequence[str], start: int) -> Iterator[tuple[int, int]]:
    """Where each run of lines that are not blank begins and ends."""
    begin = start
    for number in range(start, len(lines) + 1):
        if number == len(lines) or not lines[number].strip():
            if begin < number:
                yield begin, number
            begin = number + 1


def _has_headline(paragraph: Sequence[str]) -> bool:
    return len(paragraph) > 1 and not _SENTENCE_END.search(paragraph[0]) and bool(_SENTENCE_END.search(paragraph[1]))


def _in_plus_signs(lines: Sequence[str]) -> Iterator[Mark]:
    for number, line in enumerate(lines):
        match = _PLUS.match(line)
        if match and not _is_interface(match["text"]) and not dates.alone(match["text"]):
            yield _mark(number, match["text"].strip(), Frame.PLUS, framed=bool(match["closed"]))


def _is_interface(text: str) -> bool:
    """It is a button: `Hier den Ticker aktualisieren`."""
    folded = text.strip().casefold()
    return folded in _buttons() or any(f" {phrase} " in f" {folded} " for phrase in _reloads())


def _mark(number: int, text: str, frame: Frame, *, framed: bool) -> Mark:
    return Mark(
        line=number,
        rest=text,
        clock=time(),
        precision=Precision.DAY,  # where a heading names one
        day=None,
        framed=framed,
        form=Form(
            frame=frame, label=False, dated=Dated.NO, word=False, meridiem=False, zone=False, notation=None,
            indented=False, separator="+++" if framed else "blank",
        ),
    )  # fmt: skip


@cache
def _buttons() -> frozenset[str]:
    return frozenset(map(str.casefold, words().interface))


@cache
def _reloads() -> tuple[str, ...]:
    return tuple(map(str.casefold, words().reloads))
