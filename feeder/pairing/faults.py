"""Pages that are not whole: cut off within an entry, or suddenly without most of what stood there.

Such a page suspends edits; what it adds beyond doubt is news all the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from feeder.model import Entry, Item
from feeder.text import folded

_SENTENCE_END = re.compile(r"[.!?…:][\"“”»«’')\]]*$")
# A page may lose this share of the last good one without a question, and must be this long to be asked at all.
_MOST_LOST = 0.5
_SHORTEST_PAGE = 4
# After so many pages in a row that miss the same, what is gone is gone.
_PATIENCE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a page must not change what stands.

    Attributes:
        reason: for the user; empty where the page is sound.
        uncertain: place of an item that may be cut off; none where all are whole.
        is_loss: most of the last page is missing.
        is_stranger: it shows other entries of the hours that the last page covers.
    """

    reason: str = ""
    uncertain: int | None = None
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
        losses: how many pages in a row have missed most of the last good one.
    """
    if not items:
        return Fault(reason="it shows no entry at all") if page else NONE
    shown = set(matches.values())
    missing = [entry_id for entry_id in page if entry_id not in shown]
    last = len(items) - 1
    if _is_cut(items[last], entries.get(matches.get(last, "")), has_lost=bool(missing)):
        return Fault(reason=f"the page is cut off within its last entry{_count(missing, page)}", uncertain=last)
    stayed = len(page) - len(missing)
    has_shrunk = len(items) < len(page) * (1 - _MOST_LOST)
    if has_shrunk and stayed > 0 and len(page) >= _SHORTEST_PAGE and losses < _PATIENCE:
        is_doubtful = last not in matches and not _SENTENCE_END.search(items[last].text)
        return Fault(
            reason=f"most of the page is gone at once{_count(missing, page)}",
            uncertain=last if is_doubtful else None,
            is_loss=True,
        )
    if page and not matches and _overlaps([entries[entry_id] for entry_id in page if entry_id in entries], items):
        return Fault(
            reason="it shares no entry with the states before, though both cover the same time", is_stranger=True
        )
    return NONE


def _overlaps(entries: Sequence[Entry], items: Sequence[Item]) -> bool:
    """Both tell of one time; a page of only newer entries is a rollover, of only older ones an old state."""
    moments = [item.published for item in items if item.published]
    if not moments or not entries:
        return False
    published = [entry.published for entry in entries]
    return max(moments) >= min(published) and min(moments) <= max(published)


def _is_cut(item: Item, entry: Entry | None, *, has_lost: bool) -> bool:
    """The last item says only the beginning of what its entry said, and more is missing than an editor takes out."""
    if entry is None:
        return False
    now, before = _said(item), _said(entry.item)
    if now == before or not before.startswith(now):
        return False
    return has_lost or not _SENTENCE_END.search(item.text)


def _said(item: Item) -> str:
    return f"{folded(item.title or '')} {folded(item.text)}".strip()


def _count(missing: Sequence[str], page: Sequence[str]) -> str:
    return f": {len(missing)} of {len(page)} entries are missing" if missing else ""
