"""Why what looks like a ticker may be none: a diary, a programme, a timetable, a page's other lists of times."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Sequence
from functools import cache
from itertools import pairwise

from feeder.model import Item, Precision
from feeder.reading import sentences
from feeder.reading.locale import any_of, words
from feeder.reading.prose import programmes, strangers
from feeder.reading.prose.evidence import Evidence
from feeder.reading.prose.frames import Frame
from feeder.reading.prose.marks import Dated, Mark
from feeder.text import folded

# So many of the steps may go the other way: pinned entries, late additions.
_MOST_SLIPS = 0.2
_FEWEST = 3
_SHORTEST_REPORT = 40
_SHORTEST_LINE = 12
_MOST_IMPOSSIBLE = 0.1
_NUMBER = re.compile(r"\s*+\d{1,2}\.\d\d(?=[ ]|$)")
_OF_GAME = re.compile(r"\s*+(?P<hour>\d{1,2}):\d\d(?=[ ]|$)")
_PAIR = re.compile(r"[^.!?:–—\n]{1,40}[ ][–—-][ ][^.!?:–—\n]{1,40}")
_ROAD = re.compile(r"(?:[A-Z]|[A-Z]{2})[ -]?\d{1,3}(?![\w.,:])")
_MOST = 0.75
_WORD = re.compile(r"[^\W\d_]{3}")
_DIGITS = re.compile(r"[+−–-]?\d[\d.,]*")
_LAST_HOUR = 24


def reason(seen: Evidence) -> str:
    """Why it is no ticker; empty where nothing speaks against it."""
    if not seen.items:
        return "nothing stands below its times"
    if _runs_in_no_order(seen):
        return "the times at the starts of its lines run in no order"
    found = _of_times_to_come(seen) or _of_numbers(seen) or _of_small_part(seen) or _of_list(seen)
    found = found or strangers.reason(seen)
    if not found and _rises(seen):
        found = programmes.reason(seen)
    return found


def _runs_in_no_order(seen: Evidence) -> bool:
    """Time falls and rises; where it does both once, the first entry alone may be pinned."""
    if min(seen.falls, seen.rises) > max(1, _MOST_SLIPS * (seen.falls + seen.rises)):
        return True
    is_one_each = seen.falls == seen.rises == 1 and not any(mark.day or mark.zone for mark in seen.marks)
    return is_one_each and len(seen.marks) == _FEWEST and seen.marks[0].clock > seen.marks[1].clock


def _rises(seen: Evidence) -> bool:
    """Its times run down the text as the hours do; far steps alone tell it where they are several."""
    if seen.rises != seen.falls:
        return seen.rises > seen.falls
    rise = all(one.clock < other.clock for one, other in pairwise(seen.marks))
    return seen.rises == 0 and len(seen.marks) >= _FEWEST and rise and _have_only_clocks(seen.marks)


def _of_times_to_come(seen: Evidence) -> str:
    """A ticker tells what was: no entry lies after the time of reading."""
    read_on = seen.read_on
    if read_on is None or not seen.has_day or not seen.days:
        return ""
    if all(day and day > read_on for day in seen.days):
        return "all its times lie after it was read: it announces what is to come"
    return ""


def _of_numbers(seen: Evidence) -> str:
    """Bare numbers with stops may be prices, sections, results: they need a report behind each."""
    if _count_a_game(seen):
        return "the numbers at the starts of its lines are minutes and seconds: of a game, a race, a recording"
    if seen.has_day or sum(mark.dotted and not mark.form.is_named for mark in seen.marks) * 2 < len(seen.marks):
        return ""
    if _has_impossible(seen):
        return "the numbers at the starts of its lines are no times: some of them cannot be"
    if programmes.are_numbered(seen.marks):
        return "the numbers at the starts of its lines follow each other like those of versions or sections"
    if seen.marks[0].form.separator == "blank" and seen.middle_length < _SHORTEST_REPORT and not _are_sentences(seen):
        return "numbers with a stop and a few words behind them are no reports"
    return ""


def _are_sentences(seen: Evidence) -> bool:
    """Each ends as a sentence does, and their times fall: no prices or results do."""
    ends = [sentences.has_end(item.text) for item in seen.items]
    return all(ends) and seen.falls >= _FEWEST - 1 and not seen.rises


def _has_impossible(seen: Evidence) -> bool:
    """More than a tenth of the numbers are no times, and not all of them stand in the text of one entry."""
    opening = {number: match[0].strip() for number, line in enumerate(seen.lines) if (match := _NUMBER.match(line))}
    impossible = [number for number, said in opening.items() if not _is_clock(said)]
    if len(impossible) <= _MOST_IMPOSSIBLE * len(opening):
        return False
    places = [mark.line for mark in seen.marks]
    owners = {bisect_left(places, number) for number in impossible}
    return len(owners) > 1 or 0 in owners or any(_is_beside(number, opening, set(places)) for number in impossible)


def _is_beside(number: int, opening: Container[int], places: Container[int]) -> bool:
    """Among the numbers on the lines next to it is one of an entry, other than the one that opens them all."""
    top = bottom = number
    while top - 1 in opening:
        top -= 1
    while bottom + 1 in opening:
        bottom += 1
    return any(line in places for line in range(top + (top < number), bottom + 1))


def _count_a_game(seen: Evidence) -> bool:
    """More than a quarter of the numbers with a colon are no times of day."""
    if seen.marks[0].form.is_named or seen.marks[0].day:
        return False
    hours = [int(match["hour"]) for line in seen.lines if (match := _OF_GAME.match(line))]
    return sum(hour > _LAST_HOUR for hour in hours) * 4 > len(hours)


def _is_clock(number: str) -> bool:
    hour, minute = number.split(".")
    return int(hour) < 24 and int(minute) < 60  # noqa: PLR2004 - the clock


def _of_small_part(seen: Evidence) -> str:
    """Days alone, and names with a time, stand in an article's links and comments too, as the smaller part."""
    form = seen.marks[0].form
    is_day_alone = seen.marks[0].precision == Precision.DAY and seen.marks[0].day is not None
    is_weak = is_day_alone or (form.label and form.frame != Frame.BRACKET)
    entries = sum(len(item.title or "") + len(item.text) for item in seen.items)
    if is_weak and sum(map(len, seen.head)) > entries:
        return "more text stands above its times than below them: an article with other lists"
    return ""


