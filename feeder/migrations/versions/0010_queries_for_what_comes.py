"""A query may choose among what comes after it alone."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0005"


def upgrade() -> None:
    """Add the column; so far every query chooses among all entries."""
    op.add_column("topic", sa.Column("after", sa.Integer, nullable=False, server_default="0"))
