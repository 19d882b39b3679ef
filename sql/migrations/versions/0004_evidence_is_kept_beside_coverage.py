"""evidence is kept beside coverage.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "coverage_snapshot",
        sa.Column("kind", sa.Text(), server_default="coverage", nullable=False),
    )
    op.create_check_constraint(
        op.f("ck_coverage_snapshot_kind"), "coverage_snapshot", "kind IN ('coverage', 'evidence')"
    )
    op.alter_column(
        "coverage_snapshot",
        "data_version",
        existing_type=sa.BigInteger(),
        type_=sa.Text(),
        existing_nullable=False,
    )


def downgrade() -> None:
    op.alter_column(
        "coverage_snapshot",
        "data_version",
        existing_type=sa.Text(),
        type_=sa.BigInteger(),
        existing_nullable=False,
        postgresql_using="CASE WHEN data_version ~ '^[0-9]{1,18}$' THEN data_version ELSE '0' END::bigint",
    )
    op.drop_constraint(op.f("ck_coverage_snapshot_kind"), "coverage_snapshot", type_="check")
    op.drop_column("coverage_snapshot", "kind")
