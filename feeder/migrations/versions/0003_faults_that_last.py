"""A state's fault may last until its file goes; all others end with the next sound state."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column; a fault of before ends with the next sound state, or is found anew."""
    op.add_column("snapshot", sa.Column("lasts", sa.Boolean, nullable=False, server_default=sa.false()))
