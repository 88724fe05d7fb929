"""What stands in a ticker and is no text of it: adverts, buttons, links to other articles, code of embedded posts.

Only what is surely none: a line counts as a whole, or by the sign that it ends with; all else is the ticker's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from feeder.reading import sentences
from feeder.reading.locale import any_of, words
from feeder.reading.prose import credit, pointers, shapes
from feeder.reading.prose.captions import Paragraph

_LEFT_OUT = re.compile(r"\[(?=[^\[\]]{3,120}\]$)[^:=]*[:=].*")
_FILE = re.compile(
    r"(?:[\w.()-]+[ ]){0,2}[\w.()-]+\.(?:jpe?g|png|gif|webp|svg|tiff?)(?:[ ]?[©|].{0,80})?", re.IGNORECASE
)
# How often a post was seen, and what readers put below it.
_REACTIONS = re.compile(r"(?:[\u2600-\u27bf\U0001f000-\U0001faff]\ufe0f?[ ]?\d[\d.,]{0,9}[KkMm]?[ ]*)+")
_COUNT = re.compile(r"\(?\d[\d.,’' ]*[ ]")
_COUNTED = re.compile(r"[ ]\(?\d{1,5}\)?$")
# The line below an embedded post, its picture's address, and what calls the program that would show it.
_POST = re.compile(r"\s*+[—–-]+ ?[^—–(]{1,60}\(@\w{1,20}\)(?: [^!?]{0,40})?$")
_POSTED = re.compile(r"[^@()]{1,60}\(@\w{1,20}\)[ ,·|]*(?:[^!?:]{0,30}20\d\d)?")
_PICTURE = re.compile(r"\s*+\bpic\.(?:twitter|x)\.com/\w+")
_PROGRAM = re.compile(r"<script\b[^>]{0,200}\bsrc=.*?(?:</script>|$)", re.IGNORECASE)
_LETTER = re.compile(r"[^\W_]")
_LONGEST_APPEAL = 160
_MOST_WORDS = 6
_BROKEN_LINE = 40  # letters of one that was broken where it was full


def swept(
    paragraphs: Sequence[Paragraph], *, above: str = "", is_entry: bool = False, is_end: bool = False
) -> tuple[Paragraph, ...]:
    """The paragraphs, each with its lines, without lines that are none of the ticker's text.

    Args:
        paragraphs: each with its lines.
        above: what stands directly above the first line, on the line of its mark.
        is_entry: the first line opens an entry: where more follows, what looks like a link there is its headline.
        is_end: nothing follows, so that the last line is no title of what does.
    """
    found: list[Paragraph] = []
    after_label = False
    has_headline = is_entry and (len(paragraphs) > 1 or len(paragraphs[0]) > 1)
    for number, paragraph in enumerate(paragraphs, 1):
        is_link = after_label and pointers.is_below_label(paragraph, is_last=number == len(paragraphs) and not is_end)
        if is_link or pointers.is_pointer(paragraph):
            after_label = False
            continue
        kept = _kept(paragraph, above if number == 1 else "")
        if number == 1 and has_headline and kept[:1] != paragraph[:1] and (headline := _headline(paragraph[0])):
            kept = (headline, *_kept(paragraph[1:]))
        after_label = not kept and pointers.is_label(paragraph[-1])
        if kept:
            found.append(kept)
    return tuple(found)


def is_button(line: str) -> bool:
    """The line is what a button says."""
    return _is_of(line.strip(pointers.EDGE).casefold(), _buttons())


def opening(line: str, *, is_parted: bool) -> str:
    """The words that open an entry, without what is none of its text.

    Links to other articles stand between the lines of a text and behind them: what looks like one here is a headline.

    Args:
        line: what follows a mark.
        is_parted: a sign parts it from the mark, as it does no button.
    """
    said = _bared(line, behind=1)
    if len(said) > pointers.LONGEST_LINK:
        return said
    is_none = (
        (not is_parted and is_button(said))
        or _is_of_page(said, _adverts())
        or pointers.is_label(said)
        or pointers.is_pointer((said,))
    )
    return "" if is_none else said


def _kept(lines: Sequence[str], above: str = "") -> Paragraph:
    bared = zip((above, *lines), map(_bared, lines), strict=False)
    return tuple(line for before, line in bared if line and (_ends_sentence(before, line) or not _is_noise(line)))


def _ends_sentence(above: str, line: str) -> bool:
    """A text was broken within its last sentence: `declined to`, `comment.`; no button is a word with a stop."""
    is_end = line[-1] in ".!?…" and (line[0].islower() or " " not in line)
    return is_end and above[-1:].isalpha() and len(above) >= _BROKEN_LINE


def _headline(line: str) -> str:
    """The headline that the line may be where it opens an entry, though elsewhere it would be a link; or nothing."""
    return opening(line, is_parted=False) if shapes.is_title(line) else ""


def _is_noise(line: str) -> bool:
    if len(line) > pointers.LONGEST_LINK:
        return False
    is_pointing = pointers.is_teaser(line) or pointers.is_headline(line)
    return is_pointing or _is_of_page(line, _buttons_and_adverts()) or _is_left_out(line)


def _is_of_page(line: str, known: frozenset[str]) -> bool:
    """A line of the page around the text: one of the known words, an appeal, what is left of a post."""
    bare = line.strip(pointers.EDGE).casefold()
    return (
        not _LETTER.search(line)
        or bool(not line.isascii() and _REACTIONS.fullmatch(line))
        or _is_of(bare, known)
        or bool(_phrases().search(bare) and (_embeds().search(bare) or _is_appeal(line)))
        or bool(_FILE.fullmatch(line))
        or bool("(@" in line and _POSTED.fullmatch(line))
        or _is_reload(line)
    )


def _is_left_out(line: str) -> bool:
    """Brackets around a kind and what it shows, or around code: others hold what happened, as `[Applause]`."""
    return bool(_LEFT_OUT.fullmatch(line)) and not sentences.ends(line[:-1])


def _is_of(bare: str, known: frozenset[str]) -> bool:
    """The line is one of the phrases, or single words of them in a row, or counts them: `Share Tweet`, `3 Comments`."""
    if bare[:1].isdigit() or bare[-1:].isdigit():
        bare = _COUNTED.sub("", _COUNT.sub("", bare, count=1))
    if bare in known:
        return True
    return bare.partition(" ")[0] in known and all(word in known for word in bare.split())


def _is_appeal(line: str) -> bool:
    """One sentence that asks to subscribe to something else or to follow it."""
    is_short = len(line) <= _LONGEST_APPEAL
    return is_short and bool(_appeals().search(line.casefold())) and not credit.SENTENCE_BREAK.search(line)


def _is_reload(line: str) -> bool:
    """A line in a frame or in capitals that asks to load the page again."""
    if not (pointers.FRAMED.fullmatch(line) or (line.isupper() and len(line.split()) <= _MOST_WORDS)):
        return False
    return bool(_reloads().search(line))


def _bared(line: str, behind: int = 0) -> str:
    """The line without what is glued into it, there or further behind, and without the frame of a table."""
    line = _without_post(line.removeprefix("| ").removesuffix(" |"))
    return pointers.without_behind(pointers.without_glued(line, behind))


def _without_post(line: str) -> str:
    """The line without what is left of an embedded post: its program, and the name of its writer."""
    if "<" in line:
        line = _PROGRAM.sub("", line).strip()
    if "pic." in line:
        line = _PICTURE.sub("", line).strip()
    return _POST.sub("", line) if "(@" in line else line


@cache
def _buttons() -> frozenset[str]:
    return pointers.bare(words().interface)


@cache
def _buttons_and_adverts() -> frozenset[str]:
    return _buttons() | _adverts()


@cache
def _adverts() -> frozenset[str]:
    return pointers.bare(words().adverts)


@cache
def _embeds() -> re.Pattern[str]:
    return _one_of(words().embeds)


@cache
def _appeals() -> re.Pattern[str]:
    return _one_of(words().appeals)


@cache
def _phrases() -> re.Pattern[str]:
    """Any phrase of both: most lines have none."""
    return _one_of((*words().embeds, *words().appeals))


@cache
def _reloads() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(words().reloads)})(?!\w)", re.IGNORECASE)


def _one_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the phrases in a folded line, from the beginning of a word; where a comma ends it, of the line."""
    found = {phrase.casefold() for phrase in phrases}
    opening = {phrase for phrase in found if phrase.endswith(",")}
    anywhere = rf"\b(?:{any_of(found - opening)})"
    return re.compile(rf"{anywhere}|^(?:{any_of(opening)})" if opening else anywhere)
