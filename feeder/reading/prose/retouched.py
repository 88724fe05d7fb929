"""Times that head no entry: when one was changed, `Updated at 6.51pm` below its text, or its own, printed again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from feeder.reading.locale import any_of, words
from feeder.reading.prose import order
from feeder.reading.prose.dates import Day
from feeder.reading.prose.marks import Mark

_SIGNS = r"[\W_]*+"


def without(lines: Sequence[str], candidates: Sequence[Mark]) -> tuple[tuple[str, ...], tuple[Mark, ...]]:
    """The lines, blank where they only say when the entry above was changed, and the marks without these.

    Such a line stands alone behind a word of change and tells a later time than the mark above, where the ticker runs
    newest first: else an entry that follows also tells a later time.
    """
    lines, candidates = _once(lines, candidates)
    changes = {mark.line for mark in candidates if not mark.rest and _changes().match(lines[mark.line])}
    own = [mark for mark in candidates if mark.line not in changes]
    falls, rises = order.steps(own, ()) if changes else (0, 0)
    if falls <= rises:
        return tuple(lines), tuple(candidates)
    above = {other.line: one for one, other in pairwise(candidates)}
    later = {mark.line for mark in candidates if mark.line in changes and _is_later(mark, above.get(mark.line))}
    later |= {mark.line for mark in candidates[:1] if mark.line in changes and _has_year(mark)}
    kept = tuple("" if number in later else line for number, line in enumerate(lines))
    return kept, tuple(mark for mark in candidates if mark.line not in later)


def _once(lines: Sequence[str], candidates: Sequence[Mark]) -> tuple[Sequence[str], Sequence[Mark]]:
    """The same, without clocks that stand alone directly below a mark and words, and repeat its time."""
    again = {
        other.line
        for one, other in pairwise(candidates)
        if one.rest and not other.rest and other.line == one.line + 1 and other.clock == one.clock and not other.day
    }
    if not again:
        return lines, candidates
    kept = tuple("" if number in again else line for number, line in enumerate(lines))
    return kept, tuple(mark for mark in candidates if mark.line not in again)


def _has_year(mark: Mark) -> bool:
    """Above all others it is the stamp of the page."""
    return isinstance(mark.day, Day) and mark.day.year is not None


def _is_later(mark: Mark, above: Mark | None) -> bool:
    return above is not None and mark.clock >= above.clock


@cache
def _changes() -> re.Pattern[str]:
    """A line that opens with a word of change."""
    return re.compile(rf"{_SIGNS}(?!\d)(?:{any_of(words().updates)})(?!\w)", re.IGNORECASE)