def _of_list(seen: Evidence) -> str:
    """Links to other pages, fixtures and connections bear times too."""
    if (_rises(seen) and _repeats(seen.items)) or _say_one_word(seen):
        return "the same words stand below its times again and again: a timetable, or links to other pages"
    if len(seen.marks) >= _FEWEST and len({mark.clock for mark in seen.marks}) == 1 and _have_only_clocks(seen.marks):
        return "all its times are the same: what begins together"
    is_closing = all(mark.form.frame == Frame.BRACKET and mark.form.separator == "line" for mark in seen.marks)
    if (seen.is_behind or is_closing) and not any(sentences.has_end(item.text) for item in seen.items):
        return "a headline stands above each of its times and no text: links to other pages"
    return _of_texts([_said(item) for item in seen.items])


def _of_texts(said: Sequence[str]) -> str:
    """What is neither a sentence nor a headline."""
    if len(said) >= _FEWEST and all(map(_PAIR.fullmatch, said)):
        return "two names and a dash stand behind each of its times: games to come, pieces played"
    if sum(bool(_ROAD.match(text)) for text in said) >= max(2, _MOST * len(said)):
        return "a road opens each of its texts: a traffic report"
    if _are_of_a_paper(said):
        return "rubrics of a paper open its lines, and none is a sentence: a list of articles"
    if sum(_WORD.search(text) is None for text in said) * 2 > len(said):
        return "numbers stand behind its times: prices, values, results"
    if len(said) >= _FEWEST and len({_DIGITS.sub("0", text) for text in said}) == 1 and _DIGITS.match(said[0]):
        return "the same words and other numbers stand behind each of its times: prices, values, results"
    return ""


def _are_of_a_paper(said: Sequence[str]) -> bool:
    """Headlines of all rubrics: a ticker tells of one thing. What closes the page may stand behind the last."""
    if any(map(sentences.has_end, said[:-1])):
        return False
    found = [match[0].casefold() for text in said if (match := _rubrics().match(text))]
    return len(found) >= _MOST * len(said) and len(set(found)) >= _FEWEST


@cache
def _rubrics() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(words().rubrics)})(?!\w)", re.IGNORECASE)


def _say_one_word(seen: Evidence) -> bool:
    """All of them: `mehr`."""
    is_short = seen.middle_length < _SHORTEST_LINE
    return is_short and len(seen.items) >= _FEWEST and len({folded(_said(item)) for item in seen.items}) == 1


def _said(item: Item) -> str:
    return f"{item.title or ''} {item.text}".strip()


def _have_only_clocks(marks: Sequence[Mark]) -> bool:
    return all(mark.has_clock and mark.form.dated == Dated.NO for mark in marks)


def _repeats(items: Sequence[Item]) -> bool:
    """More than half of the items say what another says."""
    said = Counter(folded(_said(item)) for item in items)
    return sum(count for count in said.values() if count > 1) * 2 > len(items)
