"""The end of a page, which stands below the last entry: who made it, what readers wrote, links to other pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from feeder.reading import sentences
from feeder.reading.locale import any_of, words
from feeder.reading.prose import dates, pointers
from feeder.reading.prose.captions import Paragraph

_LONGEST = 80
_COUNT = re.compile(r"[ ]?\(\d{1,5}\)$|^\d{1,5}[ ]")


def without(paragraphs: Sequence[Paragraph], *, keeps_first: bool) -> tuple[Paragraph, ...]:
    """The paragraphs of a ticker's last entry, up to the first line that can only stand at the end of a page.

    Args:
        paragraphs: each with its lines.
        keeps_first: the first line is the entry's own, whatever it says.
    """
    places = [(number, line) for number, paragraph in enumerate(paragraphs) for line in range(len(paragraph))]
    lines = [paragraphs[number][line] for number, line in places]
    end = next((at for at in range(int(keeps_first), len(lines)) if _ends_page(lines[at])), len(lines))
    while end > int(keeps_first) and _says_when(lines[end - 1]):
        end -= 1
    links = (at for at in range(int(keeps_first), end - 1) if pointers.is_label(lines[at]))
    end = next((at for at in links if not any(map(sentences.ends, lines[at + 1 : end]))), end)
    return _up_to(paragraphs, end)


def _up_to(paragraphs: Sequence[Paragraph], count: int) -> tuple[Paragraph, ...]:
    """The first so many lines, in their paragraphs."""
    kept: list[Paragraph] = []
    for paragraph in paragraphs:
        if lines := paragraph[:count]:
            kept.append(lines)
        count = max(0, count - len(paragraph))
    return tuple(kept)


def _ends_page(line: str) -> bool:
    """Who made the page, or what readers wrote and how many they were."""
    if len(line) > _LONGEST:
        return False
    counted = _COUNT.sub("", line).strip(pointers.EDGE).casefold()
    is_of_readers = bool(_COUNT.search(line)) and counted in _discussions()
    return is_of_readers or line.strip(pointers.EDGE).casefold() in _feet()


def _says_when(line: str) -> bool:
    """The line says when the page was made."""
    return len(line) <= _LONGEST and bool(_made_on().match(line)) and any(day.year for day, _ in dates.within(line))


@cache
def _feet() -> frozenset[str]:
    return pointers.bare(words().feet)


@cache
def _discussions() -> frozenset[str]:
    return pointers.bare(words().discussions)


@cache
def _made_on() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(words().made_on)})(?!\w)", re.IGNORECASE)
