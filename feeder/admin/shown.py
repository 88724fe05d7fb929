"""What the page shows of a trial: texts with marks, reasons, errors in their places, the table to copy."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from feeder.admin.trying import Hit
from feeder.errors import QueryError
from feeder.text import slug
from feeder.topics.explain import Mark

_LONGEST_UNMARKED = 260  # letters between two marks that are shown whole
_KEPT = 110  # letters beside a mark that stay of a longer stretch
_HUES = 6
_LONGEST_NAME = 40
_ESCAPED = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text.

    Attributes:
        text: as it stands there.
        term: that found it; empty where none did.
        style: class of its mark.
    """

    text: str
    term: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A term, and the words that it found."""

    term: str
    words: tuple[str, ...]
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An entry as the page shows it."""

    title: tuple[Piece, ...]
    text: tuple[Piece, ...]
    reasons: tuple[Reason, ...]
    clock: str
    iso: str
    source: str
    language: str
    withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """A query with the place of an error.

    Attributes:
        before: what stands before the place.
        at: the character there; a space at the end of the query.
        behind: what stands behind it.
        message: what is wrong.
    """

    before: str
    at: str
    behind: str
    message: str


def pointed(query: str, error: QueryError) -> Pointed:
    """The query with the place of the error."""
    place = min(error.position, len(query))
    at = query[place : place + 1]
    return Pointed(before=query[:place], at=at.strip() or " ", behind=query[place + 1 :], message=str(error))


class Hues:
    """A colour for each term, always the same on one page."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def style(self, mark: Mark) -> str:
        """The class of a mark."""
        return "not" if mark.excluded else f"t{self._numbers.setdefault(mark.term, len(self._numbers)) % _HUES}"


def report(hit: Hit, hues: Hues, clock: str) -> Report:
    """An entry as the page shows it; `clock` is when it was published, in words."""
    looked, item = hit.looked, hit.entry.item
    title = looked.texts.get("title", "")
    return Report(
        title=tuple(pieces(title, looked.marks.get("title", ()), hues)),
        text=tuple(shortened(pieces(looked.texts.get("text", ""), looked.marks.get("text", ()), hues))),
        reasons=tuple(_reasons(hit, hues)),
        clock=clock,
        iso=hit.entry.published.isoformat(timespec="seconds"),
        source=" · ".join(filter(None, (item.author, hit.source.title))),
        language=hit.source.language,
        withdrawn=hit.entry.withdrawn,
    )


def pieces(text: str, marks: Iterable[Mark], hues: Hues) -> Iterator[Piece]:
    """The text in pieces, marked and not; of marks that overlap the first."""
    done = 0
    for mark in marks:
        if mark.start < done:
            continue
        if mark.start > done:
            yield Piece(text=text[done : mark.start])
        yield Piece(text=text[mark.start : mark.end], term=mark.term, style=hues.style(mark))
        done = mark.end
    if done < len(text):
        yield Piece(text=text[done:])


def shortened(found: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces; of a long one without a mark only what stands beside marks, or the beginning where there is none."""
    kept = tuple(found)
    for number, piece in enumerate(kept):
        if piece.style or len(piece.text) <= _LONGEST_UNMARKED:
            yield piece
            continue
        begins, ends = number == 0, number == len(kept) - 1
        before = "" if begins and not ends else _cut(piece.text, _LONGEST_UNMARKED if begins else _KEPT) + " "
        behind = "" if ends else " " + _cut(piece.text[::-1], _KEPT)[::-1]
        yield Piece(text=f"{before}…{behind}")


def _cut(text: str, most: int) -> str:
    """The beginning of the text, at a space where there is one."""
    return text[:most].rpartition(" ")[0] or text[:most]


def _reasons(hit: Hit, hues: Hues) -> Iterator[Reason]:
    words: dict[tuple[str, str], dict[str, None]] = {}
    for name, marks in hit.looked.marks.items():
        text = hit.looked.texts[name]
        for mark in marks:
            words.setdefault((mark.term, hues.style(mark)), {})[text[mark.start : mark.end]] = None
    for (term, style), found in words.items():
        yield Reason(term=term, words=tuple(found)[:_HUES], style=style)


def table(query: str, words: Sequence[str], taken: Container[str]) -> str:
    """The query as a `[[topic]]` of the configuration; its name is made from the words, and is none of those taken."""
    base = slug(" ".join(words))[:_LONGEST_NAME].strip("-") or "topic"
    numbered = (f"{base}-{number}" for number in count(2))
    name = base if base not in taken else next(each for each in numbered if each not in taken)
    title = ", ".join(words) or name
    return f"[[topic]]\nname = {_toml(name)}\ntitle = {_toml(title)}\nquery = {_toml(query)}\n"


def _toml(text: str) -> str:
    """A string of TOML: in single quotes, in which nothing is escaped, where a query's own quotes would need it."""
    if ('"' in text or "\\" in text) and "'" not in text and not _ESCAPED.search(text):
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
