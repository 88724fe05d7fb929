"""Where the first entry begins, when the time stands behind each: above it stands the head of the page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low

from feeder.reading.prose import shapes
from feeder.reading.prose.programmes import is_live


def begin(lines: Sequence[str], places: Sequence[int], start: int) -> int:
    """The line on which the first entry begins.

    It begins with its title, where one stands within as many lines as the longest of the others has. Else it has no
    more lines than most of them, but for those that no blank one parts from it, and none that calls the page live.

    Args:
        lines: of the text.
        places: of the marks, each below its entry.
        start: the first line that may belong to the entry.
    """
    if len(places) == 1:
        return start
    first = places[0]
    filled = [bool(line.strip()) for line in lines]
    counts = [sum(filled[one + 1 : other]) for one, other in pairwise(places)]
    longest = _up(filled, first, start, max(counts))
    titles = (number for number in range(first - 1, longest - 1, -1) if _opens(lines, number, first))
    if (title := next(titles, None)) is not None:
        return title
    found = _up(filled, first, start, median_low(counts))
    lives = [number for number in range(found, first) if is_live([lines[number]])]
    return max((number + 1 for number in lives if not filled[number + 1]), default=found)


def _up(filled: Sequence[bool], first: int, start: int, most: int) -> int:
    """The uppermost line of so many, and of those that no blank one parts from it."""
    found = first
    while found > start and (sum(filled[found - 1 : first]) <= most or (filled[found] and filled[found - 1])):
        found -= 1
    return found


def _opens(lines: Sequence[str], number: int, mark: int) -> bool:
    """The line is the title of what stands below it: alone or as its writer ended it, above a sentence."""
    line = lines[number].strip()
    if not shapes.is_title(line) or is_live([line]) or (number > 0 and lines[number - 1].strip()):
        return False
    below = [said for each in lines[number + 1 : mark] if (said := each.strip())]
    if not below or shapes.is_title(below[0]) or not shapes.ends_sentence(below[-1]):
        return False
    end = next((each for each in range(number, mark) if not lines[each].strip()), mark)
    paragraph = [each.strip() for each in lines[number:end]]
    return len(paragraph) == 1 or not shapes.goes_on(line, paragraph[1], max(map(len, paragraph)))
