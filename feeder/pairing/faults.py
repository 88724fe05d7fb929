"""Pages that are not whole: cut off within an entry, or suddenly without most of what stood there.

Such a page suspends edits; what it adds beyond doubt is news all the same.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from feeder.model import Entry, Item
from feeder.text import folded

_SENTENCE_END = re.compile(r"[.!?…:][\"“”»«’')\]]*$")
# A page may lose this share of the last good one without a question, and must be this long to be asked at all.
_MOST_LOST = 0.5
_SHORTEST_PAGE = 4
_MUCH_BELOW = 0.3
# After so many such pages in a row, what is gone is gone.
_PATIENCE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a page must not change what stands.

    Attributes:
        reason: for the user; empty where the page is sound.
        uncertain: place of an item that may be cut off, and must not become an entry; none where all are whole.
        withheld: place of an item that breaks off within what its entry says, and must not edit it; else none.
        is_loss: it has lost its end, or most of the last page; a page that stays so is how the ticker is now.
        is_stranger: it shows other entries of the hours that the last page covers.
    """

    reason: str = ""
    uncertain: int | None = None
    withheld: int | None = None
    is_loss: bool = False
    is_stranger: bool = False


NONE = Fault()


def find(
    page: Sequence[str], entries: Mapping[str, Entry], items: Sequence[Item], matches: Mapping[int, str], losses: int
) -> Fault:
    """The fault of a page, compared with the last good one.

    Args:
        page: ids on the last good page, in its order.
        entries: the known entries by id.
        items: of the page.
        matches: id of the entry that an item is, by the item's place.
        losses: how many pages in a row have lost their end, or most of the last good one.
    """
    if not items:
        return Fault(reason="it shows no entry at all") if page else NONE
    shown = set(matches.values())
    missing = [entry_id for entry_id in page if entry_id not in shown]
    last = len(items) - 1
    entry = entries.get(matches.get(last, ""))
    breaks_off = not _SENTENCE_END.search(items[last].text) or _breaks_off_at_name(items[last], entry)
    is_cut = _is_cut(items[last], entry, may_be=breaks_off or _lost_its_end(entry, page, shown))
    is_new = losses < _PATIENCE
    if is_cut and is_new:
        reason = f"the page is cut off within its last entry{_count(missing, page)}"
        return Fault(reason=reason, uncertain=last, is_loss=True)
    stayed = len(page) - len(missing)
    has_shrunk = len(items) < len(page) * (1 - _MOST_LOST)
    if has_shrunk and stayed > 0 and len(page) >= _SHORTEST_PAGE and is_new:
        return Fault(
            reason=f"most of the page is gone at once{_count(missing, page)}",
            uncertain=last if breaks_off and last not in matches else None,
            is_loss=True,
        )
    if page and not matches and _overlaps([entries[entry_id] for entry_id in page if entry_id in entries], items):
        return Fault(
            reason="it shares no entry with the states before, though both cover the same time", is_stranger=True
        )
    return Fault(withheld=last) if is_cut and breaks_off else NONE


def _overlaps(entries: Sequence[Entry], items: Sequence[Item]) -> bool:
    """Both tell of one time; a page of only newer entries is a rollover, of only older ones an old state."""
    moments = [item.published for item in items if item.published]
    if not moments or not entries:
        return False
    published = [entry.published for entry in entries]
    return max(moments) >= min(published) and min(moments) <= max(published)


def _breaks_off_at_name(item: Item, entry: Entry | None) -> bool:
    """What stands alone at the end was taken for its writer, and is the beginning of what its entry says there."""
    if entry is None or not item.author or item.author == entry.item.author:
        return False
    return folded(entry.item.text).startswith(folded(f"{item.text} {item.author}"))


def _lost_its_end(entry: Entry | None, page: Sequence[str], shown: Container[str]) -> bool:
    """A good part of the page stood below the last entry, and is gone: also an end that is a sentence's may be a cut.

    That a few scroll off while the last one is shortened happens daily.
    """
    below = page[page.index(entry.id) + 1 :] if entry and entry.id in page else ()
    return len(below) > len(page) * _MUCH_BELOW and not any(entry_id in shown for entry_id in below)


def _is_cut(item: Item, entry: Entry | None, *, may_be: bool) -> bool:
    """The last item says only the beginning of what its entry said, where an editor may not have taken out the end."""
    if entry is None or not may_be:
        return False
    now, before = _said(item), _said(entry.item)
    return now != before and before.startswith(now)


def _said(item: Item) -> str:
    return f"{folded(item.title or '')} {folded(item.text)}".strip()


def _count(missing: Sequence[str], page: Sequence[str]) -> str:
    return f": {len(missing)} of {len(page)} entries are missing" if missing else ""
