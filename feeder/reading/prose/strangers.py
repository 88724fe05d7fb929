"""Other lists that bear times: what readers wrote, links to articles, what begins at the same time each day."""

from __future__ import annotations

import re
from functools import cache

from feeder.model import Item, Precision
from feeder.reading import sentences
from feeder.reading.locale import any_of, words
from feeder.reading.prose import pointers
from feeder.reading.prose.evidence import Evidence
from feeder.text import folded

_FEWEST = 3
_MOST = 0.75
_LONGEST_HEADING = 60
_BESIDE = r"[\W\d_]*"


def reason(seen: Evidence) -> str:
    """Why the texts with times are another list than a ticker; empty where nothing speaks for it."""
    if _are_of_readers(seen):
        return "the texts with times are what readers write"
    if len(seen.items) < _FEWEST:
        return ""
    if _lead_on(seen):
        return "each of its texts ends with a link that leads on: links to other pages"
    return "" if any(map(_has_sentence, seen.items)) else _without_sentences(seen)


def _without_sentences(seen: Evidence) -> str:
    if pointers.leads_on(_heading(seen)):
        return "the line above its times announces links: to other pages"
    if all(mark.precision == Precision.DAY for mark in seen.marks):
        return "a day stands before each of its lines, and none is a sentence: links to other pages"
    if len({mark.clock for mark in seen.marks}) == 1 and seen.marks[0].has_clock:
        return "all its times are the same: what begins together"
    return ""


def _are_of_readers(seen: Evidence) -> bool:
    """The line above the first says so, or most have a button to answer below."""
    heading = _heading(seen)
    if len(heading) <= _LONGEST_HEADING and _discussions().fullmatch(heading):
        return True
    answers = sum(bool(said) and _answers().issuperset(said) for said in (_words(line) for line in seen.lines))
    return len(seen.items) > 1 and answers >= _MOST * len(seen.items)


def _heading(seen: Evidence) -> str:
    """The line above the first entry."""
    title = seen.items[0].title
    return next((said for line in reversed(seen.head) if (said := line.strip()) and said != title), "")


def _words(line: str) -> list[str]:
    """The words of a line that is as short as a row of buttons."""
    return line.casefold().split() if len(line) <= _LONGEST_HEADING else []


def _lead_on(seen: Evidence) -> bool:
    """`… in the evening. More`: what the link says stands behind each text, or below it."""
    ends = [folded(item.text.rpartition(" ")[2]) for item in seen.items]
    return sum(end in _more() for end in ends) >= _MOST * len(ends)


def _has_sentence(item: Item) -> bool:
    return sentences.has_end(f"{item.title or ''}\n{item.text}")


@cache
def _discussions() -> re.Pattern[str]:
    """A heading of what readers wrote, with their number beside it."""
    return re.compile(rf"{_BESIDE}(?:{any_of(words().discussions)}){_BESIDE}", re.IGNORECASE)


@cache
def _answers() -> frozenset[str]:
    return frozenset(map(str.casefold, words().answers))


@cache
def _more() -> frozenset[str]:
    """The single words for what leads on."""
    return frozenset(folded(each) for each in ("more", "mehr", *words().teasers) if " " not in each)
