"""Whether texts with times are what readers write: they can be answered, give stars, or each bears another name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain
from statistics import median

from bs4 import Tag
from bs4.element import NavigableString

from feeder.reading import tree
from feeder.reading.locale import words
from feeder.reading.page import marginal
from feeder.reading.page.dom import Part
from feeder.reading.page.fields import Fields

_MOST_OF = 0.75
_MANY_NAMES = 0.7
_LONGEST_NAME = 24
_MOST_NAME_WORDS = 3
_MOST_TITLE_WORDS = 1
_FEWEST = 3
_SPEAKERS = "another name stands over each of the texts with times: readers speak in turn"
_NEAR_AN_END = 6  # strings
_SHORT = 40
_LONGEST_BUTTON = 20
# Of languages that have no data file, what is printed on the buttons below what a reader wrote.
_MORE_ANSWERS = frozenset({"vastaa", "ilmoita", "răspunde", "raportează", "απάντηση"})
_VOICES = frozenset({"reply", "upvote", "downvote", "rating", "stars", "nickname", "username", "karma", "reputation"})
_PLACES = frozenset({"place", "location", "dateline", "where", "ort", "lieu", "lugar", "luogo", "city"})  # of a report
_INITIAL = re.compile(r"\b\w\.$")
_BEFORE_TIME = re.compile(r"([^\W\d_][^\d,|:]{1,24}?)[\s,|:·–-]+\d")
_STARS = re.compile(r"[★☆⭐✩✭✰⯨\s]+|\d(?:[.,]\d)?\s?/\s?5")


def reason(parts: Sequence[Part]) -> str:
    """Why the parts are no entries: most can be answered or reported, or give stars; or each has a recording."""
    if are_most(parts, _is_answerable) or are_most(parts, _is_rated):
        return "the texts with times are what readers write"
    if are_most(parts, lambda part: any(tag.name == "audio" for tag in _all_in(part))):
        return "each of the texts with times has a recording: a list of episodes"
    return ""


def are_most(parts: Sequence[Part], holds: Callable[[Part], bool]) -> bool:
    """What is asked holds for so many of the parts that the others are their like."""
    return sum(map(holds, parts)) >= _MOST_OF * len(parts)


def _all_in(part: Part) -> Iterator[Tag]:
    """All elements of the part, buttons and other furniture too."""
    for node in part.nodes:
        if isinstance(node, Tag):
            yield node
            yield from (each for each in node.descendants if isinstance(each, Tag))


def _is_answerable(part: Part) -> bool:
    for tag in _all_in(part):
        if tag is not part.tag and _VOICES & tree.words(tag):
            return True
        is_short = tag.name in ("a", "button", "span", "li") and not tree.is_longer(tag, _LONGEST_BUTTON)
        if is_short and " ".join(tag.get_text().split()).strip(" .·|»()").casefold() in _answers():
            return True
    return False


@cache
def _answers() -> frozenset[str]:
    """What is printed on the buttons below what a reader wrote: to answer, to report."""
    return _MORE_ANSWERS | frozenset(words().answers)


def _is_rated(part: Part) -> bool:
    return any("★" in text or "☆" in text or "/" in text for text in _strings(part) if _STARS.fullmatch(text))


def _strings(part: Part) -> list[str]:
    return [
        text
        for node in marginal.seen_in(part.nodes, set())
        if not isinstance(node, Tag) and (text := str(node).strip())
    ]


def speaking(parts: Sequence[Part], fields: Sequence[Fields]) -> str:
    """Why the parts are no entries: another name stands over almost each; in place of a title, it is of one word."""
    titles = [each.title for each in fields if each.title]
    if len(titles) * 2 > len(fields):
        is_spoken = len(titles) >= _MOST_OF * len(fields) and _are_speakers(titles, _MOST_TITLE_WORDS)
        return _SPEAKERS if is_spoken else ""
    found: dict[str, list[str]] = {}
    for part in parts:
        for family, name in dict(_names_in(part)).items():
            found.setdefault(family, []).append(name)
    names = [each for each in found.values() if len(each) >= _MOST_OF * len(parts)]
    return _SPEAKERS if any(_are_speakers(each, _MOST_NAME_WORDS - 1) for each in names) else ""


def _are_speakers(names: Sequence[str], most: int) -> bool:
    are_short = median(len(name.split()) for name in names) <= most
    return are_short and len(set(names)) >= max(_FEWEST, _MANY_NAMES * len(names))


def _names_in(part: Part) -> Iterator[tuple[str, str]]:
    """Short lines near either end that may be names, with the family of their element."""
    times = {id(stamp.tag) for stamp in part.stamps}
    seen = [node for node in marginal.seen_in(part.nodes, times) if isinstance(node, NavigableString) and node.strip()]
    first = next((at for at, node in enumerate(seen) if len(node.strip()) > _SHORT), len(seen))
    last = next((at for at, node in enumerate(reversed(seen)) if len(node.strip()) > _SHORT), 0)
    seen_of: Counter[str] = Counter()
    for stamp in part.stamps:
        if opening := _BEFORE_TIME.match(stamp.tag.get_text(" ").strip()):
            yield "time", opening[1]
    for node in chain(seen[: min(first, _NEAR_AN_END)], seen[len(seen) - min(last, _NEAR_AN_END) :]):
        name, tag = " ".join(node.split()), node.parent
        if tag is None or _PLACES & tree.words(tag):
            continue
        if tag.name not in tree.HEADINGS and _may_be_name(name) and _is_a_line(node):
            seen_of[tree.family(tag)] += 1
            yield f"{tree.family(tag)} {seen_of[tree.family(tag)]}", name


def _may_be_name(text: str) -> bool:
    if not text or len(text) > _LONGEST_NAME or len(text.split()) > _MOST_NAME_WORDS or not any(map(str.isalpha, text)):
        return False
    if any(map(str.isdecimal, text.split())):  # how many, not who
        return False
    return text[-1] not in ".!?:…" or bool(_INITIAL.search(text))


def _is_a_line(node: NavigableString) -> bool:
    """Nothing else stands in its element, or line breaks part it from that."""
    beside = (node.previous_sibling, node.next_sibling)
    return all(
        each is None or (isinstance(each, Tag) and each.name == "br") or not str(each).strip() for each in beside
    )
