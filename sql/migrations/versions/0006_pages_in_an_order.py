"""pages in an order.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# In the schema of the tables, whose indexes stand on it; a PostgreSQL built without ICU takes the
# order of code points.
DICTIONARY = """
DO $$
BEGIN
    CREATE COLLATION dictionary (provider = icu, locale = 'th');
EXCEPTION WHEN feature_not_supported THEN
    CREATE COLLATION dictionary FROM "C";
END;
$$;
COMMENT ON COLLATION dictionary IS
'The order of a Thai dictionary: Thai before Latin, vowels after their consonant.';
"""
PUBLISHED = sa.text("status = 'published'")
NAMES = ("name_th", "name_en")


def upgrade() -> None:
    op.execute(DICTIONARY)
    for name in NAMES:
        beginning = sa.literal_column(f'"left"({name} COLLATE dictionary, 100)')
        op.create_index(
            f"ix_space_by_{name}", "space", [beginning, "id"], postgresql_where=PUBLISHED
        )
    op.create_index(
        "ix_space_by_updated_at", "space", ["updated_at", "id"], postgresql_where=PUBLISHED
    )


def downgrade() -> None:
    for name in ("updated_at", *NAMES):
        op.drop_index(f"ix_space_by_{name}", table_name="space")
    op.execute("DROP COLLATION dictionary")
