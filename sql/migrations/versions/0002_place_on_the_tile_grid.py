"""place of spaces on the tile grid.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

GRID_X = (
    "CASE WHEN place_privacy = 'public' THEN "
    "least(greatest(floor((st_x(geom) + 180) / 360 * 1073741824), 0), 1073741823)::integer END"
)
GRID_Y = (
    "CASE WHEN place_privacy = 'public' THEN "
    "least(greatest(floor((1 - ln(tan(radians("
    "(90 + least(greatest(st_y(geom), -85.0511), 85.0511)) / 2))) / pi()) / 2 * 1073741824), 0), "
    "1073741823)::integer END"
)


def upgrade() -> None:
    op.add_column("space", sa.Column("grid_x", sa.Integer(), sa.Computed(GRID_X, persisted=True)))
    op.add_column("space", sa.Column("grid_y", sa.Integer(), sa.Computed(GRID_Y, persisted=True)))
    op.create_index(
        "ix_space_grid",
        "space",
        ["grid_x", "grid_y"],
        postgresql_include=["kind", "rank", "id", "city_id"],
        postgresql_where=sa.text("status = 'published'"),
    )
    op.create_index(
        "ix_space_page",
        "space",
        ["city_id", "id"],
        postgresql_where=sa.text("status = 'published'"),
    )


def downgrade() -> None:
    op.drop_index("ix_space_page", table_name="space")
    op.drop_index("ix_space_grid", table_name="space")
    op.drop_column("space", "grid_y")
    op.drop_column("space", "grid_x")
