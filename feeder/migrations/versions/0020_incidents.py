"""What happened to sources is kept, and so is by what forgotten entries are known."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0010"


def upgrade() -> None:
    """Add the tables; what happened before is not known."""
    op.create_table(
        "incident",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source_id", sa.Integer, sa.ForeignKey("source.id", ondelete="CASCADE"), nullable=False),
        sa.Column("happenings", sa.Text, nullable=False),
        sa.Column("updated_at", sa.String(27), nullable=False),
        sa.Column("is_over", sa.Boolean, nullable=False),
        sa.Index("incident_by_source", "source_id", "id"),
        sa.Index("incident_by_time", "updated_at"),
    )
    op.create_table(
        "forgotten",
        sa.Column("entry", sa.Integer, sa.ForeignKey("entry.number", ondelete="CASCADE"), primary_key=True),
        sa.Column("source_id", sa.Integer, sa.ForeignKey("source.id", ondelete="CASCADE"), nullable=False),
        sa.Column("marks", sa.Text, nullable=False),
        sa.Index("forgotten_by_source", "source_id"),
    )
