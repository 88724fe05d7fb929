"""Times at the ends of lines: `Deich hält (18:35 Uhr)`, `… der Scheitel ist durch. (18:35)`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from feeder.reading.prose import order, times
from feeder.reading.prose.shapes import ends_sentence

_FEWEST = 3
_LONGEST_TIME = 24
_SIGN = re.compile(r"(?P<open>[(\[])|[ ][–—|•·/-][ ]")
_CLOSE = re.compile(r"[)\]]?[ ]*\+*[ ]*")
_ROW = re.compile(r"[ ]*\++[ ]*")
_LETTERS = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trailed:
    """A line that ends with a time.

    Attributes:
        number: of the line.
        words: before the time.
        time: as it is printed.
    """

    number: int
    words: str
    time: str


def led(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines, those that end with a time begun with it instead, where such are the entries of a ticker.

    Then the times are those of reports, and each entry has a sentence, as no list of links to other pages has. Where
    the last line of the text bears a time, the times stand behind the entries: then each takes a line of its own.
    """
    found = tuple(_trailed(lines))
    if len(found) < _FEWEST or not order.are_reports([each.time for each in found]):
        return tuple(lines)
    is_behind = not any(map(_LETTERS.search, lines[found[-1].number + 1 :]))
    if not _have_sentences(lines, found, is_behind=is_behind):
        return tuple(lines)
    form = "{words}\n{time}" if is_behind else "{time} | {words}"
    by_number = {each.number: form.format(words=each.words, time=each.time) for each in found}
    return tuple("\n".join(by_number.get(number, line) for number, line in enumerate(lines)).split("\n"))


def _trailed(lines: Sequence[str]) -> Iterator[_Trailed]:
    for number, line in enumerate(lines):
        if any(map(str.isdigit, line[-_LONGEST_TIME:])) and (found := _parted(number, line.strip())):
            yield found


def _parted(number: int, line: str) -> _Trailed | None:
    for sign in _SIGN.finditer(line, max(0, len(line) - _LONGEST_TIME)):
        time = times.at(line, sign.end())
        close = _CLOSE.fullmatch(line, time[1]) if time else None
        if time and close and (close[0][:1] in (")", "]")) == bool(sign["open"]):
            row = _ROW.match(line)
            words = line[row.end() if row else 0 : sign.start()].strip()
            return _Trailed(number=number, words=words, time=line[sign.end() : time[1]]) if _is_text(words) else None
    return None


def _is_text(words: str) -> bool:
    return bool(_LETTERS.search(words)) and not words[0].isdigit()


def _have_sentences(lines: Sequence[str], found: Sequence[_Trailed], *, is_behind: bool) -> bool:
    """A sentence stands in each entry, whichever side of it the time stands on."""
    numbers = [each.number for each in found]
    if is_behind:
        spans = [range(one + 1, other) for one, other in pairwise([-1, *numbers])]
    else:
        spans = [range(one + 1, other) for one, other in pairwise([*numbers, len(lines)])]
    return all(
        ends_sentence(each.words) or any(ends_sentence(lines[number].strip()) for number in span)
        for each, span in zip(found, spans, strict=True)
    )
