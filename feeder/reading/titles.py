"""What each entry of a ticker says: its title, its author, its body, and the captions that stood in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from feeder.reading import authors, captions, credit, furniture, headlines, noise, shapes
from feeder.reading.authors import Signed
from feeder.reading.captions import Paragraph, Swept
from feeder.reading.clock import Mark
from feeder.reading.drafts import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A mark and what stands below it.

    Attributes:
        mark: the mark.
        paragraphs: each with its lines.
        is_attached: no blank line parts the first paragraph from the mark's line.
        is_headed: no blank line parts the mark's line from the text above it.
    """

    mark: Mark
    paragraphs: tuple[Paragraph, ...]
    is_attached: bool
    is_headed: bool = False


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
    drafts = furniture.above_marks([_draft(block) for block in blocks])
    drafts = furniture.cleared(headlines.above(drafts, furniture.above_first(noise.swept(head))))
    drafts = _signed(drafts, is_export=all(block.mark.day for block in blocks))
    return tuple(map(_finished, headlines.here(drafts)))


def lead(head: Sequence[Paragraph], first: Titled) -> tuple[str, ...]:
    """The paragraphs of a ticker's introduction, each in one line.

    Args:
        head: the paragraphs above the first entry, with their lines.
        first: that entry; its title may be the last of them.
    """
    text = furniture.above_first(_swept(head, keeps_first=True).paragraphs)
    if text and shapes.bare(text[-1][-1]) == first.title:
        text = (*text[:-1], text[-1][:-1])
    return tuple(" ".join(paragraph) for paragraph in text if paragraph)


def _swept(paragraphs: Sequence[Paragraph], *, keeps_first: bool) -> Swept:
    return captions.swept(noise.swept(paragraphs), keeps_first=keeps_first)


def _draft(block: Block) -> Draft:
    """The block without noise and captions, with the title that is set apart on the line of its mark."""
    mark = block.mark
    behind = _swept([(mark.rest,)] if mark.rest else [], keeps_first=False)
    swept = _swept(block.paragraphs, keeps_first=not mark.rest)
    draft = Draft(
        rest=behind.paragraphs[0][0] if behind.paragraphs else "",
        below=swept.paragraphs,
        is_attached=block.is_attached,
        is_headed=block.is_headed,
        author=mark.author,
        captions=(*behind.captions, *swept.captions),
    )
    if mark.framed:
        return draft.titled(mark.rest)
    set_apart = shapes.set_apart(draft.rest, behind_dash=mark.form.separator == "-")
    if set_apart and (set_apart.text or draft.below):
        return replace(draft, rest=set_apart.text, title=set_apart.title)
    return draft


def _signed(drafts: Sequence[Draft], *, is_export: bool) -> list[Draft]:
    """The drafts with their writers: named in the mark, behind it on its line, or in the text.

    Args:
        drafts: whose titles above the marks are known.
        is_export: each mark bears its day, as the lines of an exported conversation do.
    """
    speaking = authors.speaking([draft.rest for draft in drafts]) if is_export else [None] * len(drafts)
    drafts = [_spoken(draft, speaker) if speaker else draft for draft, speaker in zip(drafts, speaking, strict=True)]
    found = authors.signed([((draft.rest,), *draft.below) if draft.rest else draft.below for draft in drafts])
    return [_by(draft, signed) for draft, signed in zip(drafts, found, strict=True)]


def _spoken(draft: Draft, speaker: str) -> Draft:
    return replace(draft, author=speaker, rest=draft.rest[len(speaker) + 1 :].lstrip())


def _by(draft: Draft, signed: Signed) -> Draft:
    """The draft without the name of its writer."""
    rest, below = "", signed.paragraphs
    # The words behind the mark are still there, if the name was not among them.
    if draft.rest and below and draft.rest.startswith(below[0][0]):
        rest, below = below[0][0], below[1:]
    return replace(draft, author=draft.author or signed.author, rest=rest, below=below)


def _finished(draft: Draft) -> Titled:
    body = tuple(" ".join(paragraph) for paragraph in draft.text)
    if not body:  # a caption is better than nothing
        body = tuple(filter(None, map(credit.before, draft.captions)))
    return Titled(title=draft.title, author=draft.author, paragraphs=body, captions=draft.captions)
