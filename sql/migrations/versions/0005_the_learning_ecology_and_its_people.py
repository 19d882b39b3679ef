"""the learning ecology and its people.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_CHECKS = (
    ("activity", "fee", "fee >= 0"),
    ("activity", "places", "places >= 0 AND places_left >= 0"),
    ("contribution", "action", "action IN ('create', 'update', 'hide')"),
    ("partner", "status", "status IN ('draft', 'published', 'hidden')"),
    ("route", "difficulty", "difficulty IN ('easy', 'moderate', 'hard')"),
)


def upgrade() -> None:
    op.create_table(
        "secret",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_secret")),
        sa.UniqueConstraint("name", name=op.f("uq_secret_name")),
    )
    op.create_table(
        "stamp_seen",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stamp_seen")),
        sa.UniqueConstraint("mark", name=op.f("uq_stamp_seen_mark")),
    )
    op.create_index(op.f("ix_stamp_seen_day"), "stamp_seen", ["day"], unique=False)
    op.create_table(
        "agenda",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("city_id", sa.BigInteger(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("title_th", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=True),
        sa.Column("description_th", sa.Text(), nullable=True),
        sa.Column("description_en", sa.Text(), nullable=True),
        sa.Column("figures", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("slug ~ '^[a-z0-9]+([_-][a-z0-9]+)*$'", name=op.f("ck_agenda_slug")),
        sa.ForeignKeyConstraint(
            ["city_id"], ["city.id"], name=op.f("fk_agenda_city_id_city"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda")),
        sa.UniqueConstraint("city_id", "slug", name=op.f("uq_agenda_city_id_slug")),
    )
    op.create_index(op.f("ix_agenda_city_id"), "agenda", ["city_id"], unique=False)
    op.create_table(
        "medium",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("city_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Text(), server_default="draft", nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("kind IN ('picture', 'audio')", name=op.f("ck_medium_kind")),
        sa.CheckConstraint(
            "status IN ('draft', 'published', 'hidden')", name=op.f("ck_medium_status")
        ),
        sa.ForeignKeyConstraint(
            ["city_id"], ["city.id"], name=op.f("fk_medium_city_id_city"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_medium")),
        sa.UniqueConstraint("key", name=op.f("uq_medium_key")),
    )
    op.create_index(op.f("ix_medium_city_id"), "medium", ["city_id"], unique=False)
    op.create_table(
        "password_reset",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_password_reset_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_password_reset")),
        sa.UniqueConstraint("hash", name=op.f("uq_password_reset_hash")),
    )
    op.create_index(
        op.f("ix_password_reset_account_id"), "password_reset", ["account_id"], unique=False
    )
    op.create_table(
        "route_rating",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("route_id", sa.BigInteger(), nullable=False),
        sa.Column("rater", sa.Text(), nullable=False),
        sa.Column("stars", sa.SmallInteger(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("stars BETWEEN 1 AND 5", name=op.f("ck_route_rating_stars")),
        sa.ForeignKeyConstraint(
            ["route_id"],
            ["route.id"],
            name=op.f("fk_route_rating_route_id_route"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_route_rating")),
        sa.UniqueConstraint("route_id", "rater", name=op.f("uq_route_rating_route_id_rater")),
    )
    op.create_table(
        "stamp_count",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("city_id", sa.BigInteger(), nullable=False),
        sa.Column("space_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("stamps", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["city_id"], ["city.id"], name=op.f("fk_stamp_count_city_id_city"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["space_id"],
            ["space.id"],
            name=op.f("fk_stamp_count_space_id_space"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stamp_count")),
        sa.UniqueConstraint("space_id", "month", name=op.f("uq_stamp_count_space_id_month")),
    )
    op.create_index(op.f("ix_stamp_count_city_id"), "stamp_count", ["city_id"], unique=False)
    op.create_index(op.f("ix_stamp_count_space_id"), "stamp_count", ["space_id"], unique=False)
    op.create_table(
        "stamp_sheet",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("space_id", sa.BigInteger(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "issued_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_stamp_sheet_account_id_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["space_id"],
            ["space.id"],
            name=op.f("fk_stamp_sheet_space_id_space"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stamp_sheet")),
        sa.UniqueConstraint("space_id", "serial", name=op.f("uq_stamp_sheet_space_id_serial")),
    )
    op.create_index(op.f("ix_stamp_sheet_space_id"), "stamp_sheet", ["space_id"], unique=False)
    op.create_table(
        "outcome",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("city_id", sa.BigInteger(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("activity_id", sa.BigInteger(), nullable=True),
        sa.Column("text_th", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), server_default="published", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'published', 'hidden')", name=op.f("ck_outcome_status")
        ),
        sa.CheckConstraint("people >= 0", name=op.f("ck_outcome_people")),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_outcome_activity_id_activity"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["city_id"], ["city.id"], name=op.f("fk_outcome_city_id_city"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
    )
    op.create_index(op.f("ix_outcome_city_id"), "outcome", ["city_id"], unique=False)
    op.add_column("account", sa.Column("subject", sa.Text(), nullable=True))
    op.add_column("account", sa.Column("epoch", sa.Integer(), server_default="0", nullable=False))
    op.create_unique_constraint(op.f("uq_account_subject"), "account", ["subject"])
    op.add_column(
        "activity", sa.Column("skips", sa.ARRAY(sa.Text()), server_default="{}", nullable=False)
    )
    op.add_column("activity", sa.Column("places_left", sa.Integer(), nullable=True))
    op.add_column("activity", sa.Column("fee", sa.Double(), nullable=True))
    op.add_column(
        "activity", sa.Column("currency", sa.Text(), server_default="THB", nullable=False)
    )
    op.add_column("activity", sa.Column("link", sa.Text(), nullable=True))
    op.add_column("activity", sa.Column("contact", sa.Text(), nullable=True))
    op.create_index(op.f("ix_activity_partner_id"), "activity", ["partner_id"], unique=False)
    op.add_column("audit", sa.Column("address", sa.Text(), nullable=True))
    op.add_column(
        "contribution", sa.Column("action", sa.Text(), server_default="update", nullable=False)
    )
    op.add_column("contribution", sa.Column("base_version", sa.Integer(), nullable=True))
    op.add_column("contribution", sa.Column("result_id", sa.BigInteger(), nullable=True))
    op.add_column("contribution", sa.Column("sender", sa.Text(), nullable=True))
    op.add_column("contribution", sa.Column("medium_id", sa.BigInteger(), nullable=True))
    op.add_geospatial_column(
        "contribution",
        sa.Column(
            "geom",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
        ),
    )
    op.create_geospatial_index(
        "idx_contribution_geom",
        "contribution",
        ["geom"],
        unique=False,
        postgresql_using="gist",
        postgresql_ops={},
    )
    op.create_index(op.f("ix_contribution_medium_id"), "contribution", ["medium_id"], unique=False)
    op.create_index(op.f("ix_contribution_sender"), "contribution", ["sender"], unique=False)
    op.create_foreign_key(
        op.f("fk_contribution_medium_id_medium"),
        "contribution",
        "medium",
        ["medium_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.add_column(
        "knowledge", sa.Column("authors", sa.ARRAY(sa.Text()), server_default="{}", nullable=False)
    )
    op.add_column("knowledge", sa.Column("year", sa.Integer(), nullable=True))
    op.add_column("knowledge", sa.Column("doi", sa.Text(), nullable=True))
    op.add_column("knowledge", sa.Column("link", sa.Text(), nullable=True))
    op.add_column("knowledge", sa.Column("partner_id", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_knowledge_partner_id"), "knowledge", ["partner_id"], unique=False)
    op.create_foreign_key(
        op.f("fk_knowledge_partner_id_partner"),
        "knowledge",
        "partner",
        ["partner_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.add_column("note", sa.Column("medium_id", sa.BigInteger(), nullable=True))
    op.add_column("note", sa.Column("solution", sa.Text(), nullable=True))
    op.add_column("note", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column(
        "note",
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
    )
    op.create_index(op.f("ix_note_medium_id"), "note", ["medium_id"], unique=False)
    op.create_foreign_key(
        op.f("fk_note_medium_id_medium"),
        "note",
        "medium",
        ["medium_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.drop_column("note", "media")
    op.add_column("offering", sa.Column("link", sa.Text(), nullable=True))
    op.add_column("offering", sa.Column("partner_id", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_offering_partner_id"), "offering", ["partner_id"], unique=False)
    op.create_foreign_key(
        op.f("fk_offering_partner_id_partner"),
        "offering",
        "partner",
        ["partner_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.add_column("partner", sa.Column("description_th", sa.Text(), nullable=True))
    op.add_column("partner", sa.Column("description_en", sa.Text(), nullable=True))
    op.add_column(
        "partner", sa.Column("status", sa.Text(), server_default="published", nullable=False)
    )
    op.add_column("partner", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column(
        "partner",
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
    )
    op.add_column(
        "route", sa.Column("themes", sa.ARRAY(sa.Text()), server_default="{}", nullable=False)
    )
    op.add_column("route", sa.Column("best_hours", sa.Text(), nullable=True))
    op.add_column("route", sa.Column("profile", sa.Text(), server_default="adult", nullable=False))
    op.add_column("route", sa.Column("loop", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("route", sa.Column("medium_id", sa.BigInteger(), nullable=True))
    op.add_column(
        "route",
        sa.Column(
            "checks", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False
        ),
    )
    op.add_column("route", sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_route_medium_id"), "route", ["medium_id"], unique=False)
    op.create_foreign_key(
        op.f("fk_route_medium_id_medium"),
        "route",
        "medium",
        ["medium_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.add_column("route_stop", sa.Column("title_th", sa.Text(), nullable=True))
    op.add_column("route_stop", sa.Column("title_en", sa.Text(), nullable=True))
    for table, name, condition in _CHECKS:
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, condition)


def downgrade() -> None:
    for table, name, _ in _CHECKS:
        op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
    op.drop_column("route_stop", "title_en")
    op.drop_column("route_stop", "title_th")
    op.drop_constraint(op.f("fk_route_medium_id_medium"), "route", type_="foreignkey")
    op.drop_index(op.f("ix_route_medium_id"), table_name="route")
    op.drop_column("route", "published_at")
    op.drop_column("route", "checks")
    op.drop_column("route", "medium_id")
    op.drop_column("route", "loop")
    op.drop_column("route", "profile")
    op.drop_column("route", "best_hours")
    op.drop_column("route", "themes")
    op.drop_column("partner", "updated_at")
    op.drop_column("partner", "version")
    op.drop_column("partner", "status")
    op.drop_column("partner", "description_en")
    op.drop_column("partner", "description_th")
    op.drop_constraint(op.f("fk_offering_partner_id_partner"), "offering", type_="foreignkey")
    op.drop_index(op.f("ix_offering_partner_id"), table_name="offering")
    op.drop_column("offering", "partner_id")
    op.drop_column("offering", "link")
    op.add_column(
        "note",
        sa.Column(
            "media",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            autoincrement=False,
            nullable=False,
        ),
    )
    op.drop_constraint(op.f("fk_note_medium_id_medium"), "note", type_="foreignkey")
    op.drop_index(op.f("ix_note_medium_id"), table_name="note")
    op.drop_column("note", "updated_at")
    op.drop_column("note", "version")
    op.drop_column("note", "solution")
    op.drop_column("note", "medium_id")
    op.drop_constraint(op.f("fk_knowledge_partner_id_partner"), "knowledge", type_="foreignkey")
    op.drop_index(op.f("ix_knowledge_partner_id"), table_name="knowledge")
    op.drop_column("knowledge", "partner_id")
    op.drop_column("knowledge", "link")
    op.drop_column("knowledge", "doi")
    op.drop_column("knowledge", "year")
    op.drop_column("knowledge", "authors")
    op.drop_constraint(op.f("fk_contribution_medium_id_medium"), "contribution", type_="foreignkey")
    op.drop_index(op.f("ix_contribution_sender"), table_name="contribution")
    op.drop_index(op.f("ix_contribution_medium_id"), table_name="contribution")
    op.drop_geospatial_index(
        "idx_contribution_geom",
        table_name="contribution",
        postgresql_using="gist",
        column_name="geom",
    )
    op.drop_geospatial_column("contribution", "geom")
    op.drop_column("contribution", "medium_id")
    op.drop_column("contribution", "sender")
    op.drop_column("contribution", "result_id")
    op.drop_column("contribution", "base_version")
    op.drop_column("contribution", "action")
    op.drop_column("audit", "address")
    op.drop_index(op.f("ix_activity_partner_id"), table_name="activity")
    op.drop_column("activity", "contact")
    op.drop_column("activity", "link")
    op.drop_column("activity", "currency")
    op.drop_column("activity", "fee")
    op.drop_column("activity", "places_left")
    op.drop_column("activity", "skips")
    op.drop_constraint(op.f("uq_account_subject"), "account", type_="unique")
    op.drop_column("account", "epoch")
    op.drop_column("account", "subject")
    op.drop_index(op.f("ix_outcome_city_id"), table_name="outcome")
    op.drop_table("outcome")
    op.drop_index(op.f("ix_stamp_sheet_space_id"), table_name="stamp_sheet")
    op.drop_table("stamp_sheet")
    op.drop_index(op.f("ix_stamp_count_space_id"), table_name="stamp_count")
    op.drop_index(op.f("ix_stamp_count_city_id"), table_name="stamp_count")
    op.drop_table("stamp_count")
    op.drop_table("route_rating")
    op.drop_index(op.f("ix_password_reset_account_id"), table_name="password_reset")
    op.drop_table("password_reset")
    op.drop_index(op.f("ix_medium_city_id"), table_name="medium")
    op.drop_table("medium")
    op.drop_index(op.f("ix_agenda_city_id"), table_name="agenda")
    op.drop_table("agenda")
    op.drop_index(op.f("ix_stamp_seen_day"), table_name="stamp_seen")
    op.drop_table("stamp_seen")
    op.drop_table("secret")
