"""Lines that begin with a time as a text was broken there: `Repairs may take until`, `6.15am. Be calm.`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from feeder.reading.prose.dates import Heading
from feeder.reading.prose.marks import Mark

_GOES_ON = re.compile(r"[^\W_][,;]?\s*$")  # no stop, no colon, no quote: the sentence has not ended
_LOOSE = ("blank", "", ".", ",")  # what stands behind a time in a sentence, too
_SHORTEST_LINE = 40  # letters of a line that was broken where it was full
_SHARE = 0.75  # of the marks, that stand where a text has ended


def without(lines: Sequence[str], candidates: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks without those in the midst of a sentence, where nearly all others stand below a blank line or a stop.

    Where reports are single lines without a stop, each stands below one that goes on like that.
    """
    places = {mark.line for mark in candidates}
    inside = {mark.line for mark in candidates if mark.form.separator in _LOOSE and _goes_on(lines, mark.line)}
    behind_text = sum(not _below_open_line(lines, place) for place in places)
    if not inside or behind_text < _SHARE * len(places):
        return tuple(candidates)
    return tuple(mark for mark in candidates if mark.line not in inside)


def headings_without(lines: Sequence[str], headings: Sequence[Heading]) -> tuple[Heading, ...]:
    """The days without those that end a sentence: `There had been hints as early as`, `Thursday.`."""
    return tuple(
        heading
        for heading in headings
        if not (_goes_on(lines, heading.line) and lines[heading.line].rstrip().endswith("."))
    )


def _goes_on(lines: Sequence[str], place: int) -> bool:
    """The line above is a full one, and its sentence goes on."""
    return _below_open_line(lines, place) and len(lines[place - 1].strip()) >= _SHORTEST_LINE


def _below_open_line(lines: Sequence[str], place: int) -> bool:
    return place > 0 and bool(_GOES_ON.search(lines[place - 1]))
