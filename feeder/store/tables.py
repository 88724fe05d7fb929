"""The tables of the store, and how a moment stands in them. `feeder.migrations` is how they came to be."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

REVISION = "0030"
"""The last migration: a store at another one is migrated, or refused if it is newer."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC as text of one width, `2026-02-04T17:35:00.000000Z`: readable, and in order as text."""

    impl = sa.String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> str | None:
        """As the database holds it."""
        del dialect
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"

    def process_result_value(self, value: str | None, dialect: Any) -> datetime | None:
        """As we hold it."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)


metadata = sa.MetaData()

setting = sa.Table(
    "setting",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

source = sa.Table(
    "source",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("location", sa.Text, nullable=False),
    # As the configuration told of it last: its entries outlive it there, and are shown and matched as before.
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("since", Moment),
    sa.Column("last_good_at", Moment),
    sa.Column("due_at", Moment),
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    # The address that gave these two; to another they would say nothing.
    sa.Column("validated_by", sa.Text),
    sa.Column("unsettled_since", Moment),
    # Where its last state stands in the order of states, and the ids on its last good page: JSON lists.
    sa.Column("place", sa.Text),
    sa.Column("page", sa.Text, nullable=False),
    sa.Column("losses", sa.Integer, nullable=False),
    # The name that stands in the ids of its entries; none until the first start after it was told.
    sa.Column("id_name", sa.Text),
    # Which of that page were missing from it, and how often in a row; which numbers in it change by themselves: JSON.
    sa.Column("missing", sa.Text, nullable=False, server_default="{}"),
    sa.Column("noise", sa.Text, nullable=False, server_default="{}"),
    # The version that read it, and the zone in which its clocks were read.
    sa.Column("reader", sa.Text, nullable=False, server_default=""),
    sa.Column("timezone", sa.Text, nullable=False, server_default=""),
)

snapshot = sa.Table(
    "snapshot",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("source_id", sa.Integer, sa.ForeignKey("source.id", ondelete="CASCADE"), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("fetched_at", Moment, nullable=False),
    sa.Column("modified_at", Moment),
    # zlib; none once a later one was read: the row stays, so that the same bytes are not read again.
    sa.Column("content", sa.LargeBinary),
    sa.Column("is_read", sa.Boolean, nullable=False),
    sa.Column("level", sa.Text, nullable=False),
    sa.Column("fault", sa.Text, nullable=False),
    # Its fault stays until its file goes; others end with the next sound state.
    sa.Column("lasts", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index("snapshot_by_digest", "source_id", "digest"),
    sa.Index("snapshot_by_order", "source_id", "id"),
)
# The few whose bytes are held, those that wait and the last, among the many that were read.
sa.Index(
    "snapshot_held",
    snapshot.c.source_id,
    sqlite_where=snapshot.c.content.is_not(None),
    postgresql_where=snapshot.c.content.is_not(None),
)

entry = sa.Table(
    "entry",
    metadata,
    # Grows with time, and within a page from the oldest to the newest: it orders entries of one minute.
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("source_id", sa.Integer, sa.ForeignKey("source.id", ondelete="CASCADE"), nullable=False),
    sa.Column("published", Moment, nullable=False),
    sa.Column("updated", Moment, nullable=False),
    sa.Column("seen_at", Moment, nullable=False),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
    sa.Column("revisions", sa.Integer, nullable=False),
    sa.Column("item", sa.Text, nullable=False),
    sa.Index("entry_by_time", "source_id", "published"),
)

revision = sa.Table(
    "revision",
    metadata,
    sa.Column("entry", sa.Integer, sa.ForeignKey("entry.number", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("seen_at", Moment, nullable=False),
    sa.Column("significance", sa.Text, nullable=False),
    sa.Column("item", sa.Text),
    sa.Column("snapshot_id", sa.Integer),
    # What is another than before, by what it was known, and the version that read it.
    sa.Column("changed", sa.Text, nullable=False, server_default=""),
    sa.Column("evidence", sa.Text, nullable=False, server_default=""),
    sa.Column("reader", sa.Text, nullable=False, server_default=""),
)

topic = sa.Table(
    "topic",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    # What its members were chosen by, and what its files were written from: other marks mean that they are stale.
    sa.Column("query", sa.Text, nullable=False),
    sa.Column("rendering", sa.Text, nullable=False),
    # The name that stands in its feed's id; none for the front page.
    sa.Column("id_name", sa.Text),
    # The number of the last entry that its query does not choose: it and those before stay as they were chosen.
    sa.Column("after", sa.Integer, nullable=False, server_default="0"),
)

membership = sa.Table(
    "membership",
    metadata,
    sa.Column("topic", sa.Text, primary_key=True),
    sa.Column("entry", sa.Integer, sa.ForeignKey("entry.number", ondelete="CASCADE"), primary_key=True),
    # It was a member once: what has left a feed has changed it, and a feed's `updated` never runs backwards.
    sa.Column("has_left", sa.Boolean, nullable=False),
    # Copies of the entry's, so that the newest of a topic are found without looking at the others.
    sa.Column("published", Moment, nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
    # It stands in an archive document of the topic's feed, and said nothing new since then.
    sa.Column("is_archived", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index("membership_by_archive", "topic", "has_left", "is_archived", "published", "entry"),
    sa.Index("membership_by_entry", "entry"),
    sa.Index("membership_by_time", "topic", "has_left", "published", "entry"),
    sa.Index("membership_by_change", "topic", "changed_at"),
)

former_member = sa.Table(
    "former_member",
    metadata,
    # Of a topic that nobody asks for any more. Its feed has the same id if it comes back, and must not go back in time.
    sa.Column("topic", sa.Text, primary_key=True),
    sa.Column("entry", sa.Integer, sa.ForeignKey("entry.number", ondelete="CASCADE"), primary_key=True),
    sa.Column("has_left", sa.Boolean, nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
    sa.Column("is_archived", sa.Boolean, nullable=False),
    sa.Index("former_member_by_entry", "entry"),
)

archive = sa.Table(
    "archive",
    metadata,
    sa.Column("topic", sa.Text, primary_key=True),
    sa.Column("document", sa.Integer, primary_key=True),
    sa.Column("entry", sa.Integer, sa.ForeignKey("entry.number", ondelete="CASCADE"), primary_key=True),
    # As what it was put there: its revision, and what the entry's moments were then.
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("published", Moment, nullable=False),
    sa.Column("updated", Moment, nullable=False),
    sa.Column("seen_at", Moment, nullable=False),
    sa.Index("archive_by_entry", "entry"),
)

archive_document = sa.Table(
    "archive_document",
    metadata,
    sa.Column("topic", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    # What its files were written from; empty while they are to be written.
    sa.Column("rendering", sa.Text, nullable=False),
)

dirty = sa.Table(
    "dirty",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("feed", sa.Text, nullable=False),
    sa.Index("dirty_by_feed", "feed"),
)

incident = sa.Table(
    "incident",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("source_id", sa.Integer, sa.ForeignKey("source.id", ondelete="CASCADE"), nullable=False),
    # What happened and when: a JSON list of pairs; none is ever taken out.
    sa.Column("happenings", sa.Text, nullable=False),
    sa.Column("updated_at", Moment, nullable=False),
    sa.Column("is_over", sa.Boolean, nullable=False),
    sa.Index("incident_by_source", "source_id", "id"),
    sa.Index("incident_by_time", "updated_at"),
)

forgotten = sa.Table(
    "forgotten",
    metadata,
    # Its text is gone for good, and cannot be read from these marks; its ticker may show it again, and it is known.
    sa.Column("entry", sa.Integer, sa.ForeignKey("entry.number", ondelete="CASCADE"), primary_key=True),
    sa.Column("source_id", sa.Integer, sa.ForeignKey("source.id", ondelete="CASCADE"), nullable=False),
    sa.Column("marks", sa.Text, nullable=False),
    sa.Index("forgotten_by_source", "source_id"),
)
