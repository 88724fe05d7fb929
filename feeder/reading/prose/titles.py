"""What each entry of a ticker says: its title, its author, its body, and the captions that stood in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from feeder.reading.prose import (
    authors,
    captions,
    categories,
    credit,
    feet,
    furniture,
    headlines,
    noise,
    overlines,
    shapes,
)
from feeder.reading.prose.authors import Signed
from feeder.reading.prose.captions import Paragraph, Swept
from feeder.reading.prose.drafts import Draft
from feeder.reading.prose.marks import Mark

_FEWEST_WORDS = 3  # of a title before the time
_PARTING = (":", "-")
_NOTHING = Swept(paragraphs=(), captions=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A mark and what stands below it.

    Attributes:
        mark: the mark.
        paragraphs: each with its lines.
        is_attached: no blank line parts the first paragraph from the mark's line.
        is_headed: no blank line parts the mark's line from the text above it.
        is_last: no other entry stands below it.
    """

    mark: Mark
    paragraphs: tuple[Paragraph, ...]
    is_attached: bool
    is_headed: bool = False
    is_last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled:
    """What an entry says.

    Attributes:
        title: if it has one.
        author: who is named as its writer.
        paragraphs: of its body, each in one line.
        captions: that stood among them.
    """

    title: str | None
    author: str | None
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]


def parted(blocks: Sequence[Block], head: Sequence[Paragraph] = ()) -> tuple[Titled, ...]:
    """Each block's title, author, body and captions.

    Args:
        blocks: in the order of the page.
        head: the paragraphs above the first of them, with their lines: the last may be its title.
    """
    found = furniture.above_marks(categories.apart(_drafts(blocks)))
    has_clocks = any(block.mark.has_clock for block in blocks)
    drafts = overlines.above(found, furniture.above_first(noise.swept(head)), has_clocks=has_clocks)
    are_above = any(draft.title != before.title for draft, before in zip(drafts, found, strict=True))
    is_export = all(block.mark.day for block in blocks)
    drafts = _signed(furniture.cleared(drafts), is_export=is_export, is_open=are_above)
    return tuple(map(_finished, _unnumbered(headlines.here(drafts))))


def lead(head: Sequence[Paragraph], first: Titled) -> tuple[str, ...]:
    """The paragraphs of a ticker's introduction, each in one line.

    Args:
        head: the paragraphs above the first entry, with their lines.
        first: that entry; its title may be the last of them, and its writer below.
    """
    text = furniture.above_first(_swept(head, keeps_first=True).paragraphs)
    if text and first.author and authors.named(text[-1][-1]) == first.author:
        text = _without_last(text)
    line = shapes.bare(text[-1][-1]) if text else ""
    if line and first.title in (line, shapes.unnumbered(line)):
        text = _without_last(text)
    return tuple(" ".join(paragraph) for paragraph in text if paragraph)


