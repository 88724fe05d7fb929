"""Pointers to other articles: related headlines, the labels above them, what is glued between the sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from feeder.reading import sentences
from feeder.reading.locale import words
from feeder.reading.prose import credit
from feeder.reading.prose.captions import Paragraph

EDGE = " \t•*·▪■►▶»«<>|+-–—_=~#.:,!…()[]↻⟳▼▲→←👇✕×"
LONGEST_LINK = 250
FRAMED = re.compile(r"(?:\+{2,}|>{2,}|\*{3,}|-{3,}|={3,}).{3,60}?(?:\+{2,}|<{2,}|\*{3,}|-{3,}|={3,})")
# A name, and directly behind it the name or a compound of it, which a headline follows: the label of a related article.
_WORD = re.compile(r"\S+")
_KICKER = re.compile(r"(?:^|(?<=[.!?…\"”“] ))(?P<name>[^\W\d_]{3,})\s+(?P=name)(?:-\w+)?:\s+")
_ARROW = re.compile(r"(?:>>|»|→|›|⟶)$")
_EDGE_ARROW = " >→⟶➜➔»"
_HANDS = "👉>→➤➡"
# An arrow behind a line, or a hand before it, says that a link stood there.
_LINK = re.compile(r"(?:👉|>>|→|➤|➡).*|[^«»]*[^\s«»>][ ]*(?:>>|→|⟶|➜|➔|[ ]»)")
_FRAMED_END = re.compile(r"\+{2,}[^+]{3,100}\+{2,}$")
_BEFORE = " >»→•*+|[-"  # the words for another article
_FEW = 3  # letters, which tell most lines from these words
_LONGEST_POINTER = 120


def is_teaser(line: str) -> bool:
    """A line that points to another article: words for it open it, and a sign follows them, frames it or ends it."""
    match = _teaser(line)
    if not match:
        return False
    rest = line[match.end() :]
    if match["sign"] or not rest.strip(EDGE):
        return True
    if match.group().isupper() and not sentences.ends(rest):
        return True
    is_pointed = line.startswith(">>") and not sentences.ends(line)
    return is_pointed or bool(_ARROW.search(rest.rstrip()) or FRAMED.fullmatch(line) or _FRAMED_END.search(rest))


def is_label(line: str) -> bool:
    """The line announces links, and says nothing else."""
    match = _teaser(line)
    return bool(match) and not line[match.end() if match else 0 :].strip(EDGE)


def leads_on(line: str) -> bool:
    """Words for other articles open the line: `More from the region`."""
    return len(line) <= _LONGEST_POINTER and _teaser(line) is not None


def is_below_label(paragraph: Paragraph, *, is_last: bool) -> bool:
    """The paragraph is a link below the words that announce it: a headline, or what ends in a button such as `more`.

    The last line of an entry stays: it may be the title of the next.
    """
    if paragraph[-1].strip(EDGE).casefold() in _more() or _ARROW.search(paragraph[-1]):
        return True
    return (
        not is_last
        and len(paragraph) == 1
        and len(paragraph[0]) <= _LONGEST_POINTER
        and not sentences.ends(paragraph[0])
    )


def is_pointer(paragraph: Paragraph) -> bool:
    """One sentence that only says where another page is: `Zum Bericht geht es hier.`."""
    if len(paragraph) > 1 or len(paragraph[0]) > _LONGEST_POINTER:
        return False
    bare = paragraph[0].strip(EDGE).casefold()
    return bare.endswith(_pointers()) and not sentences.ends(bare) and ". " not in bare


def is_headline(line: str) -> bool:
    """A headline with an arrow behind it."""
    if line[-1:] not in _EDGE_ARROW and line[:1] not in _HANDS:
        return False
    return bool(_LINK.fullmatch(line)) and not sentences.ends(line.rstrip(_EDGE_ARROW))


def without_behind(line: str) -> str:
    """The line without a related headline behind its last sentence: `… at six. Read also: Ten tips`."""
    if ":" not in line:
        return line
    for match in _glued().finditer(line, max(0, len(line) - LONGEST_LINK)):
        if not sentences.ends(line, match.end()):
            return line[: match.start()].rstrip()
    return line


def without_glued(line: str, behind: int = 0) -> str:
    """The line without related headlines that were glued into it.

    A headline has no full stop; the text goes on at the next word whose capital opens a sentence.

    Args:
        line: of the text.
        behind: where in it the first of them may begin.
    """
    if ":" not in line:
        return line
    if not behind and _KICKER.match(line) and not line.endswith(".") and not credit.SENTENCE_BREAK.search(line):
        return ""
    kept: list[str] = []
    start = 0
    while kicker := _KICKER.search(line, max(start, behind)):
        kept.append(line[start : kicker.start()].rstrip())
        following = (word for word in _WORD.finditer(line, kicker.end()) if word.start() > kicker.end())
        start = next((word.start() for word in following if word[0] in words().openers), len(line))
    kept.append(line[start:])
    return " ".join(filter(None, kept))


def bare(spellings: Iterable[str]) -> frozenset[str]:
    """The spellings in small letters, without the signs around them."""
    return frozenset(word.strip(EDGE).casefold() for word in spellings)


@cache
def _more() -> frozenset[str]:
    """Buttons below a headline that lead to its article."""
    return bare((*words().mores, *words().teasers))


@cache
def _pointers() -> tuple[str, ...]:
    return tuple(map(str.casefold, words().pointers))


def _teaser(line: str) -> re.Match[str] | None:
    """The words for another article that open the line; few lines begin with the letters of one."""
    return _teasers().match(line) if line.lstrip(_BEFORE)[:_FEW].casefold() in _openings() else None


@cache
def _openings() -> frozenset[str]:
    return frozenset(word[:_FEW].casefold() for word in words().teasers)


@cache
def _teasers() -> re.Pattern[str]:
    openers = "|".join(re.escape(word) for word in sorted(words().teasers, key=lambda word: -len(word)))
    return re.compile(rf"[{re.escape(_BEFORE)}]*(?:{openers})(?!\w)(?P<sign>\s?[:|–—»>]|\s-\s)?", re.IGNORECASE)


@cache
def _glued() -> re.Pattern[str]:
    openers = "|".join(map(re.escape, words().teasers))
    return re.compile(rf"(?<=[.!?…\"“”»])[ ]+(?:{openers})[ ]?:[ ]", re.IGNORECASE)
