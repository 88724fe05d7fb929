"""What stands in ids is kept: a name in the configuration that would change them is refused."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns; a source that has entries knows its name from the first of them, all else at the next start."""
    op.add_column("source", sa.Column("id_name", sa.Text))
    op.add_column("topic", sa.Column("id_name", sa.Text))
    db = op.get_bind()
    first = "SELECT source_id, id FROM entry WHERE number IN (SELECT min(number) FROM entry GROUP BY source_id)"
    for source, entry in db.execute(sa.text(first)).all():
        # tag:AUTHORITY:NAME/OPAQUE
        name = entry.rsplit(":", 1)[-1].split("/")[0]
        db.execute(sa.text("UPDATE source SET id_name = :name WHERE id = :source"), {"name": name, "source": source})
