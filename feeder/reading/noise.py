"""What stands in a ticker and is no text of it: adverts, buttons, links to other articles, code of embedded posts.

Only what is surely none: a line counts as a whole, or by the sign that it ends with; all else is the ticker's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from feeder.reading.captions import Paragraph
from feeder.reading.locale import words

# A name, and directly behind it a compound of that name which a headline follows: the label of a related article.
_WORD = re.compile(r"\S+")
_KICKER = re.compile(r"(?:^|(?<=[.!?…\"”“] ))(?P<name>[^\W\d_]{3,})\s+(?P=name)-\w+:\s+")
_EDGE = " \t•*·▪■►▶»«<>|+-–—_=~#.:,!…()[]↻⟳▼▲→←👇✕×"
_ARROW = re.compile(r"(?:>>|»|→|›|⟶)$")
_LEFT_OUT = re.compile(r"\[[^\[\]]{3,120}\]")
_FRAMED = re.compile(r"(?:\+{2,}|>{2,}|\*{3,}|-{3,}|={3,}).{3,60}?(?:\+{2,}|<{2,}|\*{3,}|-{3,}|={3,})")
# The line below an embedded post, and what calls the program that would show it.
_POST = re.compile(r"\s*+[—–-]+ ?[^—–(]{1,60}\(@\w{1,20}\)(?: [^!?]{0,40})?$")
_PROGRAM = re.compile(r"<script\b[^>]{0,200}\bsrc=.*?(?:</script>|$)", re.IGNORECASE)
_LETTER = re.compile(r"[^\W_]")
_SENTENCE_END = re.compile(r"[.!?…][\"”“»«’')]*$")
_LONGEST_LINK = 250
_LONGEST_POINTER = 120
_MOST_WORDS = 6


def swept(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs, each with its lines, without lines that are none of the ticker's text."""
    found: list[Paragraph] = []
    after_label = False
    for paragraph in paragraphs:
        if (after_label and _is_link_below(paragraph)) or _is_pointer(paragraph):
            after_label = False
            continue
        kept = tuple(line for line in map(_bared, paragraph) if line and not _is_noise(line))
        after_label = not kept and _is_teaser_label(paragraph[-1])
        if kept:
            found.append(kept)
    return tuple(found)


def _is_noise(line: str) -> bool:
    if len(line) > _LONGEST_LINK:
        return False
    bare = line.strip(_EDGE).casefold()
    return (
        not _LETTER.search(line)
        or _is_of(bare, _buttons())
        or _is_of(bare, _adverts())
        or _is_teaser(line)
        or any(phrase in bare for phrase in _embeds())
        or bool(_LEFT_OUT.fullmatch(line) and not _SENTENCE_END.search(line[:-1]))
        or _is_reload(line)
    )


def _is_of(bare: str, known: frozenset[str]) -> bool:
    """The line is one of the phrases, or single words of them in a row: `Anzeige Anzeige`, `Facebook Twitter`."""
    return bare in known or (bool(bare) and all(word in known for word in bare.split()))


def _is_teaser(line: str) -> bool:
    """A line that points to another article: words for it open it, and a sign follows them, frames it or ends it."""
    match = _teasers().match(line)
    if not match:
        return False
    rest = line[match.end() :]
    if match["sign"] or not rest.strip(_EDGE):
        return True
    is_pointed = line.startswith(">>") and not _SENTENCE_END.search(line)
    return is_pointed or bool(_ARROW.search(rest.rstrip()) or _FRAMED.fullmatch(line))


def _is_teaser_label(line: str) -> bool:
    match = _teasers().match(line)
    return bool(match) and not line[match.end() if match else 0 :].strip(_EDGE)


def _is_link_below(paragraph: Paragraph) -> bool:
    """Below the words that announce links: a headline, or what ends in a button such as `more`."""
    if paragraph[-1].strip(_EDGE).casefold() in _more() or _ARROW.search(paragraph[-1]):
        return True
    return len(paragraph) == 1 and len(paragraph[0]) <= _LONGEST_POINTER and not _SENTENCE_END.search(paragraph[0])


def _is_pointer(paragraph: Paragraph) -> bool:
    """One sentence that only says where another page is: `Zum Bericht geht es hier.`."""
    if len(paragraph) > 1 or len(paragraph[0]) > _LONGEST_POINTER:
        return False
    bare = paragraph[0].strip(_EDGE).casefold()
    return bare.endswith(_pointers()) and not _SENTENCE_END.search(bare) and ". " not in bare


def _is_reload(line: str) -> bool:
    """A line in a frame or in capitals that asks to load the page again."""
    if not (_FRAMED.fullmatch(line) or (line.isupper() and len(line.split()) <= _MOST_WORDS)):
        return False
    return bool(_reloads().search(line))


def _bared(line: str) -> str:
    """The line without what is glued into it."""
    return _without_pointer(_without_teasers(_without_post(line)))


def _without_pointer(line: str) -> str:
    """The line without a related headline behind its last sentence: `… at six. Read also: Ten tips`."""
    if ":" not in line:
        return line
    for match in _glued().finditer(line, max(0, len(line) - _LONGEST_LINK)):
        if not _SENTENCE_END.search(line, match.end()):
            return line[: match.start()].rstrip()
    return line


def _without_post(line: str) -> str:
    """The line without what is left of an embedded post: its program, and the name of its writer."""
    if "<" in line:
        line = _PROGRAM.sub("", line).strip()
    return _POST.sub("", line) if "(@" in line else line


def _without_teasers(line: str) -> str:
    """The line without related headlines that were glued into it.

    A headline has no full stop; the text goes on at the next word whose capital opens a sentence.
    """
    if "-" not in line or ":" not in line:
        return line
    kept: list[str] = []
    start = 0
    while kicker := _KICKER.search(line, start):
        kept.append(line[start : kicker.start()].rstrip())
        following = (word for word in _WORD.finditer(line, kicker.end()) if word.start() > kicker.end())
        start = next((word.start() for word in following if word[0] in words().openers), len(line))
    kept.append(line[start:])
    return " ".join(filter(None, kept))


@cache
def _buttons() -> frozenset[str]:
    return _bare(words().interface)


@cache
def _adverts() -> frozenset[str]:
    return _bare(words().adverts)


@cache
def _more() -> frozenset[str]:
    """Buttons below a headline that lead to its article."""
    return _bare(["more", "mehr", *words().teasers])


@cache
def _embeds() -> tuple[str, ...]:
    return tuple(map(str.casefold, words().embeds))


@cache
def _pointers() -> tuple[str, ...]:
    return tuple(map(str.casefold, words().pointers))


@cache
def _teasers() -> re.Pattern[str]:
    openers = "|".join(re.escape(word) for word in sorted(words().teasers, key=lambda word: -len(word)))
    return re.compile(rf"[ >»→•*+|\[-]*(?:{openers})(?!\w)(?P<sign>\s?[:|–—»>]|\s-\s)?", re.IGNORECASE)


@cache
def _glued() -> re.Pattern[str]:
    openers = "|".join(map(re.escape, words().teasers))
    return re.compile(rf"(?<=[.!?…\"“”»])[ ]+(?:{openers})[ ]?:[ ]", re.IGNORECASE)


@cache
def _reloads() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words().reloads))})(?!\w)", re.IGNORECASE)


def _bare(spellings: Iterable[str]) -> frozenset[str]:
    return frozenset(word.strip(_EDGE).casefold() for word in spellings)
