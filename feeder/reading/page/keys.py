"""Keys: the page's own names of its entries, where they are names and no positions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_NUMBER = re.compile(r"(\d+)\D*$")
_FEW = 2


def own(given: Sequence[str | None], *, newest_first: bool) -> list[str | None]:
    """The keys that one entry alone has; none where they number the places of a list that grows at its top."""
    known = [key for key in given if key]
    if newest_first and _are_places(known):
        return [None] * len(given)
    counts = Counter(known)
    return [key if key and counts[key] == 1 else None for key in given]


def _are_places(known: Sequence[str]) -> bool:
    """They count 0, 1, 2 or 1, 2, 3 down the page: the next entry shifts them all."""
    numbers = [int(match[1][-9:]) if (match := _NUMBER.search(key)) else None for key in known]
    if len(known) < _FEW or numbers[0] not in (0, 1):
        return False
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))
