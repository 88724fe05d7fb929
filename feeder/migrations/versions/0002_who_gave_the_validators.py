"""A source's validators are kept with the address that gave them: a ticker may have another one every day."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column; validators of before are asked with no more, and the next answer gives new ones."""
    op.add_column("source", sa.Column("validated_by", sa.Text))
