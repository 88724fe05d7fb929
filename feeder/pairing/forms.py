"""What an item and an entry say, in the forms in which they are compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from feeder.model import Item, Precision
from feeder.text import folded

_STOP = re.compile(r"[.!?…]+[\"“”»«’')\]]*\s+")
_CLOCKS = (Precision.SECOND, Precision.MINUTE)
_SHORTEST_SENTENCE = 20  # letters; "Mehr in Kürze" tells nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an item or an entry says.

    Attributes:
        item: as it is shown, or was shown last.
        key: the page's own id of it, if it has it alone.
        moment: its time as a clock in the ticker's zone shows it, so that an hour that comes twice does so here, too;
            of what never had a clock, when it was first seen.
        title: its words, folded.
        text: its words, folded.
    """

    item: Item
    key: str | None
    moment: datetime | None
    title: str
    text: str

    @property
    def words(self) -> str:
        """All that it says, wherever the page sets the title apart."""
        return f"{self.title} {self.text}".strip()

    @property
    def length(self) -> int:
        """How many letters it has."""
        return len(self.title) + len(self.text)

    @property
    def clock(self) -> time | None:
        """What its clock shows, without the day; none where it has none."""
        has_clock = self.moment is not None and self.item.precision in _CLOCKS
        return self.moment.time() if self.moment and has_clock else None

    @property
    def is_to_the_second(self) -> bool:
        """Its time is so exact that hardly two reports share it: a clock that shows no seconds stands at none."""
        return self.item.precision is Precision.SECOND and bool(self.moment and self.moment.second)


def said(item: Item, moment: datetime | None, keys: Container[str | None], zone: ZoneInfo) -> Said:
    """What the item says.

    Args:
        item: the item; of an entry, as it was shown last.
        moment: when an entry without a clock was first seen.
        keys: those that tell items apart.
        zone: of the ticker's clocks.
    """
    # What is shown now is compared with what was shown last; only what never had a clock counts as first seen.
    shown = item.published or moment
    return Said(
        item=item,
        key=item.key if item.key in keys else None,
        moment=shown.astimezone(zone).replace(tzinfo=None, fold=0) if shown else None,
        title=folded(item.title or ""),
        text=folded(item.text),
    )


def own_keys(items: Iterable[Item]) -> set[str]:
    """The keys that one item alone has: what several share tells none of them apart."""
    counts = Counter(item.key for item in items)
    return {key for key, count in counts.items() if key is not None and count == 1}


@lru_cache(maxsize=2048)
def runs(text: str) -> frozenset[tuple[str, ...]]:
    """Each run of three words in a folded text; of fewer words all of them."""
    words = text.split()
    return frozenset(zip(words, words[1:], words[2:], strict=False)) or frozenset([tuple(words)]) - {()}


@lru_cache(maxsize=2048)
def sentences(text: str) -> frozenset[str]:
    """The sentences of a text that are long enough to tell anything, folded."""
    parts = (folded(part) for part in _STOP.split(text))
    return frozenset(part for part in parts if len(part) >= _SHORTEST_SENTENCE)


def numbers(text: str) -> set[str]:
    """The numbers in a text."""
    return set(re.findall(r"\d+", text))
