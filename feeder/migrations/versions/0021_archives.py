"""Which entries stand in which archive document of a feed, and as what."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Make the tables; so far nothing is archived."""
    moment = sa.String(27)
    op.create_table(
        "archive",
        sa.Column("topic", sa.Text, primary_key=True),
        sa.Column("document", sa.Integer, primary_key=True),
        sa.Column("entry", sa.Integer, sa.ForeignKey("entry.number", ondelete="CASCADE"), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("published", moment, nullable=False),
        sa.Column("updated", moment, nullable=False),
        sa.Column("seen_at", moment, nullable=False),
    )
    op.create_index("archive_by_entry", "archive", ["entry"])
    op.create_table(
        "archive_document",
        sa.Column("topic", sa.Text, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("rendering", sa.Text, nullable=False),
    )
    op.add_column("membership", sa.Column("is_archived", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_index("membership_by_archive", "membership", ["topic", "has_left", "is_archived", "published", "entry"])
