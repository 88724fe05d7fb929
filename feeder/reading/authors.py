"""Who wrote an entry: a name on a line above or below its text, by vote of the page, or behind a word such as `By`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from feeder.reading.captions import Paragraph
from feeder.reading.locale import words

_PARTICLES = "von|van|de|del|della|der|den|di|da|du|dos|la|le|el|al|bin|ibn|ter|zu|af"
_WORD = r"[^\W\d_a-zß](?:[\w'’-]*|\.)"
_NAME = rf"{_WORD}(?:[ ](?:(?:{_PARTICLES})[ ])*{_WORD}){{1,3}}"
_IS_NAME = re.compile(rf"(?P<name>{_NAME})")
_NAMES = rf"{_NAME}(?:(?:,[ ]|[ ]?/[ ]?|[ ](?:and|und|et|e|y|en|og|och|i|и|та|ve|és|a|&)[ ]){_NAME}){{0,4}}"
# What may stand between the word and the name: the house whose writer it is.
_HOUSE = r"(?:(?:the|The)[ ])?(?:[A-Z][\w.&-]{1,20}['’]s[ ])?"
_ROLE = r"(?:[ ]?[,|(–-][ ]?[^.!?]{2,60})?"
_SIGNED = re.compile(rf"(?<=[.!?…])[ ]?(?:[—–][ ]?|\()(?P<name>{_NAME}|[^\W\d_a-zß][^\W\d_]{{2,20}})\)?$")
_SPEAKER = re.compile(r"(?P<name>[^\W\d_](?:[^\W_]|[ .'’&|-]){1,40}):(?= )")
_NEARLY_ALL = 0.8
_HALF = 0.5
_LONGEST_LINE = 100
_PLACES = (0, 1, -1)  # above the text, between title and text, below the text


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """The writer of a text, if it names one, and the text without the name."""

    author: str | None
    paragraphs: tuple[Paragraph, ...]


def signed(texts: Sequence[tuple[Paragraph, ...]]) -> tuple[Signed, ...]:
    """The writer of each text.

    A name alone on its line, or behind the last sentence, is a writer's where it comes again, or where most texts have
    one in that place: else it may be a title, or someone who is quoted.

    Args:
        texts: of a ticker's entries, in paragraphs with their lines.
    """
    # Above a title, kickers stand as well: there, nearly all must have a name.
    above = _elected([_name_at(text, 0) for text in texts], _NEARLY_ALL)
    between = _elected([_name_at(text, 1) for text in texts], _HALF)
    below = _again([_name_at(text, -1) for text in texts])
    elected = (above, between, below)
    ends = _again([_sign(text[-1][-1]) if text else None for text in texts])
    return tuple(_by_line(text) or _by_name(text, elected) or _by_sign(text, ends) or _unsigned(text) for text in texts)


def speaking(rests: Sequence[str]) -> list[str | None]:
    """Who speaks in each line of a conversation: before a colon, if nearly all lines have one and someone again.

    Args:
        rests: what follows the marks on their lines.
    """
    found = [match["name"] if (match := _SPEAKER.match(rest)) else None for rest in rests]
    counts = Counter(filter(None, found))
    is_conversation = sum(counts.values()) >= _NEARLY_ALL * len(rests) and max(counts.values(), default=0) > 1
    return found if is_conversation else [None] * len(rests)


def is_name(line: str) -> bool:
    """The line holds the name of a person and nothing else."""
    return _name(line) is not None


def is_byline(line: str) -> bool:
    """The line names a writer behind a word for it."""
    return _byline(line) is not None


def _unsigned(text: tuple[Paragraph, ...]) -> Signed:
    return Signed(author=None, paragraphs=text)


def _by_line(text: tuple[Paragraph, ...]) -> Signed | None:
    """The text with the writer that one of its first two lines or its last names behind a word for it."""
    lines = _numbered(text)
    if len(lines) < 2:  # noqa: PLR2004 - a byline and a text
        return None
    for paragraph, line in [*lines[:2], *lines[2:][-1:]]:
        if author := _byline(text[paragraph][line]):
            return Signed(author=author, paragraphs=_without(text, paragraph, line))
    return None


def _by_name(text: tuple[Paragraph, ...], elected: Sequence[set[str]]) -> Signed | None:
    """The text with the writer whose name fills a line in a place where the page sets writers."""
    for place, names in zip(_PLACES, elected, strict=True):
        if (author := _name_at(text, place)) and author in names:
            return Signed(author=author, paragraphs=_without(text, *_numbered(text)[place]))
    return None


def _by_sign(text: tuple[Paragraph, ...], ends: set[str]) -> Signed | None:
    """The text with the writer who signs behind its last sentence."""
    last = text[-1][-1] if text else ""
    author = _sign(last)
    if not author or author not in ends:
        return None
    signed_line = last[: last.rindex(author)].rstrip(" —–(")
    return Signed(author=author, paragraphs=(*text[:-1], (*text[-1][:-1], signed_line)))


def _numbered(text: tuple[Paragraph, ...]) -> list[tuple[int, int]]:
    """The numbers of paragraph and line of each line."""
    return [(paragraph, line) for paragraph, lines in enumerate(text) for line in range(len(lines))]


def _name_at(text: tuple[Paragraph, ...], place: int) -> str | None:
    """The name that fills the line in that place, where other lines are the text."""
    lines = [line for paragraph in text for line in paragraph]
    return _name(lines[place]) if len(lines) > max(1, place + 1) else None


def _elected(found: Sequence[str | None], share: float) -> set[str]:
    """The names, where more than that share of the texts have one and one of them comes again."""
    counts = Counter(filter(None, found))
    is_custom = sum(counts.values()) > share * len(found) and max(counts.values(), default=0) > 1
    return set(counts) if is_custom else set()


def _again(found: Sequence[str | None]) -> set[str]:
    """The names that come again; all, where more than half of the texts have one and one of them comes again."""
    again = {name for name, count in Counter(filter(None, found)).items() if count > 1}
    return again | _elected(found, _HALF)


def _name(line: str) -> str | None:
    """The name that the line is; words that open a sentence open no name."""
    match = _IS_NAME.fullmatch(line.strip("()[] ")) if len(line) <= _LONGEST_LINE else None
    return match["name"] if match and match["name"].split()[0] not in words().openers else None


def _sign(line: str) -> str | None:
    match = _SIGNED.search(line, max(0, len(line) - _LONGEST_LINE))
    return match["name"] if match else None


def _byline(line: str) -> str | None:
    if len(line) > _LONGEST_LINE:
        return None
    match = _bylines().fullmatch(line)
    return match["name"] if match else None


def _without(text: tuple[Paragraph, ...], paragraph: int, line: int) -> tuple[Paragraph, ...]:
    """The text without that line."""
    rest = text[paragraph][:line] + text[paragraph][line + 1 :]
    return (*text[:paragraph], *((rest,) if rest else ()), *text[paragraph + 1 :])


@cache
def _bylines() -> re.Pattern[str]:
    return re.compile(rf"(?i:{_any(words().bylines)}):?[ ]{_HOUSE}(?P<name>{_NAMES}){_ROLE}")


def _any(spellings: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(spellings, key=lambda word: -len(word)))
