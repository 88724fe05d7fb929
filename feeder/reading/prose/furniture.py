"""Lines that stand in entries and belong to none: labels, counters of a game, clocks that are printed twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from feeder.reading.locale import any_of, words
from feeder.reading.prose.captions import Paragraph
from feeder.reading.prose.drafts import Draft

_EDGE = " \t•*·|+-–—:.!"
# The minute of a game above the clock of an entry, and a clock below the one that is its mark.
_COUNTER = re.compile(r"\d{1,3}(?:[.′'’´]|[.′'’´]?[ ]?\+[ ]?\d{1,2}[.′'’´]?)")


def above_marks(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without the minutes of a game, or the labels, that most of the marks have above them."""
    for is_part in (is_counter, is_known_label):
        has = [bool(draft.below) and is_part(draft.last_line) for draft in drafts[:-1]]
        if sum(has) * 2 > len(has):
            return [draft.without_last() if part else draft for draft, part in zip(drafts, [*has, False], strict=True)]
    return list(drafts)


def above_first(head: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs above the first mark, without the minute of a game or the label that belongs to it."""
    if not head or not (is_counter(head[-1][-1]) or is_known_label(head[-1][-1])):
        return tuple(head)
    last = head[-1][:-1]
    return (*head[:-1], last) if last else tuple(head[:-1])


def is_counter(line: str) -> bool:
    """The line holds the minute of a game and nothing else."""
    return bool(_COUNTER.fullmatch(line))


def cleared(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without known labels at their tops and at their ends.

    Words that come again stay, also a note below each entry: the same thing may happen twice, and the first entry
    without the note would bring it back into all others.
    """
    return [_without_label(_without_label_of_next(_without_clock(draft))) for draft in drafts]


def _without_clock(draft: Draft) -> Draft:
    """The draft without its time, or the words behind it, where the line below says the same."""
    if draft.first_line and draft.first_line in (draft.rest, draft.title):
        return draft.without_lines(1)
    is_twice = not draft.rest and draft.has_more and _clock().fullmatch(draft.first_line)
    return draft.without_lines(1) if is_twice else draft


def _without_label_of_next(draft: Draft) -> Draft:
    """The draft without a last paragraph that heads what comes next: a label, a part of a game."""
    if not draft.below or len(draft.below[-1]) > 1 or not (draft.rest or draft.has_more):
        return draft
    last = draft.last_line
    return draft.without_last() if _is_period(last) or is_known_label(last) else draft


def _without_label(draft: Draft) -> Draft:
    """The draft without a label above its title or text."""
    if not is_known_label(draft.rest or draft.first_line):
        return draft
    if draft.rest:
        return replace(draft, rest="") if draft.below else draft
    return draft.without_lines(1) if draft.has_more else draft


def is_known_label(line: str) -> bool:
    """The line is a known word for the kind of an entry: `Update`, `Breaking`, `Pinned`."""
    return line.strip(_EDGE).casefold() in _known_labels()


def _is_period(line: str) -> bool:
    """`SECOND HALF`: in capitals, with a word for a part of a game."""
    return line.isupper() and not _counters().isdisjoint(line.casefold().split())


@cache
def _clock() -> re.Pattern[str]:
    """A clock alone, with the word that may name it one."""
    return re.compile(rf"\d{{1,2}}[:.h]\d\d(?:[ ]?(?:{any_of(words().clock_words)}|[ap]\.?m\.?))?", re.IGNORECASE)


@cache
def _counters() -> frozenset[str]:
    return frozenset(map(str.casefold, words().counters))


@cache
def _known_labels() -> frozenset[str]:
    return frozenset(word.casefold() for word in (*words().labels, *words().pins, *words().updates))
