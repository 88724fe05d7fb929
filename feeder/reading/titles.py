"""Where titles stand: the page votes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from feeder.reading.clock import Mark

_LONGEST_TITLE = 160
# A full stop ends a sentence, also inside closing quotes; after a lone capital it abbreviates a name.
_SENTENCE_END = re.compile(r"(?:(?<!\b[A-ZÄÖÜ])\.|…)[\"”“»«’')]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A mark and the paragraphs below it, each with its lines."""

    mark: Mark
    paragraphs: tuple[tuple[str, ...], ...]

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
    return bool(line) and len(line) < _LONGEST_TITLE and not _SENTENCE_END.search(line)


def _stand_below(blocks: Sequence[Block]) -> bool:
    """Most marks that stand alone have a title-shaped line and more text below them."""
    alone = [block for block in blocks if not block.mark.rest and block.has_more]
    return sum(is_title_shaped(block.first_line) for block in alone) * 2 > len(alone)


def _title_of(block: Block, *, below: bool) -> Titled:
    body = tuple(" ".join(lines) for lines in block.paragraphs)
    if block.mark.rest:
        if block.mark.form.plus or (block.paragraphs and is_title_shaped(block.mark.rest)):
            return Titled(title=block.mark.rest, paragraphs=body)
        return Titled(title=None, paragraphs=(block.mark.rest, *body))
    if below and block.has_more and is_title_shaped(block.first_line):
        rest_of_first = " ".join(block.paragraphs[0][1:])
        return Titled(title=block.first_line, paragraphs=tuple(filter(None, (rest_of_first, *body[1:]))))
    return Titled(title=None, paragraphs=body)


def _is_lone(block: Block) -> bool:
    return bool(block.mark.rest) and not block.paragraphs and not block.mark.form.plus


def _lone(block: Block, *, is_title: bool) -> Titled:
    if is_title and is_title_shaped(block.mark.rest):
        return Titled(title=block.mark.rest, paragraphs=())
    return Titled(title=None, paragraphs=(block.mark.rest,))
