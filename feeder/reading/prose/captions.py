"""Captions: lines and sentences that belong to a picture; a credit or their being printed twice betrays them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from feeder.reading.prose import credit
from feeder.text import folded

Paragraph = tuple[str, ...]
_LONGEST_CAPTION = 400
_LONGEST_HEADING = 60
_LONGEST_CALL = 4  # words


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """Paragraphs with their lines, and the captions that stood between and inside them."""

    paragraphs: tuple[Paragraph, ...]
    captions: tuple[str, ...]


def swept(paragraphs: Sequence[Paragraph], *, keeps_first: bool) -> Swept:
    """The paragraphs without lines that are captions and credits, and without what is printed twice in a row.

    Args:
        paragraphs: each with its lines.
        keeps_first: the first line may be a title, whatever follows it.
    """
    first = 1 if keeps_first else 0
    paragraphs = [*paragraphs[:first], *map(_unbroken, paragraphs[first:])]
    lines = [line for paragraph in paragraphs for line in paragraph]
    if len(set(lines)) == len(lines) and not any(map(credit.may_stand_in, lines)):  # as in nearly all entries
        return Swept(paragraphs=tuple(paragraphs), captions=())
    starts = set(accumulate((len(paragraph) for paragraph in paragraphs), initial=0))
    of_pictures = _of_pictures(lines, starts, first)
    gone = {number for numbers in of_pictures for number in numbers}
    if said := {folded(lines[number]): number for number in gone}:
        gone |= {number for number, line in enumerate(lines) if number and _is_again(line, number, said)}
    gone |= {number for number in range(1, len(lines)) if _is_twice(lines[number - 1], lines[number])}
    half = len(lines) // 2
    if half > 1 and lines[:half] == lines[half:]:
        gone |= set(range(half, len(lines)))
    apart = {numbers[-1]: [" ".join(lines[number] for number in numbers)] for numbers in of_pictures}
    kept: dict[int, str] = {}
    for number in range(len(lines)):
        if number not in gone:
            kept[number], apart[number] = parted(lines[number])
    captions = [caption for _, found in sorted(apart.items()) for caption in found]
    return Swept(paragraphs=tuple(_with(kept, paragraphs)), captions=tuple(dict.fromkeys(captions)))


def _unbroken(paragraph: Paragraph) -> Paragraph:
    """The paragraph, in one line where it is a caption whose credit goes on from one line to the next."""
    whole = " ".join(paragraph)
    if len(paragraph) == 1 or len(whole) > _LONGEST_CAPTION:
        return paragraph
    begin = min((begin for begin, end in credit.within(whole) if end == len(whole)), default=len(whole))
    is_broken = begin + len(paragraph[-1]) < len(whole)
    return (whole,) if is_broken and _is_short(whole[:begin]) else paragraph


def parted(line: str) -> tuple[str, list[str]]:
    """The line without its captions, and these: each the sentence before a credit, and the credit.

    Where the credit ends a line of several sentences, the last may be the report's own: it stays there as well.
    """
    text: list[str] = []
    captions: list[str] = []
    start = 0
    for begin, end in credit.within(line):
        if begin < start:
            continue
        sentences = credit.sentences(line[start:begin])
        if end == len(line) and not start and _is_caption(line[:begin], sentences):
            return "", [line]
        caption = sentences[-1] if sentences else ""
        text += sentences if end == len(line) else sentences[:-1]
        captions.append(f"{caption} {line[begin:end]}".strip())
        start = end
    text.append(line[start:].strip())
    return " ".join(filter(None, text)), captions


def _of_pictures(lines: Sequence[str], starts: set[int], first: int) -> list[tuple[int, ...]]:
    """The numbers of the lines of each caption with its credit."""
    found: list[tuple[int, ...]] = []
    for number in range(first, len(lines)):
        line = lines[number]
        above = number - 1 if number - 1 >= first else None
        if above is not None and _adds_credit(lines[above], line):
            found.append((number,) if number in starts and _is_sentence(lines[above]) else (above, number))
        elif credit.is_source(line):
            found.append((number,))
        elif credit.is_credit(line):
            has_caption = above is not None and number not in starts and _is_short(lines[above])
            found.append((number - 1, number) if has_caption else (number,))
        elif (begin := credit.ending(line)) is not None and _is_short(line[:begin]):
            is_headed = above is not None and number not in starts and above in starts and _is_heading(lines[above])
            found.append((number - 1, number) if is_headed else (number,))
    return found


def _adds_credit(above: str, line: str) -> bool:
    """The line says what the one above it says, and who made the picture."""
    return line != above and line.startswith(above) and credit.is_credit(line[len(above) :].strip(" ."))


def _is_again(line: str, number: int, said: Mapping[str, int]) -> bool:
    """The line says what a caption says; a sentence that stands above it is the report's, which the caption quotes."""
    of_caption = said.get(folded(line))
    return of_caption is not None and (number > of_caption or not _is_sentence(line))


def _is_sentence(line: str) -> bool:
    return line[-1] in ".!?…"


def _is_short(text: str) -> bool:
    return _is_caption(text, credit.sentences(text))


def _is_caption(text: str, sentences: list[str]) -> bool:
    """A sentence that ends in a credit is a caption; of more, only the last surely is."""
    return len(text) <= _LONGEST_CAPTION and len(sentences) <= 1


def _is_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and line[-1] not in ".!?…:"


def _is_twice(above: str, line: str) -> bool:
    """The same sentence twice in a row; a word, or a few with an exclamation mark, may be called twice."""
    is_call = line.endswith("!") and len(line.split()) <= _LONGEST_CALL
    return line == above and " " in line and not is_call


def _with(kept: Mapping[int, str], paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs with what is kept of their lines."""
    number = 0
    for paragraph in paragraphs:
        lines = tuple(line for place in range(number, number + len(paragraph)) if (line := kept.get(place)))
        number += len(paragraph)
        if lines:
            yield lines
