"""Alembic's entry: compares and migrates the tables of `geoservice.store.models`."""

from alembic import context
from geoalchemy2 import alembic_helpers

from geoservice.store.models import Base


def include_object(item, name, kind, reflected, compare_to):
    """Leave PostGIS's own tables and the published schema out of the comparison."""
    if kind == "table" and reflected and name not in Base.metadata.tables:
        return False
    return alembic_helpers.include_object(item, name, kind, reflected, compare_to)


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_object=include_object,
    render_item=alembic_helpers.render_item,
    process_revision_directives=alembic_helpers.writer,
    compare_server_default=False,
)
with context.begin_transaction():
    context.run_migrations()
