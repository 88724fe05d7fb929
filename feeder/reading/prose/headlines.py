"""Titles that stand on the line of the mark or below it: the page votes, and some are known by themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from feeder.reading.prose import authors, shapes
from feeder.reading.prose.drafts import Draft

_FEWEST_OTHERS = 2
_NEARLY_ALL = 0.8
_KICKER_AND_TITLE = 2
_LONGEST_KICKER = 40
_FEWEST_ITEMS = 3
_LONGEST_MARK = 24


def here(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with the titles that stand on the lines of their marks or below."""
    first = _of_buttons(_below(_behind(drafts)), [draft.stands_alone for draft in drafts])
    # A line without a body is a headline where nearly all others have one; else it is all that the entry says.
    others = [draft for draft in first if not draft.is_lone and (draft.title or draft.below)]
    if len(others) * 2 >= len(first) and sum(draft.title is not None for draft in others) >= _NEARLY_ALL * len(others):
        return [_lone(draft) if draft.is_lone else draft for draft in first]
    return first


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
        return [
            draft.below_title(shapes.bare(draft.first_line)) if _is_surely_titled(draft) else draft for draft in drafts
        ]
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


def _is_surely_titled(draft: Draft) -> bool:
    """Whatever the others have: a title's line, which its writer ended, and below it a text of sentences."""
    if not (draft.stands_alone and draft.has_more and shapes.is_title(draft.first_line)):
        return False
    first, second = draft.lines[:2]
    is_wrapped = len(draft.below[0]) > 1 and shapes.goes_on(first, second, max(map(len, draft.below[0])))
    return (
        not is_wrapped
        and not second[0].islower()
        and not authors.is_name(first)
        and shapes.ends_sentence(draft.last_line)
        and not shapes.is_title(second)
    )


def _of_buttons(drafts: Sequence[Draft], stood_alone: Sequence[bool]) -> list[Draft]:
    """The drafts with a button as their title where it stands alone: others have titles there, and none says the same.

    `Report` and `Follow` are headlines as well.
    """
    said = Counter(draft.button.casefold() for draft in drafts if draft.button)
    others = [draft for draft, alone in zip(drafts, stood_alone, strict=True) if alone and not draft.button]
    if not said or len(others) < _FEWEST_OTHERS or not all(draft.title for draft in others):
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
