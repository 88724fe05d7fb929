"""The first tables: sources and their snapshots, entries and their revisions, topics, membership, dirty marks."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    moment = sa.String(27)
    op.create_table(
        "setting",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("location", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("since", moment),
        sa.Column("last_good_at", moment),
        sa.Column("due_at", moment),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("unsettled_since", moment),
        sa.Column("place", sa.Text),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("losses", sa.Integer, nullable=False),
    )
    op.create_table(
        "snapshot",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source_id", sa.Integer, sa.ForeignKey("source.id", ondelete="CASCADE"), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("fetched_at", moment, nullable=False),
        sa.Column("modified_at", moment),
        sa.Column("content", sa.LargeBinary),
        sa.Column("is_read", sa.Boolean, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("fault", sa.Text, nullable=False),
    )
    op.create_index("snapshot_by_digest", "snapshot", ["source_id", "digest"])
    op.create_index("snapshot_by_order", "snapshot", ["source_id", "id"])
    held = sa.text("content IS NOT NULL")
    op.create_index("snapshot_held", "snapshot", ["source_id"], sqlite_where=held, postgresql_where=held)
    op.create_table(
        "entry",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("source_id", sa.Integer, sa.ForeignKey("source.id", ondelete="CASCADE"), nullable=False),
        sa.Column("published", moment, nullable=False),
        sa.Column("updated", moment, nullable=False),
        sa.Column("seen_at", moment, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("revisions", sa.Integer, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
    )
    op.create_index("entry_by_time", "entry", ["source_id", "published"])
    op.create_table(
        "revision",
        sa.Column("entry", sa.Integer, sa.ForeignKey("entry.number", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("seen_at", moment, nullable=False),
        sa.Column("significance", sa.Text, nullable=False),
        sa.Column("item", sa.Text),
        sa.Column("snapshot_id", sa.Integer),
    )
    op.create_table(
        "topic",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("rendering", sa.Text, nullable=False),
    )
    op.create_table(
        "membership",
        sa.Column("topic", sa.Text, primary_key=True),
        sa.Column("entry", sa.Integer, sa.ForeignKey("entry.number", ondelete="CASCADE"), primary_key=True),
        sa.Column("has_left", sa.Boolean, nullable=False),
        sa.Column("published", moment, nullable=False),
        sa.Column("changed_at", moment, nullable=False),
    )
    op.create_index("membership_by_entry", "membership", ["entry"])
    op.create_index("membership_by_time", "membership", ["topic", "has_left", "published", "entry"])
    op.create_index("membership_by_change", "membership", ["topic", "changed_at"])
    op.create_table(
        "dirty",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("feed", sa.Text, nullable=False),
    )
    op.create_index("dirty_by_feed", "dirty", ["feed"])
