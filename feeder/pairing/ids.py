"""Ids: tag URIs (RFC 4151), minted once from an entry's first state and never computed again."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Container
from datetime import datetime
from itertools import count

from feeder.model import Item
from feeder.text import folded

_LENGTH = 16  # characters of base 32: 80 bits


def mint(authority: str, source: str, item: Item, published: datetime, taken: Container[str]) -> str:
    """A new id `tag:AUTHORITY:SOURCE/OPAQUE`.

    The opaque part comes from the first state alone, its source, time and text, so that the same pages in the same
    order give the same ids everywhere; equal ones are told apart by an ordinal.

    Args:
        authority: `domain,date`.
        source: the name that stands in the source's ids.
        item: the entry's first state.
        published: its moment.
        taken: ids that may not be given again.
    """
    state = f"{source}\n{published.isoformat()}\n{folded(item.title or '')}\n{folded(item.text)}"
    opaques = (_opaque(f"{state}\n{ordinal}") for ordinal in count())
    candidates = (f"tag:{authority}:{source}/{opaque}" for opaque in opaques)
    return next(candidate for candidate in candidates if candidate not in taken)


def _opaque(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return base64.b32encode(digest).decode("ascii")[:_LENGTH].lower()
