"""Where titles stand: the page votes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from feeder.reading.clock import Mark
from feeder.text import first_sentence

_LONGEST_TITLE = 160
# A full stop ends a sentence, also inside closing quotes; after a lone capital it abbreviates a name.
_SENTENCE_END = re.compile(r"(?:(?<!\b[A-ZÄÖÜ])\.|…)[\"”“»«’')]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A mark and what stands below it.

    Attributes:
        mark: the mark.
        paragraphs: each with its lines.
        is_attached: no blank line parts the first paragraph from the mark's line.
    """

    mark: Mark
    paragraphs: tuple[tuple[str, ...], ...]
    is_attached: bool

    @property
    def first_line(self) -> str:
        """The first line below the mark, or nothing."""
        return self.paragraphs[0][0] if self.paragraphs else ""

    @property
    def has_more(self) -> bool:
        """There is text below the first line."""
        return len(self.paragraphs) > 1 or bool(self.paragraphs and len(self.paragraphs[0]) > 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled:
    """A block's title, if it has one, and the paragraphs of its body, each in one line."""

    title: str | None
    paragraphs: tuple[str, ...]


def parted(blocks: Sequence[Block]) -> tuple[Titled, ...]:
    """Each block's title and body."""
    below = _stand_below(blocks)
    first = [_title_of(block, below=below) for block in blocks]
    # A line without a body is a headline where all others are; else it is all that the entry says.
    others_have = all(titled.title for block, titled in zip(blocks, first, strict=True) if block.paragraphs)
    return tuple(
        _lone(block, is_title=others_have and any(each.paragraphs for each in blocks)) if _is_lone(block) else titled
        for block, titled in zip(blocks, first, strict=True)
    )


def is_title_shaped(line: str) -> bool:
    """Short, in one piece, and not ending like a sentence."""
    return bool(line) and len(line) < _LONGEST_TITLE and not _SENTENCE_END.search(line) and _is_one_piece(line)


def _is_one_piece(line: str) -> bool:
    """No full stop parts it: a headline may ask or call and go on, but a statement and more are a text."""
    sentence = first_sentence(line)
    return sentence == line or not _SENTENCE_END.search(sentence)


def _stand_below(blocks: Sequence[Block]) -> bool:
    """Most marks that stand alone have a title-shaped line and more text below them."""
    alone = [block for block in blocks if not block.mark.rest and block.has_more]
    return sum(is_title_shaped(block.first_line) for block in alone) * 2 > len(alone)


def _title_of(block: Block, *, below: bool) -> Titled:
    body = tuple(" ".join(lines) for lines in block.paragraphs)
    if block.mark.rest:
        if block.mark.framed or (block.paragraphs and is_title_shaped(block.mark.rest)):
            return Titled(title=block.mark.rest, paragraphs=body)
        if block.is_attached and body:
            return Titled(title=None, paragraphs=(f"{block.mark.rest} {body[0]}", *body[1:]))
        return Titled(title=None, paragraphs=(block.mark.rest, *body))
    if below and block.has_more and is_title_shaped(block.first_line):
        rest_of_first = " ".join(block.paragraphs[0][1:])
        return Titled(title=block.first_line, paragraphs=tuple(filter(None, (rest_of_first, *body[1:]))))
    return Titled(title=None, paragraphs=body)


def _is_lone(block: Block) -> bool:
    return bool(block.mark.rest) and not block.paragraphs and not block.mark.framed


def _lone(block: Block, *, is_title: bool) -> Titled:
    if is_title and is_title_shaped(block.mark.rest):
        return Titled(title=block.mark.rest, paragraphs=())
    return Titled(title=None, paragraphs=(block.mark.rest,))
