"""Where titles stand: on the line of the mark, below it, or above it. The page votes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from feeder.reading.prose import authors, furniture, shapes
from feeder.reading.prose.captions import Paragraph
from feeder.reading.prose.drafts import Draft

# Where but some entries have a title above: so many, and one in so many.
_FEWEST_ABOVE = 2
_ONE_IN = 3
_KICKER_AND_TITLE = 2
_LONGEST_KICKER = 40
_FEWEST_ITEMS = 3
_LONGEST_MARK = 24


def above(drafts: Sequence[Draft], head: Sequence[Paragraph]) -> list[Draft]:
    """The drafts with the titles that stand directly above their marks, where the page sets them there.

    Args:
        drafts: in the order of the page.
        head: the paragraphs above the first of them, without noise.
    """
    drafts, head = _with_writers(drafts, head)
    often = Counter(draft.last_line for draft in drafts if draft.below)
    # What would be left without a text keeps its line.
    before = [head, *(draft.below if draft.rest or draft.has_more else () for draft in drafts[:-1])]
    found = [
        _last_line(text, often, is_behind=number > 0, touches=draft.is_headed)
        for number, (text, draft) in enumerate(zip(before, drafts, strict=True))
    ]
    if not any(found):
        return list(drafts)
    have_own = _have_own(drafts)
    may_have = [bool(line) and not own for line, own in zip(found, have_own, strict=True)]
    # Above a single entry stands the page's own headline.
    if sum(may_have) * 2 <= len(drafts) or len(drafts) == 1:
        may_have = _surely(drafts, may_have) if not any(have_own) else [False] * len(drafts)
    return [
        _moved(draft, line if has else "", is_last=not of_next)
        for draft, line, has, of_next in zip(drafts, found, may_have, [*may_have[1:], False], strict=True)
    ]


def here(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with the titles that stand on the lines of their marks or below."""
    first = _of_buttons(_below(_behind(drafts)), [draft.stands_alone for draft in drafts])
    # A line without a body is a headline where all others have one; else it is all that the entry says.
    others = [draft for draft in first if not draft.is_lone and (draft.title or draft.below)]
    if len(others) * 2 >= len(first) and all(draft.title for draft in others):
        return [_lone(draft) if draft.is_lone else draft for draft in first]
    return first


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


def _surely(drafts: Sequence[Draft], may_have: Sequence[bool]) -> list[bool]:
    """Where but some entries have a title: behind a text that is complete, and often enough to be a custom."""
    sure = [False, *(may and _is_complete(draft) for draft, may in zip(drafts, may_have[1:], strict=False))]
    is_custom = sum(sure) >= _FEWEST_ABOVE and sum(sure) * _ONE_IN >= len(drafts)
    return sure if is_custom else [False] * len(drafts)


def _is_complete(draft: Draft) -> bool:
    """What stands above its last paragraph ends like a sentence, or with its writer."""
    last = draft.lines[-2] if draft.has_more else draft.rest
    return shapes.ends_sentence(last) or authors.is_name(last)


def _moved(draft: Draft, title: str, *, is_last: bool) -> Draft:
    """The draft with the title from above it, and without its last line where that is the title of the next."""
    kept = draft if is_last else draft.without_last()
    return replace(kept, title=title) if title else kept


def _behind(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with the titles that follow their marks on the line; a text must follow below."""
    both = [draft for draft in drafts if draft.rest and draft.below and not draft.title]
    is_custom = sum(shapes.is_title(draft.rest) for draft in both) * 2 > len(both)
    width = _width(drafts) if both else 0

    def is_title(draft: Draft) -> bool:
        if not draft.below or not shapes.is_title(draft.rest, colon=is_custom):
            return False
        line, below = _LONGEST_MARK * " " + draft.rest, draft.first_line
        return not draft.is_attached or not (below[0].islower() or shapes.goes_on(line, below, width))

    return [draft.titled(draft.rest) if not draft.title and is_title(draft) else draft for draft in drafts]


def _below(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with the titles that stand on a line below their marks; a text must follow below."""
    if not _stand_below(drafts):
        return list(drafts)
    width = _width(drafts)
    have_kickers = not width and _have_kickers(drafts)

    def titled(draft: Draft) -> Draft:
        if have_kickers and _has_kicker(draft):
            return draft.below_kicker()
        goes_on = len(draft.below[0]) > 1 and shapes.goes_on(draft.below[0][0], draft.below[0][1], width)
        if goes_on or _is_list(draft) or not shapes.is_title(draft.first_line, colon=True):
            return draft
        return draft.below_title(shapes.bare(draft.first_line))

    return [titled(draft) if draft.stands_alone and draft.has_more else draft for draft in drafts]


def _of_buttons(drafts: Sequence[Draft], stood_alone: Sequence[bool]) -> list[Draft]:
    """The drafts with a button as their title where it stands alone: others have titles there, and none says the same.

    `Report` and `Follow` are headlines as well.
    """
    said = Counter(draft.button.casefold() for draft in drafts if draft.button)
    others = [draft for draft, alone in zip(drafts, stood_alone, strict=True) if alone and not draft.button]
    if not said or len(others) < _FEWEST_ABOVE or not all(draft.title for draft in others):
        return list(drafts)
    return [
        replace(draft, title=shapes.bare(draft.button))
        if draft.button and draft.stands_alone and said[draft.button.casefold()] == 1
        else draft
        for draft in drafts
    ]


def _width(drafts: Sequence[Draft]) -> int:
    return shapes.wrap_width([paragraph for draft in drafts for paragraph in draft.text])


def _stand_below(drafts: Sequence[Draft]) -> bool:
    """Half of the marks that stand alone have a title-shaped line and a text below them."""
    alone = [draft for draft in drafts if draft.stands_alone and draft.has_more]
    titled = [shapes.is_title(draft.first_line) and not _is_list(draft) for draft in alone]
    return bool(alone) and sum(titled) * 2 >= len(alone)


def _is_list(draft: Draft) -> bool:
    """Several items stand below the mark, all of one line and without a sentence: none is the title of the others."""
    return draft.count >= _FEWEST_ITEMS and all(map(shapes.is_title, draft.lines))


def _have_kickers(drafts: Sequence[Draft]) -> bool:
    """Most of the marks that stand alone have a kicker, a title and more text below them."""
    alone = [draft for draft in drafts if draft.stands_alone and draft.has_more]
    return sum(map(_has_kicker, alone)) * 2 > len(alone)


def _has_kicker(draft: Draft) -> bool:
    """A few words stand above the title, and no more than it has."""
    if draft.count <= _KICKER_AND_TITLE:
        return False
    kicker, title = draft.lines[:_KICKER_AND_TITLE]
    is_short = len(kicker) <= min(_LONGEST_KICKER, len(title))
    return is_short and shapes.is_title(kicker) and shapes.is_title(title) and not title[0].islower()


def _lone(draft: Draft) -> Draft:
    line = draft.rest or draft.first_line
    return replace(draft.titled(line), below=()) if shapes.is_title(line) else draft