def _without_last(text: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    last = text[-1][:-1]
    return (*text[:-1], last) if last else text[:-1]


def _swept(
    paragraphs: Sequence[Paragraph],
    *,
    keeps_first: bool,
    above: str = "",
    is_entry: bool = False,
    is_end: bool = False,
) -> Swept:
    if not paragraphs:
        return _NOTHING
    kept = noise.swept(paragraphs, above=above, is_entry=is_entry, is_end=is_end)
    return captions.swept(kept, keeps_first=keeps_first)


def _drafts(blocks: Sequence[Block]) -> list[Draft]:
    """The blocks with the titles that are set apart on the lines of their marks, and the writers before the time."""
    labels = ["" if block.mark.author else shapes.bare(block.mark.label) for block in blocks]
    if not any(labels):
        return [_draft(block) for block in blocks]
    names = [label if authors.is_name(label) else None for label in labels]
    if authors.are_writers(names):
        return [
            replace(_draft(block), author=block.mark.author or name) for block, name in zip(blocks, names, strict=True)
        ]
    # Before the time stand places; where most are longer, they are titles.
    longer = sum(len(label.split()) >= _FEWEST_WORDS for label in labels)
    are_titles = longer * 2 > sum(map(bool, labels))
    place = _before if are_titles else _below
    return [place(block, _draft(block)) for block in blocks]


def _before(block: Block, draft: Draft) -> Draft:
    """The draft with the title that stands before the time, where nothing stands behind it."""
    label = shapes.bare(block.mark.label)
    return draft.titled(label) if label and draft.stands_alone and not draft.author else draft


def _below(block: Block, draft: Draft) -> Draft:
    """The draft with the place that stands before the time, as a line of its text."""
    label = shapes.bare(block.mark.label)
    if not label or block.mark.author or furniture.is_known_label(label):
        return draft
    return replace(draft, place=label)


def _draft(block: Block) -> Draft:
    """The block without noise and captions, with the title that is set apart on the line of its mark."""
    mark = block.mark
    rest = noise.opening(mark.rest, is_parted=mark.form.separator in _PARTING) if mark.rest else ""
    behind = captions.swept([(rest,)], keeps_first=False) if rest else _NOTHING
    below = feet.without(block.paragraphs, keeps_first=not mark.rest) if block.is_last else block.paragraphs
    above = mark.rest if block.is_attached else ""
    swept = _swept(below, keeps_first=not mark.rest, above=above, is_entry=not mark.rest, is_end=block.is_last)
    first = block.paragraphs[0][0] if block.paragraphs and not mark.rest else ""
    if not (behind.paragraphs or swept.paragraphs or behind.captions or swept.captions):
        # A headline that looks like a link is better than nothing.
        swept = Swept(paragraphs=_opening(block.paragraphs), captions=())
    draft = Draft(
        rest=behind.paragraphs[0][0] if behind.paragraphs else "",
        below=swept.paragraphs,
        is_attached=block.is_attached,
        is_headed=block.is_headed,
        author=mark.author,
        captions=(*behind.captions, *swept.captions),
        button=first if first and noise.is_button(first) else "",
    )
    if mark.framed:
        return draft.titled(mark.rest)
    set_apart = shapes.set_apart(draft.rest, mark.form.separator) if draft.rest else None
    if set_apart and (set_apart.text or draft.below):
        return replace(draft, rest=set_apart.text, title=set_apart.title)
    return draft


def _opening(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Of each paragraph the lines that may open an entry."""
    lines = (tuple(filter(None, (noise.opening(line, is_parted=False) for line in one))) for one in paragraphs)
    return tuple(filter(None, lines))


def _signed(drafts: Sequence[Draft], *, is_export: bool, is_open: bool) -> list[Draft]:
    """The drafts with their writers: named in the mark, behind it on its line, or in the text.

    Args:
        drafts: whose titles above the marks are known.
        is_export: each mark bears its day, as the lines of an exported conversation do.
        is_open: titles stand above the marks, so that the last draft may end with another one.
    """
    speaking = authors.speaking([draft.rest for draft in drafts], only_names=not is_export)
    drafts = [_spoken(draft, speaker) if speaker else draft for draft, speaker in zip(drafts, speaking, strict=True)]
    texts = [((draft.rest,), *draft.below) if draft.rest else draft.below for draft in drafts]
    found = authors.signed(texts, is_open=is_open)
    return [_by(draft, signed) for draft, signed in zip(drafts, found, strict=True)]


def _spoken(draft: Draft, speaker: str) -> Draft:
    return replace(draft, author=speaker, rest=draft.rest[len(speaker) + 1 :].lstrip())


def _by(draft: Draft, signed: Signed) -> Draft:
    """The draft without the name of its writer."""
    if signed.author is None:
        return draft
    rest, below = "", signed.paragraphs
    # The words behind the mark are still there, if the name was not among them.
    if draft.rest and below and draft.rest.startswith(below[0][0]):
        rest, below = below[0][0], below[1:]
    return replace(draft, author=draft.author or signed.author, rest=rest, below=below)


def _unnumbered(drafts: Sequence[Draft]) -> Sequence[Draft]:
    """The drafts without the numbers of a list, where all their titles are numbered one after the other."""
    numbers = [shapes.number(draft.title or "") for draft in drafts]
    first = numbers[0] if len(numbers) > 1 else None
    if first is None or numbers not in (
        [*range(first, first + len(numbers))],
        [*range(first, first - len(numbers), -1)],
    ):
        return drafts
    return [replace(draft, title=shapes.unnumbered(draft.title or "")) for draft in drafts]


def _finished(draft: Draft) -> Titled:
    body = tuple(" ".join(paragraph) for paragraph in draft.text)
    body = (draft.place, *body) if draft.place else body
    if not body:  # a caption is better than nothing
        body = tuple(filter(None, map(credit.before, draft.captions)))
    return Titled(title=draft.title, author=draft.author, paragraphs=body, captions=draft.captions)
