"""Between rows and types."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from feeder.model import Entry, Image, Item, Precision, Snapshot, Source


def item_to_json(item: Item) -> str:
    """The item as JSON, keys in order."""
    fields = asdict(item)
    fields["published"] = item.published.astimezone(UTC).isoformat() if item.published else None
    return json.dumps(fields, ensure_ascii=False, sort_keys=True)


def item_from_json(text: str) -> Item:
    """The item that the JSON is."""
    fields: dict[str, Any] = json.loads(text)
    published = fields.pop("published")
    return Item(
        published=datetime.fromisoformat(published) if published else None,
        precision=Precision(fields.pop("precision")),
        images=tuple(Image(**image) for image in fields.pop("images")),
        captions=tuple(fields.pop("captions")),
        **fields,
    )


def to_entry(row: sa.Row[Any], source: str) -> Entry:
    """The entry that a row of the table `entry` is."""
    return Entry(
        id=row.id,
        source=source,
        number=row.revisions,
        item=item_from_json(row.item),
        published=row.published,
        updated=row.updated,
        seen_at=row.seen_at,
        withdrawn=row.withdrawn,
    )


def to_source(row: sa.Row[Any]) -> Source:
    """The source that a row of the table `source` is, as far as its entries need it: nothing can be fetched from it."""
    return Source(
        name=row.name,
        kind="gone",
        location=row.location,
        timezone=ZoneInfo("UTC"),
        language=row.language,
        title=row.title,
    )


def to_snapshot(row: sa.Row[Any], source: Source) -> Snapshot:
    """The snapshot that a row of the table `snapshot` is."""
    return Snapshot(
        source=source,
        origin=row.origin,
        content=zlib.decompress(row.content),
        media_type=row.media_type,
        fetched_at=row.fetched_at,
        modified_at=row.modified_at,
    )
