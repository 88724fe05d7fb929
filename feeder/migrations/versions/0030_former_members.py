"""The members of topics that nobody asks for, until somebody does again."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0021"


def upgrade() -> None:
    """Make the table; what was forgotten so far stays so."""
    op.create_table(
        "former_member",
        sa.Column("topic", sa.Text, primary_key=True),
        sa.Column("entry", sa.Integer, sa.ForeignKey("entry.number", ondelete="CASCADE"), primary_key=True),
        sa.Column("has_left", sa.Boolean, nullable=False),
        sa.Column("changed_at", sa.String(27), nullable=False),
        sa.Column("is_archived", sa.Boolean, nullable=False),
    )
    op.create_index("former_member_by_entry", "former_member", ["entry"])
