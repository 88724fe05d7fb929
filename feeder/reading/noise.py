"""What stands in a ticker and is no text of it: captions with their credits, teasers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from feeder.reading.locale import words

# The agencies and archives whose name ends a credit.
_AGENCIES = (
    "AA|ABACA|AFP|AP|APA|ANP|ANSA|Belga|Bloomberg|dapd|ddp|dpa|dpa-Zentralbild|EFE|EPA|epa|epd|Getty|Getty Images|"
    "IMAGO|Imago|imago|imago images|Keystone|KEYSTONE|KNA|Kyodo|LUSA|NTB|PA|PAP|picture alliance|Pool|pool|"
    "Reuters|REUTERS|reuters|Ritzau|Sipa|SID|TASS|Tass|TT|Ukrinform|UPI|Xinhua|XinHua|ZUMA Press|Zuma"
)
# A small c in brackets is also the third of three points: a name must follow it.
_CREDIT_SIGN = re.compile(
    rf"(?:^|(?<=\s))(?:[Ff]oto:?\s*)?(?:©|\([cC]\)(?=\s*(?:[^\W\d_a-zäöüß]|(?:{_AGENCIES})\b)))\s*"
)
# The name ends behind the last agency; without one, at the end of the paragraph.
_TO_AGENCY = re.compile(rf"[^.!?©]{{0,80}}?(?:^|[/ ])(?:{_AGENCIES})(?![\w-])(?:/(?:{_AGENCIES})(?![\w-]))*")
_SENTENCE_BREAK = re.compile(r"(?<=[.!?…])[\"“”»«’')]*\s+(?=[\"„“»«‚‘'(]*[^\W\d_a-z])")
_LONGEST_CREDIT = 80
_LONGEST_CREDITS = 200  # of several agencies
_LONGEST_CAPTION = 400
_MOST_SENTENCES = 3
# A name, and directly behind it a compound of that name which a headline follows: the label of a related article.
_WORD = re.compile(r"\S+")
_KICKER = re.compile(r"(?:^|(?<=[.!?…\"”“] ))(?P<name>[^\W\d_]{3,})\s+(?P=name)-\w+:\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sifted:
    """Paragraphs of text, and the captions that stood between and inside them."""

    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]


def sift(paragraphs: Iterable[str]) -> Sifted:
    """The paragraphs without captions and teasers; captions are kept apart."""
    kept: list[str] = []
    captions: list[str] = []
    for paragraph in paragraphs:
        rest, found = _without_captions(_without_teasers(paragraph))
        captions += found
        if rest:
            kept.append(rest)
    return Sifted(paragraphs=tuple(kept), captions=tuple(captions))


def _without_captions(paragraph: str) -> tuple[str, list[str]]:
    """The paragraph without its captions: each the sentence before a credit, and the credit."""
    text: list[str] = []
    captions: list[str] = []
    start = 0
    for begin, end in _credits(paragraph):
        if begin < start:
            continue
        sentences = _SENTENCE_BREAK.split(paragraph[start:begin].strip())
        if end == len(paragraph) and not start and _is_caption(paragraph[:begin], sentences):
            return "", [paragraph]
        caption = sentences[-1] if sentences else ""
        text += sentences[:-1]
        captions.append(f"{caption} {paragraph[begin:end]}".strip())
        start = end
    text.append(paragraph[start:].strip())
    return " ".join(filter(None, text)), captions


def _is_caption(text: str, sentences: list[str]) -> bool:
    """A paragraph that ends in a credit and is short is a caption as a whole."""
    return len(text) <= _LONGEST_CAPTION and len(sentences) <= _MOST_SENTENCES


def _credits(paragraph: str) -> Iterator[tuple[int, int]]:
    """Begin and end of each credit in the paragraph."""
    for sign in _CREDIT_SIGN.finditer(paragraph):
        tail = paragraph[sign.end() : sign.end() + _LONGEST_CREDITS]
        is_last = len(paragraph) - sign.end() <= _LONGEST_CREDIT
        if is_last and not _SENTENCE_BREAK.search(tail) and not _opens_sentence(tail):
            yield sign.start(), len(paragraph)
        elif match := _TO_AGENCY.match(tail):
            yield sign.start(), sign.end() + match.end()


def _opens_sentence(tail: str) -> bool:
    """Behind a credit a sentence goes on: the tail holds a word whose capital opens one."""
    return any(word in words().openers for word in tail.split()[1:])


def _without_teasers(paragraph: str) -> str:
    """The paragraph without related headlines that were glued into it.

    A headline has no full stop; the text goes on at the next word whose capital opens a sentence.
    """
    kept: list[str] = []
    start = 0
    while kicker := _KICKER.search(paragraph, start):
        kept.append(paragraph[start : kicker.start()].rstrip())
        following = (word for word in _WORD.finditer(paragraph, kicker.end()) if word.start() > kicker.end())
        start = next((word.start() for word in following if word[0] in words().openers), len(paragraph))
    kept.append(paragraph[start:])
    return " ".join(filter(None, kept))
