"""Times in elements: `time`, attributes that machines write, and short texts that hold a clock and little else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from zoneinfo import ZoneInfo

from bs4 import Tag

from feeder.reading import instant, tree
from feeder.reading.instant import Instant
from feeder.reading.locale import any_of, words
from feeder.reading.prose import clock, times, when
from feeder.reading.prose.clock import Mark
from feeder.reading.prose.times import Notation
from feeder.reading.tree import Page

# The words in the names of attributes that hold when something was published, or last changed.
_TIMED_NAME = re.compile(
    r"(?:^|[-_:])(?:date|time|timestamp|datetime|published|created|epoch|ts)|(?:date|time)$", re.IGNORECASE
)
_CHANGED_NAME = re.compile(r"modif|updat|edit|expir|valid", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"(?<![\d.,:/])\d{1,2}(?!\d)")
_GAME_MINUTE = re.compile(
    r"(\d{1,3})(?:\.?\s?\+\s?(\d{1,2}))?\s?['’′´‘.]{1,2}|(\d{1,3})(?:\s?\+\s?(\d{1,2}))?\. ?(?:Min(?:ute)?\.?)?"
)
_TITLE = "title "
_LONGEST = 60
_MOST_INSIDE = 5000  # elements within one entry
_NEAR = 4
_MOST_LETTERS_BEFORE = 16
_MOST_LETTERS_BEHIND = 0
_MOST_LETTERS_OF_DAY = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A time that an element shows or carries.

    Attributes:
        tag: the element.
        place: of it among the page's elements.
        instant: the moment, where a machine wrote it.
        mark: the clock and day, where a reader sees them.
        minute: of a game, where it counts those.
        is_change: it says when the entry was changed.
    """

    tag: Tag
    place: int
    instant: Instant | None = None
    mark: Mark | None = None
    minute: int | None = None
    is_change: bool = False


def find(page: Page, zone: ZoneInfo) -> tuple[Stamp, ...]:
    """All times that elements of the page show or carry, in order; those in its furniture too."""
    found: dict[int, Stamp] = {}
    for place, tag in enumerate(page.tags):
        if tag.attrs and page.end[place] - place <= _MOST_INSIDE and (stamp := _carried(tag, place, zone)):
            found[place] = stamp
    for string in page.strings:
        if len(string) <= _LONGEST and string.parent is not None and _DIGIT.search(string):
            at = _place_of_text(page, string.parent)
            if at in found or page.length[at] > _LONGEST or page.end[at] - at > _LONGEST:
                continue
            if (stamp := _shown(page.tags[at], at)) and not _is_duration(stamp.tag):
                found[at] = stamp
    return tuple(found[place] for place in sorted(found))


def _place_of_text(page: Page, tag: Tag) -> int:
    """The place of the element whose text this string belongs to: the innermost, or the `time` around it."""
    parent = tag.parent
    around = parent if parent is not None and parent.name == "time" else tag
    return page.at[id(around)]


def _is_duration(tag: Tag) -> bool:
    """It says how long a film takes."""
    return "duration" in tree.words(tag) or any(outer.name == "figure" for outer in islice(tag.parents, _NEAR))


def _carried(tag: Tag, place: int, zone: ZoneInfo) -> Stamp | None:
    """The time in the element's attributes: what it was published on before what it was changed on."""
    changed: Stamp | None = None
    for name, value in _attributes(tag):
        moment = instant.read(value, zone) or (_of_people(value, zone) if name.startswith(_TITLE) else None)
        if moment is None:
            continue
        stamp = Stamp(
            tag=tag, place=place, instant=moment, mark=_printed(tag), is_change=bool(_CHANGED_NAME.search(name))
        )
        if not stamp.is_change:
            return stamp
        changed = changed or stamp
    return changed


def _of_people(value: str, zone: ZoneInfo) -> Instant | None:
    """The moment that a title tells whoever points at an age."""
    found = when.moment(value, zone) if len(value) <= _LONGEST else None
    return Instant(moment=found[0], precision=found[1], offset=found[0].astimezone(zone).utcoffset()) if found else None


def _attributes(tag: Tag) -> Iterator[tuple[str, str]]:
    """Names and values of the attributes that may hold a time."""
    attrs = tag.attrs
    if tag.name in ("script", "body"):
        return
    if "datetime" in attrs:
        yield _purpose(tag), str(attrs["datetime"])
    if "content" in attrs and "itemprop" in attrs and "date" in str(attrs["itemprop"]).lower():
        yield str(attrs["itemprop"]), str(attrs["content"])
    if tag.name in ("abbr", "span", "time") and "title" in attrs:
        yield f"{_TITLE}{_purpose(tag)}", str(attrs["title"])
    for name, value in attrs.items():
        if name.startswith("data-") and isinstance(value, str) and _TIMED_NAME.search(name):
            yield name, value


def _purpose(tag: Tag) -> str:
    """What the element's names say of its time."""
    return f"{tag.get('itemprop') or ''} {' '.join(tree.words(tag))}"


def _printed(tag: Tag) -> Mark | None:
    """The clock that stands in the element beside what machines read."""
    if (tag.name != "time" and len(tag.contents) > 1) or tree.is_longer(tag, _LONGEST):
        return None
    return mark(" ".join(tag.get_text(" ").split()))


def _shown(tag: Tag, place: int) -> Stamp | None:
    text = " ".join(tag.get_text(" ").split()) if tag.name == "time" else tree.plain(tag)
    if not text or len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return None
    if game := _GAME_MINUTE.fullmatch(text):
        minute = int(game[1] or game[3])
        return Stamp(tag=tag, place=place, minute=minute)
    found = mark(text)
    changed = bool(_CHANGED_NAME.search(_purpose(tag)))
    return Stamp(tag=tag, place=place, mark=found, is_change=changed) if found else None


def mark(text: str) -> Mark | None:
    """The clock of a short text that is a time and says nothing else, with the day that it names.

    `18:35`, `Posted at 15:05`, `12.50 BST`, `Sept. 25, 2020, 5:43 p.m. ET`.
    """
    if _range().search(text):
        return None
    for digits in _DIGITS.finditer(text):
        found = times.at(text, digits.start())
        if found is None or found[0].notation == Notation.FOUR_DIGITS:
            continue
        day = next(clock.days(text), None)
        like = next(clock.marks(("18:35",)), None)
        if like is None or not _is_bare(text[: digits.start()], text[found[1] :]):
            return None
        shown = found[0]
        return replace(like, clock=shown.time, day=day, precision=shown.precision, zone=shown.zone)
    return None


def _is_bare(before: str, behind: str) -> bool:
    """Beside the time stand only few letters: a word or two before it, the names of a month and a day."""
    ahead, after = (sum(map(str.isalpha, part)) for part in (before, behind))
    return ahead <= _letters(before, _MOST_LETTERS_BEFORE) and after <= _letters(behind, _MOST_LETTERS_BEHIND)


def _letters(part: str, most: int) -> int:
    """How many letters may stand there: more where they name a day."""
    return _MOST_LETTERS_OF_DAY if next(clock.days(part), None) else most


@cache
def _range() -> re.Pattern[str]:
    """Two clocks between which something lasts."""
    return re.compile(rf"\d{{1,2}}[:.]\d\d\s*(?:-|–|—|{any_of(words().until)})\s*\d{{1,2}}[:.]\d\d", re.IGNORECASE)
