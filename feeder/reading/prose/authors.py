"""Who wrote an entry: a name above its text, by vote of the page, below it, or behind a word such as `By`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise

from feeder.reading.locale import words
from feeder.reading.prose import names
from feeder.reading.prose.captions import Paragraph

_COMPLETE = re.compile(r"[.!?…]$")  # but for a quotation, which others say
_REPORTED = ".…"  # but for a call, of which the name is a part: `Tor!`
_SPEAKER = re.compile(r"(?P<name>[^\W\d_](?:[^\W_]|[ .'’&|-]){1,40}):(?= )")
_GOES_ON = re.compile(r"[.!?…](?=[ —–(])")  # behind a sentence: what signs it may follow
_SENTENCE_END = re.compile(r"[.!?…:][\"”“»«’')]*$")
_NEARLY_ALL = 0.8
_HALF = 0.5
_LONGEST_LINE = 100
_LONGEST_ROLE = 6  # words
_DASHES = "—–"
_PLACES = (0, 1)  # above the text, between title and text


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """The writer of a text, if it names one, and the text without the name."""

    author: str | None
    paragraphs: tuple[Paragraph, ...]


def signed(texts: Sequence[tuple[Paragraph, ...]], *, is_open: bool = False) -> tuple[Signed, ...]:
    """The writer of each text.

    A name above the text is a writer's where most texts have one in that place and one comes again: else it may be a
    title, or someone who is quoted. What stands below the text tells it alone, so that an entry's writer does not
    depend on those who sign the others.

    Args:
        texts: of a ticker's entries, in paragraphs with their lines.
        is_open: the last text may end with the title of an entry that is not shown.
    """
    # Above a title, kickers stand as well: there, nearly all must have a name.
    above = _elected([_name_at(text, 0) for text in texts], _NEARLY_ALL)
    between = _elected([_name_at(text, 1) for text in texts], _HALF)
    found = [_signed(text, (above, between), None) for text in (texts[:-1] if is_open else texts)]
    if is_open:
        known = {one.author for one in found if one.author}
        found.append(_signed(texts[-1], (above, between), known))
    return tuple(found)


def speaking(rests: Sequence[str], *, only_names: bool) -> list[str | None]:
    """Who speaks in each line of a conversation: before a colon, if nearly all lines have one and someone again.

    Args:
        rests: what follows the marks on their lines.
        only_names: the speakers must bear first and last names: all else before a colon may be a subject.
    """
    found = [match["name"] if (match := _SPEAKER.match(rest)) else None for rest in rests]
    if only_names:
        found = [name if name and is_name(name) else None for name in found]
    return found if are_writers(found) else [None] * len(rests)


def are_writers(found: Sequence[str | None]) -> bool:
    """Nearly all entries have a name in that place, and one comes again."""
    counts = Counter(filter(None, found))
    return sum(counts.values()) >= _NEARLY_ALL * len(found) and max(counts.values(), default=0) > 1


def is_name(line: str) -> bool:
    """The line holds the name of a person and nothing else."""
    return _name(line) is not None


def named(line: str) -> str | None:
    """The writer whom a line names and nothing else, by the name alone or behind a word for it."""
    return _byline(line) or _name(line)


def is_byline(line: str) -> bool:
    """The line names a writer behind a word for it, or with what this person is."""
    return _byline(line) is not None


def is_role(line: str) -> bool:
    """The line says what a writer is, and nothing else: `Political editor`."""
    said = re.findall(r"[^\s,()|/]+", line.casefold())
    if _SENTENCE_END.search(line) or len(said) > _LONGEST_ROLE:
        return False
    bare = " ".join(said)
    return bare.endswith(_roles()) or bare.startswith(tuple(f"{role} " for role in _roles()))


def _signed(text: tuple[Paragraph, ...], elected: Sequence[set[str]], known: set[str] | None) -> Signed:
    has_lines = len(text) > 1 or (bool(text) and len(text[0]) > 1)
    by_lines = _by_lines(text, elected, known) if has_lines else None
    return by_lines or _behind(text) or Signed(author=None, paragraphs=text)


def _by_lines(text: tuple[Paragraph, ...], elected: Sequence[set[str]], known: set[str] | None) -> Signed | None:
    """The text with the writer whose name stands on a line beside it."""
    lines = _numbered(text)
    named = _by_role(text, lines) or _by_line(text, lines)
    return named or _below(text, lines, known) or _by_name(text, lines, elected)


def _by_line(text: tuple[Paragraph, ...], lines: Sequence[tuple[int, int]]) -> Signed | None:
    """The text with the writer that one of its first two lines or its last names, with a word that tells it."""
    for paragraph, line in [*lines[:2], *lines[2:][-1:]]:
        if author := _byline(text[paragraph][line]):
            return Signed(author=author, paragraphs=_without(text, paragraph, line))
    return None


def _by_role(text: tuple[Paragraph, ...], lines: Sequence[tuple[int, int]]) -> Signed | None:
    """The text with the writer whose name stands above what this person is."""
    if len(lines) <= 2:  # noqa: PLR2004 - name, role and a text
        return None
    for (above, name), (below, role) in pairwise(lines):
        line = text[above][name]
        if is_role(text[below][role]) and (author := _name(line) or _byline(line)):
            return Signed(author=author, paragraphs=_without(_without(text, below, role), above, name))
    return None


def _below(text: tuple[Paragraph, ...], lines: Sequence[tuple[int, int]], known: set[str] | None) -> Signed | None:
    """The text with the writer whose name fills its last line, behind a dash or below the end of a report.

    Args:
        text: in paragraphs.
        lines: the numbers of paragraph and line of each.
        known: who wrote the others, where that line may be a title: only they, and names with an initial, count then.
    """
    (paragraph, line), last = lines[-2], text[-1][-1]
    above = text[paragraph][line]
    if last[0] in _DASHES and (dashed := names.dashed().fullmatch(last)):
        author = dashed["name"] if _COMPLETE.search(above) and _may_sign(dashed["name"]) else None
    else:
        is_certain = known is None or last in known or last.endswith(".")
        is_apart = is_certain and len(text[-1]) == 1 and above[-1] in _REPORTED
        author = found if is_apart and (found := _name(last)) and _may_sign(found) else None
    return Signed(author=author, paragraphs=_without(text, *lines[-1])) if author else None


def _by_name(
    text: tuple[Paragraph, ...], lines: Sequence[tuple[int, int]], elected: Sequence[set[str]]
) -> Signed | None:
    """The text with the writer whose name fills a line in a place where the page sets writers."""
    for place, known in zip(_PLACES, elected, strict=True):
        if known and (author := _name_at(text, place)) in known:
            return Signed(author=author, paragraphs=_without(text, *lines[place]))
    return None


def _behind(text: tuple[Paragraph, ...]) -> Signed | None:
    """The text with the writer who signs behind its last sentence."""
    last = text[-1][-1] if text else ""
    start = max(0, len(last) - _LONGEST_LINE)
    if not _GOES_ON.search(last, start):
        return None
    if by := names.byline_behind().search(last, start):
        author = by["name"]
    elif (by := names.behind_sentence().search(last, start)) and _may_sign(by["dashed"] or by["inside"]):
        author = by["dashed"] or by["inside"]
    else:
        return None
    return Signed(author=author, paragraphs=(*text[:-1], (*text[-1][:-1], last[: by.start()].rstrip())))


def _numbered(text: tuple[Paragraph, ...]) -> list[tuple[int, int]]:
    """The numbers of paragraph and line of each line."""
    return [(paragraph, line) for paragraph, lines in enumerate(text) for line in range(len(lines))]


def _name_at(text: tuple[Paragraph, ...], place: int) -> str | None:
    """The name that fills the line in that place, where other lines are the text."""
    lines = list(islice((line for paragraph in text for line in paragraph), place + 2))
    return _name(lines[place], names.somewhere()) if len(lines) > place + 1 else None


def _elected(found: Sequence[str | None], share: float) -> set[str]:
    """The names, where more than that share of the texts have one and one of them comes again."""
    counts = Counter(filter(None, found))
    is_custom = sum(counts.values()) > share * len(found) and max(counts.values(), default=0) > 1
    return set(counts) if is_custom else set()


def _name(line: str, form: re.Pattern[str] | None = None) -> str | None:
    """The name that the line is; words that open a sentence open no name."""
    if len(line) > _LONGEST_LINE:
        return None
    match = (form or names.alone()).fullmatch(line.strip("()[] —–*_"))
    return match["name"] if match and names.is_written(match["name"]) else None


def _may_sign(name: str) -> bool:
    """It is written as one, names no time, and is not called out in capitals."""
    first = name.split(maxsplit=1)[0]
    return names.is_written(name) and not _is_time(first) and not first.isupper()


def _byline(line: str) -> str | None:
    if len(line) > _LONGEST_LINE:
        return None
    match = names.byline().fullmatch(line)
    if match is None:
        named = names.with_role().fullmatch(line) if ", " in line else None
        return named["name"] if named and is_role(named["role"]) and _may_sign(named["name"]) else None
    author: str = match["name"] or match["of_house"]
    # `By Friday Morning` tells a time.
    return None if any(_is_time(word) for word in author.split()) else author


def _is_time(word: str) -> bool:
    return word.casefold() in words().weekdays or word.casefold() in words().months


def _without(text: tuple[Paragraph, ...], paragraph: int, line: int) -> tuple[Paragraph, ...]:
    """The text without that line."""
    rest = text[paragraph][:line] + text[paragraph][line + 1 :]
    return (*text[:paragraph], *((rest,) if rest else ()), *text[paragraph + 1 :])


@cache
def _roles() -> tuple[str, ...]:
    return tuple(map(str.casefold, words().roles))
