"""Titles that stand above the marks: where most have one, by vote; where few have, each by itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from feeder.reading.prose import authors, furniture, shapes
from feeder.reading.prose.captions import Paragraph
from feeder.reading.prose.drafts import Draft
from feeder.reading.prose.programmes import is_live

# Where but some entries have a title above: so many, and one in so many.
_FEWEST_ABOVE = 2
_ONE_IN = 3
_STEM = 5  # letters
_WORD = re.compile(rf"[^\W\d_]{{{_STEM - 1},}}")


def above(drafts: Sequence[Draft], head: Sequence[Paragraph], *, has_clocks: bool = True) -> list[Draft]:
    """The drafts with the titles that stand directly above their marks, where the page sets them there.

    Args:
        drafts: in the order of the page.
        head: the paragraphs above the first of them, without noise.
        has_clocks: the marks tell times of day: between others, as minutes of a game, stand headings of its parts.
    """
    drafts, head = _with_writers(drafts, head)
    often = Counter(draft.last_line for draft in drafts if draft.below)
    # What would be left without a text keeps its line.
    before = [head, *(draft.below if draft.rest or draft.has_more else () for draft in drafts[:-1])]
    found = [
        _last_line(text, often, is_behind=number > 0, touches=draft.is_headed)
        for number, (text, draft) in enumerate(zip(before, drafts, strict=True))
    ]
    if [len(paragraph) for paragraph in head] == [1] and is_live(head[0]):
        found[0] = ""  # the page's own headline
    signed = [False, *map(_is_signed, drafts, found[1:], drafts[1:])]
    found = ["" if is_name else line for line, is_name in zip(found, signed, strict=True)]
    if not any(found):
        return list(drafts)
    have_own = _have_own(drafts)
    may_have = [bool(line) and not own for line, own in zip(found, have_own, strict=True)]
    # Above a single entry stands the page's own headline.
    if sum(may_have) * 2 <= len(drafts) or len(drafts) == 1:
        may_have = _surely(drafts, head, found, have_own) if has_clocks else [False] * len(drafts)
    return [
        _moved(draft, line if has else "", is_last=not of_next)
        for draft, line, has, of_next in zip(drafts, found, may_have, [*may_have[1:], False], strict=True)
    ]


def _last_line(text: Sequence[Paragraph], often: Counter[str], *, is_behind: bool, touches: bool) -> str:
    """The last line of a text, where it may be the title of what follows.

    Args:
        text: what stands above a mark.
        often: how often each line ends an entry.
        is_behind: the text is that of an entry.
        touches: no blank line parts it from the mark: then none need part it from a complete sentence.
    """
    if not text:
        return ""
    if len(text[-1]) > 1 and (not touches or (is_behind and not shapes.ends_sentence(text[-1][-2]))):
        return ""
    last = text[-1][-1]
    line = shapes.bare(last)
    if often[last] > 1 or not shapes.is_title(line):
        return ""
    return "" if furniture.is_counter(line) or authors.is_byline(line) else line


def _is_signed(before: Draft, line: str, draft: Draft) -> bool:
    """The line is the name of a person below a report, and the next one does not tell of it."""
    return bool(line) and authors.is_name(line) and _is_complete(before) and not _names(line, before, draft)


def _with_writers(drafts: Sequence[Draft], head: Sequence[Paragraph]) -> tuple[Sequence[Draft], Sequence[Paragraph]]:
    """The drafts and the head, with the writers that stand directly above the marks in their place."""
    above = [head[-1][-1] if head else "", *(draft.lines[-1] if draft.has_more else "" for draft in drafts[:-1])]
    names = [authors.named(line) for line in above]
    if not (all(map(authors.is_byline, above)) or _stand_above(names, drafts)):
        return drafts, head
    last = head[-1][:-1]
    moved = [
        replace(_moved(draft, "", is_last=not of_next), author=draft.author or name)
        for draft, name, of_next in zip(drafts, names, [*names[1:], None], strict=True)
    ]
    return moved, (*head[:-1], last) if last else head[:-1]


def _stand_above(names: Sequence[str | None], drafts: Sequence[Draft]) -> bool:
    """Writers stand above the marks, not below the texts: above the first too, and not below the last."""
    last = drafts[-1].lines[-1:]
    return bool(names[0]) and not any(map(authors.named, last)) and authors.are_writers(names)


def _have_own(drafts: Sequence[Draft]) -> list[bool]:
    """Which drafts have a title on their mark's line, or below it, where most have one there."""
    names = [draft.first_line if authors.is_name(draft.first_line) else None for draft in drafts]
    are_names = authors.are_writers(names)
    shaped = [
        draft.stands_alone and draft.has_more and shapes.is_title(draft.first_line) and not (are_names and name)
        for draft, name in zip(drafts, names, strict=True)
    ]
    below = sum(shaped) * 2 > len(drafts)
    are_behind = all(authors.named(draft.rest) for draft in drafts)
    return [
        bool(draft.title) or (not are_behind and bool(draft.below) and _may_be_title(draft.rest)) or (below and has)
        for draft, has in zip(drafts, shaped, strict=True)
    ]


def _may_be_title(rest: str) -> bool:
    return shapes.is_title(rest) and not authors.is_byline(rest)


def _surely(
    drafts: Sequence[Draft], head: Sequence[Paragraph], found: Sequence[str], own: Sequence[bool]
) -> list[bool]:
    """Which have a title above where but some have: behind a text that is complete.

    Where they are few, each stands alone above a text, and names what that is about. The first may be a headline of the
    page: others must have titles, and a complete text must stand above it too.
    """
    after = [
        bool(line) and not has_own and _is_complete(before)
        for before, line, has_own in zip(drafts, found[1:], own[1:], strict=False)
    ]
    if sum(after) < _FEWEST_ABOVE or sum(after) * _ONE_IN < len(drafts):
        after = [
            may and _begins_text(draft) and _names(line, before, draft)
            for may, line, before, draft in zip(after, found[1:], drafts, drafts[1:], strict=False)
        ]
    if sum(after) < max(1, sum(own)):
        return [False] * len(drafts)
    lines = [line for paragraph in head for line in paragraph]
    is_headed = len(lines) > 1 and shapes.ends_sentence(lines[-2]) and _begins_text(drafts[0])
    return [bool(found[0]) and not own[0] and is_headed, *after]


def _names(line: str, before: Draft, draft: Draft) -> bool:
    """The line shares a word with what stands below it that does not stand above it."""
    above, below = (" ".join((each.rest, *each.lines)) for each in (before.without_last(), draft))
    return not (set(_stems(line)) & set(_stems(below))) <= set(_stems(above))


def _stems(text: str) -> Iterator[str]:
    """The first letters of the words that are no small ones."""
    return (word[:_STEM] for word in _WORD.findall(text.casefold()))


def _begins_text(draft: Draft) -> bool:
    """What stands behind the mark or below it is no title itself."""
    first = draft.rest or draft.first_line
    return bool(first) and not shapes.is_title(first)


def _is_complete(draft: Draft) -> bool:
    """What stands above its last paragraph ends like a sentence, or with its writer."""
    last = draft.lines[-2] if draft.has_more else draft.rest
    return shapes.ends_sentence(last) or authors.is_name(last)


def _moved(draft: Draft, title: str, *, is_last: bool) -> Draft:
    """The draft with the title from above it, and without its last line where that is the title of the next."""
    kept = draft if is_last else draft.without_last()
    return replace(kept, title=title) if title else kept
