"""What a line looks like: a title, a sentence, a part of a wrapped paragraph, words that are set apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from feeder.text import first_sentence

_LONGEST_TITLE = 160
# A full stop ends a sentence, also inside closing quotes; after a lone capital it abbreviates a name.
_CLOSING = "\"”“»«’')"
_STOPS = (".", "…")
_ENDS = (*_STOPS, "!", "?", ":")
_SENTENCE_END = re.compile(r"(?:(?<!\b[^\W\d_a-zß])\.|…)[\"”“»«’')]*$")
_STOP_WITHIN = re.compile(r"[.…][^\w\s]*\s")
# Words between plus signs, in bold, or in capitals between dashes, with what follows them on their line.
_PLUS = re.compile(r"\+{2,}[ ]*+(?P<title>[^+]{3,160}?)[ ]*\+{2,}(?P<text>)")
_BOLD = re.compile(r"(?P<sign>\*\*|__|\*|_)(?P<title>[^\s*_][^*_]{1,160}(?<=\S))(?P=sign)[ ]?[:.–—-]?[ ]*+(?P<text>.*)")
_BOLD_BEFORE = re.compile(r"(?P<title>[^*_]{3,160}?)[ ]?(?:\*\*|__)[ ]?[:.–—-]?[ ]*+(?P<text>[^*_]*)")
_CAPITALS = re.compile(r"(?P<title>[^.!?]{4,120}?)[ ][–—-](?:[ ](?P<text>.*)|$)")
# Words in capitals that open a line, and a sentence behind them.
_LOUD = re.compile(
    r"(?P<title>[^\W\d_a-zß][^\W_a-zß]*(?:[ -][^\sa-zß.!?:]+){2,15}?)[:.!?]?[ ]+"
    r"(?P<text>[„\"“«]?[^\W\d_a-zß]?[a-zßäöüéèà].*)"
)
_BARRED = re.compile(r"(?P<title>[^|]{3,160}?)[ ]\|[ ](?P<text>[^|]+[.!?…][\"”“»«’')]*)")
_HEADING = re.compile(r"#{1,6}[ ]+(?P<title>.*?)[ ]*#*|(?P<sign>\*\*|__|\*|_)(?P<bold>[^*_]+)(?P=sign)")
_LISTED = re.compile(r"(?:\d{1,3}\)|[•▪■*])[ ]+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})\.[ ]+(?=\S)")
_LETTER = re.compile(r"[^\W_]")
_DASH_BEHIND = re.compile(r"(?<=\w)[ ][–—-]$")
_FEWEST_LOUD = 12  # letters: names of roads and houses have fewer
_TITLE_AND_TEXT = 2
_FEWEST_BREAKS = 3
_WRAPPED_SHARE = 3  # one in so many
_FULL_SHARE = 5  # all but one in so many
_LONGEST_WORD = 16
_WIDEST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class SetApart:
    """A title that is set apart from the text behind it on its line, and this text."""

    title: str
    text: str


def is_title(line: str, *, colon: bool = False) -> bool:
    """Short, in one piece, and not ending like a sentence, nor, unless the page has such titles, with a colon."""
    if not line or len(line) >= _LONGEST_TITLE or not _LETTER.search(line):
        return False
    end = line.rstrip(_CLOSING)[-1:]
    if (end == ":" and not colon) or (end in _STOPS and _SENTENCE_END.search(line)):
        return False
    return _is_one_piece(line)


def number(line: str) -> int | None:
    """The number that the line begins with: of a list, or a part of what it says, `3. Platz für Lind`."""
    match = _NUMBER.match(line)
    return int(match[1]) if match else None


def unnumbered(line: str) -> str:
    """The line without that number."""
    return _NUMBER.sub("", line, count=1) if number(line) is not None else line


def bare(line: str) -> str:
    """The line without the bullet of a list, the signs of Markdown that make it a heading, and a dash at its end."""
    listed = _LISTED.match(line)
    line = line[listed.end() :] if listed else line
    if line.endswith(("–", "—", "-")):
        line = _DASH_BEHIND.sub("", line)
    match = _HEADING.fullmatch(line)
    return (match["title"] or match["bold"] or line) if match else line


def set_apart(line: str, separator: str) -> SetApart | None:
    """A title between plus signs, in bold, in capitals, or before the sign that also parts the line from its mark.

    Args:
        line: what follows a mark.
        separator: the sign that parts it from the mark.
    """
    match = _PLUS.fullmatch(line) if line.startswith("++") else None
    if match is None and ("*" in line or "_" in line):
        match = _BOLD.fullmatch(line) or _BOLD_BEFORE.fullmatch(line)
    if match:
        return SetApart(title=match["title"].strip(), text=match["text"])
    if (match := _LOUD.fullmatch(line)) and sum(map(str.isalpha, match["title"])) >= _FEWEST_LOUD:
        return SetApart(title=match["title"].strip(), text=match["text"])
    if separator == "|" and (match := _BARRED.fullmatch(line)) and is_title(match["title"]):
        return SetApart(title=match["title"], text=match["text"])
    if separator == "-" and (match := _CAPITALS.match(line)) and match["title"].isupper():
        return SetApart(title=match["title"].strip(), text=match["text"] or "")
    return None


def ends_sentence(line: str) -> bool:
    """A sentence ends with the line."""
    return line.rstrip(_CLOSING)[-1:] in _ENDS


def wrap_width(paragraphs: Sequence[Sequence[str]]) -> int:
    """The width in letters at which the lines of a text are broken; 0 if they are not.

    Lines that are broken at a width are about as long, or many of them go on with a small letter.
    """
    broken = [line for paragraph in paragraphs for line in paragraph[:-1]]
    following = [line for paragraph in paragraphs for line in paragraph[1:]]
    if len(broken) < _FEWEST_BREAKS:
        return 0
    longest = max(len(line) for paragraph in paragraphs for line in paragraph)
    full = sum(longest - len(line) <= _LONGEST_WORD for line in broken)
    are_full = longest <= _WIDEST and full * _FULL_SHARE >= len(broken) * (_FULL_SHARE - 1)
    # Two lines may be a title and a text that are about as long.
    if are_full and max(map(len, paragraphs)) > _TITLE_AND_TEXT:
        return longest
    small = sum(line[:1].islower() for line in following)
    return max(map(len, broken)) if small * _WRAPPED_SHARE >= len(following) else 0


def goes_on(line: str, below: str, width: int) -> bool:
    """The line is broken at the width, since the next word had no room; else its writer ended it.

    Args:
        line: with all that stands on it.
        below: the next line.
        width: of a text whose lines are broken; 0 for others.
    """
    return bool(width) and len(line) + len(" ") + len(below.split(maxsplit=1)[0]) > width


def _is_one_piece(line: str) -> bool:
    """No full stop parts it: a headline may ask or call and go on, but a statement and more are a text."""
    if not _STOP_WITHIN.search(line):
        return True
    sentence = first_sentence(line)
    return sentence == line or not _SENTENCE_END.search(sentence)
