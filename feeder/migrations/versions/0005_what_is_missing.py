"""What is missing from a page is remembered; each revision tells what changed, how it was paired, and who read it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns; of what was recorded before, nobody knows how it came to be."""
    for name, default in (("missing", "{}"), ("noise", "{}"), ("reader", ""), ("timezone", "")):
        op.add_column("source", sa.Column(name, sa.Text, nullable=False, server_default=default))
    for name in ("changed", "evidence", "reader"):
        op.add_column("revision", sa.Column(name, sa.Text, nullable=False, server_default=""))
